/* reply_phrases.c - see reply_phrases.h.
 *
 * A line is compared with the phrases of its first byte; a search inside of a line asks a table of bits, by the first
 * four bytes at each place, before it compares anything. So some hundred phrases in forty languages cost a line little
 * more than one would. Chosen against: an automaton over all phrases (Aho & Corasick 1975). It is faster still, but
 * only the last lines of a mail are searched. Memory: two words for each first byte, a kilobyte of bits a list. */
#include "reply_phrases.h"

#include <stdlib.h>

#include "array.h"
#include "utf8.h"

enum {
	PHRASES_FIRST = 16, /* room for so many at first */
	START_BYTES = 4,    /* of a phrase that its bit is made of */
	STAR_WORDS = 6      /* "Sent from my Samsung Galaxy S 5 octacore device" has the most seen */
};

/* Bit of the four bytes at `at`, whatever the case of ASCII letters: bit 5 of each byte is set, which makes some others
 * alike too. */
static size_t start_bit(const char *at)
{
	uint32_t four;
	memcpy(&four, at, START_BYTES);
	four |= 0x20202020;
	return four * UINT32_C(2654435761) >> 19; /* 13 bits: PHRASE_STARTS */
}

void phrases_add(struct phrases *phrases, struct str text, int lang)
{
	if (text.len == 0) { /* an empty cell of a user's list: nothing to look for */
		return;
	}
	phrases->at = array_room(phrases->at, phrases->count, &phrases->cap, sizeof *phrases->at, PHRASES_FIRST);
	phrases->at[phrases->count++] = (struct phrase){ text, lang, text.len, false, false, NULL };
}

static void find_star(struct phrase *phrase)
{
	if (phrase->text.len > 1 && phrase->text.at[0] == '^' && phrase->text.at[1] != ' ') {
		phrase->text = str_slice(phrase->text, 1, phrase->text.len);
		phrase->first = true;
	}
	phrase->star = str_find(phrase->text, STR("*"), 0);
	if (phrase->star == phrase->text.len) {
		phrase->star = str_find(phrase->text, STR("^"), 0);
		phrase->capital = phrase->star < phrase->text.len;
	}
}

void phrases_index(struct phrases *phrases)
{
	for (size_t i = phrases->count; i-- > 0;) {
		struct phrase *phrase = &phrases->at[i], **slot;
		find_star(phrase);
		slot = phrase->star == 0 ? &phrases->by_last[(unsigned char)phrase->text.at[phrase->text.len - 1]]
		                         : &phrases->by_first[(unsigned char)phrase->text.at[0]];
		phrase->next = *slot;
		*slot = phrase;
		phrases->short_ones = phrases->short_ones || phrase->text.len < START_BYTES;
		if (phrase->text.len >= START_BYTES) {
			size_t bit = start_bit(phrase->text.at);
			phrases->starts[bit / 64] |= UINT64_C(1) << (bit & 63);
		}
	}
	for (int c = 'A'; c <= 'Z'; c++) {
		size_t small = (size_t)(c + 'a' - 'A');
		phrases->by_first[c] = phrases->by_first[small];
		phrases->by_last[c] = phrases->by_last[small];
	}
}

void phrases_release(struct phrases *phrases)
{
	free(phrases->at);
}

bool phrases_hold(const struct phrases *phrases, struct str line)
{
	for (size_t at = 0; at < line.len; at++) {
		if (!phrases->short_ones) {
			size_t bit;
			if (at + START_BYTES > line.len) {
				return false;
			}
			bit = start_bit(line.at + at);
			if ((phrases->starts[bit / 64] >> (bit & 63) & 1) == 0) {
				continue;
			}
		}
		if (inside_word(line, at)) {
			continue;
		}
		for (const struct phrase *phrase = phrases->by_first[(unsigned char)line.at[at]]; phrase != NULL;
		     phrase = phrase->next) {
			if (str_starts_nocase(str_slice(line, at, line.len), phrase->text) &&
			    (!phrase->first || !str_says(str_slice(line, 0, at)))) {
				return true;
			}
		}
	}
	return false;
}

/* A name of a device or a program: "Samsung", "iPhone", "3". */
static bool capital_first(struct str text)
{
	bool small_i = text.len > 1 && text.at[0] == 'i' && text.at[1] >= 'A' && text.at[1] <= 'Z';
	return text.len > 0 && ((text.at[0] >= 'A' && text.at[0] <= 'Z') || (unsigned char)text.at[0] >= 0x80 ||
	                        ascii_is_digit(text.at[0]) || small_i);
}

static bool matches(const struct phrase *phrase, struct str line)
{
	struct str front, back, middle;
	if (phrase->star == phrase->text.len) {
		return str_eq_nocase(line, phrase->text);
	}
	front = str_trim(str_slice(phrase->text, 0, phrase->star));
	if (!str_starts_nocase(line, front)) {
		return false;
	}
	back = str_trim(str_slice(phrase->text, phrase->star + 1, phrase->text.len));
	if (line.len <= front.len + back.len || !str_ends_nocase(line, back)) {
		return false;
	}
	middle = str_trim(str_slice(line, front.len, line.len - back.len));
	/* a comma, or a full stop before more words, makes it a sentence of the writer's own */
	return middle.len > 0 && str_words(middle) <= STAR_WORDS && (!phrase->capital || capital_first(middle)) &&
	       str_find(middle, STR(", "), 0) == middle.len && str_find(middle, STR(". "), 0) == middle.len;
}

bool phrases_match(const struct phrases *phrases, struct str line)
{
	if (line.len == 0) {
		return false;
	}
	for (const struct phrase *phrase = phrases->by_first[(unsigned char)line.at[0]]; phrase != NULL;
	     phrase = phrase->next) {
		if (matches(phrase, line)) {
			return true;
		}
	}
	for (const struct phrase *phrase = phrases->by_last[(unsigned char)line.at[line.len - 1]]; phrase != NULL;
	     phrase = phrase->next) {
		if (matches(phrase, line)) {
			return true;
		}
	}
	return false;
}
