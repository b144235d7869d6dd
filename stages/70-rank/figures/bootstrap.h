/* bootstrap.h - intervals of shares, ranks and unions by resampling persons, the same on every machine and for every
 * partition of the input. */
#ifndef GRIPE_BOOTSTRAP_H
#define GRIPE_BOOTSTRAP_H

#include "pareto.h"

enum {
	REPLICATES = 512, /* a 95 % limit is the 13th smallest or largest: its own error is 0.7 points of coverage */
	BOOTSTRAP_ITEMS = 1024, /* places followed; a theme behind them is far below any minimum worth an interval */
	REACH_COUNT = 2         /* 50 and 80 percent */
};
extern const unsigned reach_percents[REACH_COUNT];

struct range {
	double low, high; /* low > high: not computed */
};

struct bootstrap {
	struct range *share;               /* share[item], of grain_whole */
	uint32_t *rank_low, *rank_high;    /* of pain items, 1-based; 0: not computed */
	struct range *covered[UNIT_COUNT]; /* covered[unit][k] for k <= tracked, share of the units */
	size_t tracked;                    /* places followed */
	size_t reach_low[UNIT_COUNT][REACH_COUNT],
	    reach_high[UNIT_COUNT][REACH_COUNT]; /* k; 0: not reached (in at least that part of the replicates) */
};

/* bootstrap_run - bootstraps[count] of grains[count], each person drawn once for all of them. min: items that fewer
 * people name get no interval. seed: --seed. O(rows x REPLICATES / 16) time. */
void bootstrap_run(struct bootstrap *const *bootstraps, const struct grain *const *grains, size_t count,
                   const struct tally *tally, uint64_t seed, uint64_t min);
void bootstrap_release(struct bootstrap *bootstrap);
/* bootstrap_weights - the REPLICATES weights of one unit: each Poisson(1) in 1/256 steps. Pure function of key. */
void bootstrap_weights(uint64_t key, uint8_t *weights);

#endif
