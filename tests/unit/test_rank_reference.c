/* test_rank_reference.c - the arithmetic of stage rank against other implementations: tests/reference/rank.tsv, made by
 * rank_reference.py there with scipy, statsmodels, numpy and exact fractions. Tolerance: 1e-9 relative; the bootstrap:
 * its own simulation error. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bootstrap.h"
#include "change_point.h"
#include "drivers.h"
#include "infile.h"
#include "option.h"
#include "rates.h"
#include "segment_odds.h"
#include "special.h"

enum { NUMBERS_MAX = 2000 };
struct sheet {
	struct str text; /* the first input, where it is no number */
	double in[NUMBERS_MAX], want[NUMBERS_MAX];
	size_t in_count, want_count;
};

static void near(double got, double want)
{
	double size = fabs(want) > 1e-280 ? fabs(want) : 1;
	if (!(fabs(got - want) <= 1e-9 * size)) {
		fail_msg("got %.17g, wanted %.17g", got, want);
	}
}

/* The nth line of that kind into table; false when there is none. */
static bool table_read(const struct buf *file, const char *kind, size_t nth, struct sheet *table)
{
	struct str rest = buf_str(file);
	while (rest.len > 0) {
		struct str line = str_cut(rest, '\n', &rest), name = str_cut(line, '\t', &line);
		bool wanted = false;
		if (!str_eq(name, str_from(kind)) || nth-- > 0) {
			continue;
		}
		*table = (struct sheet){ .text = STR_EMPTY };
		while (line.len > 0) {
			struct str cell = str_cut(line, '\t', &line);
			double value;
			if (str_eq(cell, STR("="))) {
				wanted = true;
			} else if (!number_parse(cell, &value)) {
				table->text = cell;
			} else if (wanted) {
				table->want[table->want_count++] = value;
			} else {
				table->in[table->in_count++] = value;
			}
		}
		return true;
	}
	return false;
}

static void each_table(void **state, const char *kind, void (*check)(const struct sheet *))
{
	static struct sheet table;
	size_t count = 0;
	while (table_read(*state, kind, count, &table)) {
		check(&table);
		count++;
	}
	assert_int_equal(count, 50);
}

static void check_rate_interval(const struct sheet *t)
{
	struct interval got = rate_interval(t->in[0], t->in[1], t->in[2]);
	near(got.low, t->want[0]);
	near(got.high, t->want[1]);
}
static void intervals_of_counts_are_scipys(void **state)
{
	each_table(state, "rate_interval", check_rate_interval);
}

static void check_share_interval(const struct sheet *t)
{
	struct interval got = share_interval(t->in[0], t->in[1], t->in[2]);
	near(got.low, t->want[0]);
	near(got.high, t->want[1]);
}
static void intervals_of_shares_are_scipys(void **state)
{
	each_table(state, "share_interval", check_share_interval);
}

static void check_rate_ratio(const struct sheet *t)
{
	struct rate_ratio got = rate_ratio(t->in[0], t->in[1], t->in[2], t->in[3], t->in[4], t->in[5]);
	near(got.ratio, t->want[0]);
	near(got.interval.low, t->want[1]);
	near(got.interval.high, t->want[2]);
	near(got.p, t->want[3]);
}
static void ratios_of_rates_have_the_exact_interval_and_p(void **state)
{
	each_table(state, "rate_ratio", check_rate_ratio);
}

static void check_false_discovery(const struct sheet *t)
{
	double got[NUMBERS_MAX];
	false_discovery(t->in, t->in_count, got);
	assert_int_equal(t->in_count, t->want_count);
	for (size_t i = 0; i < t->want_count; i++) {
		near(got[i], t->want[i]);
	}
}
static void false_discoveries_are_adjusted_as_statsmodels_does(void **state)
{
	each_table(state, "false_discovery", check_false_discovery);
}

static void check_change_point(const struct sheet *t)
{
	size_t n = (size_t)t->in[1];
	struct change_point got;
	assert_true(change_point(t->in + 2, t->in + 2 + n, n, t->in[0], &got));
	assert_int_equal(got.at, (size_t)t->want[0]);
	near(got.before, t->want[1]);
	near(got.after, t->want[2]);
	if (fabs(got.gain - t->want[3]) >
	    1e-9 * fabs(t->want[3]) + 1e-9) { /* a difference of sums of some hundreds: 1e-9 absolute */
		fail_msg("gain %.17g, wanted %.17g", got.gain, t->want[3]);
	}
}
static void change_points_are_those_of_a_search_over_all_splits(void **state)
{
	each_table(state, "change_point", check_change_point);
}

static void check_score_shift(const struct sheet *t)
{
	size_t n = (size_t)t->in[0];
	struct driver_cell cells[2][32] = { { { 0, 0 } } };
	struct driver_part parts[32];
	int64_t rounded[64], sum = 0;
	double flat[64];
	for (size_t i = 0; i < 2 * n; i++) {
		cells[i / n][i % n] = (struct driver_cell){ t->in[1 + 2 * i], t->in[2 + 2 * i] };
	}
	double moved = score_shift(cells[0], cells[1], n, parts);
	assert_true(fabs(moved - t->want[0]) < 1e-9);
	for (size_t i = 0; i < n; i++) {
		assert_true(fabs(parts[i].mix - t->want[1 + 2 * i]) < 1e-9);
		assert_true(fabs(parts[i].within - t->want[2 + 2 * i]) < 1e-9);
		flat[2 * i] = parts[i].mix;
		flat[2 * i + 1] = parts[i].within;
	}
	int64_t total = llround(moved * 1e6);
	parts_round(flat, 2 * n, 6, total, rounded);
	for (size_t i = 0; i < 2 * n; i++) {
		assert_true(fabs((double)rounded[i] - flat[i] * 1e6) <= 1 + 1e-6);
		sum += rounded[i];
	}
	assert_int_equal(sum, total);
}
static void movements_of_a_score_come_apart_exactly(void **state)
{
	each_table(state, "score_shift", check_score_shift);
}

static void check_count_upper(const struct sheet *t)
{
	near(negative_binomial_upper(t->in[0], t->in[1], t->in[2]), t->want[0]);
}
static void tails_of_counts_are_scipys(void **state)
{
	each_table(state, "count_upper", check_count_upper);
}

static void check_log_odds(const struct sheet *t)
{
	double ratio, z = log_odds(t->in[0], t->in[1], t->in[2], t->in[3], t->in[4], &ratio);
	near(ratio, t->want[0]);
	assert_true(fabs(z - t->want[1]) < 1e-9 * (1 + fabs(t->want[1])));
}
static void log_odds_are_numpys(void **state)
{
	each_table(state, "log_odds", check_log_odds);
}

/* ---- bootstrap ---- */

static double offs_sum;
static size_t offs_count;

/* An end of the interval may be off by what 512 replicates allow (.12 standard deviations, four times), and by one
 * contact. */
static void check_end(double got, double want, double deviation, double contact)
{
	double off = (got - want) / deviation;
	if (fabs(off) > 4 * .12 + contact / deviation) {
		fail_msg("got %.6f, wanted %.6f (standard deviation %.6f)", got, want, deviation);
	}
	offs_sum += off;
	offs_count++;
}

static void check_bootstrap(const struct sheet *t)
{
	static const char *const ids[] = { "t0", "t1", "t2", "t3", "t4" };
	struct tally tally;
	struct grain grain;
	struct bootstrap boot;
	struct err err = ERR_INIT;
	tally_init(&tally);
	for (size_t i = 0; i < t->text.len; i++) {
		char id[64];
		struct mention mentions[6] = { { .n = 0 } };
		size_t count = 0;
		char c = t->text.at[i];
		int mask = c >= 'a' ? c - 'a' + 26 : c - 'A';
		for (size_t b = 0; b < 5; b++) {
			if ((mask >> b & 1) != 0) {
				mentions[count++].theme = str_from(ids[b]);
			}
		}
		if (count == 0) {
			mentions[count++].unassigned = STR("no_match");
		}
		snprintf(id, sizeof id, "contact %zu of %zu", i, t->text.len);
		struct record record = { .contact = { .id = str_from(id) },
			                 .mentions = mentions,
			                 .mention_count = count };
		assert_int_equal(tally_add(&tally, &record, &err), 0);
	}
	tally_close(&tally);
	grain_count(&grain, &tally, tally.leaf_theme, tally.theme_count);
	kinds_vote(&grain);
	pareto_order(&grain, &tally);
	bootstrap_run(&(struct bootstrap *const){ &boot }, &(const struct grain *const){ &grain }, 1, &tally, 0, 5);
	double contact = 1.0 / (double)t->text.len;
	for (size_t i = 0; i < 2; i++) {
		const struct range *range = &boot.covered[UNIT_CONTACTS][i == 0 ? 1 : 3];
		check_end(range->low, t->want[3 * i], t->want[3 * i + 2], contact);
		check_end(range->high, t->want[3 * i + 1], t->want[3 * i + 2], contact);
	}
	bootstrap_release(&boot);
	grain_release(&grain);
	tally_release(&tally);
}
static void bootstrap_intervals_are_a_plain_bootstraps_within_simulation_error(void **state)
{
	each_table(state, "bootstrap", check_bootstrap);
	assert_int_equal(offs_count, 200);
	assert_true(fabs(offs_sum / 200) < .05); /* no side is favoured */
}

static void weights_of_the_bootstrap_are_poisson(void **state)
{
	(void)state;
	double sum = 0, squares = 0, n = 0;
	for (uint64_t key = 1; key <= 2000; key++) {
		uint8_t weights[REPLICATES];
		bootstrap_weights(key * UINT64_C(0x123456789abcdef), weights);
		for (size_t i = 0; i < REPLICATES; i++) {
			sum += weights[i];
			squares += weights[i] * weights[i];
			n++;
		}
	}
	assert_true(fabs(sum / n - 1) < .005);
	assert_true(fabs(squares / n - sum / n * sum / n - 1.0078) < .01);
}

static int open_file(void **state)
{
	static struct buf text;
	struct infile *file = NULL;
	struct err err = ERR_INIT;
	buf_init(&text, SIZE_MAX);
	if (infile_open(&file, "tests/reference/rank.tsv", &err) < 0 || infile_all(file, &text, &err) < 0) {
		return -1;
	}
	infile_close(file);
	*state = &text;
	return 0;
}
static int close_file(void **state)
{
	buf_release(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(intervals_of_counts_are_scipys),
		cmocka_unit_test(intervals_of_shares_are_scipys),
		cmocka_unit_test(ratios_of_rates_have_the_exact_interval_and_p),
		cmocka_unit_test(false_discoveries_are_adjusted_as_statsmodels_does),
		cmocka_unit_test(change_points_are_those_of_a_search_over_all_splits),
		cmocka_unit_test(movements_of_a_score_come_apart_exactly),
		cmocka_unit_test(tails_of_counts_are_scipys),
		cmocka_unit_test(log_odds_are_numpys),
		cmocka_unit_test(bootstrap_intervals_are_a_plain_bootstraps_within_simulation_error),
		cmocka_unit_test(weights_of_the_bootstrap_are_poisson),
	};
	return cmocka_run_group_tests(tests, open_file, close_file);
}
