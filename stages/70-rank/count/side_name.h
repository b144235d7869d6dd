/* side_name.h - on which side of its theme a mention counts: with those that complain, or with those that praise.
 * tally_sides.c says why they are kept apart. */
#ifndef GRIPE_SIDE_NAME_H
#define GRIPE_SIDE_NAME_H

#include "record.h"

enum {
	SIDE_ROOM = 256,
	SIDE_MARK = '+',
	OUTSIDE_MARK = '!'
}; /* longest id of a theme that is split; no id of ours
     ends in one of the marks */

/* side_theme - the id that a mention counts under: its theme's, or with SIDE_MARK behind it when it praises (made in
 * room[SIDE_ROOM]). */
struct str side_theme(const struct mention *mention, char *room);

/* side_name - the id of one side. */
struct str side_name(struct str theme, bool praise, char *room);
/* side_outside - the id that quotes stand under which state a problem and are in no issue; empty where the theme's id
 * is too long for it. */
struct str side_outside(struct str theme, char *room);
/* side_plain - the theme of a side's id. */
struct str side_plain(struct str side);

#endif
