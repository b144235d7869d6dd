/* normalise.c - see normalise.h.
 *
 * Most text is ASCII with nothing to do: one pass, eight bytes at a time, ORs the classes of its bytes together, and no
 * bit means no work. Otherwise characters are filtered in one pass, and ICU's normaliser (UAX #15) is asked only when a
 * character stands in the text that can change under NFC: everything below U+0300 and the usual punctuation, letters,
 * ideographs and emoji cannot. Names of entities come from libxml2's HTML 4 table. Memory: scratch of the longest text.
 */
#include "normalise.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "eight.h"
#include "utf8.h"

enum {
	CLASS_AMP = 1,
	CLASS_CONTROL = 2,
	CLASS_WIDE = 4,
	ENTITY_LEAST = 3, /* bytes before the semicolon: "&lt" */
	CODEPOINT_MOST = 0x10FFFF,
	ENTITY_BYTES = 12, /* "&thetasym;" is the longest name of HTML 4 */
	ENTITY_ROUNDS = 2  /* "&amp;#39;" was escaped twice on its way; more was meant as it stands */
};

struct normalise {
	unsigned char class[256];
	const UNormalizer2 *nfc;
	struct buf a, b;
	UChar *units, *composed;
	size_t unit_cap;
};

int normalise_open(struct normalise **out, struct err *err)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
	struct normalise *n;
	if (U_FAILURE(status)) {
		return err_set(err, GRIPE_DATA, "ICU cannot normalise: %s", u_errorName(status));
	}
	n = memory_alloc(sizeof *n);
	n->nfc = nfc;
	for (int c = 0; c < 256; c++) {
		n->class[c] = (unsigned char)(c == '&'                                            ? CLASS_AMP
		                              : c >= 0x80                                         ? CLASS_WIDE
		                              : (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F ? CLASS_CONTROL
		                                                                                  : 0);
	}
	buf_init(&n->a, SIZE_MAX);
	buf_init(&n->b, SIZE_MAX);
	*out = n;
	return 0;
}

void normalise_close(struct normalise *n)
{
	if (n == NULL) {
		return;
	}
	buf_release(&n->a);
	buf_release(&n->b);
	free(n->units);
	free(n->composed);
	free(n);
}

bool normalise_ascii(struct str text)
{
	size_t i = 0;
	uint64_t all = 0;
	for (; i + 8 <= text.len; i += 8) {
		all |= eight_load(text.at + i);
	}
	for (; i < text.len; i++) {
		all |= (unsigned char)text.at[i];
	}
	return eight_wide(all) == 0;
}

/* Is a byte among the eight that may have a class: below 0x20, 0x7F or above, '&'? */
static bool eight_may_have_class(uint64_t eight)
{
	return (eight_below(eight, 0x20) | eight_equal(eight, '&') | eight_equal(eight, 0x7F) | eight_wide(eight)) != 0;
}

static unsigned classes_of(const struct normalise *n, struct str text)
{
	unsigned classes = 0;
	size_t i = 0;
	while (i < text.len) {
		size_t stop = i + 8;
		if (stop <= text.len && !eight_may_have_class(eight_load(text.at + i))) {
			i = stop;
			continue;
		}
		for (stop = stop < text.len ? stop : text.len; i < stop; i++) {
			classes |= n->class[(unsigned char)text.at[i]];
		}
	}
	return classes;
}

/* The value of digits to a base of 10 or 16; 0 when they are none, or no code point. */
static uint32_t codepoint_of(const char *digits, uint32_t base)
{
	uint32_t value = 0;
	for (const char *c = digits; *c != '\0'; c++) {
		uint32_t digit = ascii_is_digit(*c)   ? (uint32_t)(*c - '0')
		                 : ascii_is_alpha(*c) ? (uint32_t)(ascii_lower(*c) - 'a') + 10
		                                      : base;
		value = value * base + digit;
		if (digit >= base || value > CODEPOINT_MOST) {
			return 0;
		}
	}
	return value >= 0xD800 && value <= 0xDFFF ? 0 : value; /* surrogates */
}

/* The code point of an entity by what stands between & and ;, or 0. */
static uint32_t entity_value(const char *name)
{
	const htmlEntityDesc *known;
	if (name[0] == '#') {
		bool hex = name[1] == 'x' || name[1] == 'X';
		return codepoint_of(name + (hex ? 2 : 1), hex ? 16 : 10);
	}
	known = htmlEntityLookup((const xmlChar *)name);
	return known != NULL ? known->value : strcmp(name, "apos") == 0 ? '\'' : 0; /* libxml2 has HTML 4's */
}

/* The code point of the entity at text.at[at] ('&'), and its length; 0 when it is none. */
static uint32_t entity_at(struct str text, size_t at, size_t *len)
{
	char name[ENTITY_BYTES + 1];
	size_t end = at + 1;
	while (end < text.len && end - at <= ENTITY_BYTES && text.at[end] != ';' && !ascii_is_space(text.at[end]) &&
	       text.at[end] != '&') {
		end++;
	}
	if (end >= text.len || text.at[end] != ';' || end - at < ENTITY_LEAST) {
		return 0;
	}
	*len = end + 1 - at;
	memcpy(name, text.at + at + 1, end - at - 1);
	name[end - at - 1] = '\0';
	return entity_value(name);
}

static bool undo_entities(struct buf *out, struct str text)
{
	bool found = false;
	size_t at = 0;
	buf_clear(out);
	while (at < text.len) {
		const char *amp = memchr(text.at + at, '&', text.len - at);
		size_t stop = amp == NULL ? text.len : (size_t)(amp - text.at), len = 1;
		uint32_t value;
		buf_add(out, text.at + at, stop - at);
		if (amp == NULL) {
			break;
		}
		value = entity_at(text, stop, &len);
		if (value == 0) {
			buf_byte(out, '&');
			len = 1;
		} else {
			buf_codepoint(out, value);
			found = true;
		}
		at = stop + len;
	}
	return found;
}

enum fate { KEEP, OUT, BLANK, NEWLINE };

/* Characters that do not stay as they are, rising. */
static const struct {
	uint32_t first, last;
	enum fate fate;
} fates[] = {
	{ 0x00, 0x08, OUT },                                  /* control */
	{ 0x0B, 0x1F, OUT },                                  /* control, but for the line's end */
	{ 0x7F, 0x84, OUT },                                  /* control */
	{ 0x85, 0x85, NEWLINE },                              /* NEL */
	{ 0x86, 0x9F, OUT },                                  /* control */
	{ 0xA0, 0xA0, BLANK },                                /* no-break space */
	{ 0xAD, 0xAD, OUT },                                  /* soft hyphen */
	{ 0x2007, 0x2007, BLANK },   { 0x200B, 0x200B, OUT }, /* zero width space */
	{ 0x200E, 0x200F, OUT },                              /* marks of direction */
	{ 0x2028, 0x2029, NEWLINE }, { 0x202A, 0x202E, OUT }, /* direction */
	{ 0x202F, 0x202F, BLANK },   { 0x2060, 0x2060, OUT }, /* word joiner */
	{ 0x2066, 0x2069, OUT },                              /* direction */
	{ 0xFEFF, 0xFEFF, OUT },                              /* byte order mark */
};

static enum fate fate_of(uint32_t c)
{
	for (size_t i = 0; i < sizeof fates / sizeof *fates && fates[i].first <= c; i++) {
		if (c <= fates[i].last) {
			return fates[i].fate;
		}
	}
	return KEEP;
}

/* No text of such characters alone changes under NFC, and none of them joins with one of its kind. */
static bool never_changes(uint32_t c)
{
	static const struct {
		uint32_t first, end;
	} ranges[] = { { 0, 0x300 },       { 0x400, 0x483 },   { 0x48A, 0x530 },   { 0x2010, 0x2028 },
		       { 0x2030, 0x2100 }, { 0x3041, 0x3099 }, { 0x30A1, 0x30FF }, { 0x4E00, 0xA000 },
		       { 0xAC00, 0xD7A4 }, { 0xFE0F, 0xFE10 }, { 0xFF01, 0xFFA0 }, { 0x1F000, 0x1FB00 } };
	size_t i = 0;
	while (i < sizeof ranges / sizeof *ranges && c >= ranges[i].end) {
		i++;
	}
	return i < sizeof ranges / sizeof *ranges && c >= ranges[i].first;
}

/* Where the run of printable ASCII that `at` stands in ends. */
static size_t plain_end(struct str text, size_t at)
{
	for (; at + 8 <= text.len; at += 8) {
		uint64_t eight = eight_load(text.at + at),
		         hits = eight_below(eight, 0x20) | eight_equal(eight, 0x7F) | eight_wide(eight);
		if (hits != 0) {
			return at + eight_first(hits);
		}
	}
	while (at < text.len && (unsigned char)text.at[at] >= 0x20 && (unsigned char)text.at[at] < 0x7F) {
		at++;
	}
	return at;
}

/* Filters characters; true when ICU must look. */
static bool filter(struct buf *out, struct str text)
{
	bool look = false;
	size_t at = 0;
	buf_clear(out);
	buf_reserve(out, text.len);
	while (at < text.len) {
		size_t start = at;
		uint32_t c = (unsigned char)text.at[at];
		enum fate fate;
		if (c == '\r') {
			buf_byte(out, '\n');
			at += at + 1 < text.len && text.at[at + 1] == '\n' ? 2 : 1;
			continue;
		}
		if (c >= 0x20 && c < 0x7F) {
			at = plain_end(text, at);
			buf_add(out, text.at + start, at - start);
			continue;
		}
		c = utf8_next(text, &at);
		fate = fate_of(c);
		if (fate == KEEP) {
			look = look || !never_changes(c);
			buf_add(out, text.at + start, at - start);
		} else if (fate != OUT) {
			buf_byte(out, fate == BLANK ? ' ' : '\n');
		}
	}
	return look;
}

/* out gets NFC of text, or text itself when ICU refuses it (it does not, for valid UTF-8). */
static void compose(struct normalise *n, struct buf *out, struct str text)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t units = 0, composed, bytes = 0;
	buf_clear(out);
	if (text.len > INT32_MAX / 8) {
		buf_str_add(out, text); /* past ICU's counts: such a text is data, not words */
		return;
	}
	if (n->unit_cap < text.len * 3 + 16) {
		n->unit_cap = text.len * 3 + 16; /* NFC grows UTF-16 three times at the most (UAX #15, table 11) */
		n->units = memory_grow(n->units, n->unit_cap, sizeof *n->units);
		n->composed = memory_grow(n->composed, n->unit_cap, sizeof *n->composed);
	}
	u_strFromUTF8WithSub(n->units, (int32_t)n->unit_cap, &units, text.at, (int32_t)text.len, 0xFFFD, NULL, &status);
	if (U_SUCCESS(status) && unorm2_quickCheck(n->nfc, n->units, units, &status) == UNORM_YES) {
		buf_str_add(out, text);
		return;
	}
	composed = unorm2_normalize(n->nfc, n->units, units, n->composed, (int32_t)n->unit_cap, &status);
	if (U_FAILURE(status) || !buf_reserve(out, (size_t)composed * 3 + 1)) {
		buf_str_add(out, text);
		return;
	}
	u_strToUTF8(out->at, (int32_t)((size_t)composed * 3 + 1), &bytes, n->composed, composed, &status);
	out->len = (size_t)bytes;
	out->at[out->len] = '\0';
}

void normalise_text(struct normalise *n, struct arena *arena, struct str text, bool entities, struct str *out)
{
	unsigned classes = classes_of(n, text);
	struct str now = text;
	for (int round = 0; entities && (classes & CLASS_AMP) != 0 && round < ENTITY_ROUNDS; round++) {
		struct buf *to = round % 2 == 0 ? &n->a : &n->b;
		if (!undo_entities(to, now)) {
			break;
		}
		now = buf_str(to);
		classes = classes_of(n, now);
	}
	if ((classes & (CLASS_CONTROL | CLASS_WIDE)) != 0) {
		struct buf *to = now.at == n->a.at ? &n->b : &n->a;
		bool look = filter(to, now);
		now = buf_str(to);
		if (look) {
			to = to == &n->a ? &n->b : &n->a;
			compose(n, to, now);
			now = buf_str(to);
		}
	}
	now = str_trim(now);
	if (now.len > 0 && (now.at < text.at || now.at >= text.at + text.len)) {
		if (now.len == text.len && memcmp(now.at, text.at, text.len) == 0) {
			now = text; /* nothing changed: no copy */
		} else {
			now = arena_dup(arena, now);
		}
	}
	*out = now;
}
