/* decisions.h - what people decided about themes, as far as the ranking needs it: owners, journey steps, actions with a
 * date; and what to do next. */
#ifndef GRIPE_DECISIONS_H
#define GRIPE_DECISIONS_H

#include "tsv.h"

/* ledger.tsv rows used here (others are other tools' business): owner THEME NAME · journey THEME STEP · action THEME
 * DATE TEXT; the first two cells may stand the other way round. owners.tsv: theme ID NAME · journey STEP NAME · * *
 * NAME. next_step.tsv: kind, owner, journey, text; "*" is any. */
struct decision {
	struct str what, theme, value, text;
	int64_t time; /* of an action */
	uint64_t line;
};
struct decisions {
	struct arena arena;
	struct decision *list;
	size_t count;
	struct tsv owners, steps;
};
GRIPE_MUST_USE int decisions_ledger(struct decisions *decisions, const char *path, struct err *err);
GRIPE_MUST_USE int decisions_owners(struct decisions *decisions, const char *path, struct err *err);
GRIPE_MUST_USE int decisions_steps(struct decisions *decisions, const char *path, struct err *err);
void decisions_release(struct decisions *decisions);
/* decision_of - the last "owner" or "journey" that the ledger has for a theme, or empty. */
struct str decision_of(const struct decisions *decisions, const char *what, struct str theme);
/* owner_of - ledger, then owners.tsv by theme, by journey step, by "*". */
struct str owner_of(const struct decisions *decisions, struct str theme, struct str journey);
/* next_step_of - text of the first row that fits; empty when none does. */
struct str next_step_of(const struct decisions *decisions, struct str kind, struct str owner, struct str journey);

#endif
