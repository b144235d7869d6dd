/* theme_coarse.c - see theme_coarse.h. The kernel is vpdpbusd (AVX-512 VNNI): 64 products of an unsigned and a signed
 * byte an instruction, twice as many as of int16. One side is shifted by 128 to be unsigned; what that adds, 128 times
 * the sum of the other side, is known. It stands in panels of 16 rows, so that a register holds the sums of 16 rows and
 * none is added up across: with rows as they are, that took half of the time. Written with intrinsics, because no
 * compiler makes this of a loop. Other CPUs widen bytes before they multiply, which gains nothing, so there none is
 * made. */
#include "theme_coarse.h"

#include <math.h>
#include <stdlib.h>

#include "arena.h"

enum {
	PANEL = 16,     /* rows: int32 of a register */
	STEP = 4,       /* columns: products that are added in one int32 */
	BYTE_MOST = 127 /* greatest |q| */
};

static const double UNIT = 32768;   /* no vector is longer: 32767 and the rounding of its columns */
static const double ROUNDING = 512; /* what float arithmetic may lose of a bound: 2^30 has 24 bits of 31, twice */

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__)
#include <immintrin.h>
#define FOR_VNNI __attribute__((target("avx512f,avx512vnni")))

static bool pays(void)
{
	return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vnni");
}

/* 4 rows of a against the 64 of 4 panels. */
FOR_VNNI static void block(const int8_t *a, const uint8_t *panels, size_t steps, int32_t *products)
{
	const uint8_t *p0 = panels, *p1 = p0 + steps * PANEL * STEP, *p2 = p1 + steps * PANEL * STEP,
	              *p3 = p2 + steps * PANEL * STEP;
	__m512i sums[4][4];
	for (size_t r = 0; r < 4; r++) {
		for (size_t c = 0; c < 4; c++) {
			sums[r][c] = _mm512_setzero_si512();
		}
	}
	for (size_t s = 0; s < steps; s++) {
		const __m512i b0 = _mm512_loadu_si512(p0 + s * PANEL * STEP),
		              b1 = _mm512_loadu_si512(p1 + s * PANEL * STEP),
		              b2 = _mm512_loadu_si512(p2 + s * PANEL * STEP),
		              b3 = _mm512_loadu_si512(p3 + s * PANEL * STEP);
#pragma GCC unroll 4
		for (size_t r = 0; r < 4; r++) {
			int32_t four;
			memcpy(&four, a + (r * steps + s) * STEP, sizeof four);
			const __m512i own = _mm512_set1_epi32(four);
			sums[r][0] = _mm512_dpbusd_epi32(sums[r][0], b0, own);
			sums[r][1] = _mm512_dpbusd_epi32(sums[r][1], b1, own);
			sums[r][2] = _mm512_dpbusd_epi32(sums[r][2], b2, own);
			sums[r][3] = _mm512_dpbusd_epi32(sums[r][3], b3, own);
		}
	}
	for (size_t r = 0; r < 4; r++) {
		for (size_t c = 0; c < 4; c++) {
			_mm512_storeu_si512(products + r * COARSE_TILE + c * PANEL, sums[r][c]);
		}
	}
}
#else
static bool pays(void)
{
	return false;
}

static void block(const int8_t *a, const uint8_t *panels, size_t steps, int32_t *products)
{
	for (size_t i = 0; i < 4 * (size_t)COARSE_TILE; i++) {
		const uint8_t *row = panels + (i % COARSE_TILE / PANEL * steps * PANEL + i % PANEL) * STEP;
		products[i] = 0;
		for (size_t d = 0; d < steps * STEP; d++) {
			products[i] += a[i / COARSE_TILE * steps * STEP + d] * row[d / STEP * PANEL * STEP + d % STEP];
		}
	}
}
#endif

static void row_make(struct theme_coarse *coarse, size_t row, const int16_t *vector, size_t columns)
{
	int8_t *q = coarse->rows + row * coarse->steps * STEP;
	int32_t most = 0, sum = 0;
	float scale, inverse;
	double rest = 0;
	for (size_t d = 0; d < columns; d++) {
		int32_t size = vector[d] < 0 ? -vector[d] : vector[d];
		most = size > most ? size : most;
	}
	scale = most > 0 ? (float)most / BYTE_MOST : 1;
	inverse = 1 / scale;
	for (size_t d = 0; d < columns; d++) {
		float wanted = (float)vector[d] * inverse, off;
		q[d] = (int8_t)((int32_t)(wanted + 128.5F) - 128);
		off = (float)vector[d] - scale * (float)q[d];
		rest += (double)(off * off);
		sum += q[d];
	}
	rest = sqrt(rest) * 1.0001; /* float squares */
	coarse->scale[row] = scale;
	coarse->error[row] = (float)(UNIT * rest + rest * rest / 2 + ROUNDING);
	coarse->sums[row] = 128 * sum;
}

static void panel_fill(struct theme_coarse *coarse, size_t row)
{
	const int8_t *q = coarse->rows + row * coarse->steps * STEP;
	uint8_t *to = coarse->panels + (row / PANEL * coarse->steps * PANEL + row % PANEL) * STEP;
	for (size_t s = 0; s < coarse->steps; s++) {
		for (size_t k = 0; k < STEP; k++) {
			to[s * PANEL * STEP + k] = (uint8_t)(q[s * STEP + k] + 128);
		}
	}
}

bool theme_coarse_make(struct theme_coarse *coarse, const struct theme_rows *rows)
{
	size_t room = (rows->n + COARSE_TILE - 1) / COARSE_TILE * COARSE_TILE;
	*coarse = (struct theme_coarse){ .n = rows->n };
	if (!pays() || rows->n == 0) {
		return false;
	}
	coarse->steps = rows->stride / STEP;
	coarse->rows = memory_array(room, rows->stride);
	coarse->panels = memory_array(room, rows->stride);
	coarse->sums = memory_array(room, sizeof *coarse->sums);
	coarse->scale = memory_array(room, sizeof *coarse->scale);
	coarse->error = memory_array(room, sizeof *coarse->error);
	for (size_t row = 0; row < rows->n; row++) {
		row_make(coarse, row, rows->vectors + row * rows->stride, rows->stride);
		panel_fill(coarse, row);
	}
	return true;
}

void theme_coarse_release(struct theme_coarse *coarse)
{
	free(coarse->rows);
	free(coarse->panels);
	free(coarse->sums);
	free(coarse->scale);
	free(coarse->error);
}

void theme_coarse_tile(const struct theme_coarse *coarse, size_t a, size_t b, int32_t *products)
{
	size_t columns = coarse->steps * STEP;
	for (size_t r = 0; r < COARSE_TILE; r += 4) {
		block(coarse->rows + (a + r) * columns, coarse->panels + b * columns, coarse->steps,
		      products + r * COARSE_TILE);
	}
}
