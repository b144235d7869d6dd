/* rank_members.c - see rank_members.h. */
#include "rank_members.h"

#include <math.h>

#include "json_write.h"
#include "theme_fields.h"
#include "timestamp.h"

static void finite_set(struct field_value *values, size_t at, double value)
{
	if (isfinite(value)) {
		set_number(values, at, value);
	} else {
		set_null(values, at); /* no contacts on one side: no ratio, or one without an upper end */
	}
}

void range_set(struct field_value *values, size_t low, size_t high, const struct range *range)
{
	if (range == NULL || range->low > range->high) {
		set_null(values, low);
		set_null(values, high);
	} else {
		set_number(values, low, range->low);
		set_number(values, high, range->high);
	}
}

void share_set(struct field_value *values, size_t at, uint64_t part, uint64_t whole)
{
	if (whole == 0) {
		set_null(values, at);
	} else {
		set_number(values, at, share_of(part, whole));
	}
}

void ratio_set(struct field_value *values, const struct rate_ratio *ratio)
{
	finite_set(values, RATIO_ratio, ratio->ratio);
	finite_set(values, RATIO_ratio_low, ratio->interval.low);
	finite_set(values, RATIO_ratio_high, ratio->interval.high);
}

void contrast_set(struct field_value *values, const struct contrast *cell)
{
	set_whole(values, CONTRAST_contacts, (int64_t)cell->in);
	share_set(values, CONTRAST_share, cell->in, cell->of_in);
	share_set(values, CONTRAST_share_elsewhere, cell->out, cell->of_out);
	set_number(values, CONTRAST_odds, cell->odds);
	set_number(values, CONTRAST_z, cell->z);
}

void anomaly_object(struct buf *out, const struct ranking *ranking, const struct anomaly *anomaly, bool with_theme)
{
	struct field_value values[ANOMALY_COUNT] = { 0 };
	set_whole(values, ANOMALY_day, anomaly->day);
	set_whole(values, ANOMALY_tonight, ranking->now != TIME_NONE && anomaly->day == timestamp_day(ranking->now));
	if (with_theme) {
		struct str theme = ranking->tally.themes[anomaly->theme];
		set_text(values, ANOMALY_theme, theme);
		set_text(values, ANOMALY_label, label_of(&ranking->labels, theme).text);
	}
	if (anomaly->attr != INTERN_NONE) {
		set_text(values, ANOMALY_segment, pair_first(ranking->tally.attrs.names[anomaly->attr]));
		set_text(values, ANOMALY_value, pair_second(ranking->tally.attrs.names[anomaly->attr]));
	}
	set_whole(values, ANOMALY_days, anomaly->window);
	set_number(values, ANOMALY_contacts, anomaly->count);
	set_number(values, ANOMALY_expected, anomaly->expected);
	set_number(values, ANOMALY_factor, anomaly->expected > 0 ? anomaly->count / anomaly->expected : 0);
	set_number(values, ANOMALY_q, anomaly->q);
	fields_write(out, &anomaly_shape, values);
}

void counts_write(struct buf *out, const struct tally_names *names, const uint64_t *counts, bool zeros)
{
	buf_byte(out, '{');
	for (size_t i = 0; i < names->count; i++) {
		if (zeros || counts[i] > 0) {
			json_put_key(out, names->names[i].len > 0 ? names->names[i] : STR("unknown"));
			buf_integer(out, (int64_t)counts[i]);
		}
	}
	buf_byte(out, '}');
}

void named_counts_write(struct buf *out, const char *const *names, const uint64_t *counts, size_t count, bool zeros)
{
	buf_byte(out, '{');
	for (size_t i = 0; i < count; i++) {
		if (zeros || counts[i] > 0) {
			json_put_int(out, names[i], (int64_t)counts[i]);
		}
	}
	buf_byte(out, '}');
}

struct str period_name(int period_days)
{
	return period_days == 1 ? STR("day") : period_days == 7 ? STR("week") : STR("fortnight");
}
