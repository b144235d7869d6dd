/* near.h - texts that are nearly the same, among millions, by their sets of shingles.
 *
 * The rule: contacts are taken in canonical order; one joins the earliest representative whose set is alike (shingles_alike), or becomes a representative itself.
 * So every copy resembles the one that stands for it by at least `near`; there are no chains in which likeness drifts away. */
#ifndef GRIPE_NEAR_H
#define GRIPE_NEAR_H

#include "pairs.h"
#include "spill.h"

/* A contact's set in the file of sets: its size (16 bits) and where it starts, in 32-bit words (48 bits). */
static inline uint64_t place_of(uint64_t word, size_t size)
{
	return (uint64_t)size << 48 | word;
}
static inline size_t place_size(uint64_t place)
{
	return (size_t)(place >> 48);
}
static inline uint64_t place_word(uint64_t place)
{
	return place & (((uint64_t)1 << 48) - 1);
}

#define EXACT_COPY ((uint32_t)1 << 31) /* in reps: of an earlier contact with the very same words; is left alone here */

/* near_group - rep[count]: in: each contact itself, or EXACT_COPY | rank of the first with the same words; out: for those that were themselves, the rank of their
 * representative. places[count], sets: rising hashes. pairs[count]: scratch. GRIPE_IO. Memory: 16 MB and some buffers, whatever count is. */
GRIPE_MUST_USE int near_group(uint32_t *rep, const uint64_t *places, struct pair *pairs, size_t count, struct spill *sets, uint32_t near, struct err *err);

#endif
