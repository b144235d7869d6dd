/* The issue of a mention: what is stated by its probabilities, which thing has it, where the pair of both goes. */
#include "issue_made.h"

#include "issue_assign.h"
#include "score_scale.h"

struct fixture {
	struct made *made;
	struct issue_model *model;
	struct issue_assigner *assigner; /* opened with the first question */
};

static int fixture_open(void **state)
{
	struct fixture *f = memory_alloc(sizeof *f);
	void *made = NULL;
	struct err err = ERR_INIT;
	if (made_open(&made) != 0) {
		return -1;
	}
	f->made = made;
	f->model = memory_alloc(sizeof *f->model);
	issue_model_init(f->model);
	*state = f;
	return ontology_open(&f->model->ontology, f->made->folder, &err);
}

static int fixture_close(void **state)
{
	struct fixture *f = *state;
	void *made = f->made;
	issue_assigner_close(f->assigner);
	issue_model_close(f->model);
	free(f);
	return made_close(&made);
}

static int class_of(const struct fixture *f, const char *name)
{
	int class = ontology_find(f->model->ontology, str_from(name));
	assert_true(class >= 0);
	return class;
}

/* An issue, and the pair that leads to it. */
static void pair_issue(struct fixture *f, const char *class, struct str thing, uint64_t contacts, const char *issue)
{
	struct issue_model *model = f->model;
	struct issue_pair *pair = issue_model_pair_add(model, class_of(f, class), thing);
	int64_t number = issue_model_issue(model, str_from(issue));
	pair->contacts = contacts;
	if (number < 0 && issue != NULL) {
		model->issues =
		    array_room(model->issues, model->issue_count, &model->issue_cap, sizeof *model->issues, 4);
		model->issues[model->issue_count] =
		    (struct issue_entry){ str_from(issue), str_from(issue), ISSUE_PAIN, contacts, 0 };
		number = (int64_t)model->issue_count++;
	}
	pair->issue = issue != NULL ? (int32_t)number : -1;
}

static void thing_said(struct fixture *f, struct str id, uint64_t contacts, unsigned roles)
{
	struct issue_thing *thing = issue_model_thing_add(f->model, id);
	thing->contacts = contacts;
	thing->roles = roles;
}

static struct issue_assigner *assigner_of(struct fixture *f)
{
	struct err err = ERR_INIT;
	if (f->assigner == NULL) {
		assert_int_equal(issue_assigner_open(&f->assigner, f->model, f->made->folder, &err), 0);
	}
	return f->assigner;
}

static void assign(struct fixture *f, struct record *record)
{
	struct err err = ERR_INIT;
	if (issue_assign_record(assigner_of(f), record, &err) < 0) {
		fail_msg("%s", made_error(f->made, &err));
	}
}

/* A contact of one mention with up to four troubles of the reader. */
static struct record contact(struct fixture *f, const char *text, const struct made_trouble troubles[4])
{
	struct record record = made_record(f->made, "a", "en");
	struct mention *mention = made_mention(&record, text);
	for (size_t i = 0; i < 4 && troubles[i].class != NULL; i++) {
		made_trouble(&record, mention, troubles[i]);
	}
	return record;
}
#define READER(class, words, p)                                                                                        \
	{                                                                                                              \
		class, "reader", words, p                                                                              \
	}
#define TROUBLES(...) ((const struct made_trouble[4]){ __VA_ARGS__ })

static struct issue_mention read_one(struct fixture *f, const struct record *record)
{
	struct err err = ERR_INIT;
	struct issue_mention mention;
	assert_int_equal(issue_read(assigner_of(f), &f->made->arena, record, &mention, &err), 0);
	assert_int_equal(issue_place(assigner_of(f), &f->made->arena, record, &mention, &err), 0);
	return mention;
}

static struct issue_mention read_text(struct fixture *f, const char *text, const struct made_trouble troubles[4])
{
	struct record record = contact(f, text, troubles);
	return read_one(f, &record);
}

/* ---- what is stated ---- */

static void a_class_is_stated_from_its_threshold_on(void **state)
{
	struct issue_mention m = read_text(*state, "my app broke", TROUBLES(READER("broken", "broke", 290)));
	assert_str(m.states, "problem");
	assert_int_equal(m.stated_count, 1);
	assert_int_equal(m.stated[0].p_milli, 290);
	m = read_text(*state, "my app broke", TROUBLES(READER("broken", "broke", 289)));
	assert_str(m.states, "");
	assert_int_equal(m.stated_count, 0);
	assert_int_equal(m.doubt, DOUBT_UNSURE);
}

static void a_class_whose_words_are_topics_too_must_be_surer(void **state)
{
	struct issue_mention m = read_text(*state, "you cancelled it", TROUBLES(READER("cancelled", "cancelled", 449)));
	assert_str(m.states, "");
	m = read_text(*state, "you cancelled it", TROUBLES(READER("cancelled", "cancelled", 450)));
	assert_str(m.states, "problem");
}

static void neighbours_help_each_other_over_it(void **state)
{
	struct issue_mention m =
	    read_text(*state, "my app broke", TROUBLES(READER("broken", "broke", 250), READER("crash", "broke", 200)));
	assert_str(m.states, "problem");
	m = read_text(*state, "my app broke", TROUBLES(READER("broken", "broke", 250), READER("lost", "broke", 200)));
	assert_str(m.states, "");
}

static void the_likeliest_is_stated_where_all_troubles_together_are_sure(void **state)
{
	struct issue_mention m = read_text(*state, "all of this went wrong",
	                                   TROUBLES(READER("charged", "wrong", 280), READER("price", "wrong", 170),
	                                            READER("late", "went", 120), READER("broken", "all", 60)));
	assert_int_equal(m.stated_count, 1);
	assert_str(m.states, "problem");
	m = read_text(*state, "all of this went wrong",
	              TROUBLES(READER("charged", "wrong", 280), READER("price", "wrong", 180),
	                       READER("late", "went", 120), READER("broken", "all", 60)));
	assert_int_equal(m.stated_count, 0); /* another is too near */
	assert_str(m.states, "problem");     /* that it is one is sure, which one is not */
	m = read_text(*state, "all of this went wrong",
	              TROUBLES(READER("charged", "wrong", 280), READER("price", "wrong", 180)));
	assert_str(m.states, "");
}

static void a_top_score_states_no_problem_but_may_praise(void **state)
{
	struct fixture *f = *state;
	struct record record =
	    contact(f, "my bag was lost", TROUBLES(READER("lost", "lost", 590), READER("praise", "my", 400)));
	struct issue_mention m;
	record.contact.has_score = true;
	record.contact.score = 5;
	record.contact.scale = STR("stars5");
	m = read_one(f, &record);
	assert_str(m.states, "praise");
	assert_int_equal(m.doubt, DOUBT_SCORE);
	record.contact.score = 4;
	m = read_one(f, &record);
	assert_str(m.states, "problem");
}

static void what_is_a_top_score_depends_on_the_scale(void **state)
{
	static const struct {
		const char *scale;
		double score;
		bool high;
	} cases[] = { { "nps", 9, true },         { "nps", 8, false },        { "nps", 11, false },
		      { "stars5", 5, true },      { "stars5", 4, false },     { "stars5", 10, false },
		      { "points100", 76, true },  { "points100", 75, false }, { "points10", 8, true },
		      { "points10", 7.5, false }, { "furlongs", 9, false } };
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct contact c = { .has_score = true, .score = cases[i].score, .scale = str_from(cases[i].scale) };
		assert_int_equal(score_is_high(&c), cases[i].high);
		c.has_score = false;
		assert_false(score_is_high(&c));
	}
}

static void a_single_word_states_nothing(void **state)
{
	struct issue_mention m = read_text(*state, "Crash!", TROUBLES(READER("crash", "Crash", 900)));
	assert_str(m.states, "");
	assert_int_equal(m.doubt, DOUBT_SHORT);
}

static void beside_praise_a_trouble_must_be_sure(void **state)
{
	struct issue_mention m = read_text(*state, "great but my bag is lost",
	                                   TROUBLES(READER("lost", "lost", 540), READER("praise", "great", 400)));
	assert_str(m.states, "praise");
	assert_int_equal(m.doubt, DOUBT_GOOD);
	m = read_text(*state, "great but my bag is lost",
	              TROUBLES(READER("lost", "lost", 550), READER("praise", "great", 400)));
	assert_str(m.states, "problem");
}

static struct issue_mention read_glad(struct fixture *f, const char *text)
{
	struct record record = contact(f, text, TROUBLES(READER("lost", "bag", 500)));
	struct signal glad = { STR("sentiment"), STR("positive"), 2, { 0, 4 } };
	record.mentions[0].signals = &glad;
	record.mentions[0].signal_count = 1;
	return read_one(f, &record);
}

static void in_good_mood_a_trouble_must_be_sure_unless_something_is_denied(void **state)
{
	struct issue_mention m = read_glad(*state, "glad you found my bag");
	assert_int_equal(m.doubt, DOUBT_GOOD);
	m = read_glad(*state, "glad but never got my bag");
	assert_str(m.states, "problem");
}

static void a_second_trouble_counts_where_the_reader_gives_it_enough(void **state)
{
	struct issue_mention m = read_text(*state, "late and then lost my bag",
	                                   TROUBLES(READER("lost", "lost", 500), READER("late", "late", 400)));
	assert_int_equal(m.stated_count, 2);
	m = read_text(*state, "late and then lost my bag",
	              TROUBLES(READER("lost", "lost", 500), READER("late", "late", 399)));
	assert_int_equal(m.stated_count, 1);
	m = read_text(*state, "late and then lost my bag",
	              TROUBLES(READER("lost", "lost", 500), { "late", "pattern", "late", 450 }));
	assert_int_equal(m.stated_count, 1); /* a pattern that the reader does not see */
}

static void a_request_is_stated_where_no_trouble_is(void **state)
{
	struct fixture *f = *state;
	struct issue_mention m;
	pair_issue(f, "request", STR("app"), 9, "request.app");
	m = read_text(f, "please make an app", TROUBLES(READER("request", "make", 350), READER("broken", "app", 200)));
	assert_str(m.states, "request");
	assert_str(f->model->issues[m.issue[0]].id, "request.app");
	m = read_text(f, "please make an app", TROUBLES(READER("request", "make", 349)));
	assert_str(m.states, "");
}

static void displeasure_and_leaving_are_told_and_head_no_issue(void **state)
{
	struct issue_mention m = read_text(*state, "I am leaving you", TROUBLES(READER("churn", "leaving", 800)));
	assert_str(m.states, "churn");
	assert_int_equal(m.stated_count, 0);
	m = read_text(*state, "this is awful", TROUBLES(READER("vent", "awful", 800)));
	assert_str(m.states, "vent");
}

static void a_product_that_does_not_answer_is_no_support_desk(void **state)
{
	struct fixture *f = *state;
	const struct made_trouble *silent = TROUBLES(READER("noanswer", "answers", 900));
	struct issue_mention m = read_text(f, "it never answers me", silent);
	assert_int_equal(m.stated_count, 1);
	f->model->product = true;
	m = read_text(f, "it never answers me", silent);
	assert_int_equal(m.stated_count, 0);
	assert_int_equal(m.doubt, DOUBT_SENSE);
	m = read_text(f, "it never answers the phone", silent);
	assert_int_equal(m.stated_count, 1);
}

/* p f / sum(p f): 400 twice as likely here, beside 200 as usual and 400 of nothing, is 800 of 1400. */
static void probabilities_move_to_the_shares_of_the_corpus(void **state)
{
	struct fixture *f = *state;
	struct record record =
	    contact(f, "my bag was lost", TROUBLES(READER("lost", "lost", 400), READER("late", "was", 200)));
	struct issue_weighed weighed[MENTION_TROUBLES];
	f->model->factor_milli[class_of(f, "lost")] = 2000;
	assert_int_equal(issue_weigh(f->model, &record.mentions[0], weighed), 2);
	assert_int_equal(weighed[0].p_milli, 571);
	assert_int_equal(weighed[1].p_milli, 142);
	f->model->factor_milli[class_of(f, "lost")] = 1000;
	issue_weigh(f->model, &record.mentions[0], weighed);
	assert_int_equal(weighed[0].p_milli, 400);
}

static void what_a_pattern_adds_is_not_moved_and_nothing_is_surer_than_sure(void **state)
{
	struct fixture *f = *state;
	struct record record =
	    contact(f, "my bag was lost", TROUBLES({ "lost", "both", "lost", 990 }, { "late", "pattern", "was", 300 }));
	struct issue_weighed weighed[MENTION_TROUBLES];
	f->model->factor_milli[class_of(f, "lost")] = 4000;
	issue_weigh(f->model, &record.mentions[0], weighed);
	assert_int_equal(weighed[0].p_milli, 1000);
	assert_int_equal(weighed[1].p_milli, 300);
	assert_int_equal(weighed[1].reader_milli, 0);
	f->model->factor_milli[class_of(f, "lost")] = 125;
	issue_weigh(f->model, &record.mentions[0], weighed);
	assert_true(weighed[0].p_milli > 250 && weighed[0].p_milli < 990);
}

static void a_class_stated_of_two_things_is_read_once(void **state)
{
	struct fixture *f = *state;
	struct record record = contact(f, "the bag and the flight were late",
	                               TROUBLES(READER("late", "bag", 400), READER("late", "flight", 400)));
	struct issue_weighed weighed[MENTION_TROUBLES];
	struct issue_mention m;
	assert_int_equal(issue_weigh(f->model, &record.mentions[0], weighed), 2);
	assert_int_equal(weighed[0].p_milli, 400);
	assert_int_equal(weighed[1].p_milli, 400);
	assert_false(weighed[0].again);
	assert_true(weighed[1].again);
	m = read_text(f, "the bag and the flight were late",
	              TROUBLES(READER("late", "bag", 400), READER("late", "flight", 400)));
	assert_int_equal(m.trouble_milli, 400);
	assert_int_equal(m.stated_count, 2);
}

static void a_class_that_the_ontology_does_not_have_is_passed_over(void **state)
{
	struct issue_mention m = read_text(*state, "my bag was lost", TROUBLES(READER("no class", "lost", 900)));
	assert_str(m.states, "");
	assert_int_equal(m.doubt, DOUBT_NOTHING);
}

/* ---- the thing ---- */

static const char *thing_of(struct fixture *f, const char *text, struct made_trouble trouble)
{
	struct issue_mention m = read_text(f, text, TROUBLES(trouble));
	assert_int_equal(m.stated_count, 1);
	return m.thing[0] == NULL ? "none" : arena_dup(&f->made->arena, m.thing[0]->id).at;
}

static void the_nearest_thing_wins(void **state)
{
	const struct made_trouble lost = READER("lost", "lost", 900);
	assert_string_equal(thing_of(*state, "on my flight you lost this bag", lost), "bag");
	assert_string_equal(thing_of(*state, "on my flight lost for days was a bag", lost), "flight");
}

static void a_comma_parts_more_than_a_word(void **state)
{
	const struct made_trouble lost = READER("lost", "lost", 900);
	assert_string_equal(thing_of(*state, "my bag, lost for my flight", lost), "flight");
	assert_string_equal(thing_of(*state, "my bag lost for my flight", lost), "bag");
}

static void what_is_too_far_off_is_no_thing_of_it(void **state)
{
	const struct made_trouble lost = READER("lost", "lost", 900);
	assert_string_equal(thing_of(*state, "lost a b c d e f g bag", lost), "bag");
	assert_string_equal(thing_of(*state, "lost a b c d e f g h i bag", lost), "none");
}

static void a_thing_often_said_with_the_trouble_wins_over_a_nearer_one(void **state)
{
	struct fixture *f = *state;
	const struct made_trouble lost = READER("lost", "lost", 900);
	assert_string_equal(thing_of(f, "lost flight bag", lost), "flight");
	pair_issue(f, "lost", STR("bag"), 30, "lost.bag");
	assert_string_equal(thing_of(f, "lost flight bag", lost), "bag");
}

static void a_thing_that_is_said_everywhere_costs(void **state)
{
	struct fixture *f = *state;
	const struct made_trouble lost = READER("lost", "lost", 900);
	assert_string_equal(thing_of(f, "lost flight some bag", lost), "flight");
	thing_said(f, STR("flight"), 0, THING_SUBJECT);
	assert_string_equal(thing_of(f, "lost flight some bag", lost), "bag");
}

static void a_brand_heads_nothing(void **state)
{
	struct fixture *f = *state;
	const struct made_trouble lost = READER("lost", "lost", 900);
	thing_said(f, STR("flight"), 0, THING_BRAND);
	assert_string_equal(thing_of(f, "lost my flight", lost), "none");
	assert_string_equal(thing_of(f, "lost flight and then some bag", lost), "bag");
}

static void among_equals_the_smaller_id(void **state)
{
	assert_string_equal(thing_of(*state, "flight lost bag", (struct made_trouble)READER("lost", "lost", 900)),
	                    "bag");
	assert_string_equal(thing_of(*state, "bag lost flight", (struct made_trouble)READER("lost", "lost", 900)),
	                    "bag");
}

static void the_word_of_a_pattern_is_no_own_thing(void **state)
{
	struct fixture *f = *state;
	struct issue_thing *own = issue_model_thing_add(f->model, STR("delay"));
	own->name = own->words = STR("delay");
	own->roles = THING_OWN;
	assert_string_equal(thing_of(f, "such a delay again", (struct made_trouble)READER("late", "delay", 900)),
	                    "delay");
	assert_string_equal(thing_of(f, "such a delay again", (struct made_trouble){ "late", "pattern", "delay", 900 }),
	                    "none");
	assert_string_equal(thing_of(f, "such an app again", (struct made_trouble){ "late", "pattern", "app", 900 }),
	                    "app");
}

/* ---- the issue ---- */

static struct str issue_id(struct fixture *f, const char *text, struct made_trouble trouble)
{
	struct record record = contact(f, text, TROUBLES(trouble));
	assign(f, &record);
	return record.mentions[0].issue;
}

static void a_pair_goes_to_its_issue_and_one_below_the_floor_to_the_remainder(void **state)
{
	struct fixture *f = *state;
	const struct made_trouble lost = READER("lost", "lost", 900);
	pair_issue(f, "lost", STR("bag"), 12, "lost.bag");
	pair_issue(f, "lost", STR("ticket"), 2, NULL);
	assert_str(issue_id(f, "you lost my bag", lost), "lost.bag");
	assert_str(issue_id(f, "you lost my ticket", lost), "");
	assert_str(issue_id(f, "you lost my phone", lost), "");
	pair_issue(f, "lost", THING_OTHER, 0, "lost.other");
	assert_str(issue_id(f, "you lost my ticket", lost), "lost.other");
	assert_str(issue_id(f, "you lost my phone", lost), "lost.other"); /* nobody said it before */
	assert_str(issue_id(f, "you lost it all", lost), "lost.other");   /* no thing */
	assert_str(issue_id(f, "you lost my bag", lost), "lost.bag");
}

static void a_thing_that_is_not_named_is_a_pair_of_its_own(void **state)
{
	struct fixture *f = *state;
	pair_issue(f, "charged", THING_NONE, 12, "charged");
	assert_str(issue_id(f, "you charged me again", (struct made_trouble)READER("charged", "charged", 900)),
	           "charged");
}

static void a_trouble_is_counted_at_its_home(void **state)
{
	struct fixture *f = *state;
	pair_issue(f, "late", STR("order"), 12, "late.order");
	pair_issue(f, "lost", STR("bag"), 12, "lost.bag");
	assert_str(issue_id(f, "the food came late", (struct made_trouble)READER("late", "late", 900)), "late.order");
	assert_str(issue_id(f, "my bag is broken", (struct made_trouble)READER("broken", "broken", 900)), "lost.bag");
}

static void two_languages_are_one_issue(void **state)
{
	struct fixture *f = *state;
	struct record record = made_record(f->made, "b", "de");
	struct mention *mention = made_mention(&record, "mein Koffer ist weg");
	pair_issue(f, "lost", STR("bag"), 12, "lost.bag");
	made_trouble(&record, mention, (struct made_trouble)READER("lost", "weg", 900));
	assign(f, &record);
	assert_str(record.mentions[0].issue, "lost.bag");
	assert_str(issue_id(f, "you lost my bag", (struct made_trouble)READER("lost", "lost", 900)), "lost.bag");
}

static void the_corpus_own_things_are_sought_in_its_language_alone(void **state)
{
	struct fixture *f = *state;
	struct issue_thing *own = issue_model_thing_add(f->model, STR("dashboard"));
	struct record record = made_record(f->made, "b", "de");
	struct mention *mention = made_mention(&record, "dashboard geht nicht");
	own->name = own->words = STR("dashboard");
	own->roles = THING_OWN;
	pair_issue(f, "broken", STR("dashboard"), 12, "broken.dashboard");
	made_trouble(&record, mention, (struct made_trouble)READER("broken", "nicht", 900));
	assign(f, &record);
	assert_str(record.mentions[0].issue, "");
	assert_str(issue_id(f, "dashboard is broken", (struct made_trouble)READER("broken", "broken", 900)),
	           "broken.dashboard");
}

/* `bags` mentions of a lost bag of 600, then late flights of 600 up to count. */
static struct record story(struct fixture *f, size_t bags, size_t count)
{
	struct record record = made_record(f->made, "s", "en");
	for (size_t i = 0; i < count; i++) {
		bool bag = i < bags;
		struct mention *mention = made_mention(&record, bag ? "you lost my bag" : "my flight was late");
		made_trouble(&record, mention,
		             (struct made_trouble){ bag ? "lost" : "late", "reader", bag ? "lost" : "late", 600 });
	}
	assign(f, &record);
	return record;
}

static size_t count_issue(const struct record *record, const char *issue)
{
	size_t count = 0;
	for (size_t i = 0; i < record->mention_count; i++) {
		count += str_eq(record->mentions[i].issue, str_from(issue));
	}
	return count;
}

static void a_long_story_keeps_its_main_issues(void **state)
{
	struct fixture *f = *state;
	struct record record;
	pair_issue(f, "lost", STR("bag"), 12, "lost.bag");
	pair_issue(f, "late", STR("flight"), 12, "late.flight");
	record = story(f, 4, 13);
	assert_int_equal(count_issue(&record, "late.flight"), 9);
	assert_int_equal(count_issue(&record, "lost.bag"), 0);
	assert_str(record.mentions[0].states, "problem"); /* it still states one */
	record = story(f, 5, 13);
	assert_int_equal(count_issue(&record, "lost.bag"), 5); /* more than half of the main one */
	record = story(f, 1, 12);
	assert_int_equal(count_issue(&record, "lost.bag"), 1); /* not so long */
}

static void a_contact_without_mentions_is_nothing_to_assign(void **state)
{
	struct fixture *f = *state;
	struct record record = made_record(f->made, "a", "en");
	assign(f, &record);
	assert_int_equal(record.mention_count, 0);
}

static void a_span_outside_of_its_mention_does_no_harm(void **state)
{
	struct fixture *f = *state;
	struct record record = contact(f, "you lost my bag", TROUBLES(READER("lost", "lost", 900)));
	pair_issue(f, "lost", STR("bag"), 12, "lost.bag");
	record.mentions[0].span = (struct span){ 100, 115 };
	record.mentions[0].troubles[0].span = (struct span){ 0, 4000 };
	assign(f, &record);
	assert_str(record.mentions[0].states, "problem");
}

static void a_damaged_list_of_a_language_is_said_when_it_is_needed(void **state)
{
	struct fixture *f = *state;
	struct record record = made_record(f->made, "b", "de");
	struct err err = ERR_INIT;
	made_mention(&record, "mein Koffer ist weg");
	made_file(f->made, "de/thing.tsv", STR("bag\tKoffer\n"));
	assert_int_equal(issue_assign_record(assigner_of(f), &record, &err), GRIPE_DATA);
	assert_says(f->made, &err, "thing.tsv:1: ");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		TEST(a_class_is_stated_from_its_threshold_on),
		TEST(a_class_whose_words_are_topics_too_must_be_surer),
		TEST(neighbours_help_each_other_over_it),
		TEST(the_likeliest_is_stated_where_all_troubles_together_are_sure),
		TEST(a_top_score_states_no_problem_but_may_praise),
		TEST(what_is_a_top_score_depends_on_the_scale),
		TEST(a_single_word_states_nothing),
		TEST(beside_praise_a_trouble_must_be_sure),
		TEST(in_good_mood_a_trouble_must_be_sure_unless_something_is_denied),
		TEST(a_second_trouble_counts_where_the_reader_gives_it_enough),
		TEST(a_request_is_stated_where_no_trouble_is),
		TEST(displeasure_and_leaving_are_told_and_head_no_issue),
		TEST(a_product_that_does_not_answer_is_no_support_desk),
		TEST(probabilities_move_to_the_shares_of_the_corpus),
		TEST(what_a_pattern_adds_is_not_moved_and_nothing_is_surer_than_sure),
		TEST(a_class_stated_of_two_things_is_read_once),
		TEST(a_class_that_the_ontology_does_not_have_is_passed_over),
		TEST(the_nearest_thing_wins),
		TEST(a_comma_parts_more_than_a_word),
		TEST(what_is_too_far_off_is_no_thing_of_it),
		TEST(a_thing_often_said_with_the_trouble_wins_over_a_nearer_one),
		TEST(a_thing_that_is_said_everywhere_costs),
		TEST(a_brand_heads_nothing),
		TEST(among_equals_the_smaller_id),
		TEST(the_word_of_a_pattern_is_no_own_thing),
		TEST(a_pair_goes_to_its_issue_and_one_below_the_floor_to_the_remainder),
		TEST(a_thing_that_is_not_named_is_a_pair_of_its_own),
		TEST(a_trouble_is_counted_at_its_home),
		TEST(two_languages_are_one_issue),
		TEST(the_corpus_own_things_are_sought_in_its_language_alone),
		TEST(a_long_story_keeps_its_main_issues),
		TEST(a_contact_without_mentions_is_nothing_to_assign),
		TEST(a_span_outside_of_its_mention_does_no_harm),
		TEST(a_damaged_list_of_a_language_is_said_when_it_is_needed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
