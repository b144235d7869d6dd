/* roll_up.h - contacts with their themes: what the mentions of a contact say, on the contact's own line. */
#ifndef GRIPE_ROLL_UP_H
#define GRIPE_ROLL_UP_H

#include "record.h"

/* roll_up_encode - the contact's line with "issues" (distinct, by id), "theme" (that of the mention with the highest
 * fit, the earlier on a tie; null without one), "themes" (distinct, by id) and, when it has none, "unassigned" (the
 * reason most of its mentions give; ties by name). record: a contact with its assigned mentions. */
void roll_up_encode(struct buf *out, const struct record *record);

/* contacts_main - `gripe contacts CONTACTS MENTIONS`: the same from two streams in the same order of contacts. */
int contacts_main(int argc, char **argv, const char *lexicons);

#endif
