/* rank_worlds.c - planted worlds for stage rank: what it says is compared with what was planted. Compiled by rank.sh
 * against the program's objects.
 *
 * A world: 22 themes with Zipf shares, some 400 contacts a night over 60 nights, weekends at .6, days of each theme
 * overdispersed (gamma noise, variance over mean 1 to 1.6), a quarter of contacts with a second theme, 3 % without any,
 * two attributes of four and three values. Planted: up to three spikes of factor 2 over two nights where at least 30
 * contacts are due on each, up to two lasting shifts, and one action with a date that halves its theme, changes
 * nothing, or makes it worse by 1.6. Judged night by night with what was known that night. Prints counts; usage:
 * rank_worlds WORLDS FIRST_SEED [headline]: with the word, only the headline's interval is judged, which is quick. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "action_effect.h"
#include "anomaly.h"
#include "bootstrap.h"
#include "timestamp.h"
#include "trend.h"

enum { THEMES = 22, NIGHTS = 60, FIRST_NIGHT = 20, SPIKES = 3, SHIFTS = 2 };
#define SECOND .25 /* part of contacts with a second theme */
#define UNASSIGNED .03

static uint64_t state;
static double uniform(void)
{
	state += UINT64_C(0x9e3779b97f4a7c15);
	uint64_t z = state;
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}
static double normal(void)
{
	return sqrt(-2 * log(1 - uniform())) * cos(6.283185307179586 * uniform());
}
static double gamma_draw(double shape) /* Marsaglia & Tsang 2000, shape >= 1 */
{
	double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
	for (;;) {
		double x = normal(), v = 1 + c * x;
		if (v > 0 && log(1 - uniform()) < .5 * x * x + d - d * v * v * v + d * log(v * v * v)) {
			return d * v * v * v;
		}
	}
}
static int poisson_draw(double mean)
{
	int count = 0;
	while (mean > 30) { /* split: sums of Poisson counts are Poisson */
		double half = floor(mean / 2), g = gamma_draw(half);
		if (g > mean) {
			int left = 0; /* binomial part by thinning */
			for (int i = 0; i < (int)half - 1; i++) {
				left += uniform() < mean / g;
			}
			return count + left;
		}
		count += (int)half;
		mean -= g;
	}
	double limit = exp(-mean), product = uniform();
	while (product > limit) {
		count++;
		product *= uniform();
	}
	return count;
}

struct world {
	double share[THEMES], spread[THEMES];
	double rate[THEMES + 1][NIGHTS]; /* contacts due, all noise in; the last row: without a theme */
	bool spike[THEMES][NIGHTS];
	int shift_from[THEMES]; /* night of a lasting rise, or NIGHTS */
	int spike_theme[SPIKES], spike_night[SPIKES], spikes;
	uint32_t action_theme;
	int action_night;
	enum verdict truth;
};

static void world_make(struct world *w)
{
	static const double week[7] = { 1.1, 1.15, 1.1, 1.1, 1.1, .65, .6 };
	double total = 0, volume = 300 + 200 * uniform(), factor[THEMES][NIGHTS];
	*w = (struct world){ .action_theme = 5 + (uint32_t)(uniform() * 3), .action_night = 30 };
	for (int t = 0; t < THEMES; t++) {
		total += w->share[t] = 1.0 / (t + 1);
		w->spread[t] = 1 + .6 * uniform() * uniform();
		w->shift_from[t] = NIGHTS;
		for (int n = 0; n < NIGHTS; n++) {
			factor[t][n] = 1;
		}
	}
	int choice = (int)(uniform() * 3), spikes = (int)(uniform() * (SPIKES + 1)),
	    shifts = (int)(uniform() * (SHIFTS + 1));
	w->truth = choice == 0 ? VERDICT_BETTER : choice == 1 ? VERDICT_NO_CHANGE : VERDICT_WORSE;
	for (int n = w->action_night + 1; n < NIGHTS; n++) {
		factor[w->action_theme][n] = choice == 0 ? .5 : choice == 1 ? 1 : 1.6;
	}
	if (choice == 2) {
		w->shift_from[w->action_theme] = w->action_night + 1;
	}
	for (int i = 0; i < shifts; i++) {
		int t = 8 + (int)(uniform() * 8), from = 25 + (int)(uniform() * 30);
		double by = uniform() < .5 ? 1.6 : .6;
		for (int n = from; n < NIGHTS && t != (int)w->action_theme; n++) {
			factor[t][n] *= by;
		}
		w->shift_from[t] = by > 1 && from < w->shift_from[t] ? from : w->shift_from[t];
	}
	for (int i = 0; i < spikes; i++) {
		int n = FIRST_NIGHT + (int)(uniform() * (NIGHTS - FIRST_NIGHT - 2)), most = 0;
		while (most < 5 && volume * w->share[most] / total * week[(n + 2) % 7] * 2 >= 30 &&
		       volume * w->share[most] / total * week[(n + 3) % 7] * 2 >= 30) {
			most++;
		}
		int t = (int)(uniform() * most);
		if (most == 0 || w->spike[t][n] || w->spike[t][n + 1]) {
			continue;
		}
		w->spike_theme[w->spikes] = t;
		w->spike_night[w->spikes++] = n;
		w->spike[t][n] = w->spike[t][n + 1] = true;
		factor[t][n] *= 2;
		factor[t][n + 1] *= 2;
	}
	for (int t = 0; t < THEMES; t++) {
		w->share[t] /= total;
		for (int n = 0; n < NIGHTS; n++) {
			double due =
			    volume * w->share[t] * week[(n + 2) % 7] * factor[t][n]; /* night 0 is a Wednesday */
			double extra = w->spread[t] - 1, shape = extra > 1e-6 ? due / extra : 0;
			w->rate[t][n] = shape >= 1 ? gamma_draw(shape) * extra : due;
			w->rate[THEMES][n] += volume * UNASSIGNED * w->share[t];
		}
	}
}

static int theme_draw(const struct world *w)
{
	double u = uniform();
	for (int t = 0; t < THEMES - 1; t++) {
		if ((u -= w->share[t]) < 0) {
			return t;
		}
	}
	return THEMES - 1;
}

static int64_t first_day; /* number of night 0 */

static void contact_add(const struct world *w, struct tally *tally, int theme, int night)
{
	static char names[THEMES][4];
	static const char *const versions[] = { "1.0", "1.1", "2.0", "2.1" }, *const plans[] = { "basic", "free",
		                                                                                 "pro" };
	char id[32], person[32], time[32];
	struct mention mentions[2] = { { .n = 0 }, { .n = 1 } };
	struct attr attrs[2] = { { STR("plan"), str_from(plans[(int)(uniform() * 3)]) },
		                 { STR("version"), str_from(versions[(int)(uniform() * 4)]) } };
	size_t count = 1;
	struct buf text;
	struct err err = ERR_INIT;
	buf_init(&text, SIZE_MAX);
	timestamp_format(&text, (first_day + night) * 86400 + (int64_t)(uniform() * 86400));
	snprintf(time, sizeof time, "%s", text.at);
	buf_release(&text);
	snprintf(id, sizeof id, "c%llu", (unsigned long long)state);
	snprintf(person, sizeof person, "p%d", (int)(uniform() * 20000));
	for (int t = 0; t < THEMES; t++) {
		snprintf(names[t], sizeof names[t], "t%02d", t % 100);
	}
	if (theme == THEMES) {
		mentions[0].unassigned = STR("no_match");
	} else {
		mentions[0].theme = str_from(names[theme]);
		if (uniform() < SECOND) {
			mentions[count++].theme = str_from(names[theme_draw(w)]);
		}
	}
	struct record record = { .contact = { .id = str_from(id),
		                              .person = str_from(person),
		                              .time = str_from(time),
		                              .attrs = attrs,
		                              .attr_count = 2 },
		                 .mentions = mentions,
		                 .mention_count = count };
	if (tally_add(tally, &record, &err) < 0) {
		exit(1);
	}
}

/* The share of contacts due that name one of the first k themes in order. */
static double truth_covered(const struct world *w, const struct grain *grain, size_t k)
{
	bool in[THEMES + 1] = { false };
	double second = 0, covered = 0, all = 0;
	for (size_t i = 0; i < k; i++) {
		in[grain->order[i]] = true; /* items are in the order of their names: t00, t01 … */
		second += w->share[grain->order[i]];
	}
	for (int t = 0; t <= THEMES; t++) {
		for (int n = 0; n < NIGHTS; n++) {
			all += w->rate[t][n];
			covered += w->rate[t][n] * (in[t] ? 1 : t < THEMES ? SECOND * second : 0);
		}
	}
	return covered / all;
}

static struct {
	long worlds, covered, share_covered, shares, raised, raised_false, all_raised_false, spikes, spikes_found,
	    verdicts[3], verdicts_right[3];
} seen;

static void judge_nights(const struct world *w, const struct tally *tally, const uint64_t *people)
{
	bool found[SPIKES] = { false };
	for (int n = FIRST_NIGHT; n < NIGHTS; n++) {
		struct day_series series;
		struct anomalies anomalies;
		day_series_make(&series, tally, NULL, (first_day + n) * 86400 + 86399);
		anomalies_find(&anomalies, &(struct anomaly_sources){ tally, &series, NULL, people, 5 });
		for (size_t i = 0; i < anomalies.count; i++) {
			const struct anomaly *a = &anomalies.list[i];
			if (a->day != first_day + n) {
				continue;
			}
			uint32_t t = a->theme;
			bool real = n > w->shift_from[t] - 1;
			for (int d = 0; d < a->window; d++) {
				real = real || w->spike[t][n - d];
			}
			seen.raised++;
			seen.raised_false += !real;
			seen.all_raised_false += !real && a->attr == INTERN_NONE;
			for (int s = 0; s < w->spikes; s++) {
				found[s] = found[s] || (w->spike_theme[s] == (int)t && n >= w->spike_night[s] &&
				                        n <= w->spike_night[s] + 1);
			}
		}
		anomalies_release(&anomalies);
		day_series_release(&series);
	}
	for (int s = 0; s < w->spikes; s++) {
		seen.spikes++;
		seen.spikes_found += found[s];
	}
}

static void judge_action(const struct world *w, const struct tally *tally)
{
	struct day_series series;
	struct action_effect effect;
	day_series_make(&series, tally, NULL, (first_day + NIGHTS - 1) * 86400 + 86399);
	action_effect(&effect, tally, &series, w->action_theme, first_day + w->action_night);
	int kind = w->truth == VERDICT_BETTER ? 0 : w->truth == VERDICT_NO_CHANGE ? 1 : 2;
	seen.verdicts[kind]++;
	seen.verdicts_right[kind] += effect.verdict == w->truth;
	day_series_release(&series);
}

static void judge(uint64_t seed, bool nights)
{
	static struct world w;
	struct tally tally;
	struct grain grain;
	struct bootstrap boot;
	state = seed * UINT64_C(0x2545f4914f6cdd1d);
	world_make(&w);
	tally_init(&tally);
	for (int n = 0; n < NIGHTS; n++) {
		for (int t = 0; t <= THEMES; t++) {
			for (int left = poisson_draw(w.rate[t][n]); left > 0; left--) {
				contact_add(&w, &tally, t, n);
			}
		}
	}
	tally_close(&tally);
	grain_count(&grain, &tally, tally.leaf_theme, tally.theme_count);
	kinds_vote(&grain);
	pareto_order(&grain, &tally);
	bootstrap_run(&(struct bootstrap *const){ &boot }, &(const struct grain *const){ &grain }, 1, &tally, seed, 5);
	double truth = truth_covered(&w, &grain, 5);
	seen.worlds++;
	seen.covered += boot.covered[UNIT_CONTACTS][5].low <= truth && truth <= boot.covered[UNIT_CONTACTS][5].high;
	uint64_t *people = memory_array(tally.attrs.count, sizeof *people);
	for (size_t a = 0; a < tally.attrs.count; a++) {
		people[a] = 1000;
	}
	if (nights) {
		judge_nights(&w, &tally, people);
		judge_action(&w, &tally);
	}
	free(people);
	bootstrap_release(&boot);
	grain_release(&grain);
	tally_release(&tally);
}

int main(int argc, char **argv)
{
	long worlds = argc > 1 ? strtol(argv[1], NULL, 10) : 200, first = argc > 2 ? strtol(argv[2], NULL, 10) : 1;
	first_day = 20089; /* 2025-01-01 */
	for (long i = 0; i < worlds; i++) {
		judge((uint64_t)(first + i), argc < 4);
	}
	printf("worlds %ld covered %ld raised %ld raised_false %ld spikes %ld spikes_found %ld", seen.worlds,
	       seen.covered, seen.raised, seen.raised_false, seen.spikes, seen.spikes_found);
	printf(" better %ld %ld none %ld %ld worse %ld %ld false_all %ld\n", seen.verdicts[0], seen.verdicts_right[0],
	       seen.verdicts[1], seen.verdicts_right[1], seen.verdicts[2], seen.verdicts_right[2],
	       seen.all_raised_false);
	return 0;
}
