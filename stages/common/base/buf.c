/* buf.c - see buf.h. Grows by doubling; the limit makes a stranger's input unable to grow it further. */
#include "buf.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "arena.h"
#include "eight.h"
#include "utf8_put.h"

void buf_init(struct buf *buf, size_t limit)
{
	buf->cap = limit < 64 ? limit + 1 : 64;
	buf->at = memory_alloc(buf->cap);
	buf->len = 0;
	buf->limit = limit;
	buf->over = false;
}

void buf_release(struct buf *buf)
{
	free(buf->at);
	buf->at = NULL;
	buf->len = buf->cap = 0;
}

char *buf_detach(struct buf *buf, size_t *len)
{
	char *at = buf->at;
	size_t limit = buf->limit;
	if (len != NULL) {
		*len = buf->len;
	}
	buf_init(buf, limit);
	return at;
}

bool buf_reserve(struct buf *buf, size_t more)
{
	size_t cap = buf->cap;
	if (more > buf->limit || buf->len > buf->limit - more) {
		buf->over = true;
		return false;
	}
	if (buf->len + more < cap) {
		return true;
	}
	while (cap <= buf->len + more) {
		cap = cap > SIZE_MAX / 2 ? SIZE_MAX : cap * 2;
	}
	if (buf->limit != SIZE_MAX && cap > buf->limit + 1) {
		cap = buf->limit + 1;
	}
	buf->at = memory_grow(buf->at, cap, 1);
	buf->cap = cap;
	return true;
}

void buf_add(struct buf *buf, const void *bytes, size_t len)
{
	if (len == 0 || !buf_reserve(buf, len)) {
		return;
	}
	memcpy(buf->at + buf->len, bytes, len);
	buf->len += len;
	buf->at[buf->len] = '\0';
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;
	int n;
	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n <= 0 || !buf_reserve(buf, (size_t)n)) {
		return;
	}
	va_start(args, format);
	vsnprintf(buf->at + buf->len, (size_t)n + 1, format, args);
	va_end(args);
	buf->len += (size_t)n;
}

void buf_codepoint(struct buf *buf, uint32_t c)
{
	char out[UTF8_BYTES];
	buf_add(buf, out, utf8_put(out, c));
}

int buf_check(const struct buf *buf, const char *what, struct err *err)
{
	if (!buf->over) {
		return 0;
	}
	return err_set(err, GRIPE_DATA, "%s is longer than %zu bytes", what, buf->limit);
}

void buf_grouped(struct buf *buf, uint64_t value)
{
	enum { GROUP = 1000, GROUPS = 7 }; /* 64 bits have at most 20 digits */
	unsigned groups[GROUPS];
	size_t n = 0;
	do {
		groups[n++] = (unsigned)(value % GROUP);
		value /= GROUP;
	} while (value > 0);
	buf_printf(buf, "%u", groups[--n]);
	while (n > 0) {
		buf_printf(buf, ",%03u", groups[--n]);
	}
}

void buf_integer(struct buf *buf, int64_t value)
{
	char digits[24], *at = digits + sizeof digits;
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	do {
		*--at = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (value < 0) {
		*--at = '-';
	}
	buf_add(buf, at, (size_t)(digits + sizeof digits - at));
}

void buf_number(struct buf *buf, double value)
{
	char out[40];
	if (!isfinite(value) || value == 0) {
		buf_byte(buf, '0');
		return;
	}
	if (value == floor(value) && fabs(value) < 1e15) {
		buf_integer(buf, (int64_t)value);
		return;
	}
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(out, sizeof out, "%.*g", digits, value);
		if (strtod(out, NULL) == value) {
			break;
		}
	}
	buf_text(buf, out);
}

void buf_fixed(struct buf *buf, double value, int digits)
{
	char out[64];
	double scale = pow(10, digits);
	if (!isfinite(value)) {
		value = 0;
	}
	if (fabs(value) <
	    1e15 / scale) { /* 1e-9: a value that is .5 in decimal but a hair below in binary still rounds up */
		double units = floor(fabs(value) * scale + 0.5 + 1e-9);
		value = units == 0 ? 0 : copysign(units / scale, value);
	}
	snprintf(out, sizeof out, "%.*f", digits, value);
	buf_text(buf, out);
}

/* Must one of the eight bytes at `at` be escaped (control, DEL, quote, backslash)? */
static bool holds_special(const char *at)
{
	uint64_t eight = eight_load(at);
	return (eight_below(eight, 0x20) | eight_equal(eight, '"') | eight_equal(eight, '\\') |
	        eight_equal(eight, 0x7f)) != 0;
}

/* The escape of c into to[6]; its length. */
static size_t json_escape(char *to, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	to[0] = '\\';
	switch (c) {
	case '"': to[1] = '"'; return 2;
	case '\\': to[1] = '\\'; return 2;
	case '\n': to[1] = 'n'; return 2;
	case '\r': to[1] = 'r'; return 2;
	case '\t': to[1] = 't'; return 2;
	case '\b': to[1] = 'b'; return 2;
	case '\f': to[1] = 'f'; return 2;
	default:
		to[1] = 'u';
		to[2] = to[3] = '0';
		to[4] = hex[c >> 4];
		to[5] = hex[c & 15];
		return 6;
	}
}

static inline bool stands_in_json(char c)
{
	return (unsigned char)c >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
}

/* Written straight behind len: there is always room for what is left of s and the closing quote, so only an escape asks
 * for more. */
void buf_json_string(struct buf *buf, struct str s)
{
	size_t i = 0;
	char *to;
	if (!buf_reserve(buf, s.len + 2)) {
		return;
	}
	to = buf->at + buf->len;
	*to++ = '"';
	for (;;) {
		char escape[6];
		for (; i + 8 <= s.len && !holds_special(s.at + i); i += 8, to += 8) {
			memcpy(to, s.at + i, 8);
		}
		while (i < s.len && stands_in_json(s.at[i])) {
			*to++ = s.at[i++];
		}
		if (i == s.len) {
			break;
		}
		buf->len = (size_t)(to - buf->at);
		buf_add(buf, escape, json_escape(escape, (unsigned char)s.at[i++]));
		if (!buf_reserve(buf, s.len - i + 1)) {
			return;
		}
		to = buf->at + buf->len;
	}
	*to++ = '"';
	buf->len = (size_t)(to - buf->at);
	*to = '\0';
}
