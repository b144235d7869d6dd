/* bootstrap.c - see bootstrap.h.
 *
 * Poisson bootstrap (Hanley & MacGibbon 2006; Chamandy et al., Google, 2012): in each replicate a contact weighs
 * Poisson(1), independently of all others, so that no contact needs to know how many there are. Its weights come from
 * its id alone (splitmix64, Steele et al. 2014, in counter mode, keyed by the hash of the id and the seed), so any
 * order, partition or number of threads gives the same sums, and sums are integers. A weight takes 8 bits: 256 equally
 * likely values are dealt 95 93 47 16 4 1 to the weights 0 … 5, whose mean is 1 exactly and whose variance is 1.0078:
 * intervals come out .4 % wide, on the safe side. Eight weights a multiplication instead of one is what makes 512
 * replicates cheap. Intervals are percentiles (Efron 1979). The set of the first k themes is held fixed: the interval
 * is of the share of these themes, not of "whatever k would be largest", whose resampled value is biased upwards.
 * People and threads are resampled as units of their own. Memory: 5 KB an item followed. Sums stand in 16 bits and are
 * poured into 64 before they can overflow. */
#include "bootstrap.h"

#include <stdlib.h>

const unsigned reach_percents[REACH_COUNT] = { 50, 80 };

enum {
	WEIGHT_MAX = 5,
	POUR_AFTER = UINT16_MAX / WEIGHT_MAX, /* additions that 16 bits hold for certain */
	TAIL = REPLICATES / 40,               /* 2.5 % of the replicates on each side */
	GRAINS_MAX = 4                        /* grains resampled together */
};

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
		memcpy(bytes + i * 8, &word, 8); /* byte order of the machine only renames replicates */
	}
	for (size_t i = 0; i < REPLICATES; i++) {
		uint8_t b = bytes[i];
		weights[i] = (uint8_t)((b >= 95) + (b >= 188) + (b >= 235) + (b >= 251) + (b >= 255));
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

static int double_order(const void *a, const void *b)
{
	const double *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

static struct range percentiles(double *values)
{
	qsort(values, REPLICATES, sizeof *values, double_order);
	return (struct range){ values[TAIL], values[REPLICATES - 1 - TAIL] };
}

static double ratio(uint64_t part, uint64_t whole)
{
	return whole == 0 ? 0 : (double)part / (double)whole;
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

static bool group_counted(const struct tally *tally, const struct tally_groups *groups, size_t group)
{
	for (uint32_t r = groups->start[group]; r < groups->start[group + 1]; r++) {
		if (tally_counted(tally, tally->rows[groups->rows[r]])) {
			return true;
		}
	}
	return false;
}

static void resample_groups(struct bootstrap *const *bootstraps, const struct grain *const *grains, size_t count,
                            const struct tally *tally, const struct tally_groups *groups, enum unit unit, uint64_t seed)
{
	struct sums firsts[GRAINS_MAX];
	for (size_t i = 0; i < count; i++) {
		sums_init(&firsts[i], bootstraps[i]->tracked + 1);
	}
	for (size_t g = 0; g < groups->count; g++) {
		uint8_t weights[REPLICATES];
		if (!group_counted(tally, groups, g)) {
			continue;
		}
		bootstrap_weights(weights_key(groups->keys[g], seed), weights);
		for (size_t i = 0; i < count; i++) {
			size_t best = bootstraps[i]->tracked;
			for (uint32_t r = groups->start[g]; r < groups->start[g + 1]; r++) {
				size_t first = grains[i]->first[groups->rows[r]];
				best = first < best ? first : best;
			}
			sums_add(&firsts[i], best, weights, 1);
		}
	}
	for (size_t i = 0; i < count; i++) {
		sums_finish(&firsts[i]);
		curve_ranges(bootstraps[i], &firsts[i], unit);
		sums_release(&firsts[i]);
	}
}

/* Where nothing is known about the unit (no threads in the data), each contact is one of its own, and its figures are
 * those of contacts. */
static bool groups_are_contacts(const struct tally *tally, const struct tally_groups *groups)
{
	bool same = !tally->copies_all && groups->count == tally->row_count;
	for (size_t i = 0; i < tally->row_count && same; i++) {
		same = groups->keys[i] == tally->rows[i]->contact;
	}
	return same;
}

static void resample_unit(struct bootstrap *const *bootstraps, const struct grain *const *grains, size_t count,
                          const struct tally *tally, const struct tally_groups *groups, enum unit unit, uint64_t seed)
{
	if (!groups_are_contacts(tally, groups)) {
		resample_groups(bootstraps, grains, count, tally, groups, unit, seed);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		struct bootstrap *boot = bootstraps[i];
		boot->covered[unit] = memory_array(boot->tracked + 1, sizeof *boot->covered[unit]);
		memcpy(boot->covered[unit], boot->covered[UNIT_CONTACTS],
		       (boot->tracked + 1) * sizeof *boot->covered[unit]);
		memcpy(boot->reach_low[unit], boot->reach_low[UNIT_CONTACTS], sizeof boot->reach_low[unit]);
		memcpy(boot->reach_high[unit], boot->reach_high[UNIT_CONTACTS], sizeof boot->reach_high[unit]);
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

/* The items followed, in order: enough contacts, not too far behind. *slots_ranked: how many of them are pain (they
 * come first). */
static size_t slots_choose(const struct grain *grain, uint64_t min, uint32_t *slot_of, uint32_t *slot_item,
                           size_t *slots_ranked)
{
	size_t slots = 0;
	*slots_ranked = 0;
	for (size_t i = 0; i < grain->count; i++) {
		uint32_t item = grain->order[i];
		slot_of[item] = UINT32_MAX;
		if (grain->items[item].units[UNIT_CONTACTS] >= min && slots < BOOTSTRAP_ITEMS) {
			slot_item[slots] = item;
			slot_of[item] = (uint32_t)slots++;
			*slots_ranked += i < grain->ranked;
		}
	}
	return slots;
}

struct resampling { /* of one grain */
	struct bootstrap *bootstrap;
	const struct grain *grain;
	uint32_t *slot_of, slot_item[BOOTSTRAP_ITEMS];
	size_t slots, slots_ranked;
	struct sums items, firsts;
};

static void resampling_init(struct resampling *r, struct bootstrap *bootstrap, const struct grain *grain, uint64_t min)
{
	r->bootstrap = bootstrap;
	r->grain = grain;
	r->slot_of = memory_array(grain->count + 1, sizeof *r->slot_of);
	r->slots = slots_choose(grain, min, r->slot_of, r->slot_item, &r->slots_ranked);
	sums_init(&r->items, r->slots + 1);
	sums_init(&r->firsts, bootstrap->tracked + 1);
}

static void resampling_add(struct resampling *r, const struct tally_row *row, size_t number, const uint8_t *weights,
                           uint64_t times)
{
	uint32_t last = UINT32_MAX;
	size_t first = r->grain->first[number];
	sums_add(&r->firsts, first < r->bootstrap->tracked ? first : r->bootstrap->tracked, weights, times);
	for (uint32_t e = 0; e < row->entry_count; e++) {
		uint32_t item = r->grain->leaf_item[row->entries[e].leaf];
		if (item != last && r->slot_of[item] != UINT32_MAX) {
			sums_add(&r->items, r->slot_of[item], weights, times);
		}
		last = item;
	}
}

static void resampling_finish(struct resampling *r)
{
	uint64_t total[REPLICATES] = { 0 };
	sums_finish(&r->items);
	sums_finish(&r->firsts);
	curve_ranges(r->bootstrap, &r->firsts, UNIT_CONTACTS);
	for (size_t s = 0; s <= r->bootstrap->tracked; s++) {
		for (size_t i = 0; i < REPLICATES; i++) {
			total[i] += r->firsts.whole[s][i];
		}
	}
	for (size_t s = 0; s < r->slots; s++) {
		double values[REPLICATES];
		for (size_t i = 0; i < REPLICATES; i++) {
			values[i] = ratio(r->items.whole[s][i], total[i]);
		}
		r->bootstrap->share[r->slot_item[s]] = percentiles(values);
	}
	rank_ranges(r->bootstrap, r->grain, &r->items, r->slot_item, r->slots_ranked);
	sums_release(&r->items);
	sums_release(&r->firsts);
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
	for (size_t i = 0; i < count; i++) {
		bootstrap_init(bootstraps[i], grains[i]);
		resampling_init(&r[i], bootstraps[i], grains[i], min);
	}
	for (size_t row = 0; row < tally->row_count; row++) {
		uint8_t weights[REPLICATES];
		if (!tally_counted(tally, tally->rows[row])) {
			continue;
		}
		bootstrap_weights(weights_key(tally->rows[row]->contact, seed), weights);
		for (size_t i = 0; i < count; i++) {
			resampling_add(&r[i], tally->rows[row], row, weights, tally_weight(tally, tally->rows[row]));
		}
	}
	for (size_t i = 0; i < count; i++) {
		resampling_finish(&r[i]);
	}
	free(r);
	resample_unit(bootstraps, grains, count, tally, &tally->people, UNIT_PEOPLE, seed);
	resample_unit(bootstraps, grains, count, tally, &tally->threads, UNIT_THREADS, seed);
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
