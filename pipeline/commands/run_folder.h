/* run_folder.h - the folder that a run leaves: filled beside its place, then put there in one rename; and its manifest.
 */
#ifndef GRIPE_RUN_FOLDER_H
#define GRIPE_RUN_FOLDER_H

#include "fused.h"

/* folder_begin - makes PATH.tmpXXXXXX (path NULL: a folder under TMPDIR that is thrown away), with books/ in it; the
 * name in out[cap]. */
GRIPE_MUST_USE int folder_begin(const char *path, const char *temporary_root, char *out, size_t cap, struct err *err);
/* folder_publish - puts the filled folder where `path` is: what was there is moved aside first and removed after. */
GRIPE_MUST_USE int folder_publish(const char *filled, const char *path, struct err *err);
/* folder_remove - the folder and all in it; failures are not told: it is clean-up. */
void folder_remove(const char *path);

/* folder_copy - the table at `path` as FOLDER/NAME, unpacked; path NULL: nothing is to be copied. */
GRIPE_MUST_USE int folder_copy(const char *folder, const char *name, const char *path, struct err *err);

/* manifest_write - FOLDER/manifest.json: version, plan, digests of inputs and lexicons (SHA-256), the books of each
 * stage, and the two times, the only things in the folder that differ when a run is repeated. started, ended: seconds
 * since 1970. */
GRIPE_MUST_USE int manifest_write(const struct fused *fused, int64_t started, int64_t ended, struct err *err);

#endif
