/* rates.c - see rates.h; the references stand with each declaration. Held to scipy and statsmodels in
 * tests/reference/rank. */
#include "rates.h"

#include <math.h>
#include <stdlib.h>

#include "arena.h"
#include "special.h"

struct interval rate_interval(double count, double level, double spread)
{
	double tail = (1 - level) / 2, scale = spread > 1 ? spread : 1, scaled = count / scale;
	struct interval interval = { 0, gamma_quantile(1 - tail, scaled + 1) * scale };
	if (count > 0) {
		interval.low = gamma_quantile(tail, scaled) * scale;
	}
	return interval;
}

struct interval share_interval(double part, double whole, double level)
{
	double tail = (1 - level) / 2;
	struct interval interval = { 0, 1 };
	if (part > 0) {
		interval.low = beta_quantile(tail, part, whole - part + 1);
	}
	if (part < whole) {
		interval.high = 1 - beta_quantile(tail, whole - part, part + 1);
	}
	return interval;
}

static double odds(double share)
{
	return share >= 1 ? INFINITY : share / (1 - share);
}

struct rate_ratio rate_ratio(double after, double exposure_after, double before, double exposure_before, double level,
                             double spread)
{
	double scale = spread > 1 ? spread : 1, x = after / scale, y = before / scale,
	       exposure = exposure_before / exposure_after;
	struct rate_ratio result = { 1, { 0, INFINITY }, 1 };
	if (after <= 0 && before <= 0) {
		return result;
	}
	result.ratio = before > 0 ? after / before * exposure : INFINITY;
	struct interval share = share_interval(x, x + y, level);
	result.interval = (struct interval){ odds(share.low) * exposure, odds(share.high) * exposure };
	double q = exposure_after / (exposure_after + exposure_before),
	       rest = exposure_before / (exposure_after + exposure_before);
	double upper = x > 0 ? beta_lower(x, y + 1, q, rest) : 1; /* P(X >= x) */
	double lower = y > 0 ? beta_lower(y, x + 1, rest, q) : 1; /* P(X <= x) */
	double twice = 2 * (upper < lower ? upper : lower);
	result.p = twice < 1 ? twice : 1;
	return result;
}

struct tested {
	double p;
	size_t place;
};
static int tested_order(const void *a, const void *b)
{
	const struct tested *x = a, *y = b;
	if (x->p != y->p) {
		return x->p < y->p ? -1 : 1;
	}
	return x->place < y->place ? -1 : x->place > y->place;
}

void false_discovery(const double *p, size_t count, double *adjusted)
{
	struct tested *list = memory_array(count + 1, sizeof *list);
	for (size_t i = 0; i < count; i++) {
		list[i] = (struct tested){ p[i], i };
	}
	qsort(list, count, sizeof *list, tested_order);
	double least = 1;
	for (size_t i = count; i-- > 0;) {
		double value = list[i].p * (double)count / (double)(i + 1);
		least = value < least ? value : least;
		adjusted[list[i].place] = least;
	}
	free(list);
}
