/* day_series.h - contacts per theme and day, the weekday's part in them, and how much more they vary than chance alone.
 */
#ifndef GRIPE_DAY_SERIES_H
#define GRIPE_DAY_SERIES_H

#include "past.h"

enum {
	SERIES_DAYS = 732,          /* most that is looked back: two years */
	SERIES_DAYS_LEAST = 90,     /* the same with so many themes that SERIES_CELLS_MAX is passed */
	SERIES_CELLS_MAX = 1 << 25, /* themes x days: 128 MB */
	WEEKDAY_DAYS = 112 /* the weekday's part is taken from the last sixteen weeks: older habits do not count */
};

struct day_series {
	int64_t first_day; /* day number of column 0 */
	size_t days;       /* 0: no contact has a time, or none before now */
	size_t themes;
	uint32_t *counts;  /* [themes + 1][days], contacts (weighed); the last row: all contacts */
	double weekday[7]; /* from Monday, mean 1 over a week */
};

/* day_series_make - columns up to the day of now; later contacts and those before the window are left out. past: what
 * earlier nights counted, or NULL. */
void day_series_make(struct day_series *series, const struct tally *tally, const struct past *past, int64_t now);
void day_series_release(struct day_series *series);
static inline const uint32_t *day_series_row(const struct day_series *series, size_t theme)
{
	return series->counts + theme * series->days;
}
double day_series_weekday(const struct day_series *series, size_t column);
/* weekday_factors - factors[7] from totals per day; first_day: day number of totals[0]. */
void weekday_factors(const uint32_t *totals, size_t days, int64_t first_day, double *factors);

#endif
