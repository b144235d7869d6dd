/* tally_sides.c - praise never enters the pain ranking, also where it stands in a theme that others complain about.
 *
 * A theme groups mentions by what they are about, not by how people feel about it: "coffee taste" holds "wonderful
 * coffee" and "tastes burnt". So each mention is counted on one of two sides of its theme: "T", or "T+" when it
 * praises. When all contacts are in, and the theme is mixed (between SIDE_LOW and SIDE_HIGH percent of its contacts are
 * on the praising side), the praising side is taken out: those contacts are told as "praised", and the theme ranks with
 * the others. Where praise is rarer it is mostly irony or a lexicon's slip and counts with the rest; where it is more
 * the theme is one of praise as a whole (kind_vote.c). It is done when parts of one contact have been united. Counts
 * are sums over contacts, so the outcome does not depend on order or on how the input was cut. */
#include "tally_sides.h"

#include <stdlib.h>

#include "side_name.h"

enum {
	SIDE_LOW = 25,
	SIDE_HIGH = 75 /* percent of a theme's contacts; between them both sides are more than chance and slips */
};

void sides_open(struct sides *sides, struct tally *tally)
{
	struct intern before = tally->leaves.intern;
	*sides = (struct sides){ .count = before.count };
	intern_init(&sides->themes);
	intern_init(&tally->leaves.intern);
	sides->leaves = memory_array(before.count + 1, sizeof *sides->leaves);
	for (size_t i = 0; i < before.count; i++) {
		struct str side = pair_first(before.names[i]), theme = side_plain(side);
		sides->leaves[i] =
		    (struct side_leaf){ intern_add(&sides->themes, theme),
			                tally_leaf(tally, theme, pair_second(before.names[i])), theme.len < side.len };
	}
	sides->rows = memory_array(sides->themes.count + 1, sizeof *sides->rows);
	sides->praised = memory_array(sides->themes.count + 1, sizeof *sides->praised);
	for (size_t r = 0; r < tally->row_count; r++) {
		const struct tally_row *row = tally->rows[r];
		for (uint32_t i = 0; i < row->entry_count; i++) {
			const struct side_leaf *leaf = &sides->leaves[row->entries[i].leaf];
			sides->rows[leaf->theme][leaf->praises]++;
		}
	}
	intern_release(&before);
}

void sides_close(struct sides *sides)
{
	free(sides->leaves);
	free(sides->rows);
	free(sides->praised);
	intern_release(&sides->themes);
}

static bool mixed(const struct sides *sides, uint32_t theme)
{
	uint64_t praise = sides->rows[theme][1], all = praise + sides->rows[theme][0];
	return praise * 100 >= all * SIDE_LOW && praise * 100 <= all * SIDE_HIGH;
}

/* Does the row say anything else about the theme, or has the same praise been met before `until`? */
static bool told(const struct sides *sides, const struct tally_row *row, uint32_t theme, uint32_t until)
{
	for (uint32_t i = 0; i < row->entry_count; i++) {
		const struct side_leaf *leaf = &sides->leaves[row->entries[i].leaf];
		if (leaf->theme == theme && (!leaf->praises || i < until)) {
			return true;
		}
	}
	return false;
}

/* Entries of one leaf become one; the attributes behind the entries move up. */
static void row_settle(struct tally_row *row, const struct tally_entry *entries, uint32_t count)
{
	uint32_t *attrs = memory_array(row->attr_count + 1, sizeof *attrs), kept = 0;
	memcpy(attrs, row_attrs(row), row->attr_count * sizeof *attrs);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t at = 0;
		while (at < kept && row->entries[at].leaf != entries[i].leaf) {
			at++;
		}
		if (at == kept) {
			row->entries[kept++] = entries[i];
		} else {
			entry_join(&row->entries[at], &entries[i]);
		}
	}
	row->entry_count = kept;
	memcpy(row->entries + kept, attrs, row->attr_count * sizeof *attrs);
	free(attrs);
}

void sides_fold(struct sides *sides, const struct tally *tally, struct tally_row *row)
{
	struct tally_entry *entries = memory_array(row->entry_count + 1, sizeof *entries);
	uint32_t count = 0, praising = 0;
	for (uint32_t i = 0; i < row->entry_count; i++) {
		const struct side_leaf *leaf = &sides->leaves[row->entries[i].leaf];
		praising += leaf->praises;
		if (leaf->praises && mixed(sides, leaf->theme)) {
			sides->praised[leaf->theme] += told(sides, row, leaf->theme, i) ? 0 : tally_weight(tally, row);
			row->reasons = 0; /* it has a theme: it is not one of those without */
			continue;
		}
		entries[count] = row->entries[i];
		entries[count++].leaf = leaf->fresh;
	}
	if (praising > 0) {
		row_settle(row, entries, count);
	} else if (count > 0) {
		memcpy(row->entries, entries, count * sizeof *entries);
	}
	free(entries);
}

uint64_t sides_praised(const struct sides *sides, struct str theme)
{
	uint32_t number = intern_find(&sides->themes, theme);
	return number == INTERN_NONE ? 0 : sides->praised[number];
}
