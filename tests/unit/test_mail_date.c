/* test_mail_date.c - dates of mails as they are written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mail_date.h"
#include "timestamp.h"

static void date_is(const char *text, const char *want)
{
	int64_t seconds;
	struct buf got;
	buf_init(&got, 64);
	if (mail_date_parse(str_from(text), &seconds)) {
		timestamp_format(&got, seconds);
	} else {
		buf_text(&got, "none");
	}
	assert_string_equal(got.at, want);
	buf_release(&got);
}

static void the_standard_and_its_obsolete_forms(void **state)
{
	(void)state;
	date_is("Thu, 31 May 2007 17:04:24 -0500", "2007-05-31T22:04:24Z");
	date_is("31 May 07 17:04 EDT", "2007-05-31T21:04:00Z");
	date_is("Sun, 6 Jan 102 10:00:00 +0000", "2002-01-06T10:00:00Z");
	date_is("Fri, 21 Nov 1997 09:55:06 -0600 (CST, or so)", "1997-11-21T15:55:06Z");
	date_is("Thu, 13 Feb 1969 23:32:54 -0330", "1969-02-14T03:02:54Z");
}

static void the_wild(void **state)
{
	(void)state;
	date_is("Fri Jun  1 00:04:24 2007", "2007-06-01T00:04:24Z");
	date_is("Fri Sep 26 17:18:40 +0000 2025", "2025-09-26T17:18:40Z");
	date_is("Wed, 11 Feb 98 11:51 CST", "1998-02-11T17:51:00Z");
	date_is("Tue, 5 Mar 2002 10.15.00 GMT+9", "2002-03-05T01:15:00Z");
	date_is("Tue, 5 Mar 2002 10:15:00 +-0500", "2002-03-05T15:15:00Z");
	date_is("Tue, 5 Mar 2002 10:15:00 +9999", "2002-03-05T10:15:00Z");
	date_is("5-Mar-2002 10:15:00", "2002-03-05T10:15:00Z");
	date_is("2002-03-05T10:15:00+02:00", "2002-03-05T08:15:00Z");
	date_is("Tue, 05 Mar 2002 7:15 PM", "2002-03-05T19:15:00Z");
	date_is("2002-03-05 10:15:00 UTC", "2002-03-05T10:15:00Z");
}

static void what_is_no_date_is_none(void **state)
{
	(void)state;
	date_is("", "none");
	date_is("yesterday", "none");
	date_is("Tue, 31 Feb 2002 10:15:00 +0000", "none");
	date_is("12:30", "none");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_standard_and_its_obsolete_forms),
		cmocka_unit_test(the_wild),
		cmocka_unit_test(what_is_no_date_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
