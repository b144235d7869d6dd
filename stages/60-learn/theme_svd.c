/* theme_svd.c - see theme_svd.h. Randomised SVD (Halko, Martinsson and Tropp 2011) with oversampling and one power
 * step: Y = X G;  Q = orth(Y);  Q = orth(X (X'Q));  B = X'Q = V S W';  so V = B W / S, with S and W from the
 * eigenvalues of the small B'B. orth is Cholesky's QR: R'R = Y'Y, Q = Y / R; a column without length of its own becomes
 * 0. The eigenvalues are found by Jacobi's cyclic rotations.
 *
 * Written here instead of calling LAPACK: OpenBLAS picks kernels by CPU and threads, so its sums differ between
 * machines, and the same themes on every machine are a promise. All sums run element by element in a fixed order, so
 * wider instructions give the same bits. G holds sums of four uniform numbers from a counter-based generator: as good
 * as Gaussians here, and without a logarithm. Memory: (2 rows + columns) x (wanted + 16) floats. */
#include "theme_svd.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "each_cpu.h"
#include "hash.h"

enum { OVERSAMPLING = 10, SWEEPS = 30, WIDTH_MOST = SVD_MOST + OVERSAMPLING + 8 };
#define RANK_LIMIT                                                                                                     \
	1e-9 /* of a column's squared length: what is left of it after the columns before; below, it counts as         \
	        dependent */

/* out[rows][p] = X m[columns][p] */
EACH_CPU static void multiply(const struct sparse *x, const float *restrict m, size_t p, float *restrict out)
{
	memset(out, 0, x->rows * p * sizeof *out);
	for (size_t r = 0; r < x->rows; r++) {
		float *restrict to = out + r * p;
		for (size_t e = x->start[r]; e < x->start[r + 1]; e++) {
			const float *restrict from = m + x->column[e] * p;
			float value = x->value[e];
			for (size_t k = 0; k < p; k++) {
				to[k] += value * from[k];
			}
		}
	}
}

/* out[columns][p] = X' m[rows][p] */
EACH_CPU static void multiply_transposed(const struct sparse *x, const float *restrict m, size_t p, float *restrict out)
{
	memset(out, 0, x->columns * p * sizeof *out);
	for (size_t r = 0; r < x->rows; r++) {
		const float *restrict from = m + r * p;
		for (size_t e = x->start[r]; e < x->start[r + 1]; e++) {
			float *restrict to = out + x->column[e] * p;
			float value = x->value[e];
			for (size_t k = 0; k < p; k++) {
				to[k] += value * from[k];
			}
		}
	}
}

/* out[p][p] += the upper half of four rows' outer products: rows[4][p] */
EACH_CPU static void gram_four(const double *restrict rows, size_t p, double *restrict out)
{
	for (size_t i = 0; i < p; i++) {
		double a0 = rows[i], a1 = rows[p + i], a2 = rows[2 * p + i], a3 = rows[3 * p + i];
		double *restrict to = out + i * p;
		for (size_t j = i & ~(size_t)7; j < p; j++) {
			to[j] += (a0 * rows[j] + a1 * rows[p + j]) + (a2 * rows[2 * p + j] + a3 * rows[3 * p + j]);
		}
	}
}

/* out[p][p] = m' m, m[rows][p]; symmetric */
static void gram(const float *m, size_t rows, size_t p, double *out)
{
	double four[4 * WIDTH_MOST];
	memset(out, 0, p * p * sizeof *out);
	for (size_t r = 0; r < rows; r += 4) {
		size_t here = rows - r < 4 ? rows - r : 4;
		for (size_t k = 0; k < 4 * p; k++) {
			four[k] = k < here * p ? (double)m[r * p + k] : 0;
		}
		gram_four(four, p, out);
	}
	for (size_t i = 0; i < p; i++) {
		for (size_t j = 0; j < i; j++) {
			out[i * p + j] = out[j * p + i];
		}
	}
}

/* m[rows][p] = m a[p][p], in place */
EACH_CPU static void multiply_right(float *restrict m, size_t rows, size_t p, const double *restrict a, bool upper)
{
	double row[WIDTH_MOST];
	for (size_t r = 0; r < rows; r++) {
		float *restrict to = m + r * p;
		for (size_t k = 0; k < p; k++) {
			row[k] = 0;
		}
		for (size_t i = 0; i < p; i++) {
			double value = (double)to[i];
			const double *restrict from = a + i * p;
			for (size_t k = upper ? i & ~(size_t)7 : 0; k < p; k++) {
				row[k] += value * from[k];
			}
		}
		for (size_t k = 0; k < p; k++) {
			to[k] = (float)row[k];
		}
	}
}

/* inverse[p][p] of the upper triangle a; columns of a that are 0 stay 0. */
static void upper_inverse(const double *a, size_t p, double *inverse)
{
	memset(inverse, 0, p * p * sizeof *inverse);
	for (size_t j = 0; j < p; j++) {
		if (a[j * p + j] <= 0) {
			continue;
		}
		inverse[j * p + j] = 1 / a[j * p + j];
		for (size_t i = j; i-- > 0;) {
			double sum = 0;
			for (size_t k = i + 1; k <= j; k++) {
				sum += a[i * p + k] * inverse[k * p + j];
			}
			inverse[i * p + j] = a[i * p + i] > 0 ? -sum / a[i * p + i] : 0;
		}
	}
}

/* inverse[p][p] of the upper triangular R with R'R = a (a is destroyed); dependent columns get a zero column. */
static void cholesky_inverse(double *a, size_t p, double *inverse)
{
	for (size_t j = 0; j < p; j++) { /* column by column: a[i][j], i <= j, becomes R */
		double whole = a[j * p + j], rest = whole;
		for (size_t i = 0; i < j; i++) {
			double sum = a[i * p + j];
			for (size_t k = 0; k < i; k++) {
				sum -= a[k * p + i] * a[k * p + j];
			}
			a[i * p + j] = a[i * p + i] > 0 ? sum / a[i * p + i] : 0;
			rest -= a[i * p + j] * a[i * p + j];
		}
		a[j * p + j] = rest > RANK_LIMIT * whole && rest > 0 ? sqrt(rest) : 0;
	}
	upper_inverse(a, p, inverse);
}

/* Orthonormal columns in place of m[rows][p]; scratch: [2][p][p]. */
static void orthonormal(float *m, size_t rows, size_t p, double *scratch)
{
	gram(m, rows, p, scratch);
	cholesky_inverse(scratch, p, scratch + p * p);
	multiply_right(m, rows, p, scratch + p * p, true);
}

static void rotate(double *a, double *vectors, size_t n, size_t p, size_t q)
{
	double theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
	double t = (theta >= 0 ? 1.0 : -1.0) / (fabs(theta) + sqrt(theta * theta + 1));
	double c = 1 / sqrt(t * t + 1), s = t * c;
	for (size_t k = 0; k < n; k++) {
		double x = a[k * n + p], y = a[k * n + q];
		a[k * n + p] = c * x - s * y;
		a[k * n + q] = s * x + c * y;
	}
	for (size_t k = 0; k < n; k++) {
		double x = a[p * n + k], y = a[q * n + k];
		a[p * n + k] = c * x - s * y;
		a[q * n + k] = s * x + c * y;
	}
	a[p * n + q] = 0;
	a[q * n + p] = 0;
	for (size_t k = 0; k < n; k++) { /* vectors are kept in rows while rotating */
		double x = vectors[p * n + k], y = vectors[q * n + k];
		vectors[p * n + k] = c * x - s * y;
		vectors[q * n + k] = s * x + c * y;
	}
}

void jacobi_eigen(double *a, size_t n, double *values, double *vectors)
{
	double *rows = memory_array(n * n + 1, sizeof *rows);
	size_t *order = memory_array(n + 1, sizeof *order);
	double all = 0;
	for (size_t i = 0; i < n * n; i++) {
		all += a[i] * a[i];
	}
	for (size_t i = 0; i < n; i++) {
		rows[i * n + i] = 1;
		order[i] = i;
	}
	for (int sweep = 0; sweep < SWEEPS; sweep++) {
		double off = 0;
		for (size_t p = 0; p < n; p++) {
			for (size_t q = p + 1; q < n; q++) {
				off += a[p * n + q] * a[p * n + q];
			}
		}
		if (off <= 1e-20 * all) {
			break;
		}
		for (size_t p = 0; p < n; p++) {
			for (size_t q = p + 1; q < n; q++) {
				if (a[p * n + q] * a[p * n + q] > 1e-26 * all) {
					rotate(a, rows, n, p, q);
				}
			}
		}
	}
	for (size_t i = 1; i < n; i++) { /* falling, ties by place */
		size_t at = order[i], j = i;
		for (; j > 0 && a[order[j - 1] * n + order[j - 1]] < a[at * n + at]; j--) {
			order[j] = order[j - 1];
		}
		order[j] = at;
	}
	for (size_t i = 0; i < n; i++) {
		values[i] = a[order[i] * n + order[i]];
		for (size_t k = 0; k < n; k++) {
			vectors[k * n + i] = rows[order[i] * n + k];
		}
	}
	free(rows);
	free(order);
}

/* Near-Gaussian numbers, mean 0, variance 1: the sum of four uniform 16-bit numbers of one counter's hash, exact in a
 * float up to its last bit. */
static void random_matrix(float *g, size_t count, uint64_t seed)
{
	for (size_t i = 0; i < count; i++) {
		uint64_t bits = hash_mix(seed, i + 1);
		int32_t sum = (int32_t)(bits & 0xffff) + (int32_t)(bits >> 16 & 0xffff) +
		              (int32_t)(bits >> 32 & 0xffff) + (int32_t)(bits >> 48);
		g[i] = (float)(sum - 2 * 0xffff) * (1.0F / 37837.23F); /* 65536 / sqrt(3) */
	}
}

/* Each right singular vector's largest component becomes positive. */
static void fix_signs(float *v, size_t rows, size_t d)
{
	for (size_t k = 0; k < d; k++) {
		float largest = 0;
		for (size_t r = 0; r < rows; r++) {
			if (fabsf(v[r * d + k]) > fabsf(largest)) {
				largest = v[r * d + k];
			}
		}
		for (size_t r = 0; largest < 0 && r < rows; r++) {
			v[r * d + k] = -v[r * d + k];
		}
	}
}

/* out[p][p]: the columns of w by the roots of their values, which become those roots; where a value is next to nothing,
 * 0. */
static void divide_columns(const double *w, double *values, size_t p, double *out)
{
	double limit = RANK_LIMIT * values[0];
	for (size_t k = 0; k < p; k++) {
		values[k] = values[k] > limit ? sqrt(values[k]) : 0;
		for (size_t i = 0; i < p; i++) {
			out[i * p + k] = values[k] > 0 ? w[i * p + k] / values[k] : 0;
		}
	}
}

size_t theme_svd(const struct sparse *x, size_t wanted, uint64_t seed, float *v, double *s)
{
	size_t least = x->rows < x->columns ? x->rows : x->columns, d = wanted < least ? wanted : least,
	       p = d + OVERSAMPLING;
	double *scratch, *values;
	float *y, *z;
	p = (p + 7) / 8 * 8; /* more than min(rows, columns) does no harm: dependent columns become 0 */
	if (d > SVD_MOST) {
		d = SVD_MOST;
	}
	memset(v, 0, x->columns * wanted * sizeof *v);
	memset(s, 0, wanted * sizeof *s);
	if (d == 0) {
		return 0;
	}
	scratch = memory_array(3 * p * p, sizeof *scratch);
	values = memory_array(p, sizeof *values);
	y = memory_array(x->rows * p, sizeof *y);
	z = memory_array(x->columns * p, sizeof *z);
	random_matrix(z, x->columns * p, seed);
	multiply(x, z, p, y);
	orthonormal(y, x->rows, p, scratch);
	multiply_transposed(x, y, p, z);
	multiply(x, z, p, y);
	orthonormal(y, x->rows, p, scratch);
	multiply_transposed(x, y, p, z);
	gram(z, x->columns, p, scratch);
	jacobi_eigen(scratch, p, values, scratch + p * p);
	divide_columns(scratch + p * p, values, p, scratch + 2 * p * p); /* W / S */
	memcpy(s, values, d * sizeof *s);
	multiply_right(z, x->columns, p, scratch + 2 * p * p, false);
	for (size_t r = 0; r < x->columns; r++) {
		memcpy(v + r * wanted, z + r * p, d * sizeof *v);
	}
	fix_signs(v, x->columns, wanted);
	free(scratch);
	free(values);
	free(y);
	free(z);
	return d;
}
