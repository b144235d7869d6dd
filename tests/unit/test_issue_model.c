/* The four tables of issues: written and read again the same, and refused where they are damaged. */
#include "issue_made.h"

static struct issue_model *model_made(struct made *made)
{
	struct issue_model *model = memory_alloc(sizeof *model);
	struct err err = ERR_INIT;
	int lost;
	issue_model_init(model);
	assert_int_equal(ontology_open(&model->ontology, made->folder, &err), 0);
	lost = ontology_find(model->ontology, STR("lost"));
	model->lang = STR("de");
	model->issues = memory_array(2, sizeof *model->issues);
	model->issues[0] =
	    (struct issue_entry){ STR("lost.bag"), STR("Koffer weg\toder\\verloren"), ISSUE_PAIN, 12, 19 };
	model->issues[1] = (struct issue_entry){ STR("request.app"), STR("W\xC3\xBCnscht: App"), ISSUE_REQUEST, 7, 0 };
	model->issue_count = model->issue_cap = 2;
	*issue_model_pair_add(model, lost, STR("bag")) = (struct issue_pair){ lost, STR("bag"), 12, 0 };
	issue_model_pair_add(model, lost, THING_NONE)->contacts = 3;
	issue_model_pair_add(model, ontology_find(model->ontology, STR("request")), STR("app"))->issue = 1;
	*issue_model_thing_add(model, STR("bag")) =
	    (struct issue_thing){ STR("bag"), STR("Koffer"), STR_EMPTY, 14, THING_SUBJECT };
	*issue_model_thing_add(model, STR("gate_agent")) =
	    (struct issue_thing){ STR("gate_agent"), STR("gate agent"), STR("gate agent, gate crew"), 5,
		                  THING_OWN | THING_SUBJECT };
	issue_model_thing_add(model, STR("acme"))->roles = THING_BRAND;
	model->class_contacts[lost] = 15;
	model->factor_milli[lost] = 1750;
	model->stated = 40;
	model->product = true;
	return model;
}

/* Into FOLDER/model, in the order of the files. */
static void write_model(struct made *made, const struct issue_model *model, struct buf texts[ISSUE_MODEL_FILES])
{
	struct issue_model_file files[ISSUE_MODEL_FILES];
	issue_model_write(model, files);
	for (size_t i = 0; i < ISSUE_MODEL_FILES; i++) {
		char name[64];
		snprintf(name, sizeof name, "model/%s", files[i].name);
		made_file(made, name, buf_str(&files[i].text));
		texts[i] = files[i].text;
	}
}

static void texts_release(struct buf texts[ISSUE_MODEL_FILES])
{
	for (size_t i = 0; i < ISSUE_MODEL_FILES; i++) {
		buf_release(&texts[i]);
	}
}

static struct issue_model *read_model(struct made *made)
{
	struct issue_model *model = NULL;
	struct err err = ERR_INIT;
	if (issue_model_open(&model, made_path(made, "model"), made->folder, &err) < 0) {
		fail_msg("%s", made_error(made, &err));
	}
	return model;
}

static void what_is_written_reads_back_the_same(void **state)
{
	struct made *made = *state;
	struct issue_model *model = model_made(made), *again;
	struct buf first[ISSUE_MODEL_FILES], second[ISSUE_MODEL_FILES];
	int lost = ontology_find(model->ontology, STR("lost"));
	write_model(made, model, first);
	again = read_model(made);
	assert_non_null(again);
	assert_str(again->issues[0].label, "Koffer weg\toder\\verloren");
	assert_int_equal(again->issues[1].table, ISSUE_REQUEST);
	assert_int_equal(again->pairs[issue_model_pair_find(again, lost, STR("bag"))].issue, 0);
	assert_int_equal(again->pairs[issue_model_pair_find(again, lost, THING_NONE)].issue, -1);
	assert_int_equal(issue_model_thing_find(again, STR("gate_agent"))->roles, THING_OWN | THING_SUBJECT);
	assert_str(issue_model_thing_find(again, STR("gate_agent"))->words, "gate agent, gate crew");
	assert_int_equal(again->factor_milli[lost], 1750);
	assert_int_equal(again->factor_milli[0], 1000);
	assert_true(again->product && again->stated == 40);
	assert_str(again->lang, "de");
	write_model(made, again, second);
	for (size_t i = 0; i < ISSUE_MODEL_FILES; i++) {
		assert_int_equal(first[i].len, second[i].len);
		assert_memory_equal(first[i].at, second[i].at, first[i].len);
	}
	texts_release(first);
	texts_release(second);
	issue_model_close(model);
	issue_model_close(again);
}

static void a_folder_without_issues_has_no_model_of_them(void **state)
{
	struct made *made = *state;
	struct issue_model *model = read_model(made); /* there is no such folder */
	assert_null(model);
}

static void an_unknown_pair_thing_or_issue_is_not_found(void **state)
{
	struct made *made = *state;
	struct issue_model *model = model_made(made);
	assert_int_equal(issue_model_issue(model, STR("lost.bag")), 0);
	assert_int_equal(issue_model_issue(model, STR("lost.ba")), -1);
	assert_int_equal(issue_model_issue(model, STR_EMPTY), -1);
	assert_int_equal(issue_model_pair_find(model, 0, STR("bag")), -1);
	assert_null(issue_model_thing_find(model, STR("ba")));
	issue_model_close(model);
}

/* A pair is its class and thing: "1 2x" is not "12 x". */
static void pairs_and_things_are_added_once(void **state)
{
	struct made *made = *state;
	struct issue_model *model = model_made(made);
	size_t pairs = model->pair_count, things = model->thing_count;
	assert_int_equal(issue_model_pair(model, 1, STR("2 x")), pairs);
	assert_int_equal(issue_model_pair(model, 1, STR("2 x")), pairs);
	assert_int_equal(issue_model_pair(model, 12, STR("x")), pairs + 1);
	assert_int_equal(issue_model_thing(model, STR("bag")), 0);
	assert_int_equal(issue_model_thing(model, STR("bags")), things);
	issue_model_close(model);
}

static void refused(struct made *made, const char *file, struct str text, const char *wanted)
{
	struct issue_model *model = model_made(made), *again = NULL;
	struct buf texts[ISSUE_MODEL_FILES];
	struct err err = ERR_INIT;
	char name[64];
	write_model(made, model, texts);
	snprintf(name, sizeof name, "model/%s", file);
	made_file(made, name, text);
	assert_int_equal(issue_model_open(&again, made_path(made, "model"), made->folder, &err), GRIPE_DATA);
	assert_null(again);
	assert_says(made, &err, name);
	assert_says(made, &err, wanted);
	texts_release(texts);
	issue_model_close(model);
}

static void damaged_issues_are_refused_with_file_and_line(void **state)
{
	static const char file[] = "issues.tsv";
	refused(*state, file, STR("# head\nlost.bag\tpains\tBag lost\t3\n"), ":2: an id that stands once, and a table");
	refused(*state, file, STR("a\tpain\tA\t3\na\tpain\tA\t3\n"), ":2: an id that stands once");
	refused(*state, file, STR("\tpain\tA\t3\n"), ":1: an id that stands once");
	refused(*state, file, STR("lost.bag\tpain\tBag lost\tmany\n"), ":1: \"many\" is no count");
	refused(*state, file, STR("lost.bag\tpain\tBag lost\t-3\n"), ":1: \"-3\" is no count");
	refused(*state, file, STR("lost.bag\tpain\tBag lost\n"), ":1: 4 cells by tab wanted, 3 found");
	refused(*state, file, STR("lost.bag\tpain\tBag\xFFlost\t3\n"), ":1: not UTF-8");
}

static void damaged_pairs_are_refused_with_file_and_line(void **state)
{
	static const char file[] = "issue_pairs.tsv";
	refused(*state, file, STR("gone\tbag\t3\t\n"), ":1: no class is called \"gone\"");
	refused(*state, file, STR("lost\tbag\t3\tlost.bags\n"), ":1: issues.tsv has no \"lost.bags\"");
	refused(*state, file, STR("lost\tbag\tthree\t\n"), ":1: \"three\" is no count");
	refused(*state, file, STR("lost\tbag\t3\t\nlost\tbag\t4\tlost.bag\n"), ":2: \"lost\" of \"bag\" stands twice");
}

static void damaged_things_are_refused_with_file_and_line(void **state)
{
	static const char file[] = "issue_things.tsv";
	refused(*state, file, STR("bag\tbag\t\tfew\t\n"), ":1: \"few\" is no count");
	refused(*state, file, STR("bag\tbag\t\t3\tsubject brandy\n"), ":1: \"brandy\" is no role");
	refused(*state, file, STR("bag\tbag\t\t3\t\nbag\tbag\t\t3\t\n"), ":2: \"bag\" stands twice");
}

static void damaged_classes_are_refused_with_file_and_line(void **state)
{
	static const char file[] = "issue_classes.tsv";
	refused(*state, file, STR("gone\t3\t1000\n"), ":1: no class is called \"gone\"");
	refused(*state, file, STR("lost\tx\t1000\n"), ":1: \"x\" is no count");
	refused(*state, file, STR("lost\t3\t-1\n"), ":1: \"-1\" is no count");
	refused(*state, file, STR("lang\t0\t../de\n"), ":1: a language of two or three letters");
	refused(*state, file, STR("stated\tall\tproduct\n"), ":1: \"all\" is no count");
}

static void a_missing_table_is_said_with_its_name(void **state)
{
	struct made *made = *state;
	struct issue_model *model = model_made(made), *again = NULL;
	struct buf texts[ISSUE_MODEL_FILES];
	struct err err = ERR_INIT;
	write_model(made, model, texts);
	assert_int_equal(unlink(made_path(made, "model/issue_pairs.tsv")), 0);
	assert_int_equal(issue_model_open(&again, made_path(made, "model"), made->folder, &err), GRIPE_IO);
	assert_says(made, &err, "issue_pairs.tsv");
	assert_null(again);
	texts_release(texts);
	issue_model_close(model);
}

static void a_factor_beyond_all_bounds_is_bounded(void **state)
{
	struct made *made = *state;
	struct issue_model *model = model_made(made), *again;
	struct buf texts[ISSUE_MODEL_FILES];
	write_model(made, model, texts);
	made_file(made, "model/issue_classes.tsv", STR("lost\t3\t9000000000000\n"));
	again = read_model(made);
	assert_int_equal(again->factor_milli[ontology_find(again->ontology, STR("lost"))], 1000000);
	texts_release(texts);
	issue_model_close(model);
	issue_model_close(again);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, made_open, made_close)
	const struct CMUnitTest tests[] = {
		TEST(what_is_written_reads_back_the_same),
		TEST(a_folder_without_issues_has_no_model_of_them),
		TEST(an_unknown_pair_thing_or_issue_is_not_found),
		TEST(pairs_and_things_are_added_once),
		TEST(damaged_issues_are_refused_with_file_and_line),
		TEST(damaged_pairs_are_refused_with_file_and_line),
		TEST(damaged_things_are_refused_with_file_and_line),
		TEST(damaged_classes_are_refused_with_file_and_line),
		TEST(a_missing_table_is_said_with_its_name),
		TEST(a_factor_beyond_all_bounds_is_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
