/* gripe lexicon: from patterns to texts, what two patterns have in common, n-grams of a mention, log-odds. Runs from
 * the root of the tree. */
#include "cmocka_all.h"

#include <stdlib.h>

#include "lexicon_grams.h"
#include "lexicon_odds.h"
#include "lexicon_wording.h"

static void no_fault(void *to, const struct lexicon_list *list, const struct tsv_row *row, const struct err *err)
{
	(void)row;
	print_error("%.*s: %s\n", STR_ARGS(list->file), err->message);
	(*(size_t *)to)++;
}

static struct lexicon_lists *english(void)
{
	size_t wrong = 0;
	struct lexicon_faults faults = { no_fault, &wrong };
	struct lexicon_folders folders = { "lexicons", "lexicons" };
	struct lexicon_lists *lists = NULL;
	struct err err = ERR_INIT;
	assert_int_equal(lexicon_lists_open(&lists, &folders, STR("en"), &faults, &err), 0);
	assert_int_equal(wrong, 0);
	return lists;
}

static void a_pattern_is_written_out_once_for_each_choice(void **state)
{
	static const struct lexicon_wording wording = { { "never", 5 }, { "cannot", 6 }, NULL };
	static const char *const wanted[] = { "qzxv bag lost twice qzxv", "qzxv box lost twice qzxv",
		                              "qzxv bag lost qzxv twice qzxv", "qzxv box lost qzxv twice qzxv" };
	struct buf text;
	(void)state;
	buf_init(&text, SIZE_MAX);
	assert_int_equal(lexicon_wordings(STR("bag|box =lost * twice")), 4);
	for (size_t i = 0; i < 4; i++) {
		lexicon_wording_text(&wording, STR("bag|box =lost * twice"), i, &text);
		assert_string_equal(text.at, wanted[i]);
	}
	lexicon_wording_text(&wording, STR("^ NOT _ CANT :("), 0, &text);
	assert_string_equal(text.at, "never qzxv cannot :( qzxv");
	buf_release(&text);
}

static void many_choices_are_sampled(void **state)
{
	static const struct lexicon_wording wording = { { "no", 2 }, { "cannot", 6 }, NULL };
	struct str pattern = STR("a|b|c|d|e|f|g|h a|b|c|d|e|f|g|h a|b|c|d|e|f|g|h");
	struct intern texts;
	struct buf text;
	(void)state;
	buf_init(&text, SIZE_MAX);
	intern_init(&texts);
	assert_int_equal(lexicon_wordings(pattern), WORDINGS_MOST);
	for (size_t i = 0; i < WORDINGS_MOST; i++) {
		lexicon_wording_text(&wording, pattern, i, &text);
		intern_add(&texts, buf_str(&text));
	}
	assert_int_equal(texts.count, WORDINGS_MOST); /* no text twice */
	intern_release(&texts);
	buf_release(&text);
}

static void same_key(struct lexicon_lists *lists, struct str pattern, struct str other, bool same)
{
	struct buf one, two;
	buf_init(&one, SIZE_MAX);
	buf_init(&two, SIZE_MAX);
	lexicon_wording_key(lists->lexicon->stemmer, pattern, &one);
	lexicon_wording_key(lists->lexicon->stemmer, other, &two);
	assert_int_equal(str_eq(buf_str(&one), buf_str(&two)), same);
	buf_release(&one);
	buf_release(&two);
}

static void patterns_that_match_the_same_have_one_key(void **state)
{
	struct lexicon_lists *lists = english();
	(void)state;
	same_key(lists, STR("charge twice"), STR("charged|charging twice"), true);
	same_key(lists, STR("fee|charge twice"), STR("charge|fee twice"), true);
	same_key(lists, STR("=charge twice"), STR("charge twice"), false);
	same_key(lists, STR("charge * twice"), STR("charge twice"), false);
	same_key(lists, STR("NOT work"), STR("CANT work"), false);
	lexicon_lists_close(lists);
}

struct seen {
	struct intern patterns;
	const struct str *surfaces;
};

static void gram_take(void *to, const struct gram *gram)
{
	struct seen *seen = to;
	struct buf text;
	buf_init(&text, SIZE_MAX);
	lexicon_gram_text(gram, seen->surfaces, &text);
	intern_add(&seen->patterns, buf_str(&text));
	buf_release(&text);
}

static bool has_gram(const struct seen *seen, struct str pattern)
{
	return intern_find(&seen->patterns, pattern) != INTERN_NONE;
}

static void seen_read(struct seen *seen, struct lexicon_lists *lists, struct str text)
{
	struct arena arena = ARENA_INIT;
	struct lexicon_words words;
	struct gram_mention mention;
	struct gram_visit visit = { NULL, gram_take, seen };
	struct str *surfaces;
	intern_init(&seen->patterns);
	lexicon_words_init(&words);
	lexicon_grams_read(&(struct gram_reading){ lists, &words, true }, &arena, NULL, text, &mention);
	surfaces = lexicon_words_surface(&words);
	seen->surfaces = surfaces;
	lexicon_grams_visit(&mention, &visit);
	free(surfaces);
	lexicon_words_release(&words);
	arena_release(&arena);
}

/* What a row of trouble.tsv could not match is no gram. */
static void grams_are_what_patterns_match(void **state)
{
	struct lexicon_lists *lists = english();
	struct seen seen;
	(void)state;
	seen_read(&seen, lists, STR("The lamp flickered, then it did not glow bright"));
	assert_true(has_gram(&seen, STR("lamp flickered")));
	assert_true(has_gram(&seen, STR("the * flickered")));
	assert_false(has_gram(&seen, STR("flickered then"))); /* over a comma */
	assert_true(has_gram(&seen, STR("did NOT glow")));
	assert_true(has_gram(&seen, STR("NOT glow")));
	assert_true(has_gram(&seen, STR("NOT * bright")));
	assert_false(has_gram(&seen, STR("glow")));        /* a negation reaches it */
	assert_false(has_gram(&seen, STR("did * glow")));  /* the gap passes over one */
	assert_false(has_gram(&seen, STR("it * bright"))); /* three words between */
	intern_release(&seen.patterns);
	lexicon_lists_close(lists);
}

static void log_odds_are_drawn_to_nothing_where_few_speak(void **state)
{
	double many = lexicon_odds(&(struct lexicon_counts){ 40, 100, 10, 900 });
	double few = lexicon_odds(&(struct lexicon_counts){ 2, 100, 0, 900 });
	(void)state;
	assert_true(many > 6);
	assert_true(few > 0 && few < 3);
	assert_true(lexicon_odds(&(struct lexicon_counts){ 10, 100, 90, 900 }) < 0.01);
	assert_true(lexicon_odds(&(struct lexicon_counts){ 10, 900, 40, 100 }) < -6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pattern_is_written_out_once_for_each_choice),
		cmocka_unit_test(many_choices_are_sampled),
		cmocka_unit_test(patterns_that_match_the_same_have_one_key),
		cmocka_unit_test(grams_are_what_patterns_match),
		cmocka_unit_test(log_odds_are_drawn_to_nothing_where_few_speak),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
