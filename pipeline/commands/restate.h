/* restate.h - the nights of a store on the footing of another model: their mentions assigned again, so that counts over
 * a relearning can be compared. */
#ifndef GRIPE_RESTATE_H
#define GRIPE_RESTATE_H

#include "err.h"
#include "stage.h"
#include "store.h"

struct restate_wanted {
	const char *model;           /* its folder */
	struct str parent;           /* id of the model that it was learnt from */
	const char *ledger;          /* edits that assigning heeds, or NULL */
	const struct stage_run *run; /* lexicons, seed */
};
/* restate - keeps the model in the store, then assigns every night that stands on another footing again, one
 * transaction a night: who is interrupted goes on with the next night. What the nights published stays as it was.
 * *nights: how many it did. GRIPE_BUSY, GRIPE_DATA, GRIPE_IO. Memory: a contact. */
GRIPE_MUST_USE int restate(struct store *store, const struct restate_wanted *wanted, int64_t *nights, struct err *err);

#endif
