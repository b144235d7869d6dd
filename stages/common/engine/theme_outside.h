/* theme_outside.h - mentions that belong to no theme (rule 7): thinly surrounded, or foreign in words, in surroundings
 * and in meaning. */
#ifndef GRIPE_THEME_OUTSIDE_H
#define GRIPE_THEME_OUTSIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "theme_knn.h"

enum { THEME_NEAR_BEST = 5 }; /* best similarities whose mean says how thickly a mention is surrounded */
#define THEME_STRAY 0.65      /* of the sample's median nearness: below, a mention stands alone */
#define THEME_FOREIGN (-1.75) /* mean robust z of the three measures: below, a mention is foreign */
/* The same where the sample holds no mass of off-topic mentions: only what is like nothing at all stays out. */
#define THEME_STRAY_CLEAN 0.5
#define THEME_FOREIGN_CLEAN (-2.5)

struct theme_spread {       /* of a measure over the sample */
	double median, mad; /* mad: median absolute deviation */
};

struct theme_measures {
	double near;         /* mean of the 5 best similarities */
	double familiar;     /* mean of ln(df / N) of its content stems */
	double surroundings; /* mean over its neighbours of the cosine of their uncentred semantic vector with the mean
	                        vector */
};

struct theme_measures_spread {
	struct theme_spread near, familiar, surroundings;
	bool semantic; /* false without a piece table: then surroundings say nothing and are left out */
	bool clean;    /* the sample holds no mass of off-topic mentions: the wider cuts hold */
};

/* theme_median - the middle of values[n] (mean of the middle two); values are reordered. 0 for n = 0. */
double theme_median(double *values, size_t n);
/* theme_spread_of - values[n] keep their order. */
struct theme_spread theme_spread_of(const double *values, size_t n);
/* theme_nearness - mean similarity of the first 5 of a list. */
double theme_nearness(const struct theme_near *near, size_t count);
/* theme_foreign - mean of the robust z values, each (x - median) / (1.4826 mad), at least -4. */
double theme_foreign(const struct theme_measures_spread *spread, const struct theme_measures *measures);
bool theme_is_outsider(const struct theme_measures_spread *spread, const struct theme_measures *measures);
/* theme_is_strange - foreign by each of the three measures; never without a piece table. */
bool theme_is_strange(const struct theme_measures_spread *spread, const struct theme_measures *measures);

struct theme_strangers {           /* of a sample, by the narrower cuts */
	const bool *outsider;      /* [n] */
	const uint32_t *community; /* [n] < communities */
	size_t n, communities, strange;
};

/* theme_off_topic_mass - true when the outsiders are a mass: many mentions are strange, or the outsiders keep company.
 * Rare wordings of a corpus that has no off-topic texts are neither. False without outsiders. */
bool theme_off_topic_mass(const struct theme_strangers *found);

#endif
