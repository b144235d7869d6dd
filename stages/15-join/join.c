/* join.c - customers' attributes (plan, segment, version, yearly value …) onto their contacts.
 *
 * in: contacts, and a CSV of customers. out: the same contacts with the attributes of the person who wrote them; an
 * attribute that a contact has already stays as it is, because it was true when the contact was made. It stands before
 * cleaning, while persons are still what the customer list calls them. Without --customers every contact passes
 * unchanged. Memory: the table. */
#include "customers.h"
#include "stage.h"

#include <stdlib.h>

struct join {
	struct stage_run *run;
	struct customers customers;
	bool open;
};

struct join_asked { /* options */
	const char *customers, *key;
};

static const struct option_spec join_options[] = {
	{ "customers", 'c', "FILE", "CSV with a header, one row a customer (default: none, contacts pass as they are)",
	  OPTION_TEXT(struct join_asked, customers, NULL) },
	{ "key", 'k', "COL",
	  "its column that holds what contacts have as person (default: the first that is called email, person, "
	  "customer id, ...)",
	  OPTION_TEXT(struct join_asked, key, NULL) },
	{ 0 },
};

static void join_close(void *state)
{
	struct join *join = state;
	if (join != NULL) {
		if (join->open) {
			customers_close(&join->customers);
		}
		free(join);
	}
}

static int join_open(struct stage_run *run, void **state, struct err *err)
{
	struct join *join = memory_alloc(sizeof *join);
	struct join_asked asked;
	int result = options_fill(run->options, join_options, &asked, err);
	join->run = run;
	*state = join;
	if (result < 0) {
		return result;
	}
	if (asked.customers == NULL) {
		return asked.key == NULL
		           ? 0
		           : err_set(err, GRIPE_USAGE, "--key names a column of --customers FILE, which is not given");
	}
	join->open = true;
	return customers_open(&join->customers, asked.customers, asked.key, run->lexicons, err);
}

static int join_step(void *state, struct record *record, const struct emit *emit, struct err *err)
{
	struct join *join = state;
	struct contact *contact = &record->contact;
	const struct attr *attrs = NULL;
	size_t count = 0;
	if (join->open && contact->person.len > 0) {
		attrs = customers_find(&join->customers, contact->person, &count);
	}
	for (size_t i = 0; i < count; i++) {
		if (contact_attr_get(contact, attrs[i].key).len == 0) {
			contact_attr(contact, record->arena, attrs[i].key, attrs[i].value);
		}
	}
	if (join->open) {
		book_note(join->run->book,
		          attrs != NULL              ? "customer_found"
		          : contact->person.len == 0 ? "no_person"
		                                     : "customer_unknown",
		          1);
	}
	return emit_put(emit, record, err);
}

static int join_finish(void *state, const struct emit *emit, struct err *err)
{
	struct join *join = state;
	(void)emit, (void)err;
	if (join->open && join->run->said != NULL) {
		buf_printf(join->run->said, "gripe join: %zu customers, %llu contacts of theirs",
		           join->customers.keys.count,
		           (unsigned long long)book_noted(join->run->book, "customer_found"));
		if (join->customers.repeated > 0) {
			buf_printf(join->run->said, "; %llu rows repeat a key, the first is taken",
			           (unsigned long long)join->customers.repeated);
		}
		if (join->customers.short_rows > 0) {
			buf_printf(join->run->said, "; %llu rows have no key",
			           (unsigned long long)join->customers.short_rows);
		}
		buf_byte(join->run->said, '\n');
		if (join->customers.word_files == 0) {
			buf_printf(join->run->said,
			           "gripe join: no language in %s has columns.tsv: the first column is the key\n",
			           join->run->lexicons);
		}
	}
	return 0;
}

const struct stage stage_join = {
	.name = "join",
	.summary = "attributes of customers from a table onto their contacts",
	.reads = SHAPE_CONTACTS,
	.writes = SHAPE_CONTACTS,
	.funnel = 15,
	.holds = "the table",
	.pure = true,
	.options = join_options,
	.open = join_open,
	.step = join_step,
	.finish = join_finish,
	.close = join_close,
};
