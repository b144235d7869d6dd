/* label_counter.c - see label_counter.h. Open addressing, linear probing, never more than 5/8 full; entries are dense,
 * so results do not depend on the order of slots. 40 bytes a distinct (group, key). */
#include "label_counter.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "array.h"
#include "hash.h"

enum {
	ENTRIES_FIRST = 1024,
	SLOTS_FIRST = 4096,
	FILL = 5, /* of FILL_OF slots are taken at the most: then a search meets two on average */
	FILL_OF = 8
};

void counter_release(struct counter *counter)
{
	free(counter->entries);
	free(counter->slots);
	*counter = (struct counter){ 0 };
}

static uint64_t key_hash(uint32_t group, const struct label_key *key)
{
	uint64_t hash = hash_mix(group, ((uint64_t)key->stem[0] << 32) | key->stem[1]);
	return hash_mix(hash, ((uint64_t)key->stem[2] << 32) | key->stem[3]);
}

static size_t counter_slot(const struct counter *counter, uint32_t group, const struct label_key *key)
{
	size_t slot = (size_t)key_hash(group, key) & (counter->slot_count - 1);
	while (counter->slots[slot] != 0) {
		const struct entry *entry = &counter->entries[counter->slots[slot] - 1];
		if (entry->group == group && memcmp(&entry->key, key, sizeof *key) == 0) {
			break;
		}
		slot = (slot + 1) & (counter->slot_count - 1);
	}
	return slot;
}

static void counter_grow(struct counter *counter)
{
	size_t slot_count = counter->slot_count == 0 ? SLOTS_FIRST : counter->slot_count * 2;
	free(counter->slots);
	counter->slots = memory_array(slot_count, sizeof *counter->slots);
	counter->slot_count = slot_count;
	for (size_t e = 0; e < counter->count; e++) {
		counter->slots[counter_slot(counter, counter->entries[e].group, &counter->entries[e].key)] =
		    (uint32_t)e + 1;
	}
}

struct entry *counter_find(const struct counter *counter, uint32_t group, const struct label_key *key)
{
	uint32_t found = counter->slot_count == 0 ? 0 : counter->slots[counter_slot(counter, group, key)];
	return found == 0 ? NULL : &counter->entries[found - 1];
}

struct entry *counter_add(struct counter *counter, uint32_t group, const struct label_key *key)
{
	size_t slot;
	if (counter->slot_count == 0 || counter->count * FILL_OF >= counter->slot_count * FILL) {
		counter_grow(counter);
	}
	slot = counter_slot(counter, group, key);
	if (counter->slots[slot] == 0) {
		counter->entries = array_room(counter->entries, counter->count, &counter->cap, sizeof *counter->entries,
		                              ENTRIES_FIRST);
		counter->entries[counter->count] = (struct entry){ .group = group, .key = *key };
		counter->slots[slot] = (uint32_t)++counter->count;
	}
	return &counter->entries[counter->slots[slot] - 1];
}

void entry_count(struct entry *entry, uint32_t voice, double weight)
{
	if (entry->last != voice + 1) {
		entry->last = voice + 1;
		entry->weight += weight;
	}
}

bool label_key_insert(struct label_key *key, size_t size, uint32_t stem)
{
	size_t at = size;
	if (size == LABEL_KEY || label_key_has(key, stem)) {
		return false;
	}
	while (at > 0 && key->stem[at - 1] > stem) {
		key->stem[at] = key->stem[at - 1];
		at--;
	}
	key->stem[at] = stem;
	return true;
}

void label_key_join(struct label_key *key, const struct label_key *other)
{
	size_t size = 0;
	while (size < LABEL_KEY && key->stem[size] != 0) {
		size++;
	}
	for (size_t i = 0; i < LABEL_KEY && other->stem[i] != 0; i++) {
		size += label_key_insert(key, size, other->stem[i]);
	}
}

bool label_key_has(const struct label_key *key, uint32_t stem)
{
	for (size_t i = 0; i < LABEL_KEY; i++) {
		if (key->stem[i] == stem) {
			return true;
		}
	}
	return false;
}

bool label_key_within(const struct label_key *small, const struct label_key *big)
{
	for (size_t i = 0; i < LABEL_KEY && small->stem[i] != 0; i++) {
		if (!label_key_has(big, small->stem[i])) {
			return false;
		}
	}
	return true;
}
