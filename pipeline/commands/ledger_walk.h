/* ledger_walk.h - the mentions of a run, one by one, as `gripe ledger` looks at them. */
#ifndef GRIPE_LEDGER_WALK_H
#define GRIPE_LEDGER_WALK_H

#include "record.h"

struct ledger_visit {
	/* mention - one mention, as a record of its own whose arena lives until this returns. contact: number of the
	 * contact it stands in, rising from 1; those of one contact come together. Returns 0, or negative to stop. */
	int (*mention)(void *to, struct record *record, uint64_t contact, struct err *err);
	void *to;
};
/* ledger_walk - path: mentions as assigned, "-" for standard input. GRIPE_DATA with file and line, GRIPE_IO. */
GRIPE_MUST_USE int ledger_walk(const char *path, const struct ledger_visit *visit, struct err *err);

/* contact_weight - the people whom the contact stands for, as ranking counts copies by default. */
static inline uint64_t contact_weight(const struct contact *contact)
{
	uint32_t copies = contact->copies > 0 ? contact->copies : 1,
	         senders = contact->senders > 0 ? contact->senders : 1;
	return senders < copies ? senders : copies;
}

#endif
