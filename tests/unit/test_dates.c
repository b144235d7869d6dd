/* test_dates.c - dates as exports write them. */
#include "cmocka_all.h"

#include "dates.h"

static void reads(const char *value, enum date_order order, const char *wanted)
{
	char text[21] = "not a date";
	(void)date_to_text(str_from(value), order, NULL, text);
	if (strcmp(text, wanted) != 0) {
		print_error("\"%s\": got %s, wanted %s\n", value, text, wanted);
	}
	assert_string_equal(text, wanted);
}

static void reads_every_form_seen_in_exports(void **state)
{
	(void)state;
	reads("2017-07-18 08:28:09", 0, "2017-07-18T08:28:09Z");
	reads("2017-07-18", 0, "2017-07-18T00:00:00Z");
	reads("2024-05-21 12:40:51+00:00", 0, "2024-05-21T12:40:51Z");
	reads("2025-11-27 17:37:39.312210", 0, "2025-11-27T17:37:39Z");
	reads("2025-11-25T00:00:00Z", 0, "2025-11-25T00:00:00Z");
	reads("2019-09-23T12:00:00-05:00", 0, "2019-09-23T17:00:00Z");
	reads("2016-04-28T11:19:34 -10:00", 0, "2016-04-28T21:19:34Z");
	reads("28-Jul-18", 0, "2018-07-28T00:00:00Z");
	reads("8/4/2016 11:52", DATE_MONTH_FIRST, "2016-08-04T11:52:00Z");
	reads("2/21/15 0:36", 0, "2015-02-21T00:36:00Z");
	reads("03/12/2014", DATE_MONTH_FIRST, "2014-03-12T00:00:00Z");
	reads("03/12/2014", DATE_DAY_FIRST, "2014-12-03T00:00:00Z");
	reads("04/04/25", 0, "2025-04-04T00:00:00Z");
	reads("24-02-2015 11.35", 0, "2015-02-24T11:35:00Z");
	reads("09 4, 2015", 0, "2015-09-04T00:00:00Z");
	reads("Tue Oct 31 22:10:47 +0000 2017", 0, "2017-10-31T22:10:47Z");
	reads("Tue, 31 Oct 2017 22:10:47 -0800 (PST)", 0, "2017-11-01T06:10:47Z");
	reads("31 Oct 2017 22:10 EDT", 0, "2017-11-01T02:10:00Z");
	reads("12/Mar/19 10:15 AM", 0, "2019-03-12T10:15:00Z");
	reads("Jul 28, 2018 3:04:05 PM", 0, "2018-07-28T15:04:05Z");
	reads("July 28th, 2018", 0, "2018-07-28T00:00:00Z");
	reads("12:30 AM, 1 Jan 2020", 0, "2020-01-01T00:30:00Z");
	reads("1.2.2019", DATE_DAY_FIRST, "2019-02-01T00:00:00Z");
	reads("2019/02/01 04:05", 0, "2019-02-01T04:05:00Z");
	reads("20170718", 0, "2017-07-18T00:00:00Z");
	reads("1441324800", 0, "2015-09-04T00:00:00Z");
	reads("1441324800000", 0, "2015-09-04T00:00:00Z");
	reads("1441324800.25", 0, "2015-09-04T00:00:00Z");
	reads("43831.5", 0, "2020-01-01T12:00:00Z");
	reads("2015-02-24 11:35:52 -0800", 0, "2015-02-24T19:35:52Z");
	reads("2021-03-04 05:06:07 UTC", 0, "2021-03-04T05:06:07Z");
}

static void leaves_alone_what_is_no_date(void **state)
{
	static const char *const others[] = { "XX/XX/XXXX", "3 4 5",
		                              "12345",      "1.5.3.2",
		                              "hello 3",    "2015-13-01",
		                              "31/02/2015", "99/99/2015",
		                              "",           "I bought it in 2015 and it broke",
		                              "10/10",      "5 out of 5",
		                              "4.5.1",      "9999999999999999999999" };
	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		reads(others[i], 0, "not a date");
	}
}

static struct date_evidence column(const char *const *values)
{
	struct date_evidence evidence = { 0 };
	for (; *values != NULL; values++) {
		date_watch(&evidence, str_from(*values), NULL);
	}
	return evidence;
}

static void one_value_over_twelve_decides_the_column(void **state)
{
	static const char *const day[] = { "03/04/2015", "05/06/2015", "24/02/2015", NULL }, *const month[] = {
		"03/04/2015", "02/24/2015", NULL
	};
	struct date_evidence evidence = column(day);
	bool guessed;
	(void)state;
	assert_int_equal(date_decide(&evidence, &guessed), DATE_DAY_FIRST);
	assert_false(guessed);
	evidence = column(month);
	assert_int_equal(date_decide(&evidence, &guessed), DATE_MONTH_FIRST);
	assert_false(guessed);
}

static void says_when_no_value_decides(void **state)
{
	static const char *const slashes[] = { "03/04/2015", "05/06/2015", NULL },
	                         *const dots[] = { "03.04.2015", "05.06.2015", NULL },
	                         *const same[] = { "04/04/2025", NULL };
	struct date_evidence evidence = column(slashes);
	bool guessed;
	(void)state;
	assert_int_equal(date_decide(&evidence, &guessed), DATE_MONTH_FIRST);
	assert_true(guessed);
	evidence = column(dots);
	assert_int_equal(date_decide(&evidence, &guessed), DATE_DAY_FIRST);
	assert_true(guessed);
	evidence = column(same);
	assert_int_equal(date_decide(&evidence, &guessed), DATE_ORDER_UNKNOWN);
}

static void reads_months_of_other_languages(void **state)
{
	static const struct date_word words[] = { { { "mars", 4 }, 3 }, { { "f\xc3\xa9vrier", 8 }, 2 } };
	static const struct date_words french = { words, 2 };
	char text[21] = "";
	(void)state;
	assert_true(date_to_text(STR("3 f\xc3\xa9vrier 2020"), 0, &french, text));
	assert_string_equal(text, "2020-02-03T00:00:00Z");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(reads_every_form_seen_in_exports),
		                            cmocka_unit_test(leaves_alone_what_is_no_date),
		                            cmocka_unit_test(one_value_over_twelve_decides_the_column),
		                            cmocka_unit_test(says_when_no_value_decides),
		                            cmocka_unit_test(reads_months_of_other_languages) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
