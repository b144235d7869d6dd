/* Words of a text: equal to the reference program's on English, sensible elsewhere; spans, stems, stop words. Runs from
 * the root of the tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "buf.h"
#include "token.h"
#include "tsv.h"

static struct tokenizer *tokenizer;
static struct arena arena = ARENA_INIT;

static int setup(void **state)
{
	struct err err = ERR_INIT;
	(void)state;
	return tokenizer_open(&tokenizer, &err);
}

static int teardown(void **state)
{
	(void)state;
	tokenizer_close(tokenizer);
	arena_release(&arena);
	return 0;
}

/* The words joined by one blank. */
static const char *words(struct str text, const char *lang)
{
	struct token *tokens;
	size_t n = tokenize(tokenizer, &arena, text, str_from(lang), &tokens);
	struct buf out;
	struct str kept;
	buf_init(&out, SIZE_MAX);
	for (size_t i = 0; i < n; i++) {
		assert_true(tokens[i].start < tokens[i].end && tokens[i].end <= text.len);
		assert_true(i == 0 || tokens[i - 1].end <= tokens[i].start);
		buf_text(&out, i > 0 ? " " : "");
		buf_str_add(&out, tokens[i].word);
	}
	kept = arena_dup(&arena, buf_str(&out));
	buf_release(&out);
	return kept.at;
}

static void english_words_are_those_of_the_reference_program(void **state)
{
	struct tsv table;
	struct err err = ERR_INIT;
	(void)state;
	assert_int_equal(tsv_load(&table, &arena, "tests/reference/words.tsv", 1, &err), 0);
	assert_true(table.row_count > 390);
	for (size_t i = 0; i < table.row_count; i++) {
		struct tsv_row *row = &table.rows[i];
		assert_string_equal(words(row->cells[0], "en"),
		                    row->cell_count > 1 ? arena_dup(&arena, row->cells[1]).at : "");
	}
}

static void accents_fold_to_ascii(void **state)
{
	(void)state;
	assert_string_equal(words(STR("Caf\xC3\xA9 \xC3\x9C"
	                              "ber gro\xC3\x9F \xC5\x81\xC3\xB3"
	                              "d\xC5\xBA na\xC3\xAFve \xC3\x86sop"),
	                          "de"),
	                    "cafe uber gross lodz naive aesop");
	assert_string_equal(words(STR("e\xCC\x81t\xC3\xA9 ti\xE1\xBA\xBFng"), "vi"), "ete tieng");
}

static void french_elision_parts_words_and_english_apostrophes_vanish(void **state)
{
	(void)state;
	assert_string_equal(words(STR("L'article n\xE2\x80\x99"
	                              "est pas l\xC3\xA0"),
	                          "fr"),
	                    "l article n est pas la");
	assert_string_equal(words(STR("isn\xE2\x80\x99t"), ""), "isnt");
}

static void masks_of_the_cleaner_are_no_words_but_other_brackets_are(void **state)
{
	(void)state;
	assert_string_equal(words(STR("mail me at [email] or [php] on [phone]"), "en"), "mail me at or php on");
}

static void other_scripts_have_words_by_icu(void **state)
{
	struct token *tokens;
	(void)state;
	assert_string_equal(
	    words(STR("\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82, \xD0\xBC\xD0\xB8\xD1\x80 app"), "ru"),
	    "\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82 \xD0\xBC\xD0\xB8\xD1\x80 app");
	/* Japanese "cannot log in" and Thai "very good": more than one word each, though no blank stands between them
	 */
	assert_true(tokenize(tokenizer, &arena,
	                     STR("\xE3\x83\xAD\xE3\x82\xB0\xE3\x82\xA4\xE3\x83\xB3\xE3\x81\xA7\xE3\x81\x8D\xE3\x81\xBE"
	                         "\xE3\x81\x9B\xE3\x82\x93"),
	                     STR("ja"), &tokens) >= 2);
	assert_true(tokenize(tokenizer, &arena, STR("\xE0\xB8\x94\xE0\xB8\xB5\xE0\xB8\xA1\xE0\xB8\xB2\xE0\xB8\x81"),
	                     STR("th"), &tokens) >= 2);
}

static void spans_point_at_the_bytes_of_the_text(void **state)
{
	struct token *tokens;
	struct str text = STR("Caf\xC3\xA9 isn\xE2\x80\x99t 3g");
	(void)state;
	assert_int_equal(tokenize(tokenizer, &arena, text, STR("en"), &tokens), 3);
	assert_true(str_eq(str_slice(text, tokens[0].start, tokens[0].end), STR("Caf\xC3\xA9")));
	assert_true(str_eq(str_slice(text, tokens[1].start, tokens[1].end), STR("isn\xE2\x80\x99t")));
	assert_true(str_eq(str_slice(text, tokens[2].start, tokens[2].end), STR("3g")));
}

static void invalid_utf8_is_skipped(void **state)
{
	(void)state;
	assert_string_equal(words(STR("a\xFF"
	                              "b \xC3 c\x80"),
	                          "en"),
	                    "a b c");
}

/* "Bags lost" with a list of stems, as it comes from a line; its tokens. */
static struct token *tokens_of(struct record *record, struct mention *mention, const char *list)
{
	struct token *tokens;
	*record = (struct record){ .arena = &arena, .mentions = mention, .mention_count = 1 };
	*mention = (struct mention){ .text = STR("Bags lost"), .stems = str_from(list) };
	mention->stems_of = mention_stems_of(STR("en"), mention->text);
	assert_int_equal(mention_tokens(tokenizer, record, mention, &tokens), 2);
	return tokens;
}

static void tokens_have_the_stems_of_a_list_that_fits(void **state)
{
	static const char *const others[] = { "[\"bag\"]", "[\"bag\",\"lose\",\"x\"]", "[]", "[\"bag\",3]",
		                              "[\"bag\",\"lose\"]x" };
	struct record record, copy;
	struct mention mention;
	struct arena other = ARENA_INIT;
	struct token *tokens = tokens_of(&record, &mention, "[\"bag\", \"l\\\"ose\"]");
	(void)state;
	assert_true(str_eq(tokens[0].stem, STR("bag")));
	assert_true(str_eq(tokens[1].stem, STR("l\"ose")));
	assert_true(str_eq(mention_stems(&mention), mention.stems));
	record_dup(&copy, &other, &record);
	arena_reset(&arena);
	assert_true(str_eq(copy.mentions[0].tokens[0].stem, STR("bag")));
	assert_ptr_equal(copy.mentions[0].tokens[0].stem.at, copy.mentions[0].stems.at + 2);
	assert_true(str_eq(copy.mentions[0].tokens[1].stem, STR("l\"ose")));
	arena_release(&other);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		tokens = tokens_of(&record, &mention, others[i]);
		assert_null(tokens[0].stem.at);
		assert_null(tokens[1].stem.at);
		assert_int_equal(mention_stems(&mention).len, 0);
	}
}

static void stems_are_of_one_language_and_one_text(void **state)
{
	uint64_t digest = mention_stems_of(STR("en"), STR("Bags lost"));
	(void)state;
	assert_true(digest == mention_stems_of(STR_EMPTY, STR("Bags lost")));
	assert_true(digest != mention_stems_of(STR("de"), STR("Bags lost")));
	assert_true(digest != mention_stems_of(STR("en"), STR("Bags lost.")));
}

static const char *stemmed(struct stemmer *stemmer, const char *word)
{
	return arena_dup(&arena, stem(stemmer, str_from(word))).at;
}

static void stems_are_those_of_snowball_and_come_twice_the_same(void **state)
{
	struct stemmer *stemmer;
	struct err err = ERR_INIT;
	(void)state;
	assert_int_equal(stemmer_open(&stemmer, STR("en"), &err), 0);
	for (int i = 0; i < 2; i++) {
		assert_string_equal(stemmed(stemmer, "refunded"), "refund");
		assert_string_equal(stemmed(stemmer, "charges"), "charg");
		assert_string_equal(stemmed(stemmer, "dont"), "dont");
		assert_string_equal(stemmed(stemmer, ""), "");
	}
	stemmer_close(stemmer);
}

static void a_cache_that_is_full_changes_no_stem(void **state)
{
	struct stemmer *stemmer;
	struct err err = ERR_INIT;
	char word[32];
	(void)state;
	assert_int_equal(stemmer_open(&stemmer, STR("en"), &err), 0);
	for (int i = 0; i < 140000; i++) {
		int n = snprintf(word, sizeof word, "w%dings", i);
		struct str made = stem(stemmer, (struct str){ word, (size_t)n });
		assert_true(made.len == (size_t)n - 1 && memcmp(made.at, word, made.len) == 0);
	}
	assert_string_equal(stemmed(stemmer, "charges"), "charg");
	stemmer_close(stemmer);
}

static void a_language_without_a_stemmer_keeps_its_words(void **state)
{
	struct stemmer *stemmer;
	struct err err = ERR_INIT;
	(void)state;
	assert_false(stemmer_knows(STR("ja")));
	assert_true(stemmer_knows(STR("de")) && stemmer_knows(STR("fr")) && stemmer_knows(STR("")));
	assert_int_equal(stemmer_open(&stemmer, STR("xx"), &err), 0);
	assert_string_equal(stemmed(stemmer, "charges"), "charges");
	stemmer_close(stemmer);
}

static void stop_words_and_negations_are_told_apart(void **state)
{
	struct stopwords *stopwords;
	struct err err = ERR_INIT;
	(void)state;
	assert_int_equal(stopwords_open(&stopwords, "lexicons", STR("en"), &err), 0);
	assert_true(is_stopword(stopwords, STR("the")) && !is_negation(stopwords, STR("the")));
	assert_true(is_stopword(stopwords, STR("cant")) && is_negation(stopwords, STR("cant")));
	assert_true(!is_stopword(stopwords, STR("not")) && is_negation(stopwords, STR("not")));
	assert_true(!is_stopword(stopwords, STR("refund")) && !is_negation(stopwords, STR("refund")));
	stopwords_close(stopwords);
}

static void without_a_list_nothing_is_a_stop_word(void **state)
{
	struct stopwords *stopwords;
	struct err err = ERR_INIT;
	(void)state;
	assert_int_equal(stopwords_open(&stopwords, "lexicons", STR("zz"), &err), 0);
	assert_false(is_stopword(stopwords, STR("the")));
	stopwords_close(stopwords);
	assert_int_equal(stopwords_open(&stopwords, "lexicons", STR("../lexicons/en"), &err), 0);
	assert_false(is_stopword(stopwords, STR("the")));
	stopwords_close(stopwords);
	assert_false(is_stopword(NULL, STR("the")) || is_negation(NULL, STR("not")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(english_words_are_those_of_the_reference_program),
		cmocka_unit_test(accents_fold_to_ascii),
		cmocka_unit_test(french_elision_parts_words_and_english_apostrophes_vanish),
		cmocka_unit_test(masks_of_the_cleaner_are_no_words_but_other_brackets_are),
		cmocka_unit_test(other_scripts_have_words_by_icu),
		cmocka_unit_test(spans_point_at_the_bytes_of_the_text),
		cmocka_unit_test(invalid_utf8_is_skipped),
		cmocka_unit_test(tokens_have_the_stems_of_a_list_that_fits),
		cmocka_unit_test(stems_are_of_one_language_and_one_text),
		cmocka_unit_test(stems_are_those_of_snowball_and_come_twice_the_same),
		cmocka_unit_test(a_cache_that_is_full_changes_no_stem),
		cmocka_unit_test(a_language_without_a_stemmer_keeps_its_words),
		cmocka_unit_test(stop_words_and_negations_are_told_apart),
		cmocka_unit_test(without_a_list_nothing_is_a_stop_word),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
