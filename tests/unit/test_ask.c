/* test_ask.c - mentions by their meaning: the gists of a store are made, dropped and made again, and what is near by
 * them is what is near by the vectors themselves. */
#include "cmocka_all.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "hash.h"
#include "store_ask.h"
#include "store_gist.h"
#include "store_night.h"
#include "store_sql.h"
#include "theme_gist.h"

enum { MENTIONS = 3000 };
#define LEAST 0.4

struct fixture {
	char path[64];
	struct store *store;
	struct err err;
	struct arena arena;
	struct str texts[MENTIONS]; /* of the mention of this number - 1 */
};

/* Sentences of a few words each, so that all shades of likeness are there. */
static struct str made_text(struct arena *arena, size_t i)
{
	static const char *const
	    who[] = { "the courier", "my parcel", "the app", "your support", "the bill",
		      "the coffee",  "a driver",  "login",   "the update",   "delivery" },
	    *const what[] = { "was late",      "crashed",           "is too expensive", "never came", "was rude",
		              "tastes bitter", "was charged twice", "does not work",    "got lost",   "is slow" },
	    *const when[] = { "today",          "again",       "for weeks", "after the holiday", "on my phone",
		              "in the evening", "since March", "twice",     "at checkout",       "in Berlin" },
	    *const why[] = {
		    "and nobody answers", "so I will leave",      "please help", "as always",        "",
		    "which is a shame",   "I want my money back", "fix it",      "it worked before", "who is in charge"
	    };
	return arena_printf(arena, "%s %s %s %s", who[i % 10], what[i / 10 % 10], when[i / 100 % 10],
	                    why[hash_mix(i, 1) % 10]);
}

static int64_t number(struct fixture *f, const char *sql)
{
	int64_t value = INT64_MIN;
	assert_true(store_number(f->store, &value, &f->err, sql, "") >= 0);
	return value;
}

static void fill(struct fixture *f)
{
	assert_int_equal(store_begin(f->store, &f->err), 0);
	assert_int_equal(store_gist_fill(f->store, "lexicons", &f->err), 0);
	assert_int_equal(store_commit(f->store, &f->err), 0);
}

static void night_keep(struct fixture *f)
{
	struct store_night night = { .id = STR("r1"), .night = STR("2025-03-01") };
	struct store_settled settled;
	int64_t run = 0, contact = 0;
	assert_int_equal(store_begin(f->store, &f->err), 0);
	assert_int_equal(store_night_add(f->store, &night, &run, &f->err), 0);
	for (size_t i = 0; i < MENTIONS; i++) {
		struct contact one = { .id = arena_printf(&f->arena, "c%zu", i),
			               .person = arena_printf(&f->arena, "p%zu", i % 700),
			               .channel = STR("review"),
			               .time = STR("2025-03-01T00:00:00Z"),
			               .lang = STR("en") };
		struct mention mention = { .text = made_text(&f->arena, i) };
		f->texts[i] = mention.text;
		assert_int_equal(store_contact(f->store, run, &one, &contact, &f->err), 0);
		assert_int_equal(store_mention(f->store, contact, &mention, &f->err), 0);
	}
	assert_int_equal(store_night_settle(f->store, run, &settled, &f->err), 0);
	assert_int_equal(store_commit(f->store, &f->err), 0);
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	int fd;
	snprintf(f->path, sizeof f->path, "/tmp/gripe-askXXXXXX");
	fd = mkstemp(f->path);
	*state = f;
	if (fd < 0 || close(fd) != 0 || store_open(&f->store, f->path, 0, &f->err) < 0) {
		return -1;
	}
	night_keep(f);
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	store_close(f->store);
	unlink(f->path);
	arena_release(&f->arena);
	free(f);
	return 0;
}

/* The mean of the first 4,096 mentions, which is all of them, from the vectors themselves. */
static void vectors_make(struct fixture *f, float (*vectors)[GIST_COLUMNS], float *mean)
{
	double sum[GIST_COLUMNS] = { 0 };
	struct theme_gist *gist;
	theme_gist_open(&gist, "lexicons");
	for (size_t i = 0; i < MENTIONS; i++) {
		assert_int_equal(theme_gist_vector(gist, STR("en"), f->texts[i], vectors[i], &f->err), 1);
		for (size_t k = 0; k < GIST_COLUMNS; k++) {
			sum[k] += (double)vectors[i][k];
		}
	}
	for (size_t k = 0; k < GIST_COLUMNS; k++) {
		mean[k] = (float)(sum[k] / MENTIONS);
	}
	for (size_t i = 0; i < MENTIONS; i++) {
		assert_true(gist_centre(vectors[i], mean));
	}
	theme_gist_close(gist);
}

static double cosine(const float *a, const float *b)
{
	double dot = 0;
	for (size_t k = 0; k < GIST_COLUMNS; k++) {
		dot += (double)a[k] * (double)b[k];
	}
	return dot;
}

static void what_is_near_by_its_bits_is_what_is_near_by_its_vector(void **state)
{
	static const char *const questions[] = { "the parcel arrived too late", "charged two times",
		                                 "the programme shuts down", "unfriendly driver", "how does it taste" };
	struct fixture *f = *state;
	float(*vectors)[GIST_COLUMNS] = calloc(MENTIONS, sizeof *vectors), mean[GIST_COLUMNS], question[GIST_COLUMNS];
	struct gist_near *near = calloc(MENTIONS, sizeof *near);
	struct theme_gist *gist;
	size_t wanted = 0, found = 0;
	vectors_make(f, vectors, mean);
	fill(f);
	theme_gist_open(&gist, "lexicons");
	for (size_t q = 0; q < sizeof questions / sizeof *questions; q++) {
		struct gist_asked asked = { "lexicons", str_from(questions[q]), STR("en"), LEAST, MENTIONS };
		size_t count;
		assert_int_equal(theme_gist_vector(gist, STR("en"), asked.text, question, &f->err), 1);
		assert_true(gist_centre(question, mean));
		assert_int_equal(store_gist_near(f->store, &asked, near, &count, &f->err), 0);
		for (size_t i = 0; i < count; i++) {
			double alike = cosine(question, vectors[near[i].mention - 1]);
			assert_true(fabs(alike - near[i].alike) < 1e-5 && alike > LEAST - 1e-5);
			assert_true(i == 0 || near[i].alike <= near[i - 1].alike);
		}
		found += count;
		for (size_t i = 0; i < MENTIONS; i++) {
			wanted += cosine(question, vectors[i]) > LEAST + 1e-5;
		}
	}
	assert_true(wanted > 100);
	assert_true(found >= wanted - wanted / 50); /* 98 of 100 */
	theme_gist_close(gist);
	free(vectors);
	free(near);
}

static void blocks_go_with_their_mentions_and_are_made_again(void **state)
{
	struct fixture *f = *state;
	int64_t blocks = MENTIONS / 1024 + 1, before;
	assert_int_equal(number(f, "SELECT count(*) FROM gist_block"), 0);
	fill(f);
	assert_int_equal(number(f, "SELECT count(*) FROM gist_block"), blocks);
	before = number(f, "SELECT sum(length(gists) * block) FROM gist_block");
	assert_int_equal(store_script(f->store, "DELETE FROM mention WHERE number = 5", "x", &f->err), 0);
	assert_int_equal(number(f, "SELECT count(*) FROM gist_block"), blocks - 1);
	assert_int_equal(number(f, "SELECT count(*) FROM gist_block WHERE block = 0"), 0);
	assert_int_equal(store_script(f->store, "UPDATE mention SET text = 'x' WHERE number = 1024", "x", &f->err), 0);
	assert_int_equal(number(f, "SELECT count(*) FROM gist_block WHERE block = 1"), 0);
	fill(f);
	assert_int_equal(number(f, "SELECT sum(length(gists) * block) FROM gist_block"), before);
	assert_int_equal(number(f, "SELECT count(*) FROM gist_mean WHERE length(mean) = 1024"), 1);
	fill(f); /* nothing lacks */
	assert_int_equal(number(f, "SELECT count(*) FROM gist_block"), blocks);
}

static void ask(struct fixture *f, const struct ask *asked, size_t wanted)
{
	struct found_list found;
	assert_int_equal(store_ask(f->store, asked, &found, &f->err), 0);
	assert_int_equal(found.count, wanted);
	for (size_t i = 1; i < found.count; i++) {
		assert_true(found.list[i].mention > found.list[i - 1].mention); /* all of one time */
	}
	found_release(&found);
}

static void words_find_all_that_hold_them_and_nothing_else(void **state)
{
	struct fixture *f = *state;
	size_t late_courier = 0, berlin = 0;
	for (size_t i = 0; i < MENTIONS; i++) {
		bool late = str_find(f->texts[i], STR("late"), 0) < f->texts[i].len;
		late_courier += late && str_find(f->texts[i], STR("courier"), 0) < f->texts[i].len;
		berlin += str_find(f->texts[i], STR("Berlin"), 0) < f->texts[i].len;
	}
	const struct ask both = { .text = STR("couriers LATE"), .since = ASK_ALWAYS, .until = ASK_ALWAYS },
	                 one = { .text = STR("berlin"), .since = ASK_ALWAYS, .until = ASK_ALWAYS },
	                 later = { .text = STR("berlin"), .since = 1900000000, .until = ASK_ALWAYS },
	                 quoted = { .text = STR("berlin\" OR \"a"), .since = ASK_ALWAYS, .until = ASK_ALWAYS };
	ask(f, &both, late_courier);
	ask(f, &one, berlin);
	ask(f, &later, 0);
	ask(f, &quoted, 0); /* words, whatever signs stand between them: no mention has "or" */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_near_by_its_bits_is_what_is_near_by_its_vector, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(blocks_go_with_their_mentions_and_are_made_again, setup, teardown),
		cmocka_unit_test_setup_teardown(words_find_all_that_hold_them_and_nothing_else, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
