/* label_words.h - which words may stand where in a label: lexicons/LANG/label_words.tsv, rows "class <tab> words by
 * spaces".
 *
 * drop: does not break a phrase and is not printed (articles, possessives, forms of be and have, adverbs); link: may
 * stand inside, never at an end (prepositions, light verbs); stop: breaks a phrase (pronouns, greetings, weekdays);
 * not: negation, may begin a phrase and is kept; problem, judgement, vague: weigh a phrase and are compared by stem. A
 * word may be given as word=printed ("cant=can't"). same: a word and its irregular forms, which count as one ("pay
 * paid"). joined: two words that are read as one ("log+in", "on+hold"). fused: a word that grows
 * together with the one before it, and how that then ends ("not=nt": "did not" is "didnt"). A language without the file
 * has its stop words (stop.tsv) as `stop`. */
#ifndef GRIPE_LABEL_WORDS_H
#define GRIPE_LABEL_WORDS_H

#include <stdint.h>

#include "arena.h"
#include "err.h"
#include "hash.h"
#include "token.h"

enum {
	LABEL_DROP = 1,
	LABEL_LINK = 2,
	LABEL_STOP = 4,
	LABEL_NOT = 8,
	LABEL_PROBLEM = 16,
	LABEL_JUDGEMENT = 32,
	LABEL_VAGUE = 64,
	LABEL_EDGE = LABEL_DROP | LABEL_LINK | LABEL_STOP /* a phrase neither begins nor ends with these */
};

struct label_words {
	struct arena arena;
	struct intern words;   /* of drop, link, stop, not */
	uint8_t *classes;      /* [words.count] */
	struct str *printed;   /* [words.count] or empty */
	struct intern stems;   /* of problem, judgement, vague */
	uint8_t *stem_classes; /* [stems.count] */
	struct intern same;    /* stems of irregular forms */
	struct str *same_as;   /* [same.count] stem of the word that each belongs to */
	size_t class_cap, printed_cap, stem_cap, same_cap;
	struct intern joined;  /* "log in" by stem of the first word: "log in", "on hold" */
	struct intern fused;   /* "not": words that grow together with the one before them */
	struct str *fused_end; /* [fused.count] how they end it then: "nt", for "did not" is "didnt" */
	size_t fused_cap;
	struct stopwords *stop;
};

/* label_words_open - stemmer: of the language. GRIPE_IO, GRIPE_DATA: an unknown class, with its line. */
GRIPE_MUST_USE int label_words_open(struct label_words *words, const char *lexicons, struct str lang,
                                    struct stemmer *stemmer, struct err *err);
void label_words_close(struct label_words *words);
/* label_words_base - the stem under which an irregular form counts ("paid": that of "pay"), or the stem itself. */
struct str label_words_base(const struct label_words *words, struct str stem);
/* label_words_class - of a folded word and its stem. */
uint8_t label_words_class(const struct label_words *words, struct str word, struct str stem);
/* label_words_printed - how the lexicon prints it, or empty. */
struct str label_words_printed(const struct label_words *words, struct str word);
/* label_words_fused - the ending that this word becomes, or empty. */
struct str label_words_fused(const struct label_words *words, struct str word);
/* label_words_joined - true when the pair is read as one word; first as stem or as it stands. */
bool label_words_joined(const struct label_words *words, struct str first, struct str first_stem, struct str second);

#endif
