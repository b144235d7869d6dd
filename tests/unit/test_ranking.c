/* test_ranking.c - one ranking of issues from records to figures: what shares are of, and that no part is larger than
 * its whole. */
#include "cmocka_all.h"

#include <stdio.h>

#include "ranking.h"

enum { IDS = 8 };

/* What one contact says: its one mention's state and issue ("" for none), and how many contacts say so. */
struct said {
	const char *states, *issue;
	size_t contacts;
};

static void ranking_open(struct ranking *ranking)
{
	static const struct decisions none;
	static const struct cost_table free_of_charge;
	*ranking = (struct ranking){ .asked = { .min = 1, .min_people = 1 }, .now = TIME_NONE };
	tally_init(&ranking->tally);
	quotes_init(&ranking->quotes);
	labels_init(&ranking->labels);
	ranking->tally.layer = LAYER_ISSUES;
	ranking->decisions = &none;
	ranking->costs = &free_of_charge;
}

static void ranking_of(struct ranking *ranking, const struct said *said, size_t count)
{
	struct err err = ERR_INIT;
	size_t number = 0;
	ranking_open(ranking);
	for (size_t i = 0; i < count; i++) {
		struct mention mention = { .states = str_from(said[i].states), .issue = str_from(said[i].issue) };
		for (size_t c = 0; c < said[i].contacts; c++) {
			char id[IDS];
			struct record record = { .mentions = &mention, .mention_count = 1 };
			snprintf(id, sizeof id, "c%zu", number++);
			record.contact.id = str_from(id);
			assert_int_equal(tally_add(&ranking->tally, &record, &err), 0);
		}
	}
	ranking_make(ranking);
}

static uint32_t item_of(const struct ranking *ranking, const char *issue)
{
	for (uint32_t i = 0; i < ranking->tally.theme_count; i++) {
		if (str_eq(ranking->tally.themes[i], str_from(issue))) {
			return i;
		}
	}
	fail_msg("no issue %s", issue);
	return 0;
}

static void no_part_is_larger_than_its_whole(const struct ranking *ranking)
{
	const struct grain *grain = &ranking->themes;
	for (uint32_t i = 0; i < grain->count; i++) {
		assert_true(grain->items[i].units[UNIT_CONTACTS] <= grain_whole(grain, i));
	}
	for (size_t u = 0; u < UNIT_COUNT; u++) {
		assert_true(grain->covered[u][grain->ranked] <= grain->totals[u]);
	}
	for (size_t p = 0; p < grain->ranked; p++) {
		assert_true(ranking->fixed[p].of <= grain->totals[UNIT_CONTACTS]);
		assert_true(ranking->fixed[p].covered <= ranking->fixed[p].of);
	}
}

static void praise_is_a_part_of_all_contacts(void **state)
{
	static const struct said said[] = { { "praise", "praise.crew", 30 },
		                            { "problem", "late", 10 },
		                            { "", "", 10 } };
	struct ranking ranking;
	(void)state;
	ranking_of(&ranking, said, sizeof said / sizeof *said);
	uint32_t crew = item_of(&ranking, "praise.crew"), late = item_of(&ranking, "late");
	assert_int_equal(grain_whole(&ranking.themes, crew), 50);
	assert_int_equal(grain_whole(&ranking.themes, late), 10);
	const struct range *share = &ranking.theme_boot.share[crew];
	assert_true(share->low < 0.6 && 0.6 < share->high && share->high < 0.8); /* binomial: 0.46 to 0.74 */
	share = &ranking.theme_boot.share[late];
	assert_true(share->low >= 1 && share->high <= 1);
	no_part_is_larger_than_its_whole(&ranking);
	ranking_release(&ranking);
}

static void who_names_an_issue_states_it_whatever_was_written_beside(void **state)
{
	static const struct said said[] = { { "problem", "late", 1 },
		                            { "praise", "late", 2 },
		                            { "", "late", 3 },
		                            { "praise", "request.dark_mode", 4 },
		                            { "vent", "question.seat", 5 } };
	struct ranking ranking;
	(void)state;
	ranking_of(&ranking, said, sizeof said / sizeof *said);
	assert_int_equal(ranking.tally.total, 15);
	assert_int_equal(ranking.themes.covered[UNIT_CONTACTS][1], 6);
	assert_int_equal(ranking.themes.items[item_of(&ranking, "request.dark_mode")].units[UNIT_CONTACTS], 4);
	no_part_is_larger_than_its_whole(&ranking);
	ranking_release(&ranking);
}

static void praise_that_states_a_problem_too_counts_once_by_the_problem(void **state)
{
	struct mention both[] = { { .states = STR("praise"), .issue = STR("praise.crew") },
		                  { .states = STR("problem"), .issue = STR("late") } };
	struct record record = { .contact = { .id = STR("c") }, .mentions = both, .mention_count = 2 };
	struct ranking ranking;
	struct err err = ERR_INIT;
	(void)state;
	ranking_open(&ranking);
	assert_int_equal(tally_add(&ranking.tally, &record, &err), 0);
	ranking_make(&ranking);
	assert_int_equal(ranking.tally.total, 1);
	assert_int_equal(ranking.tally.all, 1);
	no_part_is_larger_than_its_whole(&ranking);
	ranking_release(&ranking);
}

/* Contacts of two persons, one of whom wrote twice: the family of a thing counts each contact and person once. */
static void a_family_is_a_union_of_contacts_and_of_people(void **state)
{
	static const struct {
		const char *id, *person, *issues[2];
		uint32_t copies;
	} said[] = { { "a", "p", { "late.order", "lost.order" }, 1 },
		     { "b", "p", { "lost.order", "price" }, 1 },
		     { "c", "q", { "broken.order", "broken.other" }, 1 },
		     { "d", "q", { "price", "request.order" }, 1 },
		     { "e", "r", { "late.order", "late.bag" }, 3 } };
	struct ranking ranking;
	struct err err = ERR_INIT;
	(void)state;
	ranking_open(&ranking);
	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		struct mention mentions[2] = { { .states = STR("problem"), .issue = str_from(said[i].issues[0]) },
			                       { .states = STR("problem"), .issue = str_from(said[i].issues[1]) } };
		struct record record = { .mentions = mentions, .mention_count = 2 };
		record.contact = (struct contact){ .id = str_from(said[i].id),
			                           .person = str_from(said[i].person),
			                           .copies = said[i].copies,
			                           .senders = said[i].copies };
		assert_int_equal(tally_add(&ranking.tally, &record, &err), 0);
	}
	ranking_make(&ranking);
	const struct families *families = &ranking.families;
	assert_int_equal(families->count, 1);
	assert_true(str_eq(families->list[0].thing, STR("order")));
	assert_int_equal(families->list[0].issues, 3);
	assert_int_equal(families->list[0].contacts, 6); /* a, b, c, and e of three people */
	assert_int_equal(families->list[0].people, 5);
	assert_int_equal(families->of_item[item_of(&ranking, "late.order")], 0);
	assert_int_equal(families->of_item[item_of(&ranking, "price")], FAMILY_NONE);
	assert_int_equal(families->of_item[item_of(&ranking, "broken.other")], FAMILY_NONE);
	assert_int_equal(families->of_item[item_of(&ranking, "request.order")], FAMILY_NONE);
	ranking_release(&ranking);
}

static void a_thing_with_few_issues_or_few_contacts_is_no_family(void **state)
{
	static const struct said few[] = { { "problem", "late.bag", 1 },    { "problem", "lost.bag", 1 },
		                           { "problem", "broken.bag", 1 },  { "problem", "late.order", 50 },
		                           { "problem", "lost.order", 50 }, { "problem", "price", 99 } };
	struct ranking ranking;
	(void)state;
	ranking_of(&ranking, few, sizeof few / sizeof *few);
	assert_int_equal(ranking.families.count, 0); /* 3 of 202 are less than two percent; two issues are too few */
	assert_int_equal(ranking.families.of_item[item_of(&ranking, "late.bag")], FAMILY_NONE);
	ranking_release(&ranking);
}

/* A contact of one mention with a time ("" for none) and an answer on a scale that is called NPS. */
static void contact_add(struct ranking *ranking, size_t number, const char *time, double answer)
{
	struct mention mention = { .states = STR("problem"), .issue = STR("late") };
	char id[IDS];
	struct record record = {
		.contact = { .time = str_from(time), .has_score = true, .score = answer, .scale = STR("nps") },
		.mentions = &mention,
		.mention_count = 1
	};
	struct err err = ERR_INIT;
	snprintf(id, sizeof id, "c%zu", number);
	record.contact.id = str_from(id);
	assert_int_equal(tally_add(&ranking->tally, &record, &err), 0);
}

static void a_date_that_all_others_stand_far_before_is_none(void **state)
{
	static const struct {
		size_t contacts;    /* dated a day each from 2025-03-01 on */
		const char *beside; /* dates of as many contacts more */
		size_t count;
		uint64_t apart;
	} cases[] = { { 12, "2099-01-01T00:00:00Z", 1, 1 }, { 12, "2025-10-01T00:00:00Z", 1, 0 },
		      { 25, "2025-10-01T00:00:00Z", 1, 1 }, { 25, "2025-10-01T00:00:00Z", 2, 0 },
		      { 28, "2099-01-01T00:00:00Z", 2, 0 }, { 3, "2099-01-01T00:00:00Z", 1, 0 } };
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ranking ranking;
		ranking_open(&ranking);
		for (size_t c = 0; c < cases[i].contacts; c++) {
			char time[48];
			snprintf(time, sizeof time, "2025-03-%02zuT00:00:00Z", c + 1);
			contact_add(&ranking, c, time, 0);
		}
		for (size_t c = 0; c < cases[i].count; c++) {
			contact_add(&ranking, cases[i].contacts + c, cases[i].beside, 0);
		}
		ranking_make(&ranking);
		assert_int_equal(ranking.dates_apart, cases[i].apart);
		assert_int_equal(ranking.tally.total, cases[i].contacts + cases[i].count);
		ranking_release(&ranking);
	}
}

static void answers_that_no_nps_has_are_of_another_scale(void **state)
{
	static const struct {
		size_t answers;
		int low, high; /* all between occur */
		const char *scale;
		double top;
	} cases[] = { { 20, 1, 5, "1-5", 5 },
		      { 20, 1, 7, "1-7", 7 },
		      { 20, 0, 5, "nps", 10 },
		      { 20, 1, 8, "nps", 10 },
		      { 9, 1, 5, "nps", 10 } };
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ranking ranking;
		ranking_open(&ranking);
		for (size_t c = 0; c < cases[i].answers; c++) {
			contact_add(&ranking, c, "", cases[i].low + (int)c % (cases[i].high - cases[i].low + 1));
		}
		ranking_make(&ranking);
		assert_int_equal(ranking.driver_count, 1);
		assert_true(str_eq(ranking.drivers->name, str_from(cases[i].scale)));
		assert_true(str_eq(ranking.drivers->called, STR("nps")));
		assert_true(ranking.drivers->rule.high == cases[i].top);
		assert_int_equal(ranking.drivers->scored, cases[i].answers);
		ranking_release(&ranking);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_date_that_all_others_stand_far_before_is_none),
		cmocka_unit_test(answers_that_no_nps_has_are_of_another_scale),
		cmocka_unit_test(praise_is_a_part_of_all_contacts),
		cmocka_unit_test(who_names_an_issue_states_it_whatever_was_written_beside),
		cmocka_unit_test(praise_that_states_a_problem_too_counts_once_by_the_problem),
		cmocka_unit_test(a_family_is_a_union_of_contacts_and_of_people),
		cmocka_unit_test(a_thing_with_few_issues_or_few_contacts_is_no_family),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
