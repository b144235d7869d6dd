/* whole.h - whole numbers that foreign input can make large: a product of copies and points, a sum of money. The type
 * whole_sum holds 10^38 and so any sum of what a record can say; money that would pass 9 x 10^18 cents stays there. */
#ifndef GRIPE_WHOLE_H
#define GRIPE_WHOLE_H

#include <stdint.h>

typedef __int128 whole_sum;

static inline int64_t whole_clamp(whole_sum value)
{
	return value > INT64_MAX ? INT64_MAX : value < INT64_MIN ? INT64_MIN : (int64_t)value;
}
static inline int64_t whole_plus(int64_t a, int64_t b)
{
	return whole_clamp((whole_sum)a + b);
}
static inline int64_t whole_times(int64_t a, uint64_t times)
{
	return whole_clamp((whole_sum)a * (int64_t)times);
}

#endif
