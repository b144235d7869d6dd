/* The engine's numbers against those of other implementations (tests/reference/theme/make_numbers.py: numpy, scipy,
 * snowballstemmer, the reference program). Tolerances stand beside each comparison. */
#include <math.h>

#include "cmocka_all.h"
#include "theme_coarse.h"
#include "theme_dot.h"
#include "theme_knn.h"
#include "theme_linkage.h"
#include "theme_louvain.h"
#include "theme_lsa.h"
#include "theme_match.h"
#include "theme_numbers.h"
#include "theme_outside.h"
#include "theme_svd.h"
#include "theme_vector.h"

enum { VECTORS = 300, DIM = 64, NEAR = 10 };

/* rows of unit length 32767, noise around 6 centres: make_numbers.py, vectors() */
static int16_t *noise_vectors(struct arena *arena, size_t n, uint64_t seed)
{
	int16_t *out = arena_array(arena, n * DIM, sizeof *out);
	double row[DIM], centre[6][DIM];
	uint64_t state = seed + 1;
	for (size_t k = 0; k < 6 * (size_t)DIM; k++) {
		centre[k / DIM][k % DIM] = noise(&state) - 32768;
	}
	state = seed;
	for (size_t i = 0; i < n; i++) {
		double square = 0;
		for (size_t k = 0; k < DIM; k++) {
			row[k] = (noise(&state) - 32768) * .7 + centre[i % 6][k];
			square += row[k] * row[k];
		}
		for (size_t k = 0; k < DIM; k++) {
			double value = row[k] / sqrt(square) * 32767;
			out[i * DIM + k] = (int16_t)(value < 0 ? value - .5 : value + .5);
		}
	}
	return out;
}

/* The pieces, length and first values of 200 texts. Length: 1e-4 of it; values: 2e-6 (they are printed with 6 digits).
 */
static void splits_and_sums_word_pieces_like_the_tables_maker(void **state)
{
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	struct tsv tsv = numbers_table(&arena, "pieces.tsv");
	struct piece_table *table;
	struct theme_reader *reader;
	struct theme_language language = { STR("en"), NULL, "lexicons" };
	(void)state;
	assert_int_equal(piece_table_open(&table, "lexicons/en/pieces.tbl", &err), 0);
	assert_non_null(table);
	language.table = table;
	assert_int_equal(theme_reader_open(&reader, &language, &err), 0);
	assert_int_equal(tsv.row_count,
	                 200); /* with the header line; one text begins with "#" and is a comment to tsv_load */
	for (size_t r = 1; r < tsv.row_count; r++) {
		struct theme_words words;
		struct buf pieces;
		float sum[256];
		double length;
		struct str text = arena_dup(&arena, tsv.rows[r].cells[0]);
		buf_init(&pieces, SIZE_MAX);
		for (size_t i = 0; i < text.len; i++) { /* tsv_load undoes \t: that line has a backslash and a t */
			if (text.at[i] == '\t') {
				text = arena_printf(&arena, "%.*s\\t%.*s", (int)i, text.at, (int)(text.len - i - 1),
				                    text.at + i + 1);
			}
		}
		theme_read(reader, &arena, text, STR_EMPTY, &words);
		for (size_t t = 0; t < words.token_count; t++) {
			uint32_t found[64];
			size_t count = piece_table_split(table, words.tokens[t].word, found, 64);
			for (size_t p = 0; p < count; p++) {
				if (pieces.len > 0) {
					buf_byte(&pieces, '|');
				}
				buf_str_add(&pieces, piece_table_name(table, found[p]));
			}
		}
		if (!str_eq(buf_str(&pieces), tsv.rows[r].cells[1])) {
			print_message("%.*s: %s, not %.*s\n", STR_ARGS(text), pieces.at,
			              STR_ARGS(tsv.rows[r].cells[1]));
		}
		assert_true(str_eq(buf_str(&pieces), tsv.rows[r].cells[1]));
		length = theme_semantic_sum(reader, &words, sum);
		assert_true(fabs(length - cell_number(&tsv.rows[r], 2)) <= 1e-4 * (1 + length));
		if (pieces.len > 0) {
			struct str rest = tsv.rows[r].cells[3];
			for (size_t k = 0; k < 8; k++) {
				struct str value = str_cut(rest, ' ', &rest);
				double wanted;
				assert_true(number_parse(value, &wanted));
				assert_true(fabs((double)sum[k] - wanted) <= 2e-6);
			}
		}
		buf_release(&pieces);
	}
	theme_reader_close(reader);
	piece_table_close(table);
	arena_release(&arena);
}

static uint64_t feature_key(struct str name)
{
	struct str rest, first = str_cut(name, ' ', &rest);
	return rest.at == NULL ? hash64(first, 0) : hash_mix(hash64(first, 0), hash64(rest, 0));
}

static struct theme_words *read_corpus(struct arena *arena, size_t *n)
{
	struct err err = ERR_INIT;
	struct tsv tsv = numbers_table(arena, "corpus.tsv");
	struct theme_language language = { STR("en"), NULL, "lexicons" };
	struct theme_words *words = arena_array(arena, tsv.row_count, sizeof *words);
	struct theme_reader *reader;
	assert_int_equal(theme_reader_open(&reader, &language, &err), 0);
	for (size_t i = 0; i < tsv.row_count; i++) {
		theme_read(reader, arena, tsv.rows[i].cells[1], STR_EMPTY, &words[i]);
	}
	theme_reader_close(reader);
	*n = tsv.row_count;
	return words;
}

/* Document frequencies exactly, idf and ln(df / N) to 1e-5. */
static void weighs_features_like_numpy(void **state)
{
	struct arena arena = ARENA_INIT;
	struct tsv tsv = numbers_table(&arena, "features.tsv");
	struct theme_lsa lsa;
	struct theme_frame frame = { 0 };
	size_t n, in_basis = 0;
	struct theme_words *words = read_corpus(&arena, &n);
	(void)state;
	theme_lsa_make(&lsa, words, n, 0);
	theme_lsa_frame(&lsa, &frame);
	for (size_t f = 0; f < lsa.feature_count; f++) {
		in_basis += lsa.idf[f] > 0;
	}
	assert_int_equal(in_basis, tsv.row_count);
	for (size_t r = 0; r < tsv.row_count; r++) {
		int64_t feature = theme_feature_find(&frame, feature_key(tsv.rows[r].cells[0]));
		assert_true(feature >= 0);
		assert_int_equal(lsa.df[feature], (uint32_t)cell_number(&tsv.rows[r], 1));
		assert_true(fabs((double)lsa.idf[feature] - cell_number(&tsv.rows[r], 2)) < 1e-5);
		assert_true(fabs((double)lsa.familiar[feature] - cell_number(&tsv.rows[r], 3)) < 1e-5);
	}
	theme_lsa_release(&lsa);
	arena_release(&arena);
}

/* The randomised values never exceed the exact ones; the first 20 are within 1 %, the next 20 within 4 %. */
static void finds_the_singular_values_of_an_exact_svd(void **state)
{
	struct arena arena = ARENA_INIT;
	struct tsv tsv = numbers_table(&arena, "singular.tsv");
	struct theme_lsa lsa;
	size_t n;
	struct theme_words *words = read_corpus(&arena, &n);
	(void)state;
	theme_lsa_make(&lsa, words, n, 0);
	assert_int_equal(lsa.lexical, THEME_LEXICAL);
	for (size_t k = 0; k < 40; k++) {
		double exact = cell_number(&tsv.rows[k], 0);
		assert_true(lsa.singular[k] <= exact * 1.0001);
		assert_true(lsa.singular[k] >= exact * (k < 20 ? 0.99 : 0.96));
	}
	theme_lsa_release(&lsa);
	arena_release(&arena);
}

static void finds_eigenvectors_that_satisfy_their_equation(void **state)
{
	enum { N = 24 };
	double a[N * N], copy[N * N], values[N], vectors[N * N];
	uint64_t seed = 3;
	(void)state;
	for (size_t i = 0; i < N; i++) {
		for (size_t j = 0; j <= i; j++) {
			a[i * N + j] = a[j * N + i] = noise(&seed) / 65536 - .5;
		}
	}
	memcpy(copy, a, sizeof a);
	jacobi_eigen(a, N, values, vectors);
	for (size_t v = 0; v < N; v++) {
		assert_true(v == 0 || values[v] <= values[v - 1]);
		for (size_t i = 0; i < N; i++) {
			double sum = 0;
			for (size_t j = 0; j < N; j++) {
				sum += copy[i * N + j] * vectors[j * N + v];
			}
			assert_true(fabs(sum - values[v] * vectors[i * N + v]) < 1e-9);
		}
	}
}

/* Neighbours and dots exactly, for 1 and 3 threads. */
static void finds_the_neighbours_that_sorting_finds(void **state)
{
	struct arena arena = ARENA_INIT;
	struct tsv tsv = numbers_table(&arena, "knn.tsv");
	int16_t *vectors = noise_vectors(&arena, 1000, 11);
	struct theme_near near[VECTORS * NEAR], *one = arena_array(&arena, 10000, sizeof *one),
	                                        *three = arena_array(&arena, 10000, sizeof *three);
	(void)state;
	theme_knn(&(struct theme_rows){ vectors, VECTORS, DIM }, NEAR, 1, near);
	for (size_t i = 0; i < VECTORS; i++) {
		for (size_t j = 0; j < NEAR; j++) {
			struct str dot, member = str_cut(tsv.rows[i].cells[j + 1], ':', &dot);
			int64_t number;
			assert_true(integer_parse(member, &number));
			assert_int_equal(near[i * NEAR + j].member, number);
			assert_true(integer_parse(dot, &number));
			assert_int_equal(near[i * NEAR + j].dot, number);
		}
	}
	theme_knn(&(struct theme_rows){ vectors, 1000, DIM }, NEAR, 1, one);
	theme_knn(&(struct theme_rows){ vectors, 1000, DIM }, NEAR, 3, three);
	assert_memory_equal(one, three, 10000 * sizeof *one);
	arena_release(&arena);
}

static void dots_are_exact_in_every_shape_of_the_kernel(void **state)
{
	struct arena arena = ARENA_INIT;
	int16_t *vectors = noise_vectors(&arena, 90, 5);
	int32_t *tile = arena_array(&arena, 90 * 90, sizeof *tile), rows[90];
	(void)state;
	for (size_t a = 1; a <= 19; a++) {
		for (size_t b = 1; b <= 70; b += 23) {
			theme_dot_tile(vectors, a, vectors + 7 * DIM, b, DIM, tile);
			for (size_t i = 0; i < a; i++) {
				theme_dot_rows(vectors + i * DIM, vectors + 7 * DIM, b, DIM, rows);
				for (size_t j = 0; j < b; j++) {
					int64_t sum = 0;
					for (size_t k = 0; k < DIM; k++) {
						sum += (int64_t)vectors[i * DIM + k] * vectors[(j + 7) * DIM + k];
					}
					assert_int_equal(tile[i * b + j], sum);
					assert_int_equal(rows[j], sum);
					assert_int_equal(theme_dot(vectors + i * DIM, vectors + (j + 7) * DIM, DIM),
					                 sum);
				}
			}
		}
	}
	arena_release(&arena);
}

/* 1,000 rows are searched in bytes first where the CPU has the instruction for it; a row of zeros and one of a single
 * column are among them. */
static void finds_the_neighbours_that_comparing_all_finds(void **state)
{
	enum { ROWS = 1000, K = 5 };
	struct arena arena = ARENA_INIT;
	int16_t *vectors = noise_vectors(&arena, ROWS, 17);
	struct theme_near *near = arena_array(&arena, ROWS * K, sizeof *near), best[K];
	(void)state;
	memset(vectors + 3 * DIM, 0, 2 * DIM * sizeof *vectors);
	vectors[4 * DIM + 9] = 32767;
	theme_knn(&(struct theme_rows){ vectors, ROWS, DIM }, K, 1, near);
	for (size_t i = 0; i < ROWS; i++) {
		size_t count = 0;
		for (size_t j = 0; j < ROWS; j++) {
			struct theme_near one = { theme_dot(vectors + i * DIM, vectors + j * DIM, DIM), (uint32_t)j };
			count = i == j ? count : theme_near_insert(best, count, K, one);
		}
		assert_memory_equal(best, near + i * K, sizeof best);
	}
	arena_release(&arena);
}

static void a_product_in_bytes_is_off_by_no_more_than_its_bound(void **state)
{
	enum { ROWS = 100 };
	struct arena arena = ARENA_INIT;
	int16_t *vectors = noise_vectors(&arena, ROWS, 23);
	int32_t products[COARSE_TILE * COARSE_TILE];
	struct theme_coarse coarse;
	(void)state;
	vectors[5 * DIM] = 32767; /* longer than it may be in other columns, so it is made a unit again */
	memset(vectors + 5 * DIM + 1, 0, (DIM - 1) * sizeof *vectors);
	if (!theme_coarse_make(&coarse, &(struct theme_rows){ vectors, ROWS, DIM })) {
		arena_release(&arena);
		skip();
	}
	theme_coarse_tile(&coarse, COARSE_TILE, 0, products);
	for (size_t i = COARSE_TILE; i < ROWS; i++) {
		for (size_t j = 0; j < COARSE_TILE; j++) {
			double product = products[(i - COARSE_TILE) * COARSE_TILE + j] - coarse.sums[i],
			       about = product * (double)coarse.scale[i] * (double)coarse.scale[j],
			       exact = theme_dot(vectors + i * DIM, vectors + j * DIM, DIM);
			assert_true(fabs(about - exact) <= (double)coarse.error[i] + (double)coarse.error[j]);
			assert_true((double)coarse.error[i] + (double)coarse.error[j] < .05 * THEME_DOT_ONE);
		}
	}
	theme_coarse_release(&coarse);
	arena_release(&arena);
}

static void make_graph(struct arena *arena, struct theme_graph *graph)
{
	struct theme_near near[VECTORS * NEAR];
	theme_knn(&(struct theme_rows){ noise_vectors(arena, VECTORS, 11), VECTORS, DIM }, NEAR, 1, near);
	theme_graph_make(graph, near, VECTORS, NEAR);
}

/* Weights to 1e-12, the same communities as the reference program, modularity to 1e-8; the ensemble's at least as good
 * to .02. */
static void finds_the_communities_of_the_reference(void **state)
{
	struct arena arena = ARENA_INIT;
	struct tsv edges = numbers_table(&arena, "edges.tsv"), tsv = numbers_table(&arena, "louvain.tsv");
	struct theme_graph graph;
	uint32_t member[VECTORS], again[VECTORS];
	size_t at = 0;
	(void)state;
	make_graph(&arena, &graph);
	for (size_t i = 0; i < graph.n; i++) {
		for (size_t e = graph.start[i]; e < graph.start[i + 1]; e++) {
			if (graph.to[e] > i) {
				assert_int_equal((size_t)cell_number(&edges.rows[at], 0), i);
				assert_int_equal((size_t)cell_number(&edges.rows[at], 1), graph.to[e]);
				assert_true(fabs(cell_number(&edges.rows[at++], 2) - graph.weight[e]) < 1e-12);
			}
		}
	}
	assert_int_equal(at, edges.row_count);
	for (size_t r = 0; r < tsv.row_count; r++) {
		double resolution = cell_number(&tsv.rows[r], 0), wanted = cell_number(&tsv.rows[r], 1);
		theme_louvain(&graph, resolution, NULL, member);
		assert_true(fabs(theme_modularity(&graph, resolution, member) - wanted) < 1e-8);
		for (size_t i = 0; i < VECTORS; i++) {
			assert_int_equal(member[i], (uint32_t)cell_number(&tsv.rows[r], i + 2));
		}
		theme_ensemble(&graph, resolution, 8, 0, 1, member);
		assert_true(theme_modularity(&graph, resolution, member) > wanted - .02);
		theme_ensemble(&graph, resolution, 8, 0, 3, again);
		assert_memory_equal(member, again, sizeof member);
	}
	theme_graph_release(&graph);
	arena_release(&arena);
}

/* The same groups as scipy's average linkage cut at the same height. */
static void links_groups_like_scipy(void **state)
{
	struct arena arena = ARENA_INIT;
	struct tsv tsv = numbers_table(&arena, "linkage.tsv");
	int16_t *vectors = noise_vectors(&arena, VECTORS, 11);
	uint32_t member[60], theme[60];
	(void)state;
	for (uint32_t i = 0; i < 60; i++) {
		member[i] = i;
	}
	for (size_t r = 0; r < tsv.row_count; r++) {
		struct theme_linkage linkage = { vectors, 60, DIM, member, 60, cell_number(&tsv.rows[r], 0), 0 };
		size_t count = theme_linkage(&linkage, theme);
		struct theme_linkage exact = { vectors, 60, DIM, member, 60, 0, count };
		uint32_t again[60];
		for (size_t i = 0; i < 60; i++) {
			for (size_t j = 0; j < i; j++) {
				bool together = str_eq(tsv.rows[r].cells[i + 1], tsv.rows[r].cells[j + 1]);
				assert_int_equal(together, theme[i] == theme[j]);
			}
		}
		assert_int_equal(theme_linkage(&exact, again), count);
		assert_memory_equal(theme, again, sizeof theme);
	}
	arena_release(&arena);
}

/* z to 1e-5, and the same flags. */
static void finds_the_outsiders_of_the_reference(void **state)
{
	struct arena arena = ARENA_INIT;
	struct tsv tsv = numbers_table(&arena, "outsiders.tsv");
	double near[200], familiar[200], around[200];
	struct theme_measures_spread spread;
	size_t out = 0;
	(void)state;
	assert_int_equal(tsv.row_count, 200);
	for (size_t i = 0; i < 200; i++) {
		near[i] = cell_number(&tsv.rows[i], 0);
		familiar[i] = cell_number(&tsv.rows[i], 1);
		around[i] = cell_number(&tsv.rows[i], 2);
	}
	spread = (struct theme_measures_spread){ theme_spread_of(near, 200), theme_spread_of(familiar, 200),
		                                 theme_spread_of(around, 200), true, false };
	for (size_t i = 0; i < 200; i++) {
		struct theme_measures measures = { near[i], familiar[i], around[i] };
		assert_true(fabs(theme_foreign(&spread, &measures) - cell_number(&tsv.rows[i], 3)) < 1e-5);
		assert_int_equal(theme_is_outsider(&spread, &measures), (int)cell_number(&tsv.rows[i], 4));
		out += theme_is_outsider(&spread, &measures);
	}
	assert_true(out > 10 && out < 190);
	arena_release(&arena);
}

/* The sum of an optimal assignment to 1e-6. */
static void assigns_as_well_as_scipy(void **state)
{
	struct arena arena = ARENA_INIT;
	struct tsv tsv = numbers_table(&arena, "assignment.tsv");
	(void)state;
	for (size_t r = 0; r < tsv.row_count; r++) {
		size_t rows = (size_t)cell_number(&tsv.rows[r], 0), columns = (size_t)cell_number(&tsv.rows[r], 1);
		double *value = arena_array(&arena, rows * columns, sizeof *value), sum = 0;
		int32_t *to = arena_array(&arena, rows, sizeof *to);
		bool *taken = arena_array(&arena, columns, sizeof *taken);
		uint64_t seed = 100 + rows;
		for (size_t i = 0; i < rows * columns; i++) {
			value[i] = noise(&seed) / 65536;
		}
		assignment(value, rows, columns, to);
		for (size_t i = 0; i < rows; i++) {
			if (to[i] >= 0) {
				assert_false(taken[to[i]]);
				taken[to[i]] = true;
				sum += value[i * columns + (size_t)to[i]];
			}
		}
		assert_true(fabs(sum - cell_number(&tsv.rows[r], 2)) < 1e-6);
	}
	arena_release(&arena);
}

static void logarithm_agrees_with_libm(void **state)
{
	(void)state;
	for (double x = 1e-9; x < 1e12; x *= 1.37) {
		assert_true(fabs(theme_log(x) - log(x)) <= 4e-16 * (1 + fabs(log(x))));
	}
	assert_true(theme_log(1) == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(splits_and_sums_word_pieces_like_the_tables_maker),
		cmocka_unit_test(weighs_features_like_numpy),
		cmocka_unit_test(finds_the_singular_values_of_an_exact_svd),
		cmocka_unit_test(finds_eigenvectors_that_satisfy_their_equation),
		cmocka_unit_test(finds_the_neighbours_that_sorting_finds),
		cmocka_unit_test(finds_the_neighbours_that_comparing_all_finds),
		cmocka_unit_test(a_product_in_bytes_is_off_by_no_more_than_its_bound),
		cmocka_unit_test(dots_are_exact_in_every_shape_of_the_kernel),
		cmocka_unit_test(finds_the_communities_of_the_reference),
		cmocka_unit_test(links_groups_like_scipy),
		cmocka_unit_test(finds_the_outsiders_of_the_reference),
		cmocka_unit_test(assigns_as_well_as_scipy),
		cmocka_unit_test(logarithm_agrees_with_libm),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
