/* rtf_text.c - see rtf_text.h; version 1.9.1 of its specification.
 *
 * In: RTF, in pieces. Out: a line a paragraph. Method: a machine over bytes: control words, groups (which keep and give
 * back the state), escaped bytes in the charset of the font that is chosen, code points with the number of bytes that
 * stand beside them for old readers. Destinations that are no text of the document (fonts, colours, pictures, headers,
 * whatever is marked with \*) are passed over. Memory: a state a group that is open, DEPTH_MOST of them. */
#include "rtf_text.h"

#include <stdio.h>
#include <stdlib.h>

#include "charset.h"
#include "option.h"

enum {
	DEPTH_MOST = 1000,
	FONTS_MOST = 4096,
	WORD_MOST = 32, /* letters of a control word, as the specification has it */
	NUMBER_MOST = 10
};

struct group {
	bool left_out, in_fonts;
	int font;
	int beside; /* bytes behind each \u */
};

struct rtf_text {
	struct group *groups; /* groups[DEPTH_MOST] */
	size_t depth;
	char charsets[FONTS_MOST][8]; /* of the fonts, as ICU names them; "": the document's */
	char document[16];
	struct buf bytes; /* escaped ones, not decoded yet */
	int font_in_hand;
	int skip;           /* bytes beside a \u that are still to come */
	uint32_t surrogate; /* the first half of a pair */
	/* the machine: */
	enum { TEXT, BACKSLASH, WORD, NUMBER, HEX_FIRST, HEX_SECOND, BINARY } at;
	char word[WORD_MOST + 1], number[NUMBER_MOST + 2];
	size_t word_len, number_len;
	int hex;
	int64_t binary;   /* bytes of \bin still to come */
	bool destination; /* \* stands before the next word */
};

static struct group *here(struct rtf_text *rtf)
{
	return &rtf->groups[rtf->depth];
}

/* The bytes that were escaped, in the charset of their font. */
static void flush(struct rtf_text *rtf, struct buf *out)
{
	int font = here(rtf)->font;
	const char *charset =
	    font >= 0 && font < FONTS_MOST && rtf->charsets[font][0] != '\0' ? rtf->charsets[font] : rtf->document;
	const char *note = NULL;
	if (rtf->bytes.len > 0) {
		charset_labelled(out, buf_str(&rtf->bytes), str_from(charset), NULL, &note);
		buf_clear(&rtf->bytes);
	}
}

static void put(struct rtf_text *rtf, struct buf *out, char c)
{
	if (rtf->skip > 0) {
		rtf->skip--;
	} else if (!here(rtf)->left_out && c != '\0') {
		flush(rtf, out);
		buf_byte(out, c);
	}
}

static void put_byte(struct rtf_text *rtf, unsigned char byte)
{
	if (rtf->skip > 0) {
		rtf->skip--;
	} else if (!here(rtf)->left_out && byte != 0) {
		buf_byte(&rtf->bytes, (char)byte);
	}
}

static void put_point(struct rtf_text *rtf, struct buf *out, int number)
{
	uint32_t c = (uint32_t)(number < 0 ? number + 65536 : number);
	rtf->skip = here(rtf)->beside;
	if (here(rtf)->left_out || c == 0) {
		return;
	}
	flush(rtf, out);
	if (c >= 0xD800 && c < 0xDC00) {
		rtf->surrogate = c;
		return;
	}
	if (c >= 0xDC00 && c < 0xE000 && rtf->surrogate != 0) {
		c = 0x10000 + ((rtf->surrogate - 0xD800) << 10) + (c - 0xDC00);
	}
	rtf->surrogate = 0;
	buf_codepoint(out, c);
}

/* \fcharset of a font: the code page that Windows gives it. */
static void set_font_charset(struct rtf_text *rtf, int number)
{
	static const struct {
		int number;
		const char *page;
	} pages[] = { { 128, "cp932" },  { 129, "cp949" },  { 134, "gbk" },    { 136, "big5" },   { 161, "cp1253" },
		      { 162, "cp1254" }, { 163, "cp1258" }, { 177, "cp1255" }, { 178, "cp1256" }, { 186, "cp1257" },
		      { 204, "cp1251" }, { 222, "cp874" },  { 238, "cp1250" }, { 0, "cp1252" } };
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		if (pages[i].number == number && rtf->font_in_hand >= 0 && rtf->font_in_hand < FONTS_MOST) {
			strcpy(rtf->charsets[rtf->font_in_hand], pages[i].page);
		}
	}
}

static bool is_word(const struct rtf_text *rtf, const char *word)
{
	return strcmp(rtf->word, word) == 0;
}

/* Destinations of which nothing is text. */
static bool opens_other(const struct rtf_text *rtf)
{
	static const char *const others[] = { "colortbl",  "stylesheet", "info",     "pict",     "object",
		                              "header",    "headerl",    "headerr",  "headerf",  "footer",
		                              "footerl",   "footerr",    "footerf",  "footnote", "annotation",
		                              "filetbl",   "revtbl",     "xe",       "tc",       "fldinst",
		                              "themedata", "datastore",  "listtable" };
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		if (is_word(rtf, others[i])) {
			return true;
		}
	}
	return false;
}

/* Words that stand for signs; 0: none. */
static const char *sign_of(const struct rtf_text *rtf)
{
	static const struct {
		const char *word, *sign;
	} signs[] = { { "par", "\n" },      { "line", "\n" },     { "row", "\n" },    { "sect", "\n" },
		      { "page", "\n" },     { "tab", "\t" },      { "cell", "\t" },   { "emdash", "—" },
		      { "endash", "–" },    { "bullet", "•" },    { "lquote", "‘" },  { "rquote", "’" },
		      { "ldblquote", "“" }, { "rdblquote", "”" }, { "emspace", " " }, { "enspace", " " } };
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (is_word(rtf, signs[i].word)) {
			return signs[i].sign;
		}
	}
	return NULL;
}

static int number_of(const struct rtf_text *rtf, int otherwise)
{
	int64_t number;
	return integer_parse((struct str){ rtf->number, rtf->number_len }, &number) && number > -1000000 &&
	               number < 1000000000
	           ? (int)number
	           : otherwise;
}

/* Words that change the state of the group; false: it is none of them. */
static bool set_state(struct rtf_text *rtf, struct buf *out)
{
	struct group *group = here(rtf);
	if (is_word(rtf, "fonttbl")) {
		group->left_out = group->in_fonts = true;
	} else if (is_word(rtf, "f")) {
		flush(rtf, out);
		group->font = number_of(rtf, 0);
		rtf->font_in_hand = group->font;
	} else if (is_word(rtf, "fcharset") && group->in_fonts) {
		set_font_charset(rtf, number_of(rtf, 0));
	} else if (is_word(rtf, "uc")) {
		group->beside = number_of(rtf, 1) < 0 ? 1 : number_of(rtf, 1);
	} else if (is_word(rtf, "ansicpg")) {
		snprintf(rtf->document, sizeof rtf->document, "cp%d", number_of(rtf, 1252));
	} else if (is_word(rtf, "mac")) {
		strcpy(rtf->document, "macintosh");
	} else if (is_word(rtf, "pca")) {
		strcpy(rtf->document, "cp850");
	} else if (is_word(rtf, "deleted") || is_word(rtf, "v")) { /* hidden text */
		group->left_out = group->left_out || number_of(rtf, 1) != 0;
	} else {
		return false;
	}
	return true;
}

static void end_word(struct rtf_text *rtf, struct buf *out)
{
	bool destination = rtf->destination;
	const char *sign;
	rtf->word[rtf->word_len] = '\0';
	rtf->destination = false;
	rtf->at = TEXT;
	if (is_word(rtf, "bin")) {
		rtf->binary = number_of(rtf, 0);
		rtf->at = rtf->binary > 0 ? BINARY : TEXT;
	} else if (is_word(rtf, "u")) {
		put_point(rtf, out, number_of(rtf, 0));
	} else if (set_state(rtf, out)) {
		return;
	} else if (destination || opens_other(rtf)) {
		here(rtf)->left_out = true;
	} else if ((sign = sign_of(rtf)) != NULL && !here(rtf)->left_out) {
		flush(rtf, out);
		buf_text(out, sign);
	}
}

static int open_group(struct rtf_text *rtf, struct buf *out, struct err *err)
{
	flush(rtf, out);
	if (rtf->depth + 1 == DEPTH_MOST) {
		return err_set(err, GRIPE_DATA, "RTF with groups more than %d deep", DEPTH_MOST);
	}
	rtf->groups[rtf->depth + 1] = rtf->groups[rtf->depth];
	rtf->depth++;
	rtf->skip = 0;
	return 0;
}

static void close_group(struct rtf_text *rtf, struct buf *out)
{
	flush(rtf, out);
	rtf->depth -= rtf->depth > 0;
	rtf->skip = 0;
}

static int take_in_text(struct rtf_text *rtf, struct buf *out, char c, struct err *err)
{
	switch (c) {
	case '\\': rtf->at = BACKSLASH; break;
	case '{': return open_group(rtf, out, err);
	case '}': close_group(rtf, out); break;
	case '\r':
	case '\n': break;
	default:
		if ((unsigned char)c >= 0x80) {
			put_byte(rtf, (unsigned char)c);
		} else {
			put(rtf, out, c);
		}
	}
	return 0;
}

static void take_behind_backslash(struct rtf_text *rtf, struct buf *out, char c)
{
	rtf->at = TEXT;
	if (ascii_is_alpha(c)) {
		rtf->at = WORD;
		rtf->word[0] = c;
		rtf->word_len = 1;
		rtf->number_len = 0;
	} else if (c == '\'') {
		rtf->at = HEX_FIRST;
	} else if (c == '*') {
		rtf->destination = true;
	} else if (c == '~') {
		put(rtf, out, ' ');
	} else if (c == '_') {
		put(rtf, out, '-');
	} else if (c == '\n' || c == '\r') {
		put(rtf, out, '\n');
	} else if (c == '\\' || c == '{' || c == '}') {
		put(rtf, out, c);
	}
}

static int hex_of(char c)
{
	return ascii_is_digit(c)                                ? c - '0'
	       : ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f' ? ascii_lower(c) - 'a' + 10
	                                                        : 0;
}

/* A letter or digit of a control word, or what ends it: 1 when c is still to be taken as text. */
static bool take_in_word(struct rtf_text *rtf, struct buf *out, char c)
{
	if (rtf->at == WORD && ascii_is_alpha(c)) {
		rtf->word_len += rtf->word_len < WORD_MOST;
		rtf->word[rtf->word_len - 1] = c;
		return false;
	}
	if (ascii_is_digit(c) || (c == '-' && rtf->at == WORD)) {
		rtf->at = NUMBER;
		if (rtf->number_len < NUMBER_MOST) {
			rtf->number[rtf->number_len++] = c;
		}
		return false;
	}
	end_word(rtf, out);
	return c != ' ';
}

static int take(struct rtf_text *rtf, struct buf *out, char c, struct err *err)
{
	switch (rtf->at) {
	case BACKSLASH: take_behind_backslash(rtf, out, c); return 0;
	case WORD:
	case NUMBER:
		if (!take_in_word(rtf, out, c)) {
			return 0;
		}
		return rtf->at == TEXT ? take_in_text(rtf, out, c, err) : 0;
	case HEX_FIRST:
		rtf->hex = hex_of(c);
		rtf->at = HEX_SECOND;
		return 0;
	case HEX_SECOND:
		put_byte(rtf, (unsigned char)(rtf->hex * 16 + hex_of(c)));
		rtf->at = TEXT;
		return 0;
	case BINARY: rtf->at = --rtf->binary > 0 ? BINARY : TEXT; return 0;
	case TEXT:
	default: return take_in_text(rtf, out, c, err);
	}
}

int rtf_text_add(struct rtf_text *rtf, struct buf *out, struct str bytes, struct err *err)
{
	int status = 0;
	for (size_t i = 0; i < bytes.len && status >= 0; i++) {
		status = take(rtf, out, bytes.at[i], err);
	}
	return status;
}

void rtf_text_end(struct rtf_text *rtf, struct buf *out)
{
	flush(rtf, out);
}

struct rtf_text *rtf_text_open(void)
{
	struct rtf_text *rtf = memory_alloc(sizeof *rtf);
	rtf->groups = memory_array(DEPTH_MOST, sizeof *rtf->groups);
	rtf->groups[0].beside = 1;
	rtf->groups[0].font = -1;
	strcpy(rtf->document, "cp1252");
	buf_init(&rtf->bytes, SIZE_MAX);
	return rtf;
}

void rtf_text_close(struct rtf_text *rtf)
{
	if (rtf != NULL) {
		buf_release(&rtf->bytes);
		free(rtf->groups);
		free(rtf);
	}
}
