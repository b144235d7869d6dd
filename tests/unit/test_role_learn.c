/* test_role_learn.c - who is found to answer and who to ask, on made threads; the list is the same in any order. */
#include "cmocka_all.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "role_agents.h"
#include "role_learn.h"

enum { MESSAGES = 4096, STRIDE = 7919 /* a prime beyond: every place once */, SAMPLE = 2000 };

struct world {
	struct arena arena;
	struct contact contacts[MESSAGES];
	size_t count, found;
	bool by_phrase; /* roles come from phrases of the texts, not from the source */
	char key[64], list[64];
	struct pseudonym *pseudonym;
	struct role_agents *agents;
};

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	struct err err = ERR_INIT;
	int fd;
	snprintf(w->key, sizeof w->key, "/tmp/gripe-unit-key.XXXXXX");
	snprintf(w->list, sizeof w->list, "/tmp/gripe-unit.XXXXXX");
	fd = mkstemp(w->key);
	close(fd);
	unlink(w->key);
	fd = mkstemp(w->list);
	close(fd);
	*state = w;
	return pseudonym_open(&w->pseudonym, w->key, "lexicons", &err);
}

static int teardown(void **state)
{
	struct world *w = *state;
	role_agents_close(w->agents);
	pseudonym_close(w->pseudonym);
	arena_release(&w->arena);
	unlink(w->key);
	unlink(w->list);
	free(w);
	return 0;
}

/* One message of thread n, the m-th of it in time. */
static struct contact *say(struct world *w, int n, int m, const char *person)
{
	struct contact *c = &w->contacts[w->count++];
	assert_true(w->count <= MESSAGES);
	*c =
	    (struct contact){ .id = arena_printf(&w->arena, "m%d-%d", n, m),
		              .channel = STR("ticket"),
		              .thread = arena_printf(&w->arena, "t%d", n),
		              .person = str_from(person),
		              .time = arena_printf(&w->arena, "2025-03-%02dT09:%02d:%02dZ", 1 + n % 28, n / 28 % 60, m),
		              .text = STR("It jams.") };
	return c;
}

static const char *name(struct world *w, const char *kind, int n)
{
	return arena_printf(&w->arena, "%s %d", kind, n).at;
}

static void learn_in_order(struct world *w, bool backwards, size_t most, struct buf *rows)
{
	struct role_learner *learner;
	struct err err = ERR_INIT;
	assert_int_equal(role_learner_open(&learner, "lexicons", most, &err), 0);
	for (size_t i = 0; i < w->count; i++) {
		const struct contact *c = &w->contacts[backwards ? w->count - 1 - i : (i * STRIDE) % w->count];
		role_learn(learner, c, c->role.len > 0 && !w->by_phrase);
	}
	w->found = role_learner_found(learner);
	role_learned(learner, w->pseudonym, rows);
	role_learner_close(learner);
}

/* Learns in two orders, which must give the same rows, and opens the list. */
static void settle(struct world *w, size_t most)
{
	struct buf rows, again;
	struct err err = ERR_INIT;
	FILE *file = fopen(w->list, "w");
	buf_init(&rows, SIZE_MAX);
	buf_init(&again, SIZE_MAX);
	learn_in_order(w, false, most, &rows);
	learn_in_order(w, true, most, &again);
	assert_string_equal(rows.at, again.at);
	assert_non_null(file);
	fputs(rows.at, file);
	fclose(file);
	assert_int_equal(role_agents_open(&w->agents, "lexicons", w->list, &err), 0);
	buf_release(&rows);
	buf_release(&again);
}

static bool is_agent(struct world *w, const struct contact *c)
{
	return w->agents != NULL && role_agents_wrote(w->agents, w->pseudonym, &w->arena, c);
}

/* `tickets` customers ask, the desk answers, the customer thanks. */
static void desk(struct world *w, int from, int tickets, const char *agent)
{
	for (int n = from; n < from + tickets; n++) {
		const char *customer = name(w, "customer", n);
		say(w, n, 0, customer);
		say(w, n, 1, agent);
		say(w, n, 2, customer);
	}
}

static void who_answers_many_and_asks_nothing_is_an_agent(void **state)
{
	struct world *w = *state;
	desk(w, 0, 40, "Desk <help@acme.example>");
	settle(w, SAMPLE);
	assert_int_equal(w->found, 1);
	for (size_t i = 0; i < w->count; i++) {
		assert_int_equal(is_agent(w, &w->contacts[i]), i % 3 == 1);
	}
}

static void two_messages_make_no_agent(void **state)
{
	struct world *w = *state;
	desk(w, 0, 2, "Desk <help@acme.example>");
	settle(w, SAMPLE);
	assert_int_equal(w->found, 0);
	assert_null(w->agents);
}

static void a_small_desk_is_known_when_it_answers_half_of_all(void **state)
{
	struct world *w = *state;
	desk(w, 0, 3, "Desk <help@acme.example>");
	settle(w, SAMPLE);
	assert_int_equal(w->found, 1);
}

static void three_answers_among_many_are_no_evidence(void **state)
{
	struct world *w = *state;
	desk(w, 0, 40, "Desk <help@acme.example>");
	desk(w, 40, 4, "Kind Stranger <kind@example.org>");
	settle(w, SAMPLE);
	assert_int_equal(w->found, 1);
	assert_false(is_agent(w, &w->contacts[40 * 3 + 1]));
}

static void a_customer_who_answers_himself_stays_one(void **state)
{
	struct world *w = *state;
	desk(w, 0, 10, "Desk <help@acme.example>");
	for (int n = 10; n < 30; n++) {
		for (int m = 0; m < 4; m++) {
			say(w, n, m, "Busy <busy@example.org>");
		}
	}
	settle(w, SAMPLE);
	assert_int_equal(w->found, 1);
	for (size_t i = 30; i < w->count; i++) {
		assert_false(is_agent(w, &w->contacts[i]));
	}
}

static void a_second_customer_in_the_thread_stays_one(void **state)
{
	struct world *w = *state;
	for (int n = 0; n < 20; n++) { /* "me too" stands behind the desk's answer, in thread after thread */
		say(w, n, 0, name(w, "customer", n));
		say(w, n, 1, "Desk <help@acme.example>");
		say(w, n, 2, "Me Too <me@example.org>");
	}
	settle(w, SAMPLE);
	assert_int_equal(w->found, 1);
	for (size_t i = 0; i < w->count; i++) {
		assert_int_equal(is_agent(w, &w->contacts[i]), i % 3 == 1);
	}
}

static void who_answers_one_person_often_is_no_agent(void **state)
{
	struct world *w = *state;
	for (int n = 0; n < 30; n++) { /* a brand posts, its fan is the first to answer each time */
		say(w, n, 0, "Acme");
		say(w, n, 1, "Fan");
		say(w, n, 2, name(w, "reader", n));
	}
	settle(w, SAMPLE);
	assert_int_equal(w->found, 0);
}

static void in_threads_of_his_own_an_agent_is_a_customer(void **state)
{
	struct world *w = *state;
	struct contact *own, *later, *thanks;
	desk(w, 0, 20, "Expert <expert@example.org>");
	own = say(w, 50, 0, "Expert <expert@example.org>");
	say(w, 50, 1, "Other <other@example.org>");
	thanks = say(w, 50, 2, "Expert <expert@example.org>");
	settle(w, SAMPLE);
	assert_int_equal(w->found, 1);
	assert_false(is_agent(w, own));
	assert_false(is_agent(w, thanks));
	/* a thread of a later run, which the list does not know: one that he opens, one that he answers */
	later = say(w, 60, 0, "Expert <expert@example.org>");
	later->time = STR("2026-01-01T00:00:00Z");
	later->id = later->thread;
	assert_false(is_agent(w, later));
	later->id = STR("another");
	assert_true(is_agent(w, later));
	later->channel = STR("email");
	later->title = STR("Printer jams");
	assert_false(is_agent(w, later));
	later->title = STR("Re: Printer jams");
	assert_true(is_agent(w, later));
}

static void who_asks_as_much_as_he_answers_is_no_agent(void **state)
{
	struct world *w = *state;
	desk(w, 0, 10, "Regular <regular@example.org>");
	for (int n = 20; n < 26; n++) {
		say(w, n, 0, "Regular <regular@example.org>");
		say(w, n, 1, name(w, "somebody", n));
	}
	settle(w, SAMPLE);
	assert_int_equal(w->found, 0);
}

static void a_thread_without_its_beginning_tells_nothing(void **state)
{
	struct world *w = *state;
	for (int n = 0; n < 20;
	     n++) { /* what is left of them begins with a reply: whoever wrote the rest may have asked */
		say(w, n, 0, "Desk <help@acme.example>");
		say(w, n, 1, "Busy <busy@example.org>");
		for (int m = 1; m <= 2; m++) {
			w->contacts[w->count - (size_t)m].channel = STR("email");
			w->contacts[w->count - (size_t)m].title = arena_printf(&w->arena, "Re: printer %d jams", n);
		}
	}
	settle(w, SAMPLE);
	assert_int_equal(w->found, 0);
}

static void a_reply_without_a_thread_finds_it_by_subject(void **state)
{
	struct world *w = *state;
	for (int n = 0; n < 10; n++) {
		struct contact *asked = say(w, n, 0, name(w, "customer", n)),
		               *answer = say(w, n, 1, "Desk <help@acme.example>"),
		               *thanks = say(w, n, 2, name(w, "customer", n));
		asked->channel = answer->channel = thanks->channel = STR("email");
		asked->title = arena_printf(&w->arena, "[users] Printer %d jams", n);
		answer->title = arena_printf(&w->arena, "Re: [users]  printer %d jams", n);
		thanks->title = arena_printf(&w->arena, "AW: Re: Printer %d jams", n);
		answer->thread = arena_printf(&w->arena, "x%d", n);
		thanks->thread = STR_EMPTY;
	}
	settle(w, SAMPLE);
	assert_int_equal(w->found, 1);
	for (size_t i = 0; i < w->count; i++) {
		assert_int_equal(is_agent(w, &w->contacts[i]), i % 3 == 1);
	}
}

static void one_person_written_two_ways_is_counted_as_one(void **state)
{
	struct world *w = *state;
	static const char *const ways[] = { "Ann Lee <ann@acme.example>", "ann at acme.example (Ann Lee)" };
	for (int n = 0; n < 6; n++) {
		say(w, n, 0, name(w, "customer", n));
		say(w, n, 1, ways[n % 2]);
	}
	for (int n = 6; n < 30; n++) { /* so that three each would not be enough */
		say(w, n, 0, name(w, "customer", n));
		say(w, n, 1, name(w, "helper", n));
	}
	settle(w, SAMPLE);
	assert_int_equal(w->found, 1);
	assert_true(is_agent(w, &w->contacts[1]) && is_agent(w, &w->contacts[3]));
}

static void persons_without_a_name_are_nobody(void **state)
{
	struct world *w = *state;
	desk(w, 0, 20, "");
	desk(w, 20, 20, "Anonymous");
	desk(w, 40, 20, "Ann via users <users@lists.example>");
	settle(w, SAMPLE);
	assert_int_equal(w->found, 0);
}

static void whom_a_source_calls_a_customer_is_none(void **state)
{
	struct world *w = *state;
	desk(w, 0, 20, "Kind <kind@example.org>");
	w->contacts[1].role = STR("customer");
	settle(w, SAMPLE);
	assert_int_equal(w->found, 0);
}

static void who_answers_agents_is_no_agent(void **state)
{
	struct world *w = *state;
	for (int n = 0; n < 20; n++) { /* the source says that agents opened these */
		say(w, n, 0, name(w, "agent", n))->role = STR("agent");
		say(w, n, 1, "Customer <customer@example.org>");
	}
	settle(w, SAMPLE);
	assert_int_equal(w->found, 0);
}

static void macros_show_who_writes_them(void **state)
{
	struct world *w = *state;
	desk(w, 0, 40, "Desk <help@acme.example>");
	for (int n = 50; n < 53; n++) {
		say(w, n, 0, name(w, "customer", n));
		say(w, n, 1, "Eve <eve@acme.example>")->role = STR("agent");
		say(w, n, 2, "Eve <eve@acme.example>");
	}
	w->by_phrase = true;
	settle(w, SAMPLE);
	assert_int_equal(w->found, 2);
}

static void a_sample_of_threads_is_enough(void **state)
{
	struct world *w = *state;
	desk(w, 0, 1000, "Desk <help@acme.example>");
	settle(w, 150);
	assert_int_equal(w->found, 1);
	for (size_t i = 0; i < w->count; i++) { /* beyond the sample: by what the contacts say of themselves */
		assert_int_equal(is_agent(w, &w->contacts[i]), i % 3 == 1);
	}
}

/* The cell `number` (from 0) of the first row that starts with `kind`, cut to 20 bytes. */
static void cell_of(const char *list, const char *kind, int number, char cell[21])
{
	char line[512];
	FILE *file = fopen(list, "r");
	assert_non_null(file);
	cell[0] = '\0';
	while (cell[0] == '\0' && fgets(line, sizeof line, file) != NULL) {
		const char *at = line;
		for (int i = 0; i < number && at != NULL; i++) {
			at = strchr(at, '\t');
			at = at == NULL ? NULL : at + 1;
		}
		if (at != NULL && strncmp(line, kind, strlen(kind)) == 0) {
			snprintf(cell, 21, "%.*s", (int)strcspn(at, "\t\n"), at);
		}
	}
	fclose(file);
}

static void nobody_without_the_key_can_test_a_guess_of_a_thread(void **state)
{
	struct world *w = *state;
	struct subject_words words;
	struct err err = ERR_INIT;
	char cell[21], bare[21];
	say(w, 2000, 0, "Desk <help@acme.example>");
	desk(w, 0, 1000, "Desk <help@acme.example>");
	settle(w, SAMPLE);
	cell_of(w->list, "opened", 2, cell);
	assert_int_equal(subject_words_open(&words, "lexicons", &err), 0);
	snprintf(bare, sizeof bare, "%016" PRIx64, place_of(&words, &w->contacts[0]).thread);
	assert_int_equal(strlen(cell), 17);
	assert_null(strstr(cell, bare));
	assert_string_equal(cell,
	                    role_thread_keyed(w->pseudonym, &w->arena, place_of(&words, &w->contacts[0]).thread).at);
	subject_words_close(&words);
	role_agents_close(w->agents);
	settle(w, 150); /* a part of the threads: how far it reaches is no thread's hash */
	cell_of(w->list, "seen", 1, cell);
	assert_string_equal(cell + 4, "000000000000");
	assert_string_not_equal(cell, "0000000000000000");
}

static void a_list_with_a_broken_row_is_refused_with_its_line(void **state)
{
	static const char *const rows[] = { "agent\tann@example.org\tx\n", "opened\tp0123456789abcdef\tt1\n",
		                            "seen\tall\t-\n", "agent\tp0123456789ABCDEF\tx\n" };
	struct world *w = *state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct err err = ERR_INIT;
		FILE *file = fopen(w->list, "w");
		fprintf(file, "# a list\n3\t3\tsent by the form\n%s", rows[i]);
		fclose(file);
		assert_int_equal(role_agents_open(&w->agents, "lexicons", w->list, &err), GRIPE_DATA);
		assert_null(w->agents);
		assert_int_equal(err.line, 3);
	}
}

int main(void)
{
#define ONE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		ONE(who_answers_many_and_asks_nothing_is_an_agent),
		ONE(two_messages_make_no_agent),
		ONE(a_small_desk_is_known_when_it_answers_half_of_all),
		ONE(three_answers_among_many_are_no_evidence),
		ONE(a_customer_who_answers_himself_stays_one),
		ONE(a_second_customer_in_the_thread_stays_one),
		ONE(who_answers_one_person_often_is_no_agent),
		ONE(in_threads_of_his_own_an_agent_is_a_customer),
		ONE(who_asks_as_much_as_he_answers_is_no_agent),
		ONE(a_thread_without_its_beginning_tells_nothing),
		ONE(a_reply_without_a_thread_finds_it_by_subject),
		ONE(one_person_written_two_ways_is_counted_as_one),
		ONE(persons_without_a_name_are_nobody),
		ONE(whom_a_source_calls_a_customer_is_none),
		ONE(who_answers_agents_is_no_agent),
		ONE(macros_show_who_writes_them),
		ONE(a_sample_of_threads_is_enough),
		ONE(nobody_without_the_key_can_test_a_guess_of_a_thread),
		ONE(a_list_with_a_broken_row_is_refused_with_its_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
