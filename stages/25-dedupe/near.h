/* near.h - texts that are nearly the same, among millions, by their sets of shingles.
 *
 * The rule: contacts are taken in canonical order; one joins the earliest representative whose set is alike
 * (shingles_alike), or becomes a representative itself. So every copy resembles the one that stands for it by at least
 * `near`; there are no chains in which likeness drifts away. */
#ifndef GRIPE_NEAR_H
#define GRIPE_NEAR_H

#include "pairs.h"
#include "set_store.h"

#define EXACT_COPY ((uint32_t)1 << 31) /* in reps: of an earlier contact with the very same words; is left alone here  \
	                                */

/* near_group - rep[count]: in: each contact itself, or EXACT_COPY | rank of the first with the same words; out: for
 * those that were themselves, the rank of their representative. sets: of count contacts. pairs[count]: scratch.
 * GRIPE_IO. Memory: 4 MB and some buffers, whatever count is. */
GRIPE_MUST_USE int near_group(uint32_t *rep, struct set_store *sets, struct pair *pairs, size_t count, uint32_t near,
                              struct err *err);

#endif
