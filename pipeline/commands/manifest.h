/* manifest.h - FOLDER/manifest.json: what a run was made of. */
#ifndef GRIPE_MANIFEST_H
#define GRIPE_MANIFEST_H

#include "fused.h"

/* manifest_write - version, plan, digests of inputs (as they were read) and lexicons (SHA-256), the books of each
 * stage, and the two times, the only things in the folder that differ when a run is repeated. started, ended: seconds
 * since 1970. */
GRIPE_MUST_USE int manifest_write(const struct fused *fused, int64_t started, int64_t ended, struct err *err);
/* manifest_lexicons - the files of a folder of lexicons with their digests, as the manifest lists them; *count: how
 * many were listed before and after. */
GRIPE_MUST_USE int manifest_lexicons(struct buf *out, const char *root, size_t *count, struct err *err);

#endif
