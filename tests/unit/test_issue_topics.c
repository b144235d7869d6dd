/* test_issue_topics.c - which topics say something about an issue, and which are told as in no issue. */
#include "cmocka_all.h"

#include <stdio.h>

#include "ranking.h"

enum { IDS = 16, PAIN = LAYER_ISSUES, ABOUT = LAYER_THEMES };

/* Contacts of one mention each. */
struct said {
	const char *states, *issue, *theme;
	size_t contacts;
};

static void open_layer(struct ranking *ranking, enum tally_layer layer, const struct decisions *decisions)
{
	static const struct cost_table free_of_charge;
	*ranking = (struct ranking){ .asked = { .min = 1, .min_people = 1 }, .now = TIME_NONE };
	tally_init(&ranking->tally);
	quotes_init(&ranking->quotes);
	labels_init(&ranking->labels);
	ranking->tally.layer = layer;
	ranking->decisions = decisions;
	ranking->costs = &free_of_charge;
}

static void add(struct ranking layers[2], const struct said *said, size_t *number)
{
	struct err err = ERR_INIT;
	struct mention mention = { .states = str_from(said->states),
		                   .issue = str_from(said->issue),
		                   .theme = str_from(said->theme) };
	for (size_t c = 0; c < said->contacts; c++) {
		char id[IDS];
		struct record record = { .mentions = &mention, .mention_count = 1 };
		snprintf(id, sizeof id, "c%zu", (*number)++);
		record.contact.id = str_from(id);
		for (int layer = 0; layer < 2; layer++) {
			assert_int_equal(tally_add(&layers[layer].tally, &record, &err), 0);
		}
	}
}

/* back: the same records in the opposite order. */
static void rank_layers(struct ranking layers[2], const struct said *said, size_t count, bool back)
{
	static const struct decisions none;
	size_t number = 0;
	open_layer(&layers[ABOUT], LAYER_THEMES, &none);
	open_layer(&layers[PAIN], LAYER_ISSUES, &none);
	for (size_t i = 0; i < count; i++) {
		add(layers, &said[back ? count - 1 - i : i], &number);
	}
	ranking_make(&layers[ABOUT]);
	ranking_make(&layers[PAIN]);
	ranking_join(&layers[PAIN], &layers[ABOUT]);
}

static void release(struct ranking layers[2])
{
	ranking_release(&layers[ABOUT]);
	ranking_release(&layers[PAIN]);
}

/* "menu 8, cart 6": the topics of an issue. */
static const char *topics_of(const struct ranking *issues, const char *issue, char *text, size_t room)
{
	size_t len = 0;
	text[0] = '\0';
	for (size_t i = 0; i < issues->tally.theme_count; i++) {
		for (size_t t = issues->topics.start[i];
		     str_eq(issues->tally.themes[i], str_from(issue)) && t < issues->topics.start[i + 1]; t++) {
			const struct issue_topic *topic = &issues->topics.list[t];
			len += (size_t)snprintf(text + len, room - len, "%s%.*s %d", len > 0 ? ", " : "",
			                        STR_ARGS(topic->id), (int)topic->contacts);
		}
	}
	return text;
}

static void an_issue_tells_its_topics_largest_first_then_by_id(void **state)
{
	static const struct said said[] = { { "problem", "slow", "menu", 8 },   { "problem", "slow", "cart", 6 },
		                            { "problem", "slow", "bill", 6 },   { "problem", "slow", "login", 5 },
		                            { "problem", "late", "other", 60 }, { "problem", "slow", "", 3 } };
	char text[128];
	(void)state;
	for (int back = 0; back < 2; back++) {
		struct ranking layers[2];
		rank_layers(layers, said, sizeof said / sizeof *said, back);
		assert_string_equal(topics_of(&layers[PAIN], "slow", text, sizeof text), "menu 8, bill 6, cart 6");
		release(layers);
	}
}

/* Of 40 contacts: 3 are below the floor of 4 contacts; of 60, 5 are below a tenth, 6 are one. */
static void few_contacts_say_nothing(void **state)
{
	static const struct said said[] = { { "problem", "slow", "three", 3 }, { "problem", "slow", "four", 4 },
		                            { "problem", "slow", "", 13 },     { "problem", "price", "five", 5 },
		                            { "problem", "price", "six", 6 },  { "problem", "price", "", 49 },
		                            { "problem", "late", "other", 40 } };
	struct ranking layers[2];
	char text[128];
	(void)state;
	rank_layers(layers, said, sizeof said / sizeof *said, false);
	assert_string_equal(topics_of(&layers[PAIN], "slow", text, sizeof text), "four 4");
	assert_string_equal(topics_of(&layers[PAIN], "price", text, sizeof text), "six 6");
	release(layers);
}

/* Of 100 contacts 40 are about the menu: in an issue 60 % of whose contacts are, that is 1.5 times as often; in one of
 * 50 % it is not. Praise of the menu is not what it is compared with. */
static void a_topic_of_all_issues_says_nothing_of_one(void **state)
{
	static const struct said said[] = { { "problem", "slow", "menu", 12 },  { "problem", "slow", "x", 8 },
		                            { "problem", "late", "menu", 10 },  { "problem", "late", "x", 10 },
		                            { "problem", "price", "menu", 18 }, { "problem", "price", "y", 42 },
		                            { "praise", "", "menu", 10 } };
	struct ranking layers[2];
	char text[128];
	(void)state;
	rank_layers(layers, said, sizeof said / sizeof *said, false);
	assert_int_equal(layers[PAIN].tally.total, 100);
	assert_string_equal(topics_of(&layers[PAIN], "slow", text, sizeof text), "menu 12, x 8");
	assert_string_equal(topics_of(&layers[PAIN], "late", text, sizeof text), "x 10");
	assert_string_equal(topics_of(&layers[PAIN], "price", text, sizeof text), "y 42");
	release(layers);
}

static void a_label_within_another_says_nothing_new(void **state)
{
	(void)state;
	assert_true(label_within(STR("lost bags"), STR("Bag lost or late")));
	assert_true(label_within(STR("App crashing"), STR("Crashes app")));
	assert_true(label_within(STR("Slow \xC2\xB7 slower"), STR("Slow")));
	assert_true(label_within(STR("App"), STR("App: other things")));
	assert_false(label_within(STR("App slow"), STR("Slow")));
	assert_false(label_within(STR("Gate agent"), STR("Agent rude")));
	assert_false(label_within(STR("on"), STR("only")));
	assert_false(label_within(STR("connect"), STR("contact")));
	assert_true(label_within(STR_EMPTY, STR("Slow")));
}

/* An issue named like a topic of it: the id is the label where there is no model. */
static void neither_the_issue_said_again_nor_praise_is_told(void **state)
{
	static const struct said said[] = { { "problem", "slow", "slow", 10 },
		                            { "problem", "slow", "menu", 5 },
		                            { "praise", "praise.app", "look", 10 },
		                            { "problem", "late", "other", 30 } };
	struct ranking layers[2];
	char text[128];
	(void)state;
	rank_layers(layers, said, sizeof said / sizeof *said, false);
	assert_string_equal(topics_of(&layers[PAIN], "slow", text, sizeof text), "menu 5");
	assert_string_equal(topics_of(&layers[PAIN], "praise.app", text, sizeof text), "");
	release(layers);
}

/* What is in no issue: the topic with most contacts that state a problem first; three are too few; a topic of which
 * more than half only speak beside their problem is none. */
static void contacts_in_no_issue_tell_their_topics(void **state)
{
	static const struct said said[] = { { "problem", "", "code", 6 },          { "request", "", "card", 4 },
		                            { "question", "", "few", 3 },          { "problem", "slow", "code", 9 },
		                            { "praise", "", "look", 9 },           { "problem", "", "", 5 },
		                            { "problem", "late.other", "bill", 9 } };
	struct ranking layers[2];
	(void)state;
	rank_layers(layers, said, sizeof said / sizeof *said, false);
	const struct outside_topics *outside = &layers[PAIN].outside;
	const struct tally *themes = &layers[ABOUT].tally;
	assert_int_equal(outside->count, 2);
	assert_true(str_eq(themes->themes[outside->list[0].theme], STR("code")));
	assert_int_equal(outside->list[0].contacts, 6);
	assert_true(str_eq(themes->themes[outside->list[1].theme], STR("card")));
	assert_int_equal(outside->list[1].contacts, 4);
	assert_int_equal(outside->contact_count, 18);
	release(layers);
}

static void a_topic_beside_the_problem_is_not_outside(void **state)
{
	static const struct decisions none;
	struct mention beside[] = { { .states = STR("problem"), .theme = STR("code") }, { .theme = STR("weather") } },
	               both[] = { { .states = STR("problem"), .theme = STR("weather") } };
	struct ranking layers[2];
	struct err err = ERR_INIT;
	(void)state;
	open_layer(&layers[ABOUT], LAYER_THEMES, &none);
	open_layer(&layers[PAIN], LAYER_ISSUES, &none);
	for (int c = 0; c < 9; c++) {
		char id[IDS];
		snprintf(id, sizeof id, "c%d", c);
		struct record record = { .contact = { .id = str_from(id) },
			                 .mentions = c < 5 ? beside : both,
			                 .mention_count = c < 5 ? 2 : 1 };
		assert_int_equal(tally_add(&layers[ABOUT].tally, &record, &err), 0);
		assert_int_equal(tally_add(&layers[PAIN].tally, &record, &err), 0);
	}
	ranking_make(&layers[ABOUT]);
	ranking_make(&layers[PAIN]);
	ranking_join(&layers[PAIN], &layers[ABOUT]);
	assert_int_equal(layers[PAIN].outside.count, 1); /* 4 of 9 state a problem in what they say of the weather */
	assert_int_equal(layers[PAIN].outside.list[0].contacts, 5);
	release(layers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_issue_tells_its_topics_largest_first_then_by_id),
		cmocka_unit_test(few_contacts_say_nothing),
		cmocka_unit_test(a_topic_of_all_issues_says_nothing_of_one),
		cmocka_unit_test(a_label_within_another_says_nothing_new),
		cmocka_unit_test(neither_the_issue_said_again_nor_praise_is_told),
		cmocka_unit_test(contacts_in_no_issue_tell_their_topics),
		cmocka_unit_test(a_topic_beside_the_problem_is_not_outside),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
