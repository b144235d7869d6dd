/* reply_phrases.h - a list of phrases of the lexicons, indexed so that the lines of mails that hold none of them cost
 * little. */
#ifndef GRIPE_REPLY_PHRASES_H
#define GRIPE_REPLY_PHRASES_H

#include <stdint.h>

#include "str.h"

enum { PHRASE_LETTERS = 256, PHRASE_STARTS = 8192 };

struct phrase {
	struct str text;     /* ASCII lower case; not empty */
	int lang;            /* row of languages.tsv */
	size_t star;         /* where "*" or "^" stands, text.len without one */
	bool capital;        /* "^" */
	bool first;          /* "^" at its very front, taken off: nothing but marks stands before it in its line */
	struct phrase *next; /* with the same first byte, or the same last one when it begins with "*" */
};

struct phrases { /* zeroed, then phrases_add, then phrases_index once */
	struct phrase *at;
	size_t count, cap;
	struct phrase
	    *by_first[PHRASE_LETTERS]; /* ASCII letters under both cases; those that begin with "*" are not here */
	struct phrase *by_last[PHRASE_LETTERS]; /* those */
	uint64_t starts[PHRASE_STARTS / 64]; /* bits of the hashes of first START_BYTES bytes: most places of a text are
	                                        told by them to begin no phrase */
	bool short_ones;                     /* a phrase is shorter than that: the bits say nothing */
};

void phrases_add(struct phrases *phrases, struct str text, int lang); /* text lives as long as the list */
void phrases_index(struct phrases *phrases);
void phrases_release(struct phrases *phrases);

/* phrases_hold - does a phrase begin somewhere in the line, at the beginning of a word? ASCII case apart; one that is
 * marked as first only at the line's beginning. Linear. */
bool phrases_hold(const struct phrases *phrases, struct str line);

/* phrases_match - is the line one of the phrases, "*" being one to six words, "^" the same beginning with a capital? */
bool phrases_match(const struct phrases *phrases, struct str line);

/* inside_word - whether a letter or digit of ASCII stands both at a place and before it. */
static inline bool inside_word(struct str text, size_t at)
{
	return at > 0 && ascii_is_alnum(text.at[at]) && ascii_is_alnum(text.at[at - 1]);
}

#endif
