/* number_map.c - see number_map.h. Open addressing with linear probing; keys are mixed, so they may be plain ids. */
#include "number_map.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "hash.h"

enum { SLOTS_FIRST = 1024 };

/* The slot of the key, or the free one where it belongs. */
static uint64_t *slot_of(const struct number_map *map, uint64_t key)
{
	size_t mask = map->slot_count - 1, at = (size_t)hash_mix(key, 1) & mask;
	while (map->slots[at][0] != 0 && map->slots[at][0] != key) {
		at = (at + 1) & mask;
	}
	return map->slots[at];
}

static void grow(struct number_map *map)
{
	struct number_map larger = { .slot_count = map->slot_count == 0 ? SLOTS_FIRST : map->slot_count * 2,
		                     .count = map->count };
	larger.slots = memory_array(larger.slot_count, sizeof *larger.slots);
	for (size_t i = 0; i < map->slot_count; i++) {
		if (map->slots[i][0] != 0) {
			memcpy(slot_of(&larger, map->slots[i][0]), map->slots[i], sizeof *map->slots);
		}
	}
	free(map->slots);
	*map = larger;
}

uint64_t number_map_get(const struct number_map *map, uint64_t key)
{
	return map->slot_count == 0 ? 0 : slot_of(map, key)[1];
}

void number_map_set(struct number_map *map, uint64_t key, uint64_t value)
{
	uint64_t *slot;
	if (map->count * 2 >= map->slot_count) {
		grow(map);
	}
	slot = slot_of(map, key);
	map->count += slot[0] == 0;
	slot[0] = key;
	slot[1] = value;
}

void number_map_release(struct number_map *map)
{
	free(map->slots);
	*map = (struct number_map){ NULL, 0, 0 };
}
