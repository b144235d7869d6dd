/* test_ledger.c - what people decided: the lines of ledger.tsv, and what they do to the mentions of a record. */
#include "issue_made.h"

#include "ledger_apply.h"
#include "theme_pins.h"

static const char *ledger_path(struct made *made, const char *text)
{
	made_file(made, "ledger.tsv", str_from(text));
	return made_path(made, "ledger.tsv");
}

static struct ledger *ledger_of(struct made *made, const char *text)
{
	struct ledger *ledger = NULL;
	struct err err = ERR_INIT;
	if (ledger_open(&ledger, ledger_path(made, text), &err) < 0) {
		fail_msg("%s", made_error(made, &err));
	}
	return ledger;
}

static void refused(struct made *made, const char *text, const char *says)
{
	struct ledger *ledger;
	struct err err = ERR_INIT;
	assert_int_equal(ledger_open(&ledger, ledger_path(made, text), &err), GRIPE_DATA);
	assert_null(ledger);
	assert_says(made, &err, says);
}

/* ---- the lines ---- */

static void an_edit_is_read_with_its_cells_whichever_of_the_first_two_is_the_verb(void **state)
{
	struct ledger *ledger = ledger_of(*state, "# what was decided\n"
	                                          "rename\tlate.order\tOrder late\n"
	                                          "late.order\towner\tLogistics\n"
	                                          "\n"
	                                          "split\tlate.order\tcourier|driver\tlate.courier\tCourier late\n"
	                                          "action\tlate.order\t2025-03-01\tnew courier\t-30 %\n"
	                                          "mute\tprice\n");
	const struct ledger_row *rows = ledger->rows;
	assert_int_equal(ledger->count, 5);
	assert_int_equal(rows[0].verb, LEDGER_RENAME);
	assert_true(str_eq(rows[0].value, STR("Order late")));
	assert_int_equal(rows[0].line, 2);
	assert_int_equal(rows[1].verb, LEDGER_OWNER);
	assert_true(str_eq(rows[1].id, STR("late.order")));
	assert_true(str_eq(rows[1].value, STR("Logistics")));
	assert_true(str_eq(rows[2].phrase, STR("courier|driver")));
	assert_true(str_eq(rows[2].into, STR("late.courier")));
	assert_true(str_eq(rows[2].value, STR("Courier late")));
	assert_int_equal(rows[2].line, 5);
	assert_int_equal(rows[3].time, 1740787200);
	assert_true(rows[3].expects);
	assert_true(rows[3].expected == -0.3);
	assert_int_equal(rows[4].verb, LEDGER_MUTE);
	assert_int_equal(rows[4].value.len, 0);
	ledger_close(ledger);
}

static void an_effect_is_a_change_in_any_way_of_writing_it(void **state)
{
	static const struct {
		const char *text;
		double value;
	} effects[] = { { "-30 %", -0.3 },
		        { "-30%", -0.3 },
		        { "\xE2\x88\x92"
		          "30 %",
		          -0.3 },
		        { "-0.25", -0.25 },
		        { "+50 %", 0.5 },
		        { "0", 0 },
		        { "-100 %", -1 } };
	for (size_t i = 0; i < sizeof effects / sizeof *effects; i++) {
		char text[128];
		snprintf(text, sizeof text, "action\tprice\t2025-03-01\tsale\t%s\n", effects[i].text);
		struct ledger *ledger = ledger_of(*state, text);
		assert_true(ledger->rows[0].expected == effects[i].value);
		ledger_close(ledger);
	}
	refused(*state, "action\tprice\t2025-03-01\tsale\tless\n", ":1: an expected effect is a change like -30 %");
	refused(*state, "action\tprice\t2025-03-01\tsale\t-130 %\n", "from -100 % on");
	refused(*state, "action\tprice\t2025-03-01\tsale\t-\n", "an expected effect");
	refused(*state, "action\tprice\t2025-03-01\tsale\t-11111111111111111111111111111111 %\n", "an expected effect");
}

static void a_line_that_is_no_edit_is_an_error_with_its_place(void **state)
{
	refused(*state, "rename\tprice\tDear\nremove\tprice\n", "ledger.tsv:2: no edit is called \"remove\"");
	refused(*state, "rename\n", ":1: rename ID LABEL is wanted");
	refused(*state, "rename\tprice\t\n", ":1: rename ID LABEL is wanted");
	refused(*state, "split\tprice\tcoffee\n", "split ID PHRASE NEW [LABEL] is wanted");
	refused(*state, "price\tmerge\n", "merge ID INTO is wanted");
	refused(*state, "rename\tToo dear\tDear\n", "\"Too dear\" is no id");
	refused(*state, "merge\tprice\tToo dear\n", "\"Too dear\" is no id");
	refused(*state, "action\tprice\tyesterday\tsale\n", "a date like 2025-03-01, not \"yesterday\"");
	refused(*state, "merge\tprice\tt0123abcd\n", "an issue goes into an issue");
	refused(*state, "split\tt0123abcd\tcoffee\tprice\n", "a topic into a topic");
}

static void what_goes_into_another_never_comes_back_to_itself(void **state)
{
	refused(*state, "merge\tprice\tprice\n", ":1: \"price\" goes into \"price\", which comes back");
	refused(*state, "rename\tprice\tDear\nmerge\tlate\tlost\nsplit\tlost\tx\tprice\nmerge\tprice\tlate\n",
	        ":2: \"late\" goes into \"lost\", which comes back to it");
	/* the later merge of an id counts: this is no circle */
	ledger_close(ledger_of(*state, "merge\tlate\tlost\nmerge\tlost\tlate\nmerge\tlate\tprice\n"));
	/* two ways to one place are none either */
	ledger_close(ledger_of(*state, "split\tlate\ta\tlost.a\nmerge\tlate\tprice\nmerge\tlost.a\tprice\n"));
}

static void what_is_made_needs_a_class_of_the_ontology(void **state)
{
	struct made *made = *state;
	struct ontology *ontology;
	struct err err = ERR_INIT;
	struct ledger *ledger = ledger_of(made, "pin\tlost.bag\tsuitcase\nsplit\tlate\tx\tt_late.x\n");
	assert_int_equal(ontology_open(&ontology, made->folder, &err), 0);
	assert_int_equal(ledger_classes(ledger, ontology, &err), GRIPE_DATA);
	assert_says(made, &err, "ledger.tsv:2: \"t_late.x\": no class of trouble is called \"t_late\"");
	ledger_close(ledger);
	ledger = ledger_of(made, "pin\tlost.bag\tsuitcase\nmerge\tt0123abcd\tt0123abce\nowner\tnothing.here\tA\n");
	assert_int_equal(ledger_classes(ledger, ontology, &err), 0);
	ledger_close(ledger);
	ontology_close(ontology);
}

static void the_last_word_about_an_id_counts(void **state)
{
	struct ledger *ledger = ledger_of(*state, "owner\tprice\tAnn\n"
	                                          "split\tprice\tx\tprice.x\tFirst\n"
	                                          "rename\tprice.x\tSecond\n"
	                                          "price\towner\tBen\n"
	                                          "split\tprice\ty\tprice.y\n"
	                                          "split\tlate\tz\tprice.y\tThird\n");
	assert_true(str_eq(ledger_value(ledger, LEDGER_OWNER, STR("price")), STR("Ben")));
	assert_true(str_eq(ledger_label(ledger, STR("price.x")), STR("Second")));
	assert_true(str_eq(ledger_label(ledger, STR("price.y")), STR("Third")));
	assert_int_equal(ledger_label(ledger, STR("late")).len, 0);
	assert_int_equal(ledger_made(ledger, STR("price.y"))->line, 5);
	assert_null(ledger_made(ledger, STR("price")));
	assert_null(ledger_last(NULL, LEDGER_OWNER, STR("price")));
	ledger_close(ledger);
}

static void what_is_next_what_is_mixed_and_which_cards_were_answered_are_remembered(void **state)
{
	struct ledger *ledger = ledger_of(*state, "next\tlate\tAsk the courier\n"
	                                          "mixed\tlate\n"
	                                          "asked\tlate\tc01\tToo late\n"
	                                          "mixed\tlate\torders and trains\n"
	                                          "asked\tlate\tc02\n"
	                                          "asked\tlost\tc03\n");
	assert_true(str_eq(ledger_value(ledger, LEDGER_NEXT, STR("late")), STR("Ask the courier")));
	assert_true(str_eq(ledger_value(ledger, LEDGER_MIXED, STR("late")), STR("orders and trains")));
	assert_int_equal(ledger_answered(ledger, STR("late"), STR("c01"))->line, 3);
	assert_true(str_eq(ledger_answered(ledger, STR("late"), STR("c01"))->text, STR("Too late")));
	assert_int_equal(ledger_answered(ledger, STR("late"), STR("c02"))->line, 5);
	assert_null(ledger_answered(ledger, STR("late"), STR("c03")));
	assert_null(ledger_answered(NULL, STR("late"), STR("c01")));
	ledger_close(ledger);
	refused(*state, "next\tlate\n", "next ID TEXT is wanted");
	refused(*state, "asked\tlate\n", "asked ID CARD [LABEL] is wanted");
}

/* ---- what they do ---- */

struct edited {
	struct ledger *ledger;
	struct ledger_rules *rules;
};

static struct edited edited_open(struct made *made, const char *text)
{
	struct edited edited = { .ledger = ledger_of(made, text) };
	struct err err = ERR_INIT;
	if (ledger_rules_open(&edited.rules, edited.ledger, &err) < 0) {
		fail_msg("%s", made_error(made, &err));
	}
	return edited;
}

static void edited_close(struct edited *edited)
{
	ledger_rules_close(edited->rules);
	ledger_close(edited->ledger);
}

static void apply(struct edited *edited, struct record *record)
{
	struct err err = ERR_INIT;
	assert_int_equal(ledger_apply(edited->rules, record, &err), 0);
}

/* A contact of one mention with an issue; issue "": none, and it states nothing. */
static struct record said(struct made *made, const char *text, const char *issue)
{
	struct record record = made_record(made, "a", "en");
	struct mention *mention = made_mention(&record, text);
	mention->issue = str_from(issue);
	mention->states = issue[0] != '\0' ? STR("problem") : STR_EMPTY;
	return record;
}

static void goes(struct made *made, struct edited *edited, const char *text, const char *from, const char *to)
{
	struct record record = said(made, text, from);
	apply(edited, &record);
	if (!str_eq(record.mentions[0].issue, str_from(to))) {
		fail_msg("\"%s\" of %s goes to \"%.*s\", not to %s", text, from, STR_ARGS(record.mentions[0].issue),
		         to);
	}
}

static void a_mention_goes_by_pin_then_split_then_merge(void **state)
{
	struct edited edited = edited_open(*state, "merge\tlate.order\tlate.delivery\n"
	                                           "split\tlate.order\tgift card\tlate.gift\n"
	                                           "split\tlate.delivery\tcourier\tlate.courier\n"
	                                           "pin\tprice\ttoo dear\n"
	                                           "merge\tprice\tcharged\n");
	goes(*state, &edited, "The order is late.", "late.order", "late.delivery");
	goes(*state, &edited, "The gift cards are late.", "late.order", "late.gift");
	goes(*state, &edited, "The courier is late.", "late.order", "late.courier");
	goes(*state, &edited, "The courier is late.", "late.delivery", "late.courier");
	goes(*state, &edited, "The courier is late.", "lost", "lost");
	goes(*state, &edited, "Late and too dear.", "late.order", "charged");
	goes(*state, &edited, "Too dear.", "", "charged");
	goes(*state, &edited, "All is fine.", "", "");
	edited_close(&edited);
}

static void the_first_pin_that_matches_wins_and_says_what_is_stated(void **state)
{
	struct edited edited =
	    edited_open(*state, "pin\trequest.dark\tdark mode\npin\tbroken.app\tmode|app\npin\tquestion.app\thow\n");
	struct record record = said(*state, "Add a dark mode to the app", "");
	apply(&edited, &record);
	assert_true(str_eq(record.mentions[0].issue, STR("request.dark")));
	assert_true(str_eq(record.mentions[0].states, STR("request")));
	record = said(*state, "This mode is nothing", "");
	apply(&edited, &record);
	assert_true(str_eq(record.mentions[0].states, STR("problem")));
	record = said(*state, "How is this done", "price");
	apply(&edited, &record);
	assert_true(str_eq(record.mentions[0].states, STR("question")));
	edited_close(&edited);
}

static void the_lines_that_acted_and_what_the_model_said_stand_beside_it(void **state)
{
	struct edited edited = edited_open(*state, "# first\nmerge\tlate\tlost\nsplit\tlost\tbag\tlost.bag\n");
	struct record record = said(*state, "The bag is late", "late");
	struct mention before = record.mentions[0];
	apply(&edited, &record);
	const struct ledger_edit *edit = record.mentions[0].edit;
	assert_non_null(edit);
	assert_int_equal(edit->line_count, 2);
	assert_int_equal(edit->lines[0], 2);
	assert_int_equal(edit->lines[1], 3);
	assert_true(str_eq(edit->issue, STR("late")));
	struct mention plain = ledger_unedited(&record.mentions[0]);
	assert_true(str_eq(plain.issue, before.issue) && str_eq(plain.states, before.states) && plain.edit == NULL);
	/* what is not moved has no edit */
	record = said(*state, "The bag is late", "price");
	apply(&edited, &record);
	assert_null(record.mentions[0].edit);
	edited_close(&edited);
}

static void applying_twice_is_applying_once_and_another_ledger_starts_from_the_model(void **state)
{
	struct edited first = edited_open(*state, "merge\tlate\tlost\npin\tprice\tdear\n");
	struct record record = said(*state, "Late and dear", "late");
	apply(&first, &record);
	apply(&first, &record);
	assert_true(str_eq(record.mentions[0].issue, STR("price")));
	assert_int_equal(record.mentions[0].edit->line_count, 1);
	assert_true(str_eq(record.mentions[0].edit->issue, STR("late")));
	struct edited second = edited_open(*state, "merge\tlate\tbroken\n");
	apply(&second, &record);
	assert_true(str_eq(record.mentions[0].issue, STR("broken")));
	struct edited none = edited_open(*state, "rename\tlate\tToo late\n");
	apply(&none, &record);
	assert_true(str_eq(record.mentions[0].issue, STR("late")));
	assert_null(record.mentions[0].edit);
	edited_close(&first);
	edited_close(&second);
	edited_close(&none);
}

static void topics_have_edits_of_their_own(void **state)
{
	struct edited edited = edited_open(*state, "merge\tt00000001\tt00000002\npin\tt00000003\tparking\n");
	struct record record = said(*state, "The stairs", "");
	struct mention *mention = &record.mentions[0];
	mention->theme = STR("t00000001");
	mention->sub = STR("s00000001");
	mention->fit = 0.5;
	apply(&edited, &record);
	assert_true(str_eq(mention->theme, STR("t00000002")) && str_eq(mention->sub, STR("s00000001")));
	assert_true(str_eq(mention->edit->theme, STR("t00000001")) && mention->issue.len == 0);
	record = said(*state, "The parking", "late");
	mention = &record.mentions[0];
	mention->unassigned = STR("no_match");
	apply(&edited, &record);
	assert_true(str_eq(mention->theme, STR("t00000003")) && mention->unassigned.len == 0 && mention->fit == 1);
	assert_true(str_eq(mention->issue, STR("late")));
	struct mention plain = ledger_unedited(mention);
	assert_true(plain.theme.len == 0 && str_eq(plain.unassigned, STR("no_match")));
	edited_close(&edited);
}

static void a_phrase_is_read_in_the_language_of_its_contact(void **state)
{
	struct edited edited = edited_open(*state, "pin\tlost.bag\tkoffer\n");
	struct record record = said(*state, "Alle Koffern weg", "");
	record.contact.lang = STR("de");
	apply(&edited, &record);
	assert_true(str_eq(record.mentions[0].issue, STR("lost.bag")));
	edited_close(&edited);
}

static void a_phrase_that_is_none_is_told_with_its_line(void **state)
{
	struct made *made = *state;
	struct ledger *ledger = ledger_of(made, "rename\tlate\tLate\npin\tlate\t* late\n");
	struct ledger_rules *rules;
	struct err err = ERR_INIT;
	assert_int_equal(ledger_rules_open(&rules, ledger, &err), GRIPE_DATA);
	assert_says(made, &err, "ledger.tsv:2: ");
	ledger_close(ledger);
}

static void all_pins_of_a_text_are_found_each_once_and_rising(void **state)
{
	struct made *made = *state;
	struct theme_pins *pins;
	struct tokenizer *tokenizer;
	struct token *tokens;
	struct err err = ERR_INIT;
	struct str text = STR("late order, late order, no refund");
	struct theme_pins_found found;
	assert_int_equal(theme_pins_open(&pins, STR("en"), &err), 0);
	assert_int_equal(tokenizer_open(&tokenizer, &err), 0);
	assert_int_equal(theme_pins_add(pins, STR("refund"), &err), 0);
	assert_int_equal(theme_pins_add(pins, STR("late order"), &err), 0);
	assert_int_equal(theme_pins_add(pins, STR("money"), &err), 0);
	assert_int_equal(theme_pins_add(pins, STR("late"), &err), 0);
	size_t count = tokenize(tokenizer, &made->arena, text, STR("en"), &tokens);
	found = theme_pins_all(pins, &made->arena, text, tokens, count);
	assert_int_equal(found.count, 3);
	assert_int_equal(found.numbers[0], 0);
	assert_int_equal(found.numbers[1], 1);
	assert_int_equal(found.numbers[2], 3);
	assert_int_equal(theme_pins_find(pins, &made->arena, text, tokens, count), 0);
	tokenizer_close(tokenizer);
	theme_pins_close(pins);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, made_open, made_close)
	const struct CMUnitTest tests[] = {
		TEST(an_edit_is_read_with_its_cells_whichever_of_the_first_two_is_the_verb),
		TEST(an_effect_is_a_change_in_any_way_of_writing_it),
		TEST(a_line_that_is_no_edit_is_an_error_with_its_place),
		TEST(what_goes_into_another_never_comes_back_to_itself),
		TEST(what_is_made_needs_a_class_of_the_ontology),
		TEST(the_last_word_about_an_id_counts),
		TEST(what_is_next_what_is_mixed_and_which_cards_were_answered_are_remembered),
		TEST(a_mention_goes_by_pin_then_split_then_merge),
		TEST(the_first_pin_that_matches_wins_and_says_what_is_stated),
		TEST(the_lines_that_acted_and_what_the_model_said_stand_beside_it),
		TEST(applying_twice_is_applying_once_and_another_ledger_starts_from_the_model),
		TEST(topics_have_edits_of_their_own),
		TEST(a_phrase_is_read_in_the_language_of_its_contact),
		TEST(a_phrase_that_is_none_is_told_with_its_line),
		TEST(all_pins_of_a_text_are_found_each_once_and_rising),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
