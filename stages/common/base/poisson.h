/* poisson.h - Poisson(1) weights for resampling, dealt from bytes that are equally likely. */
#ifndef GRIPE_POISSON_H
#define GRIPE_POISSON_H

#include <stdint.h>

/* poisson_of_byte - 256 values are dealt 95 93 47 16 4 1 to the weights 0 ... 5: mean 1 exactly, variance 1.0078. */
static inline uint8_t poisson_of_byte(uint8_t byte)
{
	return (uint8_t)((byte >= 95) + (byte >= 188) + (byte >= 235) + (byte >= 251) + (byte >= 255));
}

#endif
