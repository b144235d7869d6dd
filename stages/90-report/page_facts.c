/* page_facts.c - see page_facts.h.
 *
 * A period is unusual when it lies further from the median than four robust standard deviations (1.4826 times the
 * median distance, Rousseeuw and Croux 1993) and by half of the median or more: a doubled day stands out, a Monday does
 * not. With fewer than five whole periods nothing is. */
#include "page_facts.h"

#include <math.h>
#include <stdlib.h>

#include "timestamp.h"

enum { VOLUME_LEAST = 5, DAY_BYTES = 10, WEEK_DAYS = 7, FORTNIGHT_DAYS = 14, DAY_SECONDS = 86400 };
#define MAD_TO_DEVIATION 1.4826
#define UNUSUAL_DEVIATIONS 4
#define UNUSUAL_PART 0.5 /* of the usual count */

double view_state(const struct view *view, const char *state)
{
	for (size_t i = 0; i < view->states.count; i++) {
		if (str_eq(view->states.list[i].name, str_from(state))) {
			return view->states.list[i].count;
		}
	}
	return 0;
}

size_t table_count(const struct view_list *list, struct str table)
{
	size_t n = 0;
	for (size_t i = 0; i < list->count; i++) {
		n += theme_shows(&list->list[i], table);
	}
	return n;
}

int64_t period_days(struct str period)
{
	return str_eq(period, STR("fortnight")) ? FORTNIGHT_DAYS : str_eq(period, STR("week")) ? WEEK_DAYS : 1;
}

struct str day_after(struct arena *arena, struct str day, int64_t days)
{
	int64_t seconds = 0;
	struct buf text;
	struct str result;
	if (day.len < DAY_BYTES || !timestamp_parse(str_slice(day, 0, DAY_BYTES), &seconds)) {
		return STR_EMPTY;
	}
	buf_init(&text, SIZE_MAX);
	timestamp_format(&text, seconds + days * DAY_SECONDS);
	result = arena_dup(arena, str_slice(buf_str(&text), 0, DAY_BYTES));
	buf_release(&text);
	return result;
}

static int number_order(const void *a, const void *b)
{
	const double *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

/* Of list[count], count >= 1; sorts it. */
static double median(double *list, size_t count)
{
	qsort(list, count, sizeof *list, number_order);
	return count % 2 == 1 ? list[count / 2] : (list[count / 2 - 1] + list[count / 2]) / 2;
}

static void volume_find(struct volume *volume, struct view *view)
{
	const struct view_series *periods = &view->periods;
	size_t whole = periods->count > 2 ? periods->count - 2 : 0;
	double *list = arena_array(&view->arena, whole + 1, sizeof *list), spread;
	*volume = (struct volume){ .periods = periods,
		                   .period = view->change[PERIOD_CHANGE_period].text,
		                   .from = view->change[PERIOD_CHANGE_from].text,
		                   .unusual = arena_array(&view->arena, periods->count + 1, sizeof *volume->unusual) };
	if (whole < VOLUME_LEAST) {
		return;
	}
	memcpy(list, periods->list + 1, whole * sizeof *list);
	volume->usual = median(list, whole);
	for (size_t i = 0; i < whole; i++) {
		list[i] = fabs(periods->list[i + 1] - volume->usual);
	}
	spread = MAD_TO_DEVIATION * median(list, whole);
	for (size_t i = 0; i < periods->count; i++) {
		double away = periods->list[i] - volume->usual;
		bool cut_off = i == 0 || i + 1 == periods->count; /* few contacts there say nothing */
		volume->unusual[i] = (away > 0 || !cut_off) && fabs(away) > UNUSUAL_DEVIATIONS * spread &&
		                     fabs(away) >= UNUSUAL_PART * volume->usual && volume->usual > 0;
		volume->unusual_count += volume->unusual[i];
	}
}

static void times_find(struct facts *facts)
{
	const struct view_list *const lists[] = { &facts->view->themes, &facts->view->beside };
	for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
		for (size_t i = 0; i < lists[l]->count; i++) {
			struct str from = theme_text(&lists[l]->list[i], THEME_first_seen),
			           to = theme_text(&lists[l]->list[i], THEME_last_seen);
			if (from.len >= DAY_BYTES && (facts->first.len == 0 || str_cmp(from, facts->first) < 0)) {
				facts->first = from;
			}
			if (to.len >= DAY_BYTES && str_cmp(to, facts->last) > 0) {
				facts->last = to;
			}
		}
	}
}

/* The counted ones by the first that they are in; shares of unions are of the counted. */
static void places_find(struct facts *facts)
{
	const struct view *view = facts->view;
	double counted = view->summary[SUMMARY_counted].number, named = 0, rests = 0, *places = facts->places;
	for (size_t i = 0; i < view->themes.count; i++) {
		const struct view_theme *theme = &view->themes.list[i];
		double here = theme_number(theme, THEME_union_share);
		if (!str_eq(theme_text(theme, THEME_table), STR("pain"))) {
			continue;
		}
		if (theme_is_rest(theme)) {
			rests = here > rests ? here : rests;
		} else {
			named = here > named ? here : named;
		}
	}
	places[OF_FIVE] = facts->five_count == 0
	                      ? 0
	                      : round(theme_number(facts->five[facts->five_count - 1], THEME_union_share) * counted);
	places[OF_ISSUES] = round(named * counted) - places[OF_FIVE];
	places[OF_RESTS] = rests > named ? round(rests * counted) - round(named * counted) : 0;
	places[OF_MUTED] = view->summary[SUMMARY_muted].number;
	places[OF_NONE] = counted - places[OF_FIVE] - places[OF_ISSUES] - places[OF_RESTS] - places[OF_MUTED];
	places[OF_PRAISE] = view_state(view, "praise");
	places[OF_VENT] = view_state(view, "vent") + view_state(view, "churn");
	places[OF_NOTHING] = view_state(view, "nothing");
}

void facts_find(struct facts *facts, struct view *view)
{
	*facts = (struct facts){ .view = view };
	for (size_t i = 0; i < view->themes.count && facts->five_count < FIVE; i++) {
		const struct view_theme *theme = &view->themes.list[i];
		if (theme_shows(theme, STR("pain"))) {
			double high = theme_number(theme, THEME_share_high), share = theme_number(theme, THEME_share);
			facts->five[facts->five_count++] = theme;
			facts->longest = high > facts->longest ? high : facts->longest;
			facts->longest = share > facts->longest ? share : facts->longest;
		}
	}
	volume_find(&facts->volume, view);
	times_find(facts);
	places_find(facts);
}

static enum arrow arrow_of(struct str state)
{
	static const struct {
		struct str state;
		enum arrow arrow;
	} arrows[] = { { { "new", 3 }, ARROW_NEW },
		       { { "rising", 6 }, ARROW_UP },
		       { { "steady", 6 }, ARROW_FLAT },
		       { { "falling", 7 }, ARROW_DOWN },
		       { { "gone", 4 }, ARROW_GONE } };
	for (size_t i = 0; i < sizeof arrows / sizeof *arrows; i++) {
		if (str_eq(arrows[i].state, state)) {
			return arrows[i].arrow;
		}
	}
	return ARROW_UNKNOWN;
}

static double part(const struct view_theme *theme, size_t count, size_t of)
{
	return theme->trend[of].number > 0 ? theme->trend[count].number / theme->trend[of].number : 0;
}

struct movement movement_of(const struct view_theme *theme)
{
	enum arrow state = arrow_of(theme_text(theme, THEME_trend));
	struct movement move = { .arrow = state };
	if (state == ARROW_FLAT && theme->turn[CHANGE_day].state == FIELD_GIVEN) {
		move.before = theme->turn[CHANGE_before].number;
		move.after = theme->turn[CHANGE_after].number;
		move.arrow = move.after > move.before ? ARROW_UP : ARROW_DOWN;
		move.since = theme->turn[CHANGE_day].text;
		return move;
	}
	if (theme->trend[TREND_recent_of].state != FIELD_GIVEN) {
		return move;
	}
	move.before = part(theme, TREND_before, TREND_before_of);
	move.after = part(theme, TREND_recent, TREND_recent_of);
	move.ratio = theme->trend[TREND_ratio].number;
	move.low = theme->trend[TREND_ratio_low].number;
	move.high = theme->trend[TREND_ratio_high].number;
	return move;
}
