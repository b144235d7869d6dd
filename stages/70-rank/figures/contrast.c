/* contrast.c - see contrast.h. Each cell of themes x columns: log-odds with an informative prior against the other
 * columns of its group (segment_odds.c), two-sided normal tail, Benjamini & Hochberg over all cells tested. Memory: a
 * contrast a cell tested. */
#include "contrast.h"

#include <math.h>
#include <stdlib.h>

#include "rates.h"
#include "segment_odds.h"
#include "special.h"

const char *const contrast_words[SAID_COUNT] = { "only here", "more here", "less here", "not here" };

static const double only_share = .9, not_share = .2;

static enum contrast_word word_of(const struct contrast *cell)
{
	double in = (double)cell->in, due = ((double)cell->in + (double)cell->out) * (double)cell->of_in /
	                                    ((double)cell->of_in + (double)cell->of_out);
	if (cell->z > 0) {
		return in >= only_share * (in + (double)cell->out) ? SAID_ONLY : SAID_MORE;
	}
	return in < not_share * due ? SAID_NOT : SAID_LESS;
}

/* sums[group] of one row; groups are numbered below columns. */
static void group_sums(const uint64_t *row, size_t columns, const uint32_t *group, uint64_t *sums)
{
	memset(sums, 0, columns * sizeof *sums);
	for (size_t c = 0; c < columns; c++) {
		sums[group[c]] += row[c];
	}
}

void contrasts_make(struct contrasts *contrasts, const uint64_t *counts, const uint64_t *people, size_t themes,
                    size_t columns, const uint32_t *group, uint64_t min_people, uint64_t min)
{
	*contrasts = (struct contrasts){ 0 };
	size_t cap = 0, tested = 0, kept = 0;
	const uint64_t *all = counts + themes * columns;
	uint64_t *group_all = memory_array(columns + 1, sizeof *group_all),
	         *sums = memory_array(columns + 1, sizeof *sums);
	group_sums(all, columns, group, group_all);
	for (size_t t = 0; t < themes; t++) {
		const uint64_t *row = counts + t * columns;
		group_sums(row, columns, group, sums);
		for (size_t c = 0; c < columns; c++) {
			uint64_t sum = sums[group[c]], of = group_all[group[c]];
			struct contrast cell = { (uint32_t)t, (uint32_t)c, row[c], all[c], sum - row[c],
				                 of - all[c], 1,           0,      1,      SAID_MORE };
			double due = of > 0 ? (double)sum * (double)all[c] / (double)of : 0;
			if (cell.of_out == 0 || (row[c] < min && due < (double)min) ||
			    (people != NULL && people[themes * columns + c] < min_people)) {
				continue;
			}
			cell.z = log_odds((double)cell.in, (double)cell.of_in, (double)cell.out, (double)cell.of_out,
			                  CONTRAST_PRIOR, &cell.odds);
			if (tested == cap) {
				cap = cap == 0 ? 256 : cap * 2;
				contrasts->list = memory_grow(contrasts->list, cap, sizeof *contrasts->list);
			}
			contrasts->list[tested++] = cell;
		}
	}
	double *p = memory_array(tested + 1, sizeof *p);
	for (size_t i = 0; i < tested; i++) {
		p[i] = 2 * normal_upper(fabs(contrasts->list[i].z));
	}
	false_discovery(p, tested, p);
	for (size_t i = 0; i < tested; i++) {
		struct contrast *cell = &contrasts->list[i];
		cell->q = p[i];
		cell->word = word_of(cell);
		bool small = people != NULL && people[cell->theme * columns + cell->column] < min_people;
		if (cell->q <= CONTRAST_FALSE && !small) {
			contrasts->list[kept++] = *cell;
		}
	}
	contrasts->count = kept;
	free(p);
	free(group_all);
	free(sums);
}

void contrasts_release(struct contrasts *contrasts)
{
	free(contrasts->list);
}
