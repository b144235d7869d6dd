/* test_boilerplate.c - forms, fronts and sentences that many share are found in a sample and cut; what customers wrote
 * into them stays. All texts are made. */
#include "cmocka_all.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "boilerplate.h"

enum { SAMPLE = 1000, LIST_BYTES = 20000 };

static struct arena arena;

/* What text `i` of a world is: into text. */
typedef void world_fn(size_t i, char *text, size_t cap);

/* A sentence of nine words that nobody else writes: told by i alone. */
static const char *trouble(size_t i)
{
	static const char *const words[] = { "belt",   "drum",      "door",  "hum",    "leak",    "timer", "slow",
		                             "hot",    "cold",      "night", "week",   "kitchen", "again", "never",
		                             "lock",   "smell",     "water", "hose",   "plug",    "foam",  "sock",
		                             "wall",   "neighbour", "floor", "button", "light",   "stuck", "loose",
		                             "broken", "loud",      "wet",   "empty" };
	static char sentence[200];
	uint64_t random = i * 2654435761u + 1;
	size_t len = 0;
	for (int n = 0; n < 9; n++) {
		random = random * 6364136223846793005u + 1442695040888963407u;
		len += (size_t)snprintf(sentence + len, sizeof sentence - len, "%s%s", n == 0 ? "The " : " ",
		                        words[random >> 59]);
	}
	snprintf(sentence + len, sizeof sentence - len, ".");
	return sentence;
}

/* Learns from `count` texts in rising or falling order; the list stands in list[LIST_BYTES] and in a file, with which
 * the cutter is opened. */
static struct boilerplate *learn(world_fn *world, size_t count, bool falling, char *list)
{
	char path[] = "/tmp/gripe-unit.XXXXXX";
	struct boilerplate_learner *learner;
	struct boilerplate *cutter;
	struct err err = ERR_INIT;
	size_t lines, len;
	int fd = mkstemp(path);
	FILE *file;
	assert_true(fd >= 0);
	close(fd);
	boilerplate_learner_open(&learner, SAMPLE);
	for (size_t k = 0; k < count; k++) {
		size_t i = falling ? count - 1 - k : k;
		char sender[40], text[2000];
		snprintf(sender, sizeof sender, "person %zu", i);
		world(i, text, sizeof text);
		boilerplate_learn(learner, str_from(sender), str_from(text));
	}
	assert_int_equal(boilerplate_learned(learner, &(struct boilerplate_list){ .path = path }, &lines, &err), 0);
	boilerplate_learner_close(learner);
	file = fopen(path, "r");
	assert_non_null(file);
	len = fread(list, 1, LIST_BYTES - 1, file);
	list[len] = '\0';
	fclose(file);
	assert_int_equal(
	    boilerplate_open(&cutter, &(struct boilerplate_rules){ .lexicons = "lexicons", .list = path }, &err), 0);
	unlink(path);
	return cutter;
}

static void cut_is(struct boilerplate *cutter, const char *text, const char *wanted)
{
	struct str own;
	boilerplate_cut(cutter, &arena, str_from(text), false, &own);
	if (!str_eq(own, str_from(wanted))) {
		fprintf(stderr, "got:\n%.*s\n", STR_ARGS(own));
	}
	assert_str(own, wanted);
	arena_reset(&arena);
}

/* One contact in 25 fills in the form of one product; the others write freely. */
static void form_of_one_product(size_t i, char *text, size_t cap)
{
	if (i % 25 != 0) {
		snprintf(text, cap, "Dear shop,\n%s\nPlease call back %s.", trouble(i), i % 2 ? "soon" : "today");
		return;
	}
	snprintf(text, cap,
	         "## Washer model\n\nWX-%zu\n\n## Water hardness\n\n%s\n\n## Tell us what happened\n\n%s\n\n- [%s] I "
	         "read the washer's handbook\n\nSerial plate: %c%zu\n",
	         i, i % 50 ? "soft" : "hard 12", trouble(i), i % 3 ? "x" : " Yes ", (char)('A' + i / 25), i * 3);
}

static void forms_are_found_by_the_company_that_their_lines_keep(void **state)
{
	static char list[LIST_BYTES], again[LIST_BYTES];
	struct boilerplate *cutter = learn(form_of_one_product, 600, false, list);
	(void)state;
	assert_non_null(strstr(list, "\twasher model\tfield\n"));
	assert_non_null(strstr(list, "\twater hardness\tfield\n"));
	assert_non_null(strstr(list, "\ttell us what happened\t"));
	assert_non_null(strstr(list, "\tserial plate:\tfield\n"));
	assert_null(strstr(list, "\tthe ")); /* what customers wrote */
	cut_is(cutter,
	       "## Washer model\n\nZZ 9\n\n## Water hardness\n\nvery hard 17\n\n## Tell us what happened\n\nIt ate my "
	       "socks.\n\n- [ ] I read the washer's handbook\n\nSerial plate: F22",
	       "It ate my socks.");
	/* what is answered in words of one's own stays, wherever it stands */
	cut_is(cutter,
	       "## Washer model\n\nI have no idea, the label fell off and nobody can tell me\n\n## Tell us what "
	       "happened\n\nIt ate my socks.",
	       "I have no idea, the label fell off and nobody can tell me\n\nIt ate my socks.");
	boilerplate_close(cutter);
	boilerplate_close(learn(form_of_one_product, 600, true, again));
	assert_string_equal(list, again);
}

static void code_ends_where_its_fence_is_closed_or_the_form_goes_on(void **state)
{
	static char list[LIST_BYTES];
	struct boilerplate *cutter = learn(form_of_one_product, 600, false, list);
	(void)state;
	cut_is(cutter, "It stops:\n```log\nE04 drum\n```\nand then again:\n```\nE05\n```\nevery day",
	       "It stops:\nand then again:\nevery day");
	cut_is(cutter,
	       "It stops:\n```log\nE04 drum\n## Tell us what happened\nIt ate my socks.\n```\nE05\n```\nevery day",
	       "It stops:\nIt ate my socks.\nevery day");
	cut_is(cutter, "I type ```go``` and it goes\nwhich is wrong", "I type ```go``` and it goes\nwhich is wrong");
	boilerplate_close(cutter);
}

static void nothing(size_t i, char *text, size_t cap)
{
	snprintf(text, cap, "%zu", i);
}

static void runs_of_a_programs_output_go(void **state)
{
	static char list[LIST_BYTES];
	struct boilerplate *cutter = learn(nothing, 0, false, list), *keeper;
	struct err err = ERR_INIT;
	static const char log[] =
	    "It hums.\n[12:01:07] pump=0x3f\n/dev/drum0: E04\n[12:01:09] pump=0x00\n  at drum.Belt.turn(belt.c:77)\n\n "
	    " -m32 -Wl,--as-needed\nGUI:               none\nThen it stops.";
	(void)state;
	cut_is(cutter, log, "It hums.\n\nThen it stops.");
	/* four such lines may be a customer's: an order, a price list */
	cut_is(cutter, "I want my money back for\nA-4711  3x\nB-12/7  1x\nC-99  2x\nD-1  1x\nall of it",
	       "I want my money back for\nA-4711  3x\nB-12/7  1x\nC-99  2x\nD-1  1x\nall of it");
	/* nothing but output: it is what the customer sent */
	cut_is(cutter, "[12:01:07] a=1\n[12:01:08] b=2\n[12:01:09] c=3\n[12:01:10] d=4\n[12:01:11] e=5",
	       "[12:01:07] a=1\n[12:01:08] b=2\n[12:01:09] c=3\n[12:01:10] d=4\n[12:01:11] e=5");
	boilerplate_close(cutter);
	assert_int_equal(
	    boilerplate_open(&keeper, &(struct boilerplate_rules){ .lexicons = "lexicons", .keep_code = true }, &err),
	    0);
	cut_is(keeper, log, log);
	boilerplate_close(keeper);
}

static void site_with_fronts(size_t i, char *text, size_t cap)
{
	snprintf(text, cap, "%s%s That was in week %zu, and I told the shop %zu times.",
	         i % 3 == 0   ? "\xE2\x9C\x85 Stay Verified | "
	         : i % 3 == 1 ? "Not Verified |  "
	                      : "",
	         trouble(i), i, i % 9);
}

static void what_a_site_puts_before_a_bar_goes(void **state)
{
	static char list[LIST_BYTES];
	struct boilerplate *cutter = learn(site_with_fronts, 300, false, list);
	(void)state;
	assert_non_null(strstr(list, "\tnot verified:\t"));
	cut_is(cutter, "Not Verified | The lift was out of order.", "The lift was out of order.");
	cut_is(cutter, "\xE2\x9C\x85 Stay Verified |  Not Verified | Cold soup.", "Cold soup.");
	cut_is(cutter, "\xE2\x9D\x8E Not Verified |  \nCold soup.\nAnd cold coffee.", "Cold soup.\nAnd cold coffee.");
	cut_is(cutter, "Room 12 | The lift was out of order.", "Room 12 | The lift was out of order.");
	cut_is(cutter, "Not Verified | ", "Not Verified | ");
	boilerplate_close(cutter);
}

/* Mails whose lines' ends an export took away: a fifth has the company's footer. */
static void flattened_mails(size_t i, char *text, size_t cap)
{
	snprintf(text, cap, "%s I wrote to you %zu times about order %zu and got no answer at all so far.%s",
	         trouble(i), i % 9, i,
	         i % 5 == 0 ? " This message is meant for its receiver alone and may not be passed on." : "");
}

static void sentences_that_many_share_go_from_texts_of_one_line(void **state)
{
	static char list[LIST_BYTES];
	struct boilerplate *cutter = learn(flattened_mails, 300, false, list);
	(void)state;
	assert_non_null(strstr(list, "\tthis message is meant for its receiver alone"));
	cut_is(cutter,
	       "The pump leaks since I moved it to the other bathroom of the house, and nobody from the service comes "
	       "to look at it. This message is meant for its receiver alone and may not be passed on.",
	       "The pump leaks since I moved it to the other bathroom of the house, and nobody from the service comes "
	       "to look at it.");
	boilerplate_close(cutter);
}

static void no_texts_and_no_units_give_an_empty_list(void **state)
{
	static char list[LIST_BYTES];
	(void)state;
	boilerplate_close(learn(nothing, 0, false, list));
	assert_null(strstr(list, "\t"));
	boilerplate_close(learn(nothing, 20, false, list));
	assert_null(strstr(list, "\t"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms_are_found_by_the_company_that_their_lines_keep),
		cmocka_unit_test(code_ends_where_its_fence_is_closed_or_the_form_goes_on),
		cmocka_unit_test(what_a_site_puts_before_a_bar_goes),
		cmocka_unit_test(sentences_that_many_share_go_from_texts_of_one_line),
		cmocka_unit_test(no_texts_and_no_units_give_an_empty_list),
		cmocka_unit_test(runs_of_a_programs_output_go),
	};
	int failed = cmocka_run_group_tests_name("boilerplate", tests, NULL, NULL);
	arena_release(&arena);
	return failed;
}
