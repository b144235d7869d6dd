/* drivers.c - see drivers.h. In: rows with a score. All sums are whole millionths, so parts sum to the
 * whole to the last digit.
 *
 * Points lost: a contact's distance from the scale's maximum, shared evenly among the themes it names (what does not
 * divide goes, a millionth each, to its first themes by id); gained: the same from the minimum. So lost sums over
 * themes (and "no theme") to maximum - score, gained to score - minimum. Two figures of the trade stand beside them and
 * are named as theirs: the score without the theme's contacts (Thematic: impact = score - that) and promoters' and
 * detractors' shares that name it (Chattermill: gain and loss). These overlap between themes and do not sum. Movement
 * between periods: the midpoint form of the shift-share decomposition (Kitagawa 1955): mix and within, no residual.
 * Chosen against regression: with shared contacts its coefficients depend on the other themes in the model, and no
 * reader can recompute them. */
#include "drivers.h"

#include <math.h>
#include <stdlib.h>

#include "option.h"

enum {
	MILLION = 1000000,
	NPS_ANSWERS = 10 /* none of so many is 0 or above 7: people who are so unhappy answer 0 more often than once in
	                    three, others answer 8 and more */
};

static bool named(struct str name, const char *base, double *top)
{
	struct str start = str_from(base), rest;
	if (!str_starts_nocase(name, start)) {
		return false;
	}
	rest = str_slice(name, start.len, name.len);
	double value;
	if (rest.len > 0 && number_parse(rest, &value) && value >= 2 && value <= 1000) {
		*top = value;
	}
	return rest.len == 0 || *top > 0;
}

/* Conventions of the trade: NPS 0-6, 7-8, 9-10 (Reichheld 2003); CSAT is the share of the two best of five answers; CES
 * (2.0) is the mean of 1-7 with the upper three "easy"; stars: 1-2 unhappy, 4-5 happy. Other tops keep these
 * proportions. */
struct scale_rule scale_rule(struct str name, double seen_low, double seen_high)
{
	double top = 0;
	if (named(name, "nps", &top)) {
		return (struct scale_rule){ 0, 10, 6, 9, true, true, -100, 100 };
	}
	if (named(name, "csat", &top)) {
		top = top > 0 ? top : 5;
		return (struct scale_rule){ 1, top, 1 + (top - 1) * .25, 1 + (top - 1) * .75, true, false, 0, 100 };
	}
	if (named(name, "ces", &top)) {
		top = top > 0 ? top : 7;
		return (struct scale_rule){ 1, top, 1 + (top - 1) / 3, 1 + (top - 1) * 2 / 3, false, false, 1, top };
	}
	if (named(name, "stars", &top)) {
		top = top > 0 ? top : 5;
		return (struct scale_rule){ 1, top, 1 + (top - 1) * .25, 1 + (top - 1) * .75, false, false, 1, top };
	}
	if (named(name, "points", &top) && top > 0) {
		return (struct scale_rule){ 0, top, top * .25, top * .75, false, false, 0, top };
	}
	double range = seen_high - seen_low;
	return (struct scale_rule){ seen_low, seen_high, seen_low + range * .25, seen_low + range * .75, false, false,
		                    seen_low, seen_high };
}

static bool in_scale(const struct scale_rule *rule, double answer)
{
	return answer >= rule->low && answer <= rule->high;
}

/* A contact's points: -100 / 0 / 100, 0 / 100, or the answer itself; millionths. */
static int64_t points_of(const struct scale_rule *rule, int32_t score_milli)
{
	double answer = score_milli / 1000.0;
	if (!rule->percent) {
		return (int64_t)score_milli * (MILLION / 1000);
	}
	int64_t points = answer >= rule->promoter_min ? 100 : 0;
	if (rule->net && answer <= rule->detractor_max) {
		points = -100;
	}
	return points * MILLION;
}

/* amount in `count` nearly even parts that sum to it: the share of the one at `place`. */
static int64_t even_share(int64_t amount, int64_t count, int64_t place)
{
	return amount / count + (place < amount % count);
}

static int period_of(const struct periods *periods, int64_t time)
{
	for (int p = 0; p < 2; p++) {
		if (time != TIME_NONE && time >= periods->start[p] && time < periods->end[p]) {
			return p;
		}
	}
	return -1;
}

/* One contact with a score. */
struct scored {
	const struct tally_row *row;
	int64_t points;   /* millionths */
	whole_sum weight; /* contacts that it stands for: copies may be 4 thousand million */
	int period;       /* 0 before, 1 now, -1 neither */
};

enum answer { ANSWER_LOW, ANSWER_MIDDLE, ANSWER_HIGH };

static enum answer answer_of(const struct scale_rule *rule, int32_t score_milli)
{
	double answer = score_milli / 1000.0;
	return answer <= rule->detractor_max ? ANSWER_LOW : answer >= rule->promoter_min ? ANSWER_HIGH : ANSWER_MIDDLE;
}

/* A theme's part of a contact: the one at `place` of `count` nearly even ones. */
static void count_theme(struct drivers *drivers, uint32_t theme, const struct scored *scored, int64_t count,
                        int64_t place)
{
	struct driver *driver = &drivers->list[theme];
	const struct scale_rule *rule = &drivers->rule;
	enum answer answer = answer_of(rule, scored->row->score_milli);
	uint64_t weight = (uint64_t)scored->weight;
	driver->lost +=
	    scored->weight * even_share(llround(rule->points_high * MILLION) - scored->points, count, place);
	driver->gained +=
	    scored->weight * even_share(scored->points - llround(rule->points_low * MILLION), count, place);
	driver->scored += weight;
	driver->points += scored->weight * scored->points;
	driver->detractors += answer == ANSWER_LOW ? weight : 0;
	driver->passives += answer == ANSWER_MIDDLE ? weight : 0;
	driver->promoters += answer == ANSWER_HIGH ? weight : 0;
	if (scored->period >= 0) {
		int64_t unit = even_share(MILLION, count, place);
		driver->units[scored->period] += scored->weight * unit;
		driver->unit_points[scored->period] += scored->weight * ((whole_sum)scored->points * unit / MILLION);
	}
}

static void count_row(struct drivers *drivers, const struct tally *tally, const struct scored *scored)
{
	uint64_t weight = (uint64_t)scored->weight;
	uint32_t at = 0, theme, from;
	int64_t count = 0, place = 0;
	enum answer answer = answer_of(&drivers->rule, scored->row->score_milli);
	while (row_theme_next(tally, scored->row, &at, &theme, &from)) {
		count++;
	}
	if (count == 0) {
		count_theme(drivers, (uint32_t)drivers->themes, scored, 1, 0);
	}
	for (at = 0; row_theme_next(tally, scored->row, &at, &theme, &from); place++) {
		count_theme(drivers, theme, scored, count, place);
	}
	drivers->scored += weight;
	drivers->points += scored->weight * scored->points;
	drivers->detractors += answer == ANSWER_LOW ? weight : 0;
	drivers->passives += answer == ANSWER_MIDDLE ? weight : 0;
	drivers->promoters += answer == ANSWER_HIGH ? weight : 0;
	if (scored->period >= 0) {
		drivers->scored_in[scored->period] += weight;
		drivers->points_in[scored->period] += scored->weight * scored->points;
	}
}

double score_shift(const struct driver_cell *before, const struct driver_cell *now, size_t count,
                   struct driver_part *parts)
{
	double units[2] = { 0, 0 }, points[2] = { 0, 0 };
	for (size_t i = 0; i < count; i++) {
		units[0] += before[i].units;
		units[1] += now[i].units;
		points[0] += before[i].points;
		points[1] += now[i].points;
	}
	double score[2] = { points[0] / units[0], points[1] / units[1] }, middle = (score[0] + score[1]) / 2;
	for (size_t i = 0; i < count; i++) {
		double share[2] = { before[i].units / units[0], now[i].units / units[1] };
		double mean[2] = { before[i].units > 0 ? before[i].points / before[i].units : 0,
			           now[i].units > 0 ? now[i].points / now[i].units : 0 };
		if (before[i].units <=
		    0) { /* not there then: all of what it does is its coming, nothing a change inside it */
			mean[0] = mean[1];
		}
		if (now[i].units <= 0) {
			mean[1] = mean[0];
		}
		parts[i].mix = (share[1] - share[0]) * ((mean[0] + mean[1]) / 2 - middle);
		parts[i].within = (mean[1] - mean[0]) * (share[0] + share[1]) / 2;
	}
	return score[1] - score[0];
}

static void shift_make(struct drivers *drivers)
{
	size_t count = drivers->themes + 1;
	if (drivers->scored_in[0] == 0 || drivers->scored_in[1] == 0) {
		return;
	}
	struct driver_cell *before = memory_array(count, sizeof *before), *now = memory_array(count, sizeof *now);
	struct driver_part *parts = memory_array(count, sizeof *parts);
	for (size_t i = 0; i < count; i++) {
		const struct driver *driver = &drivers->list[i];
		before[i] = (struct driver_cell){ (double)driver->units[0] / MILLION,
			                          (double)driver->unit_points[0] / MILLION };
		now[i] = (struct driver_cell){ (double)driver->units[1] / MILLION,
			                       (double)driver->unit_points[1] / MILLION };
	}
	score_shift(before, now, count, parts);
	for (size_t i = 0; i < count; i++) {
		drivers->list[i].mix = parts[i].mix;
		drivers->list[i].within = parts[i].within;
	}
	free(before);
	free(now);
	free(parts);
}

static int64_t divide_round(whole_sum sum, uint64_t count)
{
	whole_sum n = (whole_sum)count, half = n / 2;
	return count == 0 ? 0 : whole_clamp((sum >= 0 ? sum + half : sum - half) / n);
}

/* Figures to be printed: each rounded to a millionth of a point, and together still exact. */
static void means_make(struct drivers *drivers)
{
	size_t count = drivers->themes + 1;
	double *values = memory_array(2 * count, sizeof *values);
	int64_t *rounded = memory_array(2 * count, sizeof *rounded);
	drivers->score_mean = divide_round(drivers->points, drivers->scored);
	for (size_t i = 0; i < count; i++) {
		values[i] = (double)drivers->list[i].lost / (double)drivers->scored / MILLION;
	}
	parts_round(values, count, 6, llround(drivers->rule.points_high * MILLION) - drivers->score_mean, rounded);
	for (size_t i = 0; i < count; i++) {
		drivers->list[i].lost_mean = rounded[i];
		values[i] = (double)drivers->list[i].gained / (double)drivers->scored / MILLION;
	}
	parts_round(values, count, 6, drivers->score_mean - llround(drivers->rule.points_low * MILLION), rounded);
	for (size_t i = 0; i < count; i++) {
		drivers->list[i].gained_mean = rounded[i];
	}
	for (size_t i = 0; i < count; i++) {
		values[2 * i] = drivers->list[i].mix;
		values[2 * i + 1] = drivers->list[i].within;
	}
	drivers->moved = drivers->scored_in[0] > 0 && drivers->scored_in[1] > 0;
	for (int p = 0; p < 2; p++) {
		drivers->score_mean_in[p] = divide_round(drivers->points_in[p], drivers->scored_in[p]);
	}
	parts_round(values, 2 * count, 6, drivers->moved ? drivers->score_mean_in[1] - drivers->score_mean_in[0] : 0,
	            rounded);
	for (size_t i = 0; i < count; i++) {
		drivers->list[i].mix_mean = rounded[2 * i];
		drivers->list[i].within_mean = rounded[2 * i + 1];
	}
	free(values);
	free(rounded);
}

static int drivers_order(const void *a, const void *b)
{
	const struct drivers *x = a, *y = b;
	return x->scored != y->scored ? (x->scored > y->scored ? -1 : 1) : str_cmp(x->name, y->name);
}

/* The lowest and the highest answer that was given on each scale, thousandths. */
struct answers {
	int32_t low, high;
	uint64_t count;
};

static void answers_add(struct answers *of, int32_t score_milli, uint64_t count)
{
	of->low = of->count == 0 || score_milli < of->low ? score_milli : of->low;
	of->high = of->count == 0 || score_milli > of->high ? score_milli : of->high;
	of->count += count;
}

static struct answers *answers_find(const struct tally *tally)
{
	struct answers *answers = memory_array(tally->scales.count + 1, sizeof *answers);
	for (size_t i = 0; i < tally->row_count; i++) {
		const struct tally_row *row = tally->rows[i];
		if (row->score_milli != SCORE_NONE) {
			answers_add(&answers[row->scale], row->score_milli, 1);
		}
	}
	for (size_t i = 0; i < tally->silent_count; i++) {
		answers_add(&answers[tally->silent[i].scale], tally->silent[i].score_milli, tally->silent[i].count);
	}
	return answers;
}

/* A scale that is called NPS, with answers from 1 to 5 or to 7 alone: no survey of so many people leaves out both ends
 * of 0 to 10, so it is a scale of five or seven whose name is wrong. Returns its top; 0: it is what it is called. */
static int nps_by_name_alone(struct str name, const struct answers *answers)
{
	enum { MILLI = 1000, FIVE = 5, SEVEN = 7 };
	double top = 0;
	if (!named(name, "nps", &top) || answers->count < NPS_ANSWERS || answers->low < MILLI ||
	    answers->high > SEVEN * MILLI) {
		return 0;
	}
	return answers->high <= FIVE * MILLI ? FIVE : SEVEN;
}

static struct drivers *drivers_open(const struct tally *tally)
{
	struct answers *answers = answers_find(tally);
	struct drivers *all = memory_array(tally->scales.count + 1, sizeof *all);
	for (size_t s = 0; s < tally->scales.count; s++) {
		struct str called = tally->scales.names[s];
		int top = nps_by_name_alone(called, &answers[s]);
		struct str name = top == 0 ? called : top == 5 ? STR("1-5") : STR("1-7");
		all[s] = (struct drivers){ .name = name, .called = called, .themes = tally->theme_count };
		all[s].rule =
		    scale_rule(name, top > 0 ? 1 : answers[s].low / 1000.0, top > 0 ? top : answers[s].high / 1000.0);
		all[s].list = memory_array(tally->theme_count + 1, sizeof *all[s].list);
	}
	free(answers);
	return all;
}

/* Who wrote nothing has answered all the same: a contact without a theme and a date, as far as the score goes. */
static uint64_t count_silent(struct drivers *all, const struct tally *tally)
{
	uint64_t outside = 0;
	for (size_t i = 0; i < tally->silent_count; i++) {
		const struct tally_silent *silent = &tally->silent[i];
		struct drivers *drivers = &all[silent->scale];
		const struct tally_row row = { .score_milli = silent->score_milli, .time = TIME_NONE };
		if (!in_scale(&drivers->rule, silent->score_milli / 1000.0)) {
			drivers->outside += silent->count;
			outside += silent->count;
			continue;
		}
		count_row(
		    drivers, tally,
		    &(struct scored){ &row, points_of(&drivers->rule, row.score_milli), (whole_sum)silent->count, -1 });
		drivers->silent += silent->count;
	}
	return outside;
}

size_t drivers_count(struct drivers **list, const struct tally *tally, const struct periods *periods, uint64_t *outside)
{
	struct drivers *all = drivers_open(tally);
	size_t kept = 0;
	*outside = count_silent(all, tally);
	for (size_t i = 0; i < tally->row_count; i++) {
		const struct tally_row *row = tally->rows[i];
		struct drivers *drivers = &all[row->scale];
		if (row->score_milli == SCORE_NONE) {
			continue;
		}
		if (!in_scale(&drivers->rule, row->score_milli / 1000.0)) {
			drivers->outside += tally_weight(tally, row);
			*outside += tally_weight(tally, row);
		} else {
			const struct scored scored = { row, points_of(&drivers->rule, row->score_milli),
				                       (whole_sum)tally_weight(tally, row),
				                       period_of(periods, row->time) };
			count_row(drivers, tally, &scored);
		}
	}
	for (size_t s = 0; s < tally->scales.count; s++) {
		if (all[s].scored == 0) {
			drivers_release(&all[s]);
			continue;
		}
		shift_make(&all[s]);
		means_make(&all[s]);
		all[kept++] = all[s];
	}
	qsort(all, kept, sizeof *all, drivers_order);
	*list = all;
	return kept;
}

void drivers_release(struct drivers *drivers)
{
	free(drivers->list);
}

struct remainder {
	double rest;
	size_t place;
};
static int remainder_order(const void *a, const void *b)
{
	const struct remainder *x = a, *y = b;
	if (x->rest != y->rest) {
		return x->rest > y->rest ? -1 : 1;
	}
	return x->place < y->place ? -1 : x->place > y->place;
}

void parts_round(const double *values, size_t count, int digits, int64_t total, int64_t *rounded)
{
	struct remainder *list = memory_array(count + 1, sizeof *list);
	double scale = pow(10, digits);
	int64_t sum = 0;
	for (size_t i = 0; i < count; i++) {
		double scaled = values[i] * scale, whole = floor(scaled);
		rounded[i] = (int64_t)whole;
		sum += rounded[i];
		list[i] = (struct remainder){ scaled - whole, i };
	}
	qsort(list, count, sizeof *list, remainder_order);
	for (size_t i = 0; count > 0 && sum != total;
	     i = (i + 1) % count) { /* at most once round: each part is less than one away */
		int64_t one = sum < total ? 1 : -1;
		rounded[list[one > 0 ? i : count - 1 - i].place] += one;
		sum += one;
	}
	free(list);
}
