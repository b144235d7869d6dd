/* theme_coarse.h - dot products of int16 vectors in a quarter of the time, each with a bound on how far it is off: what
 * they rule out need not be computed exactly.
 *
 * A vector v is kept as scale * q + rest, with q in int8. Then v . w differs from scale_v * scale_w * (q_v . q_w) by at
 * most |v| |rest_w| + |w| |rest_v| + |rest_v| |rest_w| (Cauchy and Schwarz): the sum of what each adds, `error`. Who
 * asks for the nearest computes theme_dot only where the bound leaves a choice, so the result is that of exact search
 * and the same on every machine, whether it has this or not. */
#ifndef GRIPE_THEME_COARSE_H
#define GRIPE_THEME_COARSE_H

#include <stdbool.h>

#include "theme_dot.h"

enum { COARSE_TILE = 64 }; /* rows that are multiplied by as many */

struct theme_coarse {
	size_t n, steps; /* steps: of 4 columns */
	int8_t *rows;    /* [n rounded up to tiles][steps * 4] q */
	uint8_t *panels; /* the same for the other side: [n / 16][steps][16 rows][4 columns], q + 128 */
	int32_t *sums;   /* [n] 128 times the sum of q */
	float *scale;    /* [n] */
	float *error;    /* [n] what the vector adds to the bound, rounding included */
};

/* theme_coarse_make - of rows. False, and nothing is made, where the CPU has no instruction that makes it worth while.
 */
bool theme_coarse_make(struct theme_coarse *coarse, const struct theme_rows *rows);
void theme_coarse_release(struct theme_coarse *coarse);

/* theme_coarse_tile - products[COARSE_TILE][COARSE_TILE]: q of rows from a on times q of rows from b on, both multiples
 * of COARSE_TILE, plus sums of the first. */
void theme_coarse_tile(const struct theme_coarse *coarse, size_t a, size_t b, int32_t *products);

#endif
