/* anomaly.c - see anomaly.h.
 *
 * Method: the outbreak detection of Farrington et al. (1996) as improved by Noufaily et al. (2013), on days instead of
 * weeks: a quasi-Poisson rate times a weekday factor over the last eight weeks; days far above it (Anscombe residual
 * over 2.58) weigh less, so that an old spike does not hide a new one; the upper tail of a negative binomial whose
 * variance holds both the spread of the days and the error of the rate itself. The two last days are never part of
 * their own baseline. Each night is tested alone and together with the night before (a slow start shows in the second),
 * p doubled for it. All cells (theme x segment value, and theme over all) of the last FAMILY_DAYS nights are one family
 * for Benjamini & Hochberg (1995), weighted (Genovese, Roeder & Wasserman 2006): whole themes and segments share the
 * error evenly, so that many segments do not hide what all of them show together; cells that cannot be anomalies (fewer
 * than ANOMALY_MIN) stand in it with p = 1, so choosing them costs nothing. The spread of a series is drawn half-way to
 * the mean spread of all: from eight weeks alone it is off by a fifth, and a spread that came out too low is where
 * false alarms come from. Memory: 4 bytes a day for each cell with ANOMALY_MIN contacts within the family's days. */
#include "anomaly.h"

#include <math.h>
#include <stdlib.h>

#include "array.h"
#include "special.h"
#include "timestamp.h"

enum { ANOMALIES_FIRST = 64 };

static const double residual_limit = 2.58; /* Noufaily et al.: 99.5 % of a normal */

static double anscombe(double count, double expected, double spread)
{
	double root = cbrt(expected);
	return 1.5 * (cbrt(count * count) - root * root) /
	       (sqrt(root) * sqrt(spread)); /* expected^(1/6) = sqrt(cbrt) */
}

static double fit_rate(const uint32_t *counts, const double *factors, const double *weights, size_t days,
                       double *weight)
{
	double sum = 0, exposure = 0;
	for (size_t d = 0; d < days; d++) {
		sum += weights[d] * counts[d];
		exposure += weights[d] * factors[d];
	}
	*weight = exposure;
	return exposure > 0 ? sum / exposure : 0;
}

static double fit_spread(const uint32_t *counts, const double *factors, const double *weights, size_t days, double rate)
{
	double sum = 0;
	for (size_t d = 0; d < days; d++) {
		double expected = rate * factors[d], off = counts[d] - expected;
		sum += expected > 0 ? weights[d] * off * off / expected : 0;
	}
	return days > 1 ? sum / (double)(days - 1) : 1;
}

struct baseline baseline_fit(const uint32_t *counts, const double *factors, size_t days, double pooled)
{
	double weights[BASELINE_DAYS] = { 0 }, total = 0;
	struct baseline fit = { .days = days, .spread = 1 };
	days = days > BASELINE_DAYS ? BASELINE_DAYS : days;
	for (size_t d = 0; d < days; d++) {
		weights[d] = 1;
	}
	fit.rate = fit_rate(counts, factors, weights, days, &fit.weight);
	double spread = fit_spread(counts, factors, weights, days, fit.rate);
	spread = spread > 1 ? spread : 1;
	for (size_t d = 0; d < days; d++) {
		double expected = fit.rate * factors[d],
		       residual = expected > 0 ? anscombe(counts[d], expected, spread) : 0;
		weights[d] = residual > residual_limit ? 1 / (residual * residual) : 1;
		total += weights[d];
	}
	for (size_t d = 0; d < days && total > 0; d++) {
		weights[d] *= (double)days / total;
	}
	fit.rate = fit_rate(counts, factors, weights, days, &fit.weight);
	spread = fit_spread(counts, factors, weights, days, fit.rate);
	spread = pooled > 0 ? (spread + pooled) / 2 : spread;
	fit.spread = spread > 1 ? spread : 1;
	if (days < BASELINE_DAYS_MIN && pooled > 0) {
		fit.spread *= 1 + YOUNG_SPREAD / (double)(days > 0 ? days : 1);
	}
	if (fit.rate <= 0) { /* never seen: half a contact in all that time */
		fit.rate = 0.5 / (fit.weight > 0 ? fit.weight : 1);
	}
	return fit;
}

double baseline_p(const struct baseline *baseline, double count, double factor)
{
	double expected = baseline->rate * factor;
	double spread = baseline->spread * (1 + factor / (baseline->weight > 0 ? baseline->weight : 1));
	return negative_binomial_upper(count, expected, spread);
}

/* ---- cells ---- */

struct cells {
	size_t themes, segments, days; /* segments: attr values, and behind them "all" */
	size_t first;                  /* column of the series where the cells' days begin */
	uint32_t *recent;              /* [themes][segments] contacts within the family's days */
	uint32_t *cell_of;             /* [themes][segments] number + 1 of a kept cell, 0: none */
	uint32_t *counts;              /* [kept][days] */
	size_t kept;
	size_t family[2]; /* cells with any contact in the days: of segments, of whole themes */
};

static void cell_count(struct cells *cells, size_t theme, size_t segment, size_t column, uint32_t weight, bool keep,
                       size_t family_from)
{
	size_t cell = theme * cells->segments + segment;
	if (keep) {
		if (cells->cell_of[cell] > 0) {
			cells->counts[(cells->cell_of[cell] - 1) * cells->days + column] += weight;
		}
	} else if (column >= family_from) {
		cells->recent[cell] += weight;
	}
}

static void cells_pass(struct cells *cells, const struct tally *tally, const struct day_series *series,
                       const bool *usable, bool keep)
{
	int64_t first = series->first_day + (int64_t)cells->first, end = series->first_day + (int64_t)series->days;
	size_t family_from = cells->days > FAMILY_DAYS ? cells->days - FAMILY_DAYS : 0;
	for (size_t i = 0; i < tally->row_count; i++) {
		const struct tally_row *row = tally->rows[i];
		int64_t day = row->time == TIME_NONE ? end : timestamp_day(row->time);
		if (day < first || day >= end) {
			continue;
		}
		const uint32_t *attrs = row_attrs(row);
		uint32_t at = 0, theme, from, weight = (uint32_t)tally_weight(tally, row);
		while (row_theme_next(tally, row, &at, &theme, &from)) {
			for (uint32_t a = 0; a < row->attr_count; a++) {
				if (usable[attrs[a]]) {
					cell_count(cells, theme, attrs[a], (size_t)(day - first), weight, keep,
					           family_from);
				}
			}
			cell_count(cells, theme, cells->segments - 1, (size_t)(day - first), weight, keep, family_from);
		}
	}
}

/* Data seldom begin at midnight, or all sources at once: days at the beginning that have under a fifth of the mean
 * day's contacts are no measure of a day. */
static size_t first_whole(const struct day_series *series)
{
	enum { PART = 5 };
	const uint32_t *all = day_series_row(series, series->themes);
	uint64_t sum = 0;
	size_t first = 0;
	for (size_t d = 0; d < series->days; d++) {
		sum += all[d];
	}
	while (first + 1 < series->days && (uint64_t)all[first] * series->days * PART < sum) {
		first++;
	}
	return first;
}

/* The same of earlier nights. */
static void cells_past(struct cells *cells, const struct anomaly_sources *sources, const bool *usable, bool keep)
{
	const struct past *past = sources->past;
	const struct tally *tally = sources->tally;
	int64_t first = sources->series->first_day + (int64_t)cells->first;
	size_t family_from = cells->days > FAMILY_DAYS ? cells->days - FAMILY_DAYS : 0;
	struct past_numbers numbers;
	past_numbers_make(&numbers, past, tally);
	for (size_t i = 0; i < past->counts[tally->layer]; i++) {
		const struct past_row *row = &past->rows[tally->layer][i];
		uint32_t theme = row->item == PAST_ALL ? INTERN_NONE : numbers.theme[row->item];
		uint32_t attr = row->attr == INTERN_NONE ? INTERN_NONE : numbers.attr[row->attr];
		bool usable_row = row->attr == INTERN_NONE || (attr != INTERN_NONE && usable[attr]);
		if (theme != INTERN_NONE && usable_row && row->day >= first &&
		    row->day < first + (int64_t)cells->days) {
			cell_count(cells, theme, row->attr == INTERN_NONE ? cells->segments - 1 : attr,
			           (size_t)(row->day - first), row->contacts, keep, family_from);
		}
	}
	past_numbers_release(&numbers);
}

static void cells_all(struct cells *cells, const struct anomaly_sources *sources, const bool *usable, bool keep)
{
	cells_pass(cells, sources->tally, sources->series, usable, keep);
	if (sources->past != NULL) {
		cells_past(cells, sources, usable, keep);
	}
}

static void cells_make(struct cells *cells, const struct anomaly_sources *sources, const bool *usable)
{
	const struct tally *tally = sources->tally;
	const struct day_series *series = sources->series;
	size_t need = FAMILY_DAYS + 2 + BASELINE_DAYS;
	*cells = (struct cells){ .themes = tally->theme_count, .segments = tally->attrs.count + 1 };
	cells->first = series->days > need ? series->days - need : first_whole(series);
	cells->days = series->days - cells->first;
	size_t all = cells->themes * cells->segments;
	cells->recent = memory_array(all + 1, sizeof *cells->recent);
	cells->cell_of = memory_array(all + 1, sizeof *cells->cell_of);
	cells_all(cells, sources, usable, false);
	for (size_t c = 0; c < all; c++) {
		cells->family[c % cells->segments == cells->segments - 1] += cells->recent[c] > 0;
		if (cells->recent[c] >= ANOMALY_MIN) {
			cells->cell_of[c] = (uint32_t)++cells->kept;
		}
	}
	cells->counts = memory_array(cells->kept * cells->days + 1, sizeof *cells->counts);
	cells_all(cells, sources, usable, true);
}

static void cells_release(struct cells *cells)
{
	free(cells->recent);
	free(cells->cell_of);
	free(cells->counts);
}

/* The weekday's part in a column; in a short series it cannot be told. */
static double column_factor(const struct day_series *series, size_t column)
{
	return series->days < BASELINE_DAYS_MIN + 2 ? 1 : day_series_weekday(series, column);
}

/* The mean spread of the themes with a contact a day or more, over the newest baseline. */
static double pooled_spread(const struct day_series *series)
{
	double factors[BASELINE_DAYS], sum = 0, count = 0;
	size_t days = series->days < BASELINE_DAYS ? series->days : BASELINE_DAYS, from = series->days - days;
	if (series->days < BASELINE_DAYS_MIN + 2) { /* the nights that are tested would be half of it */
		from = first_whole(series);
		days = series->days - from > 2 ? series->days - from - 2 : 0;
	}
	for (size_t d = 0; d < days; d++) {
		factors[d] = column_factor(series, from + d);
	}
	for (size_t t = 0; t < series->themes; t++) {
		struct baseline fit = baseline_fit(day_series_row(series, t) + from, factors, days, 0);
		if (fit.rate >= 1) {
			sum += fit.spread;
			count += 1;
		}
	}
	return count > 0 ? sum / count : 1;
}

struct night {
	const uint32_t *counts;
	const double *factors; /* of the same days */
	size_t column;
	double pooled;
};

/* p of one night of one cell; fills what of the anomaly depends on the night. */
static double night_p(const struct night *night, struct anomaly *anomaly)
{
	size_t c = night->column, end = c - 1; /* the baseline ends before the night before */
	size_t from = end > BASELINE_DAYS ? end - BASELINE_DAYS : 0;
	double one = night->counts[c], two = one + night->counts[c - 1], best = 1;
	if (end - from < BASELINE_DAYS_LEAST || two < ANOMALY_MIN) {
		return 1;
	}
	struct baseline fit = baseline_fit(night->counts + from, night->factors + from, end - from, night->pooled);
	double counts[2] = { one, two }, factors[2] = { night->factors[c], night->factors[c] + night->factors[c - 1] };
	for (int w = 0; w < 2; w++) {
		double expected = fit.rate * factors[w];
		if (counts[w] < ANOMALY_MIN || counts[w] < expected * ANOMALY_FACTOR_MIN) {
			continue;
		}
		double p = baseline_p(&fit, counts[w], factors[w]) * 2;
		if (p < best) {
			best = p;
			anomaly->window = w + 1;
			anomaly->count = counts[w];
			anomaly->expected = expected;
		}
	}
	return best;
}

static int anomaly_order(const void *a, const void *b)
{
	const struct anomaly *x = a, *y = b;
	if (x->day != y->day) {
		return x->day > y->day ? -1 : 1;
	}
	if (x->q != y->q) {
		return x->q < y->q ? -1 : 1;
	}
	if (x->theme != y->theme) {
		return x->theme < y->theme ? -1 : 1;
	}
	return x->attr < y->attr ? -1 : x->attr > y->attr; /* INTERN_NONE, all contacts, is last */
}

static void nights_test(struct anomalies *found, const struct cells *cells, const struct day_series *series)
{
	size_t nights = cells->days < FAMILY_DAYS ? cells->days : FAMILY_DAYS, cap = 0;
	double *factors = memory_array(cells->days + 1, sizeof *factors), pooled = pooled_spread(series);
	double family = (double)(cells->family[0] + cells->family[1]), weights[2] = { 1, 1 };
	for (int i = 0; i < 2 && cells->family[0] > 0 && cells->family[1] > 0; i++) {
		weights[i] = family / (2 * (double)cells->family[i]); /* mean 1 over the family */
	}
	for (size_t d = 0; d < cells->days; d++) {
		factors[d] = column_factor(series, cells->first + d);
	}
	for (size_t c = 0; c < cells->themes * cells->segments; c++) {
		if (cells->cell_of[c] == 0) {
			continue;
		}
		struct night night = { cells->counts + (cells->cell_of[c] - 1) * cells->days, factors, 0, pooled };
		for (size_t d = cells->days - nights; d < cells->days; d++) {
			struct anomaly anomaly = { .theme = (uint32_t)(c / cells->segments),
				                   .attr = (uint32_t)(c % cells->segments) };
			anomaly.attr = anomaly.attr == cells->segments - 1 ? INTERN_NONE : anomaly.attr;
			anomaly.day = series->first_day + (int64_t)(cells->first + d);
			night.column = d;
			anomaly.p = d < 2 ? 1 : night_p(&night, &anomaly);
			anomaly.weighted = anomaly.p / weights[anomaly.attr == INTERN_NONE];
			if (anomaly.weighted < ANOMALY_FALSE) {
				found->list =
				    array_room(found->list, found->count, &cap, sizeof *found->list, ANOMALIES_FIRST);
				found->list[found->count++] = anomaly;
			}
		}
	}
	found->tested = (cells->family[0] + cells->family[1]) * nights;
	free(factors);
}

static int p_order(const void *a, const void *b)
{
	const struct anomaly *x = a, *y = b;
	return x->weighted != y->weighted ? (x->weighted < y->weighted ? -1 : 1) : anomaly_order(a, b);
}

void anomalies_find(struct anomalies *found, const struct anomaly_sources *sources)
{
	const struct tally *tally = sources->tally;
	*found = (struct anomalies){ 0 };
	if (sources->series->days < BASELINE_DAYS_LEAST + 2) {
		return;
	}
	struct cells cells;
	bool *usable = memory_array(tally->attrs.count + 1, sizeof *usable);
	for (size_t a = 0; a < tally->attrs.count; a++) {
		usable[a] = sources->people[a] >= sources->min_people;
	}
	cells_make(&cells, sources, usable);
	nights_test(found, &cells, sources->series);
	cells_release(&cells);
	free(usable);
	/* Benjamini & Hochberg over the family; all that is not in the list has a p that cannot be a discovery. */
	size_t kept = 0;
	double least = 1;
	if (found->count > 0) {
		qsort(found->list, found->count, sizeof *found->list, p_order);
	}
	for (size_t i = found->count; i-- > 0;) {
		double value = found->list[i].weighted * (double)found->tested / (double)(i + 1);
		least = value < least ? value : least;
		found->list[i].q = least;
	}
	while (kept < found->count && found->list[kept].q <= ANOMALY_FALSE) {
		kept++;
	}
	found->count = kept;
	if (kept > 0) {
		qsort(found->list, kept, sizeof *found->list, anomaly_order);
	}
}

void anomalies_release(struct anomalies *found)
{
	free(found->list);
}
