/* json_scan.c - see json_scan.h. */
#include "json_scan.h"

#include <math.h>
#include <stdlib.h>

#include "eight.h"
#include "utf8.h"

static bool fail(struct json_scan *s, const char *why)
{
	if (s->bad == NULL) {
		s->bad = why;
	}
	return false;
}

static void skip_space(struct json_scan *s)
{
	while (s->at < s->text.len) {
		char c = s->text.at[s->at];
		if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
			break;
		}
		s->at++;
	}
}

static const char *end_or(const struct json_scan *s, const char *why)
{
	return s->at >= s->text.len ? "it ends too early" : why;
}

enum json_kind json_kind_next(struct json_scan *s)
{
	skip_space(s);
	if (s->at >= s->text.len) {
		return JSON_END;
	}
	switch (s->text.at[s->at]) {
	case '{': return JSON_OBJECT;
	case '[': return JSON_ARRAY;
	case '"': return JSON_STRING;
	case 't': return JSON_TRUE;
	case 'f': return JSON_FALSE;
	case 'n': return JSON_NULL;
	default: return s->text.at[s->at] == '-' || ascii_is_digit(s->text.at[s->at]) ? JSON_NUMBER : JSON_END;
	}
}

static bool take(struct json_scan *s, char c)
{
	skip_space(s);
	if (s->at < s->text.len && s->text.at[s->at] == c) {
		s->at++;
		return true;
	}
	return false;
}

bool json_enter(struct json_scan *s, char open)
{
	return take(s, open) || fail(s, end_or(s, open == '{' ? "an object is wanted" : "an array is wanted"));
}

bool json_more(struct json_scan *s, char close, bool *first)
{
	if (s->bad != NULL || take(s, close)) {
		return false;
	}
	if (!*first && !take(s, ',')) {
		return fail(s, end_or(s, "a comma or a closing bracket is wanted"));
	}
	*first = false;
	skip_space(s);
	return s->at < s->text.len || fail(s, "it ends too early");
}

/* Four hexadecimal digits at text[at]. */
static bool hex4(const struct json_scan *s, size_t at, uint32_t *out)
{
	uint32_t v = 0;
	if (s->text.len - at < 4) {
		return false;
	}
	for (size_t i = 0; i < 4; i++) {
		char c = s->text.at[at + i];
		if (ascii_is_digit(c)) {
			v = v << 4 | (uint32_t)(c - '0');
		} else if (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f') {
			v = v << 4 | (uint32_t)(ascii_lower(c) - 'a' + 10);
		} else {
			return false;
		}
	}
	*out = v;
	return true;
}

/* The escape behind a backslash at text[at]; *used gets its bytes without the backslash, *c what it stands for. */
static bool escape(const struct json_scan *s, size_t at, uint32_t *c, size_t *used)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	uint32_t low;
	const char *hit;
	if (at >= s->text.len) {
		return false;
	}
	hit = s->text.at[at] == '\0' ? NULL : strchr(from, s->text.at[at]);
	if (hit != NULL) {
		*c = (unsigned char)to[hit - from];
		*used = 1;
		return true;
	}
	if (s->text.at[at] != 'u' || !hex4(s, at + 1, c)) {
		return false;
	}
	*used = 5;
	if (*c >= 0xD800 && *c < 0xDC00 && s->text.len - at > 10 && s->text.at[at + 5] == '\\' &&
	    s->text.at[at + 6] == 'u' && hex4(s, at + 7, &low) && low >= 0xDC00 && low < 0xE000) {
		*c = 0x10000 + ((*c - 0xD800) << 10) + (low - 0xDC00);
		*used = 11;
	}
	return true;
}

/* Finds the closing quote of the string whose first byte is at s->at; checks it on the way. */
static bool string_end(struct json_scan *s, size_t *end, bool *escapes)
{
	size_t at = s->at, used;
	uint32_t meant;
	*escapes = false;
	while (at < s->text.len) {
		unsigned char c;
		if (s->text.len - at >= 8) { /* to the next byte that is not a letter */
			uint64_t eight = eight_load(s->text.at + at),
			         hits = eight_equal(eight, '"') | eight_equal(eight, '\\') | eight_below(eight, 0x20);
			at += hits == 0 ? 8 : eight_first(hits);
			if (hits == 0) {
				continue;
			}
		}
		c = (unsigned char)s->text.at[at];
		if (c == '"') {
			*end = at;
			return true;
		}
		if (c < 0x20) {
			s->at = at;
			return fail(s, "a control character stands in a string");
		}
		at++;
		if (c == '\\') {
			*escapes = true;
			if (!escape(s, at, &meant, &used)) {
				s->at = at;
				return fail(s, end_or(s, "an escape in a string is not known"));
			}
			at += used;
		}
	}
	s->at = at;
	return fail(s, "it ends too early");
}

/* value, a string that string_end found good, with its escapes undone: no escape is shorter than what it stands for. */
static struct str unescaped(const struct json_scan *s, struct arena *arena, struct str value)
{
	char *start = arena_alloc(arena, value.len + 1), *to = start;
	size_t at = (size_t)(value.at - s->text.at), end = at + value.len;
	while (at < end) {
		const char *from = s->text.at + at, *slash = memchr(from, '\\', end - at);
		size_t plain = slash == NULL ? end - at : (size_t)(slash - from), used;
		uint32_t c;
		memcpy(to, from, plain);
		to += plain;
		at += plain + 1;
		if (slash != NULL && escape(s, at, &c, &used)) {
			to += utf8_put(to, c);
			at += used;
		}
	}
	return (struct str){ start, (size_t)(to - start) };
}

bool json_string(struct json_scan *s, struct arena *arena, struct str *value)
{
	size_t end;
	bool escapes;
	if (!take(s, '"')) {
		return fail(s, end_or(s, "a string is wanted"));
	}
	if (!string_end(s, &end, &escapes)) {
		return false;
	}
	*value = str_slice(s->text, s->at, end);
	s->at = end + 1;
	if (escapes) {
		*value = unescaped(s, arena, *value);
	}
	return true;
}

bool json_key(struct json_scan *s, struct arena *arena, struct str *name)
{
	if (!json_string(s, arena, name)) {
		return false;
	}
	return take(s, ':') || fail(s, end_or(s, "a colon is wanted"));
}

/* Behind the digits at *at; false when there is none. */
static bool digits_pass(struct json_scan *s, size_t *at)
{
	size_t start = *at;
	while (*at < s->text.len && ascii_is_digit(s->text.at[*at])) {
		++*at;
	}
	return *at > start;
}

static bool stands(const struct json_scan *s, size_t at, const char *any)
{
	return at < s->text.len && s->text.at[at] != '\0' && strchr(any, s->text.at[at]) != NULL;
}

static bool number_end(struct json_scan *s, size_t *end, bool *whole)
{
	size_t at = s->at + stands(s, s->at, "-"), start = at;
	bool good = digits_pass(s, &at);
	*whole = true;
	if (good && s->text.at[start] == '0' && at - start > 1) {
		good = false;
		at = start + 1; /* the first digit behind the zero does not belong */
	}
	if (good && stands(s, at, ".")) {
		*whole = false;
		at++;
		good = digits_pass(s, &at);
	}
	if (good && stands(s, at, "eE")) {
		*whole = false;
		at++;
		at += stands(s, at, "+-");
		good = digits_pass(s, &at);
	}
	if (!good) {
		s->at = at;
		return fail(s, end_or(s, "this is no number of JSON"));
	}
	*end = at;
	return true;
}

bool json_number(struct json_scan *s, double *value, bool *whole, int64_t *integer)
{
	char copy[400]; /* a longer number than a double can tell apart is cut: no digit of it counts */
	size_t end, n;
	int64_t v = 0;
	skip_space(s);
	if (!number_end(s, &end, whole)) {
		return false;
	}
	n = end - s->at;
	if (*whole && n <= 18) { /* fits int64 without a check */
		bool minus = s->text.at[s->at] == '-';
		for (size_t i = s->at + minus; i < end; i++) {
			v = v * 10 + (s->text.at[i] - '0');
		}
		*integer = minus ? -v : v;
		*value = (double)*integer;
	} else {
		n = n < sizeof copy ? n : sizeof copy - 1;
		memcpy(copy, s->text.at + s->at, n);
		copy[n] = '\0';
		*value = strtod(copy, NULL);
		*whole = false;
	}
	s->at = end;
	return true;
}

static bool literal(struct json_scan *s, struct str word)
{
	if (!str_starts(str_slice(s->text, s->at, s->text.len), word)) {
		return fail(s, "this is no value of JSON");
	}
	s->at += word.len;
	return true;
}

static bool skip_scalar(struct json_scan *s, enum json_kind kind)
{
	size_t end;
	bool flag;
	switch (kind) {
	case JSON_STRING:
		s->at++;
		if (!string_end(s, &end, &flag)) {
			return false;
		}
		s->at = end + 1;
		return true;
	case JSON_NUMBER:
		if (!number_end(s, &end, &flag)) {
			return false;
		}
		s->at = end;
		return true;
	case JSON_TRUE: return literal(s, STR("true"));
	case JSON_FALSE: return literal(s, STR("false"));
	case JSON_NULL: return literal(s, STR("null"));
	default: return fail(s, end_or(s, "a value is wanted"));
	}
}

/* A name in quotes and its colon. */
static bool skip_key(struct json_scan *s)
{
	size_t end;
	bool escapes;
	if (!take(s, '"')) {
		return fail(s, end_or(s, "a name in quotes is wanted"));
	}
	if (!string_end(s, &end, &escapes)) {
		return false;
	}
	s->at = end + 1;
	return take(s, ':') || fail(s, end_or(s, "a colon is wanted"));
}

/* Iterative, with a stack of what is open, close[depth_most]: a stranger's nesting cannot use up ours. */
static bool skip_value(struct json_scan *s, char *close, size_t depth_most)
{
	size_t depth = 0;
	do {
		enum json_kind kind = json_kind_next(s);
		bool first = false;
		if (kind == JSON_OBJECT || kind == JSON_ARRAY) {
			if (depth == depth_most) {
				return fail(s, "it is nested too deeply");
			}
			close[depth++] = kind == JSON_OBJECT ? '}' : ']';
			first = true;
			s->at++;
		} else if (!skip_scalar(s, kind)) {
			return false;
		}
		while (depth > 0 && !json_more(s, close[depth - 1], &first)) {
			if (s->bad != NULL) {
				return false;
			}
			first = false;
			depth--;
		}
		if (depth > 0 && close[depth - 1] == '}' && !skip_key(s)) {
			return false;
		}
	} while (depth > 0);
	return true;
}

bool json_skip(struct json_scan *s, struct str *raw)
{
	char close[JSON_SCAN_DEPTH];
	size_t start;
	skip_space(s);
	start = s->at;
	if (!skip_value(s, close, JSON_SCAN_DEPTH)) {
		return false;
	}
	*raw = str_slice(s->text, start, s->at);
	return true;
}

size_t json_check(struct str text, const char **why)
{
	char close[JSON_CHECK_DEPTH];
	struct json_scan s = { .text = text };
	if (skip_value(&s, close, JSON_CHECK_DEPTH) && json_finish(&s)) {
		return 0;
	}
	*why = s.bad;
	return s.at + 1;
}

bool json_finish(struct json_scan *s)
{
	skip_space(s);
	return s->at == s->text.len || fail(s, "something follows the JSON");
}
