/* lexicon_wording.c - see lexicon_wording.h. Alternatives are the digits of a number, the first element's the lowest.
 */
#include "lexicon_wording.h"

#include <stdlib.h>

#include "option.h"

enum { PRODUCT_MOST = 1 << 20 };     /* texts of one pattern that are told apart: what two of them multiply fits */
enum { CHOICES_MOST = 64 };          /* alternatives of one element; more are looked at as one text */
static const char FILLER[] = "qzxv"; /* a word of no list, in any language */

struct lexicon_wording lexicon_wording_of(const struct lexicon_lists *lists)
{
	struct lexicon_wording wording = { STR_EMPTY, STR_EMPTY, lists->lexicon->patterns };
	const struct tsv *table = &lists->lists[NEGATION].table;
	for (size_t i = 0; i < table->row_count; i++) {
		const struct tsv_row *row = &table->rows[i];
		struct str word = row->cells[0];
		word = str_starts(word, STR("=")) ? str_slice(word, 1, word.len) : word;
		if (patterns_is_member(lists->lexicon->patterns, STR("NOT"), word) && wording.not .len == 0) {
			wording.not = word;
		}
		if (patterns_is_member(lists->lexicon->patterns, STR("CANT"), word) && wording.cant.len == 0) {
			wording.cant = word;
		}
	}
	return wording;
}

static size_t choices(struct str element)
{
	size_t count = 1;
	for (size_t i = 0; i < element.len; i++) {
		count += element.at[i] == '|' ? 1 : 0;
	}
	return count;
}

/* Number of texts by alternatives alone; it stops growing where it is more than anybody tries. */
static size_t product(struct str pattern)
{
	size_t count = 1;
	while (pattern.at != NULL) {
		struct str rest, element = str_cut(pattern, ' ', &rest);
		count =
		    count >= PRODUCT_MOST || choices(element) >= PRODUCT_MOST ? PRODUCT_MOST : count * choices(element);
		pattern = rest;
	}
	return count;
}

/* It has something that may be left out: a gap, or an optional word. */
static bool has_more(struct str pattern)
{
	return memchr(pattern.at, '*', pattern.len) != NULL || memchr(pattern.at, '[', pattern.len) != NULL;
}

static size_t tried(struct str pattern)
{
	size_t count = product(pattern);
	return count < WORDINGS_MOST ? count : WORDINGS_MOST;
}

size_t lexicon_wordings(struct str pattern)
{
	return pattern.len == 0 ? 0 : tried(pattern) * (has_more(pattern) ? 2 : 1);
}

static struct str choice(struct str element, size_t number)
{
	struct str rest, one = str_cut(element, '|', &rest);
	for (; number > 0 && rest.at != NULL; number--) {
		one = str_cut(rest, '|', &rest);
	}
	return one;
}

/* A word of the class, the same one in all texts: the first. */
static struct str class_word(const struct lexicon_wording *wording, struct str word)
{
	struct str rest, words = wording->patterns != NULL ? patterns_class_words(wording->patterns, word) : STR_EMPTY;
	return words.at != NULL ? str_cut(words, '|', &rest) : word;
}

static void word_add(const struct lexicon_wording *wording, struct str word, bool more, struct buf *out)
{
	if (str_eq(word, STR("^")) || (pattern_gap(word) > 0 && !more)) {
		return;
	}
	word = class_word(wording, word);
	if (str_eq(word, STR("_")) || pattern_gap(word) > 0) {
		word = STR(FILLER);
	} else if (str_eq(word, STR("NOT"))) {
		word = wording->not ;
	} else if (str_eq(word, STR("CANT"))) {
		word = wording->cant;
	} else if (word.len > 1 && word.at[0] == '=' && byte_of_word(word.at[1])) {
		word = str_slice(word, 1, word.len);
	}
	if (out->len > 0) {
		buf_byte(out, ' ');
	}
	buf_str_add(out, word);
}

void lexicon_wording_text(const struct lexicon_wording *wording, struct str pattern, size_t number, struct buf *out)
{
	size_t some = tried(pattern), digits = product(pattern) / some * (number % some);
	bool more = number >= some, begins = str_starts(pattern, STR("^"));
	buf_clear(out);
	if (!begins) {
		buf_text(out, FILLER);
	}
	while (pattern.at != NULL) {
		struct str rest, inner, element = str_cut(pattern, ' ', &rest);
		size_t count = choices(element);
		if (!pattern_optional(element, &inner) || more) {
			word_add(wording, choice(inner, digits % count), more, out);
		}
		digits /= count;
		pattern = rest;
	}
	buf_byte(out, ' ');
	buf_text(out, FILLER);
}

static int by_bytes(const void *left, const void *right)
{
	return str_cmp(*(const struct str *)left, *(const struct str *)right);
}

/* What is compared as it is written: exact words, classes (capitals, which no word has), signs, wildcards. */
static bool is_element(struct str word)
{
	return word.len > 0 &&
	       (word.at[0] == '=' || (word.at[0] >= 'A' && word.at[0] <= 'Z') || !byte_of_word(word.at[0]));
}

void lexicon_wording_key(struct stemmer *stemmer, struct str pattern, struct buf *out)
{
	buf_clear(out);
	while (pattern.at != NULL) {
		struct str rest, inner, more, element = str_cut(pattern, ' ', &rest), sorted[CHOICES_MOST];
		bool optional = pattern_optional(element, &inner);
		size_t count = 0;
		for (more = inner; more.at != NULL && count < CHOICES_MOST;) {
			struct str word = str_cut(more, '|', &more);
			sorted[count++] = is_element(word) ? word : stem(stemmer, word);
		}
		qsort(sorted, count, sizeof *sorted, by_bytes);
		for (size_t i = 0; i < count; i++) {
			if (i == 0 || !str_eq(sorted[i], sorted[i - 1])) {
				buf_text(out, i > 0 ? "|" : optional ? " [" : " ");
				buf_str_add(out, sorted[i]);
			}
		}
		if (more.at != NULL) {
			buf_str_add(out, more); /* more alternatives than are sorted: as they are written */
		}
		pattern = rest;
	}
}
