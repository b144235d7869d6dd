/* theme_louvain.h - communities of a weighted graph by modularity, made steady by an ensemble (rule 5). */
#ifndef GRIPE_THEME_LOUVAIN_H
#define GRIPE_THEME_LOUVAIN_H

#include <stddef.h>
#include <stdint.h>

#include "theme_knn.h"

struct theme_graph { /* undirected: each edge stands in the rows of both its ends; no loops */
	size_t n;
	size_t *start;  /* [n + 1] */
	uint32_t *to;   /* [start[n]] rising in each row */
	double *weight; /* [start[n]] > 0 */
};

/* theme_graph_make - from neighbour lists near[n][k]: weight max(similarity, 0), an edge where either end lists the
 * other. */
void theme_graph_make(struct theme_graph *graph, const struct theme_near *near, size_t n, size_t k);
void theme_graph_release(struct theme_graph *graph);

/* theme_louvain - member[n]: community of each node, numbered by first appearance; returns how many. order[n]: in which
 * nodes first move, NULL: 0, 1, 2 … */
size_t theme_louvain(const struct theme_graph *graph, double resolution, const uint32_t *order, uint32_t *member);
/* theme_ensemble - `runs` Louvain runs on fixed-seed permutations vote on every edge, then a last run in canonical
 * order on the reweighted graph. */
size_t theme_ensemble(const struct theme_graph *graph, double resolution, size_t runs, uint64_t seed, int threads,
                      uint32_t *member);
/* theme_modularity - sum over communities of inner weight / m2 - resolution (degree / m2)^2. */
double theme_modularity(const struct theme_graph *graph, double resolution, const uint32_t *member);

#endif
