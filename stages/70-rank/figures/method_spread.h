/* method_spread.h - how far the headline's share moves because its issues were learnt from one sample and not another.
 */
#ifndef GRIPE_METHOD_SPREAD_H
#define GRIPE_METHOD_SPREAD_H

#include <stddef.h>
#include <stdint.h>

#include "bootstrap.h"

/* What the model says of learning again (issue_resamples.tsv). */
struct method {
	size_t resamples;   /* 0: it says nothing */
	double share;       /* that the first five issues hold of the sample they were learnt from */
	uint64_t counted;   /* contacts of that sample that the share is of */
	double mean_square; /* of the distances from it of the shares that the first five of each resample hold there */
};

/* method_widen - the interval of `share` by sampling, widened by what learning adds. counted: contacts that share is
 * of. */
struct range method_widen(struct range sampling, double share, uint64_t counted, const struct method *method);

#endif
