/* action_effect.c - see action_effect.h.
 *
 * Rates are contacts of the theme per contact of all themes, so that a busier month is not taken for a failed fix;
 * their ratio has the exact conditional interval (Przyborowski & Wilenski 1940) with the spread of the days on each
 * side, each around its own rate. The verdict is "better" or "worse" when the 95 % interval lies wholly below or above
 * 1, "no change seen" when it holds 1 (which is not "no change"), and "too early" before a week and ten due contacts
 * have passed. Before and after without a control group: other causes are not told apart. */
#include "action_effect.h"

#include <math.h>

#include "timestamp.h"
#include "trend.h"

const char *const verdict_names[VERDICT_COUNT] = { "too early", "better", "no change seen", "worse" };

static void sum_side(const struct day_series *series, uint32_t theme, size_t from, size_t to, uint64_t *count,
                     uint64_t *of)
{
	for (size_t d = from; d < to; d++) {
		*count += day_series_row(series, theme)[d];
		*of += day_series_row(series, series->themes)[d];
	}
}

static bool names(const struct tally *tally, const struct tally_row *row, uint32_t theme)
{
	for (uint32_t e = 0; e < row->entry_count; e++) {
		if (tally->leaf_theme[row->entries[e].leaf] == theme) {
			return true;
		}
	}
	return false;
}

static void people_count(struct action_effect *effect, const struct tally *tally, uint32_t theme)
{
	for (size_t g = 0; g < tally->people.count; g++) {
		bool before = false, after = false;
		for (uint32_t i = tally->people.start[g]; i < tally->people.start[g + 1]; i++) {
			const struct tally_row *row = tally->rows[tally->people.rows[i]];
			if (row->time != TIME_NONE && names(tally, row, theme)) {
				int64_t day = timestamp_day(row->time);
				before = before || (day < effect->day && day >= effect->day - ACTION_DAYS);
				after = after || (day > effect->day && day <= effect->day + ACTION_DAYS);
			}
		}
		effect->people_before += before;
		effect->people_back += before && after;
	}
}

void action_effect(struct action_effect *effect, const struct tally *tally, const struct day_series *series,
                   uint32_t theme, int64_t day)
{
	*effect = (struct action_effect){ .day = day, .spread = 1, .ratio = { NAN, { NAN, NAN }, 1 } };
	int64_t column = day - series->first_day, days = (int64_t)series->days;
	if (days == 0 || column <= 0 || column >= days) {
		return; /* nothing before it, or it lies ahead: too early */
	}
	size_t at = (size_t)column, from = at > ACTION_DAYS ? at - ACTION_DAYS : 0;
	size_t to = series->days - at - 1 > ACTION_DAYS ? at + 1 + ACTION_DAYS : series->days;
	effect->before_days = at - from;
	effect->after_days = to - at - 1;
	sum_side(series, theme, from, at, &effect->before, &effect->before_of);
	sum_side(series, theme, at + 1, to, &effect->after, &effect->after_of);
	people_count(effect, tally, theme);
	if (effect->before_of == 0 || effect->after_of == 0 || effect->before + effect->after == 0) {
		return; /* no ratio without data on both sides */
	}
	double sides[2] = { series_spread(series, theme, from, at), series_spread(series, theme, at + 1, to) };
	effect->spread = (sides[0] * (double)effect->before_days + sides[1] * (double)effect->after_days) /
	                 (double)(effect->before_days + effect->after_days);
	effect->ratio = rate_ratio((double)effect->after, (double)effect->after_of, (double)effect->before,
	                           (double)effect->before_of, .95, effect->spread);
	double due = (double)effect->before * (double)effect->after_of / (double)effect->before_of;
	if (effect->after_days < ACTION_DAYS_MIN || (due < ACTION_DUE_MIN && effect->after < ACTION_DUE_MIN)) {
		return;
	}
	effect->verdict = effect->ratio.interval.high < 1  ? VERDICT_BETTER
	                  : effect->ratio.interval.low > 1 ? VERDICT_WORSE
	                                                   : VERDICT_NO_CHANGE;
}
