/* why_ledger.h - the ledger's side of `gripe why`: which of its lines decided over a mention, and what the mention is
 * counted for then. */
#ifndef GRIPE_WHY_LEDGER_H
#define GRIPE_WHY_LEDGER_H

#include "issue_model.h"
#include "ledger_apply.h"
#include "theme_model.h"

struct why_ledger {
	struct ledger *ledger;
	struct ledger_rules *rules;
	const struct issue_model *issues; /* for labels; may be NULL */
	const struct theme_model *themes;
};

/* why_ledger_open - path NULL: no ledger, and *why stays NULL. */
GRIPE_MUST_USE int why_ledger_open(struct why_ledger **why, const char *path, struct err *err);
void why_ledger_close(struct why_ledger *why);

/* why_ledger_text - a line for people; nothing where the ledger changed nothing. why_ledger_json - the member "ledger":
 * lines with their edits, and issue and theme as counted; nothing likewise. why may be NULL. */
void why_ledger_text(const struct why_ledger *why, const struct mention *mention, struct buf *out);
void why_ledger_json(const struct why_ledger *why, const struct mention *mention, struct buf *out);

#endif
