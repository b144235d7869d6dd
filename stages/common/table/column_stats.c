/* column_stats.c - see column_stats.h. One pass over the cells; repeats are told by hashes. Memory: 8 bytes a row. */
#include "column_stats.h"

#include <stdlib.h>

#include "hash.h"

enum {
	FEW_ANSWERS = 10,   /* below it choices have not had the time to repeat */
	CELL_WORDS_MAX = 40 /* words that one cell counts for: a few very long cells do not make a column the text */
};

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

static size_t count_distinct(uint64_t *hashes, size_t count)
{
	size_t distinct = count > 0;
	if (count > 0) {
		qsort(hashes, count, sizeof *hashes, by_number);
	}
	for (size_t i = 1; i < count; i++) {
		distinct += hashes[i] != hashes[i - 1];
	}
	return distinct;
}

/* Adds one cell; until the end the means and shares are sums. */
static void add_cell(struct column_stats *stats, struct str cell, const struct cell_words *words,
                     const struct dates *dates)
{
	double number, top;
	bool letters = false;
	size_t cell_words = cell_word_count(cell, &letters);
	stats->words += (double)(cell_words < CELL_WORDS_MAX ? cell_words : CELL_WORDS_MAX);
	stats->letters += letters;
	stats->bytes += (double)cell.len;
	stats->coded += cell_is_coded(cell);
	stats->tokens += cell_is_token(cell);
	stats->urls += str_starts_nocase(cell, STR("http://")) || str_starts_nocase(cell, STR("https://"));
	if (cell_score(words, cell, &number, &top)) {
		stats->numbers++;
		stats->low = number < stats->low ? number : stats->low;
		stats->high = number > stats->high ? number : stats->high;
	}
	date_watch(&stats->evidence, dates, cell);
}

void column_stats_of(struct column_stats *stats, const struct table_row *rows, size_t row_count, size_t column,
                     const struct cell_words *words, const struct dates *dates)
{
	const double epoch_share = 0.9; /* of the cells are numbers */
	uint64_t *hashes = memory_array(row_count + 1, sizeof *hashes);
	*stats = (struct column_stats){ .low = 1e300, .high = -1e300 };
	for (size_t r = 0; r < row_count; r++) {
		struct str cell = column < rows[r].count ? cell_filled(words, rows[r].cells[column]) : STR_EMPTY;
		if (cell.len > 0) {
			hashes[stats->filled++] = hash64(cell, 0);
			add_cell(stats, cell, words, dates);
		}
	}
	stats->distinct = count_distinct(hashes, stats->filled);
	free(hashes);
	if (stats->filled > 0) {
		double *const sums[] = { &stats->words, &stats->letters, &stats->bytes, &stats->coded,
			                 &stats->urls,  &stats->numbers, &stats->tokens };
		for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
			*sums[i] /= (double)stats->filled;
		}
		stats->dates = (double)stats->evidence.dates / (double)stats->filled;
		stats->epoch = stats->numbers > epoch_share;
	}
}

bool column_is_prose(const struct column_stats *stats)
{
	/* choices repeat: a question of the free kind has as many answers as people who answered, nearly */
	double words_least = stats->filled < FEW_ANSWERS ? 3 : 1.5, distinct_least = 0.5 * (double)stats->filled;
	bool of_words = stats->letters > 0.6 && stats->words >= words_least;
	bool of_something_else =
	    stats->dates >= 0.3 || stats->urls >= 0.5 || stats->coded >= 0.5 || stats->tokens >= 0.5;
	return stats->filled > 0 && of_words && !of_something_else && (double)stats->distinct > distinct_least;
}
