/* Who is believed how far: a pattern and the reader on one class of trouble. */
#include "cmocka_all.h"

#include "troubles.h"

static uint32_t with_reader(const struct trouble_row *row, uint32_t milli)
{
	return trouble_probability(row, (struct opinion){ true, milli });
}

static void the_reader_alone_is_believed_as_it_is(void **state)
{
	(void)state;
	assert_int_equal(with_reader(NULL, 480), 480);
	assert_int_equal(with_reader(NULL, 1000), 990);
}

static void a_pattern_raises_what_the_reader_sees(void **state)
{
	struct trouble_row row = { 0 };
	(void)state;
	assert_int_equal(with_reader(&row, 480), 730);
	assert_int_equal(with_reader(&row, 900), 990);
}

static void a_reader_who_sees_a_little_never_makes_a_pattern_say_less(void **state)
{
	struct trouble_row row = { 0 };
	(void)state;
	for (uint32_t milli = 1; milli <= 1000; milli++) {
		assert_true(with_reader(&row, milli) >= with_reader(&row, milli - 1));
	}
	assert_int_equal(with_reader(&row, 0), 300);
}

static void where_nobody_reads_patterns_are_all_there_is(void **state)
{
	struct trouble_row row = { 0 }, trade = { .trade = true };
	(void)state;
	assert_int_equal(trouble_probability(&row, (struct opinion){ false, 0 }), 600);
	assert_int_equal(trouble_probability(&trade, (struct opinion){ false, 0 }), 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(the_reader_alone_is_believed_as_it_is),
		                            cmocka_unit_test(a_pattern_raises_what_the_reader_sees),
		                            cmocka_unit_test(a_reader_who_sees_a_little_never_makes_a_pattern_say_less),
		                            cmocka_unit_test(where_nobody_reads_patterns_are_all_there_is) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
