/* rates.h - exact intervals of counts and shares, the ratio of two rates, and many tests at once. */
#ifndef GRIPE_RATES_H
#define GRIPE_RATES_H

#include <stddef.h>

struct interval {
	double low, high;
};

/* rate_interval - of the mean of a Poisson count (Garwood 1936). level: .95. spread: variance over mean, >= 1 (1:
 * Poisson). */
struct interval rate_interval(double count, double level, double spread);
/* share_interval - of a binomial share (Clopper & Pearson 1934). */
struct interval share_interval(double part, double whole, double level);

struct rate_ratio {
	double ratio; /* (after / exposure_after) / (before / exposure_before); 0 or INFINITY when one count is 0; 1
	                 when both are */
	struct interval interval;
	double p; /* two-sided: twice the smaller tail, at most 1 */
};
/* rate_ratio - exact, given the sum of both counts (Przyborowski & Wilenski 1940): the count after is binomial, its
 * share gives the ratio. spread divides both counts (quasi-likelihood, McCullagh & Nelder 1989, 9.2): a count that
 * varies three times as much as a Poisson one says a third as much. */
struct rate_ratio rate_ratio(double after, double exposure_after, double before, double exposure_before, double level,
                             double spread);

/* false_discovery - Benjamini & Hochberg 1995: adjusted[i] is the smallest rate of false discoveries at which p[i] is
 * one. O(n log n). */
void false_discovery(const double *p, size_t count, double *adjusted);

#endif
