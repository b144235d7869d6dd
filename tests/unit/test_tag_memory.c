/* test_tag_memory.c - what is remembered of a mention is given to its equals alone, with spans of their own place. */
#include "cmocka_all.h"

#include "tag_memory.h"
#include "token.h"

static struct signal signals[] = { { STR("sentiment"), STR("negative"), -1.5, { 14, 18 } },
	                           { STR("kind"), STR("defect"), 1, { 10, 18 } } };
static struct trouble troubles[] = { { STR("late"), STR("parcel"), STR("both"), 700, 600, { 14, 18 } } };

static struct mention mention_at(uint32_t start, const char *text)
{
	return (struct mention){ .span = { start, start + (uint32_t)strlen(text) }, .text = str_from(text) };
}

static void an_equal_mention_has_the_same_at_its_own_place(void **state)
{
	struct tag_memory *memory = tag_memory_open();
	struct arena arena = ARENA_INIT;
	struct contact contact = { .lang = STR("en") };
	struct mention first = mention_at(10, "The late"), second = mention_at(3, "The late"), third = second;
	(void)state;
	assert_false(tag_memory_recall(memory, &contact, &arena, &first));
	first.signals = signals;
	first.signal_count = 2;
	first.troubles = troubles;
	first.trouble_count = 1;
	tag_memory_keep(memory, &contact, &first);
	assert_true(tag_memory_recall(memory, &contact, &arena, &second));
	assert_int_equal(second.signal_count, 2);
	assert_int_equal(second.signals[0].span.start, 7);
	assert_int_equal(second.signals[0].span.end, 11);
	assert_true(str_eq(second.signals[1].value, STR("defect")));
	assert_int_equal(second.trouble_count, 1);
	assert_int_equal(second.troubles[0].span.start, 7);
	assert_int_equal(second.troubles[0].p_milli, 700);
	first.trouble_count = 0; /* the newer takes the place of the older */
	tag_memory_keep(memory, &contact, &first);
	assert_true(tag_memory_recall(memory, &contact, &arena, &third));
	assert_int_equal(third.trouble_count, 0);
	arena_release(&arena);
	tag_memory_close(memory);
}

static void another_text_language_score_or_stem_is_not_equal(void **state)
{
	struct tag_memory *memory = tag_memory_open();
	struct arena arena = ARENA_INIT;
	struct contact contact = { .lang = STR("en") }, french = { .lang = STR("fr") },
	               low = { .lang = STR("en"), .has_score = true, .score = 1, .scale = STR("stars5") };
	struct token token = { .word = STR("late"), .stem = STR("lat") };
	struct mention kept = mention_at(10, "The late"), other = mention_at(10, "The lame"), same = kept,
	               stemmed = kept, cut = kept;
	(void)state;
	kept.signals = signals;
	kept.signal_count = 2;
	tag_memory_keep(memory, &contact, &kept);
	stemmed.stems = STR("[\"the\",\"lat\"]");
	stemmed.tokens = &token;
	stemmed.token_count = 1;
	cut.span.end--;
	assert_false(tag_memory_recall(memory, &contact, &arena, &other));
	assert_false(tag_memory_recall(memory, &french, &arena, &same));
	assert_false(tag_memory_recall(memory, &low, &arena, &same));
	assert_false(tag_memory_recall(memory, &contact, &arena, &stemmed));
	assert_false(tag_memory_recall(memory, &contact, &arena, &cut));
	assert_true(tag_memory_recall(memory, &contact, &arena, &same));
	arena_release(&arena);
	tag_memory_close(memory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_equal_mention_has_the_same_at_its_own_place),
		cmocka_unit_test(another_text_language_score_or_stem_is_not_equal),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
