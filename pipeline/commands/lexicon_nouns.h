/* lexicon_nouns.h - is a thing that learning found a noun that a person would list: a stricter look at words that the
 * determiners before them made look like nouns. */
#ifndef GRIPE_LEXICON_NOUNS_H
#define GRIPE_LEXICON_NOUNS_H

#include "lexicon_corpus.h"

enum lexicon_noun {
	NOUN_NONE,  /* of another kind, a name, or itself the trouble that patterns state ("cold") */
	NOUN_EMPTY, /* a form of a word that names nothing (thing_words.tsv), of politeness, or a function word */
	NOUN        /* it ends its phrase: "the different app" has different before its noun */
};
/* lexicon_nouns - heads[count]: stems of the words that head the things; (*nouns)[count], in the corpus' arena.
 * GRIPE_DATA, GRIPE_IO: lists cannot be read. */
GRIPE_MUST_USE int lexicon_nouns(struct lexicon_corpus *corpus, const struct str *heads, size_t count,
                                 enum lexicon_noun **nouns, struct err *err);

#endif
