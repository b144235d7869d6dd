/* number_map.h - a map from numbers to numbers that grows: ids and hashes of ids to what is known of them. */
#ifndef GRIPE_NUMBER_MAP_H
#define GRIPE_NUMBER_MAP_H

#include <stddef.h>
#include <stdint.h>

struct number_map {           /* zeroed: empty */
	uint64_t (*slots)[2]; /* slots[slot_count], a power of two: key, value; key 0: free */
	size_t slot_count, count;
};

/* number_map_get - the value under key (not 0); 0 when there is none. */
uint64_t number_map_get(const struct number_map *map, uint64_t key);
/* number_map_set - puts or replaces it. Memory: 16 bytes a slot, at most half of them filled. */
void number_map_set(struct number_map *map, uint64_t key, uint64_t value);
void number_map_release(struct number_map *map); /* empty again */

#endif
