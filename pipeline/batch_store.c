/* batch_store.c - see batch_store.h. In the file a batch is its records packed (record_pack.h) and compressed by zstd's
 * quickest level: a fifth of the bytes, so that a million contacts need half a gigabyte of disk, for some 3 us a
 * contact. Batches come back without their records' words, which the next stage finds again. */
#include "batch_store.h"

#include <zstd.h>

#include "record_pack.h"

enum { LEVEL = 1 };

struct block { /* before each batch in the file */
	uint64_t packed, small;
	uint64_t records;
};

void batch_store_init(struct batch_store *store, const char *folder, size_t memory)
{
	*store = (struct batch_store){ .memory = memory };
	spill_init(&store->spill, folder, SPILL_MEMORY);
	buf_init(&store->packed, UINT32_MAX);
	buf_init(&store->small, SIZE_MAX);
}

void batch_store_release(struct batch_store *store)
{
	batch_list_free(&store->resident);
	spill_release(&store->spill);
	buf_release(&store->packed);
	buf_release(&store->small);
	*store = (struct batch_store){ .spill = { .folder = store->spill.folder, .fd = -1 } };
}

static size_t batch_bytes(const struct batch *batch)
{
	return sizeof *batch + batch->arena.held + batch->cap * sizeof *batch->records;
}

static int to_file(struct batch_store *store, const struct batch *batch, struct err *err)
{
	struct block block = { .records = batch->count };
	int result = 0;
	buf_clear(&store->packed);
	for (size_t i = 0; i < batch->count && result == 0; i++) {
		result = record_pack(&store->packed, &batch->records[i], err);
	}
	if (result < 0) {
		return result;
	}
	buf_clear(&store->small);
	buf_reserve(&store->small, ZSTD_compressBound(store->packed.len));
	block.packed = store->packed.len;
	block.small = ZSTD_compress(store->small.at, store->small.cap, store->packed.at, store->packed.len, LEVEL);
	if (ZSTD_isError(block.small)) {
		return err_set(err, GRIPE_IO, "a batch could not be compressed: %s", ZSTD_getErrorName(block.small));
	}
	result = spill_add(&store->spill, &block, sizeof block, err);
	return result < 0 ? result : spill_add(&store->spill, store->small.at, block.small, err);
}

int batch_store_put(struct batch_store *store, struct batch *batch, struct err *err)
{
	int result;
	if (batch_store_stays(store)) {
		store->bytes += batch_bytes(batch);
		batch_list_add(&store->resident, batch);
		return 0;
	}
	result = to_file(store, batch, err);
	batch_free(batch);
	return result;
}

/* The next batch of the file; NULL at its end. */
static int from_file(struct batch_store *store, struct batch **out, struct err *err)
{
	struct block block;
	struct batch *batch;
	int result;
	*out = NULL;
	if (store->taken >= spill_size(&store->spill)) {
		return 0;
	}
	result = spill_read(&store->spill, store->taken, &block, sizeof block, err);
	if (result < 0) {
		return result;
	}
	buf_clear(&store->small);
	buf_reserve(&store->small, block.small);
	result = spill_read(&store->spill, store->taken + sizeof block, store->small.at, block.small, err);
	if (result < 0) {
		return result;
	}
	store->taken += sizeof block + block.small;
	batch = memory_alloc(sizeof *batch);
	unsigned char *packed = arena_alloc(&batch->arena, block.packed);
	if (ZSTD_decompress(packed, block.packed, store->small.at, block.small) != block.packed) {
		batch_free(batch);
		return err_set(err, GRIPE_DATA, "a temporary file in %s was changed", store->spill.folder);
	}
	batch->cap = batch->count = block.records;
	batch->records = memory_array(batch->count, sizeof *batch->records);
	for (size_t i = 0; i < batch->count; i++) {
		packed += record_unpack(&batch->records[i], &batch->arena, packed);
	}
	*out = batch;
	return 0;
}

int batch_store_take(struct batch_store *store, struct batch **batch, struct err *err)
{
	*batch = batch_list_take(&store->resident);
	if (*batch != NULL) {
		store->bytes -= batch_bytes(*batch);
		return 0;
	}
	return from_file(store, batch, err);
}
