/* contrast.c - see contrast.h. Each cell of themes x columns: log-odds with an informative prior against the other
 * columns of its group (segment_odds.c), two-sided normal tail, Benjamini & Hochberg over all cells tested. Memory: a
 * contrast a cell tested. */
#include "contrast.h"

#include <math.h>
#include <stdlib.h>

#include "array.h"
#include "rates.h"
#include "segment_odds.h"
#include "special.h"

const char *const contrast_words[SAID_COUNT] = { "only here", "more here", "less here", "not here" };

/* Of a theme's contacts, and of those that were due: where "more" becomes "only", and "less" becomes "not". */
#define ONLY_SHARE .9
#define NOT_SHARE .2
enum { CELLS_FIRST = 256 };

static enum contrast_word word_of(const struct contrast *cell)
{
	double in = (double)cell->in, due = ((double)cell->in + (double)cell->out) * (double)cell->of_in /
	                                    ((double)cell->of_in + (double)cell->of_out);
	if (cell->z > 0) {
		return in >= ONLY_SHARE * (in + (double)cell->out) ? SAID_ONLY : SAID_MORE;
	}
	return in < NOT_SHARE * due ? SAID_NOT : SAID_LESS;
}

/* sums[group] of one row; groups are numbered below columns. */
static void group_sums(const uint64_t *row, size_t columns, const uint32_t *group, uint64_t *sums)
{
	memset(sums, 0, columns * sizeof *sums);
	for (size_t c = 0; c < columns; c++) {
		sums[group[c]] += row[c];
	}
}

/* Too small a cell to say anything of: nobody elsewhere, too few due and there, or too few people. */
static bool is_small(const struct contrast_table *table, const struct contrast *cell)
{
	uint64_t of = cell->of_in + cell->of_out;
	double due = of > 0 ? (double)(cell->in + cell->out) * (double)cell->of_in / (double)of : 0;
	return cell->of_out == 0 || (cell->in < table->min && due < (double)table->min) ||
	       (table->people != NULL &&
	        table->people[table->themes * table->columns + cell->column] < table->min_people);
}

/* All cells that are large enough, into contrasts->list. */
static void cells_compare(struct contrasts *contrasts, const struct contrast_table *table)
{
	size_t cap = 0, columns = table->columns;
	const uint64_t *all = table->counts + table->themes * columns;
	uint64_t *group_all = memory_array(columns + 1, sizeof *group_all),
	         *sums = memory_array(columns + 1, sizeof *sums);
	group_sums(all, columns, table->group, group_all);
	for (size_t t = 0; t < table->themes; t++) {
		const uint64_t *row = table->counts + t * columns;
		group_sums(row, columns, table->group, sums);
		for (size_t c = 0; c < columns; c++) {
			struct contrast cell = { .theme = (uint32_t)t,
				                 .column = (uint32_t)c,
				                 .in = row[c],
				                 .of_in = all[c],
				                 .out = sums[table->group[c]] - row[c],
				                 .of_out = group_all[table->group[c]] - all[c],
				                 .odds = 1,
				                 .q = 1,
				                 .word = SAID_MORE };
			if (is_small(table, &cell)) {
				continue;
			}
			cell.z = log_odds((double)cell.in, (double)cell.of_in, (double)cell.out, (double)cell.of_out,
			                  CONTRAST_PRIOR, &cell.odds);
			contrasts->list =
			    array_room(contrasts->list, contrasts->count, &cap, sizeof *contrasts->list, CELLS_FIRST);
			contrasts->list[contrasts->count++] = cell;
		}
	}
	free(group_all);
	free(sums);
}

void contrasts_make(struct contrasts *contrasts, const struct contrast_table *table)
{
	*contrasts = (struct contrasts){ 0 };
	cells_compare(contrasts, table);
	size_t kept = 0, tested = contrasts->count;
	double *p = memory_array(tested + 1, sizeof *p);
	for (size_t i = 0; i < tested; i++) {
		p[i] = 2 * normal_upper(fabs(contrasts->list[i].z));
	}
	false_discovery(p, tested, p);
	for (size_t i = 0; i < tested; i++) {
		struct contrast *cell = &contrasts->list[i];
		cell->q = p[i];
		cell->word = word_of(cell);
		bool few = table->people != NULL &&
		           table->people[cell->theme * table->columns + cell->column] < table->min_people;
		if (cell->q <= CONTRAST_FALSE && !few) {
			contrasts->list[kept++] = *cell;
		}
	}
	contrasts->count = kept;
	free(p);
}

void contrasts_release(struct contrasts *contrasts)
{
	free(contrasts->list);
}
