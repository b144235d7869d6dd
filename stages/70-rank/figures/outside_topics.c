/* outside_topics.c - see outside_topics.h. The two layers keep rows of their own, in any order: they meet by the hash
 * of the contact, sought in a sorted list. Counts are sums of integers, and the order is total. Memory: 8 bytes for
 * each contact in no issue. */
#include "outside_topics.h"

#include <stdlib.h>

static int hash_order(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

bool outside_holds(const struct outside_topics *outside, uint64_t contact)
{
	return outside->contact_count > 0 && bsearch(&contact, outside->contacts, outside->contact_count,
	                                             sizeof *outside->contacts, hash_order) != NULL;
}

static int id_order(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

size_t topic_find(const struct tally *themes, struct str id)
{
	const struct str *at =
	    themes->theme_count > 0 ? bsearch(&id, themes->themes, themes->theme_count, sizeof id, id_order) : NULL;
	return at != NULL ? (size_t)(at - themes->themes) : SIZE_MAX;
}

/* Does one of the entries [from, to) state a problem? sign: INTERN_NONE where no mention of all does. */
static bool in_pain(const struct tally_row *row, uint32_t from, uint32_t to, uint32_t sign)
{
	for (uint32_t e = from; e < to && sign != INTERN_NONE; e++) {
		if (sign_in(row->entries[e].signs, sign)) {
			return true;
		}
	}
	return false;
}

uint64_t *topics_of_pain(const struct tally *themes)
{
	uint64_t *counts = memory_array(themes->theme_count + 1, sizeof *counts);
	uint32_t sign = tally_sign(themes, STATES_FAMILY, STR(STATES_PAIN_VALUE));
	for (size_t i = 0; i < themes->row_count; i++) {
		const struct tally_row *row = themes->rows[i];
		uint32_t at = 0, theme, from;
		while (row_theme_next(themes, row, &at, &theme, &from)) {
			counts[theme] += in_pain(row, from, at, sign) ? tally_weight(themes, row) : 0;
		}
	}
	return counts;
}

static void gather(struct outside_topics *outside, const struct tally *issues)
{
	outside->contacts = memory_array(issues->row_count + 1, sizeof *outside->contacts);
	for (size_t i = 0; i < issues->row_count; i++) {
		if (tally_counted(issues, issues->rows[i]) && issues->rows[i]->entry_count == 0) {
			outside->contacts[outside->contact_count++] = issues->rows[i]->contact;
		}
	}
	qsort(outside->contacts, outside->contact_count, sizeof *outside->contacts, hash_order);
}

static void count_row(struct outside_topic *topics, const struct tally *themes, const struct tally_row *row,
                      uint32_t sign)
{
	uint64_t weight = tally_weight(themes, row);
	uint32_t at = 0, theme, from;
	while (row_theme_next(themes, row, &at, &theme, &from)) {
		topics[theme].named += weight;
		topics[theme].contacts += in_pain(row, from, at, sign) ? weight : 0;
	}
}

static int larger_first(const void *left, const void *right)
{
	const struct outside_topic *a = left, *b = right;
	if (a->contacts != b->contacts) {
		return a->contacts > b->contacts ? -1 : 1;
	}
	return a->theme < b->theme ? -1 : a->theme > b->theme;
}

void outside_topics_make(struct outside_topics *outside, const struct tally *issues, const struct tally *themes,
                         const bool *muted)
{
	struct outside_topic *topics = memory_array(themes->theme_count + 1, sizeof *topics);
	uint32_t sign = tally_sign(themes, STATES_FAMILY, STR(STATES_PAIN_VALUE));
	size_t kept = 0;
	gather(outside, issues);
	for (size_t i = 0; i < themes->row_count; i++) {
		if (outside_holds(outside, themes->rows[i]->contact)) {
			count_row(topics, themes, themes->rows[i], sign);
		}
	}
	for (uint32_t t = 0; t < themes->theme_count; t++) {
		bool much = topics[t].contacts >= OUTSIDE_FLOOR &&
		            topics[t].contacts * 100 >= topics[t].named * OUTSIDE_PERCENT;
		topics[t].theme = t;
		if (much && !muted[t]) {
			topics[kept++] = topics[t];
		}
	}
	qsort(topics, kept, sizeof *topics, larger_first);
	outside->count = kept < OUTSIDE_MOST ? kept : OUTSIDE_MOST;
	memcpy(outside->list, topics, outside->count * sizeof *topics);
	free(topics);
}

void outside_topics_release(struct outside_topics *outside)
{
	free(outside->contacts);
}
