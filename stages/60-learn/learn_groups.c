/* learn_groups.c - neighbours, communities, themes, the small ones and the strays (rules 5, 6 and 7).
 *
 * Constants were chosen on labelled sets (tests/quality) and stand on flat ground: two or three votes, a floor of .2
 * for edges that no run holds together, or edges to the power of 2 change the mean AMI by less than .001, a lexical
 * share of .3 loses .008; weights divided by the mean similarity around both ends gain .002 AMI and .004 ARI, which is
 * within the noise between orders. Grain is a choice that is shown, because no rule finds the right one: AMI is flat in
 * the cut. */
#include <math.h>
#include <stdlib.h>

#include "learn_inside.h"
#include "theme_dot.h"
#include "theme_linkage.h"
#include "theme_vote.h"

enum {
	ENSEMBLE_RUNS = 8,
	SMALLEST_THEME = 4,  /* mentions */
	MEASURES_LEAST = 30, /* mentions below which medians and deviations say nothing: then nobody is an outsider */
	FINER_TRIES = 6      /* doublings of the resolution until there are as many communities as themes wanted */
};
#define SMALL_SHARE 0.004     /* of the sample: smaller themes are dissolved */
#define SMALL_SUB_SHARE 0.001 /* the same for sub-themes, within their theme */
#define JOIN 0.10             /* mean similarity to a theme that a dissolved mention needs */
/* Off-topic texts out .55 -> .66, on-topic ones lost .043 -> .046, over 30 sets with a mass; without the second row .67
 * and .048. */
#define FOREIGN_COMMUNITY                                                                                              \
	0.4 /* of a community are outsiders: then others are, where the sample holds an off-topic mass, */
#define RATHER_FOREIGN (-0.5) /* those below this mean robust z (-1.75 without such company) */
#define PHATIC_SHARE 0.3      /* of a theme's mentions are politeness alone: it is no topic */
#define ANCHOR_FACTOR 0.4     /* weight of an edge between different old themes */

static double largest(double a, double b)
{
	return a > b ? a : b;
}

static void find_typical(struct learning *learning)
{
	size_t n = learning->free_count, k = learning->k;
	double *means = memory_array(n + 1, sizeof *means);
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < k; j++) {
			means[i] += learning->near[i * k + j].dot / THEME_DOT_ONE / (double)k;
		}
	}
	learning->typical = theme_median(means, n);
	free(means);
}

static void weaken_across_old_themes(struct learning *learning)
{
	for (size_t i = 0; i < learning->free_count; i++) {
		for (size_t e = learning->graph.start[i]; e < learning->graph.start[i + 1]; e++) {
			int32_t a = learning->anchor[i], b = learning->anchor[learning->graph.to[e]];
			if (a >= 0 && b >= 0 && a != b) {
				learning->graph.weight[e] *= ANCHOR_FACTOR;
			}
		}
	}
}

/* Communities, and the theme of each; returns how many themes. */
static size_t find_themes(struct learning *learning, uint32_t **theme_of)
{
	const struct learn_options *options = learning->options;
	double resolution = options->grain.resolution;
	struct theme_linkage linkage = {
		learning->vectors, learning->free_count, learning->frame.stride, learning->community, 0, 0,
		options->themes
	};
	for (int tries = 0; tries <= FINER_TRIES; tries++) {
		learning->communities = theme_ensemble(&learning->graph, resolution, ENSEMBLE_RUNS, options->seed,
		                                       options->threads, learning->community);
		if (learning->communities >= options->themes) {
			break;
		}
		resolution *= 2;
	}
	linkage.communities = learning->communities;
	linkage.threshold = options->grain.cut * learning->typical * learning->typical;
	*theme_of = arena_array(&learning->arena, learning->communities + 1, sizeof **theme_of);
	return theme_linkage(&linkage, *theme_of);
}

/* sums[groups][stride] of the vectors with of[i] >= 0, sizes[groups]. */
static void sum_groups(const struct learning *learning, const int32_t *of, size_t groups, int64_t *sums, double *sizes)
{
	size_t stride = learning->frame.stride;
	memset(sums, 0, groups * stride * sizeof *sums);
	memset(sizes, 0, groups * sizeof *sizes);
	for (size_t i = 0; i < learning->free_count; i++) {
		if (of[i] >= 0) {
			int64_t *sum = sums + (size_t)of[i] * stride;
			sizes[of[i]]++;
			for (size_t k = 0; k < stride; k++) {
				sum[k] += learning->vectors[i * stride + k];
			}
		}
	}
}

/* Mean similarity of mention i to a group: a whole number below 2^53, so exact before the division. */
static double similarity_to(const struct learning *learning, size_t i, const int64_t *sum, double size)
{
	const int16_t *vector = learning->vectors + i * learning->frame.stride;
	int64_t dot = 0;
	for (size_t k = 0; k < learning->frame.stride; k++) {
		dot += vector[k] * sum[k];
	}
	return (double)dot / (size * THEME_DOT_ONE);
}

/* The best of those groups (keep[g], and parent[g] == of_parent unless parent is NULL) for mention i; ties to the
 * smaller number; -1 without one. */
struct nearest_group {
	const int64_t *sums;
	const double *sizes;
	size_t groups;
	const bool *keep;
	const int32_t *parent;
};

static int32_t nearest(const struct learning *learning, const struct nearest_group *among, size_t i, int32_t of_parent,
                       double *best)
{
	int32_t found = -1;
	for (size_t g = 0; g < among->groups; g++) {
		if (among->keep[g] && (among->parent == NULL || among->parent[g] == of_parent)) {
			double here =
			    similarity_to(learning, i, among->sums + g * learning->frame.stride, among->sizes[g]);
			if (found < 0 || here > *best) {
				found = (int32_t)g;
				*best = here;
			}
		}
	}
	return found;
}

/* Rule 7, first half: theme[i] of mentions in small themes becomes the nearest big one's, or -1. */
static void dissolve_small(struct learning *learning, size_t themes)
{
	size_t n = learning->free_count, biggest = 0;
	int64_t *sums = memory_array(themes * learning->frame.stride + 1, sizeof *sums);
	double *sizes = memory_array(themes + 1, sizeof *sizes),
	       least = largest(SMALLEST_THEME, SMALL_SHARE * (double)n);
	bool *big = memory_array(themes + 1, sizeof *big), any = false;
	struct nearest_group among = { sums, sizes, themes, big, NULL };
	sum_groups(learning, learning->theme, themes, sums, sizes);
	for (size_t t = 0; t < themes; t++) {
		big[t] = sizes[t] >= least || learning->options->themes > 0;
		any = any || big[t];
		biggest = sizes[t] > sizes[biggest] ? t : biggest;
	}
	if (!any && themes > 0) {
		big[biggest] = true;
	}
	for (size_t i = 0; i < n; i++) {
		if (!big[learning->theme[i]]) {
			double best = 0;
			int32_t to = nearest(learning, &among, i, 0, &best);
			learning->theme[i] = to >= 0 && best >= JOIN ? to : -1;
		}
	}
	free(sums);
	free(sizes);
	free(big);
}

/* Sub-themes: a mention's community where that belongs to its theme and is not tiny, else the nearest such community of
 * the theme. */
static void find_subs(struct learning *learning, const uint32_t *theme_of, size_t themes)
{
	size_t n = learning->free_count, groups = learning->communities,
	       *largest_of = memory_array(themes + 1, sizeof *largest_of);
	int64_t *sums = memory_array(groups * learning->frame.stride + 1, sizeof *sums);
	double *sizes = memory_array(groups + 1, sizeof *sizes),
	       least = largest(SMALLEST_THEME, SMALL_SUB_SHARE * (double)n);
	bool *keep = memory_array(groups + 1, sizeof *keep);
	int32_t *parent = memory_array(groups + 1, sizeof *parent);
	struct nearest_group among = { sums, sizes, groups, keep, parent };
	for (size_t i = 0; i < n; i++) {
		uint32_t community = learning->community[i];
		learning->sub[i] = learning->theme[i] == (int32_t)theme_of[community] ? (int32_t)community : -1;
	}
	sum_groups(learning, learning->sub, groups, sums, sizes);
	for (size_t t = 0; t < themes; t++) {
		largest_of[t] = groups;
	}
	for (size_t g = 0; g < groups; g++) {
		size_t *most = &largest_of[theme_of[g]];
		parent[g] = (int32_t)theme_of[g];
		keep[g] = sizes[g] >= least;
		if (sizes[g] > 0 && (*most == groups || sizes[g] > sizes[*most])) {
			*most = g;
		}
	}
	for (size_t t = 0; t < themes; t++) {
		if (largest_of[t] < groups) {
			keep[largest_of[t]] = true;
		}
	}
	for (size_t i = 0; i < n; i++) {
		double best = 0;
		if (learning->theme[i] >= 0 && (learning->sub[i] < 0 || !keep[learning->sub[i]])) {
			learning->sub[i] = nearest(learning, &among, i, learning->theme[i], &best);
		}
	}
	learning->sub_parent = arena_array(&learning->arena, groups + 1, sizeof *learning->sub_parent);
	memcpy(learning->sub_parent, parent, groups * sizeof *parent);
	learning->sub_count = groups;
	free(largest_of);
	free(sums);
	free(sizes);
	free(keep);
	free(parent);
}

/* A theme of which much is politeness ("I look forward to your prompt response", "please provide a solution") is no
 * topic: its mentions belong to none, and so do later ones that resemble them most. */
static void drop_phatic(struct learning *learning, size_t themes)
{
	size_t *size = memory_array(themes + 1, sizeof *size), *phatic = memory_array(themes + 1, sizeof *phatic);
	for (size_t i = 0; i < learning->free_count; i++) {
		if (learning->theme[i] >= 0) {
			size[learning->theme[i]]++;
			phatic[learning->theme[i]] += learning->words[i].phatic;
		}
	}
	for (size_t i = 0; i < learning->free_count; i++) {
		int32_t t = learning->theme[i];
		if (t >= 0 && (double)phatic[t] >= PHATIC_SHARE * (double)size[t]) {
			learning->theme[i] = -1;
			learning->sub[i] = -1;
		}
	}
	free(size);
	free(phatic);
}

/* Rule 7's second half: who is an outsider, by the cuts that the sample's spread says. Returns how many are strange. */
static size_t mark_outsiders(const struct learning *learning, const struct theme_measures *measures, bool *outsider)
{
	size_t strange = 0;
	for (size_t i = 0; i < learning->free_count; i++) {
		outsider[i] = theme_is_outsider(&learning->spread, &measures[i]);
		strange += theme_is_strange(&learning->spread, &measures[i]);
	}
	return strange;
}

/* Medians and deviations of the three measures over the sample. */
static struct theme_measures_spread find_spread(const struct theme_measures *measures, size_t n, bool semantic)
{
	double *near = memory_array(n + 1, sizeof *near), *familiar = memory_array(n + 1, sizeof *familiar),
	       *around = memory_array(n + 1, sizeof *around);
	struct theme_spread anything = { 0, 1e9 };
	struct theme_measures_spread spread = { anything, anything, anything, semantic, false };
	for (size_t i = 0; i < n; i++) {
		near[i] = measures[i].near;
		familiar[i] = measures[i].familiar;
		around[i] = measures[i].surroundings;
	}
	if (n >= MEASURES_LEAST) {
		spread.near = theme_spread_of(near, n);
		spread.familiar = theme_spread_of(familiar, n);
		spread.surroundings = theme_spread_of(around, n);
	}
	free(near);
	free(familiar);
	free(around);
	return spread;
}

/* Where there is a mass, a community that outsiders make up much of goes out, but for those of its members that are as
 * familiar as others are. */
static void widen_outsiders(const struct learning *learning, const struct theme_measures *measures, bool *outsider)
{
	size_t *size = memory_array(learning->communities + 1, sizeof *size),
	       *out = memory_array(learning->communities + 1, sizeof *out);
	for (size_t i = 0; i < learning->free_count; i++) {
		size[learning->community[i]]++;
		out[learning->community[i]] += outsider[i];
	}
	for (size_t i = 0; i < learning->free_count; i++) {
		uint32_t c = learning->community[i];
		outsider[i] = outsider[i] || ((double)out[c] >= FOREIGN_COMMUNITY * (double)size[c] &&
		                              theme_foreign(&learning->spread, &measures[i]) < RATHER_FOREIGN);
	}
	free(size);
	free(out);
}

static void find_outsiders(struct learning *learning)
{
	size_t n = learning->free_count, k = learning->k;
	struct theme_measures *measures = memory_array(n + 1, sizeof *measures);
	bool *outsider = memory_array(n + 1, sizeof *outsider);
	struct theme_strangers found = { outsider, learning->community, n, learning->communities, 0 };
	for (size_t i = 0; i < n; i++) {
		measures[i].near = theme_nearness(learning->near + i * k, k);
		measures[i].familiar = theme_familiar(&learning->frame, &learning->words[i]);
		for (size_t j = 0; j < k; j++) {
			measures[i].surroundings +=
			    (double)learning->around[learning->near[i * k + j].member] / (double)k;
		}
	}
	learning->spread = find_spread(measures, n, learning->frame.semantic > 0);
	found.strange = mark_outsiders(learning, measures, outsider);
	learning->spread.clean = !theme_off_topic_mass(&found);
	if (learning->spread.clean) {
		mark_outsiders(learning, measures, outsider);
	} else {
		widen_outsiders(learning, measures, outsider);
	}
	for (size_t i = 0; i < n; i++) {
		if (outsider[i]) {
			learning->theme[i] = -1;
			learning->sub[i] = -1;
		}
	}
	free(measures);
	free(outsider);
}

/* The function that assigns every other mention assigns the sample's own as well: a vote of each one's neighbours. */
static void vote_all(struct learning *learning, size_t themes)
{
	size_t n = learning->free_count;
	int32_t *theme = memory_array(n + 1, sizeof *theme), *sub = memory_array(n + 1, sizeof *sub);
	struct theme_ballot ballot = { theme,
		                       sub,
		                       themes,
		                       learning->sub_count,
		                       memory_array(themes + 1, sizeof(double)),
		                       memory_array(learning->sub_count + 1, sizeof(double)) };
	memcpy(theme, learning->theme, n * sizeof *theme);
	memcpy(sub, learning->sub, n * sizeof *sub);
	for (size_t i = 0; i < n; i++) {
		struct theme_vote vote = theme_vote(&ballot, learning->near + i * learning->k, learning->k);
		learning->runner_up[i] = -1;
		if (theme[i] >= 0 && vote.theme >= 0) {
			learning->theme[i] = vote.theme;
			learning->sub[i] = vote.sub;
			learning->runner_up[i] = vote.runner_up;
		}
	}
	free(theme);
	free(sub);
	free(ballot.theme_votes);
	free(ballot.sub_votes);
}

/* Claimed mentions: one theme and one sub-theme a label, behind the discovered ones. */
static void add_claimed(struct learning *learning, size_t themes)
{
	int32_t *parents =
	    arena_array(&learning->arena, learning->sub_count + learning->pin_groups + 1, sizeof *parents);
	memcpy(parents, learning->sub_parent, learning->sub_count * sizeof *parents);
	for (size_t i = learning->free_count; i < learning->n; i++) {
		learning->theme[i] = (int32_t)themes + learning->claimed[i];
		learning->runner_up[i] = -1;
		learning->sub[i] = (int32_t)learning->sub_count + learning->claimed[i];
	}
	for (size_t g = 0; g < learning->pin_groups; g++) {
		parents[learning->sub_count + g] = (int32_t)(themes + g);
	}
	learning->sub_parent = parents;
	learning->sub_count += learning->pin_groups;
	learning->theme_count = themes + learning->pin_groups;
}

void learn_groups(struct learning *learning)
{
	size_t n = learning->free_count, themes;
	uint32_t *theme_of;
	learning->k = n > THEME_NEIGHBOURS ? THEME_NEIGHBOURS : n > 0 ? n - 1 : 0;
	learning->near = memory_array(n * learning->k + 1, sizeof *learning->near);
	theme_knn(&(struct theme_rows){ learning->vectors, n, learning->frame.stride }, learning->k,
	          learning->options->threads, learning->near);
	find_typical(learning);
	theme_graph_make(&learning->graph, learning->near, n, learning->k);
	if (learning->anchor != NULL) {
		weaken_across_old_themes(learning);
	}
	learning->community = arena_array(&learning->arena, n + 1, sizeof *learning->community);
	learning->theme = arena_array(&learning->arena, learning->n + 1, sizeof *learning->theme);
	learning->sub = arena_array(&learning->arena, learning->n + 1, sizeof *learning->sub);
	learning->runner_up = arena_array(&learning->arena, learning->n + 1, sizeof *learning->runner_up);
	themes = find_themes(learning, &theme_of);
	for (size_t i = 0; i < n; i++) {
		learning->theme[i] = (int32_t)theme_of[learning->community[i]];
	}
	dissolve_small(learning, themes);
	find_subs(learning, theme_of, themes);
	find_outsiders(learning);
	drop_phatic(learning, themes);
	vote_all(learning, themes);
	add_claimed(learning, themes);
}
