/* personal_candidate.c - see personal_candidate.h. */
#include "personal_candidate.h"

#include <string.h>

enum {
	GAP_BYTES = 4,     /* longest run of marks between two groups: ") - " */
	GAP_SIGNS = 3,     /* the same for candidate_digits, a letter counts as a mark */
	VALUE_DIGITS = 6,  /* digits of a group that its value is made of: more are no part of a date */
	YEAR_LEAST = 1800, /* the first and the last year that people write */
	YEAR_MOST = 2199,
	CURRENCY_BYTES = 3, /* longest currency sign in UTF-8 */
	THOUSAND_DIGITS = 3 /* digits of a group of thousands */
};

/* Takes a mark of a gap; kind: the mark that counts so far, 0 at first. False: a group cannot follow behind it. */
static bool gap_takes(char *kind, char mark)
{
	switch (mark) {
	case '(':
	case ')': *kind = mark; return true;
	case ' ': *kind = *kind == 0 ? ' ' : *kind; return true;
	case '-':
	case '.':
	case '/':
		if (*kind == 0 || *kind == ' ') {
			*kind = mark;
			return true;
		}
		return *kind == ')'; /* ")-" */
	default: return false;
	}
}

/* The bytes between two groups of digits, 0 when a group cannot follow there: " ", "-", ".", "/", ")", ") ", " (",
 * ")-", " - ", a no-break space. */
static size_t gap_between(const struct scan *scan, size_t at, char *kind)
{
	size_t i = at;
	*kind = 0;
	while (i < at + GAP_BYTES && i < scan->text.len && !ascii_is_digit(scan->text.at[i])) {
		size_t no_break = no_break_space(scan, i);
		if (!gap_takes(kind, no_break > 0 ? ' ' : scan->text.at[i])) {
			return 0;
		}
		i += no_break > 0 ? no_break : 1;
	}
	return ascii_is_digit(byte_at(scan, i)) ? i - at : 0;
}

/* The '+' and the brackets before the first digit. */
static void read_front(const struct scan *scan, struct candidate *c)
{
	if (byte_before(scan, c->start) == '(') {
		c->start--;
		c->between[0] = '(';
	}
	if (byte_before(scan, c->start) == '+') {
		c->start--;
		c->plus = true;
		c->start -= byte_before(scan, c->start) == '(';
	}
}

void candidate_read(const struct scan *scan, size_t at, struct candidate *c)
{
	size_t i = at, gap = 0;
	*c = (struct candidate){ .start = at };
	read_front(scan, c);
	do {
		size_t first = i + gap;
		i = first;
		while (ascii_is_digit(byte_at(scan, i)) && c->count < CANDIDATE_DIGITS) {
			c->digits[c->count++] = scan->text.at[i++];
		}
		c->size[c->groups] = i - first;
		c->end[c->groups++] = i;
		if (c->groups == GROUPS_MOST || c->count == CANDIDATE_DIGITS) {
			break;
		}
		gap = gap_between(scan, i, &c->between[c->groups]);
	} while (gap > 0);
	if (ascii_is_digit(byte_at(scan, i))) {
		c->groups = 0; /* digits go on without a gap */
	}
}

bool same_marks(const struct candidate *c, size_t first, size_t groups)
{
	for (size_t i = first + 1; i < groups; i++) {
		if (c->between[i] != c->between[first]) {
			return false;
		}
	}
	return true;
}

static int group_value(const struct candidate *c, size_t group)
{
	size_t at = 0;
	int value = 0;
	for (size_t i = 0; i < group; i++) {
		at += c->size[i];
	}
	for (size_t i = 0; i < c->size[group] && i < VALUE_DIGITS; i++) {
		value = value * 10 + (c->digits[at + i] - '0');
	}
	return value;
}

static bool is_year(int value)
{
	return value >= YEAR_LEAST && value <= YEAR_MOST;
}
static bool is_month(int value)
{
	return value >= 1 && value <= 12;
}
static bool is_day(int value)
{
	return value >= 1 && value <= 31;
}

/* Whether two numbers are a day and a month, in either order. */
static bool is_day_and_month(int a, int b)
{
	return is_day(a) && is_day(b) && (is_month(a) || is_month(b));
}

bool is_date_like(const struct candidate *c, size_t groups)
{
	int first, second, third;
	if (groups < 3 || c->plus || c->size[1] > 2 || c->between[1] != c->between[2] ||
	    strchr("-./ ", c->between[1]) == NULL) {
		return false;
	}
	first = group_value(c, 0), second = group_value(c, 1), third = group_value(c, 2);
	if (c->size[0] == 4) {
		return c->size[2] <= 2 && is_year(first) && is_month(second) && is_day(third);
	}
	if (c->size[0] > 2 || !is_day_and_month(first, second)) {
		return false;
	}
	return c->size[2] == 4 ? is_year(third) : c->size[2] == 2 && groups == 3;
}

bool is_thousands(const struct candidate *c, size_t groups)
{
	for (size_t i = 1; i < groups; i++) {
		if (c->size[i] != THOUSAND_DIGITS || (c->between[i] != ' ' && c->between[i] != '.')) {
			return false;
		}
	}
	return groups > 1 && same_marks(c, 1, groups) && c->size[0] <= THOUSAND_DIGITS && c->digits[0] != '0' &&
	       !c->plus;
}

static bool is_currency(struct str text, size_t at)
{
	static const char *const signs[] = {
		"$",           "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5", "\xE2\x82\xB9", "\xE2\x82\xBD", "\xE2\x82\xBA",
		"\xE2\x82\xA9"
	};
	char first = at < text.len ? text.at[at] : ' ';
	if (first != '$' && first != '\xE2' && first != '\xC2') {
		return false;
	}
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (str_starts(str_slice(text, at, text.len), str_from(signs[i]))) {
			return true;
		}
	}
	return false;
}

static bool currency_before(const struct scan *scan, size_t start)
{
	size_t i = start - (start > scan->floor && scan->text.at[start - 1] == ' ');
	for (size_t bytes = 1; bytes <= CURRENCY_BYTES && i >= scan->floor + bytes; bytes++) {
		if (is_currency(scan->text, i - bytes)) {
			return true;
		}
	}
	return false;
}

bool is_amount(const struct scan *scan, size_t start, size_t end)
{
	char after = byte_at(scan, end);
	bool decimals = (after == ',' || after == '.') && ascii_is_digit(byte_at(scan, end + 1));
	return after == '%' || decimals || currency_before(scan, start) ||
	       is_currency(scan->text, end + (after == ' '));
}

size_t candidate_digits(const struct scan *scan, size_t at, size_t enough)
{
	size_t count = 0, gap = 0;
	for (; at < scan->text.len && count < enough && gap <= GAP_SIGNS; at++) {
		char c = scan->text.at[at];
		if (ascii_is_digit(c)) {
			count++;
			gap = 0;
		} else if (ascii_is_alnum(c) || strchr(" -./()\xC2\xA0", c) != NULL) {
			gap++;
		} else {
			break;
		}
	}
	return count;
}
