/* theme_svd.h - the leading right singular vectors of a sparse matrix, by randomised projection (rule 4). */
#ifndef GRIPE_THEME_SVD_H
#define GRIPE_THEME_SVD_H

#include <stddef.h>
#include <stdint.h>

struct sparse { /* rows x columns; row r: column[start[r] … start[r + 1]), rising */
	size_t rows, columns;
	const size_t *start; /* [rows + 1] */
	const uint32_t *column;
	const float *value;
};

enum { SVD_MOST = 128 }; /* singular vectors asked for, at most */

/* theme_svd - the first `wanted` singular triplets of x. v: [columns][wanted] right singular vectors (columns beyond
 * the rank are 0), s[wanted] falling. Returns d <= min(wanted, rows, columns). The same bytes for the same x and seed.
 */
size_t theme_svd(const struct sparse *x, size_t wanted, uint64_t seed, float *v, double *s);

/* jacobi_eigen - symmetric a[n][n] (destroyed): values[n] falling, vectors[n][n] with the i-th eigenvector in column i.
 */
void jacobi_eigen(double *a, size_t n, double *values, double *vectors);

#endif
