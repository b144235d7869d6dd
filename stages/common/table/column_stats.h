/* column_stats.h - what the sample rows say of one column. */
#ifndef GRIPE_COLUMN_STATS_H
#define GRIPE_COLUMN_STATS_H

#include "cell.h"
#include "dates.h"

struct table_row {
	struct str *cells;
	size_t count;
	uint64_t line;
};

/* Means and shares are of filled cells. */
struct column_stats {
	size_t filled, distinct;
	double words; /* mean a cell; each cell counts CELL_WORDS_MAX at the most */
	double bytes; /* mean a cell */
	double letters, numbers, urls, dates, coded,
	    tokens;       /* share of cells with a letter, of scores, links, ids, … */
	double low, high; /* of the scores */
	bool epoch;       /* its dates are bare numbers, which only a header makes dates */
	struct date_evidence evidence;
};

/* column_stats_of - of rows[row_count]'s cells number `column`. words and dates may be NULL. O(n log n). */
void column_stats_of(struct column_stats *stats, const struct table_row *rows, size_t row_count, size_t column,
                     const struct cell_words *words, const struct dates *dates);

/* column_is_prose - the column holds what people wrote in their own words: many words, few repeats. */
bool column_is_prose(const struct column_stats *stats);

#endif
