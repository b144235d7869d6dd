/* ranking.c - the order in which the methods run: tally, counts, what the order goes by, order, intervals, and what is
 * said about each theme. In: a tally that is complete. Out: the figures of struct ranking. Each method stands in a file
 * of its own, with its reference. */
#include "ranking.h"

#include <stdlib.h>

#include "timestamp.h"

const char *const rank_by_names[] = { "contacts", "people", "cost", "churn", "score", "effort", NULL };

enum {
	YEAR_SECONDS = 31557600,
	/* A date is no date when at most one in APART_ONE_IN of at least APART_DATES dated contacts stand half a year
	 * or more behind all others, or at most one in FAR_ONE_IN of at least FAR_DATES so far that nobody was silent
	 * for that long. */
	APART_DATES = 20,
	APART_ONE_IN = 200,
	APART_SECONDS = YEAR_SECONDS / 2,
	FAR_DATES = 5,
	FAR_ONE_IN = 20,
	FAR_SECONDS = 10 * YEAR_SECONDS
};

static size_t part_of(size_t count, size_t one_in)
{
	return count / one_in > 1 ? count / one_in : 1;
}

/* Are the last `apart` of `count` dated contacts, `gap` seconds behind the one before, dated wrongly? */
static bool stands_apart(size_t apart, size_t count, int64_t gap)
{
	bool near = count >= APART_DATES && apart <= part_of(count, APART_ONE_IN),
	     far = count >= FAR_DATES && apart <= part_of(count, FAR_ONE_IN);
	return (near && gap >= APART_SECONDS) || (far && gap >= FAR_SECONDS);
}

static int time_order(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

/* The newest time that is one: times[count] rising. A slip of the pen (2099) would else make all there is old, and
 * every trend silent. */
static int64_t newest_time(const int64_t *times, size_t count)
{
	size_t last = count;
	for (size_t apart = 1; apart < count && apart <= part_of(count, FAR_ONE_IN); apart++) {
		size_t at = count - apart;
		last = stands_apart(apart, count, times[at] - times[at - 1]) ? at : last;
	}
	return count > 0 ? times[last - 1] : TIME_NONE;
}

/* Now is what was given, else the newest time; contacts behind it then have no date. */
static void find_now(struct ranking *ranking)
{
	struct tally *tally = &ranking->tally;
	int64_t *times = memory_array(tally->row_count + 1, sizeof *times);
	size_t count = 0;
	for (size_t i = 0; i < tally->row_count && !ranking->now_given; i++) {
		times[count] = tally->rows[i]->time;
		count += tally->rows[i]->time != TIME_NONE;
	}
	if (!ranking->now_given) {
		qsort(times, count, sizeof *times, time_order);
		ranking->now = newest_time(times, count);
	}
	free(times);
	for (size_t i = 0; i < tally->row_count && !ranking->now_given; i++) {
		if (tally->rows[i]->time > ranking->now) {
			tally->rows[i]->time = TIME_NONE;
			ranking->dates_apart += tally_weight(tally, tally->rows[i]);
		}
	}
}

/* Contacts of the person who wrote most; 0 where nobody is known. */
static uint64_t busiest_person(const struct tally *tally)
{
	uint64_t most = 0;
	for (size_t g = 0; g < tally->people.count; g++) {
		uint64_t own = 0;
		for (uint32_t i = tally->people.start[g]; i < tally->people.start[g + 1]; i++) {
			const struct tally_row *row = tally->rows[tally->people.rows[i]];
			own += row->person != 0 ? tally_weight(tally, row) : 0;
		}
		most = own > most ? own : most;
	}
	return most;
}

/* The table of an issue stands in the model; without one, its class says it. */
static enum table issue_table(const struct ranking *ranking, size_t issue)
{
	static const struct {
		struct str name, class;
		enum table table;
	} tables[] = { { STR("request"), STR("request."), TABLE_REQUEST },
		       { STR("howto"), STR("question."), TABLE_HOWTO },
		       { STR("praise"), STR("praise."), TABLE_PRAISE } };
	struct str id = ranking->tally.themes[issue], table = label_of(&ranking->labels, id).table;
	for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
		if (str_eq(table, tables[t].name) || (table.len == 0 && str_starts(id, tables[t].class))) {
			return tables[t].table;
		}
	}
	return TABLE_PAIN;
}

/* A contact that names an issue states what the table of that issue says, whatever else was written of it (praise that
 * is put into an issue by hand, say). So all contacts of an issue are among those that its share is of. */
static void issues_state(struct ranking *ranking)
{
	static const uint32_t states[TABLE_COUNT] = { [TABLE_PAIN] = STATES_PROBLEM,
		                                      [TABLE_REQUEST] = STATES_REQUEST,
		                                      [TABLE_HOWTO] = STATES_QUESTION,
		                                      [TABLE_PRAISE] = STATES_PRAISE };
	struct tally *tally = &ranking->tally;
	uint32_t *of_issue = memory_array(tally->theme_count + 1, sizeof *of_issue);
	for (size_t i = 0; i < tally->theme_count; i++) {
		of_issue[i] = states[issue_table(ranking, i)];
	}
	for (size_t i = 0; i < tally->row_count; i++) {
		uint32_t at = 0, issue, from, said = 0;
		while (row_theme_next(tally, tally->rows[i], &at, &issue, &from)) {
			said |= of_issue[issue];
		}
		tally_state(tally, tally->rows[i], said);
	}
	free(of_issue);
}

/* What the ledger mutes stands in a table of its own, and in no ranking; its contacts stay among those that shares are
 * of. */
static void mute(struct ranking *ranking)
{
	for (size_t i = 0; i < ranking->themes.count; i++) {
		if (ledger_last(ranking->decisions->ledger, LEDGER_MUTE, ranking->tally.themes[i]) != NULL) {
			ranking->themes.items[i].table = TABLE_MUTED;
		}
	}
}

/* What this night has no contact of, and earlier ones had: it is told as gone, and stands in no ranking. */
static void set_absent(struct ranking *ranking)
{
	for (size_t i = 0; i < ranking->themes.count && ranking->past != NULL; i++) {
		if (ranking->themes.items[i].units[UNIT_CONTACTS] == 0) {
			ranking->themes.items[i].table = TABLE_ABSENT;
		}
	}
}

static void count_grains(struct ranking *ranking)
{
	struct tally *tally = &ranking->tally;
	bool issues = tally->layer == LAYER_ISSUES; /* an issue has no parts: its finer grain is itself */
	ranking->leaf_self = memory_array(tally->leaves.count + 1, sizeof *ranking->leaf_self);
	for (size_t i = 0; i < tally->leaves.count; i++) {
		ranking->leaf_self[i] = issues ? tally->leaf_theme[i] : (uint32_t)i;
	}
	grain_count(&ranking->themes, tally, tally->leaf_theme, tally->theme_count);
	grain_count(&ranking->leaves, tally, ranking->leaf_self, issues ? tally->theme_count : tally->leaves.count);
	kinds_vote(&ranking->themes);
	for (size_t i = 0; i < ranking->themes.count && issues; i++) {
		ranking->themes.items[i].table = issue_table(ranking, i);
	}
	mute(ranking);
	set_absent(ranking);
	for (size_t i = 0; i < ranking->leaves.count; i++) { /* a sub-theme stands in the table of its theme */
		const struct item *theme = &ranking->themes.items[issues ? i : tally->leaf_theme[i]];
		ranking->leaves.items[i].kind = theme->kind;
		ranking->leaves.items[i].table = theme->table;
	}
}

static int64_t order_key(const struct ranking *ranking, size_t theme)
{
	const struct item *item = &ranking->themes.items[theme];
	const struct theme_cost *cost = &ranking->costing.themes[theme];
	switch ((enum rank_by)ranking->asked.by) {
	case BY_CONTACTS: return (int64_t)item->units[UNIT_CONTACTS];
	case BY_PEOPLE: return (int64_t)item->units[UNIT_PEOPLE];
	case BY_COST: return whole_plus(cost->handling, cost->churn);
	case BY_CHURN: return ranking->costing.money ? cost->churn : (int64_t)cost->at_risk;
	case BY_SCORE: return ranking->driver_count > 0 ? whole_clamp(ranking->drivers[0].list[theme].lost) : 0;
	case BY_EFFORT: return (int64_t)ranking->cross.effort[theme];
	}
	return 0;
}

static void order_grains(struct ranking *ranking)
{
	struct tally *tally = &ranking->tally;
	bool *pain = memory_array(tally->theme_count + 1, sizeof *pain);
	for (size_t t = 0; t < tally->theme_count; t++) {
		pain[t] = ranking->themes.items[t].table == TABLE_PAIN;
	}
	costing_make(&ranking->costing, tally, ranking->costs, pain);
	free(pain);
	for (size_t t = 0; t < tally->theme_count; t++) {
		ranking->themes.items[t].key = order_key(ranking, t);
		if (tally->layer == LAYER_ISSUES && issue_is_rest(tally->themes[t])) {
			ranking->themes.items[t].key -= INT64_MAX / 2; /* behind all that have a name, in their order */
		}
	}
	if (ranking->asked.by == BY_PEOPLE) { /* sub-themes have no other measure of their own: contacts */
		for (size_t i = 0; i < ranking->leaves.count; i++) {
			ranking->leaves.items[i].key = (int64_t)ranking->leaves.items[i].units[UNIT_PEOPLE];
		}
	}
	pareto_order(&ranking->themes, tally);
	pareto_order(&ranking->leaves, tally);
	ranking->fixed = memory_array(ranking->themes.ranked + 1, sizeof *ranking->fixed);
	if_fixed_make(ranking->fixed, tally, &ranking->themes, HEADLINE_ITEMS);
}

static void contrast_tables(struct ranking *ranking)
{
	const struct cross *cross = &ranking->cross;
	size_t widest = cross->channels > cross->attrs ? cross->channels : cross->attrs;
	uint32_t *group = memory_array(widest + 1, sizeof *group);
	contrasts_make(&ranking->channels, &(struct contrast_table){ .counts = cross->channel,
	                                                             .themes = cross->themes,
	                                                             .columns = cross->channels,
	                                                             .group = group,
	                                                             .min = ANOMALY_MIN });
	for (size_t a = 0; a < cross->attrs; a++) {
		bool same = a > 0 && ranking->tally.attr_key[a] == ranking->tally.attr_key[a - 1];
		group[a] = same ? group[a - 1] : (uint32_t)a; /* pairs are sorted, so those of one key are neighbours */
	}
	contrasts_make(&ranking->segments, &(struct contrast_table){ .counts = cross->attr,
	                                                             .people = cross->attr_people,
	                                                             .themes = cross->themes,
	                                                             .columns = cross->attrs,
	                                                             .group = group,
	                                                             .min_people = ranking->asked.min_people,
	                                                             .min = ANOMALY_MIN });
	free(group);
}

static void actions_make(struct ranking *ranking)
{
	const struct ledger *ledger = ranking->decisions->ledger;
	size_t count = ledger != NULL ? ledger->count : 0;
	ranking->effects = memory_array(count + 1, sizeof *ranking->effects);
	for (uint32_t t = 0; t < ranking->tally.theme_count; t++) {
		for (int32_t r = ledger_first(ledger, ranking->tally.themes[t]); r != LEDGER_NONE;
		     r = ledger->rows[r].next) {
			if (ledger->rows[r].verb == LEDGER_ACTION) {
				action_effect(&ranking->effects[r], &ranking->tally, &ranking->series, t,
				              timestamp_day(ledger->rows[r].time));
			}
		}
	}
}

/* Contacts without any theme, by the first reason in the order of reason_names. */
static void count_unassigned(struct ranking *ranking)
{
	const struct tally *tally = &ranking->tally;
	for (size_t i = 0; i < tally->row_count; i++) {
		const struct tally_row *row = tally->rows[i];
		if (row->entry_count == 0 && row->reasons != 0) {
			ranking->unassigned[__builtin_ctz(row->reasons)] += tally_weight(tally, row);
		}
	}
}

void ranking_make(struct ranking *ranking)
{
	struct tally *tally = &ranking->tally;
	const struct rank_asked *asked = &ranking->asked;
	if (ranking->past != NULL) {
		past_leaves(ranking->past, tally);
	}
	tally_close(tally);
	if (tally->layer == LAYER_ISSUES) {
		issues_state(ranking);
	}
	find_now(ranking);
	ranking->busiest = busiest_person(tally);
	count_unassigned(ranking);
	count_grains(ranking);
	cross_count(&ranking->cross, tally);
	day_series_make(&ranking->series, tally, ranking->past, ranking->now);
	trends_make(&ranking->trends, &ranking->series, asked->period_days, ranking->now, asked->min);
	ranking->driver_count =
	    drivers_count(&ranking->drivers, tally, &ranking->trends.score_windows, &ranking->scores_outside);
	order_grains(ranking);
	if (tally->layer == LAYER_ISSUES) {
		families_make(&ranking->families, tally, &ranking->themes, ranking->decisions->ledger);
	}
	struct bootstrap *const boots[] = { &ranking->theme_boot, &ranking->leaf_boot };
	const struct grain *const grains[] = { &ranking->themes, &ranking->leaves };
	bootstrap_run(boots, grains, 2, tally, asked->seed, asked->min);
	anomalies_find(
	    &ranking->anomalies,
	    &(struct anomaly_sources){ .tally = tally,
	                               .series = &ranking->series,
	                               .past = ranking->past,
	                               .people = ranking->cross.attr_people + tally->theme_count * ranking->cross.attrs,
	                               .min_people = asked->min_people });
	contrast_tables(ranking);
	actions_make(ranking);
}

void ranking_join(struct ranking *issues, const struct ranking *themes)
{
	bool *muted = memory_array(themes->themes.count + 1, sizeof *muted);
	for (size_t t = 0; t < themes->themes.count; t++) {
		muted[t] = themes->themes.items[t].table == TABLE_MUTED;
	}
	issue_topics_make(&issues->topics, &(struct topic_sources){ .issues = &issues->tally,
	                                                            .themes = &themes->tally,
	                                                            .issue_grain = &issues->themes,
	                                                            .theme_grain = &themes->themes,
	                                                            .issue_labels = &issues->labels,
	                                                            .theme_labels = &themes->labels });
	outside_topics_make(&issues->outside, &issues->tally, &themes->tally, muted);
	free(muted);
}

struct str theme_journey(const struct ranking *ranking, uint32_t item)
{
	const struct cross *cross = &ranking->cross;
	struct str best = ledger_value(ranking->decisions->ledger, LEDGER_JOURNEY, ranking->tally.themes[item]);
	uint64_t most = 0;
	for (size_t s = 0; s < cross->signs && (best.len == 0 || most > 0); s++) {
		uint64_t count = cross->sign[item * cross->signs + s];
		if (count > most && str_eq(pair_first(ranking->tally.signs.names[s]), STR("journey"))) {
			most = count;
			best = pair_second(ranking->tally.signs.names[s]);
		}
	}
	return best;
}

void ranking_release(struct ranking *ranking)
{
	tally_release(&ranking->tally);
	quotes_release(&ranking->quotes);
	labels_release(&ranking->labels);
	grain_release(&ranking->themes);
	grain_release(&ranking->leaves);
	bootstrap_release(&ranking->theme_boot);
	bootstrap_release(&ranking->leaf_boot);
	cross_release(&ranking->cross);
	costing_release(&ranking->costing);
	day_series_release(&ranking->series);
	trends_release(&ranking->trends);
	for (size_t i = 0; i < ranking->driver_count; i++) {
		drivers_release(&ranking->drivers[i]);
	}
	free(ranking->drivers);
	anomalies_release(&ranking->anomalies);
	contrasts_release(&ranking->channels);
	contrasts_release(&ranking->segments);
	free(ranking->leaf_self);
	families_release(&ranking->families);
	issue_topics_release(&ranking->topics);
	outside_topics_release(&ranking->outside);
	free(ranking->fixed);
	free(ranking->effects);
}
