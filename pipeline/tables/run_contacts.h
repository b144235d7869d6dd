/* run_contacts.h - the contacts of a run folder, one by one, each with its mentions: what counts of issues and people
 * are made of, and can be made of again. */
#ifndef GRIPE_RUN_CONTACTS_H
#define GRIPE_RUN_CONTACTS_H

#include "record.h"
#include "run_read.h"

struct run_contact {
	struct record record;        /* its contact and mentions */
	struct str *issues, *themes; /* distinct ids that its mentions have, in the order of their bytes */
	size_t issue_count, theme_count;
	uint64_t weight; /* contacts that it stands for, as the run's --copies says */
	bool counted;    /* it states a problem, a request or a question */
	uint64_t number; /* from 1 */
};

struct run_contact_visit {
	/* contact - lives until this returns. Returns 0, or negative to stop. */
	int (*contact)(void *to, const struct run_contact *contact, struct err *err);
	void *to;
};
/* run_contacts - of RUN/contacts.ndjson, with the mentions of RUN/mentions.ndjson, which has the same order. GRIPE_DATA
 * with file and line: a line that is no record; mentions of a contact that is not there. O(1) memory: a contact. */
GRIPE_MUST_USE int run_contacts(const struct run_read *run, const struct run_contact_visit *visit, struct err *err);

/* run_contact_names - is id among its issues or themes? */
bool run_contact_names(const struct run_contact *contact, struct str id);

#endif
