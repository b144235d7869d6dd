/* tally_close.c - the canonical form of a tally: names in byte order, parts of one contact united, people and threads
 * gathered.
 *
 * Sorting is by 64-bit keys, least significant byte first (LSD radix sort, Knuth TAOCP 3, 5.2.5): 16 bytes a row beside
 * the rows, freed at the end. */
#include <stdlib.h>

#include "tally_sides.h"

struct keyed {
	uint64_t key;
	uint64_t row;
};

/* Rising by key, stable. */
static void sort_keyed(struct keyed *at, size_t count)
{
	struct keyed *other = memory_array(count > 0 ? count : 1, sizeof *other), *from = at, *to = other;
	for (int shift = 0; shift < 64; shift += 8) {
		size_t starts[256] = { 0 };
		for (size_t i = 0; i < count; i++) {
			starts[from[i].key >> shift & 255]++;
		}
		size_t sum = 0;
		for (size_t b = 0; b < 256; b++) {
			size_t here = starts[b];
			starts[b] = sum;
			sum += here;
		}
		for (size_t i = 0; i < count; i++) {
			to[starts[from[i].key >> shift & 255]++] = from[i];
		}
		struct keyed *swap = from;
		from = to;
		to = swap;
	}
	free(other); /* eight passes: the result stands in at again */
}

struct named {
	struct str name;
	uint32_t number;
};
static int named_order(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	return str_cmp(x->name, y->name);
}

/* Sorts the names; returns map[old] = new. */
static uint32_t *names_sort(struct tally_names *names)
{
	size_t count = names->intern.count;
	struct named *list = memory_array(count + 1, sizeof *list);
	for (size_t i = 0; i < count; i++) {
		list[i] = (struct named){ names->intern.names[i], (uint32_t)i };
	}
	qsort(list, count, sizeof *list, named_order);
	uint32_t *map = memory_array(count + 1, sizeof *map);
	names->names = memory_array(count + 1, sizeof *names->names);
	names->count = count;
	for (size_t i = 0; i < count; i++) {
		names->names[i] = list[i].name;
		map[list[i].number] = (uint32_t)i;
	}
	free(list);
	return map;
}

static int entry_order(const void *a, const void *b)
{
	const struct tally_entry *x = a, *y = b;
	return x->leaf < y->leaf ? -1 : x->leaf > y->leaf;
}
static int number_order(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

static void signs_renumber(uint64_t *signs, const uint32_t *map)
{
	uint64_t fresh[SIGN_WORDS] = { 0 };
	for (uint32_t word = 0; word < SIGN_WORDS; word++) {
		for (uint64_t left = signs[word]; left != 0; left &= left - 1) {
			uint32_t to = map[word * 64 + (uint32_t)__builtin_ctzll(left)];
			fresh[to / 64] |= UINT64_C(1) << (to % 64);
		}
	}
	memcpy(signs, fresh, sizeof fresh);
}

struct maps {
	uint32_t *channels, *sources, *scales, *signs, *attrs, *keys;
};

/* All but the leaves, which change once more (tally_sides.h). */
static void row_renumber(const struct tally *tally, struct tally_row *row, const struct maps *maps)
{
	row->channel = maps->channels[row->channel];
	row->source = maps->sources[row->source];
	row->scale = maps->scales[row->scale];
	signs_renumber(row->signs, maps->signs);
	for (uint32_t i = 0; i < row->entry_count; i++) {
		signs_renumber(row->entries[i].signs, maps->signs);
	}
	uint32_t *attrs = (uint32_t *)(row->entries + row->entry_count), kept = 0;
	for (uint32_t i = 0; i < row->attr_count; i++) {
		uint32_t attr = maps->attrs[attrs[i]];
		if (tally->attr_key[attr] != INTERN_NONE) {
			attrs[kept++] = attr;
		}
	}
	row->attr_count = kept; /* the walk over the block is past this row already */
	if (row->attr_count > 1) {
		qsort(attrs, row->attr_count, sizeof *attrs, number_order);
	}
}

static void row_leaves(struct tally_row *row, const uint32_t *map)
{
	for (uint32_t i = 0; i < row->entry_count; i++) {
		row->entries[i].leaf = map[row->entries[i].leaf];
	}
	if (row->entry_count > 1) {
		qsort(row->entries, row->entry_count, sizeof *row->entries, entry_order);
	}
}

static int64_t larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* Facts that should be equal in all parts of a contact; where they are not, the larger: any order of uniting gives the
 * same. */
static void facts_unite(struct tally_row *to, const struct tally_row *from)
{
	to->person = from->person > to->person ? from->person : to->person;
	to->thread = from->thread > to->thread ? from->thread : to->thread;
	to->time = larger(to->time, from->time);
	to->value_cents = larger(to->value_cents, from->value_cents);
	to->score_milli = (int32_t)larger(to->score_milli, from->score_milli);
	to->copies = (uint32_t)larger(to->copies, from->copies);
	to->senders = (uint32_t)larger(to->senders, from->senders);
	to->channel = (uint32_t)larger(to->channel, from->channel);
	to->source = (uint32_t)larger(to->source, from->source);
	to->scale = (uint32_t)larger(to->scale, from->scale);
	to->mentions += from->mentions;
	to->reasons |= from->reasons;
	to->states |= from->states;
	signs_join(to->signs, from->signs);
}

/* One row out of several, in memory of its own. */
static struct tally_row *rows_unite(struct tally *tally, const struct keyed *list, size_t count)
{
	size_t entries = 0, attrs = 0;
	struct tally_row **rows = memory_array(count, sizeof *rows);
	for (size_t i = 0; i < count; i++) {
		rows[i] = tally->rows[list[i].row];
		entries += rows[i]->entry_count;
		attrs += rows[i]->attr_count;
	}
	struct tally_entry *all = memory_array(entries + 1, sizeof *all);
	uint32_t *pairs = memory_array(attrs + 1, sizeof *pairs);
	entries = attrs = 0;
	for (size_t i = 0; i < count; i++) {
		memcpy(all + entries, rows[i]->entries, rows[i]->entry_count * sizeof *all);
		entries += rows[i]->entry_count;
		memcpy(pairs + attrs, row_attrs(rows[i]), rows[i]->attr_count * sizeof *pairs);
		attrs += rows[i]->attr_count;
	}
	qsort(all, entries, sizeof *all, entry_order);
	qsort(pairs, attrs, sizeof *pairs, number_order);
	size_t distinct = 0, distinct_pairs = 0;
	for (size_t i = 0; i < entries; i++) {
		if (distinct > 0 && all[distinct - 1].leaf == all[i].leaf) {
			entry_join(&all[distinct - 1], &all[i]);
		} else {
			all[distinct++] = all[i];
		}
	}
	for (size_t i = 0; i < attrs; i++) {
		if (distinct_pairs == 0 || pairs[distinct_pairs - 1] != pairs[i]) {
			pairs[distinct_pairs++] = pairs[i];
		}
	}
	struct tally_row *row = arena_alloc(&tally->channels.intern.arena,
	                                    sizeof *row + distinct * sizeof *all + distinct_pairs * sizeof *pairs);
	*row = *rows[0];
	for (size_t i = 1; i < count; i++) {
		facts_unite(row, rows[i]);
	}
	row->entry_count = (uint32_t)distinct;
	row->attr_count = (uint32_t)distinct_pairs;
	memcpy(row->entries, all, distinct * sizeof *all);
	memcpy(row->entries + distinct, pairs, distinct_pairs * sizeof *pairs);
	free(all);
	free(pairs);
	free(rows);
	return row;
}

static void rows_gather(struct tally *tally, const struct maps *maps)
{
	size_t count = 0, kept = 0;
	struct keyed *list = memory_array(tally->row_count + 1, sizeof *list);
	struct tally_place place = { 0 };
	tally->rows = memory_array(tally->row_count + 1, sizeof *tally->rows);
	for (struct tally_row *row; (row = tally_next(tally, &place)) != NULL;) {
		row_renumber(tally, row, maps);
		tally->rows[count] = row;
		list[count] = (struct keyed){ row->contact, count };
		count++;
	}
	sort_keyed(list, count);
	for (size_t i = 0; i < count;) {
		size_t end = i + 1;
		while (end < count && list[end].key == list[i].key) {
			end++;
		}
		if (end - i > 1) {
			tally->rows[list[i].row] = rows_unite(tally, list + i, end - i);
			for (size_t j = i + 1; j < end; j++) {
				tally->rows[list[j].row] = NULL;
			}
		}
		i = end;
	}
	for (size_t i = 0; i < count; i++) {
		if (tally->rows[i] != NULL) {
			tally->all += tally_weight(tally, tally->rows[i]);
			tally->total += tally_counted(tally, tally->rows[i]) ? tally_weight(tally, tally->rows[i]) : 0;
			tally->rows[kept++] = tally->rows[i];
		}
	}
	tally->row_count = kept;
	free(list);
}

static void groups_make(const struct tally *tally, struct tally_groups *groups, bool by_person)
{
	size_t count = tally->row_count;
	struct keyed *list = memory_array(count + 1, sizeof *list);
	uint32_t *unit_at = memory_array(
	    count + 1, sizeof *unit_at); /* unit_at[row]: start in list + 1 of the unit whose first row it is, or 0 */
	for (size_t i = 0; i < count; i++) {
		uint64_t key = by_person ? tally->rows[i]->person : tally->rows[i]->thread;
		list[i] = (struct keyed){ key != 0 ? key : tally->rows[i]->contact, i };
	}
	sort_keyed(list, count); /* stable: rows of one unit keep their order, the first is the smallest */
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || list[i].key != list[i - 1].key) {
			unit_at[list[i].row] = (uint32_t)i + 1;
			groups->count++;
		}
	}
	groups->rows = memory_array(count + 1, sizeof *groups->rows);
	groups->start = memory_array(groups->count + 1, sizeof *groups->start);
	size_t group = 0, at = 0;
	for (size_t row = 0; row < count; row++) {
		if (unit_at[row] > 0) {
			size_t i = unit_at[row] - 1;
			groups->start[group++] = (uint32_t)at;
			for (uint64_t key = list[i].key; i < count && list[i].key == key; i++) {
				groups->rows[at++] = (uint32_t)list[i].row;
			}
		}
	}
	groups->start[groups->count] = (uint32_t)count;
	groups->units = groups->count;
	for (size_t row = 0; row < count; row++) {
		groups->units += tally_others(tally, tally->rows[row]);
	}
	free(unit_at);
	free(list);
}

/* Leaves are in byte order of "theme\tsub", and a tab sorts below all that a theme's id may hold: those of one theme
 * stand together. */
static void themes_make(struct tally *tally)
{
	tally->themes = memory_array(tally->leaves.count + 1, sizeof *tally->themes);
	tally->theme_start = memory_array(tally->leaves.count + 1, sizeof *tally->theme_start);
	tally->leaf_theme = memory_array(tally->leaves.count + 1, sizeof *tally->leaf_theme);
	for (size_t i = 0; i < tally->leaves.count; i++) {
		struct str theme = pair_first(tally->leaves.names[i]);
		if (tally->theme_count == 0 || !str_eq(tally->themes[tally->theme_count - 1], theme)) {
			tally->theme_start[tally->theme_count] = (uint32_t)i;
			tally->themes[tally->theme_count++] = theme;
		}
		tally->leaf_theme[i] = (uint32_t)tally->theme_count - 1;
	}
	tally->theme_start[tally->theme_count] = (uint32_t)tally->leaves.count;
}

/* Themes at last: parts of a contact are one by now, so that what it says of a theme is known as a whole. */
static void leaves_settle(struct tally *tally)
{
	struct sides sides;
	sides_open(&sides, tally);
	uint32_t *map = names_sort(&tally->leaves);
	themes_make(tally);
	for (size_t i = 0; i < tally->row_count; i++) {
		sides_fold(&sides, tally, tally->rows[i]);
		row_leaves(tally->rows[i], map);
	}
	tally->praised = memory_array(tally->theme_count + 1, sizeof *tally->praised);
	for (size_t i = 0; i < tally->theme_count; i++) {
		tally->praised[i] = sides_praised(&sides, tally->themes[i]);
	}
	sides_close(&sides);
	free(map);
}

static void segments_bound(struct tally *tally)
{
	if ((tally->theme_count + 1) * tally->attrs.count > SEGMENT_CELLS_MAX) {
		tally->segments_dropped = true;
		tally->attrs.count = 0;
		for (size_t i = 0; i < tally->row_count; i++) {
			tally->rows[i]->attr_count = 0;
		}
	}
}

void tally_close(struct tally *tally)
{
	struct maps maps = { names_sort(&tally->channels), names_sort(&tally->sources), names_sort(&tally->scales),
		             names_sort(&tally->signs),    names_sort(&tally->attrs),   names_sort(&tally->keys) };
	tally->attr_key = memory_array(tally->attrs.count + 1, sizeof *tally->attr_key);
	for (size_t i = 0; i < tally->attrs.count; i++) {
		uint32_t key = intern_find(&tally->keys.intern, pair_first(tally->attrs.names[i]));
		tally->attr_key[i] = key == INTERN_NONE || tally_key_over(tally, key) ? INTERN_NONE : maps.keys[key];
	}
	for (size_t i = 0; i < tally->silent_count; i++) {
		tally->silent[i].scale = maps.scales[tally->silent[i].scale];
	}
	rows_gather(tally, &maps);
	leaves_settle(tally);
	segments_bound(tally);
	groups_make(tally, &tally->people, true);
	groups_make(tally, &tally->threads, false);
	free(maps.channels);
	free(maps.sources);
	free(maps.scales);
	free(maps.signs);
	free(maps.attrs);
	free(maps.keys);
}
