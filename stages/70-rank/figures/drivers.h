/* drivers.h - what each theme does to the score: points lost and gained that sum exactly, the score without the theme,
 * and what moved it. */
#ifndef GRIPE_DRIVERS_H
#define GRIPE_DRIVERS_H

#include "tally.h"
#include "whole.h"

/* How a scale is read. Points are millionths. */
struct scale_rule {
	double low, high; /* answers outside are not of this scale and are left out */
	double detractor_max,
	    promoter_min; /* answers up to the one are detractors, from the other on promoters, between them passives */
	bool percent;     /* the score is 100 x share of promoters (nps: less detractors), else the mean answer */
	bool net;         /* nps: detractors count -100 */
	double points_low, points_high; /* range of the score */
};
/* scale_rule - by name: nps, csat, ces, stars, points, each with the top behind it where it differs ("csat7",
 * "stars10"); seen_low, seen_high: the answers of an unknown scale. */
struct scale_rule scale_rule(struct str name, double seen_low, double seen_high);

struct driver {                 /* a theme; the one behind the last: scored contacts without a theme */
	whole_sum lost, gained; /* millionths of a point summed over contacts, shared evenly among a contact's themes */
	uint64_t scored;        /* contacts (weighed) with a score that name it */
	whole_sum points;       /* their points, summed, millionths */
	uint64_t detractors, passives, promoters;
	whole_sum units[2]; /* [before, now]: contacts shared evenly among their themes, millionths of a contact */
	whole_sum unit_points[2]; /* [before, now]: their points, millionths, shared in the same way */
	double mix, within;       /* what moved the score between the two periods; sums over themes to the movement */
	/* The same for printing, millionths of a point of the mean score, rounded so that they sum exactly to the
	 * printed whole: */
	int64_t lost_mean, gained_mean, mix_mean, within_mean;
};

struct drivers { /* of one scale */
	struct str name;
	struct str called; /* by the data: another name where the answers cannot be of that scale */
	struct scale_rule rule;
	uint64_t scored;  /* contacts (weighed) */
	uint64_t silent;  /* of these, people who wrote nothing: they are no contacts, and name no theme */
	uint64_t outside; /* contacts (weighed) whose answer the scale does not have: counted nowhere else */
	whole_sum points; /* summed, millionths */
	uint64_t detractors, passives, promoters;
	uint64_t scored_in[2]; /* in the two periods */
	whole_sum points_in[2];
	int64_t score_mean; /* millionths; lost_mean sums to points_high - this, gained_mean to this - points_low */
	int64_t score_mean_in[2]; /* mix_mean and within_mean together sum to their difference */
	bool moved;               /* both periods have scores */
	size_t themes;
	struct driver *list; /* list[themes + 1] */
};

struct periods { /* two windows of time, [start, end) in seconds; start == end: no such window */
	int64_t start[2], end[2];
};

/* drivers_count - every scale with scored contacts, the one with most first (ties by name). Returns how many; free each
 * with drivers_release, then the list. *outside: contacts (weighed) with answers that their scale does not have, of all
 * scales. */
size_t drivers_count(struct drivers **list, const struct tally *tally, const struct periods *periods,
                     uint64_t *outside);
void drivers_release(struct drivers *drivers);

struct driver_cell {
	double units, points; /* contacts (shared), and the sum of their points */
};
struct driver_part {
	double mix, within;
};
/* score_shift - the movement of a mean between two periods, taken apart over cells: mix = what a changed share of a
 * cell did, within = what a changed score inside it did; mix and within together sum to the movement, which is
 * returned. Both periods must have units. */
double score_shift(const struct driver_cell *before, const struct driver_cell *now, size_t count,
                   struct driver_part *parts);
/* parts_round - values times 10^digits as whole numbers that sum exactly to total (largest remainders; ties to the
 * earlier one). */
void parts_round(const double *values, size_t count, int digits, int64_t total, int64_t *rounded);

#endif
