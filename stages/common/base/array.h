/* array.h - growth of arrays that are filled one by one: room for one more, doubling, in one place.
 *
 * struct { struct word *words; size_t count, cap; } list;
 * list.words = array_room(list.words, list.count, &list.cap, sizeof *list.words, 64);
 * list.words[list.count++] = word; */
#ifndef GRIPE_ARRAY_H
#define GRIPE_ARRAY_H

#include <string.h>

#include "arena.h"

/* array_room - at (NULL at first), or at moved, with room for element number `count`. *cap: elements that fit, 0 at
 * first; it becomes `first` (not 0), then doubles. New bytes are not zeroed. Free with free(). */
static inline void *array_room(void *at, size_t count, size_t *cap, size_t size, size_t first)
{
	if (count < *cap) {
		return at;
	}
	*cap = *cap == 0 ? first : *cap * 2; /* memory_grow checks the product, so a wrapped cap cannot pass */
	return memory_grow(at, *cap, size);
}

/* array_room_arena - the same in an arena; the old place stays there unused until the arena is reset. */
static inline void *array_room_arena(struct arena *arena, void *at, size_t count, size_t *cap, size_t size,
                                     size_t first)
{
	void *grown;
	if (count < *cap) {
		return at;
	}
	*cap = *cap == 0 ? first : *cap * 2;
	grown = arena_array(arena, *cap, size);
	if (count > 0) {
		memcpy(grown, at, count * size);
	}
	return grown;
}

#endif
