/* pairs.h - a long array of (key, rank), sorted in place: what dedupe keeps of each contact while it groups them, in 12
 * bytes. */
#ifndef GRIPE_PAIRS_H
#define GRIPE_PAIRS_H

#include <stddef.h>
#include <stdint.h>

struct pair {
	uint32_t high, low; /* of a 64-bit key */
	uint32_t rank;
};

static inline struct pair pair_of(uint64_t key, uint32_t rank)
{
	return (struct pair){ (uint32_t)(key >> 32), (uint32_t)key, rank };
}
static inline uint64_t pair_key(const struct pair *pair)
{
	return (uint64_t)pair->high << 32 | pair->low;
}

/* pairs_sort - by key, then rank. In place, O(count) for keys that are hashes: radix exchange by bytes, most
 * significant first (McIlroy, Bostic and McIlroy 1993, "American flag"). */
void pairs_sort(struct pair *pairs, size_t count);

#endif
