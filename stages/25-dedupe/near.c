/* near.c - see near.h.
 *
 * Candidates by prefix filtering (Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant 2007): when the shingles
 * of every set are put into one common order, two sets that are alike share one of the first few of each
 * (shingles_prefix). The order is rarest first, so that few sets meet at a shingle. Each set is filed under its prefix,
 * with the place of each shingle in it: two that meet first at places p and q share no more than what is left of each
 * from there on, so most that meet need no comparison (Xiao, Wang, Lin and Yu 2008). The others are compared exactly.
 * Against MinHash in bands, which was the other choice: no pair is missed by chance, short texts need one key and not
 * twenty, and there is no seed. The rarity of a shingle is counted in a table of fixed size, where several share a
 * counter that stops at its largest value: a wrong count makes a longer list to compare, never a wrong answer, and no
 * order of input shows in a sum. Keys go to a temporary file and come back in rounds, as many keys at a time as there
 * is scratch, so memory does not grow with the length of texts. Pairs that are alike are joined (union by the lesser
 * rank); then each joined group is gone through in canonical order, and each member takes the earliest representative
 * that it resembles, of the last LEADERS_MOST. Shingles that BUCKET_ALL sets and more share are compared with the last
 * BUCKET_ALL that were not alike. */
#include "near.h"

#include <stdlib.h>

#include "arena.h"
#include "shingle.h"

enum {
	COUNTERS = 1 << 21, /* of shingles, 2 bytes each: they fit in a processor's cache */
	BUCKET_ALL = 64,    /* sets under one key of which all pairs are compared */
	LEADERS_MOST = 128  /* the latest representatives of one group that a member is compared with */
};

struct near_state {
	uint32_t *rep;
	struct pair *pairs;
	size_t count;
	struct set_store *sets;
	uint32_t near;
	uint16_t *counters;
	struct spill keys; /* struct key, in order of rank */
	uint64_t key_count;
	struct shingles mine; /* the set that is compared with others */
};

struct key {
	uint32_t shingle;
	uint16_t size, place; /* of the set; of the shingle in it, rarest first. Both below SHINGLES_MOST */
	uint32_t rank;
};

/* Contacts whose set could be alike to another that is not equal. */
static size_t prefix_of(const struct near_state *n, size_t rank)
{
	return n->rep[rank] == rank ? shingles_prefix(set_store_size(n->sets, rank), n->near) : 0;
}

static uint16_t *counter(const struct near_state *n, uint32_t shingle)
{
	return &n->counters[(shingle * (uint64_t)0x9E3779B1u >> 7) & (COUNTERS - 1)];
}

static GRIPE_MUST_USE int count_shingles(struct near_state *n, struct err *err)
{
	for (size_t rank = 0; rank < n->count; rank++) {
		const uint32_t *set;
		if (prefix_of(n, rank) == 0) {
			continue;
		}
		int code = set_store_walk(n->sets, rank, &set, err);
		if (code < 0) {
			return code;
		}
		for (size_t i = 0; i < set_store_size(n->sets, rank); i++) {
			uint16_t *count = counter(n, set[i]);
			*count = (uint16_t)(*count + (*count < UINT16_MAX));
		}
	}
	return 0;
}

static void sink(uint64_t *heap, size_t count, size_t i)
{
	for (size_t child; (child = 2 * i + 1) < count; i = child) {
		uint64_t held = heap[i];
		child += child + 1 < count && heap[child + 1] < heap[child];
		if (heap[child] >= held) {
			return;
		}
		heap[i] = heap[child];
		heap[child] = held;
	}
}

/* The `prefix` rarest shingles of a set to the front of heap[size], by a heap that is taken from as often. */
static GRIPE_MUST_USE int file_set(struct near_state *n, uint32_t rank, const uint32_t *set, size_t prefix,
                                   uint64_t *heap, struct err *err)
{
	size_t size = set_store_size(n->sets, rank), left = size;
	for (size_t i = 0; i < size; i++) {
		heap[i] = (uint64_t)*counter(n, set[i]) << 32 | set[i];
	}
	for (size_t i = size / 2; i-- > 0;) {
		sink(heap, size, i);
	}
	for (size_t taken = 0; taken < prefix; taken++) {
		struct key key = { (uint32_t)heap[0], (uint16_t)size, (uint16_t)taken, rank };
		int code = spill_add(&n->keys, &key, sizeof key, err);
		if (code < 0) {
			return code;
		}
		n->key_count++;
		heap[0] = heap[--left];
		sink(heap, left, 0);
	}
	return 0;
}

static GRIPE_MUST_USE int file_sets(struct near_state *n, struct err *err)
{
	uint64_t *heap = memory_array(SHINGLES_MOST, sizeof *heap);
	int code = 0;
	for (size_t rank = 0; code == 0 && rank < n->count; rank++) {
		size_t prefix = prefix_of(n, rank);
		const uint32_t *set;
		if (prefix > 0 && (code = set_store_walk(n->sets, rank, &set, err)) == 0) {
			code = file_set(n, (uint32_t)rank, set, prefix, heap, err);
		}
	}
	free(heap);
	return code;
}

static uint32_t root(uint32_t *rep, uint32_t rank)
{
	while (rep[rank] != rank) {
		rep[rank] = rep[rep[rank]];
		rank = rep[rank];
	}
	return rank;
}

static void join(uint32_t *rep, uint32_t a, uint32_t b)
{
	a = root(rep, a);
	b = root(rep, b);
	rep[a > b ? a : b] = a < b ? a : b;
}

/* 1 when the set in n->mine is alike to that of rank, 0 when not, negative: GRIPE_IO. */
static GRIPE_MUST_USE int is_alike(struct near_state *n, uint32_t rank, struct err *err)
{
	const uint32_t *set;
	int code = set_store_pick(n->sets, rank, &set, err);
	return code < 0 ? code : shingles_alike(n->mine.at, n->mine.count, set, set_store_size(n->sets, rank), n->near);
}

/* In a pair of a bucket: size of the set, then place of the shingle. */
static uint32_t pair_low(const struct key *key)
{
	return (uint32_t)key->size << 16 | key->place;
}

/* Could two that meet here for the first time be alike? What they share begins here, and is at most what is left of
 * each. */
static bool within_reach(const struct near_state *n, uint32_t a, uint32_t b)
{
	uint64_t a_size = a >> 16, b_size = b >> 16, a_left = a_size - (a & 0xFFFF), b_left = b_size - (b & 0xFFFF),
	         most = a_left < b_left ? a_left : b_left;
	return most * (NEAR_ONE + n->near) >= (a_size + b_size) * n->near;
}

/* All that are filed under one shingle, by size. */
static GRIPE_MUST_USE int compare_bucket(struct near_state *n, const struct pair *bucket, size_t count, struct err *err)
{
	const struct pair *open[BUCKET_ALL];
	size_t open_count = 0;
	for (size_t i = 0; i < count; i++) {
		uint32_t rank = bucket[i].rank;
		bool taken = false, joined = false;
		for (size_t k = open_count < BUCKET_ALL ? open_count : BUCKET_ALL;
		     k-- > 0 && !(joined && count > BUCKET_ALL);) {
			int alike;
			if (!within_reach(n, open[k]->low, bucket[i].low)) {
				continue;
			}
			if (root(n->rep, open[k]->rank) == root(n->rep, rank)) {
				joined = true;
				continue;
			}
			if (!taken) {
				int code = set_store_take(n->sets, rank, &n->mine, err);
				if (code < 0) {
					return code;
				}
				taken = true;
			}
			alike = is_alike(n, open[k]->rank, err);
			if (alike < 0) {
				return alike;
			}
			if (alike) {
				join(n->rep, rank, open[k]->rank);
				joined = true;
			}
		}
		if (count <= BUCKET_ALL || !joined) {
			open[open_count++ % BUCKET_ALL] = &bucket[i];
		}
	}
	return 0;
}

/* The keys with shingles from `low` up to `high`, as many as there is room for; their number, or more than there is
 * room for. */
static GRIPE_MUST_USE int gather_keys(struct near_state *n, uint64_t low, uint64_t high, size_t *held, struct err *err)
{
	enum { KEYS_AT_ONCE = 4096 };
	struct key *keys = memory_array(KEYS_AT_ONCE, sizeof *keys);
	int code = 0;
	*held = 0;
	for (uint64_t at = 0; at < n->key_count && code == 0 && *held <= n->count; at += KEYS_AT_ONCE) {
		size_t some = n->key_count - at < KEYS_AT_ONCE ? (size_t)(n->key_count - at) : KEYS_AT_ONCE;
		code = spill_read(&n->keys, at * sizeof *keys, keys, some * sizeof *keys, err);
		for (size_t i = 0; i < some && code == 0; i++) {
			if (keys[i].shingle >= low && keys[i].shingle < high && (*held)++ < n->count) {
				n->pairs[*held - 1] =
				    pair_of((uint64_t)keys[i].shingle << 32 | pair_low(&keys[i]), keys[i].rank);
			}
		}
	}
	free(keys);
	return code;
}

/* One round; a range of shingles that has more keys than there is room for is parted. A single shingle has no more than
 * there are contacts, so that ends. */
static GRIPE_MUST_USE int compare_range(struct near_state *n, uint64_t low, uint64_t high, struct err *err)
{
	size_t held;
	int code = gather_keys(n, low, high, &held, err);
	if (code == 0 && held > n->count) {
		uint64_t middle = low + (high - low) / 2;
		code = compare_range(n, low, middle, err);
		return code < 0 ? code : compare_range(n, middle, high, err);
	}
	pairs_sort(n->pairs, code == 0 ? held : 0);
	for (size_t start = 0, end; code == 0 && start < held; start = end) {
		for (end = start + 1; end < held && n->pairs[end].high == n->pairs[start].high; end++) {
		}
		if (end - start > 1) {
			code = compare_bucket(n, n->pairs + start, end - start, err);
		}
	}
	return code;
}

/* Keys are hashes, so they spread evenly; a quarter of the room is left for those that do not. */
static uint64_t rounds_for(const struct near_state *n)
{
	uint64_t room = n->count - n->count / 4;
	return n->key_count / (room > 0 ? room : 1) + 1;
}

static GRIPE_MUST_USE int compare_keys(struct near_state *n, struct err *err)
{
	uint64_t rounds = rounds_for(n), all = (uint64_t)1 << 32;
	int code = 0;
	for (uint64_t round = 0; code == 0 && round < rounds; round++) {
		code = compare_range(n, all * round / rounds, all * (round + 1) / rounds, err);
	}
	return code;
}

/* Members of one joined group, in canonical order. */
static GRIPE_MUST_USE int choose(struct near_state *n, const struct pair *members, size_t count, uint32_t *leaders,
                                 struct err *err)
{
	size_t leader_count = 0;
	for (size_t i = 0; i < count; i++) {
		uint32_t rank = members[i].rank;
		int alike = 0, code = i == 0 ? 0 : set_store_take(n->sets, rank, &n->mine, err);
		size_t k = leader_count > LEADERS_MOST ? leader_count - LEADERS_MOST : 0;
		for (; code == 0 && k < leader_count && !alike; k++) {
			alike = is_alike(n, leaders[k % LEADERS_MOST], err);
			if (alike > 0) {
				n->rep[rank] = leaders[k % LEADERS_MOST];
			}
			code = alike < 0 ? alike : 0;
		}
		if (code < 0) {
			return code;
		}
		if (!alike) {
			n->rep[rank] = rank;
			leaders[leader_count++ % LEADERS_MOST] = rank;
		}
	}
	return 0;
}

static GRIPE_MUST_USE int choose_representatives(struct near_state *n, struct err *err)
{
	uint32_t *leaders = memory_array(LEADERS_MOST, sizeof *leaders);
	size_t held = 0;
	int code = 0;
	for (size_t rank = 0; rank < n->count; rank++) {
		if ((n->rep[rank] & EXACT_COPY) == 0) {
			n->pairs[held++] = pair_of(root(n->rep, (uint32_t)rank), (uint32_t)rank);
		}
	}
	pairs_sort(n->pairs, held);
	for (size_t start = 0, end; start < held && code == 0; start = end) {
		for (end = start + 1; end < held && n->pairs[end].low == n->pairs[start].low; end++) {
		}
		if (end - start > 1) {
			code = choose(n, n->pairs + start, end - start, leaders, err);
		}
	}
	free(leaders);
	return code;
}

int near_group(uint32_t *rep, struct set_store *sets, struct pair *pairs, size_t count, uint32_t near, struct err *err)
{
	struct near_state *n = memory_alloc(sizeof *n);
	int code;
	*n = (struct near_state){ .rep = rep, .pairs = pairs, .count = count, .sets = sets, .near = near };
	n->counters = memory_array(COUNTERS, sizeof *n->counters);
	spill_init(&n->keys, sets->sets.folder, SPILL_MEMORY);
	code = count_shingles(n, err);
	if (code == 0) {
		code = file_sets(n, err);
	}
	free(n->counters);
	if (code == 0) {
		code = compare_keys(n, err);
	}
	if (code == 0) {
		code = choose_representatives(n, err);
	}
	shingles_release(&n->mine);
	spill_release(&n->keys);
	free(n);
	return code;
}
