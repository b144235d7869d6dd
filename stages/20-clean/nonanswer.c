/* nonanswer.c - see nonanswer.h.
 *
 * The text is folded (lower case by ICU's simple mapping, punctuation and blanks to one blank) and looked up whole in
 * one table of all languages' phrases. Emoji are answers: "👍" says something. Digits alone are not: a score stands in
 * its own field. Memory: the lists. */
#include "nonanswer.h"

#include <stdlib.h>
#include <unicode/uchar.h>

#include "hash.h"
#include "tsv.h"
#include "utf8.h"

enum {
	ANSWER_BYTES = 80, /* the longest phrase listed has half of it */
	MASH_LETTERS = 4,  /* "asdf": fewer keys side by side can be a word ("were") */
	MASH_ALTER = 2     /* "haha" has two letters: laughter is an answer; "xxxx" has one */
};

struct nonanswer {
	struct intern phrases;
	struct buf folded, row;
	struct buf keys; /* rows of keys, each between blanks, forwards and backwards */
};

/* Lower case; runs of what is neither letter, digit nor symbol become one blank, none at the ends. *letters, *symbols:
 * counts. */
static void fold(struct buf *out, struct str text, size_t *letters, size_t *symbols)
{
	bool gap = false;
	buf_clear(out);
	*letters = *symbols = 0;
	for (size_t at = 0; at < text.len;) {
		uint32_t c = utf8_next(text, &at);
		int8_t type = u_charType((UChar32)c);
		bool letter = u_isalpha((UChar32)c) || type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
		bool symbol = type == U_OTHER_SYMBOL && c >= 0x2190;
		if (c == '\'' || c == 0x2019 || c == 0xFE0F) {
			continue; /* "don't know" = "dont know" */
		}
		if (c == 0x2605 || c == 0x2606 || c == 0x2B50) {
			symbol = false; /* stars are a score */
		}
		if (!letter && !symbol && !u_isdigit((UChar32)c)) {
			gap = out->len > 0;
			continue;
		}
		if (gap) {
			buf_byte(out, ' ');
			gap = false;
		}
		*letters += letter;
		*symbols += symbol;
		buf_codepoint(out, (uint32_t)u_tolower((UChar32)c));
	}
}

static int load(struct nonanswer *n, struct arena *arena, const char *lexicons, struct err *err)
{
	struct tsv languages, table;
	size_t letters, symbols;
	int result = tsv_lexicon(&languages, arena, lexicons, "any", "languages.tsv", 3, err);
	for (size_t i = 0; result >= 0 && i < languages.row_count; i++) {
		result = tsv_lexicon(&table, arena, lexicons, arena_dup(arena, languages.rows[i].cells[0]).at,
		                     "nonanswer.tsv", 1, err);
		for (size_t row = 0; result >= 0 && row < table.row_count; row++) {
			fold(&n->folded, table.rows[row].cells[0], &letters, &symbols);
			intern_add(&n->phrases, buf_str(&n->folded));
		}
	}
	if (result >= 0) {
		result = tsv_lexicon(&table, arena, lexicons, "any", "keyboard.tsv", 1, err);
	}
	for (size_t row = 0; result >= 0 && row < table.row_count; row++) {
		struct str keys = table.rows[row].cells[0];
		buf_byte(&n->keys, ' ');
		buf_str_add(&n->keys, keys);
		buf_byte(&n->keys, ' ');
		for (size_t i = keys.len; i-- > 0;) {
			buf_byte(&n->keys, keys.at[i]);
		}
	}
	return result < 0 ? result : 0;
}

int nonanswer_open(struct nonanswer **out, const char *lexicons, struct err *err)
{
	struct nonanswer *n = memory_alloc(sizeof *n);
	struct arena arena = ARENA_INIT;
	int result;
	intern_init(&n->phrases);
	buf_init(&n->folded, SIZE_MAX);
	buf_init(&n->row, SIZE_MAX);
	buf_init(&n->keys, SIZE_MAX);
	result = load(n, &arena, lexicons, err);
	arena_release(&arena);
	if (result < 0) {
		nonanswer_close(n);
		return result;
	}
	*out = n;
	return 0;
}

void nonanswer_close(struct nonanswer *n)
{
	if (n == NULL) {
		return;
	}
	intern_release(&n->phrases);
	buf_release(&n->folded);
	buf_release(&n->row);
	buf_release(&n->keys);
	free(n);
}

/* "aaaa" */
static bool one_letter(struct str word)
{
	for (size_t i = 1; i < word.len; i++) {
		if (word.at[i] != word.at[0]) {
			return false;
		}
	}
	return word.len > 0 && ascii_is_alpha(word.at[0]);
}

/* One letter over and over ("aaaa", "x"), or keys side by side ("asdf", "qwertz", "asdfasdf"). */
static bool mashed(const struct nonanswer *n, struct str word)
{
	if (word.len != MASH_ALTER && one_letter(word)) {
		return true;
	}
	while (word.len >= MASH_LETTERS) {
		size_t run = MASH_LETTERS;
		if (str_find(buf_str(&n->keys), str_slice(word, 0, run), 0) >= n->keys.len) {
			return false;
		}
		while (run < word.len && str_find(buf_str(&n->keys), str_slice(word, 0, run + 1), 0) < n->keys.len) {
			run++;
		}
		word = str_slice(word, run, word.len);
		if (word.len == 0) {
			return true;
		}
		if (word.len < MASH_LETTERS) {
			return str_find(buf_str(&n->keys), word, 0) < n->keys.len;
		}
	}
	return false;
}

/* ":)", ":-(", ":+1:", "<3": a mood is an answer. */
static bool emoticon(struct str text)
{
	for (size_t i = 0; i + 1 < text.len; i++) {
		if ((memchr(":;=8", text.at[i], 4) != NULL && memchr(")(-+/|*^", text.at[i + 1], 8) != NULL) ||
		    (text.at[i] == '<' && text.at[i + 1] == '3')) {
			return true;
		}
	}
	return false;
}

bool nonanswer_is(struct nonanswer *n, struct str text)
{
	size_t letters, symbols;
	struct str folded;
	text = str_trim(text);
	if (text.len > ANSWER_BYTES) {
		return false;
	}
	fold(&n->folded, text, &letters, &symbols);
	folded = buf_str(&n->folded);
	if (symbols > 0) {
		return false;
	}
	return (letters == 0 && !emoticon(text)) || intern_find(&n->phrases, folded) != INTERN_NONE ||
	       mashed(n, folded);
}
