/* store_forget.h - people out of the store: their contacts and mentions, the words of these, quotes, what models hold
 * of them, and who was told. What was counted stays: lines of issues and themes, counts by day, totals of runs. */
#ifndef GRIPE_STORE_FORGET_H
#define GRIPE_STORE_FORGET_H

#include <stdint.h>

#include "forgotten.h"
#include "store.h"

struct store_forgot {
	int64_t persons, contacts, mentions; /* that went */
	int64_t quotes, members;             /* lines without a quote that they had; mentions of models' samples */
};

/* store_forget_learn - adds the ids of their contacts to gone; nothing is changed. GRIPE_IO, GRIPE_DATA, GRIPE_BUSY. */
GRIPE_MUST_USE int store_forget_learn(struct store *store, struct forgotten *gone, struct err *err);
/* store_forget - gone: persons; the ids of their contacts are added to it. In a transaction of its own; folder: a place
 * for the files of models, made and removed. GRIPE_IO, GRIPE_DATA, GRIPE_BUSY: nothing is changed. */
GRIPE_MUST_USE int store_forget(struct store *store, struct forgotten *gone, const char *folder,
                                struct store_forgot *forgot, struct err *err);
/* store_scrub - after it: the index and the file are written anew, so that no byte of what went is left in them, nor in
 * the log beside. O(the whole store). GRIPE_BUSY: another program looks at the store, so the log could not be emptied.
 */
GRIPE_MUST_USE int store_scrub(struct store *store, struct err *err);

#endif
