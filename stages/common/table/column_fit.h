/* column_fit.h - how well a column would do as a role, by the words of its header and by its content. */
#ifndef GRIPE_COLUMN_FIT_H
#define GRIPE_COLUMN_FIT_H

#include "column_stats.h"
#include "column_words.h"

enum {
	WEIGHT_WHOLE =
	    10 /* a header that is a strong word whole (lexicon weight 5 or more): column_words_weight doubles it */
};

/* column_fit - 0: not at all; larger is better, comparable within one role only. row_count: rows of the sample. words
 * may be NULL. */
double column_fit(enum column_role role, struct str key, const struct column_stats *stats, size_t row_count,
                  const struct column_words *words);

#endif
