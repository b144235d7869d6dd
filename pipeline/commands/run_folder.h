/* run_folder.h - the folder that a run leaves: filled beside its place, then put there by one exchange of names. Only a
 * folder that carries gripe's marker (run_marker.h), or an empty one, is ever replaced, and of it only what gripe
 * wrote; what a person put there stays. */
#ifndef GRIPE_RUN_FOLDER_H
#define GRIPE_RUN_FOLDER_H

#include <limits.h>
#include <sys/types.h>

#include "buf.h"
#include "err.h"

struct run_folder {
	char target[PATH_MAX];    /* where it will be, without slashes at its end; "" for a run that is thrown away */
	char path[PATH_MAX + 16]; /* the folder being filled; "" when there is none */
	int lock;                 /* held on path; negative when it could not be had */
	ino_t replaces;           /* inode of what stood at target when the run began; 0: nothing */
};

/* run_folder_open - checks that path (NULL: a folder under temporary_root that is thrown away) may become a run's
 * folder, puts in order what dead runs left, and makes the folder to be filled, 0700, with books/ in it. GRIPE_USAGE:
 * path is a link, a file, or a folder that is not gripe's. said: what was put in order, in lines. */
GRIPE_MUST_USE int run_folder_open(struct run_folder *folder, const char *path, const char *temporary_root,
                                   struct buf *said, struct err *err);
/* run_folder_publish - puts the filled folder where its target is, at once; what a person had put into the former one
 * is then in the new one; when another run has published meanwhile, the sandbox keeps us from what it wrote: that
 * stays beside, which is said, and the next run settles it. Signals that end a process wait until it is done. On
 * failure the former run is as it was, unless the message says otherwise. */
GRIPE_MUST_USE int run_folder_publish(struct run_folder *folder, struct buf *said, struct err *err);
/* run_folder_close - removes what was not published. */
void run_folder_close(struct run_folder *folder);
/* folder_copy - the table at `path` as FOLDER/NAME, unpacked; path NULL: nothing is to be copied. */
GRIPE_MUST_USE int folder_copy(const char *folder, const char *name, const char *path, struct err *err);

#endif
