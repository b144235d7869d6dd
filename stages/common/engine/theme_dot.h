/* theme_dot.h - dot products of int16 vectors, exact: the same bytes on every CPU and with every width of its
 * instructions.
 *
 * Vectors have at most unit length (32767), so |dot| <= 32767 * 32767 < 2^30 by Cauchy and Schwarz, rounding included;
 * partial sums over any subset of the columns obey the same bound, so no order of summation overflows int32. */
#ifndef GRIPE_THEME_DOT_H
#define GRIPE_THEME_DOT_H

#include <stddef.h>
#include <stdint.h>

#define THEME_DOT_ONE (32767.0 * 32767.0) /* dot product that means cosine 1 */

struct theme_rows {
	const int16_t *vectors; /* [n][stride] */
	size_t n, stride;
};

/* theme_dot - a[stride] . b[stride]; stride is a multiple of 32. */
int32_t theme_dot(const int16_t *a, const int16_t *b, size_t stride);
/* theme_dot_rows - out[rows]: one vector against rows[rows][stride]. */
void theme_dot_rows(const int16_t *a, const int16_t *rows, size_t row_count, size_t stride, int32_t *out);
/* theme_dot_tile - out[a_rows][b_rows] (row length b_rows). */
void theme_dot_tile(const int16_t *a, size_t a_rows, const int16_t *b, size_t b_rows, size_t stride, int32_t *out);

#endif
