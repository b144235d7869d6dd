/* The ways in which customers state a class: lexicons/LANG/trouble_said.tsv, and which of them a mention has. */
#include "issue_made.h"

#include "said.h"

static const char file[] = "en/trouble_said.tsv";

static struct ontology *classes(struct made *made)
{
	struct ontology *ontology = NULL;
	struct err err = ERR_INIT;
	made_file(made, "any/trouble_class.tsv", STR(MADE_CLASSES "late-day\tway\nlate-night\tway\n"));
	assert_int_equal(ontology_open(&ontology, made->folder, &err), 0);
	return ontology;
}

static struct said_list *rows(struct made *made, const struct ontology *ontology, const char *lang)
{
	struct said_list *list = NULL;
	struct err err = ERR_INIT;
	made_file(made, file,
	          STR("late\tdelay delayed\tDelayed\t{} delayed\tdelayed\n"
	              "late-day\tdays noon\tLate by day\t{} late by day\tby day\n"
	              "late-night\tnight evening\tLate at night\t{} late at night\tat night\n"));
	assert_int_equal(said_open(&list, made->folder, str_from(lang), ontology, &err), 0);
	return list;
}

/* The way in which text, whose trouble is its word number `at`, states "late". */
static struct str way_of(struct made *made, const char *text, uint32_t at, uint32_t reach)
{
	struct ontology *ontology = classes(made);
	struct said_list *list = rows(made, ontology, "en");
	struct thing_list *things;
	struct tokenizer *tokenizer;
	struct issue_words words;
	struct token *tokens;
	struct err err = ERR_INIT;
	assert_int_equal(tokenizer_open(&tokenizer, &err), 0);
	assert_int_equal(things_open(&things, made->folder, STR("en"), NULL, NULL, 0, &err), 0);
	size_t n = tokenize(tokenizer, &made->arena, str_from(text), STR("en"), &tokens);
	things_read(things, &made->arena, str_from(text), tokens, n, &words);
	int way = said_way(list, ontology_find(ontology, STR("late")), &words, at, at + 1, reach);
	struct str name = arena_dup(&made->arena, ontology->classes[way].name);
	things_close(things);
	tokenizer_close(tokenizer);
	said_close(list);
	ontology_close(ontology);
	return name;
}

static void the_nearest_word_says_the_way(void **state)
{
	assert_str(way_of(*state, "at noon it was late, as each night", 4, 8), "late-day");
	assert_str(way_of(*state, "each evening late and once at noon", 2, 8), "late-night");
	assert_str(way_of(*state, "late the day before", 0, 8), "late-day"); /* by stem */
}

static void of_words_as_near_the_upper_row_counts(void **state)
{
	assert_str(way_of(*state, "night late noon", 1, 8), "late-day");
}

static void what_is_out_of_reach_or_said_in_no_way_is_the_class(void **state)
{
	assert_str(way_of(*state, "late it was and so was all at night", 0, 3), "late");
	assert_str(way_of(*state, "late it was, night", 0, 3), "late"); /* a comma counts as three words */
	assert_str(way_of(*state, "late and delayed", 0, 8), "late");   /* a row of the class is no way */
}

static void rows_are_found_by_class_and_by_way(void **state)
{
	struct made *made = *state;
	struct ontology *ontology = classes(made);
	struct said_list *list = rows(made, ontology, "en");
	int late = ontology_find(ontology, STR("late")), night = ontology_find(ontology, STR("late-night"));
	assert_str(said_row_at(list, late, 0)->alone, "Delayed");
	assert_str(said_row_at(list, late, 2)->alone, "Late at night");
	assert_null(said_row_at(list, late, 3));
	assert_null(said_row_at(list, night, 0));
	assert_str(said_of_way(list, night)->with, "{} late at night");
	assert_null(said_of_way(list, ontology_find(ontology, STR("lost"))));
	assert_int_equal(said_mask(list, late, STR("night")), 4);
	assert_int_equal(said_mask(list, late, STR("bag")), 0);
	said_close(list);
	list = rows(made, ontology, "xx"); /* no file */
	assert_null(said_row_at(list, late, 0));
	said_close(list);
	ontology_close(ontology);
}

static void damaged_rows_are_refused_with_their_line(void **state)
{
	struct made *made = *state;
	struct ontology *ontology = classes(made);
	struct said_list *list = NULL;
	struct err err = ERR_INIT;
	struct buf text;
	made_file(made, file, STR("late\tdelay\tDelayed\t{} delayed\tdelayed\nlater\ta\tA\t{} a\ta\n"));
	assert_int_equal(said_open(&list, made->folder, STR("en"), ontology, &err), GRIPE_DATA);
	assert_says(made, &err, "trouble_said.tsv:2: \"later\" is no class");
	buf_init(&text, SIZE_MAX);
	for (int i = 0; i <= SAID_ROWS; i++) {
		buf_printf(&text, "late\tw%d\tA\t{} a\ta\n", i);
	}
	made_file(made, file, buf_str(&text));
	buf_release(&text);
	err = (struct err)ERR_INIT;
	assert_int_equal(said_open(&list, made->folder, STR("en"), ontology, &err), GRIPE_DATA);
	assert_says(made, &err, "trouble_said.tsv:33: ");
	assert_null(list);
	ontology_close(ontology);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, made_open, made_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_nearest_word_says_the_way),
		TEST(of_words_as_near_the_upper_row_counts),
		TEST(what_is_out_of_reach_or_said_in_no_way_is_the_class),
		TEST(rows_are_found_by_class_and_by_way),
		TEST(damaged_rows_are_refused_with_their_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
