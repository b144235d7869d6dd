/* slots.c - see slots.h. */
#include "slots.h"

#include <stdlib.h>

#include "arena.h"

enum { SLOTS_FIRST = 64 }; /* half a page of memory: many tables stay that small */

static void put(struct slots *slots, uint64_t slot)
{
	size_t at = (size_t)(slot >> 32) & (slots->room - 1);
	while (slots->at[at] != 0) {
		at = (at + 1) & (slots->room - 1);
	}
	slots->at[at] = slot;
}

static void grow(struct slots *slots)
{
	struct slots old = *slots;
	slots->room = old.room == 0 ? SLOTS_FIRST : old.room * 2;
	slots->at = memory_array(slots->room, sizeof *slots->at);
	for (size_t i = 0; i < old.room; i++) {
		if (old.at[i] != 0) {
			put(slots, old.at[i]);
		}
	}
	free(old.at);
}

void slots_add(struct slots *slots, uint64_t hash, uint32_t number)
{
	if (number >= SLOTS_NONE - 1) {
		memory_exhausted(SIZE_MAX);
	}
	if (slots->used * 2 >= slots->room) {
		grow(slots);
	}
	put(slots, hash >> 32 << 32 | (number + 1));
	slots->used++;
}

void slots_release(struct slots *slots)
{
	free(slots->at);
	*slots = (struct slots){ 0 };
}
