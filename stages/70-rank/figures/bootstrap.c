/* bootstrap.c - see bootstrap.h.
 *
 * Poisson bootstrap (Hanley & MacGibbon 2006; Chamandy et al., Google, 2012): in each replicate a person weighs
 * Poisson(1), independently of all others, so that nobody needs to know how many there are. Persons are drawn whole, as
 * clusters are (Field & Welsh 2007): one who writes forty times is one draw, and all that is counted of contacts,
 * people and threads hangs on that draw. Who is not known is a person for each contact; of a contact that stands for
 * copies of several people, each of these is a draw of their own. The weights come from the person alone (splitmix64,
 * Steele et al. 2014, in counter mode, keyed by the smallest hash of the person's contacts and the seed), so any order,
 * partition or number of threads gives the same sums, and sums are integers. A weight takes 8 bits: 256 equally likely
 * values are dealt 95 93 47 16 4 1 to the weights 0 … 5, whose mean is 1 exactly and whose variance is 1.0078:
 * intervals come out .4 % wide, on the safe side. Eight weights a multiplication instead of one is what makes 512
 * replicates cheap. Intervals are percentiles (Efron 1979) of the replicates that drew anybody at all. The set of the
 * first k themes is held fixed: the interval is of the share of these themes, not of "whatever k would be largest",
 * whose resampled value is biased upwards. Memory: 20 KB an item followed. Sums stand in 16 bits and are poured into 64
 * before they can overflow. */
#include "bootstrap.h"

#include <math.h>
#include <stdlib.h>

#include "poisson.h"

const unsigned reach_percents[REACH_COUNT] = { 50, 80 };

enum {
	WEIGHT_MAX = 5,
	POUR_AFTER = UINT16_MAX / WEIGHT_MAX, /* additions that 16 bits hold for certain */
	TAIL_OF = 40,                         /* 2.5 % of the replicates on each side */
	DRAWN_EACH = 16                       /* others who sent copies: more are drawn as a sum */
};
/* Of the sum of eight bytes, each equally likely. */
#define BYTES_MEAN 1020.0
#define BYTES_DEVIATION 209.01674576
#define NOBODY (-1.0) /* the ratio of a replicate that drew nobody */

static uint64_t splitmix(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

void bootstrap_weights(uint64_t key, uint8_t *weights)
{
	uint8_t bytes[REPLICATES];
	for (size_t i = 0; i < REPLICATES / 8; i++) {
		uint64_t word = splitmix(key + (i + 1) * UINT64_C(0x9e3779b97f4a7c15));
		for (size_t b = 0; b < 8; b++) {
			bytes[i * 8 + b] = (uint8_t)(word >> 8 * b);
		}
	}
	for (size_t i = 0; i < REPLICATES; i++) {
		weights[i] = poisson_of_byte(bytes[i]);
	}
}

struct sums { /* of weights, per slot and replicate */
	size_t slots;
	uint16_t (*quick)[REPLICATES];
	uint64_t (*whole)[REPLICATES];
	uint32_t *added; /* since the last pouring, per slot */
};

static void sums_init(struct sums *sums, size_t slots)
{
	sums->slots = slots;
	sums->quick = memory_array(slots, sizeof *sums->quick);
	sums->whole = memory_array(slots, sizeof *sums->whole);
	sums->added = memory_array(slots, sizeof *sums->added);
}

static void sums_release(struct sums *sums)
{
	free(sums->quick);
	free(sums->whole);
	free(sums->added);
}

static void sums_pour(struct sums *sums, size_t slot)
{
	for (size_t i = 0; i < REPLICATES; i++) {
		sums->whole[slot][i] += sums->quick[slot][i];
		sums->quick[slot][i] = 0;
	}
	sums->added[slot] = 0;
}

static void sums_add(struct sums *sums, size_t slot, const uint8_t *restrict weights, uint64_t times)
{
	if (times != 1) {
		for (size_t i = 0; i < REPLICATES; i++) {
			sums->whole[slot][i] += weights[i] * times;
		}
		return;
	}
	uint16_t *restrict to = sums->quick[slot];
	for (size_t i = 0; i < REPLICATES; i++) {
		to[i] = (uint16_t)(to[i] + weights[i]);
	}
	if (++sums->added[slot] == POUR_AFTER) {
		sums_pour(sums, slot);
	}
}

static void sums_finish(struct sums *sums)
{
	for (size_t s = 0; s < sums->slots; s++) {
		sums_pour(sums, s);
	}
}

/* What would stand at place k of values[n] in their order, by FIND (Hoare 1961): two places are wanted of each list,
 * and ordering it whole took most of the stage's time. Values are reordered: none before k is greater than it, none
 * behind it less. k < n. */
static double placed(double *values, size_t n, size_t k)
{
	size_t low = 0, high = n - 1;
	while (low < high) {
		double pivot = values[low + (high - low) / 2];
		size_t i = low, j = high;
		for (;; i++, j--) { /* a value that is the pivot stops both, so neither runs out */
			while (values[i] < pivot) {
				i++;
			}
			while (values[j] > pivot) {
				j--;
			}
			if (i >= j) {
				break;
			}
			double value = values[i];
			values[i] = values[j];
			values[j] = value;
		}
		/* [low, i) are no greater than the pivot, (j, high] no less */
		if (k < i) {
			high = i - 1;
		} else if (k > j) {
			low = j + 1;
		} else {
			break;
		}
	}
	return values[k];
}

/* Of the replicates that drew anybody. */
static struct range percentiles(double *values)
{
	size_t drawn = 0, tail;
	double low;
	for (size_t i = 0; i < REPLICATES; i++) {
		if (values[i] > NOBODY) {
			values[drawn++] = values[i];
		}
	}
	if (drawn == 0) {
		return (struct range){ 1, 0 };
	}
	tail = drawn / TAIL_OF;
	low = placed(values, drawn, tail);
	return (struct range){ low, placed(values, drawn, drawn - 1 - tail) };
}

static double ratio(uint64_t part, uint64_t whole)
{
	return whole == 0 ? NOBODY : (double)part / (double)whole;
}

/* Intervals of the curve "first k cover …" from firsts[place] (slot `tracked`: units beyond or uncovered). */
static void curve_ranges(struct bootstrap *bootstrap, const struct sums *firsts, enum unit unit)
{
	size_t tracked = bootstrap->tracked;
	uint64_t total[REPLICATES] = { 0 }, sum[REPLICATES] = { 0 };
	size_t reached[REACH_COUNT][REPLICATES] = { { 0 } };
	for (size_t s = 0; s <= tracked; s++) {
		for (size_t r = 0; r < REPLICATES; r++) {
			total[r] += firsts->whole[s][r];
		}
	}
	bootstrap->covered[unit] = memory_array(tracked + 1, sizeof *bootstrap->covered[unit]);
	for (size_t k = 1; k <= tracked; k++) {
		double values[REPLICATES];
		for (size_t r = 0; r < REPLICATES; r++) {
			sum[r] += firsts->whole[k - 1][r];
			values[r] = ratio(sum[r], total[r]);
			for (size_t p = 0; p < REACH_COUNT; p++) {
				if (reached[p][r] == 0 && sum[r] > 0 && sum[r] * 100 >= total[r] * reach_percents[p]) {
					reached[p][r] = k;
				}
			}
		}
		bootstrap->covered[unit][k] = percentiles(values);
	}
	for (size_t p = 0; p < REACH_COUNT; p++) {
		double values[REPLICATES];
		for (size_t r = 0; r < REPLICATES; r++) {
			values[r] = reached[p][r] == 0 ? (double)tracked + 1 : (double)reached[p][r];
		}
		struct range k = percentiles(values);
		bootstrap->reach_low[unit][p] = k.low > (double)tracked ? 0 : (size_t)k.low;
		bootstrap->reach_high[unit][p] = k.high > (double)tracked ? 0 : (size_t)k.high;
	}
}

static uint64_t weights_key(uint64_t unit, uint64_t seed)
{
	return hash_mix(unit,
	                seed ^ UINT64_C(0x706f6973736f6e31)); /* the key: the project's own number, mixed with --seed */
}

/* What one row or person weighs in each replicate: own times `times`, and the draws of the others who sent copies. */
struct draws {
	const uint8_t *own; /* own[REPLICATES] */
	uint64_t times;
	const uint64_t *others; /* others[REPLICATES], or NULL */
};

static void draws_add(struct sums *sums, size_t slot, const struct draws *draws)
{
	sums_add(sums, slot, draws->own, draws->times);
	for (size_t i = 0; draws->others != NULL && i < REPLICATES; i++) {
		sums->whole[slot][i] += draws->others[i];
	}
}

/* Sums of `count` weights: by drawing each, or, of many, from the normal distribution that they come to. */
static void others_draw(uint64_t key, uint64_t count, uint64_t *sums)
{
	uint8_t weights[REPLICATES];
	double root = sqrt((double)count);
	key = hash_mix(key, count); /* apart from the draw of its own person */
	memset(sums, 0, REPLICATES * sizeof *sums);
	for (uint64_t j = 1; j <= count && count <= DRAWN_EACH; j++) {
		bootstrap_weights(hash_mix(key, j), weights);
		for (size_t i = 0; i < REPLICATES; i++) {
			sums[i] += weights[i];
		}
	}
	for (size_t i = 0; i < REPLICATES && count > DRAWN_EACH; i++) {
		uint64_t word = splitmix(key + (i + 1) * UINT64_C(0x9e3779b97f4a7c15));
		double bytes = 0;
		for (int shift = 0; shift < 64; shift += 8) {
			bytes += (double)(word >> shift & 255);
		}
		double sum = floor((double)count + root * (bytes - BYTES_MEAN) / BYTES_DEVIATION + 0.5);
		sums[i] = sum > 0 ? (uint64_t)sum : 0;
	}
}

struct unit_draw {
	enum unit unit;
	const uint8_t *own; /* own[REPLICATES]: of the person that it hangs on */
	uint64_t seed;
};

struct resampling { /* of one grain */
	struct bootstrap *bootstrap;
	const struct grain *grain;
	uint32_t *slot_of, slot_item[BOOTSTRAP_ITEMS];
	size_t slots, slots_ranked;
	struct sums items, firsts[UNIT_COUNT];
};

/* The place in firsts of a unit that is first covered at `first`. */
static size_t first_slot(const struct resampling *r, uint32_t first)
{
	return first < r->bootstrap->tracked ? first : r->bootstrap->tracked;
}

/* Whoever only praises stands outside of the denominator; shares of praise are of all, so both are summed up: the slot
 * behind those of the items holds what stands outside. */
static void add_row(struct resampling *r, const struct tally *tally, uint32_t number, const struct draws *draws)
{
	const struct tally_row *row = tally->rows[number];
	uint32_t last = UINT32_MAX;
	if (tally_counted(tally, row)) {
		draws_add(&r->firsts[UNIT_CONTACTS], first_slot(r, r->grain->first[number]), draws);
	} else {
		draws_add(&r->items, r->slots, draws);
	}
	for (uint32_t e = 0; e < row->entry_count; e++) {
		uint32_t item = r->grain->leaf_item[row->entries[e].leaf];
		if (item != last && r->slot_of[item] != UINT32_MAX) {
			draws_add(&r->items, r->slot_of[item], draws);
		}
		last = item;
	}
}

static bool group_counted(const struct tally *tally, const struct tally_groups *groups, size_t group)
{
	for (uint32_t r = groups->start[group]; r < groups->start[group + 1]; r++) {
		if (tally_counted(tally, tally->rows[groups->rows[r]])) {
			return true;
		}
	}
	return false;
}

/* What each row's draw hangs on: its person, as the smallest hash of that person's contacts, so that it does not depend
 * on the key of the pseudonyms. keys[row_count], to be freed. */
static uint64_t *person_keys(const struct tally *tally)
{
	const struct tally_groups *people = &tally->people;
	uint64_t *keys = memory_array(tally->row_count + 1, sizeof *keys);
	for (size_t g = 0; g < people->count; g++) {
		uint64_t least = UINT64_MAX;
		for (uint32_t i = people->start[g]; i < people->start[g + 1]; i++) {
			uint64_t key = tally->rows[people->rows[i]]->contact;
			least = key < least ? key : least;
		}
		for (uint32_t i = people->start[g]; i < people->start[g + 1]; i++) {
			keys[people->rows[i]] = least;
		}
	}
	return keys;
}

/* A group as one unit: first covered where the best of its rows is; the others of each row, where that row is. */
static void add_group(struct resampling *r, const struct tally *tally, const struct tally_groups *groups, size_t group,
                      struct unit_draw unit)
{
	uint32_t best = PLACE_NONE;
	for (uint32_t i = groups->start[group]; i < groups->start[group + 1]; i++) {
		uint32_t number = groups->rows[i], first = r->grain->first[number];
		const struct tally_row *row = tally->rows[number];
		uint64_t others = tally_others(tally, row), drawn[REPLICATES];
		best = first < best ? first : best;
		if (others > 0 && tally_counted(tally, row)) {
			const struct draws draws = { unit.own, 0, drawn };
			others_draw(weights_key(row->contact, unit.seed), others, drawn);
			draws_add(&r->firsts[unit.unit], first_slot(r, first), &draws);
		}
	}
	sums_add(&r->firsts[unit.unit], first_slot(r, best), unit.own, 1);
}

static void resample_rows(struct resampling *r, size_t count, const struct tally *tally, size_t person,
                          const struct unit_draw *unit)
{
	const struct tally_groups *people = &tally->people;
	for (uint32_t i = people->start[person]; i < people->start[person + 1]; i++) {
		const struct tally_row *row = tally->rows[people->rows[i]];
		uint64_t others = tally_others(tally, row), drawn[REPLICATES];
		const struct draws draws = { unit->own, tally_weight(tally, row) - others, others > 0 ? drawn : NULL };
		if (others > 0) {
			others_draw(weights_key(row->contact, unit->seed), others, drawn);
		}
		for (size_t k = 0; k < count; k++) {
			add_row(&r[k], tally, people->rows[i], &draws);
		}
	}
}

static void resample_people(struct resampling *r, size_t count, const struct tally *tally, const uint64_t *keys,
                            uint64_t seed)
{
	const struct tally_groups *people = &tally->people;
	for (size_t g = 0; g < people->count; g++) {
		uint8_t own[REPLICATES];
		const struct unit_draw unit = { UNIT_PEOPLE, own, seed };
		bootstrap_weights(weights_key(keys[people->rows[people->start[g]]], seed), own);
		resample_rows(r, count, tally, g, &unit);
		for (size_t k = 0; k < count && group_counted(tally, people, g); k++) {
			add_group(&r[k], tally, people, g, unit);
		}
	}
}

/* A thread hangs on one of the persons in it: the one with the smallest hash, which no order of input changes. */
static void resample_threads(struct resampling *r, size_t count, const struct tally *tally, const uint64_t *keys,
                             uint64_t seed)
{
	const struct tally_groups *threads = &tally->threads;
	for (size_t g = 0; g < threads->count; g++) {
		uint8_t own[REPLICATES];
		const struct unit_draw unit = { UNIT_THREADS, own, seed };
		uint64_t least = UINT64_MAX;
		if (!group_counted(tally, threads, g)) {
			continue;
		}
		for (uint32_t i = threads->start[g]; i < threads->start[g + 1]; i++) {
			uint64_t key = keys[threads->rows[i]];
			least = key < least ? key : least;
		}
		bootstrap_weights(weights_key(least, seed), own);
		for (size_t k = 0; k < count; k++) {
			add_group(&r[k], tally, threads, g, unit);
		}
	}
}

struct placed {
	double value;
	uint32_t place;
};
static int placed_order(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	if (x->value != y->value) {
		return x->value > y->value ? -1 : 1;
	}
	return x->place < y->place ? -1 : x->place > y->place;
}

/* Where each item stands in each replicate. An order by something else than contacts (cost, people …) is resampled in
 * proportion to contacts. */
static void rank_ranges(struct bootstrap *bootstrap, const struct grain *grain, const struct sums *items,
                        const uint32_t *slot_item, size_t slots)
{
	struct placed *list = memory_array(slots + 1, sizeof *list);
	double *ranks = memory_array(slots * REPLICATES + 1, sizeof *ranks); /* ranks[place][replicate] */
	for (size_t r = 0; r < REPLICATES; r++) {
		for (size_t s = 0; s < slots; s++) {
			const struct item *item = &grain->items[slot_item[s]];
			list[s] =
			    (struct placed){ (double)item->key * ratio(items->whole[s][r], item->units[UNIT_CONTACTS]),
				             (uint32_t)s };
		}
		qsort(list, slots, sizeof *list, placed_order);
		for (size_t p = 0; p < slots; p++) {
			ranks[list[p].place * REPLICATES + r] = (double)p + 1;
		}
	}
	for (size_t s = 0; s < slots; s++) {
		struct range range = percentiles(ranks + s * REPLICATES);
		bootstrap->rank_low[slot_item[s]] = (uint32_t)range.low;
		bootstrap->rank_high[slot_item[s]] = (uint32_t)range.high;
	}
	free(list);
	free(ranks);
}

/* The items followed, in order: enough people, not too far behind. *slots_ranked: how many of them are pain (they
 * come first). */
static size_t slots_choose(const struct grain *grain, uint64_t min, uint32_t *slot_of, uint32_t *slot_item,
                           size_t *slots_ranked)
{
	size_t slots = 0;
	*slots_ranked = 0;
	for (size_t i = 0; i < grain->count; i++) {
		uint32_t item = grain->order[i];
		slot_of[item] = UINT32_MAX;
		if (grain->items[item].units[UNIT_PEOPLE] >= min && slots < BOOTSTRAP_ITEMS) {
			slot_item[slots] = item;
			slot_of[item] = (uint32_t)slots++;
			*slots_ranked += i < grain->ranked;
		}
	}
	return slots;
}

static void resampling_init(struct resampling *r, struct bootstrap *bootstrap, const struct grain *grain, uint64_t min)
{
	r->bootstrap = bootstrap;
	r->grain = grain;
	r->slot_of = memory_array(grain->count + 1, sizeof *r->slot_of);
	r->slots = slots_choose(grain, min, r->slot_of, r->slot_item, &r->slots_ranked);
	sums_init(&r->items, r->slots + 1);
	for (size_t u = 0; u < UNIT_COUNT; u++) {
		sums_init(&r->firsts[u], bootstrap->tracked + 1);
	}
}

/* Intervals of the items' shares, of what grain_whole says. */
static void share_ranges(struct resampling *r)
{
	uint64_t total[REPLICATES] = { 0 };
	const struct sums *firsts = &r->firsts[UNIT_CONTACTS];
	for (size_t s = 0; s <= r->bootstrap->tracked; s++) {
		for (size_t i = 0; i < REPLICATES; i++) {
			total[i] += firsts->whole[s][i];
		}
	}
	for (size_t s = 0; s < r->slots; s++) {
		double values[REPLICATES];
		bool praise = r->grain->items[r->slot_item[s]].table == TABLE_PRAISE;
		for (size_t i = 0; i < REPLICATES; i++) {
			uint64_t outside = praise ? r->items.whole[r->slots][i] : 0;
			values[i] = ratio(r->items.whole[s][i], total[i] + outside);
		}
		r->bootstrap->share[r->slot_item[s]] = percentiles(values);
	}
}

static void resampling_finish(struct resampling *r)
{
	sums_finish(&r->items);
	for (size_t u = 0; u < UNIT_COUNT; u++) {
		sums_finish(&r->firsts[u]);
		curve_ranges(r->bootstrap, &r->firsts[u], (enum unit)u);
	}
	share_ranges(r);
	rank_ranges(r->bootstrap, r->grain, &r->items, r->slot_item, r->slots_ranked);
	sums_release(&r->items);
	for (size_t u = 0; u < UNIT_COUNT; u++) {
		sums_release(&r->firsts[u]);
	}
	free(r->slot_of);
}

static void bootstrap_init(struct bootstrap *bootstrap, const struct grain *grain)
{
	*bootstrap = (struct bootstrap){ .tracked = grain->ranked < BOOTSTRAP_ITEMS ? grain->ranked : BOOTSTRAP_ITEMS };
	bootstrap->share = memory_array(grain->count + 1, sizeof *bootstrap->share);
	bootstrap->rank_low = memory_array(grain->count + 1, sizeof *bootstrap->rank_low);
	bootstrap->rank_high = memory_array(grain->count + 1, sizeof *bootstrap->rank_high);
	for (size_t i = 0; i < grain->count; i++) {
		bootstrap->share[i] = (struct range){ 1, 0 };
	}
}

void bootstrap_run(struct bootstrap *const *bootstraps, const struct grain *const *grains, size_t count,
                   const struct tally *tally, uint64_t seed, uint64_t min)
{
	struct resampling *r = memory_array(count, sizeof *r);
	uint64_t *keys = person_keys(tally);
	for (size_t i = 0; i < count; i++) {
		bootstrap_init(bootstraps[i], grains[i]);
		resampling_init(&r[i], bootstraps[i], grains[i], min);
	}
	resample_people(r, count, tally, keys, seed);
	resample_threads(r, count, tally, keys, seed);
	free(keys);
	for (size_t i = 0; i < count; i++) {
		resampling_finish(&r[i]);
	}
	free(r);
}

void bootstrap_release(struct bootstrap *bootstrap)
{
	free(bootstrap->share);
	free(bootstrap->rank_low);
	free(bootstrap->rank_high);
	for (size_t u = 0; u < UNIT_COUNT; u++) {
		free(bootstrap->covered[u]);
	}
}
