/* buf.c - see buf.h. Grows by doubling; the limit makes a stranger's input unable to grow it further. */
#include "buf.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "arena.h"

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
	char out[4];
	size_t n;
	if ((c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF) {
		c = 0xFFFD;
	}
	if (c < 0x80) {
		out[0] = (char)c;
		n = 1;
	} else if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		n = 2;
	} else if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		n = 3;
	} else {
		out[0] = (char)(0xF0 | c >> 18);
		out[1] = (char)(0x80 | (c >> 12 & 0x3F));
		out[2] = (char)(0x80 | (c >> 6 & 0x3F));
		out[3] = (char)(0x80 | (c & 0x3F));
		n = 4;
	}
	buf_add(buf, out, n);
}

int buf_check(const struct buf *buf, const char *what, struct err *err)
{
	if (!buf->over) {
		return 0;
	}
	return err_set(err, GRIPE_DATA, "%s is longer than %zu bytes", what, buf->limit);
}

void buf_integer(struct buf *buf, int64_t value)
{
	buf_printf(buf, "%lld", (long long)value);
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
	if (fabs(value) < 1e15 / scale) { /* 1e-9: a value that is .5 in decimal but a hair below in binary still rounds up */
		double units = floor(fabs(value) * scale + 0.5 + 1e-9);
		value = units == 0 ? 0 : copysign(units / scale, value);
	}
	snprintf(out, sizeof out, "%.*f", digits, value);
	buf_text(buf, out);
}

void buf_json_string(struct buf *buf, struct str s)
{
	static const char hex[] = "0123456789abcdef";
	size_t done = 0;
	buf_byte(buf, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		char escape[6] = { '\\', 0, 0, 0, 0, 0 };
		size_t n = 2;
		if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f) {
			continue;
		}
		switch (c) {
		case '"': escape[1] = '"'; break;
		case '\\': escape[1] = '\\'; break;
		case '\n': escape[1] = 'n'; break;
		case '\r': escape[1] = 'r'; break;
		case '\t': escape[1] = 't'; break;
		case '\b': escape[1] = 'b'; break;
		case '\f': escape[1] = 'f'; break;
		default:
			escape[1] = 'u';
			escape[2] = escape[3] = '0';
			escape[4] = hex[c >> 4];
			escape[5] = hex[c & 15];
			n = 6;
		}
		buf_add(buf, s.at + done, i - done);
		buf_add(buf, escape, n);
		done = i + 1;
	}
	buf_add(buf, s.at + done, s.len - done);
	buf_byte(buf, '"');
}
