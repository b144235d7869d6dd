/* personal_phone.c - telephone numbers in groups of digits.
 *
 * They have no checksum: what is written as one is taken ("+" or 00 and a country; a trunk zero and groups;
 * three-three-four; an area in brackets), and anything else of 7 to 13 digits in groups only where a word near says so
 * ("call", "fax", "reach me at"). Dates, prices, decimals and thousands are none. The forms are rows of a table. */
#include <string.h>

#include "personal_candidate.h"

enum {
	DIGITS_LEAST = 6,         /* of the shortest form below */
	DIGITS_MOST = 15,         /* E.164 */
	PLUS_DIGITS = 7,          /* fewest behind a "+" */
	GROUP_DIGITS = 8,         /* most in a group but the first */
	EXTENSION_DIGITS = 6,     /* most of an extension */
	EXTENSION_BLANKS = 2,     /* most before it */
	WORD_GAP = 3,             /* marks between a number and a word behind it that says what it is, at the most */
	NORTH_AMERICAN_GROUPS = 3 /* area, office, line */
};

/* What speaks for a telephone number. */
enum phone_sign { PHONE_NONE, PHONE_IF_SAID /* by a word near */, PHONE_SURE };

enum lead { LEAD_ANY, LEAD_TRUNK /* "020" */, LEAD_ABROAD /* "0044" */ };

struct range {
	size_t least, most;
};

/* What the first groups of a candidate look like. */
struct phone_shape {
	size_t digits, groups, first; /* first: digits of the first group */
	size_t shortest, longest;     /* digits of the other groups; CANDIDATE_DIGITS and 0: there are none */
	enum lead lead;
	bool bracket; /* around the first group */
	char mark;    /* between all groups; 0: different ones, or there is one group */
};

/* A form that has all that its row says. Where a row says nothing of a range, any will do. */
static const struct phone_form {
	struct range digits, groups, first;
	size_t shortest; /* digits of each group but the first, at least */
	enum lead lead;
	bool bracket;
	char mark; /* 0: any */
	enum phone_sign sign;
} phone_forms[] = {
	/* "00 44 20 7946 0958" */
	{ .lead = LEAD_ABROAD, .digits = { 10, DIGITS_MOST }, .groups = { 2, GROUPS_MOST }, .sign = PHONE_SURE },
	/* "(020) 7946 0958" */
	{ .bracket = true, .digits = { 8, DIGITS_MOST }, .first = { 2, 5 }, .shortest = 2, .sign = PHONE_SURE },
	/* "020 7946 0958" */
	{ .lead = LEAD_TRUNK, .digits = { 9, 12 }, .first = { 2, 5 }, .shortest = 2, .sign = PHONE_SURE },
	/* "02079460958" */
	{ .lead = LEAD_TRUNK, .digits = { 10, 11 }, .groups = { 1, 1 }, .sign = PHONE_SURE },
	/* "650-555-0100", "1-650-555-0100" */
	{ .digits = { 9, DIGITS_MOST },
	  .groups = { 3, 5 },
	  .first = { 1, 4 },
	  .shortest = 3,
	  .mark = '-',
	  .sign = PHONE_SURE },
	/* "00442079460958" */
	{ .lead = LEAD_ABROAD, .digits = { 10, DIGITS_MOST }, .sign = PHONE_IF_SAID },
	/* "33 93 31", of small countries */
	{ .digits = { 6, 6 },
	  .groups = { 3, 3 },
	  .first = { 2, 2 },
	  .shortest = 2,
	  .mark = ' ',
	  .sign = PHONE_IF_SAID },
	/* "555 0100": area and subscriber, or the subscriber alone */
	{ .digits = { 7, 13 }, .groups = { 1, 6 }, .shortest = 2, .sign = PHONE_IF_SAID },
};

static enum lead lead_of(const struct candidate *c)
{
	if (c->digits[0] != '0') {
		return LEAD_ANY;
	}
	return c->digits[1] == '0' ? LEAD_ABROAD : LEAD_TRUNK;
}

static struct phone_shape phone_shape(const struct candidate *c, size_t groups)
{
	struct phone_shape shape = { .groups = groups, .first = c->size[0], .shortest = CANDIDATE_DIGITS };
	for (size_t i = 0; i < groups; i++) {
		shape.digits += c->size[i];
		if (i > 0) {
			shape.shortest = c->size[i] < shape.shortest ? c->size[i] : shape.shortest;
			shape.longest = c->size[i] > shape.longest ? c->size[i] : shape.longest;
		}
	}
	shape.lead = lead_of(c);
	shape.bracket = c->between[0] == '(' && groups > 1 && c->between[1] == ')';
	shape.mark = groups > 1 && same_marks(c, 1, groups) ? c->between[1] : 0;
	return shape;
}

static bool is_within(size_t value, struct range range)
{
	return range.most == 0 || (value >= range.least && value <= range.most);
}

static bool has_form(const struct phone_shape *shape, const struct phone_form *form)
{
	return is_within(shape->digits, form->digits) && is_within(shape->groups, form->groups) &&
	       is_within(shape->first, form->first) && shape->shortest >= form->shortest &&
	       (form->lead == LEAD_ANY || form->lead == shape->lead) && (!form->bracket || shape->bracket) &&
	       (form->mark == 0 || form->mark == shape->mark);
}

static bool has_sizes(const size_t *groups)
{
	return groups[0] == 3 && groups[1] == 3 && groups[2] == 4;
}

/* "1 (650) 555-0100": three, three, four digits, the area not below 200, with or without a 1 in front. */
static bool is_north_american(const struct candidate *c, size_t groups)
{
	size_t area = groups > NORTH_AMERICAN_GROUPS && c->size[0] == 1 && c->digits[0] == '1' ? 1 : 0;
	if (groups != area + NORTH_AMERICAN_GROUPS || !has_sizes(c->size + area) || c->digits[area] < '2') {
		return false;
	}
	return c->between[area + 1] == ')' || c->between[area] == '(' || same_marks(c, area + 1, groups);
}

/* A slash may stand behind the area alone: "030/123456". */
static bool has_other_slash(const struct candidate *c, size_t groups)
{
	for (size_t i = 2; i < groups; i++) {
		if (c->between[i] == '/') {
			return true;
		}
	}
	return false;
}

static enum phone_sign phone_sign(const struct candidate *c, size_t groups)
{
	struct phone_shape shape = phone_shape(c, groups);
	if (shape.digits > DIGITS_MOST || shape.longest > GROUP_DIGITS || is_date_like(c, groups) ||
	    has_other_slash(c, groups)) {
		return PHONE_NONE;
	}
	if (c->plus) {
		return shape.digits >= PLUS_DIGITS ? PHONE_SURE : PHONE_NONE;
	}
	if (is_north_american(c, groups)) {
		return PHONE_SURE;
	}
	for (size_t i = 0; i < sizeof phone_forms / sizeof *phone_forms; i++) { /* the sure ones stand first */
		if (has_form(&shape, &phone_forms[i])) {
			return phone_forms[i].sign;
		}
	}
	return PHONE_NONE;
}

/* Bytes of an "x" or of the longest word for an extension at a place, a point behind it included; 0: none stands there.
 */
static size_t extension_word(const struct scan *scan, size_t at)
{
	const struct word_forms *words = &scan->words->extensions;
	struct str rest = at < scan->text.len ? str_slice(scan->text, at, scan->text.len) : STR_EMPTY;
	size_t longest = 0;
	if (ascii_lower(byte_at(scan, at)) == 'x') {
		return 1;
	}
	for (size_t i = 0; i < words->count; i++) {
		if (words->at[i].len > longest && str_starts_nocase(rest, words->at[i])) {
			longest = words->at[i].len;
		}
	}
	return longest + (longest > 0 && byte_at(scan, at + longest) == '.');
}

/* " x123", "ext. 45" behind a telephone number: its end, or `end`. */
static size_t extension_end(const struct scan *scan, size_t end)
{
	size_t i = end, digits, word;
	while (i < scan->text.len && i < end + EXTENSION_BLANKS && byte_at(scan, i) == ' ') {
		i++;
	}
	word = extension_word(scan, i);
	if (word == 0) {
		return end;
	}
	i += word;
	i += i < scan->text.len && byte_at(scan, i) == ' ';
	for (digits = 0; digits < EXTENSION_DIGITS && ascii_is_digit(byte_at(scan, i)); digits++) {
		i++;
	}
	return digits > 0 && !ascii_is_alnum(byte_at(scan, i)) ? i : end;
}

/* "416 60 039 office", "082 490 1693-Office". */
static bool phone_word_after(const struct scan *scan, size_t end)
{
	size_t i = end;
	while (i < scan->text.len && i < end + WORD_GAP && strchr(" -(,", scan->text.at[i]) != NULL) {
		i++;
	}
	return i > end && (word_roles(scan->words, word_after(scan, i)) & ROLE_PHONE_AFTER) != 0;
}

/* Whether what stands before a candidate leaves it a number of its own. */
static bool may_start(const struct scan *scan, const struct candidate *c)
{
	char before = byte_before(scan, c->start);
	if (ascii_is_alnum(before) || strchr("_#./", before) != NULL || (c->plus && before == '+')) {
		return false;
	}
	return before != '-' || !ascii_is_digit(byte_before(scan, c->start - 1));
}

/* Whether the number goes on behind its first groups, or behind its extension. */
static bool goes_on(const struct scan *scan, const struct candidate *c, size_t groups, size_t extension)
{
	char after = byte_at(scan, extension), mark = groups < c->groups ? c->between[groups] : ' ';
	/* "4111-1111-1111-1112" is no telephone number and four digits. */
	return (mark != ' ' && mark != '(') || ascii_is_alnum(after) || after == '_' ||
	       (after == ':' && ascii_is_digit(byte_at(scan, extension + 1)));
}

/* Where a telephone number of the first groups ends; SIZE_MAX: it is none. */
static size_t phone_end(const struct scan *scan, const struct candidate *c, size_t groups, uint32_t context)
{
	enum phone_sign sign = phone_sign(c, groups);
	size_t end = c->end[groups - 1], extension;
	bool said, doubtful, half_bracket = c->between[0] == '(' && groups == 1;
	if (sign == PHONE_NONE || half_bracket) {
		return SIZE_MAX;
	}
	extension = extension_end(scan, end);
	if (goes_on(scan, c, groups, extension)) {
		return SIZE_MAX;
	}
	said = (context & ROLE_PHONE) != 0 || extension > end || phone_word_after(scan, end);
	doubtful = sign == PHONE_IF_SAID || is_thousands(c, groups);
	if ((doubtful && !said) || is_amount(scan, c->start, extension)) {
		return SIZE_MAX;
	}
	return extension;
}

bool find_phone(const struct scan *scan, const struct candidate *c, uint32_t context, struct found *found)
{
	if (c->count < DIGITS_LEAST || !may_start(scan, c) || (context & ROLE_POSTCODE) != 0) {
		return false;
	}
	for (size_t groups = c->groups; groups > 0; groups--) {
		size_t end = phone_end(scan, c, groups, context);
		if (end != SIZE_MAX) {
			*found = (struct found){ c->start, end, PII_PHONE };
			return true;
		}
	}
	return false;
}
