/* walk.h - folders and archives: each file in them, one after the other, in byte order of their paths. */
#ifndef GRIPE_WALK_H
#define GRIPE_WALK_H

#include <stdbool.h>

#include "infile.h"

/* visit - called for each file found; file is open at its start and is closed by the walker. path: "folder/a/b.csv",
 * "archive.zip!a/b.csv". failed - called for what cannot be visited: a file or folder that cannot be opened, a link
 * that leads nowhere or to a folder, folders too deep; status and err say why. Negative of either stops the walk. */
struct walk_visit {
	int (*visit)(void *to, struct infile *file, const char *path, struct err *err);
	int (*failed)(void *to, const char *path, int status, struct err *err);
	void *to;
};

/* walk_is_folder - path names a folder (a Maildir too). */
bool walk_is_folder(const char *path);
/* walk_is_archive - the first bytes are those of a tar, zip or 7z archive (after gzip or zstd are undone). Documents of
 * office programs are zip archives too: office.h is asked first. */
bool walk_is_archive(struct str ahead);
/* walk_folder - visits the files below path; hidden ones and what is no regular file are left out. GRIPE_IO: path
 * itself cannot be listed; or what visit or failed returned. */
GRIPE_MUST_USE int walk_folder(const char *path, const struct walk_visit *visit, struct err *err);
/* walk_archive - visits the members. depth: how many archives the file is within already. GRIPE_DATA: damaged, too
 * deep, or it swells beyond its cap. */
GRIPE_MUST_USE int walk_archive(struct infile *file, const char *path, int depth, const struct walk_visit *visit,
                                struct err *err);

#endif
