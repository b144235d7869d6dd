/* timestamp.c - see timestamp.h. Calendar arithmetic by era of 400 years (H. Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms"). */
#include "timestamp.h"

static int64_t days_from_civil(int64_t year, int month, int day)
{
	int64_t era, year_of_era, day_of_year;
	year -= month <= 2;
	era = (year >= 0 ? year : year - 399) / 400;
	year_of_era = year - era * 400;
	day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

int64_t timestamp_day(int64_t seconds)
{
	return seconds >= 0 ? seconds / 86400 : -((-seconds + 86399) / 86400);
}

void timestamp_civil(int64_t day, int *year, int *month, int *day_of_month)
{
	int64_t z = day + 719468, era = (z >= 0 ? z : z - 146096) / 146097, day_of_era = z - era * 146097;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100),
	        shifted = (5 * day_of_year + 2) / 153;
	*day_of_month = (int)(day_of_year - (153 * shifted + 2) / 5 + 1);
	*month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
	*year = (int)(year_of_era + era * 400 + (*month <= 2));
}

int timestamp_weekday(int64_t day)
{
	int64_t w = (day + 3) % 7; /* 1970-01-01 was a Thursday */
	return (int)(w < 0 ? w + 7 : w);
}

static int month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (month == 2 && leap);
}

static bool is_between(int value, int least, int most)
{
	return value >= least && value <= most;
}

bool timestamp_from_civil(const struct civil_time *civil, int64_t *seconds)
{
	if (!is_between(civil->month, 1, 12) || !is_between(civil->day, 1, month_days(civil->year, civil->month)) ||
	    !is_between(civil->hour, 0, 23) || !is_between(civil->minute, 0, 59) || !is_between(civil->second, 0, 60)) {
		return false;
	}
	*seconds = days_from_civil(civil->year, civil->month, civil->day) * 86400 + civil->hour * 3600 +
	           civil->minute * 60 + civil->second;
	return true;
}

/* Exactly `count` digits at s.at[*at]; moves *at. */
static bool digits(struct str s, size_t *at, size_t count, int *value)
{
	int v = 0;
	if (s.len - *at < count) {
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		char c = s.at[*at + i];
		if (!ascii_is_digit(c)) {
			return false;
		}
		v = v * 10 + (c - '0');
	}
	*at += count;
	*value = v;
	return true;
}

static bool byte_is(struct str s, size_t *at, char c)
{
	if (*at < s.len && s.at[*at] == c) {
		(*at)++;
		return true;
	}
	return false;
}

struct clock {
	int hour, minute, second;
	int64_t offset; /* seconds east of UTC */
};

/* ".25": read and left out. True when there is none, or it has digits. */
static bool fraction_pass(struct str s, size_t *at)
{
	size_t start;
	if (!byte_is(s, at, '.')) {
		return true;
	}
	start = *at;
	while (*at < s.len && ascii_is_digit(s.at[*at])) {
		++*at;
	}
	return *at > start;
}

/* 1, -1, or 0 when no sign stands there. */
static int sign_parse(struct str s, size_t *at)
{
	if (byte_is(s, at, '+')) {
		return 1;
	}
	return byte_is(s, at, '-') ? -1 : 0;
}

/* "Z", "+02:00", "-0500", or nothing, which is UTC. */
static bool offset_parse(struct str s, size_t *at, int64_t *offset)
{
	int hour, minute, sign;
	if (byte_is(s, at, 'Z') || byte_is(s, at, 'z') || *at == s.len) {
		return true;
	}
	sign = sign_parse(s, at);
	if (sign == 0 || !digits(s, at, 2, &hour)) {
		return false;
	}
	byte_is(s, at, ':');
	if (!digits(s, at, 2, &minute) || hour > 23 || minute > 59) {
		return false;
	}
	*offset = sign * (hour * 3600 + minute * 60);
	return true;
}

static bool clock_parse(struct str s, size_t *at, struct clock *clock)
{
	if (!byte_is(s, at, 'T') && !byte_is(s, at, 't') && !byte_is(s, at, ' ')) {
		return false;
	}
	if (!digits(s, at, 2, &clock->hour) || !byte_is(s, at, ':') || !digits(s, at, 2, &clock->minute)) {
		return false;
	}
	if (byte_is(s, at, ':') && !digits(s, at, 2, &clock->second)) {
		return false;
	}
	return fraction_pass(s, at) && offset_parse(s, at, &clock->offset);
}

bool timestamp_parse(struct str s, int64_t *seconds)
{
	struct clock clock = { 0, 0, 0, 0 };
	struct civil_time civil = { 0 };
	size_t at = 0;
	int64_t value;
	if (!digits(s, &at, 4, &civil.year) || !byte_is(s, &at, '-') || !digits(s, &at, 2, &civil.month) ||
	    !byte_is(s, &at, '-') || !digits(s, &at, 2, &civil.day)) {
		return false;
	}
	if (at < s.len && (!clock_parse(s, &at, &clock) || at != s.len)) {
		return false;
	}
	civil.hour = clock.hour;
	civil.minute = clock.minute;
	civil.second = clock.second;
	if (!timestamp_from_civil(&civil, &value)) {
		return false;
	}
	*seconds = value - clock.offset;
	return true;
}

void timestamp_format(struct buf *out, int64_t seconds)
{
	int64_t day, rest;
	int year, month, day_of_month;
	if (seconds < -62167219200) { /* 0000-01-01 */
		seconds = -62167219200;
	}
	if (seconds > 253402300799) { /* 9999-12-31 */
		seconds = 253402300799;
	}
	day = timestamp_day(seconds);
	rest = seconds - day * 86400;
	timestamp_civil(day, &year, &month, &day_of_month);
	buf_printf(out, "%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, day_of_month, (int)(rest / 3600),
	           (int)(rest / 60 % 60), (int)(rest % 60));
}
