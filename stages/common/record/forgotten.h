/* forgotten.h - people who are to be forgotten: which lines are theirs, and JSON without what they said. */
#ifndef GRIPE_FORGOTTEN_H
#define GRIPE_FORGOTTEN_H

#include <stdbool.h>

#include "buf.h"
#include "hash.h"

struct forgotten {
	struct intern persons;  /* pseudonyms */
	struct intern contacts; /* ids of what they wrote, as far as it is known */
};
void forgotten_init(struct forgotten *gone);
void forgotten_release(struct forgotten *gone);

/* forgotten_line - is a line of contacts, mentions or alerts one of theirs, by its person or by the contact that it is
 * or stands in? learn: one that is by its person adds its contact. A line that is no JSON object is nobody's. */
bool forgotten_line(struct forgotten *gone, struct str line, bool learn);
/* forgotten_json - any JSON value without what they said, appended: of a list of quotes those of their contacts; of
 * another object that names one of their contacts its contact, text and what tells of them; texts that are the id of a
 * contact or a person of theirs. All else as it stands, numbers to the digit, without white space. False: it is not
 * JSON, and nothing is appended. */
bool forgotten_json(struct buf *out, const struct forgotten *gone, struct str json);

#endif
