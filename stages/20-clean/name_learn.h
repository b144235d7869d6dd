/* name_learn.h - which names the people of a run have: from persons' fields, greetings and signatures, in a first pass
 * over all records. */
#ifndef GRIPE_NAME_LEARN_H
#define GRIPE_NAME_LEARN_H

#include "personal.h"
#include "personal_field.h"
#include "record.h"
#include "run_names.h"

struct name_learner;
/* name_learner_open - lexicons/any/no_person.tsv. GRIPE_IO, GRIPE_DATA. personal, fields: borrowed. */
GRIPE_MUST_USE int name_learner_open(struct name_learner **learner, const char *lexicons, struct personal *personal,
                                     struct personal_fields *fields, struct err *err);
void name_learner_close(struct name_learner *learner); /* NULL allowed */
/* name_learn - of one record as it was read: whom its fields name, and whom its text greets or is signed by. */
void name_learn(struct name_learner *learner, const struct contact *contact);
/* name_learn_words - of a text as it will be kept: which words it says, with a capital and without. */
void name_learn_words(struct name_learner *learner, struct str text);
/* name_learned - rows "name", secret, "-" in the order of their bytes, appended; each also added to names. Returns how
 * many. */
size_t name_learned(struct name_learner *learner, struct run_names *names, struct buf *rows);

#endif
