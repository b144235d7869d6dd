/* test_suggestion.c - distances against those worked out by hand, and which word is offered. */
#include "cmocka_all.h"
#include "suggestion.h"

static void counts_insertions_deletions_substitutions_and_swaps(void **state)
{
	static const struct {
		const char *a, *b;
		size_t edits;
	} cases[] = {
		{ "", "", 0 },
		{ "clean", "clean", 0 },
		{ "", "clean", 5 },
		{ "clean", "", 5 },
		{ "clen", "clean", 1 },
		{ "cleaan", "clean", 1 },
		{ "cleam", "clean", 1 },
		{ "claen", "clean", 1 },
		{ "ca", "abc", 3 }, /* the optimal string alignment edits no letter twice; else it were 2 */
		{ "kitten", "sitting", 3 },
		{ "raed", "read", 1 },
		{ "xslx", "xlsx", 1 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(edit_distance(str_from(cases[i].a), str_from(cases[i].b)), cases[i].edits);
		assert_int_equal(edit_distance(str_from(cases[i].b), str_from(cases[i].a)), cases[i].edits);
	}
}

static const char *nearest(const char *word)
{
	static const char *const words[] = { "read", "clean", "learn", "rank", "at", NULL };
	struct suggestion near = suggestion_for(str_from(word));
	for (size_t i = 0; words[i] != NULL; i++) {
		suggestion_offer(&near, words[i]);
	}
	return near.best;
}

static void offers_the_nearest_word_and_the_first_of_two(void **state)
{
	(void)state;
	assert_string_equal(nearest("clen"), "clean");
	assert_string_equal(nearest("leran"), "learn");
	assert_string_equal(nearest("rnak"), "rank");
	assert_string_equal(nearest("lean"), "clean"); /* as near to learn, which comes later */
}

static void offers_nothing_for_another_word(void **state)
{
	char longest[SUGGESTION_MOST + 2];
	memset(longest, 'a', sizeof longest);
	longest[SUGGESTION_MOST + 1] = '\0';
	(void)state;
	assert_null(nearest("entirely"));
	assert_null(nearest("xy"));
	assert_null(nearest(""));
	assert_null(nearest(longest));
}

static void says_what_it_found_or_where_to_look(void **state)
{
	struct suggestion near = suggestion_for(STR("naer"));
	struct buf out;
	(void)state;
	buf_init(&out, SIZE_MAX);
	suggestion_say(&near, &out, "--", "-h lists them");
	assert_string_equal(out.at, "; -h lists them");
	buf_clear(&out);
	suggestion_offer(&near, "near");
	suggestion_say(&near, &out, "--", "-h lists them");
	assert_string_equal(out.at, "; did you mean --near?");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_insertions_deletions_substitutions_and_swaps),
		cmocka_unit_test(offers_the_nearest_word_and_the_first_of_two),
		cmocka_unit_test(offers_nothing_for_another_word),
		cmocka_unit_test(says_what_it_found_or_where_to_look),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
