/* rank_members.c - figures as JSON members, the same way in the theme lines and in the summary. Money and points are
 * printed from whole numbers, digit by digit, so that what sums exactly inside sums exactly on paper. */
#include <math.h>

#include "json_write.h"
#include "rank.h"
#include "timestamp.h"

void day_member(struct buf *out, const char *name, int64_t day)
{
	int year, month, day_of_month;
	timestamp_civil(day, &year, &month, &day_of_month);
	json_put_key(out, str_from(name));
	buf_printf(out, "\"%04d-%02d-%02d\"", year, month, day_of_month);
}

static void decimal(struct buf *out, const char *name, int64_t value, int64_t unit, int digits)
{
	uint64_t size = value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value;
	json_put_key(out, str_from(name));
	buf_printf(out, "%s%llu.%0*llu", value < 0 ? "-" : "", (unsigned long long)(size / (uint64_t)unit), digits,
	           (unsigned long long)(size % (uint64_t)unit));
}

void micro_member(struct buf *out, const char *name, int64_t millionths)
{
	decimal(out, name, millionths, 1000000, 6);
}

void cents_member(struct buf *out, const char *name, int64_t cents)
{
	decimal(out, name, cents, 100, 2);
}

static void finite_member(struct buf *out, const char *name, double value)
{
	if (isfinite(value)) {
		json_put_fixed(out, name, value, 4);
	} else {
		json_put_null(out, name); /* no contacts on one side: the ratio has no upper end */
	}
}

void ratio_members(struct buf *out, const struct rate_ratio *ratio)
{
	finite_member(out, "ratio", ratio->ratio);
	finite_member(out, "ratio_low", ratio->interval.low);
	finite_member(out, "ratio_high", ratio->interval.high);
}

void anomaly_object(struct buf *out, const struct ranking *ranking, const struct anomaly *anomaly, bool with_theme)
{
	buf_byte(out, '{');
	day_member(out, "day", anomaly->day);
	json_put_bool(out, "tonight", ranking->now != TIME_NONE && anomaly->day == timestamp_day(ranking->now));
	if (with_theme) {
		struct str theme = ranking->tally.themes[anomaly->theme];
		json_put_text(out, "theme", theme);
		json_put_text(out, "label", label_of(&ranking->labels, theme).text);
	}
	if (anomaly->attr != INTERN_NONE) {
		json_put_text(out, "segment", pair_first(ranking->tally.attrs.names[anomaly->attr]));
		json_put_text(out, "value", pair_second(ranking->tally.attrs.names[anomaly->attr]));
	}
	json_put_int(out, "days", anomaly->window);
	json_put_fixed(out, "contacts", anomaly->count, 0);
	json_put_fixed(out, "expected", anomaly->expected, 2);
	json_put_fixed(out, "factor", anomaly->expected > 0 ? anomaly->count / anomaly->expected : 0, 2);
	json_put_key(out, STR("q"));
	buf_printf(out, "%.1e", anomaly->q);
	buf_byte(out, '}');
}
