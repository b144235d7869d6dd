/* The classes of trouble: what a row says, kinship, homes, and tables that are not what they should be. */
#include "issue_made.h"

#include "ontology.h"

static struct ontology *open_made(struct made *made)
{
	struct ontology *ontology = NULL;
	struct err err = ERR_INIT;
	if (ontology_open(&ontology, made->folder, &err) < 0) {
		fail_msg("%s", made_error(made, &err));
	}
	return ontology;
}

static void a_class_has_the_mode_the_flags_and_the_share_of_its_row(void **state)
{
	struct ontology *ontology = open_made(*state);
	int cancelled = ontology_find(ontology, STR("cancelled")), price = ontology_find(ontology, STR("price")),
	    vent = ontology_find(ontology, STR("vent"));
	assert_int_equal(ontology->count, 15);
	assert_int_equal(ontology->classes[cancelled].mode, CLASS_THING);
	assert_int_equal(ontology->classes[cancelled].flags, CLASS_TROUBLE | CLASS_NEEDS | CLASS_TOPIC);
	assert_int_equal(ontology->classes[price].mode, CLASS_WHOLE);
	assert_true(class_is(ontology, price, CLASS_VERDICT));
	assert_int_equal(ontology->classes[vent].mode, CLASS_NONE);
	assert_true(ontology->classes[price].share > .0199 && ontology->classes[price].share < .0201);
	assert_int_equal(ontology_find(ontology, STR("no such class")), -1);
	ontology_close(ontology);
}

static void request_question_praise_vent_and_churn_are_no_troubles(void **state)
{
	struct ontology *ontology = open_made(*state);
	static const char *const quiet[] = { "request", "question", "praise", "vent", "churn" };
	size_t troubles = 0;
	for (size_t i = 0; i < sizeof quiet / sizeof *quiet; i++) {
		assert_false(class_is(ontology, ontology_find(ontology, str_from(quiet[i])), CLASS_TROUBLE));
	}
	for (size_t c = 0; c < ontology->count; c++) {
		troubles += class_is(ontology, (int)c, CLASS_TROUBLE);
	}
	assert_int_equal(troubles, ontology->count - 5);
	ontology_close(ontology);
}

static void kinship_holds_both_ways_and_for_nobody_else(void **state)
{
	struct ontology *ontology = open_made(*state);
	int broken = ontology_find(ontology, STR("broken")), crash = ontology_find(ontology, STR("crash")),
	    late = ontology_find(ontology, STR("late"));
	assert_true(ontology_kin(ontology, broken, crash));
	assert_true(ontology_kin(ontology, crash, broken)); /* whose row names no kin */
	assert_false(ontology_kin(ontology, broken, late));
	ontology_close(ontology);
}

static void kinship_reaches_past_the_sixty_fourth_class(void **state)
{
	struct made *made = *state;
	struct ontology *ontology;
	struct buf text;
	buf_init(&text, SIZE_MAX);
	for (int i = 0; i < CLASSES_MAX; i++) {
		buf_printf(&text, "c%d\tthing\t%s\t\t1\n", i, i == 0 ? "c255" : i == 70 ? "c1" : "");
	}
	made_file(made, "any/trouble_class.tsv", buf_str(&text));
	made_file(made, "any/trouble_home.tsv", STR(""));
	ontology = open_made(made);
	assert_int_equal(ontology->count, CLASSES_MAX);
	assert_true(ontology_kin(ontology, 255, 0) && ontology_kin(ontology, 0, 255));
	assert_true(ontology_kin(ontology, 1, 70) && ontology_kin(ontology, 70, 1));
	assert_false(ontology_kin(ontology, 63, 0) || ontology_kin(ontology, 6, 1));
	ontology_close(ontology);
	buf_release(&text);
}

static void a_home_moves_the_class_and_where_it_says_so_the_thing(void **state)
{
	struct ontology *ontology = open_made(*state);
	int class = ontology_find(ontology, STR("late"));
	struct str thing = STR("food");
	ontology_home(ontology, &class, &thing);
	assert_int_equal(class, ontology_find(ontology, STR("late")));
	assert_str(thing, "order");
	class = ontology_find(ontology, STR("broken"));
	thing = STR("bag");
	ontology_home(ontology, &class, &thing);
	assert_int_equal(class, ontology_find(ontology, STR("lost")));
	assert_str(thing, "bag");
	ontology_close(ontology);
}

static void what_has_no_home_stays_where_it_is(void **state)
{
	struct ontology *ontology = open_made(*state);
	int class = ontology_find(ontology, STR("lost"));
	struct str thing = STR("food");
	ontology_home(ontology, &class, &thing);
	assert_int_equal(class, ontology_find(ontology, STR("lost")));
	assert_str(thing, "food");
	thing = STR_EMPTY;
	ontology_home(ontology, &class, &thing);
	assert_int_equal(thing.len, 0);
	ontology_close(ontology);
}

static void refused(struct made *made, const char *file, struct str text, const char *wanted)
{
	struct ontology *ontology = NULL;
	struct err err = ERR_INIT;
	made_file(made, file, text);
	assert_int_equal(ontology_open(&ontology, made->folder, &err), GRIPE_DATA);
	assert_null(ontology);
	assert_says(made, &err, wanted);
}

static void damaged_classes_are_refused_with_their_line(void **state)
{
	struct made *made = *state;
	static const char file[] = "any/trouble_class.tsv";
	refused(made, file, STR("late\tthing\t\t\t1\nlate\tthing\t\t\t1\n"),
	        "trouble_class.tsv:2: \"late\" stands twice");
	refused(made, file, STR("# head\nlate\tthings\t\t\t1\n"),
	        "trouble_class.tsv:2: a mode is thing, whole, none or way");
	refused(made, file, STR("late\tthing\t\tneeds often\t1\n"), "trouble_class.tsv:1: \"often\" is no flag");
	refused(made, file, STR("late\tthing\n"), "trouble_class.tsv:1: how many of 10,000");
	refused(made, file, STR("late\tthing\t\t\t-1\n"), "trouble_class.tsv:1: how many of 10,000");
	refused(made, file, STR("late\n"), "trouble_class.tsv:1: 2 cells by tab wanted");
	refused(made, file, STR("late\tthing\t\t\t1\nlost\tthing\tlate gone\t\t1\n"),
	        "trouble_class.tsv:2: no class is called \"gone\"");
}

static void a_way_stands_below_the_class_that_it_is_named_after(void **state)
{
	struct made *made = *state;
	static const char file[] = "any/trouble_class.tsv";
	struct ontology *ontology;
	made_file(made, file, STR("price\twhole\t\ttopic verdict\t1\nprice-fee\tway\n"));
	made_file(made, "any/trouble_home.tsv", STR(""));
	ontology = open_made(made);
	assert_int_equal(ontology->classes[1].mode, CLASS_WHOLE);
	assert_int_equal(ontology->classes[1].flags, CLASS_TROUBLE | CLASS_TOPIC);
	assert_int_equal(ontology_root(ontology, 1), 0);
	assert_int_equal(ontology_root(ontology, 0), 0);
	ontology_close(ontology);
	refused(made, file, STR("price-fee\tway\nprice\twhole\t\t\t1\n"), "trouble_class.tsv:1: a way is called");
	refused(made, file, STR("price\twhole\t\t\t1\nprice-\tway\n"), "trouble_class.tsv:2: a way is called");
	refused(made, file, STR("a\twhole\t\t\t1\na-b\tway\na-b-c\tway\na-b\tway\n"), "trouble_class.tsv:4: ");
}

static void more_classes_than_fit_are_refused(void **state)
{
	struct made *made = *state;
	struct buf text;
	buf_init(&text, SIZE_MAX);
	for (int i = 0; i <= CLASSES_MAX; i++) {
		buf_printf(&text, "c%d\tthing\t\t\t1\n", i);
	}
	refused(made, "any/trouble_class.tsv", buf_str(&text), "trouble_class.tsv:257: ");
	buf_release(&text);
}

static void damaged_homes_are_refused_with_their_line(void **state)
{
	struct made *made = *state;
	static const char file[] = "any/trouble_home.tsv";
	refused(made, file, STR("food\tlate\tlate\norder\tgone\tlate\n"),
	        "trouble_home.tsv:2: no class is called \"gone\"");
	refused(made, file, STR("food\tlate\taway\n"), "trouble_home.tsv:1: no class is called \"away\"");
	refused(made, file, STR("food\tlate\n"), "trouble_home.tsv:1: 3 cells by tab wanted");
}

static void the_shipped_homes_have_no_home_of_their_own(void **state)
{
	struct ontology *ontology = NULL;
	struct err err = ERR_INIT;
	(void)state;
	assert_int_equal(ontology_open(&ontology, "lexicons", &err), 0);
	for (size_t i = 0; i < ontology->home_count; i++) {
		const struct home *home = &ontology->homes[i];
		int class = home->to;
		struct str thing = home->to_thing.len > 0 ? home->to_thing : home->thing;
		ontology_home(ontology, &class, &thing);
		if (class != home->to) {
			fail_msg("%.*s of %.*s moves twice", STR_ARGS(home->thing),
			         STR_ARGS(ontology->classes[home->class].name));
		}
	}
	ontology_close(ontology);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, made_open, made_close)
	const struct CMUnitTest tests[] = {
		TEST(a_class_has_the_mode_the_flags_and_the_share_of_its_row),
		TEST(request_question_praise_vent_and_churn_are_no_troubles),
		TEST(kinship_holds_both_ways_and_for_nobody_else),
		TEST(kinship_reaches_past_the_sixty_fourth_class),
		TEST(a_home_moves_the_class_and_where_it_says_so_the_thing),
		TEST(what_has_no_home_stays_where_it_is),
		TEST(damaged_classes_are_refused_with_their_line),
		TEST(a_way_stands_below_the_class_that_it_is_named_after),
		TEST(more_classes_than_fit_are_refused),
		TEST(damaged_homes_are_refused_with_their_line),
		TEST(the_shipped_homes_have_no_home_of_their_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
