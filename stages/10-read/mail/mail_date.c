/* mail_date.c - see mail_date.h.
 *
 * GMime has a parser of dates that guesses well, but a guess that changes with a library's version would change the
 * output. So: the text is cut into words, each word says what it is (weekday, month, day, year, time, zone) by its
 * shape alone, in any order, the first of a kind wins. Zones of the United States are those of RFC 5322; other names
 * mean UTC, as that RFC says. */
#include "mail_date.h"

#include "timestamp.h"

struct parts {
	int year, month, day, hour, minute, second;
	bool has_year, has_month, has_day, has_time, has_zone;
	int zone_minutes; /* east of Greenwich */
};

static bool number_of(struct str word, int *value)
{
	*value = 0;
	for (size_t i = 0; i < word.len; i++) {
		if (!ascii_is_digit(word.at[i]) || i >= 6) {
			return false;
		}
		*value = *value * 10 + (word.at[i] - '0');
	}
	return word.len > 0;
}

/* 1-12 by the first three letters; RFC 5322 knows English names only. */
static int month_of(struct str word)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	for (int i = 0; word.len >= 3 && i < 12; i++) {
		if (str_eq_nocase((struct str){ names + (size_t)i * 3, 3 }, str_slice(word, 0, 3))) {
			return i + 1;
		}
	}
	return 0;
}

/* "+0530", "-5", "+05:30", "--0500" (the last sign counts). */
static bool zone_offset(struct str word, int *minutes)
{
	int sign = 0, value, hours;
	char digits[5];
	size_t n = 0;
	for (size_t i = 0; i < word.len; i++) {
		if (word.at[i] == '+' || word.at[i] == '-') {
			sign = word.at[i] == '+' ? 1 : -1;
			if (n > 0) {
				return false;
			}
		} else if (ascii_is_digit(word.at[i]) && n < 4) {
			digits[n++] = word.at[i];
		} else if (word.at[i] != ':' || n == 0) {
			return false;
		}
	}
	if (sign == 0 || n == 0) {
		return false;
	}
	(void)number_of((struct str){ digits, n }, &value);
	hours = n <= 2 ? value : value / 100;
	*minutes = sign * (hours * 60 + (n <= 2 ? 0 : value % 100));
	if (hours > 14) { /* noise such as +9999: no place on earth */
		*minutes = 0;
	}
	return true;
}

static bool zone_name(struct str word, int *minutes)
{
	static const struct {
		const char *name;
		int hours;
	} zones[] = { { "GMT", 0 },  { "UT", 0 },   { "UTC", 0 },  { "Z", 0 },    { "EST", -5 }, { "EDT", -4 },
		      { "CST", -6 }, { "CDT", -5 }, { "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 } };
	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
		struct str name = str_from(zones[i].name);
		if (str_eq_nocase(word, name)) {
			*minutes = zones[i].hours * 60;
			return true;
		}
		/* "GMT+9", "UTC-03:00" */
		if (zones[i].hours == 0 && name.len >= 2 && str_starts_nocase(word, name) &&
		    zone_offset(str_slice(word, name.len, word.len), minutes)) {
			return true;
		}
	}
	return false;
}

/* "12:30", "12:30:59", "12.30", "9:05:01.25", "7:30pm" */
static bool time_of(struct str word, struct parts *p)
{
	int values[3] = { 0, 0, 0 }, count = 0;
	size_t at = 0;
	while (count < 3 && at < word.len) {
		size_t start = at;
		while (at < word.len && at - start < 3 && ascii_is_digit(word.at[at])) {
			at++;
		}
		if (at == start || !number_of(str_slice(word, start, at), &values[count])) {
			return false;
		}
		count++;
		if (at < word.len && (word.at[at] == ':' || word.at[at] == '.')) {
			at++;
		} else {
			break;
		}
	}
	if (count < 2 || values[0] > 24 || values[1] > 59 || values[2] > 60) {
		return false;
	}
	if (str_starts_nocase(str_slice(word, at, word.len), STR("pm")) && values[0] < 12) {
		values[0] += 12;
	}
	p->hour = values[0] == 24 ? 0 : values[0];
	p->minute = values[1];
	p->second = values[2];
	p->has_time = true;
	return true;
}

/* "2007-06-01", "2007-06-01T10:20:30Z": the whole, when the text is ISO. */
static bool iso_date(struct str word, struct parts *p)
{
	if (word.len < 10 || word.at[4] != '-' || word.at[7] != '-' || !number_of(str_slice(word, 0, 4), &p->year) ||
	    !number_of(str_slice(word, 5, 7), &p->month) || !number_of(str_slice(word, 8, 10), &p->day)) {
		return false;
	}
	p->has_year = p->has_month = p->has_day = true;
	return true;
}

/* "1-Jun-2007", "01/Jun/07" */
static bool dashed_date(struct str word, struct parts *p)
{
	struct str day, month, year = STR_EMPTY;
	char separator = memchr(word.at, '/', word.len) != NULL ? '/' : '-';
	int d, y;
	day = str_cut(word, separator, &month);
	if (month.at == NULL || day.len > 2 || !number_of(day, &d)) {
		return false;
	}
	month = str_cut(month, separator, &year);
	if (year.at == NULL || month_of(month) == 0 || !number_of(year, &y)) {
		return false;
	}
	p->day = d;
	p->month = month_of(month);
	p->year = y;
	p->has_day = p->has_month = p->has_year = true;
	return true;
}

static int full_year(int year, size_t digits)
{
	if (digits == 2) {
		return year < 50 ? year + 2000 : year + 1900;
	}
	return digits == 3 ? year + 1900 : year; /* RFC 5322, 4.3: three digits count from 1900 */
}

static void take_word(struct str word, struct parts *p)
{
	int value, minutes;
	if (number_of(word, &value)) {
		if (!p->has_day && word.len <= 2 && value >= 1 && value <= 31) {
			p->day = value;
			p->has_day = true;
		} else if (!p->has_year && (word.len == 4 || (word.len <= 3 && p->has_month && word.len >= 2))) {
			p->year = full_year(value, word.len);
			p->has_year = true;
		}
		return;
	}
	if (ascii_is_digit(word.at[0])) {
		if ((!p->has_day && !p->has_year && iso_date(word, p))) {
			if (word.len > 11 && (word.at[10] == 'T' || word.at[10] == 't')) {
				size_t zone;
				word = str_slice(word, 11, word.len);
				for (zone = 0; zone < word.len && (ascii_is_digit(word.at[zone]) ||
				                                   word.at[zone] == ':' || word.at[zone] == '.');
				     zone++) {
				}
				if (time_of(str_slice(word, 0, zone), p) && zone < word.len &&
				    (zone_offset(str_slice(word, zone, word.len), &minutes))) {
					p->zone_minutes = minutes;
					p->has_zone = true;
				}
			}
			return;
		}
		if ((!p->has_day && !p->has_month && dashed_date(word, p)) || p->has_time) {
			return;
		}
		(void)time_of(word, p);
		return;
	}
	if ((word.at[0] == '+' || word.at[0] == '-') && !p->has_zone && p->has_time && zone_offset(word, &minutes)) {
		p->zone_minutes = minutes;
		p->has_zone = true;
	} else if (!p->has_month && month_of(word) != 0 && !(word.len > 3 && !ascii_is_alpha(word.at[3]))) {
		p->month = month_of(word);
		p->has_month = true;
	} else if (p->has_time && str_eq_nocase(word, STR("pm")) && p->hour < 12) {
		p->hour += 12;
	} else if (!p->has_zone && p->has_time && zone_name(word, &minutes)) {
		p->zone_minutes = minutes;
		p->has_zone = true;
	}
}

bool mail_date_parse(struct str text, int64_t *seconds)
{
	struct parts p = { 0 };
	size_t at = 0;
	int comment = 0;
	while (at < text.len) {
		size_t start = at;
		char c = text.at[at];
		if (c == '(' || c == ')') {
			comment += c == '(' ? 1 : comment > 0 ? -1 : 0;
			at++;
			continue;
		}
		if (ascii_is_space(c) || c == ',' || c == ';' || comment > 0) {
			at++;
			continue;
		}
		while (at < text.len && !ascii_is_space(text.at[at]) && strchr(",;()", text.at[at]) == NULL) {
			at++;
		}
		if (at == start) { /* a NUL, which strchr finds */
			at++;
			continue;
		}
		take_word(str_slice(text, start, at), &p);
	}
	if (!p.has_day || !p.has_month || !p.has_year ||
	    !timestamp_from_civil(p.year, p.month, p.day, p.hour, p.minute, p.second, seconds)) {
		return false;
	}
	*seconds -= (int64_t)p.zone_minutes * 60;
	return true;
}
