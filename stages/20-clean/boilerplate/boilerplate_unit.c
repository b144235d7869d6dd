/* boilerplate_unit.c - see boilerplate_unit.h. */
#include "boilerplate_unit.h"

#include "eight.h"

bool boilerplate_edge(char c)
{
	return ascii_is_space(c) || c == '#' || c == '*' || c == '_' || c == '>' || c == '-' || c == '=' || c == ':';
}

enum { TAG_MOST = 60 }; /* bytes of a tag around a heading */

/* The length of the tag at the front of text, "<summary>"; 0: none is there. */
static size_t tag_length(struct str text)
{
	size_t at = 1, most = text.len < TAG_MOST ? text.len : TAG_MOST;
	if (text.len < 3 || text.at[0] != '<') {
		return 0;
	}
	at += text.at[at] == '/';
	if (!ascii_is_alpha(text.at[at])) {
		return 0;
	}
	while (at < most && (ascii_is_alpha(text.at[at]) || ascii_is_digit(text.at[at]))) {
		at++;
	}
	if (at < most && ascii_is_space(text.at[at])) { /* attributes */
		while (at < most && text.at[at] != '>') {
			at++;
		}
	}
	return at < most && text.at[at] == '>' ? at + 1 : 0;
}

/* The tag that text ends with. */
static size_t last_tag(struct str text)
{
	size_t at = text.len;
	if (at == 0 || text.at[at - 1] != '>') {
		return 0;
	}
	while (at > 0 && text.len - at < TAG_MOST && text.at[at - 1] != '<') {
		at--;
	}
	return at > 0 && tag_length(str_slice(text, at - 1, text.len)) == text.len - at + 1 ? text.len - at + 1 : 0;
}

enum { BOX_MOST = 8 }; /* bytes of a box */

/* What stands in a box of a form: nothing, a letter, a word or a sign. */
static bool is_tick(struct str inner)
{
	static const char *const ticks[] = { "", "x", "y", "n", "yes", "no" };
	if (inner.len > 0 && (unsigned char)inner.at[0] >= 0xE2) {
		return true;
	}
	for (size_t i = 0; i < sizeof ticks / sizeof *ticks; i++) {
		if (str_eq_nocase(inner, str_from(ticks[i]))) {
			return true;
		}
	}
	return false;
}

/* The length of the box at the front of text: "[x]", "[ ]", "[]", "[Yes]", and a sign beyond ASCII between brackets; 0:
 * none is there. */
static size_t box_length(struct str text)
{
	size_t most = text.len < BOX_MOST ? text.len : BOX_MOST, end = 1;
	if (text.len < 2 || text.at[0] != '[') {
		return 0;
	}
	while (end < most && text.at[end] != ']') {
		end++;
	}
	if (end == most) {
		return 0;
	}
	return is_tick(str_trim(str_slice(text, 1, end))) ? end + 1 : 0;
}

/* The length of the sign at the front of text: U+2000 to U+2FFF (dashes, ticks, stars), what is beyond U+FFFF (emoji),
 * and the mark that asks for a picture; 0: none is there. */
static size_t sign_length(struct str text)
{
	unsigned char first = text.len > 2 ? (unsigned char)text.at[0] : 0;
	if (first == 0xE2 || str_starts(text, STR("\xEF\xB8\x8F"))) {
		return 3;
	}
	return first >= 0xF0 && text.len > 3 ? 4 : 0;
}

/* Bytes that are no words of a unit at its front; 0: none. */
static size_t front_length(struct str unit)
{
	size_t skip = unit.len > 0 && boilerplate_edge(unit.at[0]) ? 1 : tag_length(unit);
	skip = skip == 0 ? box_length(unit) : skip;
	return skip == 0 ? sign_length(unit) : skip;
}

/* The same at its end. */
static size_t end_length(struct str unit)
{
	size_t skip = last_tag(unit); /* before the marks: ">" is one */
	if (skip > 0 || unit.len == 0) {
		return skip;
	}
	return boilerplate_edge(unit.at[unit.len - 1]) || unit.at[unit.len - 1] == '|' ? 1 : 0;
}

struct str boilerplate_trim(struct str unit)
{
	size_t skip;
	while ((skip = front_length(unit)) > 0) {
		unit = str_slice(unit, skip, unit.len);
	}
	while ((skip = end_length(unit)) > 0) {
		unit.len -= skip;
	}
	return unit;
}

void boilerplate_fold_front(struct buf *out, struct str unit, size_t most)
{
	char *to, last = '\0';
	size_t len = 0;
	buf_clear(out);
	unit = boilerplate_trim(unit);
	buf_reserve(out, unit.len);
	to = out->at;
	for (size_t i = 0; i < unit.len && len < most; i++) {
		char c = ascii_lower(unit.at[i]);
		c = ascii_is_space(c) ? ' ' : ascii_is_digit(c) ? '0' : c;
		if ((c != ' ' && c != '0') || c != last) {
			to[len++] = c;
		}
		last = c;
	}
	out->len = len;
	to[len] = '\0';
}

void boilerplate_fold(struct buf *out, struct str unit)
{
	boilerplate_fold_front(out, unit, SIZE_MAX);
}

size_t boilerplate_sentence(struct str line, size_t at)
{
	while (at < line.len) {
		char c = line.at[at++];
		if ((c == '.' || c == '!' || c == '?') && at < line.len && ascii_is_space(line.at[at])) {
			while (at < line.len && ascii_is_space(line.at[at])) {
				at++;
			}
			return at;
		}
	}
	return line.len;
}

/* Where the separator behind a label starts and ends; false: c at `at` is none. */
static bool separator(struct str line, size_t at, size_t *behind)
{
	char c = line.at[at], next = at + 1 < line.len ? line.at[at + 1] : ' ';
	*behind = at + 1;
	if (c == ':') {
		return next != '/' && !(at > 0 && ascii_is_digit(line.at[at - 1]) &&
		                        ascii_is_digit(next)); /* no address, no time of day */
	}
	if (c == '=' && next == '>') {
		*behind = at + 2;
		return true;
	}
	if (at > 0 && ascii_is_space(line.at[at - 1]) &&
	    (c == '=' || (c == '-' && ascii_is_space(next)))) { /* "Platform =Linux", "Version - 1.2" */
		return next != '=';
	}
	return c == '|' || (c == '?' && boilerplate_edge(next));
}

/* "Version (or commit)" is the label "Version". */
static struct str without_note(struct str label)
{
	size_t open;
	struct str text = str_trim(label);
	if (text.len == 0 || text.at[text.len - 1] != ')') {
		return label;
	}
	open = str_find(text, STR(" ("), 0);
	return open > 0 && open < text.len ? str_slice(text, 0, open) : label;
}

bool boilerplate_label(struct str line, struct str *label, struct str *value)
{
	size_t at, behind, most = line.len < UNIT_LINE ? line.len : UNIT_LINE,
	                   start = line.len > 0 && line.at[0] == '|';
	for (at = start; at < most && !separator(line, at, &behind); at++) {
	}
	if (at >= most) {
		return false;
	}
	*label = without_note(str_slice(line, start, at + (line.at[at] == '?')));
	*value = str_slice(line, behind, line.len);
	while (value->len > 0 && boilerplate_edge(value->at[0])) {
		*value = str_slice(*value, 1, value->len);
	}
	return value->len > 0 || (line.at[at] != '?' && line.at[at] != '|');
}

bool boilerplate_front(struct str line, struct str *front, struct str *rest)
{
	size_t bar = str_find(str_slice(line, 0, line.len < UNIT_LINE ? line.len : UNIT_LINE), STR(" |"), 0);
	if (bar >= UNIT_LINE || bar + 2 >= line.len) {
		return false;
	}
	*front = str_trim(str_slice(line, 0, bar));
	*rest = str_trim(str_slice(line, bar + 2, line.len));
	return front->len > 0 && rest->len > 0;
}

static struct str without_marks(struct str word)
{
	while (word.len > 0 && memchr("\"'(*_`", word.at[0], 6) != NULL) {
		word = str_slice(word, 1, word.len);
	}
	while (word.len > 0 && memchr("\"')*_`.,;:!?", word.at[word.len - 1], 12) != NULL) {
		word.len--;
	}
	return word;
}

/* A word is plain when letters alone are in it, but for punctuation around it and apostrophes and hyphens within. */
static bool plain_word(struct str word)
{
	word = without_marks(word);
	for (size_t i = 0; i < word.len; i++) {
		if (!byte_of_letter(word.at[i]) && word.at[i] != '\'' && word.at[i] != '-') {
			return false;
		}
	}
	return word.len > 0;
}

/* Words of a line, with the bars between cells as blanks. */
static bool parts_words(char c)
{
	return ascii_is_space(c) || c == '|';
}

static void count_words(struct str line, size_t *plain, size_t *other)
{
	size_t at = 0;
	*plain = *other = 0;
	while (at < line.len) {
		size_t from;
		while (at < line.len && parts_words(line.at[at])) {
			at++;
		}
		from = at;
		while (at < line.len && !parts_words(line.at[at])) {
			at++;
		}
		if (at > from && plain_word(str_slice(line, from, at))) {
			++*plain;
		} else if (at > from) {
			++*other;
		}
	}
}

enum {
	COLUMN_GAP = 4,       /* blanks inside of a line: columns */
	MACHINE_PERCENT = 60, /* of a line's bytes, at least, in no plain word */
	GAP_WORDS = 5,        /* words before it, at most: "Parallel framework in use:     none" */
	FRONT_WORDS = 2,      /* plain words at its front make a line a person's, whatever follows */
	MACHINE_BYTES = 8     /* a shorter line says too little */
};

/* Do two blanks stand side by side? Perhaps not, when a blank and an exclamation mark do; surely, when COLUMN_GAP
 * blanks do. */
static bool double_blank(struct str line)
{
	uint64_t pairs = 0;
	for (size_t i = 0; i + 8 <= line.len; i += 8) {
		uint64_t blanks = eight_equal(eight_load(line.at + i), ' ');
		pairs |= blanks & blanks >> 8;
	}
	return pairs != 0 || line.len < 16;
}

/* What the words of a line say about who wrote it. */
struct machine {
	size_t words, plain_words; /* the second of the first FRONT_WORDS */
	size_t plain, most;        /* bytes of plain words, and how many a program's line has at the most */
	size_t gap_words;          /* so many words may stand before a gap between columns */
};

static bool may_be_machine(const struct machine *m)
{
	return m->plain <= m->most && m->plain_words < FRONT_WORDS;
}

/* Takes the word at a place; the place behind it. */
static size_t take_word(struct machine *m, struct str line, size_t at)
{
	size_t from = at;
	while (at < line.len && !ascii_is_space(line.at[at])) {
		at++;
	}
	if (line.at[from] != '-' && plain_word(str_slice(line, from, at))) {
		m->plain += at - from;
		m->plain_words += m->words < FRONT_WORDS;
	}
	m->words++;
	return at;
}

static size_t spaces_end(struct str line, size_t at)
{
	while (at < line.len && ascii_is_space(line.at[at])) {
		at++;
	}
	return at;
}

bool boilerplate_machine(struct str line)
{
	struct machine m = { .most = line.len * (100 - MACHINE_PERCENT) / 100,
		             .gap_words = double_blank(line) ? GAP_WORDS : 0 };
	size_t at = 0;
	if (line.len < MACHINE_BYTES || boilerplate_fence(line)) {
		return false;
	}
	if (str_starts(line, STR("-- "))) { /* how builds report */
		return true;
	}
	while (at < line.len && (m.words < m.gap_words || may_be_machine(&m))) {
		size_t end = take_word(&m, line, at);
		at = spaces_end(line, end);
		if (at - end >= COLUMN_GAP) {
			return true;
		}
	}
	return may_be_machine(&m);
}

enum { PLAIN_MOST = 6 }; /* plain words of a value: "Intel Core i5-5350U CPU at 1.80 GHz" has four */

static bool is_value(size_t plain, size_t other)
{
	return plain + other <= VALUE_WORDS || (other > 0 && plain <= PLAIN_MOST);
}

bool boilerplate_value(struct str line)
{
	size_t plain, other;
	count_words(line, &plain, &other);
	return is_value(plain, other);
}

enum unit_shape boilerplate_shape(struct str line)
{
	char last = line.at[line.len - 1];
	size_t plain, other;
	if (line.at[0] == '#' || str_starts(line, STR("**")) || last == ':' || last == '?') {
		return UNIT_HEADING;
	}
	count_words(line, &plain, &other);
	if (memchr(line.at, '|', line.len) != NULL) {
		return plain <= PLAIN_MOST ? UNIT_ROW : UNIT_PROSE;
	}
	return is_value(plain, other) ? UNIT_VALUE : UNIT_PROSE;
}

bool boilerplate_fence(struct str line)
{
	return str_starts(line, STR("```")) && str_find(line, STR("```"), 3) == line.len;
}

bool boilerplate_code(struct str rest)
{
	for (size_t at = 0; (at = str_find(rest, STR("```"), at)) < rest.len;) {
		struct str before, line;
		size_t start = at;
		while (start > 0 && rest.at[start - 1] != '\n') {
			start--;
		}
		before = str_trim(str_slice(rest, start, at));
		line = str_trim(str_cut(str_slice(rest, at, rest.len), '\n', &rest));
		if (before.len == 0 && boilerplate_fence(line)) {
			return line.len == 3;
		}
		at = 0;
	}
	return false;
}

enum {
	RULE_LEAST = 5,  /* bytes of "-----": shorter ones are dashes */
	FIELD_BYTES = 24 /* "Severity:" in a table's row */
};

static bool rule(struct str text)
{
	size_t marks = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (memchr("-=_+*~#|. \t", text.at[i], 11) == NULL) {
			return false;
		}
		marks += text.at[i] != ' ' && text.at[i] != '\t' && text.at[i] != '.';
	}
	return marks >= RULE_LEAST;
}

/* "Reporter: ann | Owner: bob": a field's name and colon at the front of both halves. */
static bool ticket_row(struct str text)
{
	const char *bar = memchr(text.at, '|', text.len);
	struct str left, right;
	size_t colon;
	if (bar == NULL) {
		return false;
	}
	left = str_trim((struct str){ text.at, (size_t)(bar - text.at) });
	right = str_trim((struct str){ bar + 1, text.len - (size_t)(bar + 1 - text.at) });
	colon = str_find(left, STR(":"), 0);
	if (colon == left.len || colon > FIELD_BYTES || left.len == 0 || !ascii_is_alpha(left.at[0])) {
		return false;
	}
	colon = str_find(right, STR(":"), 0);
	return right.len == 0 || (colon < right.len && colon <= FIELD_BYTES && ascii_is_alpha(right.at[0]));
}

/* "<details>", "</summary>": markup of a form with nothing between its tags. */
static bool only_tags(struct str text)
{
	size_t at = 0;
	while (at < text.len && text.at[at] == '<') {
		const char *end = memchr(text.at + at, '>', text.len - at);
		if (end == NULL || !(ascii_is_alpha(text.at[at + 1]) || text.at[at + 1] == '/')) {
			return false;
		}
		at = (size_t)(end - text.at) + 1;
		while (at < text.len && ascii_is_space(text.at[at])) {
			at++;
		}
	}
	return at == text.len;
}

static bool ticked_box(struct str text)
{
	return text.len > 2 && (text.at[0] == '-' || text.at[0] == '*') && text.at[1] == ' ' &&
	       box_length(str_slice(text, 2, text.len)) > 0;
}

enum unit_drawn boilerplate_drawn(struct str line)
{
	if (rule(line)) {
		return UNIT_RULE;
	}
	if (ticket_row(line)) {
		return UNIT_TICKET_ROW;
	}
	return ticked_box(line) || only_tags(line) ? UNIT_MARKUP : UNIT_WRITTEN;
}
