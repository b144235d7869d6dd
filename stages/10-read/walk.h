/* walk.h - folders and archives: each file in them, one after the other, in byte order of their paths. */
#ifndef GRIPE_WALK_H
#define GRIPE_WALK_H

#include <stdbool.h>

#include "infile.h"

/* Called for each file found; file is open at its start and is closed by the walker. path: "folder/a/b.csv",
 * "archive.zip!a/b.csv". Negative stops the walk. */
struct walk_visit {
	int (*visit)(void *to, struct infile *file, const char *path, struct err *err);
	void *to;
};

/* walk_is_folder - path names a folder (a Maildir too). */
bool walk_is_folder(const char *path);
/* walk_is_archive - the first bytes are those of a tar, zip or 7z archive (after gzip or zstd are undone). */
bool walk_is_archive(struct str ahead, const char *path);
/* walk_folder - visits the files below path; hidden ones and what is no regular file are left out. GRIPE_IO, or what
 * visit returned. */
GRIPE_MUST_USE int walk_folder(const char *path, const struct walk_visit *visit, struct err *err);
/* walk_archive - visits the members, archives within archives up to a depth. GRIPE_DATA: damaged, or it swells beyond
 * its cap. */
GRIPE_MUST_USE int walk_archive(struct infile *file, const char *path, const struct walk_visit *visit, struct err *err);

#endif
