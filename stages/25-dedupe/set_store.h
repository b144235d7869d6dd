/* set_store.h - the sets of shingles of all contacts, by rank: appended once, then walked in order or picked anywhere.
 *
 * Memory: 2.5 bytes a contact for where its set stands, SETS_MEMORY of sets, and a cache; what is over is in a
 * temporary file. */
#ifndef GRIPE_SET_STORE_H
#define GRIPE_SET_STORE_H

#include "shingle.h"
#include "spill.h"

enum {
	SETS_MEMORY = 24 << 20, /* bytes of sets: those of a hundred thousand mails need no file */
	SET_STARTS = 16,        /* every so many ranks, where the set starts is held; between, sizes are added up */
	SET_CACHE = 256         /* sets picked from the file that stay in memory */
};

struct cached_set {
	uint32_t rank; /* + 1; 0: empty */
	uint32_t *at;
	size_t cap;
};

struct set_store {
	struct spill sets; /* 32-bit hashes, rising in each set */
	uint64_t *starts;  /* starts[count / SET_STARTS + 1]: in words */
	uint16_t *sizes;   /* sizes[count] */
	size_t count;      /* added so far */
	struct cached_set cache[SET_CACHE];
	uint32_t *window; /* of the walk */
	size_t window_cap;
	uint64_t window_start, window_len;
};

/* set_store_open - for up to `most` contacts. folder: of the temporary file; borrowed. */
void set_store_open(struct set_store *store, const char *folder, size_t most);
void set_store_release(struct set_store *store);
/* set_store_add - the set of the next rank. GRIPE_IO. */
GRIPE_MUST_USE int set_store_add(struct set_store *store, const struct shingles *set, struct err *err);
static inline size_t set_store_size(const struct set_store *store, size_t rank)
{
	return store->sizes[rank];
}
/* set_store_walk - *set[set_store_size]: for ranks that rise; valid until the next call. GRIPE_IO. */
GRIPE_MUST_USE int set_store_walk(struct set_store *store, size_t rank, const uint32_t **set, struct err *err);
/* set_store_pick - the same for any rank; valid until another is picked. GRIPE_IO. */
GRIPE_MUST_USE int set_store_pick(struct set_store *store, size_t rank, const uint32_t **set, struct err *err);
/* set_store_take - into a set of the caller's. GRIPE_IO. */
GRIPE_MUST_USE int set_store_take(struct set_store *store, size_t rank, struct shingles *set, struct err *err);

#endif
