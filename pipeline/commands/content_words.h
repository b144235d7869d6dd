/* content_words.h - the words of a text that say something, as stems: no stop words, no negations. Labels and mentions
 * are compared by them. */
#ifndef GRIPE_CONTENT_WORDS_H
#define GRIPE_CONTENT_WORDS_H

#include "token.h"

struct content_words { /* what it takes, a language at a time */
	struct tokenizer *tokenizer;
	const char *lexicons;
	struct language_table languages;
};
struct stems {
	struct str *list; /* list[count], in the order of the text; a stem that comes twice stands there twice */
	size_t count;
};

struct spoken { /* a text in a language, and where its words are kept */
	struct str text, lang;
	struct arena *arena;
};

/* content_words_open - lexicons: folder of stop words, borrowed. The struct must not move while it is open. GRIPE_IO.
 */
GRIPE_MUST_USE int content_words_open(struct content_words *words, const char *lexicons, struct err *err);
void content_words_release(struct content_words *words);
/* content_stems - of a text in a language (language_named). GRIPE_IO, GRIPE_DATA: a list of stop words that cannot be
 * read. */
GRIPE_MUST_USE int content_stems(struct content_words *words, const struct spoken *spoken, struct stems *out,
                                 struct err *err);

#endif
