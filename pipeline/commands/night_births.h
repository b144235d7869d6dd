/* night_births.h - topics that arose since the model was learnt, in the mentions of the last nights. */
#ifndef GRIPE_NIGHT_BIRTHS_H
#define GRIPE_NIGHT_BIRTHS_H

#include "err.h"
#include "stage.h"
#include "store.h"

struct births_wanted {
	const char *model, *folder;  /* the model's; the run's, with mentions.ndjson */
	struct str night;            /* "2025-03-01": nights before it are the pool; empty: all */
	const struct stage_run *run; /* lexicons, threads */
};
/* night_births - theme_birth.h's method over this night and the four before it: a line a birth into
 * FOLDER/births.ndjson, {"label": text of its middle mention, "mentions": N, "members": [[contact, n], …]}; and one
 * with an empty label for what has joined births told before. A birth is told once: members of one told before are
 * known by the store. Of more mentions than BIRTH_POOL, or than a fifth of the model's sample, the newest
 * nights', and of this night those whose contacts have the smallest hashes. GRIPE_IO, GRIPE_DATA, GRIPE_BUSY. */
enum { BIRTH_POOL = 12000 };
GRIPE_MUST_USE int night_births(struct store *store, const struct births_wanted *wanted, struct err *err);

#endif
