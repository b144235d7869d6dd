/* anomaly.h - nights on which a theme, or a theme within a segment, had more contacts than its past explains. */
#ifndef GRIPE_ANOMALY_H
#define GRIPE_ANOMALY_H

#include "day_series.h"

enum {
	BASELINE_DAYS = 56, /* what a night is compared with: eight of each weekday */
	BASELINE_DAYS_MIN =
	    14, /* with less, weekdays cannot be told apart, and the spread is a guess: see YOUNG_SPREAD */
	BASELINE_DAYS_LEAST = 4, /* with less, nothing is said */
	FAMILY_DAYS = 14, /* false discoveries are counted over all cells of two weeks of nights, so that quiet weeks
	                     stay quiet */
	ANOMALY_MIN = 10  /* contacts in the window: fewer are never an anomaly, however rare */
};
#define ANOMALY_FACTOR_MIN 1.5 /* and at least half as many again as expected: less is no news */
/* Under BASELINE_DAYS_MIN days the variance is taken (1 + YOUNG_SPREAD / days) times as large: as many times as the
 * square of Student's t with so many days is that of a normal, at one in ten thousand. Where pooled is given. */
#define YOUNG_SPREAD 12.
#define ANOMALY_FALSE .05 /* rate of false discoveries */

/* What the past of one series says about a coming window. */
struct baseline {
	double rate;   /* contacts per day of weekday factor 1 */
	double weight; /* sum of weights x factors of the days it was taken from */
	double spread; /* variance over mean, >= 1 */
	size_t days;
};
/* baseline_fit - counts[n] and their weekday factors[n]; pooled: the spread of all series, 0: not known. */
struct baseline baseline_fit(const uint32_t *counts, const double *factors, size_t days, double pooled);
/* baseline_p - P(count or more) in a window of that summed factor. */
double baseline_p(const struct baseline *baseline, double count, double factor);

struct anomaly {
	uint32_t theme, attr; /* attr: number of the (key, value) pair, INTERN_NONE: all contacts */
	int64_t day;          /* last day of the window */
	int window;           /* 1 or 2 days */
	double count, expected;
	double p, weighted,
	    q; /* p of the cell and night, both windows allowed for; by its weight; q: after Benjamini & Hochberg */
};
struct anomalies {
	struct anomaly *list; /* newest day first, then by q, theme, attr */
	size_t count;
	size_t tested; /* size of the family */
};

struct anomaly_sources {
	const struct tally *tally;
	const struct day_series *series; /* of the tally and the past */
	const struct past *past;         /* or NULL */
	const uint64_t *people;          /* people[attr]: distinct people of each value */
	uint64_t min_people;
};
/* anomalies_find - min_people-safe: a segment's cell that is raised has >= ANOMALY_MIN contacts. */
void anomalies_find(struct anomalies *found, const struct anomaly_sources *sources);
void anomalies_release(struct anomalies *found);

#endif
