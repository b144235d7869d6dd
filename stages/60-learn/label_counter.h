/* label_counter.h - counts by (group, key): the table behind the labels, and the keys of phrases. */
#ifndef GRIPE_LABEL_COUNTER_H
#define GRIPE_LABEL_COUNTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LABEL_KEY = 4 };

struct label_key {
	uint32_t stem[LABEL_KEY]; /* distinct, rising; 0 behind the last */
};

/* label_key_insert - stem into a key of `size` stems, which stays sorted; false when it is there already or the key is
 * full. */
bool label_key_insert(struct label_key *key, size_t size, uint32_t stem);
/* label_key_join - puts other's stems into key, as many as there is room for. */
void label_key_join(struct label_key *key, const struct label_key *other);
bool label_key_has(const struct label_key *key, uint32_t stem);
/* label_key_within - every stem of small is in big, negations included. */
bool label_key_within(const struct label_key *small, const struct label_key *big);

struct entry {
	uint32_t group;
	struct label_key key;
	uint32_t last; /* voice + 1 that was counted last */
	double weight;
};
struct counter {               /* zeroed: empty */
	struct entry *entries; /* [count] in order of first adding */
	size_t count, cap;
	uint32_t *slots;
	size_t slot_count;
};
void counter_release(struct counter *counter);
/* counter_add - the entry, a new one with weight 0 when it is not there; counter_find - NULL then. Both valid until the
 * next counter_add. */
struct entry *counter_add(struct counter *counter, uint32_t group, const struct label_key *key);
struct entry *counter_find(const struct counter *counter, uint32_t group, const struct label_key *key);
/* entry_count - adds weight unless this voice was the last to be counted: callers go voice by voice. */
void entry_count(struct entry *entry, uint32_t voice, double weight);

#endif
