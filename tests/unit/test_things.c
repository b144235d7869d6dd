/* Things in a mention's words: lexicons/LANG/thing.tsv and the corpus' own, and the classes of words. */
#include "issue_made.h"

#include "things.h"

struct reading {
	struct thing_list *list;
	struct issue_words words;
};

static struct reading read_with(struct made *made, const char *lang, const char *text, const struct thing *extra,
                                const struct str *extra_words)
{
	struct err err = ERR_INIT;
	struct reading reading;
	struct tokenizer *tokenizer;
	struct token *tokens;
	size_t n;
	assert_int_equal(tokenizer_open(&tokenizer, &err), 0);
	assert_int_equal(
	    things_open(&reading.list, made->folder, str_from(lang), extra, extra_words, extra != NULL ? 1 : 0, &err),
	    0);
	n = tokenize(tokenizer, &made->arena, str_from(text), str_from(lang), &tokens);
	things_read(reading.list, &made->arena, str_from(text), tokens, n, &reading.words);
	tokenizer_close(tokenizer);
	return reading;
}

/* "bag@2-4 app@6-7": ids with their words. */
static struct str things_in(struct made *made, const struct reading *reading)
{
	struct str all = STR_EMPTY;
	for (size_t i = 0; i < reading->words.thing_count; i++) {
		const struct thing_place *place = &reading->words.things[i];
		struct str id = things_at(reading->list, place->thing)->id;
		all = arena_printf(&made->arena, "%.*s%s%.*s@%u-%u", STR_ARGS(all), i > 0 ? " " : "", STR_ARGS(id),
		                   place->start, place->end);
	}
	return all;
}

static void expect_things(struct made *made, const char *lang, const char *text, const char *wanted)
{
	struct reading reading = read_with(made, lang, text, NULL, NULL);
	assert_str(things_in(made, &reading), wanted);
	things_close(reading.list);
}

static void finds_a_thing_by_the_stem_of_its_word(void **state)
{
	expect_things(*state, "en", "both bags and all suitcases", "bag@1-2 bag@4-5");
}

static void takes_the_longest_thing_at_each_place(void **state)
{
	expect_things(*state, "en", "a checked bag fee", "bag_fee@1-4");
	expect_things(*state, "en", "a checked bag", "bag@2-3");
}

static void things_do_not_overlap(void **state)
{
	expect_things(*state, "en", "bag fee bag", "bag_fee@0-2 bag@2-3");
}

static void no_thing_reaches_over_a_comma(void **state)
{
	expect_things(*state, "en", "my bag, fee included", "bag@1-2");
}

static void an_id_is_the_same_in_every_language(void **state)
{
	expect_things(*state, "de", "mein koffer", "bag@1-2");
}

static void a_word_with_the_stem_of_a_stop_word_is_itself_alone(void **state)
{
	expect_things(*state, "de", "seit gestern fehlt die seite", "website@4-5");
}

static void a_listed_noun_is_no_verb_of_its_stem(void **state)
{
	struct made *made = *state;
	made_file(made, "en/thing.tsv", STR("battery\tbattery\tbattery\ndecoder\treceiver\treceiver, cable box\n"));
	made_file(made, "en/thing_words.tsv", STR("plural\ts ies=y\n"));
	expect_things(made, "en", "we received what two receivers receive", "decoder@4-5");
	expect_things(made, "en", "both batteries, cable boxes", "battery@1-2 decoder@2-4");
}

static void the_corpus_own_things_stand_beside_the_listed(void **state)
{
	struct made *made = *state;
	const struct thing own = { STR("gate_agent"), STR("gate agent"), false };
	const struct str words = STR("gate agent, gate crew");
	struct reading reading = read_with(made, "en", "the gate agents took my bag", &own, &words);
	assert_str(things_in(made, &reading), "gate_agent@1-3 bag@5-6");
	assert_false(things_at(reading.list, reading.words.things[0].thing)->listed);
	assert_true(things_at(reading.list, reading.words.things[1].thing)->listed);
	things_close(reading.list);
}

static void a_language_without_lists_finds_the_corpus_own_alone(void **state)
{
	struct made *made = *state;
	const struct thing own = { STR("valise"), STR("valise"), false };
	const struct str words = STR("valise");
	struct reading reading = read_with(made, "fr", "ma valise et mon bag", &own, &words);
	assert_str(things_in(made, &reading), "valise@1-2");
	assert_int_equal(things_count(reading.list), 1);
	things_close(reading.list);
}

static void words_have_the_classes_of_the_lists(void **state)
{
	struct made *made = *state;
	struct reading reading = read_with(made, "en", "the phone problem please we never fly", NULL, NULL);
	static const unsigned wanted[] = { WORD_STOP | WORD_DETERMINER,
		                           WORD_CHANNEL,
		                           WORD_NOTHING,
		                           WORD_PHATIC,
		                           WORD_STOP | WORD_VERBAL,
		                           WORD_NEGATION,
		                           0 };
	assert_int_equal(reading.words.count, sizeof wanted / sizeof *wanted);
	for (size_t i = 0; i < reading.words.count; i++) {
		assert_int_equal(reading.words.words[i].classes, wanted[i]);
	}
	things_close(reading.list);
}

static void a_word_says_whether_punctuation_parts_it_from_the_last(void **state)
{
	struct made *made = *state;
	struct reading reading = read_with(made, "en", "late, bag (lost) again", NULL, NULL);
	static const bool wanted[] = { false, true, true, true };
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(reading.words.words[i].parted, wanted[i]);
	}
	things_close(reading.list);
}

static void a_text_without_words_has_no_things(void **state)
{
	expect_things(*state, "en", "... !", "");
}

static void damaged_lists_are_refused_with_their_line(void **state)
{
	struct made *made = *state;
	struct thing_list *list = NULL;
	struct err err = ERR_INIT;
	made_file(made, "en/thing_words.tsv", STR("# classes of words\nnothing\ttime\nfriendly\thello\n"));
	assert_int_equal(things_open(&list, made->folder, STR("en"), NULL, NULL, 0, &err), GRIPE_DATA);
	assert_says(made, &err, "thing_words.tsv:3: \"friendly\" is no class of words");
	err = (struct err)ERR_INIT;
	made_file(made, "en/thing_words.tsv", STR("nothing\ttime\n"));
	made_file(made, "en/thing.tsv", STR("bag\tbag\tbag\napp\tapp\t_ app\n"));
	assert_int_equal(things_open(&list, made->folder, STR("en"), NULL, NULL, 0, &err), GRIPE_DATA);
	assert_says(made, &err, "thing.tsv:2: ");
	err = (struct err)ERR_INIT;
	made_file(made, "en/thing.tsv", STR("bag\tbag\n"));
	assert_int_equal(things_open(&list, made->folder, STR("en"), NULL, NULL, 0, &err), GRIPE_DATA);
	assert_says(made, &err, "thing.tsv:1: 3 cells by tab wanted, 2 found");
	assert_null(list);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, made_open, made_close)
	const struct CMUnitTest tests[] = {
		TEST(finds_a_thing_by_the_stem_of_its_word),
		TEST(takes_the_longest_thing_at_each_place),
		TEST(things_do_not_overlap),
		TEST(no_thing_reaches_over_a_comma),
		TEST(an_id_is_the_same_in_every_language),
		TEST(a_word_with_the_stem_of_a_stop_word_is_itself_alone),
		TEST(a_listed_noun_is_no_verb_of_its_stem),
		TEST(the_corpus_own_things_stand_beside_the_listed),
		TEST(a_language_without_lists_finds_the_corpus_own_alone),
		TEST(words_have_the_classes_of_the_lists),
		TEST(a_word_says_whether_punctuation_parts_it_from_the_last),
		TEST(a_text_without_words_has_no_things),
		TEST(damaged_lists_are_refused_with_their_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
