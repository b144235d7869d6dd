/* run_leavings.h - folders that a run makes beside its place, and what becomes of those that a dead run left there.
 *
 * DIR.tmpXXXXXX is being filled, or was exchanged with DIR and is the run before; DIR.tmpXXXXXX.old is the run before,
 * moved aside where the system cannot exchange two names. Who works with one holds a lock on it, so one that can be
 * locked is a dead run's. */
#ifndef GRIPE_RUN_LEAVINGS_H
#define GRIPE_RUN_LEAVINGS_H

#include "buf.h"
#include "err.h"
#include "folder_place.h"

#define RUN_TEMPORARY ".tmp" /* and six letters or digits: DIR.tmpXXXXXX */
#define RUN_SCRATCH                                                                                                    \
	"gripe-run" /* of a run without --out, and six letters or digits, in the folder for temporary files */
#define RUN_ASIDE FOLDER_ASIDE

/* run_folder_lock - locks the folder (no link) for as long as the descriptor that it returns is open; wait: until
 * another process gives it up. -1 with errno, when it is none, or locked by another (EWOULDBLOCK). Where folders cannot
 * be locked it is opened unlocked with `wait`, and counts as another's without. */
int run_folder_lock(const char *path, bool wait);

/* run_folder_settle - takes a former run's folder apart: what its marker names is removed, what a person put there
 * moves into the same place of `target` (NULL: stays where it is). Where target has something of that name, it moves
 * there with ".kept" behind its name, and `said` (may be NULL) gets a line. GRIPE_IO: something could be neither
 * removed nor moved; what is left can be settled again. */
GRIPE_MUST_USE int run_folder_settle(const char *former, const char *target, struct buf *said, struct err *err);

/* run_leavings_recover - of dead runs into `target`: when target is missing because one died between two renames, that
 * is finished, or taken back; all else that they left is settled. Each is told in `said`. */
GRIPE_MUST_USE int run_leavings_recover(const char *target, struct buf *said, struct err *err);
/* run_leavings_scratch - removes the folders of dead runs without --out from the folder for temporary files; only those
 * of this user. */
void run_leavings_scratch(const char *folder, struct buf *said);

#endif
