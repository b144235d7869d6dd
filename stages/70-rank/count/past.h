/* past.h - contacts by day of earlier nights, as a store sums them: what a night is compared with, and no part of what
 * it counts. */
#ifndef GRIPE_PAST_H
#define GRIPE_PAST_H

#include "tally.h"

struct past_row {
	int64_t day;       /* since 1970-01-01 */
	uint32_t item;     /* number in items; PAST_ALL: all contacts */
	uint32_t attr;     /* number in attrs, or INTERN_NONE: whatever the attributes */
	uint32_t contacts; /* weighed */
};
#define PAST_ALL INTERN_NONE

struct past {                          /* zeroed: none */
	struct intern items[2], attrs; /* items by enum tally_layer; attrs: "key\tvalue" */
	struct past_row *rows[2];      /* [counts[layer]]; of all contacts in both */
	size_t counts[2], caps[2];
	bool open;
};

/* past_load - lines "day layer id contacts" and "day layer id contacts key value", cells parted by tabs: layer issue or
 * theme, or all (with an empty id). GRIPE_IO; GRIPE_DATA with file and line. */
GRIPE_MUST_USE int past_load(struct past *past, const char *path, struct err *err);
void past_release(struct past *past);

/* past_leaves - before tally_close: what the past has of the layer and this night has not gets a theme without
 * contacts, where it had PAST_DUE contacts or more in the PAST_DAYS before the newest day of the past: it may be gone.
 */
enum { PAST_DUE = 5, PAST_DAYS = 70 };
void past_leaves(const struct past *past, struct tally *tally);

/* past_themes - after tally_close: the tally's theme of each item, attribute pair of each attr, or INTERN_NONE. */
struct past_numbers {
	uint32_t *theme, *attr; /* [items of the layer], [attrs]; free with past_numbers_release */
};
void past_numbers_make(struct past_numbers *numbers, const struct past *past, const struct tally *tally);
void past_numbers_release(struct past_numbers *numbers);

#endif
