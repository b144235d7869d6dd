/* Patterns of a lexicon in a text: stems, exact words, wildcards, alternatives, signs, ends of sentences. */
#include "cmocka_all.h"

#include "pattern.h"

static struct tokenizer *tokenizer;
static struct stemmer *stemmer;
static struct arena arena = ARENA_INIT;

static int setup(void **state)
{
	struct err err = ERR_INIT;
	(void)state;
	return tokenizer_open(&tokenizer, &err) + stemmer_open(&stemmer, STR("en"), &err);
}

static int teardown(void **state)
{
	(void)state;
	tokenizer_close(tokenizer);
	stemmer_close(stemmer);
	arena_release(&arena);
	return 0;
}

/* Units of the longest match of one pattern anywhere in text; 0: none. */
static size_t found(const char *pattern, const char *text)
{
	struct patterns *patterns;
	struct matchable matchable;
	struct token *tokens;
	struct err err = ERR_INIT;
	size_t longest = 0, n;
	patterns_open(&patterns);
	assert_int_equal(patterns_add(patterns, stemmer, str_from(pattern), 7, &err), 0);
	n = tokenize(tokenizer, &arena, str_from(text), STR("en"), &tokens);
	matchable_make(&matchable, patterns, stemmer, &arena, str_from(text), tokens, n);
	for (size_t i = 0; i < matchable.count; i++) {
		struct pattern_hit hit;
		if (patterns_at(patterns, &matchable, i, &hit, 1) == 1) {
			assert_int_equal(hit.payload, 7);
			longest = hit.length > longest ? hit.length : longest;
		}
	}
	patterns_close(patterns);
	return longest;
}

static void a_word_matches_by_its_stem_and_an_exact_one_by_itself(void **state)
{
	(void)state;
	assert_int_equal(found("charge", "They CHARGED me"), 1);
	assert_int_equal(found("=charge", "They charged me"), 0);
	assert_int_equal(found("=charged", "They charged me"), 1);
	assert_int_equal(found("had to call", "I had to call"), 3);
	assert_int_equal(found("had to call", "I had call"), 0);
}

static void wildcards_stand_for_one_word_or_for_up_to_two(void **state)
{
	(void)state;
	assert_int_equal(found("from _ to another", "from one to another"), 4);
	assert_int_equal(found("from _ to another", "from to another"), 0);
	assert_int_equal(found("lost * bag", "lost bag"), 2);
	assert_int_equal(found("lost * bag", "lost my red bag"), 4);
	assert_int_equal(found("lost * bag", "lost my very red bag"), 0);
}

static void a_gap_may_say_how_many_words_it_takes(void **state)
{
	(void)state;
	assert_int_equal(found("burned *4 hand", "burned hand"), 2);
	assert_int_equal(found("burned *4 hand", "burned a b c d hand"), 6);
	assert_int_equal(found("burned *4 hand", "burned a b c d e hand"), 0);
	assert_int_equal(found("burned *1 hand", "burned my left hand"), 0);
}

static void an_optional_word_may_lack(void **state)
{
	(void)state;
	assert_int_equal(found("was [very|so] rude", "was rude"), 2);
	assert_int_equal(found("was [very|so] rude", "was so rude"), 3);
	assert_int_equal(found("was [very|so] rude", "was too rude"), 0);
	assert_int_equal(found("was [very] [very] rude * day", "was very rude the whole day"), 6);
}

/* "[a] b" and "*1 b" begin with the same number of places: their steps are not one another's. */
static void patterns_that_begin_alike_stay_apart(void **state)
{
	struct patterns *patterns;
	struct matchable matchable;
	struct token *tokens;
	struct err err = ERR_INIT;
	struct pattern_hit hits[4];
	size_t n;
	(void)state;
	patterns_open(&patterns);
	assert_int_equal(patterns_add(patterns, stemmer, STR("take *1 home"), 1, &err), 0);
	assert_int_equal(patterns_add(patterns, stemmer, STR("take [me] home"), 2, &err), 0);
	n = tokenize(tokenizer, &arena, STR("take them home"), STR("en"), &tokens);
	matchable_make(&matchable, patterns, stemmer, &arena, STR("take them home"), tokens, n);
	assert_int_equal(patterns_at(patterns, &matchable, 0, hits, 4), 1);
	assert_int_equal(hits[0].payload, 1);
	patterns_close(patterns);
}

static void a_class_stands_for_its_words(void **state)
{
	struct patterns *patterns;
	struct matchable matchable;
	struct token *tokens;
	struct err err = ERR_INIT;
	struct pattern_hit hit;
	size_t n;
	(void)state;
	patterns_open(&patterns);
	assert_int_equal(patterns_add(patterns, stemmer, STR("my KIN"), 1, &err), GRIPE_DATA);
	assert_int_equal(patterns_class(patterns, STR("KIN"), STR("son|=mum|daughter"), &err), 0);
	assert_int_equal(patterns_class(patterns, STR("KIN"), STR("son"), &err), GRIPE_DATA);
	assert_int_equal(patterns_class(patterns, STR("NOT"), STR("no"), &err), GRIPE_DATA);
	assert_int_equal(patterns_class(patterns, STR("kin"), STR("son"), &err), GRIPE_DATA);
	assert_int_equal(patterns_class(patterns, STR("OTHERS"), STR("a||b"), &err), GRIPE_DATA);
	assert_int_equal(patterns_add(patterns, stemmer, STR("my KIN|dog is ill"), 1, &err), 0);
	for (size_t i = 0; i < 5; i++) {
		static const char *const texts[] = { "my sons is ill", "my mum is ill", "my dog is ill",
			                             "my mums is ill", "my cat is ill" };
		struct str text = str_from(texts[i]);
		n = tokenize(tokenizer, &arena, text, STR("en"), &tokens);
		matchable_make(&matchable, patterns, stemmer, &arena, text, tokens, n);
		assert_int_equal(patterns_at(patterns, &matchable, 0, &hit, 1), i < 3 ? 1 : 0);
	}
	patterns_close(patterns);
}

static void alternatives_match_either(void **state)
{
	(void)state;
	assert_int_equal(found("my card|account was|is stolen", "my account is stolen"), 4);
	assert_int_equal(found("my card|account was|is stolen", "my bag is stolen"), 0);
}

static void signs_are_words_of_their_own(void **state)
{
	(void)state;
	assert_int_equal(found(":(", "so sad :( really"), 1);
	assert_int_equal(found("\xF0\x9F\x98\xA1", "so sad\xF0\x9F\x98\xA1\xF0\x9F\x98\xA1"), 1);
	assert_int_equal(found("why ?", "why?"), 2);
}

static void a_caret_is_the_beginning(void **state)
{
	(void)state;
	assert_int_equal(found("^ add", "- Add a dark mode"), 2);
	assert_int_equal(found("^ add", "You should add a dark mode"), 0);
}

static void no_pattern_reaches_over_the_end_of_a_sentence(void **state)
{
	(void)state;
	assert_int_equal(found("not working", "It is not. Working late"), 0);
	assert_int_equal(found("not working", "It is not, working late"), 2);
}

static void drawn_out_words_are_found(void **state)
{
	(void)state;
	assert_int_equal(found("love", "I looooove it"), 1);
	assert_int_equal(found("good", "goooood"), 1);
	assert_int_equal(found("so bad", "sooo baaad"), 2);
}

static void the_longest_match_comes_first(void **state)
{
	struct patterns *patterns;
	struct matchable matchable;
	struct token *tokens;
	struct err err = ERR_INIT;
	struct pattern_hit hits[4];
	size_t n;
	(void)state;
	patterns_open(&patterns);
	assert_int_equal(patterns_add(patterns, stemmer, STR("not"), 1, &err), 0);
	assert_int_equal(patterns_add(patterns, stemmer, STR("not bad at all"), 2, &err), 0);
	assert_int_equal(patterns_add(patterns, stemmer, STR("not bad"), 3, &err), 0);
	n = tokenize(tokenizer, &arena, STR("not bad at all"), STR("en"), &tokens);
	matchable_make(&matchable, patterns, stemmer, &arena, STR("not bad at all"), tokens, n);
	assert_int_equal(patterns_at(patterns, &matchable, 0, hits, 4), 3);
	assert_int_equal(hits[0].payload, 2);
	assert_int_equal(hits[1].payload, 3);
	assert_int_equal(hits[2].payload, 1);
	assert_int_equal(patterns_at(patterns, &matchable, 0, hits, 1), 1);
	assert_int_equal(hits[0].payload, 2);
	patterns_close(patterns);
}

static void malformed_patterns_are_refused(void **state)
{
	static const char *const bad[] = { "",
		                           "* word",
		                           "word _",
		                           "two  blanks",
		                           "a| b",
		                           "a b c d e f g h i j k l m n o p q",
		                           "a *5 b *5 c *5 d",
		                           "[a] b",
		                           "a [b]",
		                           "a *0 b c *",
		                           "a KIN" };
	struct patterns *patterns;
	(void)state;
	patterns_open(&patterns);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct err err = ERR_INIT;
		assert_int_equal(patterns_add(patterns, stemmer, (struct str){ bad[i], strlen(bad[i]) }, 0, &err),
		                 GRIPE_DATA);
		assert_true(err.message[0] != '\0');
	}
	patterns_close(patterns);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_word_matches_by_its_stem_and_an_exact_one_by_itself),
		cmocka_unit_test(wildcards_stand_for_one_word_or_for_up_to_two),
		cmocka_unit_test(a_gap_may_say_how_many_words_it_takes),
		cmocka_unit_test(an_optional_word_may_lack),
		cmocka_unit_test(patterns_that_begin_alike_stay_apart),
		cmocka_unit_test(a_class_stands_for_its_words),
		cmocka_unit_test(alternatives_match_either),
		cmocka_unit_test(signs_are_words_of_their_own),
		cmocka_unit_test(a_caret_is_the_beginning),
		cmocka_unit_test(no_pattern_reaches_over_the_end_of_a_sentence),
		cmocka_unit_test(drawn_out_words_are_found),
		cmocka_unit_test(the_longest_match_comes_first),
		cmocka_unit_test(malformed_patterns_are_refused),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
