/* store_past.h - what a night is compared with: the contacts by day of all nights but itself, as gripe rank --past
 * reads them. */
#ifndef GRIPE_STORE_PAST_H
#define GRIPE_STORE_PAST_H

#include "arena.h"
#include "buf.h"
#include "store.h"

struct past_wanted {
	const char *contacts; /* contacts.ndjson of the night */
	struct str now;       /* --now; empty: the time of its newest contact */
	struct str night;     /* out: the day of that, "2025-03-01"; empty: there is none. In arena */
	struct arena *arena;
};
/* store_past - lines "day layer id contacts", and "day layer id contacts key value" of the attributes of the last
 * weeks, rising. Left out: contacts that the night itself brings; those of an earlier run of it, which it replaces;
 * those of nights after it. GRIPE_DATA with file and line; GRIPE_IO, GRIPE_BUSY. Changes nothing. */
GRIPE_MUST_USE int store_past(struct store *store, struct past_wanted *wanted, struct buf *out, struct err *err);

#endif
