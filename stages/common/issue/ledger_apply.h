/* ledger_apply.h - the edits of a ledger that move mentions, applied to one record: one pure function, assigned record
 * x ledger -> record, for assigning, for `gripe ledger` and for `gripe why`.
 *
 * Of each mention, in this order: a pin whose phrase it holds says its issue (or topic), whatever the model says; then,
 * as long as there is one, a split of the issue it has whose phrase it holds, else a merge of that issue, moves it on.
 * What the model said is kept beside it, with the lines that acted (mention.edit), and is where applying starts: a
 * record that was edited before is edited anew, so applying twice is applying once. The rule about long stories
 * (issue_assign.h) has been through before: a merged issue has exactly the contacts of its parts together. */
#ifndef GRIPE_LEDGER_APPLY_H
#define GRIPE_LEDGER_APPLY_H

#include "ledger.h"
#include "record.h"

struct ledger_rules; /* one per thread; the ledger is shared */

/* ledger_rules_open - ledger outlives it. */
GRIPE_MUST_USE int ledger_rules_open(struct ledger_rules **rules, const struct ledger *ledger, struct err *err);
/* ledger_rules_close - NULL-safe. */
void ledger_rules_close(struct ledger_rules *rules);

/* ledger_apply - ids are borrowed from the ledger, all else is in the record's arena. GRIPE_DATA with file and line: a
 * phrase that is no pattern (in the language of this record: the first record of a language compiles all). */
GRIPE_MUST_USE int ledger_apply(struct ledger_rules *rules, struct record *record, struct err *err);

/* ledger_held - the rows (pin, split) whose phrase stands in the mention, rising, in the record's arena. */
struct ledger_held {
	uint32_t *rows;
	size_t count;
};
GRIPE_MUST_USE int ledger_held(struct ledger_rules *rules, const struct record *record, struct mention *mention,
                               struct ledger_held *held, struct err *err);
/* ledger_unedited - the mention as the model left it; its words are kept. */
struct mention ledger_unedited(const struct mention *mention);

#endif
