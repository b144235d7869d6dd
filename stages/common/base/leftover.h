/* leftover.h - what must be gone when the process ends before its time: temporary files and folders. Whoever makes one
 * says so, and says when it has gone or has been put in place; a signal's handler, or memory_exhausted, removes the
 * rest. */
#ifndef GRIPE_LEFTOVER_H
#define GRIPE_LEFTOVER_H

/* leftover_add - path: of a file or folder that is temporary; borrowed until leftover_drop of the same pointer. When
 * all places are taken it is not noted, and stays behind if the process is killed. Any thread may call. */
void leftover_add(const char *path);
/* leftover_drop - path as it was given to leftover_add; NULL, or one that is not noted, is passed over. */
void leftover_drop(const char *path);
/* leftover_remove_all - removes what is noted, folders with all in them. Takes no memory and no lock: a signal's
 * handler may call it. */
void leftover_remove_all(void);
/* leftover_tree - removes a file, or a folder and all in it; a link is removed, never followed. Failures are not told:
 * it is clean-up. Takes no memory. */
void leftover_tree(const char *path);

#endif
