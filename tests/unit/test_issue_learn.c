/* Which issues a corpus has, on small made corpora: floor, joining, merging, splitting, names, and that no order of the
 * input shows. */
#include "issue_made.h"

#include "issue_assign.h"
#include "issue_learn.h"
#include "issue_sample.h"
#include "theme_numbers.h"

struct corpus {
	struct made *made;
	struct record *records;
	size_t count, cap;
	const char *lang;
	struct issue_model *model;
};

static int corpus_open(void **state)
{
	struct corpus *corpus = memory_alloc(sizeof *corpus);
	void *made = NULL;
	if (made_open(&made) != 0) {
		return -1;
	}
	corpus->made = made;
	corpus->lang = "en";
	*state = corpus;
	return 0;
}

static int corpus_close(void **state)
{
	struct corpus *corpus = *state;
	void *made = corpus->made;
	issue_model_close(corpus->model);
	free(corpus->records);
	free(corpus);
	return made_close(&made);
}

static struct record *contact_add(struct corpus *corpus)
{
	char id[16];
	snprintf(id, sizeof id, "c%zu", corpus->count);
	corpus->records = array_room(corpus->records, corpus->count, &corpus->cap, sizeof *corpus->records, 256);
	corpus->records[corpus->count] = made_record(corpus->made, id, corpus->lang);
	return &corpus->records[corpus->count++];
}

/* A mention of a trouble that the reader is sure of; class NULL: none. */
static void mention_add(struct record *record, const char *text, const char *class, const char *words)
{
	struct mention *mention = made_mention(record, text);
	if (class != NULL) {
		made_trouble(record, mention, (struct made_trouble){ class, "reader", words, 900 });
	}
}

/* `count` contacts of one mention. */
static void say(struct corpus *corpus, size_t count, const char *text, const char *class, const char *words)
{
	for (size_t i = 0; i < count; i++) {
		mention_add(contact_add(corpus), text, class, words);
	}
}

/* Contacts that state nothing: so that no thing is said in much of the corpus. */
static void say_nothing(struct corpus *corpus, size_t count)
{
	say(corpus, count, "we were here on some day", NULL, NULL);
}

static struct issue_model *learn_records(struct corpus *corpus, const struct record **records, size_t count)
{
	struct issue_model *model = NULL;
	struct buf story;
	struct err err = ERR_INIT;
	buf_init(&story, SIZE_MAX);
	if (issue_learn(records, count, corpus->made->folder, &model, &story, &err) < 0) {
		fail_msg("%s", made_error(corpus->made, &err));
	}
	buf_release(&story);
	return model;
}

static struct issue_model *learn(struct corpus *corpus)
{
	const struct record **records = memory_array(corpus->count + 1, sizeof *records);
	for (size_t i = 0; i < corpus->count; i++) {
		records[i] = &corpus->records[i];
	}
	issue_model_close(corpus->model);
	corpus->model = learn_records(corpus, records, corpus->count);
	free(records);
	return corpus->model;
}

/* "lost.bag 12 Bag lost|charged 8 Wrong charge" in the order of the model. */
static struct str issues_of(struct corpus *corpus)
{
	const struct issue_model *model = corpus->model;
	struct str all = STR_EMPTY;
	for (size_t i = 0; i < model->issue_count; i++) {
		const struct issue_entry *issue = &model->issues[i];
		all = arena_printf(&corpus->made->arena, "%.*s%s%.*s %u %.*s", STR_ARGS(all), i > 0 ? "|" : "",
		                   STR_ARGS(issue->id), (unsigned)issue->contacts, STR_ARGS(issue->label));
	}
	return all;
}
#define assert_issues(corpus, wanted)                                                                                  \
	do {                                                                                                           \
		struct str issues_ = issues_of(corpus);                                                                \
		if (!str_eq(issues_, str_from(wanted))) {                                                              \
			fail_msg("\"%.*s\" is not \"%s\"", STR_ARGS(issues_), wanted);                                 \
		}                                                                                                      \
	} while (0)

/* Which issue the pair leads to, or "". */
static struct str issue_of_pair(const struct corpus *corpus, const char *class, struct str thing)
{
	const struct issue_model *model = corpus->model;
	int64_t pair = issue_model_pair_find(model, ontology_find(model->ontology, str_from(class)), thing);
	assert_true(pair >= 0);
	return model->pairs[pair].issue >= 0 ? model->issues[model->pairs[pair].issue].id : STR_EMPTY;
}

/* ---- floor and remainder ---- */

static void four_contacts_make_an_issue_and_three_do_not(void **state)
{
	struct corpus *corpus = *state;
	say_nothing(corpus, 200);
	say(corpus, 4, "you lost my bag", "lost", "lost");
	say(corpus, 3, "you lost my ticket", "lost", "lost");
	learn(corpus);
	assert_issues(corpus, "lost.bag 4 Bag lost");
	assert_str(issue_of_pair(corpus, "lost", STR("ticket")), "");
}

static void words_that_four_people_sent_make_an_issue_and_four_copies_of_one_do_not(void **state)
{
	struct corpus *corpus = *state;
	struct record *record;
	say_nothing(corpus, 200);
	record = contact_add(corpus);
	mention_add(record, "you lost my bag", "lost", "lost");
	record->contact.copies = 5;
	record->contact.senders = 4;
	record = contact_add(corpus);
	mention_add(record, "you lost my ticket", "lost", "lost");
	record->contact.copies = 9;
	learn(corpus);
	assert_issues(corpus, "lost.bag 4 Bag lost");
	assert_str(issue_of_pair(corpus, "lost", STR("ticket")), "");
}

static void each_of_those_who_sent_the_same_words_is_drawn_for_himself(void **state)
{
	enum { SENDERS = 400 };
	struct corpus *corpus = *state;
	say_nothing(corpus, 200);
	struct record *record = contact_add(corpus);
	mention_add(record, "you lost my bag", "lost", "lost");
	record->contact.copies = record->contact.senders = SENDERS;
	const struct issue_model *model = learn(corpus);
	assert_int_equal(model->issue_count, 1);
	assert_int_equal(model->issues[0].came_back, ISSUE_RESAMPLES);
	for (size_t i = 0; i <= ISSUE_RESAMPLES; i++) { /* 400 draws: a deviation of 20 */
		assert_in_range(model->unions[i].counted, i == 0 ? SENDERS : SENDERS - 100,
		                i == 0 ? SENDERS : SENDERS + 100);
		assert_int_equal(model->unions[i].counted, model->unions[i].covered);
	}
}

static void the_floor_grows_with_the_corpus(void **state)
{
	struct corpus *corpus = *state;
	say_nothing(corpus, 2000);
	say(corpus, 9, "you lost my bag", "lost", "lost"); /* of 2,017: 8.07 */
	say(corpus, 8, "you lost my ticket", "lost", "lost");
	learn(corpus);
	assert_true(corpus->model->issue_count >= 1);
	assert_str(corpus->model->issues[0].id, "lost.bag");
	assert_str(issue_of_pair(corpus, "lost", STR("ticket")), "");
}

static void a_contact_counts_once_however_often_it_says_it(void **state)
{
	struct corpus *corpus = *state;
	say_nothing(corpus, 200);
	for (size_t i = 0; i < 3; i++) {
		struct record *record = contact_add(corpus);
		for (size_t k = 0; k < 3; k++) {
			mention_add(record, "you lost my bag", "lost", "lost");
		}
	}
	learn(corpus);
	assert_issues(corpus, "");
	say(corpus, 1, "you lost my bag", "lost", "lost");
	learn(corpus);
	assert_issues(corpus, "lost.bag 4 Bag lost");
}

static void what_a_class_has_below_the_floor_is_its_remainder(void **state)
{
	struct corpus *corpus = *state;
	say_nothing(corpus, 200);
	say(corpus, 6, "you lost my bag", "lost", "lost");
	say(corpus, 2, "you lost my ticket", "lost", "lost");
	say(corpus, 2, "you lost my phone", "lost", "lost");
	say(corpus, 2, "you lost my order", "lost", "lost");
	learn(corpus);
	assert_issues(corpus, "lost.bag 6 Bag lost|lost.other 6 Lost: other things");
	assert_str(issue_of_pair(corpus, "lost", STR("phone")), "lost.other");
	assert_str(issue_of_pair(corpus, "lost", THING_OTHER), "lost.other");
}

static void a_corpus_without_troubles_or_without_contacts_has_no_issues(void **state)
{
	struct corpus *corpus = *state;
	learn(corpus);
	assert_issues(corpus, "");
	say_nothing(corpus, 50);
	learn(corpus);
	assert_issues(corpus, "");
}

static void whoever_gives_a_top_score_is_not_counted(void **state)
{
	struct corpus *corpus = *state;
	say_nothing(corpus, 200);
	say(corpus, 6, "you lost my bag", "lost", "lost");
	for (size_t i = 0; i < 3; i++) {
		struct contact *contact = &corpus->records[corpus->count - 1 - i].contact;
		contact->has_score = true;
		contact->score = 5;
		contact->scale = STR("stars5");
	}
	learn(corpus);
	assert_issues(corpus, "");
}

/* ---- joining, merging, splitting ---- */

/* A table of pieces in which ticket and phone mean nearly the same, and nothing else does. */
static void pieces_made(struct corpus *corpus)
{
	enum { PIECES = 5, DIM = 64, TO = 64 };
	static const char names[] = "app\0bag\0fee\0phone\0ticket";
	const uint32_t head[4] = { PIECES, DIM, sizeof names, 8 }, offsets[PIECES] = { 0, 4, 8, 12, 18 };
	const float scales[PIECES] = { 1, 1, 1, 1, 1 };
	int8_t rows[PIECES][DIM] = { { 0 } };
	struct buf table;
	buf_init(&table, SIZE_MAX);
	for (size_t i = 0; i < PIECES; i++) {
		rows[i][i] = 100;
	}
	rows[4][3] = 100;
	rows[4][4] = 20;
	buf_add(&table, "THVEC1\0\0", 8);
	buf_add(&table, head, sizeof head);
	buf_add(&table, offsets, sizeof offsets);
	buf_add(&table, scales, sizeof scales);
	buf_add(&table, names, sizeof names);
	for (size_t i = sizeof names; i % TO != 0; i++) {
		buf_byte(&table, '\0');
	}
	buf_add(&table, rows, sizeof rows);
	made_file(corpus->made, "en/pieces.tbl", buf_str(&table));
	buf_release(&table);
}

static void a_small_thing_joins_a_bigger_one_of_the_same_meaning(void **state)
{
	struct corpus *corpus = *state;
	pieces_made(corpus);
	say_nothing(corpus, 200);
	say(corpus, 6, "you lost my ticket", "lost", "lost");
	say(corpus, 3, "you lost my phone", "lost", "lost");
	say(corpus, 3, "you lost my app", "lost", "lost");
	learn(corpus);
	assert_issues(corpus, "lost.ticket 9 Ticket lost");
	assert_str(issue_of_pair(corpus, "lost", STR("phone")), "lost.ticket");
	assert_str(issue_of_pair(corpus, "lost", STR("app")), "");
}

static void two_things_above_the_floor_stay_apart(void **state)
{
	struct corpus *corpus = *state;
	pieces_made(corpus);
	say_nothing(corpus, 200);
	say(corpus, 6, "you lost my ticket", "lost", "lost");
	say(corpus, 5, "you lost my phone", "lost", "lost");
	learn(corpus);
	assert_issues(corpus, "lost.ticket 6 Ticket lost|lost.phone 5 Phone lost");
}

static void neighbours_of_one_thing_merge_and_the_label_says_both(void **state)
{
	struct corpus *corpus = *state;
	say_nothing(corpus, 300);
	say(corpus, 8, "my app crashes", "crash", "crashes");
	say(corpus, 5, "my app is broken", "broken", "broken");
	say(corpus, 5, "my app is late", "late", "late");
	learn(corpus);
	assert_issues(corpus, "crash.app 13 App crashes or doesn't work|late.app 5 App late");
	assert_str(issue_of_pair(corpus, "broken", STR("app")), "crash.app");
}

static void a_neighbour_that_few_state_is_not_named(void **state)
{
	struct corpus *corpus = *state;
	say_nothing(corpus, 300);
	say(corpus, 20, "my app crashes", "crash", "crashes");
	say(corpus, 4, "my app is broken", "broken", "broken");
	learn(corpus);
	assert_issues(corpus, "crash.app 24 App crashes");
}

static void what_is_said_of_everything_heads_nothing(void **state)
{
	struct corpus *corpus = *state;
	say_nothing(corpus, 60);
	say(corpus, 8, "my app is late", "late", "late");
	say(corpus, 8, "my app crashes", "crash", "crashes");
	say(corpus, 8, "my app was cancelled", "cancelled", "cancelled");
	learn(corpus);
	assert_true((issue_model_thing_find(corpus->model, STR("app"))->roles & THING_SUBJECT) != 0);
	for (size_t i = 0; i < corpus->model->issue_count; i++) {
		assert_false(str_ends(corpus->model->issues[i].id, STR(".app")));
	}
	assert_str(issue_of_pair(corpus, "late", STR("app")), "late");
}

static void a_subject_heads_the_trouble_that_it_alone_has(void **state)
{
	struct corpus *corpus = *state;
	say_nothing(corpus, 60);
	say(corpus, 12, "my app crashes", "crash", "crashes");
	say(corpus, 8, "you lost my bag", "lost", "lost");
	say(corpus, 8, "my flight was late", "late", "late");
	learn(corpus);
	assert_true((issue_model_thing_find(corpus->model, STR("app"))->roles & THING_SUBJECT) != 0);
	assert_str(issue_of_pair(corpus, "crash", STR("app")), "crash.app");
}

static void a_verdict_is_split_by_what_it_is_about(void **state)
{
	struct corpus *corpus = *state;
	say_nothing(corpus, 300);
	say(corpus, 8, "my ticket costs too much", "price", "costs");
	say(corpus, 12, "all too expensive", "price", "expensive");
	say(corpus, 40, "you lost my bag", "lost", "lost");
	say(corpus, 20, "my flight was late", "late", "late");
	learn(corpus);
	assert_str(issue_of_pair(corpus, "price", STR("ticket")), "price.ticket");
	assert_str(corpus->model->issues[issue_model_issue(corpus->model, STR("price.ticket"))].label,
	           "Too expensive: ticket");
	assert_str(issue_of_pair(corpus, "price", THING_NONE), "price");
}

static void another_class_is_split_only_when_it_is_too_broad(void **state)
{
	struct corpus *corpus = *state;
	say_nothing(corpus, 400);
	say(corpus, 8, "my ticket was charged again", "charged", "charged");
	say(corpus, 8, "charged me again", "charged", "charged");
	say(corpus, 52, "you lost my bag", "lost", "lost");
	learn(corpus);
	assert_str(issue_of_pair(corpus, "charged", STR("ticket")), "charged"); /* 16 of 68 */
	say(corpus, 16, "charged me again", "charged", "charged");
	learn(corpus);
	assert_str(issue_of_pair(corpus, "charged", STR("ticket")), "charged.ticket"); /* 32 of 84 */
}

static void what_names_neither_thing_nor_cause_is_a_remainder(void **state)
{
	struct corpus *corpus = *state;
	say_nothing(corpus, 300);
	say(corpus, 9, "it is all poor", "weak", "poor");
	say(corpus, 6, "my phone is poor", "weak", "poor");
	say(corpus, 5, "my bag is poor", "weak", "poor");
	say(corpus, 4, "my flight is poor", "weak", "poor");
	learn(corpus);
	assert_issues(corpus, "weak.other 9 Works poorly: other things|weak.phone 6 Phone works poorly|weak.bag 5 Bag "
	                      "works poorly|weak.flight 4 Flight works poorly");
}

static void a_neighbour_that_says_more_stands_by_itself(void **state)
{
	struct corpus *corpus = *state;
	say_nothing(corpus, 300);
	say(corpus, 9, "my phone is poor", "weak", "poor");
	say(corpus, 6, "my phone crashes", "crash", "crashes");
	learn(corpus);
	assert_issues(corpus, "weak.phone 9 Phone works poorly|crash.phone 6 Phone crashes");
}

static void what_a_thing_does_is_no_part_of_its_name(void **state)
{
	struct corpus *corpus = *state;
	say_nothing(corpus, 300);
	say(corpus, 8, "my gate agent is late", "late", "late");
	say(corpus, 8, "my suitcase vanished", "lost", "vanished");
	learn(corpus);
	assert_issues(corpus, "late.gate_agent 8 Gate agent late|lost.bag 8 Bag lost");
}

/* ---- how customers say it ---- */

static void said_made(struct corpus *corpus)
{
	made_file(corpus->made, "en/trouble_said.tsv",
	          STR("late\tdelay delayed\tDelayed\t{} delayed\tdelayed\n"
	              "late\tnight\tOnly at night\t{} only at night\tonly at night\n"
	              "late\tnoon flight\tAfter noon\t{} after noon\tafter noon\n"));
}

static void an_issue_is_named_as_half_of_its_customers_say_it(void **state)
{
	struct corpus *corpus = *state;
	said_made(corpus);
	say_nothing(corpus, 300);
	say(corpus, 4, "my order is late", "late", "late");
	say(corpus, 4, "my order is delayed", "late", "delayed");
	learn(corpus);
	assert_issues(corpus, "late.order 8 Order delayed");
	say(corpus, 1, "my order is late", "late", "late");
	learn(corpus);
	assert_issues(corpus, "late.order 9 Order late");
}

static void or_as_two_parts_of_them_say_it(void **state)
{
	struct corpus *corpus = *state;
	said_made(corpus);
	say_nothing(corpus, 300);
	say(corpus, 5, "my order is late", "late", "late");
	say(corpus, 3, "my order is late at night", "late", "late");
	say(corpus, 2, "my order is delayed", "late", "delayed");
	learn(corpus);
	assert_issues(corpus, "late.order 10 Order only at night or delayed");
	say(corpus, 6, "my order is late at night", "late", "late");
	learn(corpus);
	assert_issues(corpus, "late.order 16 Order only at night");
}

static void a_saying_that_has_the_thing_stands_alone(void **state)
{
	struct corpus *corpus = *state;
	said_made(corpus);
	say_nothing(corpus, 300);
	say(corpus, 8, "my flight is late", "late", "late");
	learn(corpus);
	assert_issues(corpus, "late.flight 8 After noon");
}

/* ---- ways ---- */

static void ways_made(struct corpus *corpus)
{
	made_file(corpus->made, "any/trouble_class.tsv",
	          STR(MADE_CLASSES "charged-twice\tway\nlate-noon\tway\nprice-fee\tway\n"));
	made_file(corpus->made, "en/trouble_said.tsv",
	          STR("charged-twice\ttwice double\tCharged twice\t{}: charged twice\tcharged twice\n"
	              "late-noon\tnoon\tLate at noon\t{} late at noon\tlate at noon\n"
	              "price-fee\tfee fees\tFees too high\t{}: fees too high\tfees too high\n"));
}

static void a_way_that_enough_state_is_an_issue_of_its_own(void **state)
{
	struct corpus *corpus = *state;
	ways_made(corpus);
	say_nothing(corpus, 300);
	say(corpus, 8, "all too expensive", "price", "expensive");
	say(corpus, 5, "fees too expensive", "price", "expensive");
	say(corpus, 25, "you lost my bag", "lost", "lost");
	learn(corpus);
	assert_issues(corpus, "lost.bag 25 Bag lost|price 8 Too expensive|price-fee 5 Fees too high");
	assert_str(issue_of_pair(corpus, "price-fee", THING_OTHER), "price-fee");
}

static void a_way_that_few_state_stays_with_its_class(void **state)
{
	struct corpus *corpus = *state;
	ways_made(corpus);
	say_nothing(corpus, 300);
	say(corpus, 8, "all too expensive", "price", "expensive");
	say(corpus, 3, "fees too expensive", "price", "expensive");
	say(corpus, 25, "you lost my bag", "lost", "lost");
	learn(corpus);
	assert_issues(corpus, "lost.bag 25 Bag lost|price 11 Too expensive");
}

static void a_class_that_names_its_cause_is_told_by_its_ways_only_where_it_is_very_broad(void **state)
{
	struct corpus *corpus = *state;
	ways_made(corpus);
	say_nothing(corpus, 300);
	say(corpus, 8, "charged me twice", "charged", "charged");
	say(corpus, 8, "charged me again", "charged", "charged");
	say(corpus, 40, "you lost my bag", "lost", "lost");
	learn(corpus);
	assert_issues(corpus, "lost.bag 40 Bag lost|charged 16 Charged twice"); /* 16 of 56 */
	say(corpus, 16, "charged me twice", "charged", "charged");
	learn(corpus); /* 32 of 72: and what is not said so is other things */
	assert_issues(corpus,
	              "lost.bag 40 Bag lost|charged-twice 24 Charged twice|charged.other 8 Wrong charge: other things");
}

static void a_way_of_a_thing_stands_beside_the_thing(void **state)
{
	struct corpus *corpus = *state;
	ways_made(corpus);
	say_nothing(corpus, 300);
	say(corpus, 6, "my order is late", "late", "late");
	say(corpus, 5, "my order was late at noon", "late", "late");
	say(corpus, 2, "my ticket was late at noon", "late", "late");
	learn(corpus);
	assert_issues(corpus, "late.order 6 Order late|late-noon.order 5 Order late at noon");
	assert_str(issue_of_pair(corpus, "late-noon", STR("order")), "late-noon.order");
	assert_str(issue_of_pair(corpus, "late-noon", STR("ticket")), "");
}

/* ---- names, tables, things ---- */

static void requests_and_praise_have_tables_of_their_own(void **state)
{
	struct corpus *corpus = *state;
	say_nothing(corpus, 200);
	say(corpus, 6, "please make an app", "request", "make");
	say(corpus, 5, "what a lovely flight", "praise", "lovely");
	say(corpus, 5, "this is awful", "vent", "awful");
	say(corpus, 5, "goodbye to you", "churn", "goodbye");
	learn(corpus);
	assert_issues(corpus, "request.app 6 Wants: app|praise.flight 5 Flight praised");
	assert_int_equal(corpus->model->issues[0].table, ISSUE_REQUEST);
	assert_int_equal(corpus->model->issues[1].table, ISSUE_PRAISE);
}

static void a_language_without_labels_is_named_by_the_ontology(void **state)
{
	struct corpus *corpus = *state;
	corpus->lang = "de";
	say(corpus, 200, "wir waren hier", NULL, NULL);
	say(corpus, 6, "mein koffer ist weg", "lost", "weg");
	say(corpus, 5, "falsch abgebucht", "charged", "falsch");
	learn(corpus);
	assert_str(corpus->model->lang, "de");
	assert_issues(corpus, "lost.bag 6 Koffer: lost|charged 5 Charged");
}

static void languages_of_one_corpus_are_counted_together(void **state)
{
	struct corpus *corpus = *state;
	say_nothing(corpus, 200);
	say(corpus, 3, "you lost my bag", "lost", "lost");
	corpus->lang = "de";
	say(corpus, 2, "mein koffer ist weg", "lost", "weg");
	learn(corpus);
	assert_issues(corpus, "lost.bag 5 Bag lost");
}

static void a_noun_that_no_list_has_becomes_a_thing_of_the_corpus(void **state)
{
	struct corpus *corpus = *state;
	say_nothing(corpus, 200);
	say(corpus, 8, "the dashboard is broken", "broken", "broken");
	learn(corpus);
	assert_issues(corpus, "broken.dashboard 8 Dashboard doesn't work");
	assert_int_equal(issue_model_thing_find(corpus->model, STR("dashboard"))->roles & THING_OWN, THING_OWN);
}

static void praise_is_of_listed_things_alone(void **state)
{
	struct corpus *corpus = *state;
	say_nothing(corpus, 200);
	say(corpus, 8, "the dashboard is lovely", "praise", "lovely");
	say(corpus, 6, "the flight is lovely", "praise", "lovely");
	learn(corpus);
	assert_issues(corpus, "praise.flight 6 Flight praised");
}

static void a_brand_heads_nothing(void **state)
{
	struct corpus *corpus = *state;
	struct attr company = { STR("company"), STR("Dashboard Inc") };
	say_nothing(corpus, 200);
	say(corpus, 8, "the dashboard is broken", "broken", "broken");
	for (size_t i = 0; i < corpus->count; i++) {
		corpus->records[i].contact.attrs = &company;
		corpus->records[i].contact.attr_count = 1;
	}
	learn(corpus);
	assert_issues(corpus, "broken 8 Doesn't work");
	assert_int_equal(issue_model_thing_find(corpus->model, STR("dashboard"))->roles & THING_BRAND, THING_BRAND);
}

static void no_two_issues_have_one_label(void **state)
{
	struct corpus *corpus = *state;
	made_file(corpus->made, "en/thing.tsv", STR("bag\tbag\tbag\ncase\tbag\tcase\n"));
	say_nothing(corpus, 200);
	say(corpus, 6, "you lost my bag", "lost", "lost");
	say(corpus, 5, "you lost my case", "lost", "lost");
	learn(corpus);
	assert_issues(corpus, "lost.bag 11 Bag lost");
	assert_str(issue_of_pair(corpus, "lost", STR("case")), "lost.bag");
}

static void a_damaged_list_is_said_with_its_line(void **state)
{
	struct corpus *corpus = *state;
	const struct record *records[1];
	struct issue_model *model = NULL;
	struct buf story;
	struct err err = ERR_INIT;
	buf_init(&story, SIZE_MAX);
	say_nothing(corpus, 1);
	records[0] = &corpus->records[0];
	made_file(corpus->made, "en/trouble_label.tsv", STR("lost\tLost\nlate\n"));
	assert_int_equal(issue_learn(records, 1, corpus->made->folder, &model, &story, &err), GRIPE_DATA);
	assert_says(corpus->made, &err, "trouble_label.tsv:2: ");
	assert_null(model);
	buf_release(&story);
}

/* ---- order ---- */

/* A corpus with something of everything. */
static void say_all(struct corpus *corpus)
{
	pieces_made(corpus);
	say_nothing(corpus, 200);
	say(corpus, 6, "you lost my ticket", "lost", "lost");
	say(corpus, 3, "you lost my phone", "lost", "lost");
	say(corpus, 6, "you lost this bag", "lost", "lost");
	say(corpus, 2, "you lost my order", "lost", "lost");
	say(corpus, 8, "my app crashes", "crash", "crashes");
	say(corpus, 5, "my app is broken", "broken", "broken");
	say(corpus, 8, "the dashboard is broken", "broken", "broken");
	say(corpus, 8, "my gate agent was late", "late", "late");
	say(corpus, 8, "my ticket costs too much", "price", "costs");
	say(corpus, 12, "all too expensive", "price", "expensive");
	say(corpus, 6, "please make an app", "request", "make");
	corpus->lang = "de";
	say(corpus, 5, "mein koffer ist weg", "lost", "weg");
	for (size_t i = 0; i < 4; i++) {
		struct record *record = contact_add(corpus);
		mention_add(record, "koffer weg", "lost", "weg");
		mention_add(record, "falsch abgebucht", "charged", "falsch");
	}
}

static void shuffle(struct corpus *corpus, uint64_t seed)
{
	for (size_t i = corpus->count; i > 1; i--) {
		size_t other = (size_t)noise(&seed) % i;
		struct record was = corpus->records[i - 1];
		corpus->records[i - 1] = corpus->records[other];
		corpus->records[other] = was;
	}
}

/* The four tables one behind the other, of contacts that came in this order. */
static void tables_of(struct corpus *corpus, size_t most, struct buf *out)
{
	struct issue_sample *sample = issue_sample_open(most);
	struct issue_model_file files[ISSUE_MODEL_FILES];
	struct issue_model *model;
	const struct record **records;
	size_t count;
	for (size_t i = 0; i < corpus->count; i++) {
		issue_sample_offer(sample, &corpus->records[i]);
	}
	assert_int_equal(issue_sample_seen(sample), corpus->count);
	records = issue_sample_records(sample, &count);
	assert_int_equal(count, most < corpus->count ? most : corpus->count);
	model = learn_records(corpus, records, count);
	issue_model_write(model, files);
	for (size_t i = 0; i < ISSUE_MODEL_FILES; i++) {
		buf_str_add(out, buf_str(&files[i].text));
		buf_release(&files[i].text);
	}
	issue_model_close(model);
	issue_sample_close(sample);
}

static void expect_same_tables(struct corpus *corpus, size_t most)
{
	struct buf first, other;
	buf_init(&first, SIZE_MAX);
	buf_init(&other, SIZE_MAX);
	tables_of(corpus, most, &first);
	for (uint64_t seed = 1; seed <= 5; seed++) {
		shuffle(corpus, seed);
		buf_clear(&other);
		tables_of(corpus, most, &other);
		assert_int_equal(first.len, other.len);
		assert_memory_equal(first.at, other.at, first.len);
	}
	buf_release(&first);
	buf_release(&other);
}

static void any_order_of_the_input_gives_the_same_tables(void **state)
{
	say_all(*state);
	expect_same_tables(*state, ISSUE_SAMPLE);
}

static void a_sample_does_not_depend_on_the_order_of_the_input(void **state)
{
	say_all(*state);
	expect_same_tables(*state, 150);
}

/* What the model says of the sample is what assigning the sample counts. */
static void an_issue_has_the_contacts_that_assignment_gives_it(void **state)
{
	struct corpus *corpus = *state;
	struct issue_assigner *assigner;
	struct issue_model *model;
	struct err err = ERR_INIT;
	uint64_t contacts[64] = { 0 };
	say_all(corpus);
	model = learn(corpus);
	assert_true(model->issue_count > 5 && model->issue_count < 64);
	assert_int_equal(issue_assigner_open(&assigner, model, corpus->made->folder, &err), 0);
	for (size_t r = 0; r < corpus->count; r++) {
		struct record *record = &corpus->records[r];
		uint64_t last[64] = { 0 };
		assert_int_equal(issue_assign_record(assigner, record, &err), 0);
		for (size_t i = 0; i < record->mention_count; i++) {
			int64_t issue = issue_model_issue(model, record->mentions[i].issue);
			if (issue >= 0 && last[issue]++ == 0) {
				contacts[issue]++;
			}
		}
	}
	for (size_t i = 0; i < model->issue_count; i++) {
		assert_int_equal(contacts[i], model->issues[i].contacts);
		assert_true(i == 0 || contacts[i - 1] >= contacts[i]);
	}
	issue_assigner_close(assigner);
}

static void a_sample_keeps_what_learning_reads_and_little_else(void **state)
{
	struct corpus *corpus = *state;
	struct issue_sample *sample = issue_sample_open(4);
	const struct record **kept;
	size_t count;
	say(corpus, 1, "you lost my bag", "lost", "lost");
	corpus->records[0].contact.text = STR("you lost my bag");
	for (size_t i = 0; i < ISSUE_SAMPLE_MENTIONS; i++) {
		made_mention(&corpus->records[0], "and so on");
	}
	issue_sample_offer(sample, &corpus->records[0]);
	kept = issue_sample_records(sample, &count);
	assert_int_equal(count, 1);
	assert_int_equal(kept[0]->mention_count, ISSUE_SAMPLE_MENTIONS);
	assert_int_equal(kept[0]->mentions[0].trouble_count, 1);
	assert_str(kept[0]->mentions[0].troubles[0].class, "lost");
	assert_int_equal(kept[0]->contact.text.len, 0);
	issue_sample_close(sample);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, corpus_open, corpus_close)
	const struct CMUnitTest tests[] = {
		TEST(four_contacts_make_an_issue_and_three_do_not),
		TEST(the_floor_grows_with_the_corpus),
		TEST(words_that_four_people_sent_make_an_issue_and_four_copies_of_one_do_not),
		TEST(each_of_those_who_sent_the_same_words_is_drawn_for_himself),
		TEST(a_contact_counts_once_however_often_it_says_it),
		TEST(what_a_class_has_below_the_floor_is_its_remainder),
		TEST(a_corpus_without_troubles_or_without_contacts_has_no_issues),
		TEST(whoever_gives_a_top_score_is_not_counted),
		TEST(a_small_thing_joins_a_bigger_one_of_the_same_meaning),
		TEST(two_things_above_the_floor_stay_apart),
		TEST(neighbours_of_one_thing_merge_and_the_label_says_both),
		TEST(a_neighbour_that_few_state_is_not_named),
		TEST(what_is_said_of_everything_heads_nothing),
		TEST(a_subject_heads_the_trouble_that_it_alone_has),
		TEST(a_verdict_is_split_by_what_it_is_about),
		TEST(another_class_is_split_only_when_it_is_too_broad),
		TEST(what_names_neither_thing_nor_cause_is_a_remainder),
		TEST(a_neighbour_that_says_more_stands_by_itself),
		TEST(what_a_thing_does_is_no_part_of_its_name),
		TEST(an_issue_is_named_as_half_of_its_customers_say_it),
		TEST(or_as_two_parts_of_them_say_it),
		TEST(a_saying_that_has_the_thing_stands_alone),
		TEST(a_way_that_enough_state_is_an_issue_of_its_own),
		TEST(a_way_that_few_state_stays_with_its_class),
		TEST(a_class_that_names_its_cause_is_told_by_its_ways_only_where_it_is_very_broad),
		TEST(a_way_of_a_thing_stands_beside_the_thing),
		TEST(requests_and_praise_have_tables_of_their_own),
		TEST(a_language_without_labels_is_named_by_the_ontology),
		TEST(languages_of_one_corpus_are_counted_together),
		TEST(a_noun_that_no_list_has_becomes_a_thing_of_the_corpus),
		TEST(praise_is_of_listed_things_alone),
		TEST(a_brand_heads_nothing),
		TEST(no_two_issues_have_one_label),
		TEST(a_damaged_list_is_said_with_its_line),
		TEST(any_order_of_the_input_gives_the_same_tables),
		TEST(a_sample_does_not_depend_on_the_order_of_the_input),
		TEST(an_issue_has_the_contacts_that_assignment_gives_it),
		TEST(a_sample_keeps_what_learning_reads_and_little_else),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
