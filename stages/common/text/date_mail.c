/* date_mail.c - see date_mail.h.
 *
 * GMime has a parser of dates that guesses well, but a guess that changes with a library's version would change the
 * output. So: the text is cut into words, and each word is offered to the rules of the table `rules` in turn, which
 * tell by its shape alone what it is (day, year, time, zone, month), in any order; the first of a kind wins, and a word
 * that no rule takes (the name of the day) says nothing. Names of zones that no list has mean UTC, as RFC 5322 says. */
#include "date_mail.h"

struct mail_date {
	const struct dates *dates;
	struct date_civil civil;
	bool has_year, has_month, has_day, has_time, has_zone;
};

enum { NUMBER_DIGITS = 6 /* at the most: what is longer is no part of a date */ };

static bool number_of(struct str word, int *value)
{
	*value = 0;
	for (size_t i = 0; i < word.len; i++) {
		if (!ascii_is_digit(word.at[i]) || i >= NUMBER_DIGITS) {
			return false;
		}
		*value = *value * 10 + (word.at[i] - '0');
	}
	return word.len > 0;
}

/* 1-12, 0: no month. "Sept." is "Sept", but the "mar." before the day of the month is a Tuesday in three languages. */
static int month_of(const struct mail_date *date, struct str word)
{
	enum { WEEKDAY = sizeof "mar." - 1 };
	const struct date_word *month;
	if (str_ends(word, STR(".")) && (date->has_day || word.len > WEEKDAY)) {
		word.len--;
	}
	month = dates_word(date->dates, word, DATE_WORD_MONTH);
	return month != NULL ? month->number : 0;
}

static void set_zone(struct mail_date *date, int minutes)
{
	date->civil.zone_minutes = minutes;
	date->has_zone = true;
}

/* "+0530", "-5", "+05:30", "--0500" (the last sign counts). Noise such as +9999, no place on earth, is UTC. */
static bool zone_offset(struct str word, int *minutes)
{
	enum { HOUR_DIGITS = 2, OFFSET_DIGITS = 4, HOURS_MAX = 14 };
	int sign = 0, value, hours;
	char digits[OFFSET_DIGITS];
	size_t n = 0;
	for (size_t i = 0; i < word.len; i++) {
		char c = word.at[i];
		if ((c == '+' || c == '-') && n == 0) {
			sign = c == '+' ? 1 : -1;
		} else if (ascii_is_digit(c) && n < OFFSET_DIGITS) {
			digits[n++] = c;
		} else if (c != ':' || n == 0) {
			return false;
		}
	}
	if (sign == 0 || !number_of((struct str){ digits, n }, &value)) {
		return false;
	}
	hours = n <= HOUR_DIGITS ? value : value / 100;
	*minutes = hours > HOURS_MAX ? 0 : sign * (hours * 60 + (n <= HOUR_DIGITS ? 0 : value % 100));
	return true;
}

/* Up to three numbers joined by ':' or '.'; how many, and *end behind them. */
static size_t clock_numbers(struct str word, int values[3], size_t *end)
{
	enum { CLOCK_DIGITS = 3 /* at the most, so that a year is no hour */ };
	size_t count = 0, at = 0;
	do {
		size_t start = at;
		while (at < word.len && at - start < CLOCK_DIGITS && ascii_is_digit(word.at[at])) {
			at++;
		}
		if (!number_of(str_slice(word, start, at), &values[count])) {
			return 0;
		}
		*end = at;
		count++;
	} while (count < 3 && at < word.len && (word.at[at] == ':' || word.at[at] == '.') && ++at < word.len);
	return count;
}

/* "12:30", "12:30:59", "12.30", "9:05:01.25", "7:30pm"; what else follows does not matter. */
static bool read_clock(struct mail_date *date, struct str word)
{
	int values[3] = { 0, 0, 0 };
	size_t end;
	if (clock_numbers(word, values, &end) < 2 || values[0] > 24 || values[1] > 59 || values[2] > 60) {
		return false;
	}
	if (values[0] < 12 && dates_word(date->dates, str_slice(word, end, word.len), DATE_WORD_PM) != NULL) {
		values[0] += 12;
	}
	date->civil.hour = values[0] == 24 ? 0 : values[0];
	date->civil.minute = values[1];
	date->civil.second = values[2];
	date->has_time = true;
	return true;
}

/* ---- the rules: true when the word is what they look for ---- */

static bool take_day(struct mail_date *date, struct str word)
{
	int value;
	if (date->has_day || word.len > 2 || !number_of(word, &value) || value < 1 || value > 31) {
		return false;
	}
	date->civil.day = value;
	date->has_day = true;
	return true;
}

/* Four digits, or two or three behind the month. */
static bool take_year(struct mail_date *date, struct str word)
{
	int value;
	bool is_short = date->has_month && (word.len == 2 || word.len == 3);
	if (date->has_year || (word.len != 4 && !is_short) || !number_of(word, &value)) {
		return false;
	}
	date->civil.year = date_full_year(value, word.len);
	date->has_year = true;
	return true;
}

/* "10:20:30+02:00" */
static void take_clock_and_zone(struct mail_date *date, struct str word)
{
	size_t zone = 0;
	int minutes;
	while (zone < word.len && (ascii_is_digit(word.at[zone]) || word.at[zone] == ':' || word.at[zone] == '.')) {
		zone++;
	}
	if (read_clock(date, str_slice(word, 0, zone)) && zone_offset(str_slice(word, zone, word.len), &minutes)) {
		set_zone(date, minutes);
	}
}

/* "2007-06-01", of whose bytes all are there. */
static bool iso_day(struct str word, struct date_civil *civil)
{
	return word.at[4] == '-' && word.at[7] == '-' && number_of(str_slice(word, 0, 4), &civil->year) &&
	       number_of(str_slice(word, 5, 7), &civil->month) && number_of(str_slice(word, 8, 10), &civil->day);
}

/* "2007-06-01", "2007-06-01T10:20:30+02:00" */
static bool take_iso(struct mail_date *date, struct str word)
{
	struct date_civil *civil = &date->civil;
	enum { DAY_END = sizeof "2007-06-01" - 1, TIME = DAY_END + 1 };
	if (date->has_day || date->has_year || word.len < DAY_END || !iso_day(word, civil)) {
		return false;
	}
	date->has_year = date->has_month = date->has_day = true;
	if (word.len > TIME && ascii_lower(word.at[DAY_END]) == 't') {
		take_clock_and_zone(date, str_slice(word, TIME, word.len));
	}
	return true;
}

/* "1-Jun-2007", "01/Jun/07" */
static bool take_joined(struct mail_date *date, struct str word)
{
	char separator = memchr(word.at, '/', word.len) != NULL ? '/' : '-';
	struct str rest, year, day = str_cut(word, separator, &rest), month;
	struct date_civil civil = date->civil;
	if (date->has_day || date->has_month || rest.at == NULL || day.len > 2 || !number_of(day, &civil.day)) {
		return false;
	}
	month = str_cut(rest, separator, &year);
	civil.month = month_of(date, month);
	if (year.at == NULL || civil.month == 0 || !number_of(year, &civil.year)) {
		return false;
	}
	civil.year = date_full_year(civil.year, year.len);
	date->civil = civil;
	date->has_day = date->has_month = date->has_year = true;
	return true;
}

static bool take_clock(struct mail_date *date, struct str word)
{
	return !date->has_time && ascii_is_digit(word.at[0]) && read_clock(date, word);
}

static bool take_offset(struct mail_date *date, struct str word)
{
	int minutes;
	if (date->has_zone || !date->has_time || (word.at[0] != '+' && word.at[0] != '-') ||
	    !zone_offset(word, &minutes)) {
		return false;
	}
	set_zone(date, minutes);
	return true;
}

static bool take_month(struct mail_date *date, struct str word)
{
	int month = date->has_month ? 0 : month_of(date, word);
	if (month == 0) {
		return false;
	}
	date->civil.month = month;
	date->has_month = true;
	return true;
}

/* "PM" behind a time up to 11:59, "AM" behind one from 12:00. */
static bool take_half_of_day(struct mail_date *date, struct str word)
{
	bool morning = date->civil.hour < 12;
	if (!date->has_time || date->civil.hour > 12 ||
	    dates_word(date->dates, word, morning ? DATE_WORD_PM : DATE_WORD_AM) == NULL) {
		return false;
	}
	date->civil.hour += morning ? 12 : -12;
	return true;
}

/* "EST"; "GMT+9" and "UTC-03:00" count from the zone that they name. */
static bool take_zone(struct mail_date *date, struct str word)
{
	const struct date_word *zone;
	size_t name = 0;
	int minutes = 0;
	while (name < word.len && ascii_is_alpha(word.at[name])) {
		name++;
	}
	zone = dates_word(date->dates, str_slice(word, 0, name), DATE_WORD_ZONE);
	if (date->has_zone || !date->has_time || zone == NULL ||
	    (name < word.len && (zone->number != 0 || !zone_offset(str_slice(word, name, word.len), &minutes)))) {
		return false;
	}
	set_zone(date, zone->number + minutes);
	return true;
}

/* In the order in which they are asked. */
static bool (*const rules[])(struct mail_date *date, struct str word) = {
	take_day, take_year, take_iso, take_joined, take_clock, take_offset, take_month, take_half_of_day, take_zone,
};

static void take_word(struct mail_date *date, struct str word)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		if (rules[i](date, word)) {
			return;
		}
	}
}

static bool is_separator(char c)
{
	return ascii_is_space(c) || c == ',' || c == ';' || c == '\0' || c == '(' || c == ')';
}

/* How many comments are open behind c. */
static size_t open_comments(size_t open, char c)
{
	if (c == '(') {
		return open + 1;
	}
	return c == ')' && open > 0 ? open - 1 : open;
}

enum date_found date_read_mail(const struct dates *dates, struct str text, int64_t *seconds)
{
	struct mail_date date = { .dates = dates };
	size_t at = 0, comments = 0; /* how many are open */
	while (at < text.len) {
		size_t start = at;
		char c = text.at[at];
		if (comments > 0 || is_separator(c)) {
			comments = open_comments(comments, c);
			at++;
			continue;
		}
		while (at < text.len && !is_separator(text.at[at])) {
			at++;
		}
		take_word(&date, str_slice(text, start, at));
	}
	return date.has_day && date.has_month && date.has_year ? date_settle(dates, &date.civil, seconds) : DATE_NONE;
}
