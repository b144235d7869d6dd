/* theme_dot.c - see theme_dot.h for why int16: exact integer sums make themes the same on every CPU, which no float sum
 * and no BLAS does.
 *
 * The kernel is plain C in the shape that compilers turn into multiply-add of int16 pairs (pmaddwd on x86, vpdpwssd
 * where there is VNNI, smlal on ARM): a block of 4 or 8 x 4 dot products shares its loads. With gcc on x86-64 the same
 * body is compiled three times and the CPU is asked once a tile; the sums are integers, so all give equal results.
 * About 40 (AVX2) to 75 (AVX-512 VNNI) thousand million multiply-adds a second on one core. Chosen against OpenBLAS's
 * sgemm: half the bytes a value, no sum that depends on the kernel, one library less. */
#include "theme_dot.h"

#if defined(__GNUC__) && !defined(__clang__)
#define VECTORISED __attribute__((optimize("O3")))
#if defined(__x86_64__)
#define MANY_CPUS 1
#define FOR_AVX2 __attribute__((target("avx2"), optimize("O3")))
#define FOR_VNNI __attribute__((target("avx512vnni,avx512vl"), optimize("O3")))
#endif
#else
#define VECTORISED
#endif
#define INLINE static inline __attribute__((always_inline))

/* 4 rows of a against 4 of b: out[4][out_stride] is set. */
INLINE void block_4(const int16_t *restrict a, const int16_t *restrict b, size_t stride, int32_t *restrict out,
                    size_t out_stride)
{
	const int16_t *a1 = a + stride, *a2 = a + 2 * stride, *a3 = a + 3 * stride;
	const int16_t *b1 = b + stride, *b2 = b + 2 * stride, *b3 = b + 3 * stride;
	int32_t s00 = 0, s01 = 0, s02 = 0, s03 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0;
	int32_t s20 = 0, s21 = 0, s22 = 0, s23 = 0, s30 = 0, s31 = 0, s32 = 0, s33 = 0;
	for (size_t d = 0; d < (stride & ~(size_t)31); d++) {
		s00 += a[d] * b[d], s01 += a[d] * b1[d], s02 += a[d] * b2[d], s03 += a[d] * b3[d];
		s10 += a1[d] * b[d], s11 += a1[d] * b1[d], s12 += a1[d] * b2[d], s13 += a1[d] * b3[d];
		s20 += a2[d] * b[d], s21 += a2[d] * b1[d], s22 += a2[d] * b2[d], s23 += a2[d] * b3[d];
		s30 += a3[d] * b[d], s31 += a3[d] * b1[d], s32 += a3[d] * b2[d], s33 += a3[d] * b3[d];
	}
	out[0] = s00, out[1] = s01, out[2] = s02, out[3] = s03, out += out_stride;
	out[0] = s10, out[1] = s11, out[2] = s12, out[3] = s13, out += out_stride;
	out[0] = s20, out[1] = s21, out[2] = s22, out[3] = s23, out += out_stride;
	out[0] = s30, out[1] = s31, out[2] = s32, out[3] = s33;
}

#if defined(MANY_CPUS)
/* 8 rows of a against 4 of b: 32 sums, as many as AVX-512 has registers to spare. */
INLINE void block_8(const int16_t *restrict a, const int16_t *restrict b, size_t stride, int32_t *restrict out,
                    size_t out_stride)
{
	const int16_t *a1 = a + stride, *a2 = a + 2 * stride, *a3 = a + 3 * stride, *a4 = a + 4 * stride,
	              *a5 = a + 5 * stride, *a6 = a + 6 * stride;
	const int16_t *a7 = a + 7 * stride, *b1 = b + stride, *b2 = b + 2 * stride, *b3 = b + 3 * stride;
	int32_t s00 = 0, s01 = 0, s02 = 0, s03 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0, s20 = 0, s21 = 0, s22 = 0,
	        s23 = 0, s30 = 0, s31 = 0, s32 = 0, s33 = 0;
	int32_t s40 = 0, s41 = 0, s42 = 0, s43 = 0, s50 = 0, s51 = 0, s52 = 0, s53 = 0, s60 = 0, s61 = 0, s62 = 0,
	        s63 = 0, s70 = 0, s71 = 0, s72 = 0, s73 = 0;
	for (size_t d = 0; d < (stride & ~(size_t)31); d++) {
		s00 += a[d] * b[d], s01 += a[d] * b1[d], s02 += a[d] * b2[d], s03 += a[d] * b3[d];
		s10 += a1[d] * b[d], s11 += a1[d] * b1[d], s12 += a1[d] * b2[d], s13 += a1[d] * b3[d];
		s20 += a2[d] * b[d], s21 += a2[d] * b1[d], s22 += a2[d] * b2[d], s23 += a2[d] * b3[d];
		s30 += a3[d] * b[d], s31 += a3[d] * b1[d], s32 += a3[d] * b2[d], s33 += a3[d] * b3[d];
		s40 += a4[d] * b[d], s41 += a4[d] * b1[d], s42 += a4[d] * b2[d], s43 += a4[d] * b3[d];
		s50 += a5[d] * b[d], s51 += a5[d] * b1[d], s52 += a5[d] * b2[d], s53 += a5[d] * b3[d];
		s60 += a6[d] * b[d], s61 += a6[d] * b1[d], s62 += a6[d] * b2[d], s63 += a6[d] * b3[d];
		s70 += a7[d] * b[d], s71 += a7[d] * b1[d], s72 += a7[d] * b2[d], s73 += a7[d] * b3[d];
	}
	out[0] = s00, out[1] = s01, out[2] = s02, out[3] = s03, out += out_stride;
	out[0] = s10, out[1] = s11, out[2] = s12, out[3] = s13, out += out_stride;
	out[0] = s20, out[1] = s21, out[2] = s22, out[3] = s23, out += out_stride;
	out[0] = s30, out[1] = s31, out[2] = s32, out[3] = s33, out += out_stride;
	out[0] = s40, out[1] = s41, out[2] = s42, out[3] = s43, out += out_stride;
	out[0] = s50, out[1] = s51, out[2] = s52, out[3] = s53, out += out_stride;
	out[0] = s60, out[1] = s61, out[2] = s62, out[3] = s63, out += out_stride;
	out[0] = s70, out[1] = s71, out[2] = s72, out[3] = s73;
}
#endif

INLINE void one_by_four(const int16_t *restrict a, const int16_t *restrict b, size_t stride, int32_t *restrict out)
{
	const int16_t *b1 = b + stride, *b2 = b + 2 * stride, *b3 = b + 3 * stride;
	int32_t s0 = 0, s1 = 0, s2 = 0, s3 = 0;
	for (size_t d = 0; d < (stride & ~(size_t)31); d++) {
		s0 += a[d] * b[d], s1 += a[d] * b1[d], s2 += a[d] * b2[d], s3 += a[d] * b3[d];
	}
	out[0] = s0, out[1] = s1, out[2] = s2, out[3] = s3;
}

INLINE int32_t one_by_one(const int16_t *restrict a, const int16_t *restrict b, size_t stride)
{
	int32_t sum = 0;
	for (size_t d = 0; d < (stride & ~(size_t)31); d++) {
		sum += a[d] * b[d];
	}
	return sum;
}

#if defined(MANY_CPUS)
enum cpu { CPU_BASELINE, CPU_AVX2, CPU_VNNI };

static enum cpu this_cpu(void)
{
	return __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512vl") ? CPU_VNNI
	       : __builtin_cpu_supports("avx2")                                           ? CPU_AVX2
	                                                                                  : CPU_BASELINE;
}

FOR_AVX2 static void block_avx2(const int16_t *a, const int16_t *b, size_t stride, int32_t *out, size_t out_stride)
{
	block_4(a, b, stride, out, out_stride);
}

FOR_VNNI static void block_vnni(const int16_t *a, const int16_t *b, size_t stride, int32_t *out, size_t out_stride)
{
	block_8(a, b, stride, out, out_stride);
}

FOR_AVX2 static int32_t one_avx2(const int16_t *a, const int16_t *b, size_t stride)
{
	return one_by_one(a, b, stride);
}

FOR_VNNI static int32_t one_vnni(const int16_t *a, const int16_t *b, size_t stride)
{
	return one_by_one(a, b, stride);
}

FOR_AVX2 static void four_avx2(const int16_t *a, const int16_t *b, size_t stride, int32_t *out)
{
	one_by_four(a, b, stride, out);
}

FOR_VNNI static void four_vnni(const int16_t *a, const int16_t *b, size_t stride, int32_t *out)
{
	one_by_four(a, b, stride, out);
}
#endif

VECTORISED static void block_baseline(const int16_t *a, const int16_t *b, size_t stride, int32_t *out,
                                      size_t out_stride)
{
	block_4(a, b, stride, out, out_stride);
}

VECTORISED static int32_t one_baseline(const int16_t *a, const int16_t *b, size_t stride)
{
	return one_by_one(a, b, stride);
}

VECTORISED static void four_baseline(const int16_t *a, const int16_t *b, size_t stride, int32_t *out)
{
	one_by_four(a, b, stride, out);
}

struct kernel {
	void (*block)(const int16_t *a, const int16_t *b, size_t stride, int32_t *out, size_t out_stride);
	size_t block_rows; /* of a; of b always 4 */
	void (*four)(const int16_t *a, const int16_t *b, size_t stride, int32_t *out);
	int32_t (*one)(const int16_t *a, const int16_t *b, size_t stride);
};

static struct kernel kernel(void)
{
#if defined(MANY_CPUS)
	switch (this_cpu()) {
	case CPU_VNNI: return (struct kernel){ block_vnni, 8, four_vnni, one_vnni };
	case CPU_AVX2: return (struct kernel){ block_avx2, 4, four_avx2, one_avx2 };
	case CPU_BASELINE: break;
	}
#endif
	return (struct kernel){ block_baseline, 4, four_baseline, one_baseline };
}

int32_t theme_dot(const int16_t *a, const int16_t *b, size_t stride)
{
	return kernel().one(a, b, stride);
}

void theme_dot_rows(const int16_t *a, const int16_t *rows, size_t row_count, size_t stride, int32_t *out)
{
	struct kernel k = kernel();
	size_t r = 0;
	for (; r + 4 <= row_count; r += 4) {
		k.four(a, rows + r * stride, stride, out + r);
	}
	for (; r < row_count; r++) {
		out[r] = theme_dot(a, rows + r * stride, stride);
	}
}

void theme_dot_tile(const int16_t *a, size_t a_rows, const int16_t *b, size_t b_rows, size_t stride, int32_t *out)
{
	struct kernel k = kernel();
	size_t r = 0;
	for (; r + k.block_rows <= a_rows; r += k.block_rows) {
		size_t c = 0;
		for (; c + 4 <= b_rows; c += 4) {
			k.block(a + r * stride, b + c * stride, stride, out + r * b_rows + c, b_rows);
		}
		for (; c < b_rows; c++) {
			for (size_t i = r; i < r + k.block_rows; i++) {
				out[i * b_rows + c] = theme_dot(a + i * stride, b + c * stride, stride);
			}
		}
	}
	for (; r < a_rows; r++) {
		theme_dot_rows(a + r * stride, b, b_rows, stride, out + r * b_rows);
	}
}
