/* charset_double.c - see charset_double.h.
 *
 * In: text, or the first bytes of a JSON file. Method: characters beyond ASCII that stand side by side are a run; each
 * is turned into the one byte that it was taken for, and the run is twice encoded when these bytes are UTF-8. One
 * accented letter is no UTF-8, so a file in any language that was encoded once shows runs that are none at once; that
 * is why all scripts can be undone here, and only a few characters in charset.h, which sees a field. Memory: a run. */
#include "charset_double.h"

#include "utf8.h"

enum { RUN_MOST = 1024, BYTE_NONE = -1, FEW = 20 /* one run in so many may be cut in two by whoever wrote it */ };

/* The byte that was taken for c: of Latin-1, or of 0x80-0x9f in windows-1252. */
static int byte_of(uint32_t c)
{
	static const uint16_t windows_1252[32] = { 0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
		                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
		                                   0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
		                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178 };
	if (c >= 0x80 && c < 0x100) {
		return (int)c;
	}
	for (int i = 0; i < 32; i++) {
		if (windows_1252[i] == c && c != 0) {
			return 0x80 + i;
		}
	}
	return BYTE_NONE;
}

/* ---- the sample ---- */

static int hex_of(char c)
{
	char small = ascii_lower(c);
	return ascii_is_digit(c) ? c - '0' : small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

/* The character at sample[*at], an escape of JSON being one; *at moves behind it. UTF8_BAD too where the sample ends in
 * it. */
static uint32_t next_character(struct str sample, size_t *at)
{
	uint32_t c = 0;
	if (sample.at[*at] != '\\' || *at + 6 > sample.len || sample.at[*at + 1] != 'u') {
		return utf8_next(sample, at);
	}
	for (size_t i = *at + 2; i < *at + 6; i++) {
		int digit = hex_of(sample.at[i]);
		if (digit < 0) {
			(*at)++;
			return '\\';
		}
		c = c * 16 + (uint32_t)digit;
	}
	*at += 6;
	return c;
}

struct runs {
	char bytes[RUN_MOST];
	size_t len;
	bool spoilt, control;
	size_t valid, invalid;
	bool certain; /* a valid run held a C1 control */
};

static void end_run(struct runs *runs)
{
	struct str bytes = { runs->bytes, runs->len };
	bool valid = !runs->spoilt && utf8_bad_at(bytes) == bytes.len;
	if (runs->len > 0 || runs->spoilt) {
		runs->valid += valid;
		runs->invalid += !valid;
		runs->certain = runs->certain || (valid && runs->control);
	}
	runs->len = 0;
	runs->spoilt = runs->control = false;
}

static void add_character(struct runs *runs, uint32_t c)
{
	int byte = byte_of(c);
	if (byte == BYTE_NONE || runs->len == RUN_MOST) {
		runs->spoilt = runs->spoilt || byte == BYTE_NONE;
		return;
	}
	runs->bytes[runs->len++] = (char)byte;
	runs->control = runs->control || (c >= 0x80 && c < 0xA0);
}

bool charset_is_double(struct str sample)
{
	struct runs runs = { .len = 0 };
	size_t at = 0;
	while (at < sample.len) {
		uint32_t c;
		if (sample.at[at] != '\\' && (unsigned char)sample.at[at] < 0x80) {
			end_run(&runs);
			at++;
			continue;
		}
		c = next_character(sample, &at);
		if (c < 0x80) {
			end_run(&runs);
		} else if (c != UTF8_BAD) {
			add_character(&runs, c);
		}
	}
	if (runs.len < RUN_MOST / 2) { /* what the sample's end cuts says nothing */
		runs.len = 0;
		runs.spoilt = false;
	}
	end_run(&runs);
	return (runs.certain || runs.valid > 1) && runs.invalid * FEW <= runs.valid;
}

/* ---- a text ---- */

/* The character of UTF-8 whose bytes the characters from text[at] on were; *end behind them. UTF8_BAD: none. */
static uint32_t undone(struct str text, size_t at, size_t *end)
{
	char bytes[4];
	size_t len = 0, ends[4], back = 0;
	uint32_t c;
	while (at < text.len && len < sizeof bytes) {
		int byte = byte_of(utf8_next(text, &at));
		if (byte == BYTE_NONE) {
			break;
		}
		bytes[len] = (char)byte;
		ends[len++] = at;
	}
	if (len < 2) {
		return UTF8_BAD;
	}
	c = utf8_next((struct str){ bytes, len }, &back);
	if (c == UTF8_BAD) {
		return UTF8_BAD;
	}
	*end = ends[back - 1];
	return c;
}

bool charset_undo_double(struct buf *out, struct str text)
{
	bool any = false;
	size_t at = 0;
	while (at < text.len) {
		size_t start = at, end = at;
		uint32_t c = UTF8_BAD;
		if ((unsigned char)text.at[at] >= 0x80) {
			c = undone(text, at, &end);
		}
		if (c != UTF8_BAD) {
			buf_codepoint(out, c);
			at = end;
			any = true;
		} else {
			(void)utf8_next(text, &at);
			buf_add(out, text.at + start, at - start);
		}
	}
	return any;
}
