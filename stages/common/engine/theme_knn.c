/* theme_knn.c - see theme_knn.h. Exact search, all pairs: 15,000 vectors of 352 columns are 40 thousand million
 * multiply-adds, under a second of one core, and no index is as quick to build at this size. Tiles of rows against rows
 * are computed once and serve both sides (the dot is symmetric); a tile's row is looked at closely only where a value
 * reaches what one of the lists holds last. Where the CPU multiplies bytes in one instruction, a tile is computed in
 * bytes first (theme_coarse.h) and only those pairs exactly whose bound reaches a list: one in a hundred. Each thread
 * takes a fixed share of the tiles and keeps lists of its own; the k best under a total order do not depend on how the
 * tiles were shared out. */
#include "theme_knn.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "each_cpu.h"
#include "theme_coarse.h"
#include "theme_dot.h"

enum { TILE = COARSE_TILE, THREADS_MAX = 64, FEW_VECTORS = 512 };

struct knn_work {
	const int16_t *vectors; /* [n][stride] */
	size_t n, stride, k;
	size_t part, parts;
	struct theme_near *near;           /* [n][k], this thread's */
	int32_t *last;                     /* [n] dot of the last in each list */
	const struct theme_coarse *coarse; /* NULL: none pays here */
};

/* Whether a comes before b in a list. */
static bool nearer(struct theme_near a, struct theme_near b)
{
	return a.dot > b.dot || (a.dot == b.dot && a.member < b.member);
}

size_t theme_near_insert(struct theme_near *list, size_t count, size_t k, struct theme_near new_one)
{
	size_t at = count < k ? count : k;
	if (at == k) {
		if (k == 0 || !nearer(new_one, list[k - 1])) {
			return k;
		}
		at--;
	}
	while (at > 0 && nearer(new_one, list[at - 1])) {
		list[at] = list[at - 1];
		at--;
	}
	list[at] = new_one;
	return count < k ? count + 1 : k;
}

static void offer(struct knn_work *work, size_t row, size_t other, int32_t dot)
{
	struct theme_near *list = work->near + row * work->k;
	theme_near_insert(list, work->k, work->k, (struct theme_near){ dot, (uint32_t)other });
	work->last[row] = list[work->k - 1].dot;
}

/* True when a value of row[count] reaches `mine` or the other side's last[count]. */
EACH_CPU static bool any_hit(const int32_t *restrict row, const int32_t *restrict last, int32_t mine, size_t count)
{
	int32_t hit = 0;
	for (size_t c = 0; c < count; c++) {
		int32_t least = last[c] < mine ? last[c] : mine;
		hit |= row[c] >= least;
	}
	return hit != 0;
}

static void offer_both(struct knn_work *work, size_t row, size_t other, int32_t dot)
{
	if (dot >= work->last[row]) {
		offer(work, row, other, dot);
	}
	if (dot >= work->last[other]) {
		offer(work, other, row, dot);
	}
}

/* What a row of a coarse tile is compared with: arrays over the tile's columns. */
struct coarse_row {
	const int32_t *products, *last;
	const float *scale, *error;
	float own_scale, own_error;
	int32_t own_sum, mine;
};

/* close[count]: 1 where the exact dot may reach `mine` or the other side's last. True when one is. */
EACH_CPU static bool coarse_close(const struct coarse_row *row, size_t count, uint8_t *restrict close)
{
	const int32_t *restrict products = row->products, *restrict last = row->last;
	const float *restrict scale = row->scale, *restrict error = row->error;
	const float own_scale = row->own_scale, own_error = row->own_error, mine = (float)row->mine;
	const int32_t own_sum = row->own_sum;
	int32_t hit = 0;
	for (size_t c = 0; c < count; c++) {
		float theirs = (float)last[c], least = theirs < mine ? theirs : mine;
		float most = (float)(products[c] - own_sum) * (own_scale * scale[c]) + (own_error + error[c]);
		close[c] = most >= least;
		hit |= most >= least;
	}
	return hit != 0;
}

/* As take_tile, in bytes first. */
static void take_coarse_tile(struct knn_work *work, size_t a, size_t b, int32_t *products)
{
	const struct theme_coarse *coarse = work->coarse;
	size_t a_rows = work->n - a < TILE ? work->n - a : TILE, b_rows = work->n - b < TILE ? work->n - b : TILE;
	uint8_t close[TILE];
	theme_coarse_tile(coarse, a, b, products);
	for (size_t r = 0; r < a_rows; r++) {
		const struct coarse_row row = { .products = products + r * TILE,
			                        .last = work->last + b,
			                        .scale = coarse->scale + b,
			                        .error = coarse->error + b,
			                        .own_scale = coarse->scale[a + r],
			                        .own_error = coarse->error[a + r],
			                        .own_sum = coarse->sums[a + r],
			                        .mine = work->last[a + r] };
		if (!coarse_close(&row, b_rows, close)) {
			continue;
		}
		for (size_t c = a == b ? r + 1 : 0; c < b_rows; c++) {
			if (close[c]) {
				offer_both(work, a + r, b + c,
				           theme_dot(work->vectors + (a + r) * work->stride,
				                     work->vectors + (b + c) * work->stride, work->stride));
			}
		}
	}
}

static void take_tile(struct knn_work *work, size_t a, size_t b, int32_t *dots)
{
	size_t a_rows = work->n - a < TILE ? work->n - a : TILE, b_rows = work->n - b < TILE ? work->n - b : TILE;
	theme_dot_tile(work->vectors + a * work->stride, a_rows, work->vectors + b * work->stride, b_rows, work->stride,
	               dots);
	for (size_t r = 0; r < a_rows; r++) {
		const int32_t *row = dots + r * b_rows;
		size_t first = a == b ? r + 1 : 0;
		if (!any_hit(row, work->last + b, work->last[a + r], b_rows)) {
			continue;
		}
		for (size_t c = first; c < b_rows; c++) {
			offer_both(work, a + r, b + c, row[c]);
		}
	}
}

static void *knn_part(void *argument)
{
	struct knn_work *work = argument;
	size_t tile = 0;
	int32_t dots[TILE * TILE];
	for (size_t i = 0; i < work->n * work->k; i++) {
		work->near[i] = (struct theme_near){ INT32_MIN, UINT32_MAX };
	}
	for (size_t i = 0; i < work->n; i++) {
		work->last[i] = INT32_MIN;
	}
	for (size_t a = 0; a < work->n; a += TILE) {
		for (size_t b = a; b < work->n; b += TILE) {
			if (tile++ % work->parts != work->part) {
				continue;
			}
			if (work->coarse != NULL) {
				take_coarse_tile(work, a, b, dots);
			} else {
				take_tile(work, a, b, dots);
			}
		}
	}
	return NULL;
}

/* Few vectors are quicker searched alone. */
static size_t parts_of(size_t n, size_t k, int threads)
{
	size_t wanted = threads < 1 || n < FEW_VECTORS ? 1 : (size_t)threads;
	if (n == 0 || k == 0) {
		return 0;
	}
	return wanted < THREADS_MAX ? wanted : THREADS_MAX;
}

/* Takes what a thread has found into the lists of the first, and frees it. */
static void merge(struct theme_near *near, struct knn_work *work)
{
	for (size_t i = 0; i < work->n * work->k; i++) {
		if (work->near[i].member != UINT32_MAX) {
			theme_near_insert(near + i / work->k * work->k, work->k, work->k, work->near[i]);
		}
	}
	free(work->near);
}

void theme_knn(const struct theme_rows *rows, size_t k, int threads, struct theme_near *near)
{
	struct knn_work works[THREADS_MAX];
	pthread_t ids[THREADS_MAX];
	bool started[THREADS_MAX] = { false };
	size_t parts = parts_of(rows->n, k, threads);
	struct theme_coarse coarse = { 0 };
	bool quick = parts > 0 && rows->n >= FEW_VECTORS && theme_coarse_make(&coarse, rows);
	for (size_t p = 0; p < parts; p++) {
		works[p] = (struct knn_work){ .vectors = rows->vectors,
			                      .n = rows->n,
			                      .stride = rows->stride,
			                      .k = k,
			                      .part = p,
			                      .parts = parts,
			                      .near = p == 0 ? near : memory_array(rows->n * k, sizeof *near),
			                      .last = memory_array(rows->n, sizeof(int32_t)),
			                      .coarse = quick ? &coarse : NULL };
		started[p] = p > 0 && pthread_create(&ids[p], NULL, knn_part, &works[p]) == 0;
	}
	for (size_t p = 0; p < parts; p++) {
		if (!started[p]) {
			knn_part(&works[p]);
		}
	}
	for (size_t p = 0; p < parts; p++) {
		if (started[p]) {
			pthread_join(ids[p], NULL);
		}
		if (p > 0) {
			merge(near, &works[p]);
		}
		free(works[p].last);
	}
	theme_coarse_release(&coarse);
}
