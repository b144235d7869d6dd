/* things.h - what has a trouble: things of lexicons/LANG/thing.tsv and of one corpus, found in a mention's words.
 *
 * A thing's id is free of language ("checked_bag" in German too). The corpus' own things (nouns that its customers say
 * and no list has) are given when opening; learning finds them, the model keeps them. */
#ifndef GRIPE_THINGS_H
#define GRIPE_THINGS_H

#include "token.h"

struct thing {
	struct str id, name; /* name: as a label shows it in this language */
	bool listed;         /* of thing.tsv */
};

enum word_class { /* of thing_words.tsv and stop.tsv, for nouns */
	          WORD_STOP = 1,
	          WORD_NEGATION = 2,
	          WORD_DETERMINER = 4, /* a noun follows */
	          WORD_VERBAL = 8,     /* a verb follows */
	          WORD_NOTHING = 16,   /* names no thing */
	          WORD_PHATIC = 32,    /* politeness */
	          WORD_CHANNEL = 64    /* one talks with a firm by it */
};

struct issue_word {
	struct str word, stem;
	uint32_t start, end; /* bytes of the mention's text */
	bool parted;         /* punctuation stands right before it */
	uint8_t classes;
};
struct thing_place {
	uint32_t start, end; /* words [start, end) */
	uint32_t thing;      /* number in the list */
};
struct issue_words {
	struct issue_word *words;
	size_t count;
	struct thing_place *things; /* from left to right, the longest at each place, no overlaps */
	size_t thing_count;
};

struct thing_list; /* of one language; one per thread */

/* things_open - extra[extra_count]: ids and names of the corpus' own things, extra_words: their words by commas, as in
 * thing.tsv. Strings outlive it. A language without lists finds the corpus' own alone. GRIPE_DATA with file and line.
 */
GRIPE_MUST_USE int things_open(struct thing_list **list, const char *lexicons, struct str lang,
                               const struct thing *extra, const struct str *extra_words, size_t extra_count,
                               struct err *err);
void things_close(struct thing_list *list);
size_t things_count(const struct thing_list *list);
const struct thing *things_at(const struct thing_list *list, uint32_t number);
/* things_read - the words of a mention and the things in it, in arena. tokens: as tokenize made them. */
void things_read(struct thing_list *list, struct arena *arena, struct str text, const struct token *tokens,
                 size_t token_count, struct issue_words *out);
/* things_stem - valid until things_close. */
struct str things_stem(struct thing_list *list, struct str word);

#endif
