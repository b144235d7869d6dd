/* test_json_check.c - RFC 8259 to the letter. */
#include "cmocka_all.h"

#include "json_scan.h"

static void takes_what_the_standard_allows(void **state)
{
	static const char *const good[] = { "{}",
		                            "[]",
		                            " [ ] ",
		                            "null",
		                            "true",
		                            "\"\"",
		                            "0",
		                            "-0",
		                            "1.5e+3",
		                            "[1,[2,{\"a\":[]}]]",
		                            "{\"a\":1,\"a\":2}",
		                            "\"\\ud83d\"",
		                            "\"\\u00e9\\n\"",
		                            "[\"\x7f\"]",
		                            "\r\n\t1" };
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		const char *why = "";
		if (json_check(str_from(good[i]), &why) != 0) {
			fail_msg("%s: %s", good[i], why);
		}
	}
}

static void names_the_first_byte_that_is_wrong(void **state)
{
	static const struct {
		const char *text;
		size_t at;
	} bad[] = { { "", 1 },           { "[1,]", 4 },      { "[1 2]", 4 },     { "{\"a\" 1}", 6 },
		    { "{a:1}", 2 },      { "[01]", 3 },      { "[1.]", 4 },      { "[.5]", 2 },
		    { "[+1]", 2 },       { "[1e]", 4 },      { "[NaN]", 2 },     { "['a']", 2 },
		    { "[\"a", 4 },       { "[\"\t\"]", 3 },  { "[\"\\x\"]", 4 }, { "[\"\\u12\"]", 4 },
		    { "{\"a\":1,}", 8 }, { "[1]x", 4 },      { "[1]]", 4 },      { "[1}", 3 },
		    { "tru", 1 },        { "[1] // no", 5 }, { "{\"a\":}", 6 } };
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const char *why = "";
		size_t at = json_check(str_from(bad[i].text), &why);
		if (at != bad[i].at) {
			fail_msg("%s: %zu (%s), wanted %zu", bad[i].text, at, why, bad[i].at);
		}
	}
}

static void refuses_to_nest_without_end(void **state)
{
	char deep[4 * JSON_CHECK_DEPTH];
	const char *why = "";
	(void)state;
	memset(deep, '[', sizeof deep);
	assert_int_equal(json_check((struct str){ deep, sizeof deep }, &why), JSON_CHECK_DEPTH + 1);
	memset(deep + JSON_CHECK_DEPTH, ']', JSON_CHECK_DEPTH);
	assert_int_equal(json_check((struct str){ deep, 2 * JSON_CHECK_DEPTH }, &why), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(takes_what_the_standard_allows),
		                            cmocka_unit_test(names_the_first_byte_that_is_wrong),
		                            cmocka_unit_test(refuses_to_nest_without_end) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
