/* theme_time.c - a theme over time, as values of its record: its trend, the nights that its past does not explain, and
 * what was done about it. */
#include "rank_members.h"
#include "theme_part.h"

static struct str change_object(struct theme_part *part, const struct theme_trend *trend)
{
	struct field_value values[CHANGE_COUNT] = { 0 };
	set_whole(values, CHANGE_day, trend->change_day);
	set_number(values, CHANGE_before, trend->change.before);
	set_number(values, CHANGE_after, trend->change.after);
	set_number(values, CHANGE_gain, trend->change.gain);
	fields_write(part_scratch(part), &change_shape, values);
	return part_keep(part);
}

static struct str period_counts(struct theme_part *part)
{
	const struct ranking *ranking = part->ranking;
	struct buf *out = part_scratch(part);
	buf_byte(out, '[');
	for (size_t p = 0; p < ranking->trends.period_count; p++) {
		json_put_comma(out);
		buf_integer(out, (int64_t)trend_period(&ranking->trends, &ranking->series, part->item, p));
	}
	buf_byte(out, ']');
	return part_keep(part);
}

static void fill_trend(struct theme_part *part)
{
	const struct trends *trends = &part->ranking->trends;
	const struct theme_trend *trend = &trends->themes[part->item];
	struct field_value values[TREND_COUNT] = { 0 };
	set_text(values, TREND_state, str_from(trend_names[trend->state]));
	if (part->ranking->series.days > 0) {
		set_whole(values, TREND_recent, (int64_t)trend->recent);
		set_whole(values, TREND_recent_of, (int64_t)trends->recent_of);
		set_whole(values, TREND_before, (int64_t)trend->before);
		set_whole(values, TREND_before_of, (int64_t)trends->before_of);
		ratio_set(values + TREND_ratio, &trend->ratio);
		set_number(values, TREND_q, trend->q);
		if (trend->has_change) {
			set_text(values, TREND_change, change_object(part, trend));
		}
		set_text(values, TREND_period, period_name(trends->period_days));
		set_whole(values, TREND_from, trends->first_period);
		set_text(values, TREND_counts, period_counts(part));
	}
	fields_write(part_scratch(part), &trend_shape, values);
	set_text(part->values, THEME_trend, part_keep(part));
}

static void fill_anomalies(struct theme_part *part)
{
	const struct anomalies *anomalies = &part->ranking->anomalies;
	struct buf *out = part_scratch(part);
	buf_byte(out, '[');
	for (size_t i = 0; i < anomalies->count; i++) {
		if (anomalies->list[i].theme == part->item) {
			json_put_comma(out);
			anomaly_object(out, part->ranking, &anomalies->list[i], false);
		}
	}
	buf_byte(out, ']');
	set_text(part->values, THEME_anomalies, part_keep(part));
}

static void per_1000_set(struct field_value *values, size_t at, uint64_t part, uint64_t of)
{
	if (of > 0) {
		set_number(values, at, share_of(part, of) * 1000);
	} else {
		set_null(values, at);
	}
}

static void action_object(struct buf *out, const struct ledger_row *row, const struct action_effect *effect)
{
	struct field_value values[ACTION_COUNT] = { 0 };
	set_whole(values, ACTION_day, effect->day);
	set_text(values, ACTION_text, row->text);
	set_text(values, ACTION_verdict, str_from(verdict_names[effect->verdict]));
	set_whole(values, ACTION_before, (int64_t)effect->before);
	set_whole(values, ACTION_before_of, (int64_t)effect->before_of);
	per_1000_set(values, ACTION_before_per_1000, effect->before, effect->before_of);
	set_whole(values, ACTION_after, (int64_t)effect->after);
	set_whole(values, ACTION_after_of, (int64_t)effect->after_of);
	per_1000_set(values, ACTION_after_per_1000, effect->after, effect->after_of);
	set_whole(values, ACTION_before_days, (int64_t)effect->before_days);
	set_whole(values, ACTION_after_days, (int64_t)effect->after_days);
	ratio_set(values + ACTION_ratio, &effect->ratio);
	if (row->expects) {
		set_number(values, ACTION_expected, row->expected);
	}
	set_whole(values, ACTION_people_before, (int64_t)effect->people_before);
	set_whole(values, ACTION_people_back, (int64_t)effect->people_back);
	fields_write(out, &action_shape, values);
}

static void fill_actions(struct theme_part *part)
{
	const struct ranking *ranking = part->ranking;
	const struct ledger *ledger = ranking->decisions->ledger;
	struct buf *out = part_scratch(part);
	buf_byte(out, '[');
	for (int32_t r = ledger_first(ledger, ranking->tally.themes[part->item]); r != LEDGER_NONE;
	     r = ledger->rows[r].next) {
		if (ledger->rows[r].verb == LEDGER_ACTION) {
			json_put_comma(out);
			action_object(out, &ledger->rows[r], &ranking->effects[r]);
		}
	}
	buf_byte(out, ']');
	set_text(part->values, THEME_actions, part_keep(part));
}

void fill_time(struct theme_part *part)
{
	fill_trend(part);
	fill_anomalies(part);
	fill_actions(part);
}
