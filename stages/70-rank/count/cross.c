/* cross.c - see cross.h. One pass over the rows and one over the people; integers; memory: themes x (signals + 3
 * channels + sources + 4 attributes) x 8 bytes. */
#include "cross.h"

#include <stdlib.h>

static void signs_of(uint64_t *signs, const struct tally_row *row, uint32_t from, uint32_t to)
{
	memset(signs, 0, SIGN_WORDS * sizeof *signs);
	for (uint32_t i = from; i < to; i++) {
		signs_join(signs, row->entries[i].signs);
	}
}

static void count_signs(struct cross *cross, size_t theme, const uint64_t *signs, const uint64_t *effort,
                        uint64_t weight)
{
	bool any = false;
	for (uint32_t word = 0; word < SIGN_WORDS; word++) {
		any = any || (signs[word] & effort[word]) != 0;
		for (uint64_t left = signs[word]; left != 0; left &= left - 1) {
			cross->sign[theme * cross->signs + word * 64 + (uint32_t)__builtin_ctzll(left)] += weight;
		}
	}
	cross->effort[theme] += any ? weight : 0;
}

static void count_places(struct cross *cross, size_t theme, const struct tally_row *row, uint64_t weight)
{
	cross->channel[theme * cross->channels + row->channel] += weight;
	cross->source[theme * cross->sources + row->source] += weight;
	const uint32_t *attrs = row_attrs(row);
	for (uint32_t i = 0; i < row->attr_count; i++) {
		cross->attr[theme * cross->attrs + attrs[i]] += weight;
	}
}

static void seen_at(struct cross *cross, size_t theme, size_t column, int64_t time)
{
	size_t cell = theme * (cross->channels + cross->attrs) + column;
	cross->first[cell] = cross->first[cell] == TIME_NONE || time < cross->first[cell] ? time : cross->first[cell];
	cross->last[cell] = time > cross->last[cell] ? time : cross->last[cell];
}

static void see_places(struct cross *cross, size_t theme, const struct tally_row *row)
{
	if (row->time == TIME_NONE) {
		return;
	}
	seen_at(cross, theme, row->channel, row->time);
	for (uint32_t i = 0; i < row->attr_count; i++) {
		seen_at(cross, theme, cross->channels + row_attrs(row)[i], row->time);
	}
}

static void count_row(struct cross *cross, const struct tally *tally, const struct tally_row *row,
                      const uint64_t *effort)
{
	uint64_t weight = tally_weight(tally, row), signs[SIGN_WORDS];
	uint32_t at = 0, theme, from;
	while (row_theme_next(tally, row, &at, &theme, &from)) {
		signs_of(signs, row, from, at);
		count_signs(cross, theme, signs, effort, weight);
		count_places(cross, theme, row, weight);
		see_places(cross, theme, row);
	}
	count_signs(cross, cross->themes, row->signs, effort, weight);
	count_places(cross, cross->themes, row, weight);
}

/* Distinct people per (theme, attribute value): a stamp of the person last counted in each cell. */
static void count_people(struct cross *cross, const struct tally *tally)
{
	uint32_t *stamp = memory_array((cross->themes + 1) * cross->attrs + 1, sizeof *stamp);
	for (size_t g = 0; g < tally->people.count; g++) {
		for (uint32_t i = tally->people.start[g]; i < tally->people.start[g + 1]; i++) {
			const struct tally_row *row = tally->rows[tally->people.rows[i]];
			const uint32_t *attrs = row_attrs(row);
			for (uint32_t a = 0; a < row->attr_count; a++) {
				for (uint32_t e = 0; e <= row->entry_count; e++) {
					size_t theme = e == row->entry_count ? cross->themes
					                                     : tally->leaf_theme[row->entries[e].leaf];
					size_t cell = theme * cross->attrs + attrs[a];
					if (stamp[cell] != g + 1) {
						stamp[cell] = (uint32_t)g + 1;
						cross->attr_people[cell]++;
					}
				}
			}
		}
	}
	free(stamp);
}

/* People who came again: contacts of one person that name the theme, less the first. */
static void count_repeats(struct cross *cross, const struct tally *tally)
{
	uint32_t *times = memory_array(cross->themes + 1, sizeof *times),
	         *touched = memory_array(cross->themes + 1, sizeof *touched);
	for (size_t g = 0; g < tally->people.count; g++) {
		uint32_t from = tally->people.start[g], to = tally->people.start[g + 1];
		size_t count = 0;
		for (uint32_t i = from; i < to && to - from > 1; i++) {
			const struct tally_row *row = tally->rows[tally->people.rows[i]];
			uint32_t at = 0, theme, first;
			while (row_theme_next(tally, row, &at, &theme, &first)) {
				if (times[theme]++ == 0) {
					touched[count++] = theme;
				}
			}
		}
		for (size_t i = 0; i < count; i++) {
			cross->repeat_people[touched[i]] += times[touched[i]] > 1;
			cross->repeat_contacts[touched[i]] += times[touched[i]] - 1;
			times[touched[i]] = 0;
		}
		cross->repeat_people[cross->themes] += to - from > 1;
		cross->repeat_contacts[cross->themes] += to - from - 1;
	}
	free(times);
	free(touched);
}

void cross_count(struct cross *cross, const struct tally *tally)
{
	size_t rows = tally->theme_count + 1;
	*cross = (struct cross){ .themes = tally->theme_count,
		                 .signs = tally->signs.count,
		                 .channels = tally->channels.count,
		                 .sources = tally->sources.count,
		                 .attrs = tally->attrs.count };
	cross->sign = memory_array(rows * cross->signs + 1, sizeof *cross->sign);
	cross->channel = memory_array(rows * cross->channels + 1, sizeof *cross->channel);
	cross->source = memory_array(rows * cross->sources + 1, sizeof *cross->source);
	cross->attr = memory_array(rows * cross->attrs + 1, sizeof *cross->attr);
	cross->attr_people = memory_array(rows * cross->attrs + 1, sizeof *cross->attr_people);
	cross->effort = memory_array(rows, sizeof *cross->effort);
	size_t cells = cross->themes * (cross->channels + cross->attrs);
	cross->first = memory_array(cells + 1, sizeof *cross->first);
	cross->last = memory_array(cells + 1, sizeof *cross->last);
	for (size_t i = 0; i < cells; i++) {
		cross->first[i] = cross->last[i] = TIME_NONE;
	}
	cross->repeat_people = memory_array(rows, sizeof *cross->repeat_people);
	cross->repeat_contacts = memory_array(rows, sizeof *cross->repeat_contacts);
	uint64_t effort[SIGN_WORDS] = { 0 };
	for (uint32_t i = 0; i < tally->signs.count; i++) {
		if (str_eq(pair_first(tally->signs.names[i]), STR("effort"))) {
			effort[i / 64] |= UINT64_C(1) << (i % 64);
		}
	}
	for (size_t i = 0; i < tally->row_count; i++) {
		count_row(cross, tally, tally->rows[i], effort);
	}
	count_people(cross, tally);
	count_repeats(cross, tally);
}

void cross_release(struct cross *cross)
{
	free(cross->sign);
	free(cross->channel);
	free(cross->source);
	free(cross->attr);
	free(cross->attr_people);
	free(cross->effort);
	free(cross->first);
	free(cross->last);
	free(cross->repeat_people);
	free(cross->repeat_contacts);
}
