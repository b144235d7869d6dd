/* store_night.h - one run into the store, and out of it again. All of it within store_begin … store_commit.
 *
 * A night is replaced, never doubled: a run that shares contacts with an earlier one of the same night takes its place,
 * and so does one where either has none; runs of one night that share no contact stand beside each other (two sources,
 * say). A run that says the same as one that is there changes nothing. */
#ifndef GRIPE_STORE_NIGHT_H
#define GRIPE_STORE_NIGHT_H

#include "record.h"
#include "store.h"

struct store_night { /* a row of `run`; see store_schema.h */
	struct str id, night, until, headline, inputs, settings, model, version, books, summary;
};

/* store_night_add - *number of the new run. Returns 1 when the store has it already: nothing is to be written. */
GRIPE_MUST_USE int store_night_add(struct store *store, const struct store_night *night, int64_t *number,
                                   struct err *err);
/* store_theme - the n-th line of issues.ndjson or themes.ndjson (from 0), with its actions. */
GRIPE_MUST_USE int store_theme(struct store *store, int64_t run, int64_t n, struct str json, struct err *err);
/* store_contact - *number of the row. It counts for nothing until store_counted. */
GRIPE_MUST_USE int store_contact(struct store *store, int64_t run, const struct contact *contact, int64_t *number,
                                 struct err *err);
GRIPE_MUST_USE int store_mention(struct store *store, int64_t contact, const struct mention *mention, struct err *err);
/* store_counted - what rank counted the contact as: its day (INT64_MIN: without a date) and weight. store_counts_for -
 * one of its items; layer: "issue" or "theme". */
GRIPE_MUST_USE int store_counted(struct store *store, int64_t contact, int64_t day, int64_t weight, struct err *err);
GRIPE_MUST_USE int store_counts_for(struct store *store, int64_t contact, struct str item, const char *layer,
                                    struct err *err);

struct store_settled {             /* what became of the night */
	int64_t contacts, again;   /* contacts of the run; of these, ids that another night has too */
	int64_t replaced, beside;  /* runs of the same night that went; that stand beside it */
	int64_t replaced_contacts; /* contacts of those that went */
};
/* store_night_settle - after all of the above: replaces what it is to replace, says of each contact which row of its id
 * is the latest, indexes the words and counts the days. */
GRIPE_MUST_USE int store_night_settle(struct store *store, int64_t run, struct store_settled *settled, struct err *err);
/* store_night_remove - a run, its contacts, mentions, words and counts. */
GRIPE_MUST_USE int store_night_remove(struct store *store, int64_t run, struct err *err);

/* store_mention_again - a mention's issue and theme by another model than before. Then, of its run: store_night_uncount
 * (its contacts count for nothing), store_counts_for of each, store_night_recount (they count again, and the run's
 * footing is that model, a number of table model). */
GRIPE_MUST_USE int store_mention_again(struct store *store, int64_t number, const struct mention *mention,
                                       struct err *err);
GRIPE_MUST_USE int store_night_uncount(struct store *store, int64_t run, struct err *err);
GRIPE_MUST_USE int store_night_recount(struct store *store, int64_t run, int64_t model, struct err *err);

#endif
