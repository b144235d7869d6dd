/* test_dates.c - dates as exports and mails write them. */
#include "cmocka_all.h"

#include "date_mail.h"
#include "dates.h"

static struct dates *dates;

static int open_dates(void **state)
{
	struct err err = ERR_INIT;
	(void)state;
	return dates_open(&dates, "lexicons", NULL, &err);
}

static int close_dates(void **state)
{
	(void)state;
	dates_close(dates);
	return 0;
}

static void is_text(const char *value, enum date_found found, char text[DATE_TEXT_SIZE], const char *wanted)
{
	const char *got = found == DATE_FOUND ? text : found == DATE_FAR ? "far" : "not a date";
	if (strcmp(got, wanted) != 0) {
		print_error("\"%s\": got %s, wanted %s\n", value, got, wanted);
	}
	assert_string_equal(got, wanted);
}

static void reads(const char *value, enum date_order order, const char *wanted)
{
	char text[DATE_TEXT_SIZE];
	is_text(value, date_to_text(dates, str_from(value), order, text), text, wanted);
}

static void mail_reads(const char *value, const char *wanted)
{
	char text[DATE_TEXT_SIZE];
	int64_t seconds;
	enum date_found found = date_read_mail(dates, str_from(value), &seconds);
	if (found == DATE_FOUND) {
		date_text(seconds, text);
	}
	is_text(value, found, text, wanted);
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

static void reads_dates_as_people_write_them_in_many_languages(void **state)
{
	static const char *const at_six_past_five[] = {
		"14 mars 2024 à 17:06",       "le 14/03/2024 à 17h06",  "14 mars 2024 à 17 h 06",
		"14. März 2024 um 17:06 Uhr", "14.03.2024, 17:06 Uhr",  "14 de marzo de 2024 a las 17:06",
		"14/03/2024 5:06 p. m.",      "14/03/2024, 5:06 p.m.",  "14 марта 2024 г., 17:06",
		"14 марта 2024 в 17:06",      "2024年3月14日 17:06",    "2024年3月14日 下午5:06",
		"2024年3月14日 17時06分",     "2024/03/14(木) 17:06",   "2024년 3월 14일 오후 5:06",
		"14 marca 2024 17:06",        "14 mars 2024 kl. 17:06", "14 Mart 2024 17:06",
		"20240314T170600Z",           "20240314T1706",          "20240314T180600+0100",
		"20240314T170600.250Z",       "/Date(1710435960000)/",  "/Date(1710435960000+0100)/"
	};
	static const char *const day[] = { "14 марта 2024 г.",  "14 березня 2024 р.", "2024年3月14日",
		                           "14. března 2024",   "2024. március 14.",  "jeudi 14 mars 2024",
		                           "14 de mar. de 2024" };
	(void)state;
	for (size_t i = 0; i < sizeof at_six_past_five / sizeof *at_six_past_five; i++) {
		reads(at_six_past_five[i], DATE_DAY_FIRST, "2024-03-14T17:06:00Z");
	}
	for (size_t i = 0; i < sizeof day / sizeof *day; i++) {
		reads(day[i], DATE_DAY_FIRST, "2024-03-14T00:00:00Z");
	}
	reads("20240314T1706X", 0, "not a date");
	reads("/Date()/", 0, "not a date");
	reads("17h06", 0, "not a date");
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
		date_watch(&evidence, dates, str_from(*values));
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
	(void)state;
	reads("3 f\xc3\xa9vrier 2020", 0, "2020-02-03T00:00:00Z");
	reads("3 de mayo de 2019", 0, "2019-05-03T00:00:00Z");
	mail_reads("Di, 5 M\xc3\xa4rz 2002 10:15:00 +0100", "2002-03-05T09:15:00Z");
	mail_reads("mar. 5 f\xc3\xa9vr. 2019 10:15:00 +0100", "2019-02-05T09:15:00Z");
}

static void a_table_and_a_mail_read_the_same_time(void **state)
{
	static const struct {
		const char *value, *wanted;
	} both[] = { { "3 Jan 2020 10:00 BST", "2020-01-03T09:00:00Z" },
		     { "3 Jan 2020 10:00 CEST", "2020-01-03T08:00:00Z" },
		     { "3 Jan 2020 10:00 EST", "2020-01-03T15:00:00Z" },
		     { "3 Jan 2020 12:30 AM", "2020-01-03T00:30:00Z" },
		     { "3 Jan 2020 7:30 PM", "2020-01-03T19:30:00Z" },
		     { "3 Jan 07 10:00", "2007-01-03T10:00:00Z" },
		     { "3 Jan 49 10:00", "2049-01-03T10:00:00Z" },
		     { "3 Jan 55 10:00", "far" },
		     { "3 Jan 79 10:00", "far" },
		     { "3 Jan 80 10:00", "1980-01-03T10:00:00Z" },
		     { "5-Mar-02 10:15:00", "2002-03-05T10:15:00Z" },
		     { "2002-03-05T10:15:00+02:00", "2002-03-05T08:15:00Z" } };
	(void)state;
	for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
		reads(both[i].value, 0, both[i].wanted);
		mail_reads(both[i].value, both[i].wanted);
	}
}

static void a_year_that_no_contact_can_have_is_no_date(void **state)
{
	struct date_evidence evidence = { 0 };
	struct dates *until_2026 = NULL;
	struct err err = ERR_INIT;
	int64_t seconds;
	(void)state;
	reads("1979-12-31", 0, "far");
	reads("1980-01-01", 0, "1980-01-01T00:00:00Z");
	reads("1970-01-01 00:00:00", 0, "far");
	reads("0001-01-01", 0, "far");
	reads("9999-12-31", 0, "far");
	reads("2100-12-31", 0, "2100-12-31T00:00:00Z");
	date_watch(&evidence, dates, STR("1900-01-01"));
	assert_int_equal(evidence.values, 1);
	assert_int_equal(evidence.dates, 0);
	assert_int_equal(dates_open(&until_2026, "lexicons", "2025-06-01T00:00:00Z", &err), 0);
	assert_int_equal(date_read(until_2026, STR("2026-12-31"), 0, &seconds), DATE_FOUND);
	assert_int_equal(date_read(until_2026, STR("2027-01-01"), 0, &seconds), DATE_FAR);
	assert_int_equal(date_read_mail(until_2026, STR("1 Jan 2027 10:00"), &seconds), DATE_FAR);
	dates_close(until_2026);
}

static void without_words_numbers_are_read(void **state)
{
	int64_t seconds;
	(void)state;
	assert_int_equal(date_read(NULL, STR("2024-01-02T03:04:05.678Z"), 0, &seconds), DATE_FOUND);
	assert_int_equal(date_read(NULL, STR("3 Jan 2020"), 0, &seconds), DATE_NONE);
}

static void mails_write_the_standard_and_its_obsolete_forms(void **state)
{
	(void)state;
	mail_reads("Thu, 31 May 2007 17:04:24 -0500", "2007-05-31T22:04:24Z");
	mail_reads("31 May 07 17:04 EDT", "2007-05-31T21:04:00Z");
	mail_reads("Sun, 6 Jan 102 10:00:00 +0000", "2002-01-06T10:00:00Z");
	mail_reads("Fri, 21 Nov 1997 09:55:06 -0600 (CST, or so)", "1997-11-21T15:55:06Z");
	mail_reads("Thu, 13 Feb 1969 23:32:54 -0330", "far");
}

static void mails_write_the_wild(void **state)
{
	(void)state;
	mail_reads("Fri Jun  1 00:04:24 2007", "2007-06-01T00:04:24Z");
	mail_reads("Fri Sep 26 17:18:40 +0000 2025", "2025-09-26T17:18:40Z");
	mail_reads("Wed, 11 Feb 98 11:51 CST", "1998-02-11T17:51:00Z");
	mail_reads("Tue, 5 Mar 2002 10.15.00 GMT+9", "2002-03-05T01:15:00Z");
	mail_reads("Tue, 5 Mar 2002 10:15:00 +-0500", "2002-03-05T15:15:00Z");
	mail_reads("Tue, 5 Mar 2002 10:15:00 +9999", "2002-03-05T10:15:00Z");
	mail_reads("5-Mar-2002 10:15:00", "2002-03-05T10:15:00Z");
	mail_reads("2002-03-05T10:15:00+02:00", "2002-03-05T08:15:00Z");
	mail_reads("Tue, 05 Mar 2002 7:15 PM", "2002-03-05T19:15:00Z");
	mail_reads("2002-03-05 10:15:00 UTC", "2002-03-05T10:15:00Z");
}

static void what_is_no_date_of_a_mail_is_none(void **state)
{
	(void)state;
	mail_reads("", "not a date");
	mail_reads("yesterday", "not a date");
	mail_reads("Tue, 31 Feb 2002 10:15:00 +0000", "not a date");
	mail_reads("12:30", "not a date");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(reads_every_form_seen_in_exports),
		                            cmocka_unit_test(reads_dates_as_people_write_them_in_many_languages),
		                            cmocka_unit_test(leaves_alone_what_is_no_date),
		                            cmocka_unit_test(one_value_over_twelve_decides_the_column),
		                            cmocka_unit_test(says_when_no_value_decides),
		                            cmocka_unit_test(reads_months_of_other_languages),
		                            cmocka_unit_test(a_table_and_a_mail_read_the_same_time),
		                            cmocka_unit_test(a_year_that_no_contact_can_have_is_no_date),
		                            cmocka_unit_test(without_words_numbers_are_read),
		                            cmocka_unit_test(mails_write_the_standard_and_its_obsolete_forms),
		                            cmocka_unit_test(mails_write_the_wild),
		                            cmocka_unit_test(what_is_no_date_of_a_mail_is_none) };
	return cmocka_run_group_tests(tests, open_dates, close_dates);
}
