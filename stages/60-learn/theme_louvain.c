/* theme_louvain.c - see theme_louvain.h. Local moves from a work queue, then aggregation, until nothing moves (Blondel
 * et al. 2008, with the queue of Leiden, Traag et al. 2019, whose refinement bought nothing here); ensemble clustering
 * for graphs (Poulin and Theberge 2019): edges that hold in most of several runs are strengthened, the others nearly
 * cut. Same graph, same order, same result: ties within 1e-12 go to a node's own community, then to the smaller number;
 * sums run in the order of the rows. Memory: the graph, and one aggregated copy of it. Plain C, because a run takes 30
 * ms on 15,000 nodes. */
#include "theme_louvain.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "hash.h"
#include "theme_dot.h"

#define TIE 1e-12                            /* gains closer than this are equal */
#define VOTE_FLOOR 0.05                      /* what an edge keeps that no run holds together */
enum { STEPS_PER_NODE = 50, RUNS_MAX = 64 }; /* steps: a bound on a level's moves, never met in practice */

struct level {
	struct theme_graph graph;
	double *self; /* [n] weight inside a node that stands for several */
};

static int compare_u32(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

struct edge {
	uint32_t to;
	int32_t dot;
};

static int compare_edges(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;
	return (x->to > y->to) - (x->to < y->to);
}

/* counts[n + 1], of which the last is free: how many stand before each. */
static void to_starts(size_t *counts, size_t n)
{
	size_t sum = 0;
	for (size_t i = 0; i < n; i++) {
		size_t count = counts[i];
		counts[i] = sum;
		sum += count;
	}
	counts[n] = sum;
}

void theme_graph_make(struct theme_graph *graph, const struct theme_near *near, size_t n, size_t k)
{
	size_t *fill = memory_array(n + 1, sizeof *fill), kept = 0;
	struct edge *edges = memory_array(2 * n * k + 1, sizeof *edges);
	for (size_t i = 0; i < n * k; i++) {
		fill[i / k]++;
		fill[near[i].member]++;
	}
	to_starts(fill, n);
	for (size_t i = 0; i < n * k; i++) {
		edges[fill[i / k]++] = (struct edge){ near[i].member, near[i].dot };
		edges[fill[near[i].member]++] = (struct edge){ (uint32_t)(i / k), near[i].dot };
	}
	graph->n = n;
	graph->start = memory_array(n + 1, sizeof *graph->start);
	graph->to = memory_array(2 * n * k + 1, sizeof *graph->to);
	graph->weight = memory_array(2 * n * k + 1, sizeof *graph->weight);
	for (size_t i = 0; i < n; i++) { /* fill[i] is now the end of row i, which is the start of row i + 1 */
		size_t first = i == 0 ? 0 : fill[i - 1];
		qsort(edges + first, fill[i] - first, sizeof *edges, compare_edges);
		graph->start[i] = kept;
		for (size_t e = first; e < fill[i]; e++) {
			if (edges[e].dot > 0 && edges[e].to != i &&
			    (kept == graph->start[i] || graph->to[kept - 1] != edges[e].to)) {
				graph->to[kept] = edges[e].to;
				graph->weight[kept++] = edges[e].dot / THEME_DOT_ONE;
			}
		}
	}
	graph->start[n] = kept;
	free(edges);
	free(fill);
}

void theme_graph_release(struct theme_graph *graph)
{
	free(graph->start);
	free(graph->to);
	free(graph->weight);
	*graph = (struct theme_graph){ 0 };
}

struct moves {                                 /* scratch of one level */
	uint32_t *community, *queue, *touched; /* [n] */
	double *degree, *total, *toward;       /* [n] */
	bool *queued;
	double m2, resolution;
};

/* The community that node i gains most from; i has been taken out of its own. */
static uint32_t best_community(const struct level *level, struct moves *moves, uint32_t i)
{
	uint32_t mine = moves->community[i], best = mine;
	double pull = moves->resolution * moves->degree[i] / moves->m2, gain;
	size_t touched = 0;
	for (size_t e = level->graph.start[i]; e < level->graph.start[i + 1]; e++) {
		uint32_t c = moves->community[level->graph.to[e]];
		if (moves->toward[c] == 0) {
			moves->touched[touched++] = c;
		}
		moves->toward[c] += level->graph.weight[e];
	}
	gain = moves->toward[mine] - pull * moves->total[mine];
	for (size_t t = 0; t < touched; t++) {
		uint32_t c = moves->touched[t];
		double here = moves->toward[c] - pull * moves->total[c];
		if (here > gain + TIE || (here >= gain - TIE && best != mine && c < best)) {
			best = c;
			gain = here;
		}
		moves->toward[c] = 0;
	}
	return best;
}

static bool move_nodes(const struct level *level, struct moves *moves, const uint32_t *order)
{
	size_t n = level->graph.n, head = 0, waiting = n, steps = 0;
	bool moved = false;
	for (size_t i = 0; i < n; i++) {
		moves->queue[i] = order != NULL ? order[i] : (uint32_t)i;
		moves->queued[i] = true;
	}
	while (waiting > 0 && steps++ < STEPS_PER_NODE * n) {
		uint32_t i = moves->queue[head], mine = moves->community[i], best;
		head = head + 1 == n ? 0 : head + 1;
		waiting--;
		moves->queued[i] = false;
		moves->total[mine] -= moves->degree[i];
		best = best_community(level, moves, i);
		moves->total[best] += moves->degree[i];
		if (best == mine) {
			continue;
		}
		moves->community[i] = best;
		moved = true;
		for (size_t e = level->graph.start[i]; e < level->graph.start[i + 1]; e++) {
			uint32_t j = level->graph.to[e];
			if (!moves->queued[j] && moves->community[j] != best) {
				moves->queued[j] = true;
				moves->queue[(head + waiting++) % n] = j;
			}
		}
	}
	return moved;
}

/* community[n] renumbered by first appearance; returns how many. */
static size_t renumber(uint32_t *community, size_t n, uint32_t *scratch)
{
	size_t count = 0;
	memset(scratch, 0xff, n * sizeof *scratch);
	for (size_t i = 0; i < n; i++) {
		if (scratch[community[i]] == UINT32_MAX) {
			scratch[community[i]] = (uint32_t)count++;
		}
		community[i] = scratch[community[i]];
	}
	return count;
}

/* The graph whose nodes are `count` communities. */
static struct level aggregate(const struct level *level, struct moves *moves, size_t count)
{
	struct level up = { { count, memory_array(count + 1, sizeof(size_t)),
		              memory_array(level->graph.start[level->graph.n] + 1, sizeof(uint32_t)),
		              memory_array(level->graph.start[level->graph.n] + 1, sizeof(double)) },
		            memory_array(count, sizeof(double)) };
	size_t n = level->graph.n, kept = 0, *first = memory_array(count + 1, sizeof *first);
	uint32_t *nodes = memory_array(n, sizeof *nodes);
	for (size_t i = 0; i < n; i++) {
		first[moves->community[i]]++;
	}
	to_starts(first, count);
	for (size_t i = 0; i < n; i++) {
		nodes[first[moves->community[i]]++] = (uint32_t)i;
	}
	for (size_t c = 0; c < count; c++) {
		size_t touched = 0;
		up.graph.start[c] = kept;
		for (size_t at = c == 0 ? 0 : first[c - 1]; at < first[c]; at++) {
			uint32_t i = nodes[at];
			up.self[c] += level->self[i];
			for (size_t e = level->graph.start[i]; e < level->graph.start[i + 1]; e++) {
				uint32_t other = moves->community[level->graph.to[e]];
				if (other == c) {
					up.self[c] += level->graph.weight[e] / 2;
				} else {
					if (moves->toward[other] == 0) {
						moves->touched[touched++] = other;
					}
					moves->toward[other] += level->graph.weight[e];
				}
			}
		}
		qsort(moves->touched, touched, sizeof *moves->touched, compare_u32);
		for (size_t t = 0; t < touched; t++) {
			up.graph.to[kept] = moves->touched[t];
			up.graph.weight[kept++] = moves->toward[moves->touched[t]];
			moves->toward[moves->touched[t]] = 0;
		}
	}
	up.graph.start[count] = kept;
	free(first);
	free(nodes);
	return up;
}

static void level_release(struct level *level)
{
	theme_graph_release(&level->graph);
	free(level->self);
}

/* Each node of the level in a community of its own. */
static void moves_start(struct moves *moves, const struct level *level)
{
	moves->m2 = 0;
	for (size_t i = 0; i < level->graph.n; i++) {
		moves->degree[i] = 2 * level->self[i];
		for (size_t e = level->graph.start[i]; e < level->graph.start[i + 1]; e++) {
			moves->degree[i] += level->graph.weight[e];
		}
		moves->m2 += moves->degree[i];
		moves->total[i] = moves->degree[i];
		moves->community[i] = (uint32_t)i;
	}
}

size_t theme_louvain(const struct theme_graph *graph, double resolution, const uint32_t *order, uint32_t *member)
{
	size_t n = graph->n, count = n;
	struct level level = { *graph, memory_array(n + 1, sizeof(double)) };
	struct moves moves = { memory_array(n + 1, 4),
		               memory_array(n + 1, 4),
		               memory_array(n + 1, 4),
		               memory_array(n + 1, 8),
		               memory_array(n + 1, 8),
		               memory_array(n + 1, 8),
		               memory_array(n + 1, sizeof(bool)),
		               0,
		               resolution };
	for (size_t i = 0; i < n; i++) {
		member[i] = (uint32_t)i;
	}
	for (bool first = true;; first = false) {
		bool moved;
		size_t nodes = level.graph.n;
		struct level up;
		moves_start(&moves, &level);
		if (moves.m2 <= 0) {
			break;
		}
		moved = move_nodes(&level, &moves, first ? order : NULL);
		count = renumber(moves.community, nodes, moves.touched);
		for (size_t i = 0; i < n; i++) {
			member[i] = moves.community[member[i]];
		}
		if (!moved || count == nodes) {
			break;
		}
		up = aggregate(&level, &moves, count);
		if (first) {
			free(level.self);
		} else {
			level_release(&level);
		}
		level = up;
	}
	if (level.graph.start == graph->start) {
		free(level.self);
	} else {
		level_release(&level);
	}
	free(moves.community);
	free(moves.queue);
	free(moves.touched);
	free(moves.degree);
	free(moves.total);
	free(moves.toward);
	free(moves.queued);
	return count;
}

struct ensemble_work {
	const struct theme_graph *graph;
	double resolution;
	uint64_t seed;
	size_t part, parts, runs;
	uint32_t *members; /* [runs][n] */
};

static void *ensemble_part(void *argument)
{
	struct ensemble_work *work = argument;
	size_t n = work->graph->n;
	uint32_t *order = memory_array(n + 1, sizeof *order);
	for (size_t run = work->part; run < work->runs; run += work->parts) {
		for (size_t i = 0; i < n; i++) { /* Fisher and Yates, inside out */
			size_t j = hash_mix(hash_mix(work->seed, run + 1), i + 1) % (i + 1);
			order[i] = order[j];
			order[j] = (uint32_t)i;
		}
		theme_louvain(work->graph, work->resolution, order, work->members + run * n);
	}
	free(order);
	return NULL;
}

size_t theme_ensemble(const struct theme_graph *graph, double resolution, size_t runs, uint64_t seed, int threads,
                      uint32_t *member)
{
	struct ensemble_work works[RUNS_MAX];
	pthread_t ids[RUNS_MAX];
	bool started[RUNS_MAX] = { false };
	size_t parts = threads < 1 ? 1 : (size_t)threads < runs ? (size_t)threads : runs, n = graph->n, count;
	uint32_t *members = memory_array(runs * n + 1, sizeof *members);
	struct theme_graph strong = *graph;
	if (parts > RUNS_MAX) {
		parts = RUNS_MAX;
	}
	for (size_t p = 0; p < parts; p++) {
		works[p] = (struct ensemble_work){ graph, resolution, seed, p, parts, runs, members };
		started[p] = p > 0 && pthread_create(&ids[p], NULL, ensemble_part, &works[p]) == 0;
	}
	for (size_t p = 0; p < parts; p++) {
		if (!started[p]) {
			ensemble_part(&works[p]);
		}
	}
	for (size_t p = 0; p < parts; p++) {
		if (started[p]) {
			pthread_join(ids[p], NULL);
		}
	}
	strong.weight = memory_array(graph->start[n] + 1, sizeof *strong.weight);
	for (size_t i = 0; i < n; i++) {
		for (size_t e = graph->start[i]; e < graph->start[i + 1]; e++) {
			size_t together = 0;
			for (size_t run = 0; run < runs; run++) {
				together += members[run * n + i] == members[run * n + graph->to[e]];
			}
			strong.weight[e] = graph->weight[e] * (VOTE_FLOOR + (1 - VOTE_FLOOR) * (double)together /
			                                                        (double)(runs > 0 ? runs : 1));
		}
	}
	count = theme_louvain(&strong, resolution, NULL, member);
	free(strong.weight);
	free(members);
	return count;
}

double theme_modularity(const struct theme_graph *graph, double resolution, const uint32_t *member)
{
	double *degree = memory_array(graph->n + 1, sizeof *degree), inner = 0, m2 = 0, expected = 0;
	for (size_t i = 0; i < graph->n; i++) {
		for (size_t e = graph->start[i]; e < graph->start[i + 1]; e++) {
			degree[member[i]] += graph->weight[e];
			inner += member[i] == member[graph->to[e]] ? graph->weight[e] : 0;
			m2 += graph->weight[e];
		}
	}
	for (size_t c = 0; m2 > 0 && c < graph->n; c++) {
		expected += degree[c] / m2 * (degree[c] / m2);
	}
	free(degree);
	return m2 > 0 ? inner / m2 - resolution * expected : 0;
}
