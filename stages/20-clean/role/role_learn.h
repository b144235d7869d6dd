/* role_learn.h - who answers and who asks: persons whose contacts, over all threads, show that they are not customers.
 */
#ifndef GRIPE_ROLE_LEARN_H
#define GRIPE_ROLE_LEARN_H

#include "pseudonym.h"
#include "record.h"

struct role_learner;

/* role_learner_open - lexicons: for the words that begin a reply's subject. most: contacts in the sample of threads.
 * GRIPE_IO, GRIPE_DATA. */
GRIPE_MUST_USE int role_learner_open(struct role_learner **learner, const char *lexicons, size_t most, struct err *err);
void role_learner_close(struct role_learner *learner); /* NULL allowed */

/* role_learn - one contact as it was read, with its role; said: its source says so (else the role comes from a phrase
 * in its text, or is empty). */
void role_learn(struct role_learner *learner, const struct contact *contact, bool said);

/* role_learner_found - settles what was learnt; how many persons are agents. Call once, before role_learned. */
size_t role_learner_found(struct role_learner *learner);

/* role_learned - appends to rows, as role_agents.h reads them: each agent under a pseudonym with what shows it, the
 * threads that these persons opened themselves, and how far was seen. */
void role_learned(struct role_learner *learner, struct pseudonym *pseudonym, struct buf *rows);

#endif
