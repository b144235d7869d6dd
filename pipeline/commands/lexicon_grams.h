/* lexicon_grams.h - what a mention could be matched by: its word n-grams of one to four elements, with one gap at the
 * most, as patterns of trouble.tsv would match them. */
#ifndef GRIPE_LEXICON_GRAMS_H
#define GRIPE_LEXICON_GRAMS_H

#include "hash.h"
#include "lexicon_lists.h"

enum { GRAM_WORDS = 4, GRAM_GAP = 2 /* words that "*" passes over at the most */ };

/* Elements are numbers of lexicon_words; 0 behind the last. */
struct gram {
	uint32_t words[GRAM_WORDS];
	uint32_t gap; /* "*" stands before this element; 0: nowhere */
};

struct lexicon_words {              /* the vocabulary of a corpus */
	struct intern stems, forms; /* numbers + 1; "NOT" and "CANT" are the first two stems */
	uint32_t *form_stem, *form_count;
	size_t form_cap;
};
enum { GRAM_NOT = 1, GRAM_CANT = 2 };
void lexicon_words_init(struct lexicon_words *words);
void lexicon_words_release(struct lexicon_words *words);
/* lexicon_words_surface - the commonest form of each stem, the first in byte order among equals:
 * surfaces[stems.count + 1], to free(). */
struct str *lexicon_words_surface(const struct lexicon_words *words);

/* lexicon_words_functional - [stems.count + 1], to free(): which words are function words, politeness, numbers, or too
 * short to name anything. Negations are none. */
uint8_t *lexicon_words_functional(const struct lexicon_words *words, const struct str *surfaces,
                                  const struct stopwords *stopwords);

/* A mention as grams see it. */
struct gram_unit {
	uint32_t word; /* number of the element, 0: nothing goes over it */
	bool parted;   /* punctuation stands before it */
	bool negated;  /* a negation from outside reaches it */
	bool negation; /* it is one */
};
struct gram_mention {
	struct gram_unit *units;
	size_t count;
};
struct gram_reading {
	struct lexicon_lists *lists;
	struct lexicon_words *words;
	bool count; /* the words are added to `words`; else those that are not there have no number */
};
/* lexicon_grams_read - in arena. */
void lexicon_grams_read(const struct gram_reading *reading, struct arena *arena, const struct contact *contact,
                        struct str text, struct gram_mention *mention);

struct gram_visit {
	const uint8_t *wanted; /* [stems.count + 1] elements that a gram may have; NULL: any */
	void (*take)(void *to, const struct gram *gram);
	void *to;
};
/* lexicon_grams_visit - every gram of the mention, some of them more than once. */
void lexicon_grams_visit(const struct gram_mention *mention, const struct gram_visit *visit);

/* lexicon_gram_text - as a pattern. */
void lexicon_gram_text(const struct gram *gram, const struct str *surfaces, struct buf *out);
/* lexicon_gram_reads_well - begins with a negation or a word that is no function word, and ends with the latter. */
bool lexicon_gram_reads_well(const struct gram *gram, const uint8_t *functional);
size_t lexicon_gram_length(const struct gram *gram); /* elements */
static inline struct str lexicon_gram_key(const struct gram *gram)
{
	return (struct str){ (const char *)gram, sizeof *gram };
}

#endif
