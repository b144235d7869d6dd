/* test_next_step.c - which row of next_step.tsv an issue or a topic gets, and what is written of it. */
#include "cmocka_all.h"

#include "next_step.h"

enum { ROWS = 4 };

/* Of one issue or topic by rows FOR|OWNER|STEP|TEXT, compared with what is wanted. */
static void gets(const char *const rows[ROWS], const struct next_asked *asked, const char *wanted)
{
	struct tsv_row list[ROWS];
	struct str cells[ROWS][NEXT_CELLS];
	struct tsv steps = { list, 0 };
	struct buf out;
	for (size_t i = 0; i < ROWS && rows[i] != NULL; i++) {
		struct str rest = str_from(rows[i]);
		for (size_t c = 0; c < NEXT_CELLS; c++) {
			cells[i][c] = str_cut(rest, '|', &rest);
		}
		list[steps.row_count++] = (struct tsv_row){ cells[i], NEXT_CELLS, i + 1 };
	}
	buf_init(&out, SIZE_MAX);
	assert_int_equal(next_step_write(&out, &steps, asked), asked->issue && wanted[0] != 0);
	buf_byte(&out, '\0');
	assert_string_equal(out.at, wanted);
	buf_release(&out);
}

static void an_issue_of_pain_gets_no_row_of_a_kind_but_one_of_any(void **state)
{
	static const char *const kinds[ROWS] = { "complaint|*|*|By kind.", "class:lat|*|*|Another.",
		                                 "class:late.bus|*|*|Id." };
	static const char *const all[ROWS] = { "complaint|*|*|By kind.", "*|*|*|Anything." };
	const struct next_asked late = {
		.issue = true, .class = STR("late"), .thing = STR("bus"), .contacts = 9, .stated = 9
	};
	(void)state;
	gets(kinds, &late, "");
	gets(all, &late, "Anything.");
}

static void an_issue_that_fewer_than_a_fifth_state_outright_gets_none(void **state)
{
	static const char *const rows[ROWS] = { "class:late|*|*|Time it." };
	struct next_asked late = { .issue = true, .class = STR("late"), .contacts = 10, .stated = 1 };
	(void)state;
	gets(rows, &late, "");
	late.stated = 2;
	gets(rows, &late, "Time it.");
}

static void every_place_of_the_thing_is_filled(void **state)
{
	static const char *const rows[ROWS] = { "class:late|*|*|{}, {} and {", "class:late|*|*|Without" };
	struct next_asked late = {
		.issue = true, .class = STR("late"), .thing = STR("bus {}"), .contacts = 9, .stated = 9
	};
	(void)state;
	gets(rows, &late, "bus {}, bus {} and {");
	late.thing = STR_EMPTY;
	gets(rows, &late, "Without");
}

static void a_fifth_is_reached_and_not_rounded_to(void **state)
{
	static const char *const rows[ROWS] = { "defect|*|*|Mend it." };
	struct next_asked topic = { .kind = STR("defect"), .contacts = 11, .kind_said = 2 };
	(void)state;
	gets(rows, &topic, "");
	topic.contacts = 10;
	gets(rows, &topic, "Mend it. (defect in 2 of 10 contacts)");
	topic.contacts = topic.kind_said = 0;
	gets(rows, &topic, "");
}

static void a_row_of_any_kind_tells_of_its_step_alone(void **state)
{
	static const char *const rows[ROWS] = { "*|*|pay|Look at bills.", "*|Web|*|Ask the web team." };
	struct next_asked topic = { .kind = STR("other"), .step = STR("pay"), .contacts = 10, .step_said = 5 };
	(void)state;
	gets(rows, &topic, "Look at bills. (pay in 5 of 10 contacts)");
	topic.step_decided = true;
	gets(rows, &topic, "Look at bills.");
	topic.step = STR_EMPTY;
	gets(rows, &topic, "");
	topic.owner = STR("Web");
	gets(rows, &topic, "Ask the web team.");
}

static void no_sign_of_any_kind_is_no_evidence(void **state)
{
	static const char *const rows[ROWS] = { "other|*|*|Give it an owner." };
	struct next_asked topic = { .kind = STR("other"), .contacts = 10, .kind_said = 10 };
	(void)state;
	gets(rows, &topic, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_issue_of_pain_gets_no_row_of_a_kind_but_one_of_any),
		cmocka_unit_test(an_issue_that_fewer_than_a_fifth_state_outright_gets_none),
		cmocka_unit_test(every_place_of_the_thing_is_filled),
		cmocka_unit_test(a_fifth_is_reached_and_not_rounded_to),
		cmocka_unit_test(a_row_of_any_kind_tells_of_its_step_alone),
		cmocka_unit_test(no_sign_of_any_kind_is_no_evidence),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
