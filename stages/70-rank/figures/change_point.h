/* change_point.h - when did it start: the one place where the rate of a series of counts changed most. */
#ifndef GRIPE_CHANGE_POINT_H
#define GRIPE_CHANGE_POINT_H

#include <stdbool.h>
#include <stddef.h>

struct change_point {
	size_t at;            /* first period of the new rate, 1 … count - 1 */
	double before, after; /* counts per unit of expected */
	double gain;          /* log likelihood of two rates less that of one */
	bool sure;            /* the gain is more than a series without change would give */
};
/* change_point - counts[n] and expected[n] > 0 (exposure: what each period would hold at rate 1; weekdays go in here).
 * spread >= 1: variance over mean. False when there is none to be had (fewer than two periods, or no counts). Ties: the
 * earliest. O(n). */
bool change_point(const double *counts, const double *expected, size_t count, double spread,
                  struct change_point *found);

#endif
