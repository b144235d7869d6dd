/* contrast.h - themes that one channel or segment names more, or less, than all others do. */
#ifndef GRIPE_CONTRAST_H
#define GRIPE_CONTRAST_H

#include "cross.h"

enum {
	CONTRAST_PRIOR = 20
}; /* pseudo-contacts of the prior (segment_odds.h): a cell of a handful stays near "no difference" */
#define CONTRAST_FALSE .05 /* rate of false discoveries over all cells of the table */

enum contrast_word { SAID_ONLY, SAID_MORE, SAID_LESS, SAID_NOT, SAID_COUNT };
extern const char *const contrast_words[SAID_COUNT];

struct contrast {
	uint32_t theme, column;
	uint64_t in, of_in, out,
	    of_out; /* contacts that name the theme, of all: in the column, and in the others of its group */
	double odds, z, q;
	enum contrast_word word; /* only here: nine in ten of the theme's; not here: under a fifth of what was due */
};
struct contrasts {
	struct contrast *list; /* by theme, then column */
	size_t count;
};

struct contrast_table {         /* what is compared */
	const uint64_t *counts; /* counts[themes + 1][columns]: contacts; the last row is of all */
	const uint64_t *people; /* as counts, or NULL */
	size_t themes, columns;
	const uint32_t *group; /* group[columns], below columns: compared within it, as the values of one attribute */
	uint64_t min_people;   /* cells with fewer people are left out */
	uint64_t min;          /* and those with fewer contacts, both there and due */
};

/* contrasts_make - the cells that differ. Borrows the table only while it runs. */
void contrasts_make(struct contrasts *contrasts, const struct contrast_table *table);
void contrasts_release(struct contrasts *contrasts);

#endif
