/* test_forgotten.c - lines and JSON without what some people said: theirs goes, all else stays to the byte. */
#include "cmocka_all.h"

#include "forgotten.h"

static void gone_make(struct forgotten *gone)
{
	forgotten_init(gone);
	(void)intern_add(&gone->persons, STR("p1"));
	(void)intern_add(&gone->contacts, STR("k1"));
	(void)intern_add(&gone->contacts, STR("k\"2"));
}

static void becomes(const char *json, const char *wanted)
{
	struct forgotten gone;
	struct buf out;
	gone_make(&gone);
	buf_init(&out, SIZE_MAX);
	assert_int_equal(forgotten_json(&out, &gone, str_from(json)), wanted != NULL);
	buf_byte(&out, '\0');
	assert_string_equal(out.at, wanted != NULL ? wanted : "");
	buf_release(&out);
	forgotten_release(&gone);
}

static void stays(const char *json)
{
	becomes(json, json);
}

static void quotes_of_theirs_go_and_the_others_stay(void **state)
{
	(void)state;
	becomes("{\"label\":\"A\",\"quotes\":[{\"contact\":\"k1\",\"text\":\"x\"},{\"contact\":\"k3\",\"text\":\"y\"},"
	        "{\"contact\":\"k\\\"2\",\"text\":\"z\"}],\"n\":1}",
	        "{\"label\":\"A\",\"quotes\":[{\"contact\":\"k3\",\"text\":\"y\"}],\"n\":1}");
	becomes("{\"quotes\":[{\"contact\":\"k1\"}]}", "{\"quotes\":[]}");
	becomes("{\"subs\":[{\"quotes\":[{\"text\":\"x\",\"contact\":\"k1\"}],\"contacts\":3}]}",
	        "{\"subs\":[{\"quotes\":[],\"contacts\":3}]}");
}

static void of_what_counts_only_what_tells_of_them_goes(void **state)
{
	(void)state;
	becomes(
	    "{\"outside\":[{\"theme\":\"t1\",\"contacts\":12,\"contact\":\"k1\",\"text\":\"x\",\"share\":0.100000}]}",
	    "{\"outside\":[{\"theme\":\"t1\",\"contacts\":12,\"share\":0.100000}]}");
	becomes("{\"people\":[\"p1\",\"p2\",\"k1\"],\"last\":\"k1\",\"first\":\"k3\"}",
	        "{\"people\":[\"p2\"],\"first\":\"k3\"}");
}

static void all_else_stays_to_the_byte(void **state)
{
	(void)state;
	stays("{\"a\":0.150794,\"b\":1e-07,\"c\":-0.0,\"d\":12345678901234567890,\"e\":\"\\u00e9 \\/ k1 \",\"f\":null,"
	      "\"g\":[true,false,[],{}]}");
	stays("[1,\"x\",{\"contact\":\"k3\",\"text\":\"k1 said\"}]");
	stays("3");
	stays("{\"con\\\"tact\":\"x\",\"quotes\":\"none\"}");
	becomes(" { \"a\" : [ 1 , 2 ] } ", "{\"a\":[1,2]}");
}

static void what_is_no_json_is_left_alone(void **state)
{
	(void)state;
	becomes("", NULL);
	becomes("{\"a\":", NULL);
	becomes("{\"quotes\":[{\"contact\":\"k1\"}]} x", NULL);
	becomes("not json k1", NULL);
}

static void a_line_is_theirs_by_person_or_contact_and_teaches_the_contact(void **state)
{
	struct forgotten gone;
	(void)state;
	gone_make(&gone);
	assert_true(forgotten_line(&gone, STR("{\"id\":\"k1\",\"text\":\"x\"}"), false));
	assert_true(forgotten_line(&gone, STR("{\"contact\":\"k1\",\"n\":0}"), false));
	assert_false(forgotten_line(&gone, STR("{\"id\":\"k9\",\"person\":\"p2\"}"), true));
	assert_false(forgotten_line(&gone, STR("{\"id\":\"k9\",\"attrs\":{\"person\":\"p1\"}}"), true));
	assert_true(forgotten_line(&gone, STR("{\"id\":\"k9\",\"person\":\"p1\"}"), false));
	assert_false(forgotten_line(&gone, STR("{\"contact\":\"k9\"}"), false));
	assert_true(forgotten_line(&gone, STR("{\"id\":\"k9\",\"person\":\"p1\"}"), true));
	assert_true(forgotten_line(&gone, STR("{\"contact\":\"k9\"}"), false));
	assert_false(forgotten_line(&gone, STR("k1 p1"), true));
	assert_false(forgotten_line(&gone, STR("{\"id\":\"\",\"person\":\"\"}"), true));
	forgotten_release(&gone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quotes_of_theirs_go_and_the_others_stay),
		cmocka_unit_test(of_what_counts_only_what_tells_of_them_goes),
		cmocka_unit_test(all_else_stays_to_the_byte),
		cmocka_unit_test(what_is_no_json_is_left_alone),
		cmocka_unit_test(a_line_is_theirs_by_person_or_contact_and_teaches_the_contact),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
