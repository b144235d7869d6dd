/* if_fixed.h - the headline again without a theme. */
#ifndef GRIPE_IF_FIXED_H
#define GRIPE_IF_FIXED_H

#include "pareto.h"

struct if_fixed {
	uint64_t gone;    /* contacts that name no other issue: they would not come */
	uint64_t covered; /* contacts that the first `top` of the other issues cover */
	uint64_t of;      /* all contacts less those gone */
};
/* if_fixed_make - fixed[ranked], by place. O(rows). */
void if_fixed_make(struct if_fixed *fixed, const struct tally *tally, const struct grain *grain, size_t top);

#endif
