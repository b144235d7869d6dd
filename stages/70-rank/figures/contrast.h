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

/* contrasts_make - counts[themes + 1][columns] (last row: all contacts); group[column], below columns: columns are
 * compared within a group (the values of one attribute); people: as counts, or NULL; cells with fewer than min_people
 * are left out, and so are those where fewer than min contacts were due. */
void contrasts_make(struct contrasts *contrasts, const uint64_t *counts, const uint64_t *people, size_t themes,
                    size_t columns, const uint32_t *group, uint64_t min_people, uint64_t min);
void contrasts_release(struct contrasts *contrasts);

#endif
