/* batch_store.h - batches that wait for a later part of the run, in the order of their coming: in memory while they are
 * few, then packed in an unlinked temporary file (spill.h). */
#ifndef GRIPE_BATCH_STORE_H
#define GRIPE_BATCH_STORE_H

#include "batch.h"
#include "spill.h"

struct batch_store {
	struct batch_list resident; /* the first ones */
	size_t bytes, memory;       /* of these; and what they may have */
	struct spill spill;         /* those behind: for each its packed and its compressed size, and the bytes */
	uint64_t taken;             /* bytes of spill that were taken out again */
	struct buf packed, small;   /* scratch: a batch packed, and compressed */
};

/* batch_store_init - folder: of temporary files. memory: bytes that may stay in memory; 0: all goes to the file. */
void batch_store_init(struct batch_store *store, const char *folder, size_t memory);
/* batch_store_stays - the next batch will stay in memory, so that compacting it pays. */
static inline bool batch_store_stays(const struct batch_store *store)
{
	return spill_size(&store->spill) == 0 && store->bytes < store->memory;
}
void batch_store_release(struct batch_store *store);
/* batch_store_put - takes the batch over in any case. GRIPE_IO: the temporary file cannot be written. */
GRIPE_MUST_USE int batch_store_put(struct batch_store *store, struct batch *batch, struct err *err);
/* batch_store_take - *batch: the oldest one, the caller's from now on, or NULL when none is left. Nothing is put while
 * some are taken. GRIPE_IO: the file cannot be read, GRIPE_DATA: it is damaged. */
GRIPE_MUST_USE int batch_store_take(struct batch_store *store, struct batch **batch, struct err *err);

#endif
