/* json_strict.c - see json_strict.h.
 *
 * in: bytes. out: yes, or the place and reason of the first fault. Method: one pass, a stack of one byte a level, no
 * recursion. Why: json-c takes more than RFC 8259 allows (comments, single quotes, leading zeros, trailing commas, NaN,
 * control bytes in strings, depending on version and flags); what an export's parser elsewhere would refuse must be
 * refused here, with its place. Bytes over 0x7f in strings are left to charset_field. Memory: JSON_DEPTH bytes. */
#include "json_strict.h"

#include "eight.h"

#include <stdint.h>

struct strict {
	struct str text;
	size_t at;
	const char *why;
};

static bool fail(struct strict *s, const char *why)
{
	s->why = why;
	return false;
}

static void skip_space(struct strict *s)
{
	while (s->at < s->text.len) {
		char c = s->text.at[s->at];
		if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
			break;
		}
		s->at++;
	}
}

static bool is_hex(char c)
{
	return ascii_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Moves over letters eight at a time, until a quote, a backslash or a control character is among the next eight. */
static void skip_letters(struct strict *s)
{
	for (; s->at + 8 <= s->text.len; s->at += 8) {
		uint64_t eight = eight_load(s->text.at + s->at);
		if ((eight_below(eight, 0x20) | eight_equal(eight, '"') | eight_equal(eight, '\\')) != 0) {
			return;
		}
	}
}

static bool string(struct strict *s)
{
	s->at++;
	while (s->at < s->text.len) {
		unsigned char c;
		skip_letters(s);
		if (s->at == s->text.len) {
			break;
		}
		c = (unsigned char)s->text.at[s->at];
		if (c == '"') {
			s->at++;
			return true;
		}
		if (c < 0x20) {
			return fail(s, "control character in a string");
		}
		if (c == '\\') {
			c = s->at + 1 < s->text.len ? (unsigned char)s->text.at[s->at + 1] : 0;
			if (c == 'u') {
				for (size_t i = 2; i < 6; i++) {
					if (s->at + i >= s->text.len || !is_hex(s->text.at[s->at + i])) {
						return fail(s, "bad \\u escape");
					}
				}
				s->at += 6;
				continue;
			}
			if (c == 0 || strchr("\"\\/bfnrt", c) == NULL) {
				return fail(s, "bad escape in a string");
			}
			s->at++;
		}
		s->at++;
	}
	return fail(s, "string not closed");
}

static size_t digits(struct strict *s)
{
	size_t start = s->at;
	while (s->at < s->text.len && ascii_is_digit(s->text.at[s->at])) {
		s->at++;
	}
	return s->at - start;
}

static bool number(struct strict *s)
{
	size_t count;
	if (s->text.at[s->at] == '-') {
		s->at++;
	}
	if (s->at < s->text.len && s->text.at[s->at] == '0') {
		s->at++;
		count = 1;
	} else {
		count = digits(s);
	}
	if (count == 0) {
		return fail(s, "not a JSON value");
	}
	if (s->at < s->text.len && s->text.at[s->at] == '.') {
		s->at++;
		if (digits(s) == 0) {
			return fail(s, "no digit behind the point");
		}
	}
	if (s->at < s->text.len && (s->text.at[s->at] == 'e' || s->text.at[s->at] == 'E')) {
		s->at++;
		if (s->at < s->text.len && (s->text.at[s->at] == '+' || s->text.at[s->at] == '-')) {
			s->at++;
		}
		if (digits(s) == 0) {
			return fail(s, "no digit in the exponent");
		}
	}
	return true;
}

static bool word(struct strict *s, struct str want)
{
	if (s->text.len - s->at < want.len || memcmp(s->text.at + s->at, want.at, want.len) != 0) {
		return fail(s, "not a JSON value");
	}
	s->at += want.len;
	return true;
}

static bool key_and_colon(struct strict *s)
{
	skip_space(s);
	if (s->at == s->text.len || s->text.at[s->at] != '"') {
		return fail(s, "a name in double quotes is missing");
	}
	if (!string(s)) {
		return false;
	}
	skip_space(s);
	if (s->at == s->text.len || s->text.at[s->at] != ':') {
		return fail(s, "a colon is missing");
	}
	s->at++;
	return true;
}

static bool scalar(struct strict *s, char c)
{
	return c == '"'   ? string(s)
	       : c == 't' ? word(s, STR("true"))
	       : c == 'f' ? word(s, STR("false"))
	       : c == 'n' ? word(s, STR("null"))
	                  : number(s);
}

static bool value(struct strict *s)
{
	char stack[JSON_DEPTH];
	size_t depth = 0;
	for (;;) {
		bool closed = false;
		char c;
		skip_space(s);
		if (s->at == s->text.len) {
			return fail(s, depth == 0 ? "no JSON value" : "the text ends inside of an array or object");
		}
		c = s->text.at[s->at];
		if (c == '{' || c == '[') {
			if (depth == JSON_DEPTH) {
				return fail(s, "nested too deeply");
			}
			stack[depth++] = c;
			s->at++;
			skip_space(s);
			if (s->at < s->text.len && s->text.at[s->at] == (c == '{' ? '}' : ']')) {
				s->at++;
				depth--;
				closed = true;
			} else if (c == '{' && !key_and_colon(s)) {
				return false;
			}
			if (!closed) {
				continue;
			}
		} else if (!scalar(s, c)) {
			return false;
		}
		/* behind a value: a comma, or the end of what holds it */
		while (depth > 0) {
			skip_space(s);
			c = s->at < s->text.len ? s->text.at[s->at] : 0;
			if (c == (stack[depth - 1] == '{' ? '}' : ']')) {
				s->at++;
				depth--;
				continue;
			}
			if (c != ',') {
				return fail(s, s->at == s->text.len ? "the text ends inside of an array or object"
				                                    : "a comma or a closing bracket is missing");
			}
			s->at++;
			if (stack[depth - 1] == '{' && !key_and_colon(s)) {
				return false;
			}
			break;
		}
		if (depth == 0) {
			return true;
		}
	}
}

size_t json_strict(struct str text, const char **why)
{
	struct strict s = { text, 0, NULL };
	if (!value(&s)) {
		*why = s.why;
		return s.at + 1;
	}
	skip_space(&s);
	if (s.at < text.len) {
		*why = "something follows the value";
		return s.at + 1;
	}
	return 0;
}
