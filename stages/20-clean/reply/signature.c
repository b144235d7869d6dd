/* signature.c - see signature.h.
 *
 * What enters: the lines that quote removal left. What leaves: how many of them to keep.
 * Method: rules on the shape of the last lines, in the manner of Carvalho & Cohen, "Learning to Extract Signature and
 * Reply Lines from Email" (CEAS 2004), whose features (short lines, names, separators, addresses, the sender's own
 * name) are used as conditions rather than as weights, so that a reader can say why a line went. Chosen against:
 * cutting every short block that holds a telephone number. A customer who writes "please call Ann Lee, 555-0100" means
 * it; a block of contact data is a signature only below a separator or a closing phrase, or when it starts with the
 * sender's own name. Memory: none of its own. Time: linear in the lines looked at, BLOCK_LINES at most a round. */
#include "signature.h"

#include "utf8.h"

enum {
	ROUNDS = 4,       /* a phone's line below a dash name below a separator: more has not been seen */
	BLOCK_LINES = 12, /* lines of a signature that are not empty; business cards have up to 10 */
	LINE_CHARS = 72,  /* a longer line is prose (a disclaimer stands below "-- ", which has no such limit) */
	DATA_CHARS = 300, /* of a line of addresses and numbers between bars */
	NAME_WORDS = 5,
	TITLE_WORDS = 7,    /* "Senior Vice President of Customer Success, Northern Europe" */
	EXACT_LINES = 40,   /* below an exact "-- " */
	PARTICLE_BYTES = 3, /* of "de", "van", "bin" */
	DATA_DIGITS = 5,    /* so many digits of a line are a telephone number or a postcode */
	TOKEN_BYTES = 3     /* shorter parts of a sender's name say nothing */
};

static bool blank(struct str line)
{
	return str_trim(line).len == 0;
}

static size_t last_line(const struct str *lines, size_t count)
{
	while (count > 0 && blank(lines[count - 1])) {
		count--;
	}
	return count;
}

static bool upper_at(struct str word)
{
	return word.len > 0 && ((word.at[0] >= 'A' && word.at[0] <= 'Z') || (unsigned char)word.at[0] >= 0x80 ||
	                        word.at[0] == '(' || word.at[0] == '"' || word.at[0] == '*');
}

struct shape {
	size_t words, capitals, digits;
	bool sentence; /* ends with ! or ?, or with a full stop after several small words */
	bool data;     /* an address, a link, a telephone number */
	bool list;     /* starts as a list item, a heading or a table row */
};

/* "# ", "| ", "+ ", "* ": a list's item, a heading, a table's row; "+1 650" is a number. */
static bool is_list_item(struct str text)
{
	if (text.len < 2) {
		return false;
	}
	switch (text.at[0]) {
	case '#':
	case '|':
	case '>': return true;
	case '+': return !ascii_is_digit(text.at[1]);
	case '*':
	case '-': return text.at[1] == ' ';
	default: return false;
	}
}

static bool is_link(struct str word)
{
	return str_starts_nocase(word, STR("http")) || str_starts_nocase(word, STR("www.")) ||
	       str_starts_nocase(word, STR("<http"));
}

/* Takes a word of a line; more: another one follows. "de", "van", "bin": small words inside of names count as capitals.
 */
static void take_word(struct shape *shape, struct str word, bool more)
{
	shape->words++;
	shape->data = shape->data || is_link(word);
	shape->capitals += upper_at(word) || (word.len <= PARTICLE_BYTES && shape->words > 1 && more);
}

/* A line that is longer than prose in a signature and all of it data: an address, and bars between it and the others
 * ("email: ann@example.org<mailto:…> | mobile: …"). */
static bool is_long_data(struct str text)
{
	return text.len > LINE_CHARS && text.len <= DATA_CHARS && memchr(text.at, '@', text.len) != NULL &&
	       str_find(text, STR(" | "), 0) < text.len;
}

/* The features of a line of LINE_CHARS at most, in one pass; a longer one is prose, which is all that is asked about
 * it. */
static struct shape shape_of(struct str line)
{
	struct shape shape = { 0, 0, 0, false, false, false };
	struct str text = str_trim(line);
	if (is_long_data(text)) {
		shape.words = 1;
		shape.data = true;
		return shape;
	}
	if (text.len == 0 || text.len > LINE_CHARS) {
		shape.list = shape.sentence = text.len > 0;
		return shape;
	}
	shape.list = is_list_item(text);
	shape.sentence = memchr("!?:;", text.at[text.len - 1], 4) != NULL;
	for (size_t i = 0, start = 0; i <= text.len; i++) {
		char c = i < text.len ? text.at[i] : ' ';
		shape.digits += ascii_is_digit(c);
		shape.data = shape.data || c == '@';
		if (ascii_is_space(c)) {
			if (i > start) {
				take_word(&shape, str_slice(text, start, i), i < text.len);
			}
			start = i + 1;
		}
	}
	shape.data = shape.data || shape.digits >= DATA_DIGITS;
	return shape;
}

static bool is_name(const struct shape *shape)
{
	return shape->words > 0 && shape->words <= NAME_WORDS && shape->digits == 0 && !shape->sentence &&
	       !shape->list && shape->capitals == shape->words;
}

static bool name_like(struct str line)
{
	struct shape shape = shape_of(line);
	return is_name(&shape);
}

/* What stands below a name in a signature: data, or a title of a few words. */
static bool is_card(const struct shape *shape, struct str line)
{
	if (shape->words == 0 || shape->list) {
		return !shape->list;
	}
	return shape->data || shape->digits >= 3 ||
	       (shape->words <= TITLE_WORDS && !shape->sentence && shape->capitals * 2 >= shape->words) ||
	       shape->words == 1 || line.at[0] == '-';
}

/* One word in any case counts as a name behind a dash or a closing phrase: "-roman", "thanks\nroman". */
static bool is_short_name(const struct shape *shape, struct str line)
{
	return is_name(shape) || (shape->words == 1 && shape->digits == 0 && !shape->sentence && !shape->list &&
	                          str_trim(line).len <= 20);
}

static bool short_name(struct str line)
{
	struct shape shape = shape_of(line);
	return is_short_name(&shape, line);
}

static bool card_like(struct str line)
{
	struct shape shape = shape_of(line);
	return is_card(&shape, line);
}

static bool card_or_name(struct str line)
{
	struct shape shape = shape_of(line);
	return is_card(&shape, line) || is_short_name(&shape, line);
}

static bool delimiter(struct str line, bool *exact)
{
	struct str text = str_trim(line);
	size_t n = 0;
	while (n < text.len && memchr("-_=*~+#", text.at[n], 7) != NULL) {
		n++;
	}
	*exact = text.len == 2 && text.at[0] == '-' && text.at[1] == '-';
	return n == text.len && n >= 2;
}

/* A part of the sender's name or address of TOKEN_BYTES or more stands in the line. */
static bool names_sender(struct str line, struct str sender)
{
	size_t start = 0;
	for (size_t i = 0; i <= sender.len; i++) {
		bool letter = i < sender.len && (ascii_is_alpha(sender.at[i]) || (unsigned char)sender.at[i] >= 0x80);
		if (letter) {
			continue;
		}
		if (i - start >= TOKEN_BYTES && str_find_nocase(line, str_slice(sender, start, i), 0) < line.len) {
			return true;
		}
		start = i + 1;
		if (i < sender.len && sender.at[i] == '@') {
			break; /* the domain names a company */
		}
	}
	return false;
}

/* May all of lines[0..count) stand in a signature? Where the sender's name does, short lines of any kind may stand with
 * it. */
static bool all_cards(const struct str *lines, size_t count, struct str sender)
{
	bool named = false;
	for (size_t i = 0; i < count; i++) {
		named = named || names_sender(lines[i], sender);
	}
	for (size_t i = 0; i < count; i++) {
		bool small = named && str_trim(lines[i]).len <= LINE_CHARS && !shape_of(lines[i]).list;
		if (!small && !card_or_name(lines[i])) {
			return false;
		}
	}
	return true;
}

/* "-- " and all below it; a longer rule only when what is below looks like a name and its data. Returns lines to keep,
 * or count. */
static size_t below_delimiter(const struct str *lines, size_t count, struct str sender)
{
	size_t seen = 0;
	for (size_t at = count; at-- > 1;) {
		bool exact;
		if (!delimiter(lines[at], &exact)) {
			seen += !blank(lines[at]);
			if (seen > EXACT_LINES) {
				return count;
			}
			continue;
		}
		if (seen == 0) {
			return at; /* a rule with nothing below it */
		}
		if (!exact && (seen > BLOCK_LINES || !all_cards(lines + at + 1, count - at - 1, sender))) {
			seen++; /* a rule inside of what an exact one may stand above */
			if (seen > EXACT_LINES) {
				return count;
			}
			continue;
		}
		while (at > 1 && (blank(lines[at - 1]) || delimiter(lines[at - 1], &exact))) {
			at--;
		}
		return at;
	}
	return count;
}

/* "-ann", "— Ann", "/Ann": the bytes before the name; 0: none are there. Two dashes are a delimiter, two slashes a
 * path.
 */
static size_t dash_length(struct str line)
{
	static const char *const wide_dashes[] = { "\xE2\x80\x94", "\xE2\x80\x93" };
	if (line.len < 2) {
		return 0;
	}
	if (line.at[0] == '-') {
		return line.at[1] != '-';
	}
	if (line.at[0] == '/' && line.len > 2) {
		struct str name = str_slice(line, 1, line.len);
		return upper_at(name) && memchr(name.at, '/', name.len) == NULL;
	}
	for (size_t i = 0; i < sizeof wide_dashes / sizeof *wide_dashes; i++) {
		struct str dash = str_from(wide_dashes[i]);
		if (str_starts(line, dash)) {
			return dash.len;
		}
	}
	return 0;
}

/* Whether the line above a name announces it, or both are items of a list. */
static bool is_listing(struct str line)
{
	return line.at[line.len - 1] == ':' || line.at[0] == '-' || line.at[0] == '*' ||
	       (unsigned char)line.at[0] == 0xE2; /* first byte of bullets and wide dashes */
}

/* "-ann", "- Ann Lee", "/Ann": the last line; not an item of a list, nor a path. */
static size_t dash_name(const struct str *lines, size_t count)
{
	struct str line = str_trim(lines[count - 1]);
	size_t before = last_line(lines, count - 1), dash = dash_length(line);
	if (before == 0 || dash == 0 || !short_name(str_trim(str_slice(line, dash, line.len))) ||
	    is_listing(str_trim(lines[before - 1]))) {
		return count;
	}
	return before;
}

/* The first line from `at` on that is not blank; count: none is. */
static size_t next_said(const struct str *lines, size_t at, size_t count)
{
	while (at < count && blank(lines[at])) {
		at++;
	}
	return at;
}

/* A closing phrase on a line of its own, and below it nothing or a name with its data. */
static size_t below_signoff(const struct reply_rules *rules, const struct str *lines, size_t count)
{
	size_t seen = 0, keep = count;
	for (size_t at = count; at-- > 1 && seen <= BLOCK_LINES;) {
		bool name_first = true;
		if (blank(lines[at])) {
			continue;
		}
		if (reply_signoff(rules, lines[at]) && last_line(lines, at) > 0) {
			size_t next = next_said(lines, at + 1, count);
			name_first = next == count || short_name(lines[next]) || next >= keep;
			if (!name_first) {
				return keep;
			}
			keep = at;
		} else if (!card_or_name(lines[at])) {
			return keep;
		}
		seen++;
	}
	return keep;
}

static size_t sender_block(const struct str *lines, size_t count, struct str sender)
{
	size_t seen = 0, keep = count;
	for (size_t at = count; sender.len > 0 && at-- > 1 && seen < BLOCK_LINES;) {
		if (blank(lines[at])) {
			continue;
		}
		seen++;
		if (blank(lines[at - 1]) && name_like(lines[at]) && names_sender(lines[at], sender)) {
			keep = at;
		}
		if (!card_like(lines[at])) {
			break;
		}
	}
	return keep;
}

/* A signature without a delimiter: below a closing phrase, a dash or the sender's name. */
static size_t undelimited(const struct reply_rules *rules, const struct str *lines, size_t count, struct str sender)
{
	size_t keep = below_signoff(rules, lines, count);
	keep = keep == count ? dash_name(lines, count) : keep;
	return keep == count ? sender_block(lines, count, sender) : keep;
}

size_t signature_start(const struct reply_rules *rules, const struct str *lines, size_t count, struct str sender)
{
	bool delimited = false;
	count = last_line(lines, count);
	for (int round = 0; round < ROUNDS; round++) {
		size_t keep = count;
		if (count <= 1) {
			break;
		}
		if (reply_mobile(rules, lines[count - 1])) {
			keep = count - 1;
		}
		if (keep == count && !delimited) {
			keep = below_delimiter(lines, count, sender);
			delimited = keep < count;
		}
		keep = last_line(lines, keep == count ? undelimited(rules, lines, count, sender) : keep);
		if (keep == count || keep == 0) {
			break;
		}
		count = keep;
	}
	return count;
}
