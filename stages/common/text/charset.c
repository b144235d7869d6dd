/* charset.c - see charset.h.
 *
 * In: bytes in any charset, with a label, with a BOM, or with neither. Out: valid UTF-8, lines by '\n', no NUL.
 * Why per field and not per file: real exports mix encodings in one file and even in one cell (an umlaut as Latin-1
 * beside one as CP850), and the first odd byte may stand after any prefix one cares to sniff. So a field is walked
 * sequence by sequence: what is valid UTF-8 is UTF-8 (the odds that other charsets form it by chance are tiny), each
 * other byte is read as windows-1252, or as CP850 where its neighbours say that an accented letter stands there. Double
 * encoding ("Ã©" for "é") is undone where the characters, written as windows-1252, are themselves UTF-8, and the lead
 * byte is one that real text hardly has. Labels of mail parts and XML go to ICU's converters after the misspelt ones
 * are mapped. Which charset a whole file is in is told by charset_guess.h before a field is looked at. Memory:
 * O(field).
 */
#include "charset.h"

#include <stdlib.h>
#include <unicode/ucnv.h>

#include "arena.h"
#include "utf8.h"

static const char note_1252[] = "charset_windows_1252";
static const char note_850[] = "charset_cp850";
static const char note_double[] = "charset_double_utf8";
static const char note_nul[] = "nul_removed";
static const char note_bad[] = "charset_bad_bytes";
static const char note_label[] = "charset_label_wrong";
static const char note_converted[] = "charset_converted";

/* windows-1252, 0x80-0x9f; 0: not assigned there. */
static const uint16_t windows_1252[32] = { 0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
	                                   0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178 };
/* CP850, 0x80-0x9f: all letters but for three. */
static const uint16_t cp850[32] = { 0xC7, 0xFC, 0xE9, 0xE2, 0xE4, 0xE0, 0xE5, 0xE7, 0xEA, 0xEB, 0xE8,
	                            0xEF, 0xEE, 0xEC, 0xC4, 0xC5, 0xC9, 0xE6, 0xC6, 0xF4, 0xF6, 0xF2,
	                            0xFB, 0xF9, 0xFF, 0xD6, 0xDC, 0xF8, 0xA3, 0xD8, 0xD7, 0x192 };

static void noted(struct book *book, const char **first, const char *name)
{
	if (book != NULL) {
		book_note(book, name, 1);
	}
	if (first != NULL && *first == NULL) {
		*first = name;
	}
}

const char *charset_bom(struct str ahead, size_t *bom_len)
{
	/* UTF-32LE first: it starts with UTF-16LE's mark. */
	static const struct {
		const char *name;
		struct str mark;
	} marks[] = { { "UTF-32LE", { "\xFF\xFE\0\0", 4 } },
		      { "UTF-32BE", { "\0\0\xFE\xFF", 4 } },
		      { "UTF-8", { "\xEF\xBB\xBF", 3 } },
		      { "UTF-16LE", { "\xFF\xFE", 2 } },
		      { "UTF-16BE", { "\xFE\xFF", 2 } } };
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (str_starts(ahead, marks[i].mark)) {
			*bom_len = marks[i].mark.len;
			return marks[i].name;
		}
	}
	*bom_len = 0;
	return NULL;
}

static bool is_letter_byte(unsigned char c)
{
	return ascii_is_alpha((char)c) || (c >= 0xC0 && c != 0xD7 && c != 0xF7);
}

/* What stands around a stray byte 0x80-0x9f. */
struct around {
	struct str s;
	unsigned char before, after; /* blanks at the ends */
	bool left, right;            /* a letter, or another stray byte, stands there */
	bool lower;                  /* a small letter follows */
	bool sure;                   /* the field has a byte that is CP850 for certain */
};

static bool is_letter_or_stray(unsigned char c)
{
	return is_letter_byte(c) || (c >= 0x80 && c < 0xA0);
}

static bool joins(const struct around *a)
{
	return a->left || a->right;
}

/* Bytes that windows-1252 leaves empty. */
static bool is_empty_elsewhere(const struct around *a)
{
	return joins(a) || a->sure;
}

/* e acute, or a low quote, which only opens a word and has its closing sign in the field. */
static bool is_e_acute(const struct around *a)
{
	bool closed = memchr(a->s.at, 0x91, a->s.len) != NULL || memchr(a->s.at, 0x92, a->s.len) != NULL;
	return a->left || (a->lower && (a->sure || a->before == '\'' || !closed)) || (!a->right && a->sure);
}

/* a^ a" c, e^ e" i": a sign of windows-1252 that never stands inside of a word. */
static bool is_inside(const struct around *a)
{
	return (a->left && a->right) || (a->sure && joins(a));
}

/* e grave, i^ after a letter; S caron and OE of windows-1252 open a word. */
static bool is_behind_letter(const struct around *a)
{
	return a->left && (a->right || a->sure);
}

/* a grave stands alone or at the end; an ellipsis follows a letter. */
static bool is_a_grave(const struct around *a)
{
	return a->sure && !(a->left && !a->right) && (a->before == ' ' || a->left);
}

/* C cedilla opens a word; a euro sign stands by digits. */
static bool is_c_cedilla(const struct around *a)
{
	return a->sure && a->right && !ascii_is_digit((char)a->before);
}

/* Dashes, dots and curly quotes do stand between letters in English. */
static bool is_before_letter(const struct around *a)
{
	return a->sure && a->right;
}

/* u grave ends words ("ou", "dove piu"). */
static bool is_u_grave(const struct around *a)
{
	return a->sure && joins(a);
}

/* When the byte 0x80 + index is an accented letter of CP850 and no sign of windows-1252, told by its neighbours. NULL:
 * never. What is for certain are the bytes that windows-1252 leaves empty, and those whose windows-1252 sign (a low
 * quote, a per mille, an opening angle) never stands inside a word. */
static bool (*const cp850_where[32])(const struct around *a) = {
	[0x00] = is_c_cedilla,       [0x01] = is_empty_elsewhere, [0x02] = is_e_acute,
	[0x03] = is_inside,          [0x04] = is_inside,          [0x05] = is_a_grave,
	[0x06] = is_before_letter,   [0x07] = is_inside,          [0x08] = is_inside,
	[0x09] = is_inside,          [0x0A] = is_behind_letter,   [0x0B] = is_inside,
	[0x0C] = is_behind_letter,   [0x0D] = is_empty_elsewhere, [0x0F] = is_empty_elsewhere,
	[0x10] = is_empty_elsewhere, [0x13] = is_before_letter,   [0x14] = is_before_letter,
	[0x15] = is_before_letter,   [0x16] = is_before_letter,   [0x17] = is_u_grave,
	[0x18] = is_before_letter,   [0x19] = is_before_letter,   [0x1A] = is_before_letter,
	[0x1B] = is_before_letter,   [0x1D] = is_empty_elsewhere,
};

static bool is_cp850(struct str s, size_t i, bool sure)
{
	unsigned char c = (unsigned char)s.at[i];
	struct around a = { .s = s,
		            .before = i > 0 ? (unsigned char)s.at[i - 1] : ' ',
		            .after = i + 1 < s.len ? (unsigned char)s.at[i + 1] : ' ',
		            .sure = sure };
	a.left = is_letter_or_stray(a.before);
	a.right = is_letter_or_stray(a.after);
	a.lower = a.right && ascii_lower((char)a.after) == (char)a.after;
	return c >= 0x80 && c < 0xA0 && cp850_where[c - 0x80] != NULL && cp850_where[c - 0x80](&a);
}

static bool is_cp850_for_certain(struct str s, size_t i)
{
	unsigned char c = (unsigned char)s.at[i], before = i > 0 ? (unsigned char)s.at[i - 1] : ' ';
	return c != 0x85 && c != 0x80 && is_cp850(s, i, false) && (c != 0x82 || is_letter_byte(before));
}

/* Length of the valid UTF-8 sequence at s[i], or 0; NUL counts as bad. */
static size_t valid_length(struct str s, size_t i)
{
	size_t at = i;
	return utf8_next(s, &at) == UTF8_BAD ? 0 : at - i;
}

/* Stray bytes to characters; what is valid UTF-8 stays. */
static void repair_bytes(struct buf *out, struct str s, struct book *book, const char **note)
{
	bool sure = false, any_850 = false, any_1252 = false, any_bad = false;
	for (size_t i = 0, n; i < s.len && !sure; i += n > 0 ? n : 1) {
		n = valid_length(s, i);
		sure = n == 0 && (unsigned char)s.at[i] < 0xA0 && is_cp850_for_certain(s, i);
	}
	for (size_t i = 0, n; i<s.len; i += n> 0 ? n : 1) {
		unsigned char c = (unsigned char)s.at[i];
		n = valid_length(s, i);
		if (n > 0) {
			buf_add(out, s.at + i, n);
		} else if (c >= 0xA0) {
			buf_codepoint(out, c);
			any_1252 = true;
		} else if (is_cp850(s, i, sure)) {
			buf_codepoint(out, cp850[c - 0x80]);
			any_850 = true;
		} else if (windows_1252[c - 0x80] != 0) {
			buf_codepoint(out, windows_1252[c - 0x80]);
			any_1252 = true;
		} else {
			buf_codepoint(out, 0xFFFD);
			any_bad = true;
		}
	}
	if (any_850) {
		noted(book, note, note_850);
	}
	if (any_1252) {
		noted(book, note, note_1252);
	}
	if (any_bad) {
		noted(book, note, note_bad);
	}
}

/* The windows-1252 byte of a character, or -1. Bytes that windows-1252 leaves empty arrive as C1 controls from decoders
 * that let them through. */
static int byte_of(uint32_t c)
{
	if (c < 0x100) {
		return (int)c;
	}
	for (int i = 0; i < 32; i++) {
		if (windows_1252[i] == c) {
			return 0x80 + i;
		}
	}
	return -1;
}

/* The bytes of the sequence that a lead byte opens; 0: not one of those whose windows-1252 letters hardly ever stand
 * before a sign: A circumflex and A tilde (Latin-1 letters), a circumflex (punctuation), eth (emoji), i diaeresis
 * (BOM). */
static size_t sequence_length(int lead)
{
	switch (lead) {
	case 0xC2:
	case 0xC3: return 2;
	case 0xE2:
	case 0xEF: return 3;
	case 0xF0: return 4;
	default: return 0;
	}
}

/* Signs that people write and programs encode twice: punctuation, currency, arrows and letter-like signs, dingbats. */
static bool is_common_sign(uint32_t c)
{
	return (c >= 0x2000 && c < 0x2070) || (c >= 0x20A0 && c < 0x20D0) || (c >= 0x2100 && c < 0x2300) ||
	       (c >= 0x2600 && c < 0x27C0);
}

/* BOM, replacement character, the selector behind an emoji. */
static bool is_special(uint32_t c)
{
	return c == 0xFEFF || c == 0xFFFD || c == 0xFE0F;
}

/* A capital A tilde that ends a word in capitals before a closing quote or dash is Portuguese, not mojibake. */
static bool ends_portuguese_word(struct str s, size_t i, uint32_t c)
{
	return c >= 0xD1 && c <= 0xD7 && i > 0 && s.at[i - 1] >= 'A' && s.at[i - 1] <= 'Z';
}

/* At s[i], a character that was encoded twice: its real code point, and *end behind it; UTF8_BAD when there is none. */
static uint32_t double_encoded(struct str s, size_t i, size_t *end)
{
	char bytes[4];
	size_t at = i, want, got = 1;
	int lead = byte_of(utf8_next(s, &at));
	uint32_t c;
	want = sequence_length(lead);
	bytes[0] = (char)lead;
	for (; got < want && at < s.len; got++) {
		int b = byte_of(utf8_next(s, &at));
		if (b < 0x80 || b > 0xBF) {
			return UTF8_BAD;
		}
		bytes[got] = (char)b;
	}
	if (want == 0 || got < want) {
		return UTF8_BAD;
	}
	*end = at;
	at = 0;
	c = utf8_next((struct str){ bytes, got }, &at);
	if (c == UTF8_BAD || (lead == 0xE2 && !is_common_sign(c)) || (lead == 0xEF && !is_special(c)) ||
	    (lead == 0xC3 && ends_portuguese_word(s, i, c))) {
		return UTF8_BAD;
	}
	return c;
}

/* Where a twice-encoded character may start: C3 with 82-B0 is the UTF-8 of U+00C2 … U+00F0. s.len when there is none.
 */
static size_t double_start(struct str s, size_t from)
{
	while (from < s.len) {
		const char *hit = memchr(s.at + from, 0xC3, s.len - from);
		if (hit == NULL) {
			return s.len;
		}
		from = (size_t)(hit - s.at);
		if (from + 2 < s.len && (unsigned char)s.at[from + 2] >= 0xC2 &&
		    strchr("\x82\x83\xA2\xAF\xB0", s.at[from + 1]) != NULL && s.at[from + 1] != '\0') {
			return from;
		}
		from++;
	}
	return s.len;
}

/* s, valid UTF-8, with double encoding undone; true when anything was. */
static bool undo_double(struct buf *out, struct str s)
{
	bool any = false;
	size_t at = 0;
	while (at < s.len) {
		size_t hit = double_start(s, at), end = 0;
		uint32_t c;
		buf_add(out, s.at + at, hit - at);
		if (hit == s.len) {
			break;
		}
		c = double_encoded(s, hit, &end);
		if (c == UTF8_BAD) {
			buf_add(out, s.at + hit, 2);
			at = hit + 2;
			continue;
		}
		if (c != 0xFEFF) {
			buf_codepoint(out, c);
		}
		any = true;
		at = end;
	}
	return any;
}

static bool has_byte(struct str s, char c)
{
	return s.len > 0 && memchr(s.at, c, s.len) != NULL;
}

/* Valid UTF-8 into out: NULs out, CRLF and CR to '\n'. */
static void add_lines(struct buf *out, struct str s, struct book *book, const char **note)
{
	size_t at = 0;
	bool nul = false;
	if (!has_byte(s, '\r') && !has_byte(s, '\0')) {
		buf_str_add(out, s);
		return;
	}
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] != '\r' && s.at[i] != '\0') {
			continue;
		}
		buf_add(out, s.at + at, i - at);
		at = i + 1;
		if (s.at[i] == '\0') {
			nul = true;
		} else if (at == s.len || s.at[at] != '\n') {
			buf_byte(out, '\n');
		}
	}
	buf_add(out, s.at + at, s.len - at);
	if (nul) {
		noted(book, note, note_nul);
	}
}

/* UTF-8 that may be double-encoded, and its lines. */
static void add_valid(struct buf *out, struct str s, struct book *book, const char **note)
{
	struct buf undone;
	if (double_start(s, 0) == s.len) {
		add_lines(out, s, book, note);
		return;
	}
	buf_init(&undone, SIZE_MAX);
	if (undo_double(&undone, s)) {
		struct buf again;
		noted(book, note, note_double);
		/* Twice over is seen in exports of exports; a third time is left as it is. */
		buf_init(&again, SIZE_MAX);
		add_lines(out, undo_double(&again, buf_str(&undone)) ? buf_str(&again) : buf_str(&undone), book, note);
		buf_release(&again);
	} else {
		add_lines(out, s, book, note);
	}
	buf_release(&undone);
}

void charset_field(struct buf *out, struct str bytes, struct book *book, const char **note)
{
	struct buf repaired;
	const char *unused = NULL;
	note = note != NULL ? note : &unused;
	*note = NULL;
	if (utf8_bad_at(bytes) == bytes.len) {
		add_valid(out, bytes, book, note);
		return;
	}
	buf_init(&repaired, SIZE_MAX);
	repair_bytes(&repaired, bytes, book, note);
	add_valid(out, buf_str(&repaired), book, note);
	buf_release(&repaired);
}

/* Labels as they are misspelt in mail, and those that say nothing (NULL: look at the bytes). What is not here is asked
 * of ICU as it stands. */
static const struct {
	const char *label, *charset;
} label_table[] = {
	{ "default", NULL },
	{ "default_charset", NULL },
	{ "x-unknown", NULL },
	{ "unknown-8bit", NULL },
	{ "unknown", NULL },
	{ "x-user-defined", NULL },
	{ "8bit", NULL },
	{ "7bit", NULL },
	{ "binary", NULL },
	{ "none", NULL },
	{ "ascii", NULL },
	{ "us-ascii", NULL },
	{ "usascii", NULL },
	{ "us_ascii", NULL },
	{ "ansi_x3.4-1968", NULL },
	{ "iso646-us", NULL },
	{ "646", NULL },
	{ "cp1252", NULL },
	{ "windows-1252", NULL },
	{ "iso-8859-1", NULL },
	{ "iso8859-1", NULL },
	{ "iso_8859-1", NULL },
	{ "iso-8859_1", NULL },
	{ "latin1", NULL },
	{ "latin-1", NULL },
	{ "l1", NULL },
	{ "uft-8", "UTF-8" },
	{ "utf8", "UTF-8" },
	{ "utf_8", "UTF-8" },
	{ "utf-8n", "UTF-8" },
	{ "utf8mb4", "UTF-8" },
	{ "unicode-1-1-utf-8", "UTF-8" },
	{ "unicode-1-1-utf-7", "UTF-7" },
	{ "gb2312_charset", "gb18030" },
	{ "gb2312", "gb18030" },
	{ "gb_2312-80", "gb18030" },
	{ "x-gbk", "gb18030" },
	{ "gbk", "gb18030" },
	{ "cn-gb", "gb18030" },
	{ "ks_c_5601-1987", "windows-949" },
	{ "ks_c_5601", "windows-949" },
	{ "ksc5601", "windows-949" },
	{ "euc-kr", "windows-949" },
	{ "shift_jis", "windows-31j" },
	{ "shift-jis", "windows-31j" },
	{ "x-sjis", "windows-31j" },
	{ "sjis", "windows-31j" },
	{ "iso-2022-jp-ms", "ISO-2022-JP" },
	{ "iso-8859-8-i", "ISO-8859-8" },
	{ "iso-8859-6-i", "ISO-8859-6" },
	{ "x-mac-roman", "macintosh" },
	{ "macroman", "macintosh" },
	{ "tis-620", "windows-874" },
};

/* The charset ICU is to be asked for, in name[64]; false: look at the bytes. */
static bool charset_of(struct str label, char *name)
{
	size_t n = 0;
	label = str_trim(label);
	while (label.len > 0 && strchr("\"'<", label.at[0]) != NULL) {
		label = str_slice(label, 1, label.len);
	}
	while (n < label.len && n < 63 && strchr("\"'>;*, \t", label.at[n]) == NULL) {
		name[n] = ascii_lower(label.at[n]);
		n++;
	}
	name[n] = '\0';
	for (size_t i = 0; i < sizeof label_table / sizeof *label_table; i++) {
		if (strcmp(label_table[i].label, name) == 0) {
			if (label_table[i].charset == NULL) {
				return false;
			}
			strcpy(name, label_table[i].charset); /* shorter than 64: our own table */
			return true;
		}
	}
	return n > 0;
}

/* All of bytes through an ICU converter to UTF-8; false when ICU does not know the charset. */
static bool convert(struct buf *out, struct str bytes, const char *charset)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *from = ucnv_open(charset, &status), *to = NULL;
	const char *source = bytes.at, *end = bytes.at + bytes.len;
	UChar pivot[1024], *pivot_read = pivot, *pivot_write = pivot;
	char piece[4096];
	UBool reset = 1;
	if (U_SUCCESS(status)) {
		to = ucnv_open("UTF-8", &status);
	}
	if (U_FAILURE(status)) {
		ucnv_close(from);
		return false;
	}
	do {
		char *target = piece;
		status = U_ZERO_ERROR;
		ucnv_convertEx(to, from, &target, piece + sizeof piece, &source, end, pivot, &pivot_read, &pivot_write,
		               pivot + 1024, reset, 1, &status);
		reset = 0;
		buf_add(out, piece, (size_t)(target - piece));
	} while (status == U_BUFFER_OVERFLOW_ERROR);
	ucnv_close(to);
	ucnv_close(from);
	return true;
}

void charset_labelled(struct buf *out, struct str bytes, struct str label, struct book *book, const char **note)
{
	char charset[64];
	struct buf converted;
	const char *unused = NULL;
	bool utf8 = utf8_bad_at(bytes) == bytes.len;
	note = note != NULL ? note : &unused;
	if (!charset_of(label, charset) || strcmp(charset, "UTF-8") == 0 || strcmp(charset, "utf-8") == 0) {
		charset_field(out, bytes, book, note);
		return;
	}
	*note = NULL;
	/* Valid UTF-8 beyond ASCII under another label: by chance that is next to impossible in three characters, so
	 * the label is wrong. */
	if (utf8 && bytes.len - utf8_count(bytes) >= 3) {
		noted(book, note, note_label);
		add_valid(out, bytes, book, note);
		return;
	}
	buf_init(&converted, SIZE_MAX);
	if (convert(&converted, bytes, charset)) {
		size_t bad = str_find(buf_str(&converted), STR("\xEF\xBF\xBD"), 0);
		noted(book, note, note_converted);
		if (bad < converted.len) {
			noted(book, note, note_bad);
		}
		/* A BOM that the converter left. */
		bad = str_starts(buf_str(&converted), STR("\xEF\xBB\xBF")) ? 3 : 0;
		add_lines(out, str_slice(buf_str(&converted), bad, converted.len), book, note);
	} else {
		charset_field(out, bytes, book, note);
	}
	buf_release(&converted);
}

bool charset_resolve(const char *name, char resolved[CHARSET_NAME])
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *known;
	if (!charset_of(str_from(name), resolved)) { /* the labels that mails put on what is in truth windows-1252 */
		strcpy(resolved, "windows-1252");
	}
	known = ucnv_open(resolved, &status);
	ucnv_close(known);
	return U_SUCCESS(status);
}
