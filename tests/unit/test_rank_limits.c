/* test_rank_limits.c - figures stay whole where foreign input is as large as a record can make it. */
#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>

#include "costing.h"
#include "drivers.h"

enum { CONTACTS = 3 };

/* Contacts that each stand for as many copies as a record can say, with an answer as far out as is read. */
static void tally_of_large_contacts(struct tally *tally)
{
	struct mention mentions[] = { { .theme = STR("t1") } };
	struct err err = ERR_INIT;
	tally_init(tally);
	tally->copies = COPIES_ALL;
	for (size_t i = 0; i < CONTACTS; i++) {
		char id[8];
		struct attr value = { STR("value"), STR("9999999999999") };
		struct record record = { .contact = { .has_score = true,
			                              .score = i == 0 ? -1999999 : 1999999,
			                              .copies = UINT32_MAX,
			                              .attrs = &value,
			                              .attr_count = 1,
			                              .scale = STR("odd") },
			                 .mentions = mentions,
			                 .mention_count = 1 };
		snprintf(id, sizeof id, "c%zu", i);
		record.contact.id = str_from(id);
		assert_int_equal(tally_add(tally, &record, &err), 0);
	}
	tally_close(tally);
}

static void points_of_four_thousand_million_copies_sum_exactly(void **state)
{
	struct tally tally;
	struct drivers *list;
	struct periods none = { { 0, 0 }, { 0, 0 } };
	uint64_t outside;
	(void)state;
	tally_of_large_contacts(&tally);
	assert_int_equal(drivers_count(&list, &tally, &none, &outside), 1);
	assert_int_equal(list->scored, (uint64_t)UINT32_MAX * CONTACTS);
	assert_true(list->score_mean == 666666333333); /* (2 - 1) x 1999999 / 3, millionths */
	assert_true(list->list[0].lost_mean == 1999999000000 - list->score_mean);
	drivers_release(list);
	free(list);
	tally_release(&tally);
}

static void money_past_what_a_whole_number_holds_stays_at_its_end(void **state)
{
	(void)state;
	assert_true(whole_plus(INT64_MAX, 1) == INT64_MAX);
	assert_true(whole_plus(INT64_MIN, -1) == INT64_MIN);
	assert_true(whole_times(INT64_MAX / 2, 3) == INT64_MAX);
	assert_true(whole_times(-7, 3) == -21);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(points_of_four_thousand_million_copies_sum_exactly),
		cmocka_unit_test(money_past_what_a_whole_number_holds_stays_at_its_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
