/* xml_guard.c - see xml_guard.h.
 *
 * Exports glue texts into XML by hand, so "Sound & picture", "a < b" and a <b> that never closes stand in it, and
 * libxml2's reader ends at the first of them, with recovery or without. And a DOCTYPE can hold entities that refer to
 * each other without end. Method: a machine over bytes that knows in what it stands and which elements are open. A tag
 * is looked at whole; one that is as it should be goes through as it stands. Memory: a tag, TAG_MOST at the most, and
 * the names of what is open. */
#include "xml_guard.h"

enum {
	REFERENCE_MOST = 40,
	MARKUP_MOST = 9,      /* "<![CDATA[" */
	TAG_MOST = 8 << 20,   /* bytes: posts stand in attributes in some dumps; libxml2 takes 10 MB */
	ATTRIBUTES_MOST = 64, /* of a tag that needs mending */
	DEPTH_MOST = 200      /* of elements; libxml2 takes 256 */
};

void xml_guard_init(struct xml_guard *guard)
{
	*guard = (struct xml_guard){ .place = XML_IN_TEXT, .line = 1 };
	buf_init(&guard->kept, SIZE_MAX);
	buf_init(&guard->open, SIZE_MAX);
}

void xml_guard_release(struct xml_guard *guard)
{
	buf_release(&guard->kept);
	buf_release(&guard->open);
}

static void mend(struct xml_guard *guard)
{
	if (guard->mended++ == 0) {
		guard->mended_line = guard->line;
	}
}

static bool is_name_byte(char c)
{
	return ascii_is_alnum(c) || c == '_' || c == '-' || c == '.' || c == ':' || (unsigned char)c >= 0x80;
}

static bool starts_name(char c)
{
	return ascii_is_alpha(c) || c == '_' || c == ':' || (unsigned char)c >= 0x80;
}

enum answer { NO, YES, NOT_YET };

/* The digits are a character that XML allows. */
static bool is_character(struct str digits, bool hex)
{
	uint32_t c = 0;
	for (size_t i = 0; i < digits.len && c <= 0x10FFFF; i++) {
		char small = ascii_lower(digits.at[i]);
		c = c * (hex ? 16 : 10) + (uint32_t)(ascii_is_digit(small) ? small - '0' : small - 'a' + 10);
	}
	return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xD800) || (c >= 0xE000 && c < 0xFFFE) ||
	       (c >= 0x10000 && c <= 0x10FFFF);
}

/* One of the five entities that need no DTD; others stay as they are written, for whoever reads HTML in the text. */
static bool is_known(struct str s)
{
	return str_starts(s, STR("&amp;")) || str_starts(s, STR("&lt;")) || str_starts(s, STR("&gt;")) ||
	       str_starts(s, STR("&quot;")) || str_starts(s, STR("&apos;"));
}

static bool is_digit_of(char c, bool hex)
{
	return ascii_is_digit(c) || (hex && strchr("abcdef", ascii_lower(c)) != NULL && c != '\0');
}

/* "&#10;" or "&#xA;": s begins with "&#". */
static enum answer is_number(struct str s)
{
	bool hex = s.len > 2 && s.at[2] == 'x';
	size_t start = hex ? 3 : 2, at = start;
	while (at < s.len && at < REFERENCE_MOST && is_digit_of(s.at[at], hex)) {
		at++;
	}
	if (at == s.len && at < REFERENCE_MOST) {
		return NOT_YET;
	}
	return at > start && at < s.len && s.at[at] == ';' && is_character(str_slice(s, start, at), hex) ? YES : NO;
}

/* Whether s, which begins with '&', opens a reference: &name; &#10; &#xA; */
static enum answer is_reference(struct str s)
{
	size_t at = 1;
	if (s.len > 1 && s.at[1] == '#') {
		return is_number(s);
	}
	while (at < s.len && at < REFERENCE_MOST && is_name_byte(s.at[at])) {
		at++;
	}
	if (at == s.len && at < REFERENCE_MOST) {
		return NOT_YET;
	}
	return is_known(s) ? YES : NO;
}

static size_t take_reference(struct xml_guard *guard, struct buf *out, struct str s, bool last)
{
	enum answer answer = is_reference(s);
	if (answer == NOT_YET && !last) {
		return 0;
	}
	if (answer == YES) {
		buf_byte(out, '&');
	} else {
		mend(guard);
		buf_text(out, "&amp;");
	}
	return 1;
}

/* ---- tags ---- */

/* The innermost open element of that name: how many are within it; SIZE_MAX: none. */
static size_t find_open(const struct xml_guard *guard, struct str name)
{
	size_t end = guard->open.len, within = 0;
	while (end > 0) {
		size_t start = end - 1;
		while (start > 0 && guard->open.at[start - 1] != '\0') {
			start--;
		}
		if (str_eq((struct str){ guard->open.at + start, end - 1 - start }, name)) {
			return within;
		}
		within++;
		end = start;
	}
	return SIZE_MAX;
}

/* Writes the end tag of the innermost element. The root's is written at the end of the file. */
static void close_one(struct xml_guard *guard, struct buf *out)
{
	size_t start = guard->open.len - 1;
	while (start > 0 && guard->open.at[start - 1] != '\0') {
		start--;
	}
	buf_printf(out, "</%s>", guard->open.at + start);
	guard->open.len = start;
	guard->open.at[start] = '\0';
	guard->depth--;
}

static void push_open(struct xml_guard *guard, struct str name)
{
	buf_str_add(&guard->open, name);
	buf_byte(&guard->open, '\0');
	guard->depth++;
	guard->has_root = true;
}

/* Tags of HTML within a text, which people leave open. */
bool xml_is_inline(struct str name)
{
	static const char *const names[] = { "br", "hr",   "img",    "wbr",  "p",     "li", "b",  "i", "u",
		                             "em", "font", "strong", "span", "small", "a",  "tt", "s" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_eq_nocase(name, str_from(names[i]))) {
			return true;
		}
	}
	return false;
}

/* The innermost `within` open elements are all inline. */
static bool are_inline(const struct xml_guard *guard, size_t within)
{
	size_t end = guard->open.len;
	for (; within > 0; within--) {
		size_t start = end - 1;
		while (start > 0 && guard->open.at[start - 1] != '\0') {
			start--;
		}
		if (!xml_is_inline((struct str){ guard->open.at + start, end - 1 - start })) {
			return false;
		}
		end = start;
	}
	return true;
}

static void mend_element(struct xml_guard *guard, struct buf *out, bool told)
{
	mend(guard);
	if (told && guard->marks && guard->has_root) {
		buf_printf(out, "<?" XML_MENDED " %llu?>", (unsigned long long)guard->line);
	}
}

static void end_tag(struct xml_guard *guard, struct buf *out, struct str name)
{
	size_t within = find_open(guard, name);
	if (within == SIZE_MAX) { /* it closes nothing */
		mend_element(guard, out, !xml_is_inline(name));
		return;
	}
	if (within > 0) {
		mend_element(guard, out, !are_inline(guard, within));
	}
	for (size_t i = 0; i < within; i++) {
		close_one(guard, out);
	}
	if (guard->depth == 1) {
		guard->root_ended = true;
	} else {
		close_one(guard, out);
	}
}

static size_t name_length(struct str s)
{
	size_t at = 0;
	while (at < s.len && is_name_byte(s.at[at])) {
		at++;
	}
	return at;
}

static size_t blanks(struct str s)
{
	size_t at = 0;
	while (at < s.len && ascii_is_space(s.at[at])) {
		at++;
	}
	return at;
}

/* Attributes as XML wants them: name="value", apart by blanks, no '<' and no bare '&' in a value. */
static bool is_well_formed(struct str attributes)
{
	while (blanks(attributes) < attributes.len) {
		size_t blank = blanks(attributes), name, end;
		attributes = str_slice(attributes, blank, attributes.len);
		name = name_length(attributes);
		if (blank == 0 || name == 0 || !starts_name(attributes.at[0]) || name + 2 > attributes.len ||
		    attributes.at[name] != '=' || strchr("\"'", attributes.at[name + 1]) == NULL) {
			return false;
		}
		end = name + 2;
		while (end < attributes.len && attributes.at[end] != attributes.at[name + 1]) {
			if (attributes.at[end] == '<' ||
			    (attributes.at[end] == '&' &&
			     is_reference(str_slice(attributes, end, attributes.len)) != YES)) {
				return false;
			}
			end++;
		}
		if (end == attributes.len) {
			return false;
		}
		attributes = str_slice(attributes, end + 1, attributes.len);
	}
	return true;
}

static bool is_among(struct str name, const struct str *seen, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq(seen[i], name)) {
			return true;
		}
	}
	return false;
}

/* Two attributes of one name. */
static bool has_twins(struct str attributes)
{
	struct str seen[ATTRIBUTES_MOST];
	size_t count = 0;
	while (blanks(attributes) < attributes.len) {
		size_t blank = blanks(attributes), name, end;
		attributes = str_slice(attributes, blank, attributes.len);
		name = name_length(attributes);
		if (count == ATTRIBUTES_MOST || is_among(str_slice(attributes, 0, name), seen, count)) {
			return true;
		}
		seen[count++] = str_slice(attributes, 0, name);
		end = str_find(attributes, str_slice(attributes, name + 1, name + 2), name + 2);
		attributes = str_slice(attributes, end + 1, attributes.len);
	}
	return false;
}

static void put_value(struct xml_guard *guard, struct buf *out, struct str value)
{
	for (size_t i = 0; i < value.len; i++) {
		struct str rest = str_slice(value, i, value.len);
		if (value.at[i] == '&') {
			(void)take_reference(guard, out, rest, true);
		} else if (value.at[i] == '<') {
			buf_text(out, "&lt;");
		} else if (value.at[i] == '"') {
			buf_text(out, "&quot;");
		} else {
			buf_byte(out, value.at[i]);
		}
	}
}

/* An attribute as far as it can be read. */
struct attribute {
	struct str name, value;
	size_t end; /* bytes of it */
	bool has_value;
};

static struct attribute read_attribute(struct str s)
{
	struct attribute a = { .name = str_slice(s, 0, name_length(s)) };
	size_t at = a.name.len + blanks(str_slice(s, a.name.len, s.len)), start;
	a.end = a.name.len;
	if (at == s.len || s.at[at] != '=') {
		return a; /* a name alone */
	}
	at++;
	at += blanks(str_slice(s, at, s.len));
	a.has_value = true;
	if (at < s.len && (s.at[at] == '"' || s.at[at] == '\'')) {
		start = at + 1;
		at = str_find(s, str_slice(s, at, at + 1), start);
	} else {
		start = at;
		while (at < s.len && !ascii_is_space(s.at[at])) {
			at++;
		}
	}
	a.value = str_slice(s, start < at ? start : at, at);
	a.end = at < s.len ? at + 1 : s.len;
	return a;
}

/* What can be read of broken attributes, each once. */
static void mend_attributes(struct xml_guard *guard, struct buf *out, struct str s)
{
	struct str seen[ATTRIBUTES_MOST];
	size_t count = 0;
	mend(guard);
	while (s.len > 0 && count < ATTRIBUTES_MOST) {
		struct attribute a;
		if (!starts_name(s.at[0])) {
			s = str_slice(s, 1, s.len);
			continue;
		}
		a = read_attribute(s);
		if (a.has_value && !is_among(a.name, seen, count)) {
			seen[count++] = a.name;
			buf_printf(out, " %.*s=\"", STR_ARGS(a.name));
			put_value(guard, out, a.value);
			buf_byte(out, '"');
		}
		s = str_slice(s, a.end, s.len);
	}
}

/* Behind the '>' that ends the tag at s; 0: not there yet; SIZE_MAX: there is none. A '<' within quotes says that a
 * quote is missing: then the first '>' ends it. */
static size_t tag_end(struct str s, bool last)
{
	size_t not_seen = last || s.len > TAG_MOST ? SIZE_MAX : 0;
	char quote = 0;
	for (size_t i = 1; i < s.len; i++) {
		char c = s.at[i];
		if (quote != 0 && c == '<') {
			const char *first = memchr(s.at, '>', s.len);
			return first != NULL ? (size_t)(first - s.at) + 1 : not_seen;
		}
		if (quote != 0) {
			quote = c == quote ? 0 : quote;
		} else if (c == '"' || c == '\'') {
			quote = c;
		} else if (c == '>') {
			return i + 1;
		} else if (c == '<') {
			return SIZE_MAX;
		}
	}
	return not_seen;
}

/* A start tag without its signs. */
static void start_tag(struct xml_guard *guard, struct buf *out, struct str inside)
{
	size_t len = name_length(inside);
	bool empty = inside.at[inside.len - 1] == '/';
	struct str name = str_slice(inside, 0, len), attributes = str_slice(inside, len, inside.len - empty);
	if (guard->depth >= DEPTH_MOST) {
		mend(guard);
		return;
	}
	buf_byte(out, '<');
	buf_str_add(out, name);
	if (is_well_formed(attributes) && !has_twins(attributes)) {
		buf_str_add(out, attributes);
	} else {
		mend_attributes(guard, out, attributes);
	}
	if (empty && guard->has_root) {
		buf_text(out, "/>");
		return;
	}
	buf_byte(out, '>');
	push_open(guard, name);
	guard->root_ended = guard->root_ended || (empty && guard->depth == 1);
}

/* At a '<' that may open a tag; how many bytes were taken, 0: more must be seen. */
static size_t take_tag(struct xml_guard *guard, struct buf *out, struct str s, bool last)
{
	size_t end = tag_end(s, last);
	bool ends = s.len > 2 && s.at[1] == '/';
	if (end == 0) {
		return 0;
	}
	if (end == SIZE_MAX || end < 3 || !starts_name(s.at[ends ? 2 : 1])) {
		mend(guard);
		buf_text(out, "&lt;");
		return 1;
	}
	if (ends) {
		struct str name = str_slice(s, 2, end - 1);
		end_tag(guard, out, str_slice(name, 0, name_length(name)));
	} else {
		start_tag(guard, out, str_slice(s, 1, end - 1));
	}
	return end;
}

/* ---- places ---- */

/* The places that a '<' opens, by what stands behind it. */
static const struct {
	struct str opens, closes;
	enum xml_guard_place place;
} markups[] = { { { "<![CDATA[", 9 }, { "]]>", 3 }, XML_IN_CDATA },
	        { { "<!--", 4 }, { "-->", 3 }, XML_IN_COMMENT },
	        { { "<?", 2 }, { "?>", 2 }, XML_IN_INSTRUCTION },
	        { { "<!DOCTYPE", 9 }, { ">", 1 }, XML_IN_DOCTYPE } };
enum { MARKUPS = sizeof markups / sizeof *markups };

/* At s.at[0] == '<'; how many bytes were taken, 0: more must be seen. */
static size_t open_markup(struct xml_guard *guard, struct buf *out, struct str s, bool last)
{
	for (size_t i = 0; i < MARKUPS; i++) {
		if (str_starts(s, markups[i].opens)) {
			guard->place = markups[i].place;
			guard->brackets = 0;
			if (guard->place != XML_IN_DOCTYPE) {
				buf_str_add(out, markups[i].opens);
			}
			return markups[i].opens.len;
		}
	}
	if (s.len < MARKUP_MOST && !last && (s.len == 1 || s.at[1] == '!')) {
		return 0;
	}
	if (s.len < 3 && !last) {
		return 0;
	}
	return take_tag(guard, out, s, last);
}

/* Blanks and lines stay, so that places in messages are those of the file. */
static size_t take_in_doctype(struct xml_guard *guard, struct buf *out, char c)
{
	if (guard->quote != 0) {
		guard->quote = c == guard->quote ? 0 : guard->quote;
	} else if (c == '"' || c == '\'') {
		guard->quote = c;
	} else if (c == '[' || c == ']') {
		guard->brackets += c == '[' ? 1 : -1;
	} else if (c == '>' && guard->brackets <= 0) {
		guard->place = XML_IN_TEXT;
	}
	if (c == '\n') {
		buf_byte(out, c);
	}
	return 1;
}

/* Within CDATA, a comment, an instruction: up to its end. */
static size_t take_until_closed(struct xml_guard *guard, struct buf *out, struct str s, bool last)
{
	struct str closes = STR_EMPTY;
	for (size_t i = 0; i < MARKUPS; i++) {
		closes = markups[i].place == guard->place ? markups[i].closes : closes;
	}
	if (str_starts(s, closes)) {
		guard->place = XML_IN_TEXT;
		buf_str_add(out, closes);
		return closes.len;
	}
	if (s.len < closes.len && !last && s.at[0] == closes.at[0]) {
		return 0;
	}
	buf_byte(out, s.at[0]);
	return 1;
}

static size_t take(struct xml_guard *guard, struct buf *out, struct str s, bool last)
{
	switch (guard->place) {
	case XML_IN_DOCTYPE: return take_in_doctype(guard, out, s.at[0]);
	case XML_IN_CDATA:
	case XML_IN_COMMENT:
	case XML_IN_INSTRUCTION: return take_until_closed(guard, out, s, last);
	case XML_IN_TEXT:
	default: break;
	}
	if (s.at[0] == '<') {
		return open_markup(guard, out, s, last);
	}
	if (s.at[0] == '&') {
		return take_reference(guard, out, s, last);
	}
	buf_byte(out, s.at[0]);
	return 1;
}

/* Text up to the next sign that matters, at once. */
static size_t plain_length(const struct xml_guard *guard, struct str s)
{
	size_t at = 0;
	while (guard->place == XML_IN_TEXT && at < s.len && s.at[at] != '<' && s.at[at] != '&') {
		at++;
	}
	return at;
}

static void add_blanks(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		buf_byte(out, ascii_is_space(s.at[i]) ? s.at[i] : ' ');
	}
}

static void count_lines(struct xml_guard *guard, struct str s)
{
	const char *at = s.at, *end = s.at + s.len;
	while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		guard->line++;
		at++;
	}
}

void xml_guard_add(struct xml_guard *guard, struct buf *out, struct str bytes, bool last)
{
	struct buf joint;
	struct str s = bytes;
	buf_init(&joint, SIZE_MAX);
	if (guard->kept.len > 0) {
		buf_str_add(&joint, buf_str(&guard->kept));
		buf_str_add(&joint, bytes);
		buf_clear(&guard->kept);
		s = buf_str(&joint);
	}
	while (s.len > 0) {
		size_t taken = plain_length(guard, s);
		if (guard->has_root || guard->place != XML_IN_TEXT) {
			buf_add(out, s.at, taken);
		} else {
			add_blanks(out, str_slice(s, 0, taken)); /* before the root nothing may stand */
		}
		taken += taken < s.len ? take(guard, out, str_slice(s, taken, s.len), last) : 0;
		if (taken == 0) {
			buf_str_add(&guard->kept, s);
			break;
		}
		count_lines(guard, str_slice(s, 0, taken));
		s = str_slice(s, taken, s.len);
	}
	if (last) {
		guard->cut = guard->cut || (guard->depth > 0 && !guard->root_ended); /* asked again at the end */
		while (guard->depth > 0) {
			close_one(guard, out);
		}
	}
	buf_release(&joint);
}
