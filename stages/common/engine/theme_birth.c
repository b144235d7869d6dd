/* theme_birth.c - see theme_birth.h. Two searches: pool against pool (all pairs), and pool against the sample (all
 * pairs too: 500 pooled mentions against 15,000 are 3 thousand million multiply-adds, 50 ms); exact, because a share of
 * neighbours is what is measured. Groups are the connected parts of the graph that joins a fresh mention with the fresh
 * ones among its neighbours. */
#include "theme_birth.h"

#include <stdlib.h>

#include "theme_dot.h"
#include "theme_knn.h"

#define FRESH_SHARE 0.5  /* of the 15 neighbours that must be in the pool, */
#define FRESH_FACTOR 4.0 /* or this many times the pool's share of all, if that is more */
#define THICK 0.8        /* of the model's median nearness */
enum { ROWS = 64 };      /* pool rows and sample rows of a tile */

struct birth_search {
	const struct theme_model *model;
	const int16_t *pool; /* [count][stride] */
	size_t count, k;
	struct theme_near *near; /* [count][k]: pool members as n + number, so that ties go to the sample */
};

/* Lists over the pool; in a pool of fewer than k others they end with places that the sample will take. */
static void search_pool(struct birth_search *search, int threads)
{
	size_t k = search->k, others = search->count - 1 < k ? search->count - 1 : k;
	struct theme_near *near = memory_array(search->count * others, sizeof *near);
	theme_knn(&(struct theme_rows){ search->pool, search->count, search->model->frame.stride }, others, threads,
	          near);
	search->near = memory_array(search->count * k, sizeof *search->near);
	for (size_t i = 0; i < search->count * k; i++) {
		search->near[i] = (struct theme_near){ INT32_MIN, UINT32_MAX };
		if (i % k < others) {
			search->near[i] = near[i / k * others + i % k];
			search->near[i].member += (uint32_t)search->model->n;
		}
	}
	free(near);
}

static void search_sample(struct birth_search *search)
{
	size_t n = search->model->n, stride = search->model->frame.stride, k = search->k;
	int32_t dots[ROWS * ROWS];
	for (size_t p = 0; p < search->count; p += ROWS) {
		size_t pool_rows = search->count - p < ROWS ? search->count - p : ROWS;
		for (size_t m = 0; m < n; m += ROWS) {
			size_t rows = n - m < ROWS ? n - m : ROWS;
			theme_dot_tile(search->pool + p * stride, pool_rows, search->model->vectors + m * stride, rows,
			               stride, dots);
			for (size_t i = 0; i < pool_rows * rows; i++) {
				struct theme_near *list = search->near + (p + i / rows) * k;
				if (dots[i] >= list[k - 1].dot) {
					theme_near_insert(list, k, k,
					                  (struct theme_near){ dots[i], (uint32_t)(m + i % rows) });
				}
			}
		}
	}
}

static size_t root_of(size_t *parent, size_t i)
{
	while (parent[i] != i) {
		parent[i] = parent[parent[i]];
		i = parent[i];
	}
	return i;
}

/* fresh[count], and who of the pool belongs together: parent[count]. */
static void find_fresh(const struct birth_search *search, bool *fresh, size_t *parent)
{
	size_t n = search->model->n, k = search->k;
	double pool_share = (double)search->count / (double)(search->count + n);
	double least = FRESH_FACTOR * pool_share > FRESH_SHARE ? FRESH_FACTOR * pool_share : FRESH_SHARE;
	for (size_t p = 0; p < search->count; p++) {
		const struct theme_near *list = search->near + p * k;
		size_t inside = 0;
		for (size_t j = 0; j < k; j++) {
			inside += list[j].member >= n && list[j].member != UINT32_MAX;
		}
		parent[p] = p;
		fresh[p] = (double)inside >= least * (double)k &&
		           theme_nearness(list, k) >= THICK * search->model->spread.near.median;
	}
	for (size_t p = 0; p < search->count; p++) {
		for (size_t j = 0; fresh[p] && j < k; j++) {
			size_t other = search->near[p * k + j].member;
			if (other >= n && other != UINT32_MAX && fresh[other - n]) {
				size_t a = root_of(parent, p), b = root_of(parent, other - n);
				parent[a > b ? a : b] = a > b ? b : a;
			}
		}
	}
}

static size_t medoid_of(const struct birth_search *search, const struct theme_birth *birth)
{
	size_t stride = search->model->frame.stride, best = birth->members[0];
	int64_t most = INT64_MIN;
	for (size_t i = 0; i < birth->member_count; i++) {
		int64_t sum = 0;
		for (size_t j = 0; j < birth->member_count; j++) {
			sum += theme_dot(search->pool + birth->members[i] * stride,
			                 search->pool + birth->members[j] * stride, stride);
		}
		if (sum > most) {
			most = sum;
			best = birth->members[i];
		}
	}
	return best;
}

static int compare_births(const void *a, const void *b)
{
	const struct theme_birth *x = a, *y = b;
	if (x->member_count != y->member_count) {
		return x->member_count > y->member_count ? -1 : 1;
	}
	return (x->members[0] > y->members[0]) - (x->members[0] < y->members[0]);
}

/* Groups that are large enough and not told before. */
static size_t collect(const struct birth_search *search, const bool *fresh, size_t *parent, bool *reported,
                      struct arena *arena, struct theme_birth **births)
{
	size_t *size = arena_array(arena, search->count + 1, sizeof *size), kept = 0;
	bool *told = arena_array(arena, search->count + 1, sizeof *told);
	*births = arena_array(arena, search->count / THEME_BIRTH_SMALLEST + 1, sizeof **births);
	for (size_t p = 0; p < search->count; p++) {
		if (fresh[p]) {
			size_t root = root_of(parent, p);
			size[root]++;
			told[root] = told[root] || (reported != NULL && reported[p]);
		}
	}
	for (size_t p = 0; reported != NULL && p < search->count; p++) {
		reported[p] = reported[p] || (fresh[p] && size[root_of(parent, p)] >= THEME_BIRTH_SMALLEST);
	}
	for (size_t root = 0; root < search->count; root++) {
		struct theme_birth *birth = &(*births)[kept];
		if (size[root] < THEME_BIRTH_SMALLEST || told[root]) {
			continue;
		}
		*birth = (struct theme_birth){ arena_array(arena, size[root], sizeof(size_t)), 0, 0 };
		for (size_t p = root; p < search->count; p++) {
			if (fresh[p] && root_of(parent, p) == root) {
				birth->members[birth->member_count++] = p;
			}
		}
		birth->medoid = medoid_of(search, birth);
		kept++;
	}
	qsort(*births, kept, sizeof **births, compare_births);
	return kept;
}

size_t theme_births(const struct theme_model *model, const int16_t *pool, size_t pool_count, bool *reported,
                    int threads, struct arena *arena, struct theme_birth **births)
{
	struct birth_search search = { model, pool, pool_count, THEME_NEIGHBOURS, NULL };
	bool *fresh = arena_array(arena, pool_count + 1, sizeof *fresh);
	size_t *parent = arena_array(arena, pool_count + 1, sizeof *parent);
	*births = NULL;
	if (pool_count <= THEME_BIRTH_SMALLEST) {
		return 0;
	}
	search_pool(&search, threads);
	search_sample(&search);
	find_fresh(&search, fresh, parent);
	free(search.near);
	return collect(&search, fresh, parent, reported, arena, births);
}
