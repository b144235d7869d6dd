/* sentences.c - where a text's sentences end.
 *
 * Latin, Greek and Cyrillic text: after . ! ? (with closing quotes and brackets) and white space, and at every line
 * end; not after an abbreviation, an initial, or a short word before a small letter. That is the reference program's
 * rule and not ICU's, because customers begin sentences in lower case ("it broke. then i called"), where Unicode's rule
 * SB8 sees none; and it runs ten times as fast. Added to it: lines wrapped by a mail program are joined, the items of a
 * list in one line are parted ("1. crashes 2. slow"), and a sentence that was begun without a blank ("never again.The
 * staff") is found when the next word is a subject.
 *
 * Text in another script (Arabic, Devanagari, Thai, Chinese, Japanese …): ICU's sentence breaks (UAX 29, with the
 * language's tailoring), and line ends. */
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "breaks.h"
#include "split.h"
#include "utf8.h"

enum {
	WRAP_LINE = 50, /* bytes: a line at least this long may have been broken by a mail program at column 60 to 80 */
	WRAP_LONGEST = 100, /* bytes: a text with a longer line was not wrapped (but for a URL, which has no blank) */
	WRAP_LINES = 3,     /* at least so many of them, or it is chance */
	SHORT_WORD = 2, /* letters: a point after such a word and before a small letter ends no sentence ("vs. him") */
	LAST_WORD = 12, /* bytes: longer than any abbreviation */
	OTHER_SCRIPTS = 0x590 /* the first code point beyond Latin, Greek, Cyrillic and Armenian: Hebrew */
};

struct sentence_breaker {
	struct breaks breaks;
};

struct sentence_breaker *sentence_breaker_open(void)
{
	return memory_alloc(sizeof(struct sentence_breaker));
}

void sentence_breaker_close(struct sentence_breaker *breaker)
{
	if (breaker != NULL) {
		breaks_release(&breaker->breaks);
		free(breaker);
	}
}

static void sentence_add(const struct passage *passage, struct spans *sentences, size_t start, size_t end)
{
	struct span span = span_trim(passage->text, (struct span){ (uint32_t)start, (uint32_t)end });
	if (span.start < span.end) {
		spans_add(sentences, span.start, span.end);
	}
}

static size_t line_end(struct str text, size_t at)
{
	const char *hit = at < text.len ? memchr(text.at + at, '\n', text.len - at) : NULL;
	return hit == NULL ? text.len : (size_t)(hit - text.at);
}

/* True when a mail program broke the lines: several long ones and none longer than a screen is wide. */
static bool is_wrapped(struct str text)
{
	size_t lines = 0;
	for (size_t at = 0; at < text.len;) {
		size_t end = line_end(text, at), len = end - at;
		if (len > WRAP_LONGEST && memchr(text.at + at, ' ', len) != NULL) {
			return false;
		}
		lines += len >= WRAP_LINE && end < text.len && end + 1 < text.len && text.at[end + 1] != '\n';
		at = end + 1;
	}
	return lines >= WRAP_LINES;
}

/* In a wrapped text: does the sentence go on over the line end at `at`? A blank line, a bullet, a number or a short
 * line ends it. */
static bool goes_on(struct str text, size_t line_start, size_t at)
{
	size_t next = at + 1, len;
	char c;
	if (at - line_start < WRAP_LINE || next >= text.len || blank_len(text, next) > 0) {
		return false;
	}
	len = line_end(text, next) - next;
	c = text.at[next];
	return len > 0 && !ascii_is_digit(c) && strchr("-*+>|#=~_", c) == NULL;
}

/* The word before the point at `point`: ASCII lower case, without an opening quote or bracket; "" when it is too long.
 */
static struct str last_word(struct str text, size_t from, size_t point, char out[LAST_WORD])
{
	size_t start = point, n = 0;
	while (start > from && !ascii_is_space(text.at[start - 1]) && point - start <= LAST_WORD) {
		start--;
	}
	while (start < point && strchr("(\"'[", text.at[start]) != NULL) {
		start++;
	}
	if (point - start > LAST_WORD) {
		return STR_EMPTY;
	}
	while (start < point) {
		out[n++] = ascii_lower(text.at[start++]);
	}
	return (struct str){ out, n };
}

/* A word that begins sentences (a subject, a question word) stands at `at` with a capital. */
static bool begins_sentence(const struct passage *passage, size_t at)
{
	size_t token = passage_token(passage, at);
	return at < passage->text.len && passage->text.at[at] >= 'A' && passage->text.at[at] <= 'Z' &&
	       token < passage->token_count && passage->tokens[token].start == at &&
	       intern_find(&passage->grammar->starters, passage->tokens[token].word) != INTERN_NONE;
}

/* "never again.The staff": right behind a mark that a small letter stands before, a subject with a capital begins a
 * sentence. */
static bool begins_unspaced(const struct passage *passage, size_t mark, size_t next)
{
	return mark > 0 && passage->text.at[mark - 1] >= 'a' && passage->text.at[mark - 1] <= 'z' &&
	       begins_sentence(passage, next);
}

/* Letters with points between them: "p.o", "j.c", "i.v". */
static bool is_acronym(struct str word)
{
	for (size_t i = 0; i < word.len; i++) {
		if (i % 2 == 0 ? !ascii_is_alpha(word.at[i]) : word.at[i] != '.') {
			return false;
		}
	}
	return word.len > 2 && word.len % 2 == 1;
}

/* The abbreviation that `last` is; a number of one or two digits is looked up as "0" (in German it is an ordinal: "12.
 * Juni"). */
static enum abbreviation kind_of(const struct passage *passage, struct str last)
{
	enum abbreviation kind = grammar_abbreviation(passage->grammar, last);
	if (last.len > 0 && last.len <= 2 && ascii_is_digit(last.at[0]) && ascii_is_digit(last.at[last.len - 1])) {
		return grammar_abbreviation(passage->grammar, STR("0"));
	}
	return kind == ABBREVIATION_NONE && is_acronym(last) ? ABBREVIATION_END : kind;
}

/* Does the lone point at `point`, with white space up to `next` behind it, leave its sentence open? */
static bool point_is_inside(const struct passage *passage, size_t from, size_t point, size_t next)
{
	char scratch[LAST_WORD], after = next < passage->text.len ? passage->text.at[next] : '\0';
	struct str last = last_word(passage->text, from, point, scratch);
	if (last.len == 1 && ascii_is_alpha(last.at[0])) { /* an initial, unless "you and I. Did you" */
		return passage->text.at[point - 1] > 'Z' || !begins_sentence(passage, next);
	}
	switch (kind_of(passage, last)) {
	case ABBREVIATION_NEVER: return true;
	case ABBREVIATION_END: return !begins_sentence(passage, next);
	case ABBREVIATION_NUMBER: return ascii_is_digit(after) || after == '#';
	case ABBREVIATION_NONE: break;
	}
	return after != ascii_upper(after) && last.len <= SHORT_WORD;
}

static bool is_end_mark(char c)
{
	return c == '.' || c == '!' || c == '?';
}

/* Behind the closing quotes and brackets at `at`: ASCII ones and ” ’ » and the German “. */
static size_t closers_end(struct str text, size_t at)
{
	for (;;) {
		if (at < text.len && strchr("\"')]", text.at[at]) != NULL) {
			at++;
		} else if (at + 2 < text.len && (memcmp(text.at + at, "\xE2\x80\x9D", 3) == 0 ||
		                                 memcmp(text.at + at, "\xE2\x80\x99", 3) == 0 ||
		                                 memcmp(text.at + at, "\xE2\x80\x9C", 3) == 0)) {
			at += 3;
		} else if (at + 1 < text.len && memcmp(text.at + at, "\xC2\xBB", 2) == 0) {
			at += 2;
		} else {
			return at;
		}
	}
}

/* A list written in a line: "1. crashes 2. slow 3) adverts". Items must count up from 1 or a, and the second must be
 * there, or it is no list. */
struct list {
	uint32_t next; /* value of the item that would come next; 0 outside of a list */
	bool letters;  /* a) b) c) */
};
enum {
	LIST_REACH = 400,
	LIST_MARKER = 4
}; /* bytes: within which the second item follows the first; longest marker, "12.)" */

/* Behind the small letter, or the one or two digits, at `at`: its value as a place in a list in *value; `at` when there
 * is none. */
static size_t item_name_end(struct str text, size_t at, bool letters, uint32_t *value)
{
	size_t end = at;
	*value = 0;
	if (letters && end < text.len && text.at[end] >= 'a' && text.at[end] <= 'z') {
		*value = (uint32_t)(text.at[end++] - 'a') + 1;
	}
	while (!letters && end < text.len && end < at + 2 && ascii_is_digit(text.at[end])) {
		*value = *value * 10 + (uint32_t)(text.at[end++] - '0');
	}
	return end;
}

/* Bytes of the ")" at `at`, or of the "." or ".)" where a point may stand; 0 when there is none. */
static size_t item_stop_len(struct str text, size_t at, bool point_allowed)
{
	if (at < text.len && text.at[at] == ')') {
		return 1;
	}
	if (at >= text.len || text.at[at] != '.' || !point_allowed) {
		return 0;
	}
	return at + 1 < text.len && text.at[at + 1] == ')' ? 2 : 1;
}

/* The list marker at `at` (behind a blank or at a beginning): where it ends, its value in *value; `at` when there is
 * none. */
static size_t marker_end(struct str text, size_t at, bool letters, uint32_t *value)
{
	size_t name_end = item_name_end(text, at, letters, value), stop = item_stop_len(text, name_end, !letters);
	return name_end > at && stop > 0 && blank_len(text, name_end + stop) > 0 ? name_end + stop : at;
}

static bool marker_follows(struct str text, size_t at, bool letters, uint32_t wanted)
{
	size_t end = at + LIST_REACH < text.len ? at + LIST_REACH : text.len;
	for (; at + 1 < end; at++) {
		uint32_t value;
		if (blank_len(text, at) == 1 && marker_end(text, at + 1, letters, &value) > at + 1 && value == wanted) {
			return true;
		}
	}
	return false;
}

/* When an item of a list begins at `at`: the end of its marker; else `at`. */
static size_t item_begins(struct str text, size_t at, struct list *list)
{
	uint32_t value;
	size_t end;
	if (list->next > 0) {
		end = marker_end(text, at, list->letters, &value);
		if (end > at && value == list->next) {
			list->next++;
			return end;
		}
	}
	for (int letters = 0; letters < 2; letters++) {
		end = marker_end(text, at, letters == 1, &value);
		if (end > at && value == 1 && marker_follows(text, end, letters == 1, 2)) {
			*list = (struct list){ 2, letters == 1 };
			return end;
		}
	}
	return at;
}

/* Behind the run of marks at `at`, "..." and ". . ." too. */
static size_t marks_end(struct str text, size_t at)
{
	while (at < text.len && is_end_mark(text.at[at])) {
		at++;
		if (at + 1 < text.len && text.at[at] == ' ' && text.at[at + 1] == '.') {
			at++;
		}
	}
	return at;
}

/* Does the sentence that began at `from` end with the marks text[mark, marks) and closers up to `end`, with blanks up
 * to `next`? */
static bool ends_here(const struct passage *passage, size_t from, size_t mark, size_t marks, size_t end, size_t next)
{
	struct str text = passage->text;
	if (next == end) {
		return next >= text.len || text.at[next] == '\n' || begins_unspaced(passage, mark, next);
	}
	if (end > marks) { /* "Great!" she said: small letters go on after a quotation */
		return next >= text.len || text.at[next] < 'a' || text.at[next] > 'z';
	}
	return text.at[mark] != '.' || marks > mark + 1 || !point_is_inside(passage, from, mark, next);
}

/* Behind the blanks at `at`, at the end of the line at most. */
static size_t blanks_end(struct str text, size_t at)
{
	while (at < text.len && text.at[at] != '\n' && blank_len(text, at) > 0) {
		at += blank_len(text, at);
	}
	return at;
}

/* A digit or a letter that counts, at a beginning: worth a look whether an item of a list begins. */
static bool may_begin_item(struct str text, size_t at, const struct list *list)
{
	return (ascii_is_digit(text.at[at]) || text.at[at] == 'a' || list->letters) &&
	       (at == 0 || blank_len(text, at - 1) > 0);
}

static void find_by_marks(const struct passage *passage, struct spans *sentences)
{
	struct str text = passage->text;
	bool wrapped = is_wrapped(text);
	struct list list = { 0, false };
	size_t from = 0, line = 0, at = 0;
	while (at < text.len) {
		size_t mark = at, marks, next;
		char c = text.at[at];
		if (c == '\n') {
			if (!wrapped || !goes_on(text, line, at)) {
				sentence_add(passage, sentences, from, at);
				from = at + 1;
			}
			line = ++at;
		} else if (may_begin_item(text, at, &list) && (next = item_begins(text, at, &list)) > at) {
			sentence_add(passage, sentences, from, at);
			from = at;
			at = next;
		} else if (is_end_mark(c)) {
			marks = marks_end(text, at);
			at = closers_end(text, marks);
			next = blanks_end(text, at);
			if (ends_here(passage, from, mark, marks, at, next)) {
				sentence_add(passage, sentences, from, at);
				from = at = next;
			}
		} else {
			at++;
		}
	}
	sentence_add(passage, sentences, from, text.len);
}

/* Two code points of another script are enough: one may be a sign. */
static bool has_other_script(struct str text)
{
	size_t seen = 0;
	for (size_t at = 0; at < text.len && seen < 2;) {
		if ((unsigned char)text.at[at] < 0xD6) { /* lead bytes of what is below U+0590 */
			at++;
		} else {
			uint32_t cp = utf8_next(text, &at);
			seen += cp != UTF8_BAD && cp >= OTHER_SCRIPTS && u_isalpha((UChar32)cp) &&
			        !(cp >= 0x1D00 && cp < 0x2000);
		}
	}
	return seen >= 2;
}

static bool find_by_icu(struct sentence_breaker *breaker, const struct passage *passage, struct spans *sentences)
{
	UErrorCode status = U_ZERO_ERROR;
	UText *view;
	size_t from = 0;
	if (!breaks_open(&breaker->breaks, UBRK_SENTENCE, passage->lang)) {
		return false;
	}
	view = utext_openUTF8(NULL, passage->text.at, (int64_t)passage->text.len, &status);
	ubrk_setUText(breaker->breaks.at, view, &status);
	if (U_FAILURE(status)) {
		utext_close(view);
		return false;
	}
	for (int32_t end = ubrk_next(breaker->breaks.at); end != UBRK_DONE; end = ubrk_next(breaker->breaks.at)) {
		size_t line;
		while ((line = line_end(passage->text, from)) < (size_t)end) {
			sentence_add(passage, sentences, from, line);
			from = line + 1;
		}
		sentence_add(passage, sentences, from, (size_t)end > from ? (size_t)end : from);
		from = (size_t)end > from ? (size_t)end : from;
	}
	utext_close(view);
	return true;
}

void sentences_find(struct sentence_breaker *breaker, const struct passage *passage, struct spans *sentences)
{
	if (!has_other_script(passage->text) || !find_by_icu(breaker, passage, sentences)) {
		find_by_marks(passage, sentences);
	}
}
