/* tally_sides.h - the praising side of a theme, apart from the rest of it. See tally_sides.c for why. */
#ifndef GRIPE_TALLY_SIDES_H
#define GRIPE_TALLY_SIDES_H

#include "tally.h"

struct side_leaf {
	uint32_t theme; /* number in sides.themes */
	uint32_t fresh; /* number of the leaf without the mark */
	bool praises;
};
struct sides {
	struct intern themes; /* without the mark */
	size_t count;
	struct side_leaf *leaves; /* by the numbers that the rows hold before folding */
	uint64_t (*rows)[2];      /* rows[theme][praises] */
	uint64_t *praised;        /* praised[theme]: contacts (weighed) that only praise a mixed theme */
};
/* sides_open - counts both sides over tally->rows, and renumbers the tally's leaves without the mark. sides_fold - then
 * to be called once for every row, before anything else reads it: praise of mixed themes leaves the row, other praise
 * joins its theme. */
void sides_open(struct sides *sides, struct tally *tally);
void sides_fold(struct sides *sides, const struct tally *tally, struct tally_row *row);
uint64_t sides_praised(const struct sides *sides, struct str theme);
void sides_close(struct sides *sides);

#endif
