/* utf8.c - see utf8.h. Overlong forms, surrogates and what is beyond U+10FFFF are bad (RFC 3629). */
#include "utf8.h"

#include "eight.h"

/* Bytes of the sequence that starts at s.at[at], and its value; 0 when it is bad. */
static size_t sequence(struct str s, size_t at, uint32_t *value)
{
	const unsigned char *p = (const unsigned char *)s.at + at;
	size_t left = s.len - at, n;
	uint32_t v, least;
	if (p[0] < 0x80) {
		*value = p[0];
		return 1;
	}
	if (p[0] >= 0xC2 && p[0] < 0xE0) {
		n = 2;
		v = p[0] & 0x1F;
		least = 0x80;
	} else if (p[0] >= 0xE0 && p[0] < 0xF0) {
		n = 3;
		v = p[0] & 0x0F;
		least = 0x800;
	} else if (p[0] >= 0xF0 && p[0] < 0xF5) {
		n = 4;
		v = p[0] & 0x07;
		least = 0x10000;
	} else {
		return 0;
	}
	if (left < n) {
		return 0;
	}
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80) {
			return 0;
		}
		v = v << 6 | (p[i] & 0x3F);
	}
	if (v < least || v > 0x10FFFF || (v >= 0xD800 && v <= 0xDFFF)) {
		return 0;
	}
	*value = v;
	return n;
}

uint32_t utf8_next(struct str s, size_t *at)
{
	uint32_t value = UTF8_BAD;
	size_t n = sequence(s, *at, &value);
	*at += n == 0 ? 1 : n;
	return n == 0 ? UTF8_BAD : value;
}

size_t utf8_bad_at(struct str s)
{
	size_t at = 0;
	while (at < s.len) {
		uint32_t value;
		size_t n;
		if (s.len - at >= 8 && eight_wide(eight_load(s.at + at)) == 0) {
			at += 8;
			continue;
		}
		n = sequence(s, at, &value);
		if (n == 0) {
			return at;
		}
		at += n;
	}
	return s.len;
}

uint64_t utf8_repair(struct buf *out, struct str s)
{
	uint64_t repaired = 0;
	bool in_bad = false;
	for (size_t at = 0; at < s.len;) {
		size_t start = at;
		uint32_t c = utf8_next(s, &at);
		if (c != UTF8_BAD && c != 0) {
			buf_add(out, s.at + start, at - start);
			in_bad = false;
		} else if (!in_bad || c == 0) {
			buf_codepoint(out, 0xFFFD);
			repaired++;
			in_bad = c == UTF8_BAD;
		}
	}
	return repaired;
}

size_t utf8_floor(struct str s, size_t at)
{
	if (at >= s.len) {
		return s.len;
	}
	for (int back = 0; back < 3 && at > 0 && ((unsigned char)s.at[at] & 0xC0) == 0x80; back++) {
		at--;
	}
	return at;
}

size_t utf8_count(struct str s)
{
	size_t count = 0;
	for (size_t at = 0; at < s.len; count++) {
		utf8_next(s, &at);
	}
	return count;
}
