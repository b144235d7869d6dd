/* forgotten.h - people who are to be forgotten: which lines are theirs, and JSON without what they said. */
#ifndef GRIPE_FORGOTTEN_H
#define GRIPE_FORGOTTEN_H

#include <stdbool.h>

#include "buf.h"
#include "hash.h"

struct forgotten {
	struct intern persons;  /* pseudonyms */
	struct intern contacts; /* ids of what they wrote, as far as it is known */
	struct intern texts;    /* of their mentions, likewise */
	struct intern words;    /* that they said, in small letters */
	bool *shared;           /* shared[words.count]: somebody else said it too */
	size_t shared_cap;
};
void forgotten_init(struct forgotten *gone);
void forgotten_release(struct forgotten *gone);

/* forgotten_said - a mention of theirs: its text and its words. forgotten_heard - a text of somebody else: its words
 * are not theirs alone. forgotten_share - the same of one of their words, by its number. */
void forgotten_said(struct forgotten *gone, struct str text);
void forgotten_heard(struct forgotten *gone, struct str text);
void forgotten_share(struct forgotten *gone, uint32_t word);
/* forgotten_mask - a label or a term with "…" in place of each word that they alone said, in arena; the text itself
 * when it has none. */
struct str forgotten_mask(const struct forgotten *gone, struct arena *arena, struct str text);

/* forgotten_line - is a line of contacts, mentions or alerts one of theirs, by its person or by the contact that it is
 * or stands in? learn: one that is by its person adds its contact, and of a mention what was said. A line that is no
 * JSON object is nobody's. */
bool forgotten_line(struct forgotten *gone, struct str line, bool learn);
/* forgotten_hear - forgotten_heard of the text of a line of mentions that is not theirs. */
void forgotten_hear(struct forgotten *gone, struct str line);
/* forgotten_json - any JSON value without what they said, appended: of a list of quotes, and of members [contact, n],
 * those of their contacts; of another object that names one of their contacts its contact, text and what tells of them;
 * the label of a group of members that is the text of a mention of theirs (it becomes empty); of topics the terms, and
 * in labels the words, that they alone said; texts that are the id of a contact or a person of theirs. All else as it
 * stands, numbers to the digit, without white space. False: it is not JSON, and nothing is appended. */
bool forgotten_json(struct buf *out, const struct forgotten *gone, struct str json);

#endif
