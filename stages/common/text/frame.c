/* frame.c - see frame.h. One greedy pass over the claims in the order of what they say; chosen against the heaviest set
 * of claims that share no word, whose answer nobody who writes a row could foresee. */
#include "frame.h"

#include <stdlib.h>

static bool is_class_of_negations(struct str element)
{
	return str_eq(element, STR("NOT")) || str_eq(element, STR("CANT"));
}

/* One of the element's alternatives denies: NOT, CANT, or a word that is one of theirs. */
static bool has_denial(const struct patterns *patterns, struct str element)
{
	bool denies = false;
	while (element.at != NULL && !denies) {
		struct str rest, word = str_cut(element, '|', &rest);
		struct str plain = word.len > 1 && word.at[0] == '=' ? str_slice(word, 1, word.len) : word;
		denies = is_class_of_negations(word) || patterns_is_member(patterns, STR("NOT"), plain);
		element = rest;
	}
	return denies;
}

struct frame_row frame_row_of(const struct patterns *patterns, struct str pattern)
{
	struct frame_row row = { 0 };
	bool wild = false, denial = false;
	while (pattern.at != NULL) {
		struct str rest, inner, element = str_cut(pattern, ' ', &rest);
		bool optional = pattern_optional(element, &inner);
		if (pattern_gap(element) > 0 || str_eq(element, STR("_"))) {
			wild = true;
		} else if (!optional && !str_eq(element, STR("^"))) {
			row.denies = row.denies || (row.said == 0 && is_class_of_negations(element));
			row.said++;
		}
		denial = denial || has_denial(patterns, inner);
		pattern = rest;
	}
	row.wild = wild && !denial;
	return row;
}

/* "The food was not cold": the wildcard between food and cold passes over a negation. */
static bool passes_negation(const struct frame_text *text, const struct place *place)
{
	for (uint32_t i = place->start; i < place->end; i++) {
		if (text->matchable->units[i].not != 0) {
			return true;
		}
	}
	return false;
}

bool frame_is_denied(const struct frame_text *text, const struct place *place, const struct frame_row *row)
{
	return !row->kept &&
	       ((row->wild && passes_negation(text, place)) || (text->negated[place->start] % 2 == 1 && !row->denies));
}

static int by_claim(const void *left, const void *right)
{
	const struct frame_claim *a = left, *b = right;
	uint32_t a_length = a->place.end - a->place.start, b_length = b->place.end - b->place.start;
	if (a->row.said != b->row.said) {
		return a->row.said > b->row.said ? -1 : 1;
	}
	if (a->light != b->light) {
		return a->light ? 1 : -1;
	}
	if (a->place.start != b->place.start) {
		return a->place.start < b->place.start ? -1 : 1;
	}
	if (a_length != b_length) {
		return a_length > b_length ? -1 : 1;
	}
	return a->number < b->number ? -1 : a->number > b->number;
}

size_t frames_compete(struct arena *arena, size_t units, struct frame_claim *claims, size_t count)
{
	bool *used = arena_array(arena, units + 1, sizeof *used);
	size_t won = 0;
	qsort(claims, count, sizeof *claims, by_claim);
	for (size_t i = 0; i < count; i++) {
		const struct place place = claims[i].place;
		if (memchr(used + place.start, 1, place.end - place.start) == NULL) {
			memset(used + place.start, 1, place.end - place.start);
			claims[won++] = claims[i];
		}
	}
	return won;
}
