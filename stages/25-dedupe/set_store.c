/* set_store.c - see set_store.h. While no set has gone to the file, walking and picking only point into memory. */
#include "set_store.h"

#include <stdlib.h>

#include "arena.h"

enum { WINDOW_WORDS = 64 * 1024 /* read at once while walking */ };

void set_store_open(struct set_store *store, const char *folder, size_t most)
{
	*store = (struct set_store){ .starts = memory_array(most / SET_STARTS + 1, sizeof *store->starts),
		                     .sizes = memory_array(most + 1, sizeof *store->sizes) };
	spill_init(&store->sets, folder, SETS_MEMORY);
}

void set_store_release(struct set_store *store)
{
	for (size_t i = 0; i < SET_CACHE; i++) {
		free(store->cache[i].at);
	}
	spill_release(&store->sets);
	free(store->starts);
	free(store->sizes);
	free(store->window);
	*store = (struct set_store){ .sets.fd = -1 };
}

int set_store_add(struct set_store *store, const struct shingles *set, struct err *err)
{
	if (store->count % SET_STARTS == 0) {
		store->starts[store->count / SET_STARTS] = spill_size(&store->sets) / sizeof *set->at;
	}
	store->sizes[store->count++] = (uint16_t)set->count; /* at most SHINGLES_MOST */
	return set->count == 0 ? 0 : spill_add(&store->sets, set->at, set->count * sizeof *set->at, err);
}

/* Where the set of rank starts, in words. */
static uint64_t start_of(const struct set_store *store, size_t rank)
{
	size_t near = rank / SET_STARTS;
	uint64_t word = store->starts[near];
	for (size_t i = near * SET_STARTS; i < rank; i++) {
		word += store->sizes[i];
	}
	return word;
}

int set_store_walk(struct set_store *store, size_t rank, const uint32_t **set, struct err *err)
{
	uint64_t word = start_of(store, rank);
	size_t size = store->sizes[rank];
	*set = spill_at(&store->sets, word * sizeof **set);
	if (*set != NULL) {
		return 0;
	}
	if (word < store->window_start || word + size > store->window_start + store->window_len) {
		uint64_t left = spill_size(&store->sets) / sizeof **set - word;
		size_t want = WINDOW_WORDS > size ? WINDOW_WORDS : size;
		int code;
		if (want > store->window_cap) {
			store->window = memory_grow(store->window, want, sizeof *store->window);
			store->window_cap = want;
		}
		store->window_start = word;
		store->window_len = want < left ? want : left;
		code = spill_read(&store->sets, word * sizeof **set, store->window,
		                  (size_t)store->window_len * sizeof **set, err);
		if (code < 0) {
			return code;
		}
	}
	*set = store->window + (word - store->window_start);
	return 0;
}

int set_store_pick(struct set_store *store, size_t rank, const uint32_t **set, struct err *err)
{
	struct cached_set *slot = &store->cache[rank % SET_CACHE];
	uint64_t offset = start_of(store, rank) * sizeof **set;
	size_t size = store->sizes[rank];
	int code = 0;
	*set = spill_at(&store->sets, offset);
	if (*set != NULL) {
		return 0;
	}
	if (slot->rank != rank + 1) {
		if (size > slot->cap) {
			slot->cap = size;
			slot->at = memory_grow(slot->at, slot->cap, sizeof *slot->at);
		}
		slot->rank = (uint32_t)rank + 1;
		code = spill_read(&store->sets, offset, slot->at, size * sizeof *slot->at, err);
	}
	*set = slot->at;
	return code;
}

int set_store_take(struct set_store *store, size_t rank, struct shingles *set, struct err *err)
{
	set->count = store->sizes[rank];
	if (set->count > set->cap) {
		set->cap = set->count;
		set->at = memory_grow(set->at, set->cap, sizeof *set->at);
	}
	return spill_read(&store->sets, start_of(store, rank) * sizeof *set->at, set->at, set->count * sizeof *set->at,
	                  err);
}
