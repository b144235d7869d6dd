/* trend.h - each theme over time: its periods, whether it is new, rising, falling, gone or steady, and when its rate
 * changed. */
#ifndef GRIPE_TREND_H
#define GRIPE_TREND_H

#include "change_point.h"
#include "day_series.h"
#include "drivers.h"
#include "rates.h"

enum trend_state { TREND_UNKNOWN, TREND_NEW, TREND_RISING, TREND_STEADY, TREND_FALLING, TREND_GONE, TREND_STATES };
extern const char *const trend_names[TREND_STATES];

enum {
	PERIODS_SHOWN = 60, /* at most, the newest: two months of days, a year of weeks */
	HISTORY_WINDOWS = 4 /* the present window is compared with up to so many before it */
};

struct theme_trend {
	enum trend_state state;
	uint64_t recent, before; /* contacts in the present window, and in its history */
	struct rate_ratio ratio; /* of their rates per contact, by the exact conditional interval with the theme's
	                            spread; NAN: no contacts before or now */
	double q;                /* of the ratio, over all themes (Benjamini & Hochberg) */
	double spread;
	bool has_change;
	struct change_point change;
	int64_t change_day;
};

struct trends {
	int period_days;      /* 1, 7 or 14 */
	int64_t first_period; /* first day of the oldest period shown; weeks begin on Monday */
	size_t period_count;
	int window_days;                       /* the present: so many days up to now */
	int64_t recent_from, before_from, end; /* days; [before_from, recent_from) [recent_from, end) */
	uint64_t recent_of, before_of;
	struct periods score_windows; /* the present window and the one before, for movements */
	struct theme_trend *themes;
	size_t count;
};

/* trends_make - period_days 0: days when all contacts lie within a month, else weeks. min: a theme with fewer contacts
 * in both windows stays steady. */
void trends_make(struct trends *trends, const struct day_series *series, int period_days, int64_t now, uint64_t min);
void trends_release(struct trends *trends);
/* trend_period - contacts of a theme (or, with series->themes, of all) in one period shown. */
uint64_t trend_period(const struct trends *trends, const struct day_series *series, size_t theme, size_t period);
/* series_spread - how much a theme's days vary around their share of the day's contacts: variance over what chance
 * alone would give, at least 1, from the differences of neighbouring days (von Neumann 1941), so that a rise or a fall
 * is not taken for spread. Columns [from, to). */
double series_spread(const struct day_series *series, size_t theme, size_t from, size_t to);

#endif
