/* lexicon_wording.h - from a pattern to texts that it matches. */
#ifndef GRIPE_LEXICON_WORDING_H
#define GRIPE_LEXICON_WORDING_H

#include "lexicon_lists.h"

enum { WORDINGS_MOST = 64 }; /* of one pattern that are tried: alternatives multiply */

struct lexicon_wording {
	struct str not, cant;            /* a word of each class of negations; empty: the language has none */
	const struct patterns *patterns; /* that know the language's classes of words; NULL: there are none */
};
/* lexicon_wording_of - of the lists' language. */
struct lexicon_wording lexicon_wording_of(const struct lexicon_lists *lists);
/* lexicon_wordings - how many texts lexicon_wording_text makes: each choice of alternatives, WORDINGS_MOST of them at
 * the most, spread over all; once with nothing in the place of "*" and "[…]", and once more with a word where there is
 * one. */
size_t lexicon_wordings(struct str pattern);
/* lexicon_wording_text - *out: text number `number` alone, between words that no list has, unless the pattern begins
 * with "^". */
void lexicon_wording_text(const struct lexicon_wording *wording, struct str pattern, size_t number, struct buf *out);

/* lexicon_wording_key - *out: what two patterns have in common that match the same: words by their stems, alternatives
 * in order and once; what may be left out as it is written. */
void lexicon_wording_key(struct stemmer *stemmer, struct str pattern, struct buf *out);

#endif
