/* theme_outside.h - mentions that belong to no theme (rule 7): thinly surrounded, or foreign in words, in surroundings
 * and in meaning. */
#ifndef GRIPE_THEME_OUTSIDE_H
#define GRIPE_THEME_OUTSIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "theme_knn.h"

enum { THEME_NEAR_BEST = 5 }; /* best similarities whose mean says how thickly a mention is surrounded */
#define THEME_STRAY 0.65      /* of the sample's median nearness: below, a mention stands alone */
#define THEME_FOREIGN (-1.75) /* mean robust z of the three measures: below, a mention is foreign */

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

#endif
