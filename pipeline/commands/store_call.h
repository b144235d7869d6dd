/* store_call.h - what questions to a store have in common: their options, the store opened, the answer put out whole.
 */
#ifndef GRIPE_STORE_CALL_H
#define GRIPE_STORE_CALL_H

#include "arena.h"
#include "buf.h"
#include "command_frame.h"
#include "store.h"

struct store_asked { /* options; what a question does not list stays at its default */
	const char *store, *since, *before, *layer, *ledger;
	bool json, all;
	int64_t run, wait_seconds;
	int by; /* period */
};

struct store_call {
	struct store_asked asked;
	struct stage_run run; /* of the common options */
	struct store *store;  /* open */
	char **paths;
	size_t path_count;
	struct buf out; /* the answer */
	struct arena arena;
};

/* store_answer - opens the store of call, lets work fill the answer, and puts that out. specs: those of the command, of
 * struct store_asked. store_answer_new - the same; a store that is not there is made. */
GRIPE_MUST_USE int store_answer(const struct command_call *call, const struct option_spec *specs,
                                int (*work)(struct store_call *call, struct err *err), struct err *err);

GRIPE_MUST_USE int store_answer_new(const struct command_call *call, const struct option_spec *specs,
                                    int (*work)(struct store_call *call, struct err *err), struct err *err);

/* store_item - the issue or theme that a word names: its id, or the one whose newest label it is, or the only one whose
 * label holds it (letters of either case). *number, *id, *label in the call's arena. GRIPE_USAGE: none, or several. */
struct store_named {
	int64_t number;
	struct str id, label;
};
GRIPE_MUST_USE int store_item(struct store_call *call, const char *word, struct store_named *found, struct err *err);

/* store_run - the number of the run that a word names: its number, its id, or a night with one run ("2025-03-01").
 * GRIPE_USAGE: none, or several. */
GRIPE_MUST_USE int store_run(struct store_call *call, const char *word, int64_t *number, struct err *err);

/* store_day - "2025-03-01" as a day number; INT64_MIN for NULL. GRIPE_USAGE: no date. */
GRIPE_MUST_USE int store_day(const char *text, int64_t *day, struct err *err);
/* store_today - the day of --now, else of the newest contact; INT64_MIN: there is none. */
GRIPE_MUST_USE int store_today(struct store_call *call, int64_t *day, struct err *err);

#endif
