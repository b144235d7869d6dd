/* rank_summary.c - the headline and all totals as one JSON object: the rows of summary_fields.h, set here by topic.
 * In: the finished ranking. */
#include "rank_summary.h"

#include "headline.h"
#include "json_write.h"
#include "rank_members.h"
#include "summary_fields.h"

#define MICRO 1e6               /* points of a scale are kept in whole millionths */
enum { ANOMALIES_SHOWN = 200 }; /* the newest; each theme's line has all of its own */

struct summary {
	const struct ranking *ranking; /* of the layer that leads */
	const struct ranking *issues, *themes;
	struct arena *arena; /* values that are text made here */
	struct field_value values[SUMMARY_COUNT];
};

/* What was written to a buffer, kept for the record; the buffer is released. */
static struct str kept(struct summary *summary, struct buf *text)
{
	struct str copy = arena_dup(summary->arena, buf_str(text));
	buf_release(text);
	return copy;
}

static struct str object(struct summary *summary, const struct field_shape *shape, const struct field_value *values)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	fields_write(&text, shape, values);
	return kept(summary, &text);
}

static void list_begin(struct buf *list)
{
	buf_init(list, SIZE_MAX);
	buf_byte(list, '[');
}

static void list_add(struct buf *list, const struct field_shape *shape, const struct field_value *values)
{
	json_put_comma(list);
	fields_write(list, shape, values);
}

static struct str list_end(struct summary *summary, struct buf *list)
{
	buf_byte(list, ']');
	return kept(summary, list);
}

/* How few issues cover how much of one unit. */

static struct str curve_top(struct summary *summary, const struct grain *grain, const struct bootstrap *boot,
                            enum unit unit)
{
	static const size_t tops[] = { 1, 3, 5, 10 };
	const uint64_t *covered = grain->covered[unit];
	struct buf list;
	list_begin(&list);
	for (size_t i = 0; i < sizeof tops / sizeof *tops; i++) {
		size_t k = tops[i] < grain->ranked ? tops[i] : grain->ranked;
		struct field_value values[TOP_COUNT] = { 0 };
		set_whole(values, TOP_k, (int64_t)tops[i]);
		set_whole(values, TOP_covered, (int64_t)covered[k]);
		share_set(values, TOP_share, covered[k], grain->totals[unit]);
		share_set(values, TOP_share_of_any, covered[k], covered[grain->ranked]);
		range_set(values, TOP_low, TOP_high, k == 0 ? NULL : &boot->covered[unit][k]);
		list_add(&list, &top_shape, values);
	}
	return list_end(summary, &list);
}

static struct str curve_object(struct summary *summary, const struct grain *grain, const struct bootstrap *boot,
                               enum unit unit)
{
	static const size_t reach_rows[REACH_COUNT] = { CURVE_k50, CURVE_k80 }; /* its interval stands behind each */
	struct field_value values[CURVE_COUNT] = { 0 };
	set_whole(values, CURVE_of, (int64_t)grain->totals[unit]);
	set_whole(values, CURVE_any, (int64_t)grain->covered[unit][grain->ranked]);
	for (size_t p = 0; p < REACH_COUNT; p++) {
		const size_t k[] = { pareto_reach(grain, unit, reach_percents[p]), boot->reach_low[unit][p],
			             boot->reach_high[unit][p] };
		for (size_t i = 0; i < sizeof k / sizeof *k; i++) {
			if (k[i] == 0) {
				set_null(values, reach_rows[p] + i);
			} else {
				set_whole(values, reach_rows[p] + i, (int64_t)k[i]);
			}
		}
	}
	set_text(values, CURVE_top, curve_top(summary, grain, boot, unit));
	return object(summary, &curve_shape, values);
}

static struct str grain_object(struct summary *summary, const struct grain *grain, const struct bootstrap *boot)
{
	struct field_value values[GRAIN_COUNT] = { 0 };
	set_whole(values, GRAIN_issues, (int64_t)grain->ranked);
	set_whole(values, GRAIN_praise, (int64_t)(grain->starts[TABLE_PRAISE + 1] - grain->starts[TABLE_PRAISE]));
	set_whole(values, GRAIN_other, (int64_t)(grain->starts[TABLE_OTHER + 1] - grain->starts[TABLE_OTHER]));
	set_text(values, GRAIN_contacts, curve_object(summary, grain, boot, UNIT_CONTACTS));
	set_text(values, GRAIN_people, curve_object(summary, grain, boot, UNIT_PEOPLE));
	set_text(values, GRAIN_threads, curve_object(summary, grain, boot, UNIT_THREADS));
	return object(summary, &grain_shape, values);
}

static void fill_grains(struct summary *summary)
{
	const struct ranking *ranking = summary->ranking;
	struct field_value values[GRAINS_COUNT] = { 0 };
	set_text(values, GRAINS_themes, grain_object(summary, &ranking->themes, &ranking->theme_boot));
	set_text(values, GRAINS_subs, grain_object(summary, &ranking->leaves, &ranking->leaf_boot));
	set_text(summary->values, SUMMARY_grains, object(summary, &grains_shape, values));
}

/* One scale: the score, its parts, and what moved it. The row "none" holds scored contacts without a theme, so that the
 * columns sum. */

static void part_set(struct field_value *values, const struct driver *driver, bool moved)
{
	set_whole(values, SCORE_PART_scored, (int64_t)driver->scored);
	set_whole(values, SCORE_PART_points_lost, driver->lost_mean);
	set_whole(values, SCORE_PART_points_gained, driver->gained_mean);
	set_whole(values, SCORE_PART_detractors, (int64_t)driver->detractors);
	set_whole(values, SCORE_PART_passives, (int64_t)driver->passives);
	set_whole(values, SCORE_PART_promoters, (int64_t)driver->promoters);
	if (moved) {
		set_whole(values, SCORE_PART_mix, driver->mix_mean);
		set_whole(values, SCORE_PART_within, driver->within_mean);
	}
}

static struct str score_parts(struct summary *summary, const struct drivers *drivers)
{
	const struct ranking *ranking = summary->ranking;
	struct buf list;
	list_begin(&list);
	for (size_t i = 0; i <= drivers->themes; i++) {
		size_t theme = i < drivers->themes ? ranking->themes.order[i] : i;
		struct field_value values[SCORE_PART_COUNT] = { 0 };
		set_text(values, SCORE_PART_theme, i < drivers->themes ? ranking->tally.themes[theme] : STR("none"));
		part_set(values, &drivers->list[theme], drivers->moved);
		list_add(&list, &score_part_shape, values);
	}
	return list_end(summary, &list);
}

static void score_set(struct field_value *values, const struct drivers *drivers)
{
	const struct scale_rule *rule = &drivers->rule;
	set_text(values, SCORE_scale, drivers->name);
	set_text(values, SCORE_called, drivers->called);
	set_whole(values, SCORE_scored, (int64_t)drivers->scored);
	set_whole(values, SCORE_silent, (int64_t)drivers->silent);
	set_whole(values, SCORE_out_of_range, (int64_t)drivers->outside);
	set_whole(values, SCORE_score, drivers->score_mean);
	set_number(values, SCORE_lowest, rule->points_low);
	set_number(values, SCORE_highest, rule->points_high);
	set_whole(values, SCORE_points_lost, (int64_t)(rule->points_high * MICRO) - drivers->score_mean);
	set_whole(values, SCORE_points_gained, drivers->score_mean - (int64_t)(rule->points_low * MICRO));
	set_whole(values, SCORE_detractors, (int64_t)drivers->detractors);
	set_whole(values, SCORE_passives, (int64_t)drivers->passives);
	set_whole(values, SCORE_promoters, (int64_t)drivers->promoters);
	if (drivers->moved) {
		set_whole(values, SCORE_score_before, drivers->score_mean_in[0]);
		set_whole(values, SCORE_score_recent, drivers->score_mean_in[1]);
		set_whole(values, SCORE_moved, drivers->score_mean_in[1] - drivers->score_mean_in[0]);
	}
}

static void fill_scores(struct summary *summary)
{
	struct buf list;
	list_begin(&list);
	for (size_t i = 0; i < summary->ranking->driver_count; i++) {
		const struct drivers *drivers = &summary->ranking->drivers[i];
		struct field_value values[SCORE_COUNT] = { 0 };
		score_set(values, drivers);
		set_text(values, SCORE_themes, score_parts(summary, drivers));
		list_add(&list, &score_shape, values);
	}
	set_text(summary->values, SUMMARY_scores, list_end(summary, &list));
}

/* What moved. */

static struct str themes_in_state(struct summary *summary, enum trend_state state)
{
	const struct ranking *ranking = summary->ranking;
	struct buf list;
	list_begin(&list);
	for (size_t i = 0; i < ranking->themes.count; i++) {
		uint32_t theme = ranking->themes.order[i];
		if (ranking->trends.themes[theme].state == state) {
			json_put_item(&list, ranking->tally.themes[theme]);
		}
	}
	return list_end(summary, &list);
}

static struct str factors_by_weekday(struct summary *summary)
{
	enum { DAYS = 7, DIGITS = 4 };
	static const char *const days[DAYS] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
	struct buf text;
	buf_init(&text, SIZE_MAX);
	buf_byte(&text, '{');
	for (int w = 0; w < DAYS; w++) {
		json_put_fixed(&text, days[w], summary->ranking->series.weekday[w], DIGITS);
	}
	buf_byte(&text, '}');
	return kept(summary, &text);
}

static struct str counts_by_period(struct summary *summary)
{
	const struct trends *trends = &summary->ranking->trends;
	struct buf list;
	list_begin(&list);
	for (size_t p = 0; p < trends->period_count; p++) {
		json_put_comma(&list);
		buf_integer(&list, (int64_t)trend_period(trends, &summary->ranking->series, trends->count, p));
	}
	return list_end(summary, &list);
}

static void fill_change(struct summary *summary)
{
	static const struct {
		size_t row;
		enum trend_state state;
	} lists[] = { { PERIOD_CHANGE_new, TREND_NEW },
		      { PERIOD_CHANGE_rising, TREND_RISING },
		      { PERIOD_CHANGE_steady, TREND_STEADY },
		      { PERIOD_CHANGE_falling, TREND_FALLING },
		      { PERIOD_CHANGE_gone, TREND_GONE } };
	const struct trends *trends = &summary->ranking->trends;
	struct field_value values[PERIOD_CHANGE_COUNT] = { 0 };
	if (summary->ranking->series.days == 0) {
		set_null(summary->values, SUMMARY_period_change);
		return;
	}
	set_whole(values, PERIOD_CHANGE_recent_from, trends->recent_from);
	set_whole(values, PERIOD_CHANGE_recent_to, trends->end - 1);
	set_whole(values, PERIOD_CHANGE_recent, (int64_t)trends->recent_of);
	set_whole(values, PERIOD_CHANGE_before_from, trends->before_from);
	set_whole(values, PERIOD_CHANGE_before_to, trends->recent_from - 1);
	set_whole(values, PERIOD_CHANGE_before, (int64_t)trends->before_of);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		set_text(values, lists[i].row, themes_in_state(summary, lists[i].state));
	}
	set_text(values, PERIOD_CHANGE_weekday, factors_by_weekday(summary));
	set_text(values, PERIOD_CHANGE_period, period_name(trends->period_days));
	set_whole(values, PERIOD_CHANGE_from, trends->first_period);
	set_text(values, PERIOD_CHANGE_counts, counts_by_period(summary));
	set_text(summary->values, SUMMARY_period_change, object(summary, &period_change_shape, values));
}

static void fill_anomalies(struct summary *summary)
{
	const struct anomalies *anomalies = &summary->ranking->anomalies;
	struct buf list;
	list_begin(&list);
	for (size_t i = 0; i < anomalies->count && i < ANOMALIES_SHOWN; i++) {
		json_put_comma(&list);
		anomaly_object(&list, summary->ranking, &anomalies->list[i], true);
	}
	set_whole(summary->values, SUMMARY_anomalies_tested, (int64_t)anomalies->tested);
	set_text(summary->values, SUMMARY_anomalies, list_end(summary, &list));
}

/* Channels and segments. */

static void contrast_name(const struct ranking *ranking, const struct contrast *cell, struct field_value *values)
{
	struct str theme = ranking->tally.themes[cell->theme];
	set_text(values, CONTRAST_theme, theme);
	set_text(values, CONTRAST_label, label_of(&ranking->labels, theme).text);
	set_text(values, CONTRAST_said, str_from(contrast_words[cell->word]));
	contrast_set(values, cell);
}

static void fill_contrasts(struct summary *summary)
{
	const struct ranking *ranking = summary->ranking;
	struct buf list;
	list_begin(&list);
	for (size_t i = 0; i < ranking->channels.count; i++) {
		const struct contrast *cell = &ranking->channels.list[i];
		struct field_value values[CONTRAST_COUNT] = { 0 };
		contrast_name(ranking, cell, values);
		set_text(values, CONTRAST_channel, ranking->tally.channels.names[cell->column]);
		list_add(&list, &contrast_shape, values);
	}
	set_text(summary->values, SUMMARY_channel_contrasts, list_end(summary, &list));
	list_begin(&list);
	for (size_t i = 0; i < ranking->segments.count; i++) {
		const struct contrast *cell = &ranking->segments.list[i];
		struct str pair = ranking->tally.attrs.names[cell->column];
		struct field_value values[CONTRAST_COUNT] = { 0 };
		contrast_name(ranking, cell, values);
		set_text(values, CONTRAST_segment, pair_first(pair));
		set_text(values, CONTRAST_value, pair_second(pair));
		list_add(&list, &contrast_shape, values);
	}
	set_text(summary->values, SUMMARY_segment_contrasts, list_end(summary, &list));
}

/* Contacts and people by value: what the shares of segments are of. */
static void fill_sizes(struct summary *summary)
{
	const struct cross *cross = &summary->ranking->cross;
	const struct tally *tally = &summary->ranking->tally;
	const uint64_t *counts = cross->attr + cross->themes * cross->attrs,
	               *people = cross->attr_people + cross->themes * cross->attrs;
	uint64_t hidden = 0;
	struct buf list;
	list_begin(&list);
	for (size_t a = 0; a < cross->attrs; a++) {
		struct field_value values[SEGMENT_COUNT] = { 0 };
		if (people[a] < summary->ranking->asked.min_people) {
			hidden += people[a] > 0;
			continue;
		}
		set_text(values, SEGMENT_segment, pair_first(tally->attrs.names[a]));
		set_text(values, SEGMENT_value, pair_second(tally->attrs.names[a]));
		set_whole(values, SEGMENT_contacts, (int64_t)counts[a]);
		set_whole(values, SEGMENT_people, (int64_t)people[a]);
		list_add(&list, &segment_shape, values);
	}
	set_text(summary->values, SUMMARY_segments, list_end(summary, &list));
	set_whole(summary->values, SUMMARY_segments_hidden, (int64_t)hidden);
	set_whole(summary->values, SUMMARY_segments_dropped, tally->segments_dropped);
}

static struct str themes_of_step(struct summary *summary, size_t sign)
{
	const struct ranking *ranking = summary->ranking;
	const struct cross *cross = &ranking->cross;
	struct buf text;
	buf_init(&text, SIZE_MAX);
	buf_byte(&text, '{');
	for (size_t i = 0; i < ranking->themes.count; i++) {
		uint32_t theme = ranking->themes.order[i];
		uint64_t count = cross->sign[theme * cross->signs + sign];
		if (count > 0) {
			json_put_key(&text, ranking->tally.themes[theme]);
			buf_integer(&text, (int64_t)count);
		}
	}
	buf_byte(&text, '}');
	return kept(summary, &text);
}

/* Each step of the journey with its contacts and the themes that name it. */
static void fill_journeys(struct summary *summary)
{
	const struct cross *cross = &summary->ranking->cross;
	struct buf list;
	list_begin(&list);
	for (size_t s = 0; s < cross->signs; s++) {
		struct str pair = summary->ranking->tally.signs.names[s];
		struct field_value values[JOURNEY_COUNT] = { 0 };
		if (!str_eq(pair_first(pair), STR("journey"))) {
			continue;
		}
		set_text(values, JOURNEY_step, pair_second(pair));
		set_whole(values, JOURNEY_contacts, (int64_t)cross->sign[cross->themes * cross->signs + s]);
		set_text(values, JOURNEY_themes, themes_of_step(summary, s));
		list_add(&list, &journey_shape, values);
	}
	set_text(summary->values, SUMMARY_journeys, list_end(summary, &list));
}

static struct str counts_by_name(struct summary *summary, const struct tally_names *names, const uint64_t *counts,
                                 bool zeros)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	counts_write(&text, names, counts, zeros);
	return kept(summary, &text);
}

/* Totals. */

static void fill_reasons(struct summary *summary)
{
	const struct ranking *ranking = summary->themes;
	uint64_t without = 0, total = ranking->tally.total;
	struct buf text;
	for (size_t r = 0; r < REASON_COUNT; r++) {
		without += ranking->unassigned[r];
	}
	buf_init(&text, SIZE_MAX);
	named_counts_write(&text, reason_names, ranking->unassigned, REASON_COUNT, true);
	share_set(summary->values, SUMMARY_coverage, total - without, total);
	set_text(summary->values, SUMMARY_unassigned, kept(summary, &text));
}

static void fill_totals(struct summary *summary)
{
	const struct ranking *ranking = summary->ranking;
	const struct tally *tally = &ranking->tally;
	const struct theme_cost *all = &ranking->costing.themes[tally->theme_count];
	struct field_value *values = summary->values;
	set_text(values, SUMMARY_by, str_from(rank_by_names[ranking->asked.by]));
	set_text(values, SUMMARY_copies, str_from(copies_names[tally->copies]));
	set_whole(values, SUMMARY_wordings, (int64_t)tally->row_count);
	set_whole(values, SUMMARY_contacts, (int64_t)tally->all);
	set_whole(values, SUMMARY_counted, (int64_t)tally->total);
	set_whole(values, SUMMARY_people, (int64_t)tally->people.units);
	set_whole(values, SUMMARY_threads, (int64_t)tally->threads.units);
	set_whole(values, SUMMARY_busiest, (int64_t)ranking->busiest);
	set_whole(values, SUMMARY_dates_apart, (int64_t)ranking->dates_apart);
	set_whole(values, SUMMARY_scores_outside, (int64_t)ranking->scores_outside);
	set_whole(values, SUMMARY_mentions, (int64_t)tally->mentions);
	set_whole(values, SUMMARY_min, (int64_t)ranking->asked.min);
	if (ranking->costing.money) {
		set_text(values, SUMMARY_currency, ranking->costs->currency);
		set_whole(values, SUMMARY_cost, whole_plus(all->handling, all->churn));
		set_whole(values, SUMMARY_cost_handling, all->handling);
		set_whole(values, SUMMARY_cost_churn, all->churn);
		set_text(values, SUMMARY_unpriced,
		         counts_by_name(summary, &tally->channels, ranking->costing.unpriced, false));
	}
	set_whole(values, SUMMARY_churn_risk, (int64_t)all->at_risk);
	set_whole(values, SUMMARY_repeat_people, (int64_t)ranking->cross.repeat_people[tally->theme_count]);
	set_whole(values, SUMMARY_repeat_contacts, (int64_t)ranking->cross.repeat_contacts[tally->theme_count]);
}

/* Contacts of the denominator that a muted issue holds and no ranked one. */
static uint64_t muted_alone(const struct ranking *issues)
{
	const struct tally *tally = &issues->tally;
	uint64_t muted = 0;
	for (size_t i = 0; i < tally->row_count; i++) {
		uint32_t at = 0, issue, from;
		bool any = false;
		while (row_theme_next(tally, tally->rows[i], &at, &issue, &from)) {
			any = any || issues->themes.items[issue].table == TABLE_MUTED;
		}
		muted += any && issues->themes.first[i] == PLACE_NONE && tally_counted(tally, tally->rows[i])
		             ? tally_weight(tally, tally->rows[i])
		             : 0;
	}
	return muted;
}

/* What contacts state: each counts once, by the first of these that it does. */
static void fill_states(struct summary *summary)
{
	const struct tally *tally = &summary->issues->tally;
	const struct grain *grain = &summary->issues->themes;
	const char *names[STATES_COUNT + 1];
	uint64_t counts[STATES_COUNT + 1] = { 0 };
	uint64_t muted = muted_alone(summary->issues);
	struct buf text;
	memcpy(names, states_names, sizeof states_names);
	names[STATES_COUNT] = "nothing";
	for (size_t i = 0; i < tally->row_count; i++) {
		size_t s = 0;
		while (s < STATES_COUNT && (tally->rows[i]->states >> s & 1) == 0) {
			s++;
		}
		counts[s] += tally_weight(tally, tally->rows[i]);
	}
	buf_init(&text, SIZE_MAX);
	named_counts_write(&text, names, counts, STATES_COUNT + 1, true);
	set_text(summary->values, SUMMARY_states, kept(summary, &text));
	set_whole(summary->values, SUMMARY_unplaced,
	          (int64_t)(tally->total - grain->covered[UNIT_CONTACTS][grain->ranked] - muted));
	if (grain->starts[TABLE_MUTED] < grain->starts[TABLE_MUTED + 1]) {
		set_whole(summary->values, SUMMARY_muted, (int64_t)muted);
	}
}

static void fill_families(struct summary *summary)
{
	const struct ranking *issues = summary->issues;
	struct buf list;
	list_begin(&list);
	for (size_t f = 0; f < issues->families.count; f++) {
		const struct family *family = &issues->families.list[f];
		struct field_value values[FAMILY_COUNT] = { 0 };
		set_text(values, FAMILY_thing, family->thing);
		set_text(values, FAMILY_label, thing_name(&issues->labels, family->thing));
		set_whole(values, FAMILY_issues, family->issues);
		set_whole(values, FAMILY_contacts, (int64_t)family->contacts);
		set_whole(values, FAMILY_people, (int64_t)family->people);
		set_number(values, FAMILY_share, share_of(family->contacts, issues->tally.total));
		list_add(&list, &family_shape, values);
	}
	set_text(summary->values, SUMMARY_families, list_end(summary, &list));
}

/* The best quote of a contact that is in no issue at all; NULL: there is none. */
static const struct quote *outside_quote(const struct summary *summary, const struct outside_topic *topic)
{
	const struct ranking *themes = summary->themes;
	const struct quote *list[QUOTES_KEPT];
	struct str id = themes->tally.themes[topic->theme];
	size_t count = quotes_outside(&themes->quotes, id, label_of(&themes->labels, id).text, list);
	for (size_t i = 0; i < count; i++) {
		if (outside_holds(&summary->issues->outside, hash64(str_from(list[i]->contact), 0))) {
			return list[i];
		}
	}
	return NULL;
}

static void fill_outside(struct summary *summary)
{
	const struct outside_topics *outside = &summary->issues->outside;
	const struct ranking *themes = summary->themes;
	struct buf list;
	list_begin(&list);
	for (size_t i = 0; i < outside->count; i++) {
		const struct outside_topic *topic = &outside->list[i];
		const struct quote *quote = outside_quote(summary, topic);
		struct field_value values[OUTSIDE_COUNT] = { 0 };
		struct str id = themes->tally.themes[topic->theme];
		set_text(values, OUTSIDE_theme, id);
		set_text(values, OUTSIDE_label, label_of(&themes->labels, id).text);
		set_whole(values, OUTSIDE_contacts, (int64_t)topic->contacts);
		set_whole(values, OUTSIDE_named, (int64_t)topic->named);
		if (quote != NULL) {
			set_text(values, OUTSIDE_contact, str_from(quote->contact));
			set_text(values, OUTSIDE_text, (struct str){ quote->text, quote->text_len });
		}
		list_add(&list, &outside_shape, values);
	}
	set_text(summary->values, SUMMARY_outside, list_end(summary, &list));
}

static void fill_headline(struct summary *summary)
{
	const struct headline_figure figure = headline_figure(summary->ranking);
	bool issues_lead = summary->ranking->tally.layer == LAYER_ISSUES;
	struct buf text;
	buf_init(&text, SIZE_MAX);
	headline_text(&text, summary->issues, summary->themes);
	set_text(summary->values, SUMMARY_headline, kept(summary, &text));
	share_set(summary->values, SUMMARY_share, figure.covered, figure.total);
	range_set(summary->values, SUMMARY_share_low, SUMMARY_share_high, figure.too_few ? NULL : &figure.range);
	set_whole(summary->values, SUMMARY_resamples,
	          (int64_t)(issues_lead ? summary->issues->labels.method.resamples : 0));
	if (summary->issues->labels.lang.len > 0) {
		set_text(summary->values, SUMMARY_lang, summary->issues->labels.lang);
	}
	set_text(summary->values, SUMMARY_layer, issues_lead ? STR("issues") : STR("topics"));
}

void summary_text(struct buf *out, const struct ranking *issues, const struct ranking *themes)
{
	const struct ranking *ranking = headline_leads(issues, themes);
	const struct cross *cross = &ranking->cross;
	struct arena arena = ARENA_INIT;
	struct summary summary = { .ranking = ranking, .issues = issues, .themes = themes, .arena = &arena };
	fill_headline(&summary);
	fill_totals(&summary);
	fill_states(&summary);
	fill_reasons(&summary);
	fill_grains(&summary);
	fill_families(&summary);
	fill_outside(&summary);
	fill_scores(&summary);
	fill_change(&summary);
	fill_anomalies(&summary);
	set_text(
	    summary.values, SUMMARY_channels,
	    counts_by_name(&summary, &ranking->tally.channels, cross->channel + cross->themes * cross->channels, true));
	set_text(
	    summary.values, SUMMARY_sources,
	    counts_by_name(&summary, &ranking->tally.sources, cross->source + cross->themes * cross->sources, true));
	fill_contrasts(&summary);
	fill_sizes(&summary);
	fill_journeys(&summary);
	fields_write(out, &summary_shape, summary.values);
	buf_byte(out, '\n');
	arena_release(&arena);
}
