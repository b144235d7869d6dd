/* pareto.c - see pareto.h. Everything is integers: sums of weights, distinct counts by stamping; O(rows) a pass,
 * O(items) memory.
 *
 * The union of the first k: each unit (contact, person, thread) is first covered at the best place among its items; a
 * histogram of those places, summed up, is the whole curve at once. */
#include "pareto.h"

#include <assert.h>
#include <stdlib.h>

const char *const table_names[TABLE_COUNT] = { "pain", "request", "howto", "praise", "other", "muted", "absent" };
const char *const kind_names[KIND_COUNT] = { "defect", "how-to", "request", "complaint", "praise", "other" };

static void count_groups(struct grain *grain, const struct tally *tally, const struct tally_groups *groups,
                         enum unit unit)
{
	uint32_t *stamp = memory_array(grain->count + 1, sizeof *stamp);
	for (size_t g = 0; g < groups->count; g++) {
		bool counted = false;
		for (uint32_t i = groups->start[g]; i < groups->start[g + 1]; i++) {
			const struct tally_row *row = tally->rows[groups->rows[i]];
			uint64_t others = tally_others(tally, row);
			uint32_t last = UINT32_MAX;
			counted = counted || tally_counted(tally, row);
			grain->totals[unit] += tally_counted(tally, row) ? others : 0;
			for (uint32_t e = 0; e < row->entry_count; e++) { /* equal items are neighbours */
				uint32_t item = grain->leaf_item[row->entries[e].leaf];
				grain->items[item].units[unit] += item != last ? others : 0;
				grain->items[item].units[unit] += stamp[item] != g + 1;
				stamp[item] = (uint32_t)g + 1;
				last = item;
			}
		}
		grain->totals[unit] += counted;
	}
	free(stamp);
}

/* What one contact says about one item: its signs of kind first, then the sum of its sentiment. */
struct sign_kinds {
	uint64_t bits[KIND_COUNT][SIGN_WORDS];
};

static void sign_kinds_make(struct sign_kinds *signs, const struct tally *tally)
{
	*signs = (struct sign_kinds){ 0 };
	static const char *const spellings[][2] = { { "defect", "defect" },   { "how-to", "how-to" },
		                                    { "how_to", "how-to" },   { "howto", "how-to" },
		                                    { "request", "request" }, { "complaint", "complaint" },
		                                    { "praise", "praise" } };
	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
		uint32_t sign = tally_sign(tally, "kind", str_from(spellings[i][0]));
		for (size_t k = 0; k < KIND_COUNT && sign != INTERN_NONE; k++) {
			if (strcmp(kind_names[k], spellings[i][1]) == 0) {
				signs->bits[k][sign / 64] |= UINT64_C(1) << (sign % 64);
			}
		}
	}
}

/* Which kinds a contact's entries of one item have signs of; "other" is no sign. */
static void kinds_of(bool has[KIND_COUNT], const struct sign_kinds *signs, const struct tally_entry *entries,
                     size_t count)
{
	for (size_t k = 0; k < KIND_OTHER; k++) {
		for (size_t i = 0; i < count * SIGN_WORDS; i++) {
			has[k] = has[k] ||
			         (entries[i / SIGN_WORDS].signs[i % SIGN_WORDS] & signs->bits[k][i % SIGN_WORDS]) != 0;
		}
	}
}

/* What a contact without a sign of pain counts as. */
static enum kind kind_by_mood(bool praise, int64_t sentiment)
{
	if (sentiment < 0) {
		return KIND_COMPLAINT;
	}
	return praise || sentiment > 0 ? KIND_PRAISE : KIND_OTHER;
}

static void count_kinds(struct item *item, const struct sign_kinds *signs, const struct tally_entry *entries,
                        size_t count, uint64_t weight)
{
	bool has[KIND_COUNT] = { false }, pain = false;
	int64_t sentiment = 0;
	kinds_of(has, signs, entries, count);
	for (size_t i = 0; i < count; i++) {
		sentiment += entries[i].sentiment_milli;
	}
	for (size_t k = 0; k < KIND_OTHER; k++) { /* one contact may count for several kinds of pain */
		if (has[k] && k != KIND_PRAISE) {
			pain = true;
			item->kinds[k] += weight;
		}
	}
	if (!pain) {
		item->kinds[kind_by_mood(has[KIND_PRAISE], sentiment)] += weight;
	}
	item->pain += pain || sentiment < 0 ? weight : 0;
	item->sentiment_milli += sentiment;
}

static void count_row(struct grain *grain, const struct tally *tally, const struct tally_row *row,
                      const struct sign_kinds *signs)
{
	uint64_t weight = tally_weight(tally, row);
	for (uint32_t i = 0; i < row->entry_count;) {
		uint32_t item_number = grain->leaf_item[row->entries[i].leaf], from = i;
		struct item *item = &grain->items[item_number];
		while (i < row->entry_count && grain->leaf_item[row->entries[i].leaf] == item_number) {
			item->mentions += row->entries[i++].mentions;
		}
		item->units[UNIT_CONTACTS] += weight;
		count_kinds(item, signs, row->entries + from, i - from, weight);
		if (row->time != TIME_NONE) {
			item->first = item->first == TIME_NONE || row->time < item->first ? row->time : item->first;
			item->last = row->time > item->last ? row->time : item->last;
		}
	}
}

void grain_count(struct grain *grain, const struct tally *tally, const uint32_t *leaf_item, size_t count)
{
	*grain = (struct grain){ .count = count, .leaf_item = leaf_item };
	grain->items = memory_array(count + 1, sizeof *grain->items);
	for (size_t i = 0; i < count; i++) {
		grain->items[i].first = grain->items[i].last = TIME_NONE;
	}
	struct sign_kinds signs;
	sign_kinds_make(&signs, tally);
	for (size_t i = 0; i < tally->row_count; i++) {
		count_row(grain, tally, tally->rows[i], &signs);
	}
	grain->totals[UNIT_CONTACTS] = tally->total;
	grain->all = tally->all;
	count_groups(grain, tally, &tally->people, UNIT_PEOPLE);
	count_groups(grain, tally, &tally->threads, UNIT_THREADS);
	for (size_t i = 0; i < count; i++) {
		grain->items[i].key = (int64_t)grain->items[i].units[UNIT_CONTACTS];
	}
}

void grain_release(struct grain *grain)
{
	free(grain->items);
	free(grain->order);
	free(grain->place);
	free(grain->first);
	for (size_t u = 0; u < UNIT_COUNT; u++) {
		free(grain->covered[u]);
	}
}

struct sortable {
	enum table table;
	int64_t key;
	uint64_t contacts;
	uint32_t item;
};
static int rank_order(const void *a, const void *b)
{
	const struct sortable *x = a, *y = b;
	if (x->table != y->table) {
		return x->table < y->table ? -1 : 1;
	}
	if (x->key != y->key) {
		return x->key > y->key ? -1 : 1;
	}
	if (x->contacts != y->contacts) {
		return x->contacts > y->contacts ? -1 : 1;
	}
	return x->item < y->item ? -1 : x->item > y->item; /* items are in byte order of their ids */
}

static void covered_groups(struct grain *grain, const struct tally *tally, const struct tally_groups *groups,
                           enum unit unit)
{
	for (size_t g = 0; g < groups->count; g++) {
		uint32_t best = PLACE_NONE;
		for (uint32_t i = groups->start[g]; i < groups->start[g + 1]; i++) {
			uint32_t first = grain->first[groups->rows[i]];
			best = first < best ? first : best;
			if (first != PLACE_NONE) {
				grain->covered[unit][first + 1] += tally_others(tally, tally->rows[groups->rows[i]]);
			}
		}
		if (best != PLACE_NONE) {
			grain->covered[unit][best + 1]++;
		}
	}
}

static void covered_contacts(struct grain *grain, const struct tally *tally)
{
	for (size_t i = 0; i < tally->row_count; i++) {
		const struct tally_row *row = tally->rows[i];
		uint32_t ranked = 0, last = UINT32_MAX, best = PLACE_NONE;
		for (uint32_t e = 0; e < row->entry_count;
		     e++) { /* entries rise by leaf, and leaf_item never falls: equal items are neighbours */
			uint32_t item = grain->leaf_item[row->entries[e].leaf], place = grain->place[item];
			if (place < grain->ranked && item != last) {
				last = item;
				ranked++;
				best = place < best ? place : best;
			}
		}
		assert(ranked == 0 || tally_counted(tally, row)); /* else the first k cover more than there is */
		grain->first[i] = best;
		if (ranked > 0) {
			grain->covered[UNIT_CONTACTS][best + 1] += tally_weight(tally, row);
		}
		if (ranked == 1) {
			grain->items[last].only += tally_weight(tally, row);
		}
	}
}

void pareto_order(struct grain *grain, const struct tally *tally)
{
	struct sortable *list = memory_array(grain->count + 1, sizeof *list);
	for (size_t i = 0; i < grain->count; i++) {
		const struct item *item = &grain->items[i];
		list[i] = (struct sortable){ item->table, item->key, item->units[UNIT_CONTACTS], (uint32_t)i };
	}
	qsort(list, grain->count, sizeof *list, rank_order);
	grain->order = memory_array(grain->count + 1, sizeof *grain->order);
	grain->place = memory_array(grain->count + 1, sizeof *grain->place);
	size_t tables[TABLE_COUNT] = { 0 };
	for (size_t i = 0; i < grain->count; i++) {
		grain->order[i] = list[i].item;
		grain->place[list[i].item] = (uint32_t)i;
		tables[list[i].table]++;
	}
	for (size_t t = 0; t < TABLE_COUNT; t++) {
		grain->starts[t + 1] = grain->starts[t] + tables[t];
	}
	free(list);
	grain->ranked = tables[TABLE_PAIN];
	for (size_t u = 0; u < UNIT_COUNT; u++) {
		grain->covered[u] = memory_array(grain->ranked + 2, sizeof *grain->covered[u]);
	}
	grain->first = memory_array(tally->row_count + 1, sizeof *grain->first);
	covered_contacts(grain, tally);
	covered_groups(grain, tally, &tally->people, UNIT_PEOPLE);
	covered_groups(grain, tally, &tally->threads, UNIT_THREADS);
	for (size_t u = 0; u < UNIT_COUNT; u++) {
		for (size_t k = 1; k <= grain->ranked; k++) {
			grain->covered[u][k] += grain->covered[u][k - 1];
		}
	}
}

size_t pareto_reach(const struct grain *grain, enum unit unit, unsigned percent)
{
	for (size_t k = 1; k <= grain->ranked; k++) {
		if (grain->covered[unit][k] * 100 >= grain->totals[unit] * percent && grain->covered[unit][k] > 0) {
			return k;
		}
	}
	return 0;
}
