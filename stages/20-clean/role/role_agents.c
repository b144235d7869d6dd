/* role_agents.c - see role_agents.h.
 *
 * Rows, cells by tab: "agent", pseudonym, what shows it (for people); "opened", pseudonym, keyed hash of a thread that
 * this agent opened: what he writes there is a customer's; "seen", how far the hashes of the sample reach, newest time:
 * within both, the rows "opened" are complete. Beyond (a later run, a thread outside of the sample) the contact itself
 * says whether it opens its thread. Memory: the rows. */
#include "role_agents.h"

#include <stdlib.h>

#include "tsv.h"

struct opened {
	uint64_t person, thread;
};

struct role_agents {
	struct arena arena;
	struct subject_words words;
	uint64_t *persons;     /* persons[count], rising */
	struct opened *opened; /* opened[opened_count], rising by person, thread */
	size_t count, opened_count;
	uint64_t limit;
	struct str until; /* RFC 3339, or "-": nothing is known of any thread */
};

static int by_number(const void *left, const void *right)
{
	const uint64_t *a = left, *b = right;
	return *a < *b ? -1 : *a > *b;
}

static int by_opened(const void *left, const void *right)
{
	const struct opened *a = left, *b = right;
	return a->person != b->person  ? (a->person < b->person ? -1 : 1)
	       : a->thread < b->thread ? -1
	                               : a->thread > b->thread;
}

/* 16 hexadecimal digits. */
static bool hexadecimal(struct str text, uint64_t *number)
{
	*number = 0;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];
		if (!ascii_is_digit(c) && !(c >= 'a' && c <= 'f')) {
			return false;
		}
		*number = *number << 4 | (uint64_t)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return text.len == 16;
}

/* The letter ("p" of a person, "t" of a thread) and 16 digits. */
static bool keyed_number(struct str keyed, char letter, uint64_t *number)
{
	return keyed.len == 17 && keyed.at[0] == letter && hexadecimal(str_slice(keyed, 1, 17), number);
}

bool role_agents_row(struct str first)
{
	return str_eq(first, STR("agent")) || str_eq(first, STR("opened")) || str_eq(first, STR("seen")) ||
	       str_eq(first, STR("name"));
}

/* False when the row is not as it should be. */
static bool take_row(struct role_agents *agents, const struct tsv_row *row)
{
	struct opened *opened = &agents->opened[agents->opened_count];
	if (str_eq(row->cells[0], STR("agent"))) {
		return keyed_number(row->cells[1], 'p', &agents->persons[agents->count++]);
	}
	if (str_eq(row->cells[0], STR("opened"))) {
		agents->opened_count++;
		return keyed_number(row->cells[1], 'p', &opened->person) &&
		       keyed_number(row->cells[2], 't', &opened->thread);
	}
	if (str_eq(row->cells[0], STR("seen"))) {
		agents->until = row->cells[2];
		return hexadecimal(row->cells[1], &agents->limit);
	}
	return true;
}

static int load(struct role_agents *agents, const char *list, struct err *err)
{
	struct tsv table;
	int result = tsv_load(&table, &agents->arena, list, 3, err);
	if (result < 0) {
		return result;
	}
	agents->persons = arena_array(&agents->arena, table.row_count + 1, sizeof *agents->persons);
	agents->opened = arena_array(&agents->arena, table.row_count + 1, sizeof *agents->opened);
	for (size_t i = 0; i < table.row_count; i++) {
		if (!take_row(agents, &table.rows[i])) {
			err_set(err, GRIPE_DATA, "a row \"%.*s\" needs a pseudonym and a hash of 16 digits",
			        STR_ARGS(table.rows[i].cells[0]));
			err_at(err, list, table.rows[i].line, 0);
			return GRIPE_DATA;
		}
	}
	qsort(agents->persons, agents->count, sizeof *agents->persons, by_number);
	qsort(agents->opened, agents->opened_count, sizeof *agents->opened, by_opened);
	return 0;
}

int role_agents_open(struct role_agents **out, const char *lexicons, const char *list, struct err *err)
{
	struct role_agents *agents = memory_alloc(sizeof *agents);
	int result;
	agents->until = STR("-");
	result = load(agents, list, err);
	*out = NULL;
	if (result >= 0 && agents->count > 0) {
		result = subject_words_open(&agents->words, lexicons, err);
	}
	if (result < 0 || agents->count == 0) {
		role_agents_close(agents);
		return result;
	}
	*out = agents;
	return 0;
}

void role_agents_close(struct role_agents *agents)
{
	if (agents != NULL) {
		subject_words_close(&agents->words);
		arena_release(&agents->arena);
		free(agents);
	}
}

bool role_agents_wrote(const struct role_agents *agents, struct pseudonym *keyed, struct arena *arena,
                       const struct contact *contact)
{
	struct opened wanted;
	struct place place;
	if (!keyed_number(pseudonym(keyed, arena, contact->person), 'p', &wanted.person) ||
	    bsearch(&wanted.person, agents->persons, agents->count, sizeof *agents->persons, by_number) == NULL) {
		return false;
	}
	place = place_of(&agents->words, contact);
	if (keyed_number(role_thread_keyed(keyed, arena, place.thread), 't', &wanted.thread) &&
	    bsearch(&wanted, agents->opened, agents->opened_count, sizeof *agents->opened, by_opened) != NULL) {
		return false;
	}
	if (!str_eq(agents->until, STR("-")) && place.sample <= agents->limit &&
	    str_cmp(contact->time, agents->until) <= 0) {
		return true;
	}
	/* a thread that was not seen: a mail that says it answers, a post in a thread that bears another's id */
	return place.reply || (!place.root && contact->thread.len > 0 && !str_eq(contact->channel, STR("email")));
}
