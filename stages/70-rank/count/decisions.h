/* decisions.h - what people decided, as far as the ranking needs it: the ledger's names, owners, journey steps, actions
 * with a date, and what is muted; who owns the rest; and what to do next. */
#ifndef GRIPE_DECISIONS_H
#define GRIPE_DECISIONS_H

#include "ledger.h"
#include "tsv.h"

/* ledger.tsv: see ledger.h. owners.tsv: theme ID NAME · journey STEP NAME · * * NAME. next_step.tsv: see next_step.h.
 */
struct decisions {
	struct arena arena;
	struct ledger *ledger; /* NULL: none is given */
	struct tsv owners, steps;
};
GRIPE_MUST_USE int decisions_owners(struct decisions *decisions, const char *path, struct err *err);
GRIPE_MUST_USE int decisions_steps(struct decisions *decisions, const char *path, struct err *err);
void decisions_release(struct decisions *decisions);
/* owner_of - ledger, then owners.tsv by theme, by journey step, by "*". */
struct str owner_of(const struct decisions *decisions, struct str theme, struct str journey);

#endif
