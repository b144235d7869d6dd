/* dates.c - dates as exports write them (dates.h).
 *
 * in: one cell, trimmed or not. out: seconds since 1970, UTC.
 * Method: the two commonest shapes (RFC 3339, plain epoch numbers) are read by position. Everything else is cut into
 * numbers, words and signs, and each token is claimed by what only it can be: a month's name, a time (numbers around
 * ':'), an offset (sign and digits behind a time), a year (four digits). What is left are one to three small numbers,
 * whose order is the column's (date_decide) unless a number over 12 or a name decides it. Chosen against: strptime
 * (locale, and one form a call) and lists of whole patterns (each new export needs a new one). English names of months
 * and zones stand here because RFC 2822 and ctime define them; other languages' months come from
 * lexicons/LANG/columns.tsv. Memory: none. */
#include "dates.h"

#include "timestamp.h"

enum {
	DATE_LENGTH_MAX = 64, /* bytes: longer cells are prose */
	TOKENS_MAX = 24,
	PIVOT_YEAR = 70,    /* two-digit years: 70-99 are 19xx, as POSIX has it for 69-99 */
	SERIAL_LOW = 20000, /* days since 1899-12-30 as spreadsheets store them: 1954 */
	SERIAL_HIGH = 60000 /* 2064 */
};

struct token {
	char kind; /* '0' number, 'a' word, else the sign itself */
	bool space_before;
	int64_t value; /* of a number */
	unsigned digits;
	struct str text;
};

static const char *const english_months[] = { "january", "february", "march",     "april",   "may",      "june",
	                                      "july",    "august",   "september", "october", "november", "december" };

static bool starts_with_folded(struct str word, const char *name)
{
	size_t i = 0;
	for (; i < word.len; i++) {
		if (name[i] == '\0' || ascii_lower(word.at[i]) != name[i]) {
			return false;
		}
	}
	return true;
}

static int month_of(struct str word, const struct date_words *words)
{
	if (word.len >= 3) {
		for (int m = 0; m < 12; m++) {
			if (starts_with_folded(word, english_months[m])) {
				return m + 1;
			}
		}
	}
	for (size_t i = 0; words != NULL && i < words->count; i++) {
		if (str_eq_nocase(words->words[i].word, word)) {
			return words->words[i].month;
		}
	}
	return 0;
}

/* Minutes east of UTC for the names of RFC 2822 and the few others that exports print. */
static bool zone_of(struct str word, int *minutes)
{
	static const struct {
		const char *name;
		int minutes;
	} zones[] = { { "z", 0 },      { "ut", 0 },     { "utc", 0 },    { "gmt", 0 },    { "est", -300 },
		      { "edt", -240 }, { "cst", -360 }, { "cdt", -300 }, { "mst", -420 }, { "mdt", -360 },
		      { "pst", -480 }, { "pdt", -420 }, { "bst", 60 },   { "wet", 0 },    { "west", 60 },
		      { "cet", 60 },   { "cest", 120 }, { "eet", 120 },  { "eest", 180 }, { "msk", 180 },
		      { "ist", 330 },  { "jst", 540 },  { "aest", 600 }, { "aedt", 660 } };
	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
		if (str_eq_nocase(word, str_from(zones[i].name))) {
			*minutes = zones[i].minutes;
			return true;
		}
	}
	return false;
}

/* 0 when it does not fit or is no date: too many tokens, too long. */
static size_t cut_tokens(struct str text, struct token *tokens)
{
	size_t count = 0;
	bool space = false;
	for (size_t i = 0; i < text.len;) {
		char c = text.at[i];
		struct token *token = &tokens[count];
		size_t start = i;
		if (ascii_is_space(c) || c == ',' ||
		    ((unsigned char)c == 0xc2 && i + 1 < text.len && (unsigned char)text.at[i + 1] == 0xa0)) {
			/* a comma only separates; "09 4, 2015" is told by its spaces */
			i += (unsigned char)c == 0xc2 ? 2 : 1;
			space = true;
			continue;
		}
		/* narrow no-break space before AM/PM, as newer ICU prints it */
		if (i + 2 < text.len && memcmp(text.at + i, "\xe2\x80\xaf", 3) == 0) {
			i += 3;
			space = true;
			continue;
		}
		if (c == '(') { /* a comment, as RFC 2822 allows */
			break;
		}
		if (count == TOKENS_MAX) {
			return 0;
		}
		*token = (struct token){ .kind = c, .space_before = space };
		space = false;
		if (ascii_is_digit(c)) {
			token->kind = '0';
			while (i < text.len && ascii_is_digit(text.at[i])) {
				token->value = token->digits < 18 ? token->value * 10 + (text.at[i] - '0') : INT64_MAX;
				token->digits++;
				i++;
			}
		} else if (ascii_is_alpha(c) || (unsigned char)c >= 0x80) {
			token->kind = 'a';
			while (i < text.len && (ascii_is_alpha(text.at[i]) || (unsigned char)text.at[i] >= 0x80)) {
				i++;
			}
		} else {
			i++;
		}
		token->text = str_slice(text, start, i);
		count++;
	}
	return count;
}

struct parts {
	int year, month, day, hour, minute, second;
	int offset_minutes;
	bool has_time, has_pm, has_am;
	/* the small numbers of the date, in the order written */
	int numbers[3];
	unsigned digits[3];
	size_t number_count;
	char separator; /* between the first two of them: '/', '-', '.', ' ' */
	int named_month;
	size_t month_after; /* how many numbers stood before the name */
};

static bool read_offset(const struct token *tokens, size_t count, size_t *at, int *minutes)
{
	size_t i = *at;
	int sign = tokens[i].kind == '-' ? -1 : 1;
	int hours, rest = 0;
	if (i + 1 >= count || tokens[i + 1].kind != '0' || tokens[i + 1].space_before) {
		return false;
	}
	i++;
	if (tokens[i].digits >= 3 && tokens[i].digits <= 4) {
		hours = (int)(tokens[i].value / 100);
		rest = (int)(tokens[i].value % 100);
	} else if (tokens[i].digits <= 2) {
		hours = (int)tokens[i].value;
		if (i + 2 < count && tokens[i + 1].kind == ':' && tokens[i + 2].kind == '0' &&
		    tokens[i + 2].digits == 2) {
			rest = (int)tokens[i + 2].value;
			i += 2;
		}
	} else {
		return false;
	}
	*at = i;
	/* +-9999 and the like are noise: such a sign says nothing about the zone */
	*minutes = hours <= 14 && rest < 60 ? sign * (hours * 60 + rest) : 0;
	return true;
}

static bool read_time(const struct token *tokens, size_t count, size_t *at, struct parts *parts)
{
	size_t i = *at;
	char colon = tokens[i + 1].kind;
	parts->hour = (int)tokens[i].value;
	parts->minute = (int)tokens[i + 2].value;
	parts->second = 0;
	i += 2;
	if (i + 2 < count && tokens[i + 1].kind == colon && tokens[i + 2].kind == '0' && !tokens[i + 1].space_before &&
	    tokens[i + 2].digits <= 2) {
		parts->second = (int)tokens[i + 2].value;
		i += 2;
	}
	/* a fraction is dropped */
	if (i + 2 < count && (tokens[i + 1].kind == '.' || tokens[i + 1].kind == ':') && tokens[i + 2].kind == '0' &&
	    !tokens[i + 1].space_before) {
		i += 2;
	}
	parts->has_time = true;
	*at = i;
	return parts->hour <= 24 && parts->minute < 60 && parts->second <= 60;
}

/* Which tokens are what; false when something stands there that no date holds. */
static bool claim_tokens(const struct token *tokens, size_t count, const struct date_words *words, struct parts *parts)
{
	for (size_t i = 0; i < count; i++) {
		const struct token *token = &tokens[i];
		bool date_done = parts->number_count + (parts->named_month != 0) >= 3 ||
		                 (parts->year != 0 && parts->number_count + (parts->named_month != 0) >= 2);
		if (token->kind == '0') {
			char next = i + 2 < count && !tokens[i + 1].space_before && tokens[i + 2].kind == '0' &&
			                    !tokens[i + 2].space_before
			                ? tokens[i + 1].kind
			                : 0;
			if (!parts->has_time && token->digits <= 2 &&
			    (next == ':' || (next == '.' && date_done && tokens[i + 2].digits == 2))) {
				if (!read_time(tokens, count, &i, parts)) {
					return false;
				}
			} else if (!parts->has_time && date_done && token->digits == 4 && token->space_before &&
			           parts->year != 0) {
				parts->hour = (int)(token->value / 100),
				parts->minute = (int)(token->value % 100); /* 2359 */
				parts->has_time = true;
			} else if ((token->digits == 4 || (token->digits == 3 && parts->named_month)) &&
			           parts->year == 0) {
				/* mail of 2000 wrote years as 100: three digits count from 1900 */
				parts->year = token->digits == 3 ? 1900 + (int)token->value : (int)token->value;
				if (parts->number_count == 0 && parts->named_month == 0) {
					parts->separator = 'y';
				}
			} else if (token->digits <= 2 && parts->number_count < 3) {
				if (parts->number_count == 1 && parts->separator == 0) {
					parts->separator = token->space_before || i == 0 ? ' ' : tokens[i - 1].kind;
				}
				parts->numbers[parts->number_count] = (int)token->value;
				parts->digits[parts->number_count++] = token->digits;
			} else {
				return false;
			}
		} else if (token->kind == 'a') {
			int month = month_of(token->text, words), minutes;
			if (month != 0 && parts->named_month == 0) {
				parts->named_month = month;
				parts->month_after = parts->number_count;
			} else if (str_eq_nocase(token->text, STR("pm")) ||
			           (str_eq_nocase(token->text, STR("p")) && parts->has_time)) {
				parts->has_pm = true;
			} else if (str_eq_nocase(token->text, STR("am")) ||
			           (str_eq_nocase(token->text, STR("a")) && parts->has_time)) {
				parts->has_am = true;
			} else if (str_eq_nocase(token->text, STR("t")) && date_done) {
				continue;
			} else if (zone_of(token->text, &minutes)) {
				parts->offset_minutes = minutes;
			} else if (parts->number_count > 0 && parts->number_count < 3 &&
			           (str_eq_nocase(token->text, STR("st")) || str_eq_nocase(token->text, STR("nd")) ||
			            str_eq_nocase(token->text, STR("rd")) || str_eq_nocase(token->text, STR("th")) ||
			            str_eq_nocase(token->text, STR("of")) || str_eq_nocase(token->text, STR("de")))) {
				continue; /* 3rd of May, 3 de mayo de 2019 */
			} else if (str_eq_nocase(token->text, STR("at")) && date_done) {
				continue;
			} else if (i > 0 && !(i + 1 < count && (tokens[0].kind == 'a' && i < 2))) {
				/* a word in the middle that is nothing of a date; weekdays stand first (any language)
				 * or behind ", " */
				if (parts->has_time &&
				    parts->number_count + (parts->named_month != 0) + (parts->year != 0) >= 3 &&
				    i + 1 >= count) {
					continue; /* a zone name we do not know, at the end */
				}
				return false;
			}
		} else if ((token->kind == '+' || token->kind == '-') && parts->has_time &&
		           (date_done || parts->year != 0 || parts->named_month != 0)) {
			int minutes;
			if (!read_offset(tokens, count, &i, &minutes)) {
				return false;
			}
			parts->offset_minutes += minutes;
		} else if (token->kind != '/' && token->kind != '-' && token->kind != '.' && token->kind != '\'' &&
		           token->kind != ':') {
			return false;
		}
	}
	return true;
}

static int full_year(int year, unsigned digits)
{
	return digits > 2 ? year : year < PIVOT_YEAR ? 2000 + year : 1900 + year;
}

/* The numbers of the date by the order given. *open: the other order would do as well. */
static bool place_numbers(struct parts *parts, enum date_order order, bool *only_day, bool *only_month, bool *open)
{
	*only_day = *only_month = *open = false;
	if (parts->named_month != 0) {
		parts->month = parts->named_month;
		if (parts->number_count == 0) {
			parts->day = 1; /* "July 2018" */
		} else {
			parts->day = parts->numbers[0];
			if (parts->number_count == 2 && parts->year == 0 && parts->digits[1] == 2) {
				/* 28-Jul-18; 18-Jul-28 is not written */
				parts->year = full_year(parts->numbers[1], parts->digits[1]);
			} else if (parts->number_count != 1) {
				return false;
			}
		}
		return parts->year != 0 && parts->day >= 1;
	}
	if (parts->separator == 'y') { /* the year stands first */
		if (parts->number_count == 1) {
			parts->month = parts->numbers[0];
			parts->day = 1;
			return true;
		}
		parts->month = parts->numbers[0];
		parts->day = parts->numbers[1];
		return parts->number_count == 2;
	}
	if (parts->number_count == 3 && parts->year == 0 &&
	    parts->digits[2] == 2) { /* a year of one digit is a version: 4.5.1 */
		parts->year = full_year(parts->numbers[2], parts->digits[2]);
		if (parts->separator == ' ') {
			return false; /* "3 4 5" is no date */
		}
	} else if (parts->number_count != 2 || parts->year == 0) {
		return false;
	}
	if (parts->separator == ' ') { /* "09 4, 2015": month first, always */
		parts->month = parts->numbers[0], parts->day = parts->numbers[1];
		return true;
	}
	{
		int a = parts->numbers[0], b = parts->numbers[1];
		bool day_fits = a >= 1 && a <= 31 && b >= 1 && b <= 12,
		     month_fits = b >= 1 && b <= 31 && a >= 1 && a <= 12;
		*only_day = day_fits && !month_fits;
		*only_month = month_fits && !day_fits;
		*open = day_fits && month_fits && a != b;
		if (order == DATE_DAY_FIRST ? day_fits : !month_fits) {
			parts->day = a, parts->month = b;
		} else {
			parts->day = b, parts->month = a;
		}
		return day_fits || month_fits;
	}
}

/* RFC 3339 by position: "2015-02-24", "2015-02-24T11:35:02Z", "2015-02-24 11:35". The rest of the line goes the long
 * way. */
static bool parse_iso(struct str text, int64_t *seconds)
{
	static const char shape[] = "0000-00-00 00:00:00";
	int value[6] = { 0, 0, 0, 0, 0, 0 }, part = 0;
	if (text.len != 10 && text.len != 16 && text.len != 19 && !(text.len == 20 && text.at[19] == 'Z')) {
		return false;
	}
	for (size_t i = 0; i < text.len && i < 19; i++) {
		if (shape[i] == '0') {
			if (!ascii_is_digit(text.at[i])) {
				return false;
			}
			value[part] = value[part] * 10 + (text.at[i] - '0');
		} else if (text.at[i] == shape[i] || (i == 10 && text.at[i] == 'T')) {
			part++;
		} else {
			return false;
		}
	}
	return timestamp_from_civil(value[0], value[1], value[2], value[3], value[4], value[5], seconds);
}

/* Epoch numbers, packed dates, spreadsheet serials. */
static bool parse_number(struct str text, int64_t *seconds)
{
	int64_t value = 0;
	size_t i = 0, digits;
	while (i < text.len && ascii_is_digit(text.at[i])) {
		if (i >= 18) {
			return false;
		}
		value = value * 10 + (text.at[i] - '0');
		i++;
	}
	digits = i;
	if (i < text.len && text.at[i] == '.') {
		for (i++; i < text.len && ascii_is_digit(text.at[i]); i++) {
		}
	}
	if (i < text.len && (text.at[i] == 'e' || text.at[i] == 'E')) {
		return false;
	}
	if (i != text.len) {
		return false;
	}
	switch (digits) {
	case 5:
		if (value < SERIAL_LOW || value > SERIAL_HIGH) {
			return false;
		}
		*seconds = (value - 25569) * 86400; /* 25569: 1970-01-01 counted from 1899-12-30 */
		if (text.len > 6) {
			double day = 0, scale = 0.1;
			for (size_t k = 6; k < text.len && k < 16; k++, scale /= 10) {
				day += (text.at[k] - '0') * scale;
			}
			*seconds += (int64_t)(day * 86400 + 0.5);
		}
		return true;
	case 8:
		return timestamp_from_civil((int)(value / 10000), (int)(value / 100 % 100), (int)(value % 100), 0, 0, 0,
		                            seconds) &&
		       value >= 19700101 && value < 21000000;
	case 9:
	case 10: *seconds = value; return true;
	case 12:
	case 13: *seconds = value / 1000; return true;
	case 14:
		return timestamp_from_civil((int)(value / 10000000000), (int)(value / 100000000 % 100),
		                            (int)(value / 1000000 % 100), (int)(value / 10000 % 100),
		                            (int)(value / 100 % 100), (int)(value % 100), seconds);
	case 15:
	case 16: *seconds = value / 1000000; return true;
	default: return false;
	}
}

static bool parse_long(struct str text, enum date_order order, const struct date_words *words, int64_t *seconds,
                       bool *only_day, bool *only_month, bool *open, char *separator)
{
	struct token tokens[TOKENS_MAX];
	struct parts parts = { 0 };
	size_t count = cut_tokens(text, tokens);
	*only_day = *only_month = *open = false;
	if (count < 3 || !claim_tokens(tokens, count, words, &parts) ||
	    !place_numbers(&parts, order, only_day, only_month, open)) {
		return false;
	}
	*separator = parts.separator;
	if (parts.has_pm && parts.hour < 12) {
		parts.hour += 12;
	} else if (parts.has_am && parts.hour == 12) {
		parts.hour = 0;
	}
	if (parts.hour == 24) {
		parts.hour =
		    0; /* 24:00 as some exports write midnight; the day is not moved: it names the day that begins */
	}
	if (!timestamp_from_civil(parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second,
	                          seconds)) {
		return false;
	}
	*seconds -= (int64_t)parts.offset_minutes * 60;
	return true;
}

bool date_parse(struct str value, enum date_order order, const struct date_words *words, int64_t *seconds)
{
	struct str text = str_trim(value);
	bool only_day, only_month, open;
	char separator;
	if (text.len < 5 || text.len > DATE_LENGTH_MAX) {
		return false;
	}
	if (parse_iso(text, seconds)) {
		return true;
	}
	if (ascii_is_digit(text.at[0]) && parse_number(text, seconds)) {
		return true;
	}
	return parse_long(text, order, words, seconds, &only_day, &only_month, &open, &separator);
}

bool date_to_text(struct str value, enum date_order order, const struct date_words *words, char out[21])
{
	int64_t seconds;
	int year, month, day;
	unsigned rest;
	if (!date_parse(value, order, words, &seconds)) {
		return false;
	}
	timestamp_civil(timestamp_day(seconds), &year, &month, &day);
	if (year < 1 || year > 9999) {
		return false;
	}
	rest = (unsigned)(seconds - timestamp_day(seconds) * 86400);
	{
		const unsigned parts[] = { (unsigned)year / 100, (unsigned)year % 100, (unsigned)month, (unsigned)day,
			                   rest / 3600,          rest / 60 % 60,       rest % 60 };
		static const char signs[] = "\0--T::Z";
		char *to = out;
		for (size_t i = 0; i < 7; i++) {
			*to++ = (char)('0' + parts[i] / 10);
			*to++ = (char)('0' + parts[i] % 10);
			if (i > 0) {
				*to++ = signs[i];
			}
		}
		*to = '\0';
	}
	return true;
}

void date_watch(struct date_evidence *evidence, struct str value, const struct date_words *words)
{
	struct str text = str_trim(value);
	int64_t seconds;
	bool only_day, only_month, open;
	char separator;
	if (text.len == 0) {
		return;
	}
	evidence->values++;
	if (text.len < 5 || text.len > DATE_LENGTH_MAX) {
		return;
	}
	if (parse_iso(text, &seconds) || (ascii_is_digit(text.at[0]) && parse_number(text, &seconds))) {
		evidence->dates++;
		return;
	}
	if (!parse_long(text, DATE_ORDER_UNKNOWN, words, &seconds, &only_day, &only_month, &open, &separator)) {
		return;
	}
	evidence->dates++;
	evidence->day_first += only_day;
	evidence->month_first += only_month;
	evidence->open += open;
	evidence->dotted += open && (separator == '.' || separator == '-');
}

enum date_order date_decide(const struct date_evidence *evidence, bool *guessed)
{
	if (guessed != NULL) {
		*guessed = false;
	}
	if (evidence->day_first != evidence->month_first) {
		return evidence->day_first > evidence->month_first ? DATE_DAY_FIRST : DATE_MONTH_FIRST;
	}
	if (evidence->open == 0) {
		return DATE_ORDER_UNKNOWN;
	}
	if (guessed != NULL) {
		*guessed = true;
	}
	return evidence->dotted * 2 > evidence->open ? DATE_DAY_FIRST : DATE_MONTH_FIRST;
}
