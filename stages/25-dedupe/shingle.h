/* shingle.h - a text as the set of its word shingles (Broder 1997), and the resemblance of two such sets: the size of
 * what they share by the size of what they have together (Jaccard). */
#ifndef GRIPE_SHINGLE_H
#define GRIPE_SHINGLE_H

#include <stdint.h>

#include "str.h"

enum {
	SHINGLE_WORDS = 3, /* three: one "not" put in changes a text of sixty words too much to be "the same" at 0.9;
	                      two would hide it */
	SHINGLES_MOST =
	    16384 /* of one text: of a longer one, those with the least hashes stand for all (bottom-k sketch) */
};

/* Parts per million; all comparisons are in integers, so that they are the same on every machine. */
enum { NEAR_ONE = 1000000 };

struct shingles {
	uint32_t *at; /* hashes, rising, distinct */
	size_t count, cap;
};

void shingles_release(struct shingles *shingles);
/* shingles_of - of the words of title and text, case of ASCII letters, punctuation and white space aside. A text of one
 * or two words is one shingle; one without words has none. A word is a run of letters and digits; in scripts without
 * spaces, and for emoji, each character is one. seed: sets of different seeds share nothing. */
void shingles_of(struct shingles *shingles, struct str title, struct str text, uint64_t seed);
/* shingles_hash - of the set. */
uint64_t shingles_hash(const struct shingles *shingles);
/* shingles_alike - resemblance >= near (parts per million). Stops as soon as that is out of reach. */
bool shingles_alike(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count, uint32_t near);
/* shingles_needed - how many two sets of these sizes must share for that. */
size_t shingles_needed(size_t a_count, size_t b_count, uint32_t near);
/* shingles_prefix - a set of this size shares one of its first so many (in any order that is the same for all sets)
 * with every set that is alike; 0 when only an equal set can be alike. */
size_t shingles_prefix(size_t count, uint32_t near);

#endif
