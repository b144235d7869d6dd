/* day_series.c - see day_series.h. One pass over rows; 4 bytes a theme and day.
 * The weekday's part is a ratio of means over all contacts, pulled towards 1 by one day's worth of mean volume, so that
 * an empty Sunday in three weeks of data does not become "never on Sundays". */
#include "day_series.h"

#include <stdlib.h>

#include "timestamp.h"

void weekday_factors(const uint32_t *totals, size_t days, int64_t first_day, double *factors)
{
	double sums[7] = { 0 }, counts[7] = { 0 }, all = 0, sum = 0;
	size_t from = days > WEEKDAY_DAYS ? days - WEEKDAY_DAYS : 0;
	for (size_t d = from; d < days; d++) {
		int weekday = timestamp_weekday(first_day + (int64_t)d);
		sums[weekday] += totals[d];
		counts[weekday] += 1;
		all += totals[d];
	}
	double mean = days > from ? all / (double)(days - from) : 0;
	for (int w = 0; w < 7; w++) {
		factors[w] = mean > 0 ? (sums[w] + mean) / ((counts[w] + 1) * mean) : 1;
		sum += factors[w];
	}
	for (int w = 0; w < 7; w++) {
		factors[w] *= 7 / sum;
	}
}

double day_series_weekday(const struct day_series *series, size_t column)
{
	return series->weekday[timestamp_weekday(series->first_day + (int64_t)column)];
}

/* The first day of the series: that of the oldest contact up to now, but no more days than fit. INT64_MAX: no contact
 * has a time. */
static int64_t first_day(const struct tally *tally, const struct past *past, int64_t now)
{
	int64_t first = INT64_MAX, most = SERIES_CELLS_MAX / ((int64_t)tally->theme_count + 1), oldest;
	for (size_t i = 0; i < tally->row_count; i++) {
		if (tally->rows[i]->time != TIME_NONE && tally->rows[i]->time <= now) {
			int64_t day = timestamp_day(tally->rows[i]->time);
			first = day < first ? day : first;
		}
	}
	for (size_t i = 0; past != NULL && i < past->counts[tally->layer]; i++) {
		int64_t day = past->rows[tally->layer][i].day;
		first = day < first ? day : first;
	}
	most = most > SERIES_DAYS ? SERIES_DAYS : most < SERIES_DAYS_LEAST ? SERIES_DAYS_LEAST : most;
	oldest = timestamp_day(now) - most + 1;
	return first < oldest ? oldest : first;
}

static void count_days(struct day_series *series, const struct tally *tally, int64_t now)
{
	for (size_t i = 0; i < tally->row_count; i++) {
		const struct tally_row *row = tally->rows[i];
		if (row->time == TIME_NONE || row->time > now || timestamp_day(row->time) < series->first_day) {
			continue;
		}
		uint32_t at = 0, theme, from, weight = (uint32_t)tally_weight(tally, row);
		size_t column = (size_t)(timestamp_day(row->time) - series->first_day);
		while (row_theme_next(tally, row, &at, &theme, &from)) {
			series->counts[theme * series->days + column] += weight;
		}
		series->counts[series->themes * series->days + column] += weight;
	}
}

static void count_past(struct day_series *series, const struct tally *tally, const struct past *past)
{
	struct past_numbers numbers;
	past_numbers_make(&numbers, past, tally);
	for (size_t i = 0; i < past->counts[tally->layer]; i++) {
		const struct past_row *row = &past->rows[tally->layer][i];
		size_t theme = row->item == PAST_ALL ? series->themes : numbers.theme[row->item];
		int64_t column = row->day - series->first_day;
		if (row->attr == INTERN_NONE && theme != INTERN_NONE && column >= 0 && column < (int64_t)series->days) {
			series->counts[theme * series->days + (size_t)column] += row->contacts;
		}
	}
	past_numbers_release(&numbers);
}

void day_series_make(struct day_series *series, const struct tally *tally, const struct past *past, int64_t now)
{
	*series = (struct day_series){ .themes = tally->theme_count };
	if (now == TIME_NONE) {
		return;
	}
	int64_t first = first_day(tally, past, now), last = timestamp_day(now);
	if (first == INT64_MAX || first > last) {
		return;
	}
	series->first_day = first;
	series->days = (size_t)(last - first) + 1;
	series->counts = memory_array((series->themes + 1) * series->days, sizeof *series->counts);
	count_days(series, tally, now);
	if (past != NULL) {
		count_past(series, tally, past);
	}
	weekday_factors(day_series_row(series, series->themes), series->days, first, series->weekday);
}

void day_series_release(struct day_series *series)
{
	free(series->counts);
}
