/* theme_linkage.c - see theme_linkage.h. Average linkage (UPGMA): the similarity of two groups is the mean cosine over
 * all pairs of their members, which is C_i . C_j / (n_i n_j) of the groups' vector sums, so it is known without the
 * pairs; a merge's row is the mean of the two rows, weighted by size (Lance and Williams). Ties go to the smaller pair.
 * Each row remembers its best partner, so a merge costs O(m) and some repair; m communities: O(m^2) memory. */
#include "theme_linkage.h"

#include <stdbool.h>
#include <stdlib.h>

#include "arena.h"
#include "theme_dot.h"

struct groups {
	size_t m;
	double *s;       /* [m][m] mean cosine */
	double *size;    /* [m] members; 0: merged into another */
	size_t *partner; /* [m] best other group, m: none */
};

static void find_partner(struct groups *groups, size_t i)
{
	size_t best = groups->m;
	for (size_t j = 0; j < groups->m; j++) {
		if (j != i && groups->size[j] > 0 &&
		    (best == groups->m || groups->s[i * groups->m + j] > groups->s[i * groups->m + best])) {
			best = j;
		}
	}
	groups->partner[i] = best;
}

static void fill_similarities(const struct theme_linkage *linkage, struct groups *groups)
{
	size_t m = groups->m, stride = linkage->stride;
	double *sums = memory_array(m * stride + 1, sizeof *sums); /* whole numbers below 2^53: exact */
	for (size_t i = 0; i < linkage->n; i++) {
		double *sum = sums + linkage->member[i] * stride;
		const int16_t *vector = linkage->vectors + i * stride;
		groups->size[linkage->member[i]]++;
		for (size_t k = 0; k < stride; k++) {
			sum[k] += vector[k];
		}
	}
	for (size_t i = 0; i < m; i++) {
		for (size_t j = 0; j <= i; j++) {
			const double *a = sums + i * stride, *b = sums + j * stride;
			double part[4] = { 0, 0, 0, 0 }, value;
			for (size_t k = 0; k < stride;
			     k += 4) { /* stride is a multiple of 32; four sums in a fixed order */
				part[0] += a[k] * b[k];
				part[1] += a[k + 1] * b[k + 1];
				part[2] += a[k + 2] * b[k + 2];
				part[3] += a[k + 3] * b[k + 3];
			}
			value = ((part[0] + part[1]) + (part[2] + part[3])) /
			        (groups->size[i] * groups->size[j] * THEME_DOT_ONE);
			groups->s[i * m + j] = value;
			groups->s[j * m + i] = value;
		}
	}
	free(sums);
}

/* Whether i is a better partner of r than j; of equal ones the first is. */
static bool is_closer(const struct groups *groups, size_t r, size_t i, size_t j)
{
	double to_i = groups->s[r * groups->m + i], to_j = groups->s[r * groups->m + j];
	return to_i > to_j || (to_i >= to_j && i < j);
}

/* j goes into i. */
static void merge(struct groups *groups, size_t i, size_t j)
{
	size_t m = groups->m;
	double a = groups->size[i], b = groups->size[j];
	for (size_t r = 0; r < m; r++) {
		double value = (a * groups->s[i * m + r] + b * groups->s[j * m + r]) / (a + b);
		groups->s[i * m + r] = value;
		groups->s[r * m + i] = value;
	}
	groups->size[i] = a + b;
	groups->size[j] = 0;
	find_partner(groups, i);
	for (size_t r = 0; r < m; r++) {
		size_t old = groups->partner[r];
		if (r == i || groups->size[r] == 0) {
			continue;
		}
		if (old == i || old == j) {
			find_partner(groups, r);
		} else if (old < m && is_closer(groups, r, i, old)) {
			groups->partner[r] = i;
		}
	}
}

/* Of all groups the one that is nearest to its partner; groups->m: none has any. */
static size_t nearest_pair(const struct groups *groups)
{
	size_t m = groups->m, best = m;
	for (size_t i = 0; i < m; i++) {
		if (groups->size[i] > 0 && groups->partner[i] < m &&
		    (best == m ||
		     groups->s[i * m + groups->partner[i]] > groups->s[best * m + groups->partner[best]])) {
			best = i;
		}
	}
	return best;
}

static void join(struct groups *groups, size_t one, size_t other, uint32_t *theme)
{
	size_t into = one < other ? one : other, from = one < other ? other : one;
	merge(groups, into, from);
	for (size_t c = 0; c < groups->m; c++) {
		theme[c] = theme[c] == from ? (uint32_t)into : theme[c];
	}
}

/* theme[c] is the smallest community of its group: numbers them from 0 in that order. Returns how many. */
static size_t number_groups(uint32_t *theme, size_t m)
{
	uint32_t *number = memory_array(m + 1, sizeof *number);
	size_t count = 0;
	for (size_t c = 0; c < m; c++) {
		if (theme[c] == c) {
			number[c] = (uint32_t)count++;
		}
		theme[c] = number[theme[c]];
	}
	free(number);
	return count;
}

size_t theme_linkage(const struct theme_linkage *linkage, uint32_t *theme)
{
	size_t m = linkage->communities, wanted = linkage->wanted > 0 ? linkage->wanted : 1;
	struct groups groups = { m, memory_array(m * m + 1, sizeof(double)), memory_array(m + 1, sizeof(double)),
		                 memory_array(m + 1, sizeof(size_t)) };
	fill_similarities(linkage, &groups);
	for (size_t i = 0; i < m; i++) {
		theme[i] = (uint32_t)i;
		find_partner(&groups, i);
	}
	for (size_t left = m; left > wanted; left--) {
		size_t best = nearest_pair(&groups);
		if (best == m ||
		    (linkage->wanted == 0 && groups.s[best * m + groups.partner[best]] < linkage->threshold)) {
			break;
		}
		join(&groups, best, groups.partner[best], theme);
	}
	free(groups.s);
	free(groups.size);
	free(groups.partner);
	return number_groups(theme, m);
}
