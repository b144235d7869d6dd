/* test_names.c - cards: which mentions are drawn, in whatever order they come. */
#include "cmocka_all.h"

#include "card_draw.h"
#include "hash.h"
#include "utf8.h"

enum { MENTIONS = 200 };

struct many { /* mentions with fits of few values, so that ties are common, and some equal texts */
	struct str texts[MENTIONS];
	double fits[MENTIONS];
};

static void many_make(struct many *many, struct arena *arena)
{
	for (size_t i = 0; i < MENTIONS; i++) {
		many->texts[i] = arena_printf(arena, "mention %zu", i % 150);
		many->fits[i] = (double)(hash_mix(i, 3) % 7) / 8;
	}
}

/* Offers all, beginning at `from`, in steps of `step` (coprime to MENTIONS). */
static size_t drawn_of(const struct many *many, size_t from, size_t step, struct str *texts, enum draw *how)
{
	struct arena arena = ARENA_INIT;
	struct card_draw draw = { .by = { { .count = 0 } } };
	const struct drawn *drawn[DRAW_ALL];
	size_t count;
	for (size_t i = 0; i < MENTIONS; i++) {
		size_t at = (from + i * step) % MENTIONS;
		card_draw_offer(&draw, &arena, many->texts[at], many->fits[at]);
	}
	count = card_draw_take(&draw, drawn, how);
	for (size_t i = 0; i < count; i++) { /* the texts themselves outlive the arena */
		for (size_t m = 0; m < MENTIONS; m++) {
			texts[i] = str_eq(many->texts[m], drawn[i]->text) ? many->texts[m] : texts[i];
		}
	}
	arena_release(&arena);
	return count;
}

static void the_same_mentions_are_drawn_in_any_order(void **state)
{
	static const size_t steps[] = { 3, 7, 11, 13, 197, 199 };
	struct arena arena = ARENA_INIT;
	struct many many;
	struct str first[DRAW_ALL] = { STR_EMPTY }, other[DRAW_ALL] = { STR_EMPTY };
	enum draw how[DRAW_ALL], other_how[DRAW_ALL];
	(void)state;
	many_make(&many, &arena);
	assert_int_equal(drawn_of(&many, 0, 1, first, how), DRAW_ALL);
	for (size_t s = 0; s < sizeof steps / sizeof *steps; s++) {
		assert_int_equal(drawn_of(&many, 17 * s, steps[s], other, other_how), DRAW_ALL);
		for (size_t i = 0; i < DRAW_ALL; i++) {
			assert_true(str_eq(first[i], other[i]) && how[i] == other_how[i]);
		}
	}
	arena_release(&arena);
}

static double fit_of(const struct many *many, struct str text, bool highest)
{
	double found = highest ? -1 : 2;
	for (size_t m = 0; m < MENTIONS; m++) {
		if (str_eq(many->texts[m], text) && (highest ? many->fits[m] > found : many->fits[m] < found)) {
			found = many->fits[m];
		}
	}
	return found;
}

static void four_are_central_four_at_the_edge_and_four_by_chance_and_none_is_there_twice(void **state)
{
	struct arena arena = ARENA_INIT;
	struct many many;
	struct str texts[DRAW_ALL] = { STR_EMPTY };
	enum draw how[DRAW_ALL];
	size_t higher = 0, lower = 0;
	(void)state;
	many_make(&many, &arena);
	(void)drawn_of(&many, 0, 1, texts, how);
	for (size_t i = 0; i < DRAW_ALL; i++) {
		assert_int_equal(how[i], i / DRAW_EACH);
		for (size_t o = 0; o < i; o++) {
			assert_false(str_eq(texts[i], texts[o]));
		}
	}
	for (size_t m = 0; m < MENTIONS; m++) {
		higher += many.fits[m] > fit_of(&many, texts[DRAW_EACH - 1], true);
		lower += many.fits[m] < fit_of(&many, texts[2 * DRAW_EACH - 1], false);
	}
	assert_int_equal(higher, 0); /* a seventh have the highest fit, and a seventh the lowest */
	assert_int_equal(lower, 0);
	arena_release(&arena);
}

static void an_equal_text_counts_once_by_its_highest_fit_at_the_centre_and_its_lowest_at_the_edge(void **state)
{
	struct arena arena = ARENA_INIT;
	struct card_draw draw = { .by = { { .count = 0 } } };
	const struct drawn *drawn[DRAW_ALL];
	enum draw how[DRAW_ALL];
	(void)state;
	card_draw_offer(&draw, &arena, STR("b"), 0.5);
	card_draw_offer(&draw, &arena, STR("a"), 0.1);
	card_draw_offer(&draw, &arena, STR("a"), 0.9);
	assert_int_equal(card_draw_take(&draw, drawn, how), 2);
	assert_true(str_eq(drawn[0]->text, STR("a")) && drawn[0]->fit == 0.9);
	assert_true(str_eq(draw.by[DRAW_EDGE].at[0].text, STR("a")) && draw.by[DRAW_EDGE].at[0].fit == 0.1);
	arena_release(&arena);
}

static void a_long_text_is_cut_between_characters_and_told_apart_by_what_was_cut(void **state)
{
	struct arena arena = ARENA_INIT;
	struct card_draw draw = { .by = { { .count = 0 } } };
	struct buf text;
	(void)state;
	buf_init(&text, SIZE_MAX);
	buf_byte(&text, 'a');
	while (text.len < 2 * DRAW_BYTES) {
		buf_text(&text, "\xC3\xA9");
	}
	card_draw_offer(&draw, &arena, buf_str(&text), 0.5);
	buf_byte(&text, '!');
	card_draw_offer(&draw, &arena, buf_str(&text), 0.5);
	assert_int_equal(draw.by[DRAW_RANDOM].count, 2);
	for (size_t i = 0; i < 2; i++) {
		struct str kept = draw.by[DRAW_RANDOM].at[i].text;
		assert_true(kept.len <= DRAW_BYTES + 1 && utf8_count(kept) > DRAW_CHARACTERS);
		assert_int_equal(utf8_bad_at(kept), kept.len);
	}
	buf_release(&text);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_mentions_are_drawn_in_any_order),
		cmocka_unit_test(four_are_central_four_at_the_edge_and_four_by_chance_and_none_is_there_twice),
		cmocka_unit_test(an_equal_text_counts_once_by_its_highest_fit_at_the_centre_and_its_lowest_at_the_edge),
		cmocka_unit_test(a_long_text_is_cut_between_characters_and_told_apart_by_what_was_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
