/* theme_dot.c - see theme_dot.h for why int16: exact integer sums make themes the same on every CPU, which no float sum and no BLAS does.
 *
 * The kernel is plain C in the shape that compilers turn into multiply-add of int16 pairs (pmaddwd on x86, smlal on ARM): a block of 4 x 4 dot products
 * shares its 8 loads. With gcc on x86-64 it is compiled for AVX-512, for AVX2 and for the baseline, and the loader picks one; the sums are integers, so
 * the three give equal results. Chosen against OpenBLAS's sgemm: half the bytes per value, and the sums do not depend on the kernel. */
#include "theme_dot.h"

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__linux__) && !defined(__SANITIZE_ADDRESS__)
#define EACH_CPU __attribute__((target_clones("arch=icelake-server", "avx2", "default"), optimize("O3")))
#elif defined(__GNUC__) && !defined(__clang__)
#define EACH_CPU __attribute__((optimize("O3")))
#else
#define EACH_CPU
#endif

/* 4 rows of a against 4 rows of b: out[4][out_stride]. */
EACH_CPU static void dot_block(const int16_t *restrict a, const int16_t *restrict b, size_t stride, int32_t *restrict out, size_t out_stride)
{
	const int16_t *a1 = a + stride, *a2 = a + 2 * stride, *a3 = a + 3 * stride;
	const int16_t *b1 = b + stride, *b2 = b + 2 * stride, *b3 = b + 3 * stride;
	int32_t s00 = 0, s01 = 0, s02 = 0, s03 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0;
	int32_t s20 = 0, s21 = 0, s22 = 0, s23 = 0, s30 = 0, s31 = 0, s32 = 0, s33 = 0;
	for (size_t d = 0; d < (stride & ~(size_t)31); d++) {
		s00 += a[d] * b[d];
		s01 += a[d] * b1[d];
		s02 += a[d] * b2[d];
		s03 += a[d] * b3[d];
		s10 += a1[d] * b[d];
		s11 += a1[d] * b1[d];
		s12 += a1[d] * b2[d];
		s13 += a1[d] * b3[d];
		s20 += a2[d] * b[d];
		s21 += a2[d] * b1[d];
		s22 += a2[d] * b2[d];
		s23 += a2[d] * b3[d];
		s30 += a3[d] * b[d];
		s31 += a3[d] * b1[d];
		s32 += a3[d] * b2[d];
		s33 += a3[d] * b3[d];
	}
	out[0] = s00, out[1] = s01, out[2] = s02, out[3] = s03;
	out += out_stride;
	out[0] = s10, out[1] = s11, out[2] = s12, out[3] = s13;
	out += out_stride;
	out[0] = s20, out[1] = s21, out[2] = s22, out[3] = s23;
	out += out_stride;
	out[0] = s30, out[1] = s31, out[2] = s32, out[3] = s33;
}

EACH_CPU static void dot_four(const int16_t *restrict a, const int16_t *restrict b, size_t stride, int32_t *restrict out)
{
	const int16_t *b1 = b + stride, *b2 = b + 2 * stride, *b3 = b + 3 * stride;
	int32_t s0 = 0, s1 = 0, s2 = 0, s3 = 0;
	for (size_t d = 0; d < (stride & ~(size_t)31); d++) {
		s0 += a[d] * b[d];
		s1 += a[d] * b1[d];
		s2 += a[d] * b2[d];
		s3 += a[d] * b3[d];
	}
	out[0] = s0, out[1] = s1, out[2] = s2, out[3] = s3;
}

EACH_CPU int32_t theme_dot(const int16_t *a, const int16_t *b, size_t stride)
{
	int32_t sum = 0;
	for (size_t d = 0; d < (stride & ~(size_t)31); d++) {
		sum += a[d] * b[d];
	}
	return sum;
}

void theme_dot_rows(const int16_t *a, const int16_t *rows, size_t row_count, size_t stride, int32_t *out)
{
	size_t r = 0;
	for (; r + 4 <= row_count; r += 4) {
		dot_four(a, rows + r * stride, stride, out + r);
	}
	for (; r < row_count; r++) {
		out[r] = theme_dot(a, rows + r * stride, stride);
	}
}

void theme_dot_tile(const int16_t *a, size_t a_rows, const int16_t *b, size_t b_rows, size_t stride, int32_t *out)
{
	size_t r = 0;
	for (; r + 4 <= a_rows; r += 4) {
		size_t c = 0;
		for (; c + 4 <= b_rows; c += 4) {
			dot_block(a + r * stride, b + c * stride, stride, out + r * b_rows + c, b_rows);
		}
		for (; c < b_rows; c++) {
			for (size_t i = r; i < r + 4; i++) {
				out[i * b_rows + c] = theme_dot(a + i * stride, b + c * stride, stride);
			}
		}
	}
	for (; r < a_rows; r++) {
		theme_dot_rows(a + r * stride, b, b_rows, stride, out + r * b_rows);
	}
}
