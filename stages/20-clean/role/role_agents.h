/* role_agents.h - the persons that a first pass found to be agents (role_learn.h), by pseudonym. */
#ifndef GRIPE_ROLE_AGENTS_H
#define GRIPE_ROLE_AGENTS_H

#include "role_thread.h"

struct role_agents; /* read only after opening */

/* role_agents_open - the rows "agent", "opened" and "seen" of list; other rows are another's. *agents is NULL when it
 * names no agent. GRIPE_IO, GRIPE_DATA (with the line). */
GRIPE_MUST_USE int role_agents_open(struct role_agents **agents, const char *lexicons, const char *list,
                                    struct err *err);
void role_agents_close(struct role_agents *agents); /* NULL allowed */

/* role_agents_row - is a row with this first cell of a list one of ours, or of the names of the run? */
bool role_agents_row(struct str first);

/* role_agents_wrote - did an agent write contact, whose person is not empty, in a thread that another opened? keyed: of
 * the key that the list was made with. arena: for a moment's work. */
bool role_agents_wrote(const struct role_agents *agents, struct pseudonym *keyed, struct arena *arena,
                       const struct contact *contact);

#endif
