/* slots.h - the one open-addressing hash table: from a hash to the numbers of elements that stand in an array of the
 * caller's. The array keeps the keys, so an element is 8 bytes here whatever its key is.
 *
 * uint32_t number;
 * struct slots_walk walk = slots_walk(&slots, hash);
 * while ((number = slots_next(&slots, &walk)) != SLOTS_NONE && !str_eq(names[number], name)) {
 * }
 * if (number == SLOTS_NONE) {
 *         slots_add(&slots, hash, number = count++);
 * }
 *
 * Linear probing, at most half full, doubling. A slot holds the upper half of the hash and the number: most of what
 * does not match is passed without a look into the array, and growing needs neither keys nor hashes. */
#ifndef GRIPE_SLOTS_H
#define GRIPE_SLOTS_H

#include <stddef.h>
#include <stdint.h>

struct slots {        /* zeroed at first */
	uint64_t *at; /* upper half of the hash, number + 1; 0: free */
	size_t room;  /* a power of two, or 0 */
	size_t used;
};
#define SLOTS_NONE UINT32_MAX

struct slots_walk {
	uint64_t tag; /* upper half of the hash, in place */
	size_t at;
};

/* slots_walk, slots_next - the numbers that were added with this hash, or with one that looks like it, in no order;
 * then SLOTS_NONE. The caller compares keys. */
static inline struct slots_walk slots_walk(const struct slots *slots, uint64_t hash)
{
	return (struct slots_walk){ hash >> 32 << 32, (size_t)(hash >> 32) & (slots->room - 1) };
}
static inline uint32_t slots_next(const struct slots *slots, struct slots_walk *walk)
{
	if (slots->room == 0) {
		return SLOTS_NONE;
	}
	for (;;) {
		uint64_t slot = slots->at[walk->at];
		if (slot == 0) {
			return SLOTS_NONE;
		}
		walk->at = (walk->at + 1) & (slots->room - 1);
		if ((slot >> 32 << 32) == walk->tag) {
			return (uint32_t)slot - 1;
		}
	}
}

/* slots_add - number (below SLOTS_NONE), without a look whether it is there. Ends the process when numbers run out. */
void slots_add(struct slots *slots, uint64_t hash, uint32_t number);
void slots_release(struct slots *slots);

#endif
