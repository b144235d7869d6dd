/* The word lists load, every row is reached, and no list has one stem twice. Runs from the root of the tree. */
#include "cmocka_all.h"

#include <stdio.h>

#include "signal_lexicon.h"
#include "split.h"
#include "tsv.h"

/* A row that breaks the format would fail the load; a list that is missing would leave rows uncounted. */
static void every_row_of_the_taggers_lists_is_loaded(void **state)
{
	struct signal_lexicon *lexicon;
	struct err err = ERR_INIT;
	struct arena arena = ARENA_INIT;
	size_t rows = 0;
	(void)state;
	assert_int_equal(signal_lexicon_open(&lexicon, "lexicons", STR("en"), &err), 0);
	for (int family = 0; family < LISTS; family++) {
		struct tsv table;
		char path[64];
		snprintf(path, sizeof path, "lexicons/en/%s.tsv", FAMILY_NAMES[family]);
		assert_int_equal(tsv_load(&table, &arena, path, 2, &err), 0);
		assert_true(table.row_count > 0);
		rows += table.row_count;
	}
	assert_int_equal(rows, lexicon->count);
	signal_lexicon_close(lexicon);
	arena_release(&arena);
}

/* Two rows whose words have the same stems say the same thing twice, or contradict each other. */
static void no_list_has_the_same_stems_twice(void **state)
{
	struct stemmer *stemmer;
	struct err err = ERR_INIT;
	struct arena arena = ARENA_INIT;
	(void)state;
	assert_int_equal(stemmer_open(&stemmer, STR("en"), &err), 0);
	for (int family = 0; family < LISTS; family++) {
		struct tsv table;
		struct intern seen;
		char path[64];
		intern_init(&seen);
		snprintf(path, sizeof path, "lexicons/en/%s.tsv", FAMILY_NAMES[family]);
		assert_int_equal(tsv_load(&table, &arena, path, 2, &err), 0);
		for (size_t i = 0; i < table.row_count; i++) {
			struct str left = table.rows[i].cells[0];
			struct buf key;
			size_t before = seen.count;
			buf_init(&key, SIZE_MAX);
			while (left.at != NULL) {
				struct str rest, word = str_cut(left, ' ', &rest);
				buf_str_add(&key, word.at[0] == '=' || memchr(word.at, '|', word.len) != NULL
				                      ? word
				                      : stem(stemmer, word));
				buf_byte(&key, ' ');
				left = rest;
			}
			if (family != SENTIMENT &&
			    family <
			        FAMILIES) { /* one phrase may be two values: "transferred" is a journey and an effort */
				buf_str_add(&key, table.rows[i].cells[1]);
			}
			intern_add(&seen, buf_str(&key));
			if (seen.count == before) {
				print_error("%s:%u \"%.*s\"\n", path, (unsigned)table.rows[i].line,
				            STR_ARGS(table.rows[i].cells[0]));
			}
			assert_true(seen.count == before + 1);
			buf_release(&key);
		}
		intern_release(&seen);
	}
	stemmer_close(stemmer);
	arena_release(&arena);
}

static void grammars_of_four_languages_load(void **state)
{
	static const char *const langs[] = { "en", "de", "fr", "es" };
	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct grammar *grammar;
		struct err err = ERR_INIT;
		assert_int_equal(grammar_open(&grammar, "lexicons", str_from(langs[i]), &err), 0);
		assert_true(grammar->verbs.count > 50 && grammar->joints.count > 3 &&
		            grammar->abbreviations.count > 10);
		grammar_close(grammar);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_of_the_taggers_lists_is_loaded),
		cmocka_unit_test(no_list_has_the_same_stems_twice),
		cmocka_unit_test(grammars_of_four_languages_load),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
