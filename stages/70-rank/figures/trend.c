/* trend.c - see trend.h. In: contacts per theme and day.
 *
 * A theme's rate is its contacts per contact of all themes, so that a busy week does not make everything rise. Rising
 * and falling: ratio of the rate in the present window to that in up to four windows before, exact conditional interval
 * with the theme's own spread (quasi-Poisson, McCullagh & Nelder 1989), at most 5 % false ones (Benjamini & Hochberg
 * 1995), and at least a fifth up or down: less is no news. Gone: nothing now where five or more were due (chance: under
 * 1 %). New: nothing before the present window. When did it start: change_point.c over all days. */
#include "trend.h"

#include <math.h>
#include <stdlib.h>

#include "timestamp.h"

const char *const trend_names[TREND_STATES] = { "unknown", "new", "rising", "steady", "falling", "gone" };

static const double news_factor = 1.2; /* up or down by a fifth */
static const double false_rate = .05;
static const double due_for_gone = 5; /* contacts expected in the window */
static const int64_t seconds_a_day = 86400;

static uint64_t sum_columns(const uint32_t *row, size_t from, size_t to)
{
	uint64_t sum = 0;
	for (size_t d = from; d < to; d++) {
		sum += row[d];
	}
	return sum;
}

double series_spread(const struct day_series *series, size_t theme, size_t from, size_t to)
{
	const uint32_t *row = day_series_row(series, theme), *all = day_series_row(series, series->themes);
	double sum = 0, used = 0, last = 0, total = (double)sum_columns(all, from, to);
	double rate = total > 0 ? (double)sum_columns(row, from, to) / total : 0;
	double chance =
	    1 - rate < 0.05 ? 0.05 : 1 - rate; /* binomial, not Poisson, when the theme is most of the day */
	bool any = false;
	for (size_t d = from; d < to; d++) {
		double expected = rate * all[d];
		if (expected <= 0) {
			continue;
		}
		double z = (row[d] - expected) / sqrt(expected * chance);
		if (any) {
			sum += (z - last) * (z - last) / 2;
			used += 1;
		}
		last = z;
		any = true;
	}
	double spread = used > 0 ? sum / used : 1;
	return spread > 1 ? spread : 1;
}

static size_t column_of(const struct day_series *series, int64_t day)
{
	return day <= series->first_day                           ? 0
	       : day - series->first_day >= (int64_t)series->days ? series->days
	                                                          : (size_t)(day - series->first_day);
}

static void windows_make(struct trends *trends, const struct day_series *series, int64_t now)
{
	trends->window_days =
	    trends->period_days < 7 ? 7 : trends->period_days; /* single days are the anomalies' business */
	trends->end = timestamp_day(now) + 1;
	trends->recent_from = trends->end - trends->window_days;
	trends->before_from = trends->recent_from - HISTORY_WINDOWS * trends->window_days;
	if (trends->before_from < series->first_day) {
		trends->before_from = series->first_day < trends->recent_from ? series->first_day : trends->recent_from;
	}
	trends->score_windows =
	    (struct periods){ { (trends->recent_from - trends->window_days) * seconds_a_day,
		                trends->recent_from * seconds_a_day },
		              { trends->recent_from * seconds_a_day, trends->end * seconds_a_day } };
}

static void periods_make(struct trends *trends, const struct day_series *series)
{
	int64_t step = trends->period_days,
	        monday = 4; /* 1970-01-05 was a Monday: weeks and fortnights are counted from it */
	int64_t first = series->first_day,
	        anchored = step == 1 ? first : first - ((first - monday) % step + step) % step;
	trends->period_count = (size_t)((trends->end - anchored + step - 1) / step);
	if (trends->period_count > PERIODS_SHOWN) {
		anchored += (int64_t)(trends->period_count - PERIODS_SHOWN) * step;
		trends->period_count = PERIODS_SHOWN;
	}
	trends->first_period = anchored;
}

uint64_t trend_period(const struct trends *trends, const struct day_series *series, size_t theme, size_t period)
{
	int64_t from = trends->first_period + (int64_t)period * trends->period_days;
	return sum_columns(day_series_row(series, theme), column_of(series, from),
	                   column_of(series, from + trends->period_days));
}

static void change_make(struct theme_trend *trend, const struct day_series *series, size_t theme)
{
	const uint32_t *row = day_series_row(series, theme), *all = day_series_row(series, series->themes);
	double *counts = memory_array(series->days, sizeof *counts),
	       *expected = memory_array(series->days, sizeof *expected);
	size_t *days = memory_array(series->days, sizeof *days), count = 0;
	for (size_t d = 0; d < series->days; d++) {
		if (all[d] > 0) {
			counts[count] = row[d];
			expected[count] = all[d];
			days[count++] = d;
		}
	}
	trend->has_change = change_point(counts, expected, count, trend->spread, &trend->change) && trend->change.sure;
	if (trend->has_change) {
		trend->change_day = series->first_day + (int64_t)days[trend->change.at];
	}
	free(counts);
	free(expected);
	free(days);
}

static void theme_make(struct trends *trends, const struct day_series *series, size_t theme)
{
	struct theme_trend *trend = &trends->themes[theme];
	const uint32_t *row = day_series_row(series, theme);
	size_t from = column_of(series, trends->before_from), middle = column_of(series, trends->recent_from);
	trend->recent = sum_columns(row, middle, series->days);
	trend->before = sum_columns(row, from, middle);
	trend->spread = series_spread(series, theme, from, series->days);
	trend->ratio = (struct rate_ratio){ NAN, { NAN, NAN }, 1 }; /* nothing to compare */
	if (trends->recent_of > 0 && trends->before_of > 0 && trend->recent + trend->before > 0) {
		trend->ratio = rate_ratio((double)trend->recent, (double)trends->recent_of, (double)trend->before,
		                          (double)trends->before_of, .95, trend->spread);
	}
	change_make(trend, series, theme);
}

static enum trend_state state_of(const struct trends *trends, const struct day_series *series, size_t theme,
                                 uint64_t min)
{
	const struct theme_trend *trend = &trends->themes[theme];
	if (trends->recent_of == 0 || trends->before_of == 0) {
		return TREND_UNKNOWN;
	}
	uint64_t ever = sum_columns(day_series_row(series, theme), 0, column_of(series, trends->recent_from));
	if (ever == 0) {
		return trend->recent >= min ? TREND_NEW : TREND_STEADY;
	}
	if (trend->recent == 0) {
		double due = (double)trend->before * (double)trends->recent_of / (double)trends->before_of;
		return due >= due_for_gone ? TREND_GONE : TREND_STEADY;
	}
	if (trend->recent + trend->before < min || trend->q > false_rate) {
		return TREND_STEADY;
	}
	return trend->ratio.ratio >= news_factor       ? TREND_RISING
	       : trend->ratio.ratio <= 1 / news_factor ? TREND_FALLING
	                                               : TREND_STEADY;
}

void trends_make(struct trends *trends, const struct day_series *series, int period_days, int64_t now, uint64_t min)
{
	*trends = (struct trends){ .period_days = period_days, .count = series->themes };
	trends->themes = memory_array(series->themes + 1, sizeof *trends->themes);
	if (series->days == 0) {
		return;
	}
	if (period_days == 0) {
		trends->period_days = series->days <= 31 ? 1 : 7;
	}
	windows_make(trends, series, now);
	periods_make(trends, series);
	const uint32_t *all = day_series_row(series, series->themes);
	size_t middle = column_of(series, trends->recent_from);
	trends->recent_of = sum_columns(all, middle, series->days);
	trends->before_of = sum_columns(all, column_of(series, trends->before_from), middle);
	double *p = memory_array(series->themes + 1, sizeof *p), *q = memory_array(series->themes + 1, sizeof *q);
	for (size_t t = 0; t < series->themes; t++) {
		theme_make(trends, series, t);
		p[t] = trends->themes[t].ratio.p;
	}
	false_discovery(p, series->themes, q);
	for (size_t t = 0; t < series->themes; t++) {
		trends->themes[t].q = q[t];
		trends->themes[t].state = state_of(trends, series, t, min);
	}
	free(p);
	free(q);
}

void trends_release(struct trends *trends)
{
	free(trends->themes);
}
