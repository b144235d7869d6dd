/* Labels, terms and quotes of themes, from small made corpora. The lexicons of the checkout are used: tests run in its
 * root. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "label.h"
#include "label_words.h"

enum { MANY = 400, WIDE = 32 };

struct made { /* a run of mentions; each is a contact of its own unless said otherwise */
	struct arena arena;
	struct tokenizer *tokenizer;
	struct str texts[MANY], ids[MANY], persons[MANY];
	struct token *tokens[MANY];
	size_t token_counts[MANY];
	uint32_t weight[MANY], contact[MANY], place[MANY];
	int32_t theme[MANY], sub[MANY], sub_parent[MANY];
	int16_t vectors[MANY * WIDE];
	size_t count;
	struct str lang;
	struct label_result themes[8], subs[8];
};

static struct made *made_new(const char *lang)
{
	struct made *made = calloc(1, sizeof *made);
	struct err err = ERR_INIT;
	assert_non_null(made);
	assert_int_equal(tokenizer_open(&made->tokenizer, &err), 0);
	made->lang = str_from(lang);
	return made;
}

static void made_free(struct made *made)
{
	tokenizer_close(made->tokenizer);
	arena_release(&made->arena);
	free(made);
}

/* A mention's vector is a bag of hashed words: enough for quotes to have a centroid. */
static void add(struct made *made, int32_t theme, const char *text)
{
	size_t i = made->count++;
	assert_true(i < MANY);
	made->texts[i] = arena_dup(&made->arena, str_from(text));
	made->ids[i] = arena_printf(&made->arena, "c%zu", i);
	made->token_counts[i] = tokenize(made->tokenizer, &made->arena, made->texts[i], made->lang, &made->tokens[i]);
	made->weight[i] = 1;
	made->contact[i] = (uint32_t)i;
	made->theme[i] = theme;
	made->sub[i] = -1;
	for (size_t t = 0; t < made->token_counts[i]; t++) {
		made->vectors[i * WIDE + hash64(made->tokens[i][t].word, 0) % WIDE] = 4000;
	}
}

static void add_times(struct made *made, int32_t theme, const char *text, int times)
{
	for (int i = 0; i < times; i++) {
		add(made, theme, text);
	}
}

static void make_labels(struct made *made, size_t theme_count)
{
	struct err err = ERR_INIT;
	struct label_input input = {
		made->count, made->texts, made->tokens,     made->token_counts, made->weight, made->contact,
		made->place, made->count, made->ids,        made->persons,      made->theme,  made->sub,
		theme_count, 0,           made->sub_parent, made->vectors,      WIDE,         made->lang,
		"lexicons"
	};
	assert_int_equal(labels_make(&input, &made->arena, made->themes, made->subs, &err), 0);
}

static void assert_text(struct str got, const char *wanted)
{
	char text[256];
	snprintf(text, sizeof text, "%.*s", STR_ARGS(got));
	assert_string_equal(text, wanted);
}

static bool has_term(const struct label_result *result, const char *term)
{
	for (size_t t = 0; t < result->term_count; t++) {
		if (str_eq(result->terms[t], str_from(term))) {
			return true;
		}
	}
	return false;
}

static void background(struct made *made, int32_t theme)
{
	add_times(made, theme, "the soup was served in a blue bowl", 12);
	add_times(made, theme, "the soup needs salt", 12);
}

static void one_issue_said_in_different_orders_is_one_phrase(void **state)
{
	struct made *made = made_new("en");
	(void)state;
	add_times(made, 0, "you cancelled my flight", 5);
	add_times(made, 0, "the flight was cancelled again", 4);
	add_times(made, 0, "cancelled the flight", 4);
	background(made, 1);
	make_labels(made, 2);
	assert_text(made->themes[0].label, "Cancelled flight");
	made_free(made);
}

static void a_word_grows_into_the_phrase_that_says_what_goes_wrong(void **state)
{
	struct made *made = made_new("en");
	(void)state;
	add_times(made, 0, "I have a bag", 10);
	add_times(made, 0, "they handed out one checked bag there", 8);
	add_times(made, 0, "they lost my bag", 6);
	background(made, 1);
	make_labels(made, 2);
	assert_text(made->themes[0].label, "Lost bag");
	made_free(made);
}

static void negation_is_kept_and_printed_with_its_apostrophe(void **state)
{
	struct made *made = made_new("en");
	(void)state;
	add_times(made, 0, "I cant log in to my account", 10);
	add_times(made, 0, "we can't log in", 10);
	background(made, 1);
	make_labels(made, 2);
	assert_text(made->themes[0].label, "Can't log in");
	made_free(made);
}

static void capitals_of_names_and_acronyms_stay(void **state)
{
	struct made *made = made_new("en");
	(void)state;
	add_times(made, 0, "Please tell me how the ATM works", 10);
	add_times(made, 0, "Where is the nearest ATM of Excel?", 10);
	background(made, 1);
	make_labels(made, 2);
	assert_true(str_starts(made->themes[0].label, STR("ATM")));
	made_free(made);
}

static void a_label_neither_begins_nor_ends_with_a_stop_word(void **state)
{
	struct made *made = made_new("en");
	(void)state;
	add_times(made, 0, "the change of address for the account", 12);
	background(made, 1);
	make_labels(made, 2);
	assert_true(str_starts(made->themes[0].label, STR("Change of address")));
	assert_false(str_ends(made->themes[0].label, STR(" the")) || str_ends(made->themes[0].label, STR(" for")));
	made_free(made);
}

static void no_two_themes_have_the_same_label(void **state)
{
	struct made *made = made_new("en");
	(void)state;
	add_times(made, 0, "credit card", 14);
	add_times(made, 1, "credit card", 6);
	add_times(made, 1, "the statement shows the credit card", 6);
	background(made, 2);
	make_labels(made, 3);
	assert_text(made->themes[0].label, "Credit card");
	assert_true(str_find_nocase(made->themes[1].label, STR("statement"), 0) < made->themes[1].label.len);
	made_free(made);
}

static void the_addressee_of_tweets_is_no_label(void **state)
{
	struct made *made = made_new("en");
	(void)state;
	add_times(made, 0, "@southwestair why is southwest so late, southwest?", 15);
	background(made, 1);
	make_labels(made, 2);
	assert_true(str_find_nocase(made->themes[0].label, STR("southwest"), 0) == made->themes[0].label.len);
	assert_false(has_term(&made->themes[0], "southwest"));
	made_free(made);
}

static void a_replaced_word_does_not_reach_the_label(void **state)
{
	struct made *made = made_new("en");
	(void)state;
	add_times(made, 0, "they cancelled flightled my trip", 8);
	add_times(made, 0, "a flight was cancelled", 7);
	add_times(made, 0, "the flight is long", 15);
	background(made, 1);
	make_labels(made, 2);
	assert_true(str_find_nocase(made->themes[0].label, STR("flightled"), 0) == made->themes[0].label.len);
	assert_true(str_find_nocase(made->themes[0].label, STR("cancelled"), 0) < made->themes[0].label.len);
	made_free(made);
}

static void a_contact_counts_once_however_often_it_says_a_phrase(void **state)
{
	struct made *made = made_new("en");
	(void)state;
	add_times(made, 0, "green door", 30);
	for (size_t i = 0; i < 30; i++) {
		made->contact[i] = 0;
	}
	add_times(made, 0, "red window", 5);
	background(made, 1);
	make_labels(made, 2);
	assert_text(made->themes[0].label, "Red window");
	made_free(made);
}

static void a_person_counts_once_however_many_contacts_repeat_a_signature(void **state)
{
	struct made *made = made_new("en");
	(void)state;
	add_times(made, 0, "green valley university", 30);
	for (size_t i = 0; i < 30; i++) {
		made->persons[i] = STR("p1");
	}
	add_times(made, 0, "red window", 5);
	background(made, 1);
	make_labels(made, 2);
	assert_text(made->themes[0].label, "Red window");
	made_free(made);
}

static void people_are_no_labels(void **state)
{
	struct made *made = made_new("en");
	(void)state;
	add_times(made, 0, "As Deborah Blomquist said, ask Deborah Blomquist about it", 10);
	add_times(made, 0, "the old window", 3);
	background(made, 1);
	make_labels(made, 2);
	assert_true(str_find_nocase(made->themes[0].label, STR("deborah"), 0) == made->themes[0].label.len);
	assert_true(str_find_nocase(made->themes[0].label, STR("blomquist"), 0) == made->themes[0].label.len);
	made_free(made);
}

static void a_group_without_a_frequent_phrase_is_called_by_its_typical_quote(void **state)
{
	struct made *made = made_new("en");
	(void)state;
	add(made, 0, "well you know what they are like, those ones over there");
	add(made, 0, "as if it was");
	background(made, 1);
	make_labels(made, 2);
	assert_true(str_starts(made->themes[0].label, STR("\xE2\x80\x9C")));
	assert_true(made->themes[0].label.len > 8);
	made_free(made);
}

static void labels_are_distinct_even_where_nothing_tells_groups_apart(void **state)
{
	struct made *made = made_new("en");
	(void)state;
	add(made, 0, "and so it was");
	add(made, 1, "and so it was");
	add(made, 2, "and so it was");
	make_labels(made, 3);
	for (size_t a = 0; a < 3; a++) {
		for (size_t b = 0; b < a; b++) {
			assert_false(str_eq(made->themes[a].label, made->themes[b].label));
		}
	}
	made_free(made);
}

static void quotes_are_readable_from_different_people_and_not_alike(void **state)
{
	struct made *made = made_new("en");
	(void)state;
	add(made, 0, "they lost my bag on the way to Boston");
	add(made, 0, "they lost my bag on the way to Boston!");
	add(made, 0, "my bag was lost and nobody at the desk cares");
	add(made, 0, "three days and my lost bag has still not come home");
	add(made, 0, "lost bag");
	add(made, 0, "where is the bag that you lost in Denver last week");
	made->persons[2] = STR("p1");
	made->persons[3] = STR("p1");
	background(made, 1);
	make_labels(made, 2);
	assert_int_equal(made->themes[0].quote_count, 3);
	for (size_t q = 0; q < 3; q++) {
		size_t mention = made->themes[0].quotes[q];
		assert_true(made->theme[mention] == 0);
		assert_true(made->texts[mention].len >= 25);
		for (size_t r = 0; r < q; r++) {
			size_t other = made->themes[0].quotes[r];
			assert_false(mention == other || (mention < 2 && other < 2));
			assert_false((mention == 2 || mention == 3) && (other == 2 || other == 3));
		}
	}
	made_free(made);
}

static void french_phrases_keep_their_prepositions_and_accents(void **state)
{
	struct made *made = made_new("fr");
	(void)state;
	add_times(made, 0, "le temps d'attente est trop long", 8);
	add_times(made, 0, "un temps d'attente pareil", 8);
	add_times(made, 1, "la carte de fidélité", 9);
	add_times(made, 1, "votre carte de fidélité ne sert à rien", 9);
	make_labels(made, 2);
	assert_true(str_starts(made->themes[1].label, STR("Temps d'attente")) ||
	            str_starts(made->themes[0].label, STR("Temps d'attente")));
	assert_text(made->themes[1].label, "Carte de fid\xC3\xA9lit\xC3\xA9");
	made_free(made);
}

static void a_language_without_lists_still_gets_labels(void **state)
{
	struct made *made = made_new("sv");
	(void)state;
	add_times(made, 0, "paketet kom aldrig fram", 9);
	add_times(made, 1, "appen kraschar hela tiden", 9);
	make_labels(made, 2);
	assert_true(made->themes[0].label.len > 0 && made->themes[1].label.len > 0);
	made_free(made);
}

static void nothing_to_name_is_no_failure(void **state)
{
	struct made *made = made_new("en");
	(void)state;
	add(made, -1, "hello");
	make_labels(made, 0);
	add(made, 0, "!!! ???");
	make_labels(made, 1);
	assert_true(made->themes[0].label.len > 0);
	made_free(made);
}

static void sub_themes_of_one_theme_have_labels_of_their_own(void **state)
{
	struct made *made = made_new("en");
	struct err err = ERR_INIT;
	struct label_input input;
	(void)state;
	add_times(made, 0, "a fee for the cash withdrawal", 12);
	add_times(made, 0, "a fee for the transfer abroad", 8);
	background(made, 1);
	for (size_t i = 0; i < made->count; i++) {
		made->sub[i] = i < 12 ? 0 : i < 20 ? 1 : 2;
	}
	made->sub_parent[2] = 1;
	input = (struct label_input){
		made->count, made->texts, made->tokens,     made->token_counts, made->weight, made->contact,
		made->place, made->count, made->ids,        made->persons,      made->theme,  made->sub,
		2,           3,           made->sub_parent, made->vectors,      WIDE,         made->lang,
		"lexicons"
	};
	assert_int_equal(labels_make(&input, &made->arena, made->themes, made->subs, &err), 0);
	assert_true(str_find_nocase(made->subs[0].label, STR("withdrawal"), 0) < made->subs[0].label.len);
	assert_true(str_find_nocase(made->subs[1].label, STR("transfer"), 0) < made->subs[1].label.len);
	made_free(made);
}

static void an_unknown_class_is_told_with_its_line(void **state)
{
	struct err err = ERR_INIT;
	struct label_words words;
	struct stemmer *stemmer;
	FILE *file;
	char folder[] = "/tmp/gripe-label.XXXXXX", path[128];
	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "mkdir %s/en && printf '# x\\nstop\\tthe\\nnoun\\tbag\\n' > %s/en/label_words.tsv",
	         folder, folder);
	assert_int_equal(system(path), 0);
	assert_int_equal(stemmer_open(&stemmer, STR("en"), &err), 0);
	assert_int_equal(label_words_open(&words, folder, STR("en"), stemmer, &err), GRIPE_DATA);
	assert_int_equal(err.line, 3);
	assert_non_null(strstr(err.message, "noun"));
	stemmer_close(stemmer);
	snprintf(path, sizeof path, "%s/en/label_words.tsv", folder);
	file = fopen(path, "r");
	assert_non_null(file);
	fclose(file);
	remove(path);
	snprintf(path, sizeof path, "%s/en", folder);
	remove(path);
	remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_issue_said_in_different_orders_is_one_phrase),
		cmocka_unit_test(a_word_grows_into_the_phrase_that_says_what_goes_wrong),
		cmocka_unit_test(negation_is_kept_and_printed_with_its_apostrophe),
		cmocka_unit_test(capitals_of_names_and_acronyms_stay),
		cmocka_unit_test(a_label_neither_begins_nor_ends_with_a_stop_word),
		cmocka_unit_test(no_two_themes_have_the_same_label),
		cmocka_unit_test(the_addressee_of_tweets_is_no_label),
		cmocka_unit_test(a_replaced_word_does_not_reach_the_label),
		cmocka_unit_test(a_contact_counts_once_however_often_it_says_a_phrase),
		cmocka_unit_test(a_person_counts_once_however_many_contacts_repeat_a_signature),
		cmocka_unit_test(people_are_no_labels),
		cmocka_unit_test(a_group_without_a_frequent_phrase_is_called_by_its_typical_quote),
		cmocka_unit_test(labels_are_distinct_even_where_nothing_tells_groups_apart),
		cmocka_unit_test(quotes_are_readable_from_different_people_and_not_alike),
		cmocka_unit_test(french_phrases_keep_their_prepositions_and_accents),
		cmocka_unit_test(a_language_without_lists_still_gets_labels),
		cmocka_unit_test(nothing_to_name_is_no_failure),
		cmocka_unit_test(sub_themes_of_one_theme_have_labels_of_their_own),
		cmocka_unit_test(an_unknown_class_is_told_with_its_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
