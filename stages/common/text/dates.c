/* dates.c - dates as exports write them (dates.h).
 *
 * in: one cell, trimmed or not. out: seconds since 1970, UTC.
 * Method: the two commonest shapes (RFC 3339, plain numbers) are read by position. Everything else is cut into numbers,
 * words and signs, and each of these is offered to the rules of the table `rules` in turn: a month's name, a time
 * (numbers around ':'), an offset (sign and digits behind a time), a year (four digits). What no rule takes makes the
 * value no date. What is left are one to three small numbers, whose order is the column's (date_decide) unless a number
 * over 12 or a name decides it. Chosen against: strptime (locale, and one form a call) and lists of whole patterns
 * (each new export needs a new one). Memory: none. */
#include "dates.h"

#include "timestamp.h"

enum {
	DATE_LENGTH_MIN = 5,  /* bytes: "1.1.7" is a version */
	DATE_LENGTH_MAX = 64, /* bytes: longer cells are prose */
	TOKENS_MAX = 24,
	TOKENS_MIN = 3,
	DIGITS_MAX = 18, /* of a number: so many fit int64 without a check */
	SECONDS_A_DAY = 24 * 60 * 60,
	SERIAL_1970 = 25569, /* 1970-01-01 as spreadsheets count days, from 1899-12-30 */
	SERIAL_DIGITS = 5,
	SERIAL_LOW = 20000,         /* the year 1954: a smaller number of five digits is no day */
	SERIAL_HIGH = 60000,        /* 2064 */
	SERIAL_FRACTION_DIGITS = 10 /* of a day: more is under a microsecond */
};

/* ---- the value in pieces ---- */

struct token {
	char kind; /* '0' number, 'a' word, else the sign itself */
	bool space_before;
	int64_t value; /* of a number */
	unsigned digits;
	struct str text;
};

/* Bytes at text[at] that only separate: a blank, a comma ("09 4, 2015" is told by its spaces), the no-break spaces
 * U+00A0 and U+202F, which newer ICU prints before AM and PM; 0: none. */
static size_t blank_length(struct str text, size_t at)
{
	struct str rest = str_slice(text, at, text.len);
	return ascii_is_space(rest.at[0]) || rest.at[0] == ',' ? 1
	       : str_starts(rest, STR("\xc2\xa0"))             ? STR("\xc2\xa0").len
	       : str_starts(rest, STR("\xe2\x80\xaf"))         ? STR("\xe2\x80\xaf").len
	                                                       : 0;
}

static bool is_letter(char c)
{
	return ascii_is_alpha(c) || (unsigned char)c >= 0x80;
}

/* The first byte of a sign of Chinese, Japanese or Korean, which is a word by itself. */
static bool is_ideograph(char c)
{
	return (unsigned char)c >= 0xE3 && (unsigned char)c <= 0xED;
}

/* The token at text[start]; its end. */
static size_t cut_token(struct token *token, struct str text, size_t start)
{
	size_t end = start + 1;
	token->kind = text.at[start];
	if (ascii_is_digit(token->kind)) {
		for (end = start; end < text.len && ascii_is_digit(text.at[end]); end++) {
			token->value = end - start < DIGITS_MAX ? token->value * 10 + (text.at[end] - '0') : INT64_MAX;
		}
		token->kind = '0';
		token->digits = (unsigned)(end - start);
	} else if (is_ideograph(token->kind)) {
		end = start + 3 <= text.len ? start + 3 : text.len;
		token->kind = 'a';
	} else if (is_letter(token->kind)) {
		while (end < text.len && is_letter(text.at[end]) && !is_ideograph(text.at[end])) {
			end++;
		}
		token->kind = 'a';
	}
	token->text = str_slice(text, start, end);
	return end;
}

/* The number of tokens; 0 when they are too many for a date. A parenthesis opens a comment, as RFC 2822 allows. */
static size_t cut_tokens(struct str text, struct token *tokens)
{
	size_t count = 0, at = 0;
	bool space = false;
	while (at < text.len) {
		size_t blank;
		if (text.at[at] == '(') {
			at = str_find(text, STR(")"), at) + 1;
			continue;
		}
		blank = blank_length(text, at);
		if (blank > 0) {
			at += blank;
			space = true;
			continue;
		}
		if (count == TOKENS_MAX) {
			return 0;
		}
		tokens[count] = (struct token){ .space_before = space };
		at = cut_token(&tokens[count++], text, at);
		space = false;
	}
	return count;
}

/* ---- which piece is what ---- */

enum { NUMBERS_MAX = 3 };

struct parts {
	const struct dates *dates;
	const struct token *tokens; /* tokens[count] */
	size_t count, at;           /* at: the one in hand; a rule that takes more moves it to the last of them */

	int year, hour, minute, second, offset_minutes;
	bool has_time, has_pm, has_am;
	/* the small numbers of the date, in the order written */
	int numbers[NUMBERS_MAX];
	unsigned digits[NUMBERS_MAX];
	size_t number_count;
	char separator;  /* between the first two of them: '/', '-', '.', ' '; YEAR_FIRST */
	int named_month; /* 0: none */
};

enum { YEAR_FIRST = 'y' };

static const struct token *token_at(const struct parts *p, size_t ahead)
{
	static const struct token none = { .kind = '\0' };
	return p->at + ahead < p->count ? &p->tokens[p->at + ahead] : &none;
}

/* Days and months that are there, of the two that a date has. */
static size_t days_and_months(const struct parts *p)
{
	return p->number_count + (p->named_month != 0);
}

static bool date_done(const struct parts *p)
{
	return days_and_months(p) >= 3 || (p->year != 0 && days_and_months(p) >= 2);
}

/* The sign that stands, without blanks, between this number and the next; 0: none. */
static char joins_numbers(const struct parts *p)
{
	const struct token *sign = token_at(p, 1), *number = token_at(p, 2);
	return number->kind == '0' && !sign->space_before && !number->space_before ? sign->kind : 0;
}

/* A rule looks at the token in hand: is it not its own, has it taken it, or does it make the value no date? */
enum verdict { PASS, TAKEN, NO_DATE };

/* Behind the token in hand: that sign, without a blank before it, and a number. */
static bool goes_on_by(const struct parts *p, char sign)
{
	return token_at(p, 1)->kind == sign && !token_at(p, 1)->space_before && token_at(p, 2)->kind == '0';
}

static enum verdict take_time(struct parts *p)
{
	char sign = joins_numbers(p);
	bool by_dot = sign == '.' && date_done(p) && token_at(p, 2)->digits == 2;
	if (p->has_time || token_at(p, 0)->digits > 2 || (sign != ':' && !by_dot)) {
		return PASS;
	}
	p->hour = (int)token_at(p, 0)->value;
	p->minute = (int)token_at(p, 2)->value;
	p->at += 2;
	if (goes_on_by(p, sign) && token_at(p, 2)->digits <= 2) {
		p->second = (int)token_at(p, 2)->value;
		p->at += 2;
	}
	if (goes_on_by(p, '.') || goes_on_by(p, ':')) {
		p->at += 2; /* a fraction is dropped */
	}
	p->has_time = true;
	return p->hour <= 24 && p->minute < 60 && p->second <= 60 ? TAKEN : NO_DATE;
}

static bool is_word_of(const struct parts *p, const struct token *token, enum date_word_kind kind)
{
	return token->kind == 'a' && dates_word(p->dates, token->text, kind) != NULL;
}

/* "17h06", "17 h", "17時06分30秒" */
static enum verdict take_spoken_time(struct parts *p)
{
	int *const places[] = { &p->minute, &p->second };
	if (p->has_time || token_at(p, 0)->digits > 2 || !is_word_of(p, token_at(p, 1), DATE_WORD_HOUR)) {
		return PASS;
	}
	p->hour = (int)token_at(p, 0)->value;
	p->at++;
	for (size_t i = 0; i < 2 && token_at(p, 1)->kind == '0' && token_at(p, 1)->digits <= 2; i++) {
		*places[i] = (int)token_at(p, 1)->value;
		p->at += is_word_of(p, token_at(p, 2), DATE_WORD_MINUTE) ? 2 : 1;
	}
	p->has_time = true;
	return p->hour <= 24 && p->minute < 60 && p->second <= 60 ? TAKEN : NO_DATE;
}

/* "2015-02-24 2359" */
static enum verdict take_packed_time(struct parts *p)
{
	const struct token *token = token_at(p, 0);
	if (p->has_time || !date_done(p) || p->year == 0 || token->digits != 4 || !token->space_before) {
		return PASS;
	}
	p->hour = (int)(token->value / 100);
	p->minute = (int)(token->value % 100);
	p->has_time = true;
	return TAKEN;
}

static enum verdict take_year(struct parts *p)
{
	const struct token *token = token_at(p, 0);
	if (p->year != 0 || !(token->digits == 4 || (token->digits == 3 && p->named_month != 0))) {
		return PASS;
	}
	p->year = date_full_year((int)token->value, token->digits);
	if (days_and_months(p) == 0) {
		p->separator = YEAR_FIRST;
	}
	return TAKEN;
}

static enum verdict take_small_number(struct parts *p)
{
	const struct token *token = token_at(p, 0);
	if (token->digits > 2 || p->number_count == NUMBERS_MAX) {
		return NO_DATE;
	}
	if (p->number_count == 1 && p->separator == 0) {
		p->separator = token->space_before || p->at == 0 ? ' ' : p->tokens[p->at - 1].kind;
	}
	p->numbers[p->number_count] = (int)token->value;
	p->digits[p->number_count++] = token->digits;
	return TAKEN;
}

static enum verdict take_month(struct parts *p)
{
	const struct date_word *word = dates_word(p->dates, token_at(p, 0)->text, DATE_WORD_MONTH);
	if (word == NULL || p->named_month != 0) {
		return PASS;
	}
	p->named_month = word->number;
	return TAKEN;
}

/* "pm", and behind a time "p" alone. */
static bool says_half(const struct parts *p, enum date_word_kind half)
{
	struct str text = token_at(p, 0)->text;
	return (text.len > 1 || p->has_time) && dates_word(p->dates, text, half) != NULL;
}

static enum verdict take_half_of_day(struct parts *p)
{
	bool pm = says_half(p, DATE_WORD_PM), am = !pm && says_half(p, DATE_WORD_AM);
	p->has_pm = p->has_pm || pm;
	p->has_am = p->has_am || am;
	if ((pm || am) && token_at(p, 1)->kind == '.' && str_eq_nocase(token_at(p, 2)->text, STR("m"))) {
		p->at += 2; /* "p. m." */
	}
	return pm || am ? TAKEN : PASS;
}

static enum verdict take_zone(struct parts *p)
{
	const struct date_word *word = dates_word(p->dates, token_at(p, 0)->text, DATE_WORD_ZONE);
	if (word == NULL) {
		return PASS;
	}
	p->offset_minutes = word->number;
	return TAKEN;
}

/* "3rd of May", "May 3, 2019 at 4:05", and the T of ISO 8601 with a Z, which is Greenwich. */
static enum verdict take_link(struct parts *p)
{
	struct str text = token_at(p, 0)->text;
	bool joint =
	    p->number_count > 0 && p->number_count < NUMBERS_MAX && dates_word(p->dates, text, DATE_WORD_JOINT) != NULL;
	bool before =
	    date_done(p) && (str_eq_nocase(text, STR("T")) || dates_word(p->dates, text, DATE_WORD_BEFORE) != NULL);
	bool unit = p->at > 0 && p->tokens[p->at - 1].kind == '0' && is_word_of(p, token_at(p, 0), DATE_WORD_UNIT);
	return joint || before || unit || str_eq_nocase(text, STR("Z")) ? TAKEN : PASS;
}

/* A word that says nothing may be the name of the day, which stands first in any language (two words in some), or a
 * zone that is not known, which ends the value. */
static enum verdict take_other_word(struct parts *p)
{
	bool last = p->at + 1 == p->count;
	bool weekday = p->at == 0 || (p->at == 1 && !last && p->tokens[0].kind == 'a');
	bool zone = last && p->has_time && days_and_months(p) + (p->year != 0) >= 3;
	return weekday || zone ? TAKEN : NO_DATE;
}

/* A sign may be that of an offset: there is a time, and a part of the date that is no small number. */
static bool may_be_offset(const struct parts *p)
{
	char sign = token_at(p, 0)->kind;
	return (sign == '+' || sign == '-') && p->has_time && (date_done(p) || p->year != 0 || p->named_month != 0);
}

/* ":30" behind the hours of an offset */
static bool two_digits_follow(const struct parts *p)
{
	return token_at(p, 1)->kind == ':' && token_at(p, 2)->kind == '0' && token_at(p, 2)->digits == 2;
}

/* "-0800", "+05:30", "-8": the sign in hand and what follows. Noise such as +9999 says nothing about the zone. */
static enum verdict take_offset(struct parts *p)
{
	const struct token *sign = token_at(p, 0), *number = token_at(p, 1);
	int64_t hours = number->value, minutes = 0;
	if (!may_be_offset(p)) {
		return PASS;
	}
	if (number->kind != '0' || number->space_before || number->digits > 4) {
		return NO_DATE;
	}
	p->at++;
	if (number->digits >= 3) {
		hours = number->value / 100;
		minutes = number->value % 100;
	} else if (two_digits_follow(p)) {
		minutes = token_at(p, 2)->value;
		p->at += 2;
	}
	if (hours <= 14 && minutes < 60) {
		p->offset_minutes += (int)(hours * 60 + minutes) * (sign->kind == '-' ? -1 : 1);
	}
	return TAKEN;
}

static enum verdict take_sign(struct parts *p)
{
	static const char signs[] = { '/', '-', '.', '\'', ':' };
	return memchr(signs, token_at(p, 0)->kind, sizeof signs) != NULL ? TAKEN : NO_DATE;
}

/* In the order in which they are asked; the last of a kind decides. */
static const struct rule {
	char kind; /* '0' numbers, 'a' words, '.' signs */
	enum verdict (*take)(struct parts *p);
} rules[] = {
	{ '0', take_time },         { '0', take_spoken_time }, { '0', take_packed_time }, { '0', take_year },
	{ '0', take_small_number }, { 'a', take_month },       { 'a', take_half_of_day }, { 'a', take_zone },
	{ 'a', take_link },         { 'a', take_other_word },  { '.', take_offset },      { '.', take_sign },
};

static bool take_tokens(struct parts *p)
{
	for (; p->at < p->count; p->at++) {
		char kind = p->tokens[p->at].kind;
		enum verdict verdict = PASS;
		kind = kind == '0' || kind == 'a' ? kind : '.';
		for (size_t i = 0; verdict == PASS && i < sizeof rules / sizeof *rules; i++) {
			verdict = rules[i].kind == kind ? rules[i].take(p) : PASS;
		}
		if (verdict != TAKEN) {
			return false;
		}
	}
	return true;
}

/* ---- which number is the day ---- */

/* What a value says about the order of its column. */
struct order_hint {
	bool only_day, only_month, open;
	char separator;
};

/* The year in two digits at numbers[n], when none was written in full. One digit would be a version: 4.5.1. */
static bool year_from_number(struct parts *p, size_t n)
{
	if (p->number_count != n + 1 || p->year != 0 || p->digits[n] != 2) {
		return false;
	}
	p->year = date_full_year(p->numbers[n], p->digits[n]);
	return true;
}

/* "July 2018", "28 July 2018", "28-Jul-18" (18-Jul-28 is not written). */
static bool place_by_name(struct parts *p, struct date_civil *civil)
{
	civil->month = p->named_month;
	civil->day = p->number_count == 0 ? 1 : p->numbers[0];
	if (p->number_count > 1 && !year_from_number(p, 1)) {
		return false;
	}
	return p->year != 0 && civil->day >= 1;
}

/* "2015/02/24", "2015-02" */
static bool place_year_first(const struct parts *p, struct date_civil *civil)
{
	civil->month = p->numbers[0];
	civil->day = p->number_count == 1 ? 1 : p->numbers[1];
	return p->number_count == 1 || p->number_count == 2;
}

static bool is_day_and_month(int day, int month)
{
	return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

/* "03/04/2015" */
static bool place_by_order(const struct parts *p, enum date_order order, struct date_civil *civil,
                           struct order_hint *hint)
{
	int a = p->numbers[0], b = p->numbers[1];
	bool day_fits = is_day_and_month(a, b), month_fits = is_day_and_month(b, a);
	bool day_first = order == DATE_DAY_FIRST ? day_fits : !month_fits;
	hint->only_day = day_fits && !month_fits;
	hint->only_month = month_fits && !day_fits;
	hint->open = day_fits && month_fits && a != b;
	civil->day = day_first ? a : b;
	civil->month = day_first ? b : a;
	return day_fits || month_fits;
}

static bool place_numbers(struct parts *p, enum date_order order, struct date_civil *civil, struct order_hint *hint)
{
	bool short_year;
	if (p->named_month != 0) {
		return place_by_name(p, civil);
	}
	if (p->separator == YEAR_FIRST) {
		return place_year_first(p, civil);
	}
	short_year = year_from_number(p, 2);
	if (!short_year && (p->number_count != 2 || p->year == 0)) {
		return false;
	}
	if (p->separator == ' ') { /* "09 4, 2015": month first, always; but "3 4 15" is no date */
		civil->month = p->numbers[0];
		civil->day = p->numbers[1];
		return !short_year;
	}
	return place_by_order(p, order, civil, hint);
}

/* 24:00 is how some exports write midnight; the day is not moved: it names the day that begins. */
static int hour_of(const struct parts *p)
{
	return p->has_pm && p->hour < 12 ? p->hour + 12 : (p->has_am && p->hour == 12) || p->hour == 24 ? 0 : p->hour;
}

static enum date_found read_words(const struct dates *dates, struct str text, enum date_order order, int64_t *seconds,
                                  struct order_hint *hint)
{
	struct token tokens[TOKENS_MAX];
	struct parts parts = { .dates = dates, .tokens = tokens, .count = cut_tokens(text, tokens) };
	struct date_civil civil = { 0 };
	if (parts.count < TOKENS_MIN || !take_tokens(&parts) || !place_numbers(&parts, order, &civil, hint)) {
		return DATE_NONE;
	}
	hint->separator = parts.separator;
	civil.year = parts.year;
	civil.hour = hour_of(&parts);
	civil.minute = parts.minute;
	civil.second = parts.second;
	civil.zone_minutes = parts.offset_minutes;
	return date_settle(dates, &civil, seconds);
}

/* ---- shapes that are read by position ---- */

/* RFC 3339: "2015-02-24", "2015-02-24T11:35:02Z", "2015-02-24 11:35". With an offset it goes the long way. */
static bool read_iso(struct str text, struct date_civil *civil)
{
	static const char shape[] = "0000-00-00 00:00:00Z";
	enum { DAY = 10, MINUTE = 16, SECOND = 19, ZULU = 20 /* lengths up to there */ };
	int *const parts[] = { &civil->year, &civil->month, &civil->day, &civil->hour, &civil->minute, &civil->second };
	size_t part = 0;
	if (text.len != DAY && text.len != MINUTE && text.len != SECOND && text.len != ZULU) {
		return false;
	}
	for (size_t i = 0; i < text.len; i++) {
		if (shape[i] != '0') {
			if (text.at[i] != shape[i] && !(i == DAY && text.at[i] == 'T')) {
				return false;
			}
			part++;
		} else if (!ascii_is_digit(text.at[i])) {
			return false;
		} else {
			*parts[part] = *parts[part] * 10 + (text.at[i] - '0');
		}
	}
	return true;
}

static bool digits_only(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (!ascii_is_digit(text.at[i])) {
			return false;
		}
	}
	return true;
}

static bool digits_parse(struct str text, int64_t *number)
{
	*number = 0;
	for (size_t i = 0; i < text.len && i < DIGITS_MAX; i++) {
		*number = *number * 10 + (text.at[i] - '0');
	}
	return text.len <= DIGITS_MAX && digits_only(text);
}

/* Takes the last `digits` digits off a number. */
static int take_digits(int64_t *number, int digits)
{
	int64_t scale = digits == 4 ? 10000 : 100, last = *number % scale;
	*number /= scale;
	return (int)last;
}

/* "", "Z", "+0100", "-08:00", "+01" as minutes east of Greenwich. */
static bool read_offset(struct str text, int *minutes)
{
	int64_t hours, rest = 0;
	struct str behind;
	*minutes = 0;
	if (text.len == 0 || str_eq_nocase(text, STR("Z"))) {
		return true;
	}
	if ((text.at[0] != '+' && text.at[0] != '-') || text.len < 3 || !digits_parse(str_slice(text, 1, 3), &hours)) {
		return false;
	}
	behind = str_slice(text, 3, text.len);
	behind = str_starts(behind, STR(":")) ? str_slice(behind, 1, behind.len) : behind;
	if ((behind.len != 0 && behind.len != 2) || !digits_parse(behind, &rest) || hours > 14 || rest > 59) {
		return false;
	}
	*minutes = (int)(hours * 60 + rest) * (text.at[0] == '-' ? -1 : 1);
	return true;
}

/* 20170718, 20170718112233 */
static enum date_found read_packed(const struct dates *dates, int64_t number, bool with_time, int64_t *seconds)
{
	struct date_civil civil = { 0 };
	if (with_time) {
		civil.second = take_digits(&number, 2);
		civil.minute = take_digits(&number, 2);
		civil.hour = take_digits(&number, 2);
	}
	civil.day = take_digits(&number, 2);
	civil.month = take_digits(&number, 2);
	civil.year = take_digits(&number, 4);
	return date_settle(dates, &civil, seconds);
}

/* 43831.5: days as spreadsheets store them, with the time as a fraction. */
static int64_t read_serial(int64_t days, struct str fraction)
{
	double day = 0, scale = 0.1;
	for (size_t i = 0; i < fraction.len && i < SERIAL_FRACTION_DIGITS; i++, scale /= 10) {
		day += (fraction.at[i] - '0') * scale;
	}
	return (days - SERIAL_1970) * SECONDS_A_DAY + (int64_t)(day * SECONDS_A_DAY + 0.5);
}

/* Seconds, milliseconds or microseconds since 1970, told by the number's digits. */
static bool epoch_seconds(int64_t number, size_t digits, int64_t *seconds)
{
	static const struct {
		size_t digits;
		int64_t unit; /* a second of it */
	} epochs[] = { { 9, 1 }, { 10, 1 }, { 12, 1000 }, { 13, 1000 }, { 15, 1000000 }, { 16, 1000000 } };
	for (size_t i = 0; i < sizeof epochs / sizeof *epochs; i++) {
		if (digits == epochs[i].digits) {
			*seconds = number / epochs[i].unit;
			return true;
		}
	}
	return false;
}

/* A number alone is told by its digits: epoch seconds, milliseconds, microseconds (a fraction is dropped), a packed
 * date, a spreadsheet's day. */
static enum date_found read_number(const struct dates *dates, struct str text, int64_t *seconds)
{
	enum { PACKED_DATE = 8, PACKED_TIME = 14 /* digits */ };
	struct str fraction, whole = str_cut(text, '.', &fraction);
	int64_t number;
	fraction = fraction.at == NULL ? STR_EMPTY : fraction;
	if (!digits_parse(whole, &number) || !digits_only(fraction)) {
		return DATE_NONE;
	}
	if (whole.len == PACKED_DATE || whole.len == PACKED_TIME) {
		return read_packed(dates, number, whole.len == PACKED_TIME, seconds);
	}
	if (whole.len == SERIAL_DIGITS && number >= SERIAL_LOW && number <= SERIAL_HIGH) {
		*seconds = read_serial(number, fraction);
		return date_believed(dates, *seconds);
	}
	return epoch_seconds(number, whole.len, seconds) ? date_believed(dates, *seconds) : DATE_NONE;
}

/* Basic ISO 8601: 20240314T170600Z, 20240314T1706+0100; a fraction is dropped. */
static bool read_basic(struct str text, struct date_civil *civil)
{
	enum { DATE_DIGITS = 8, TIME_DIGITS = 6, BEHIND_DATE = 9 };
	int64_t date, time;
	size_t digits = 0, at;
	if (text.len < BEHIND_DATE + 4 || ascii_lower(text.at[DATE_DIGITS]) != 't' ||
	    !digits_parse(str_slice(text, 0, DATE_DIGITS), &date)) {
		return false;
	}
	while (BEHIND_DATE + digits < text.len && ascii_is_digit(text.at[BEHIND_DATE + digits])) {
		digits++;
	}
	if ((digits != 4 && digits != TIME_DIGITS) ||
	    !digits_parse(str_slice(text, BEHIND_DATE, BEHIND_DATE + digits), &time)) {
		return false;
	}
	time = digits == 4 ? time * 100 : time;
	civil->second = take_digits(&time, 2);
	civil->minute = take_digits(&time, 2);
	civil->hour = (int)time;
	civil->day = take_digits(&date, 2);
	civil->month = take_digits(&date, 2);
	civil->year = (int)date;
	at = BEHIND_DATE + digits;
	while (at < text.len && (text.at[at] == '.' || ascii_is_digit(text.at[at]))) {
		at++;
	}
	return read_offset(str_slice(text, at, text.len), &civil->zone_minutes);
}

/* "/Date(1710435960000+0100)/" of .NET: milliseconds, the offset says nothing more. */
static struct str net_number(struct str text)
{
	size_t start = str_starts(text, STR("/Date(")) ? 6 : str_starts(text, STR("\\/Date(")) ? 7 : 0, end = start;
	while (start > 0 && end < text.len && ascii_is_digit(text.at[end])) {
		end++;
	}
	return str_slice(text, start, end);
}

static enum date_found read_any(const struct dates *dates, struct str value, enum date_order order, int64_t *seconds,
                                struct order_hint *hint)
{
	struct str text = str_trim(value);
	struct date_civil civil = { 0 };
	enum date_found found;
	*hint = (struct order_hint){ 0 };
	if (text.len < DATE_LENGTH_MIN || text.len > DATE_LENGTH_MAX) {
		return DATE_NONE;
	}
	if (net_number(text).len > 0) {
		return read_number(dates, net_number(text), seconds);
	}
	found = read_iso(text, &civil) || read_basic(text, &civil) ? date_settle(dates, &civil, seconds)
	        : ascii_is_digit(text.at[0])                       ? read_number(dates, text, seconds)
	                                                           : DATE_NONE;
	return found == DATE_NONE ? read_words(dates, text, order, seconds, hint) : found;
}

enum date_found date_read(const struct dates *dates, struct str value, enum date_order order, int64_t *seconds)
{
	struct order_hint hint;
	return read_any(dates, value, order, seconds, &hint);
}

static char *put_two(char *to, int number, char behind)
{
	to[0] = (char)('0' + number / 10);
	to[1] = (char)('0' + number % 10);
	to[2] = behind;
	return to + 3;
}

void date_text(int64_t seconds, char out[DATE_TEXT_SIZE])
{
	int year, month, day, rest = (int)(seconds - timestamp_day(seconds) * SECONDS_A_DAY);
	char *to = out;
	timestamp_civil(timestamp_day(seconds), &year, &month, &day);
	to = put_two(to, year / 100, '0') - 1;
	to = put_two(to, year % 100, '-');
	to = put_two(to, month, '-');
	to = put_two(to, day, 'T');
	to = put_two(to, rest / 3600, ':');
	to = put_two(to, rest / 60 % 60, ':');
	to = put_two(to, rest % 60, 'Z');
	*to = '\0';
}

enum date_found date_to_text(const struct dates *dates, struct str value, enum date_order order,
                             char out[DATE_TEXT_SIZE])
{
	int64_t seconds;
	enum date_found found = date_read(dates, value, order, &seconds);
	if (found == DATE_FOUND) {
		date_text(seconds, out);
	}
	return found;
}

/* ---- a column ---- */

void date_watch(struct date_evidence *evidence, const struct dates *dates, struct str value)
{
	struct order_hint hint;
	int64_t seconds;
	if (str_trim(value).len == 0) {
		return;
	}
	evidence->values++;
	if (read_any(dates, value, DATE_ORDER_UNKNOWN, &seconds, &hint) == DATE_FOUND) {
		evidence->dates++;
		evidence->day_first += hint.only_day;
		evidence->month_first += hint.only_month;
		evidence->open += hint.open;
		evidence->dotted += hint.open && (hint.separator == '.' || hint.separator == '-');
	}
}

enum date_order date_decide(const struct date_evidence *evidence, bool *guessed)
{
	bool decided = evidence->day_first != evidence->month_first;
	bool day_first = decided ? evidence->day_first > evidence->month_first : evidence->dotted * 2 > evidence->open;
	if (guessed != NULL) {
		*guessed = !decided && evidence->open > 0;
	}
	if (!decided && evidence->open == 0) {
		return DATE_ORDER_UNKNOWN;
	}
	return day_first ? DATE_DAY_FIRST : DATE_MONTH_FIRST;
}
