/* theme_match.c - see theme_match.h. The assignment problem is solved exactly by shortest augmenting paths with
 * potentials (Kuhn 1955, Munkres 1957; the O(n^3) form of Jonker and Volgenant 1987): greedy matching would let one
 * theme's second-best partner take another's best. A few hundred themes: milliseconds. */
#include "theme_match.h"

#include <stdbool.h>
#include <stdlib.h>

#include "arena.h"

struct augment {
	const double *cost; /* [n][n], n x n with what does not exist at cost 0 */
	size_t n;
	double *row_potential, *column_potential, *least; /* [n + 1] */
	size_t *row_of, *way;                             /* [n + 1]; column n is the start */
	bool *done;
};

/* One more row gets a column, by the cheapest path of changes. */
static void add_row(struct augment *a, size_t row)
{
	size_t column = a->n;
	a->row_of[column] = row;
	for (size_t j = 0; j <= a->n; j++) {
		a->least[j] = 1e300;
		a->done[j] = false;
	}
	do {
		size_t from = a->row_of[column], next = a->n;
		double delta = 1e300;
		a->done[column] = true;
		for (size_t j = 0; j < a->n; j++) {
			if (!a->done[j]) {
				double here =
				    a->cost[from * a->n + j] - a->row_potential[from] - a->column_potential[j];
				if (here < a->least[j]) {
					a->least[j] = here;
					a->way[j] = column;
				}
				if (a->least[j] < delta) {
					delta = a->least[j];
					next = j;
				}
			}
		}
		for (size_t j = 0; j <= a->n; j++) {
			if (a->done[j]) {
				a->row_potential[a->row_of[j]] += delta;
				a->column_potential[j] -= delta;
			} else {
				a->least[j] -= delta;
			}
		}
		column = next;
	} while (a->row_of[column] != SIZE_MAX);
	while (column != a->n) {
		size_t before = a->way[column];
		a->row_of[column] = a->row_of[before];
		column = before;
	}
}

void assignment(const double *value, size_t rows, size_t columns, int32_t *to)
{
	size_t n = rows > columns ? rows : columns;
	double *cost = memory_array(n * n + 1, sizeof *cost);
	struct augment a = { cost,
		             n,
		             memory_array(n + 1, 8),
		             memory_array(n + 1, 8),
		             memory_array(n + 1, 8),
		             memory_array(n + 1, sizeof(size_t)),
		             memory_array(n + 1, sizeof(size_t)),
		             memory_array(n + 1, sizeof(bool)) };
	for (size_t i = 0; i < rows; i++) {
		to[i] = -1;
		for (size_t j = 0; j < columns; j++) {
			cost[i * n + j] = -value[i * columns + j];
		}
	}
	for (size_t j = 0; j <= n; j++) {
		a.row_of[j] = SIZE_MAX;
	}
	for (size_t i = 0; i < n; i++) {
		add_row(&a, i);
	}
	for (size_t j = 0; j < columns; j++) {
		if (a.row_of[j] < rows) {
			to[a.row_of[j]] = (int32_t)j;
		}
	}
	free(cost);
	free(a.row_potential);
	free(a.column_potential);
	free(a.least);
	free(a.row_of);
	free(a.way);
	free(a.done);
}

void theme_match(const int32_t *old, size_t old_count, const int32_t *new, size_t new_count, const uint64_t *weight,
                 size_t n, int32_t *old_of, double *shared)
{
	double *both = memory_array(old_count * new_count + 1, sizeof *both),
	       *index = memory_array(old_count * new_count + 1, sizeof *index);
	double *old_size = memory_array(old_count + 1, sizeof *old_size),
	       *new_size = memory_array(new_count + 1, sizeof *new_size);
	for (size_t i = 0; i < n; i++) {
		if (old[i] >= 0) {
			old_size[old[i]] += (double)weight[i];
		}
		if (new[i] >= 0) {
			new_size[new[i]] += (double)weight[i];
		}
		if (old[i] >= 0 && new[i] >= 0) {
			both[(size_t)old[i] * new_count + (size_t) new[i]] += (double)weight[i];
		}
	}
	for (size_t b = 0; b < new_count; b++) {
		for (size_t a = 0; a < old_count; a++) {
			double common = both[a * new_count + b], whole = old_size[a] + new_size[b] - common;
			index[b * old_count + a] =
			    whole > 0 && common / whole >= THEME_MATCH_LEAST ? common / whole : 0;
		}
	}
	assignment(index, new_count, old_count, old_of);
	for (size_t b = 0; b < new_count; b++) {
		if (old_of[b] >= 0 && index[b * old_count + (size_t)old_of[b]] <= 0) {
			old_of[b] = -1;
		}
	}
	for (size_t i = 0; shared != NULL && i < old_count * new_count; i++) {
		shared[i] = both[i];
	}
	free(both);
	free(index);
	free(old_size);
	free(new_size);
}
