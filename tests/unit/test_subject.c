/* test_subject.c - subjects without what programs and lists put before them. */
#include "cmocka_all.h"

#include "subject.h"

static struct subject_words words;

static int open_words(void **state)
{
	struct err err = ERR_INIT;
	(void)state;
	return subject_words_open(&words, "lexicons", &err);
}

static int close_words(void **state)
{
	(void)state;
	subject_words_close(&words);
	return 0;
}

static void core_is(const char *subject, const char *core, bool reply)
{
	bool is_reply = !reply;
	assert_str(subject_core(&words, str_from(subject), &is_reply), core);
	assert_int_equal(is_reply, reply);
}

static void prefixes_of_all_languages_go(void **state)
{
	(void)state;
	core_is("Re: Refund", "Refund", true);
	core_is("  RE : AW: Fwd: Refund ", "Refund", true);
	core_is("Antw[2]: WG: Refund", "Refund", true);
	core_is("Re(3): Refund", "Refund", true);
	core_is("Re^2: Refund", "Refund", true);
	core_is("R\xc3\xa9p : Remboursement", "Remboursement", true);
	core_is("ENC: Reembolso", "Reembolso", true);
}

static void words_that_begin_like_a_prefix_stay(void **state)
{
	(void)state;
	core_is("Refund: when?", "Refund: when?", false);
	core_is("Ref: 1234", "Ref: 1234", false);
	core_is("Re your letter", "Re your letter", false);
	core_is("", "", false);
}

static void names_of_lists_go_and_are_no_reply(void **state)
{
	(void)state;
	core_is("[users] printer jams", "printer jams", false);
	core_is("Re: [users] Re: printer jams", "printer jams", true);
	core_is("[users]", "[users]", false);
	core_is("[a subject that somebody has put into brackets] x",
	        "[a subject that somebody has put into brackets] x", false);
}

static void without_words_only_tags_go(void **state)
{
	(void)state;
	assert_str(subject_core(NULL, STR("[users] Re: x"), NULL), "Re: x");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(prefixes_of_all_languages_go),
		                            cmocka_unit_test(words_that_begin_like_a_prefix_stay),
		                            cmocka_unit_test(names_of_lists_go_and_are_no_reply),
		                            cmocka_unit_test(without_words_only_tags_go) };
	return cmocka_run_group_tests(tests, open_words, close_words);
}
