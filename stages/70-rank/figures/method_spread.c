/* method_spread.c - see method_spread.h.
 *
 * Two things make the headline's share what it is: who happened to write (sampling), and which issues were learnt from
 * them (the method). The bootstrap of rank holds the issues fixed, so it has the first alone. Learning has done itself
 * again on resamples of persons and noted what the first five issues of each hold: these shares move by the method and,
 * since each is counted on its own resample, by sampling as well. So
 *
 *     V = Vs + max(0, M - Vs n / m)
 *
 * Vs: variance by sampling here, from the width of the percentile interval; n: contacts that the share is of here; m:
 * those of the sample that was learnt from, so that Vs n / m is the variance by sampling there; M: mean squared
 * distance of the resamples' shares from that of the sample itself, which holds a bias too (a resample repeats persons,
 * and the first five are always the largest of their own counts). The interval keeps its shape: both its arms are
 * stretched by sqrt(V / Vs). Chosen against the hull of both percentile intervals, whose ends are single ones of twenty
 * draws. */
#include "method_spread.h"

#include <math.h>

#define NORMAL_95 1.959964 /* standard deviations in an arm of a 95 % interval */

struct range method_widen(struct range sampling, double share, uint64_t counted, const struct method *method)
{
	double deviation = (sampling.high - sampling.low) / (2 * NORMAL_95), variance = deviation * deviation;
	double there, added;
	if (method->resamples == 0 || method->counted == 0 || sampling.low > sampling.high) {
		return sampling;
	}
	there = variance * (double)counted / (double)method->counted;
	added = method->mean_square - there;
	if (added <= 0) {
		return sampling;
	}
	if (variance <= 0) {
		double arm = NORMAL_95 * sqrt(added);
		sampling = (struct range){ share - arm, share + arm };
	} else {
		double stretch = sqrt((variance + added) / variance);
		sampling.low = share - (share - sampling.low) * stretch;
		sampling.high = share + (sampling.high - share) * stretch;
	}
	return (struct range){ fmax(sampling.low, 0), fmin(sampling.high, 1) };
}
