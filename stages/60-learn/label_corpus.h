/* label_corpus.h - the sample as labels see it: items (words, or two words read as one) with stem, printed form and
 * class.
 *
 * "log in" is one item; "is not" becomes "isn't"; a damaged word ("flightled", from a careless replace-all in the
 * export) takes the stem of the common word that it begins with. Words that begin a frequent @handle are nobody's
 * problem and count as stop words. */
#ifndef GRIPE_LABEL_CORPUS_H
#define GRIPE_LABEL_CORPUS_H

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "label_input.h"
#include "label_words.h"
#include "piece_table.h"

struct label_item {
	uint32_t stem;   /* number in corpus->stems; LABEL_STEM_NOT for negations */
	uint32_t form;   /* number in corpus->forms: "log in", "can't" */
	uint8_t classes; /* of label_words.h; 0 = content */
	bool glued;      /* no punctuation between the item before and this one */
};

enum { LABEL_STEM_NONE = 0, LABEL_STEM_NOT = 1 };
enum { LABEL_COLUMNS = 1024 }; /* of a piece table: one with more is not used for labels */

struct label_corpus {
	struct label_item *items; /* [start[n]] */
	size_t *start;            /* [n + 1] items of mention i: start[i] .. start[i + 1] */
	struct intern words;      /* folded words */
	uint32_t *token_words;    /* [token_start[n]] word number of every token */
	size_t *token_start;      /* [n + 1] */
	uint32_t *word_count;     /* [words.count] mentions' tokens */
	struct str *given;        /* [words.count] the stem that its first token came with; at == NULL: none */
	size_t given_cap;
	struct intern surfaces; /* as written: "PIN", "can't", "d\u00e9lai" */
	uint32_t *surface_word; /* [surfaces.count] */
	uint32_t *surface_seen; /* [surfaces.count] times in the middle of a sentence of a text that is neither all
	                           capitals nor without any */
	uint32_t *surface_all;  /* [surfaces.count] times anywhere */
	struct str *shown;      /* [words.count] as it is printed inside a phrase */
	struct intern stems, forms;
	struct piece_table *table; /* or NULL */
	float *vectors;            /* [words.count][dim] sum of the pieces of each word; NULL without a table */
	size_t dim;
	float *rows; /* [n][dim] unit sums of each mention's words, made by label_meaning when first wanted */
	struct label_words lexicon;
	struct stemmer *stemmer;
	struct arena arena;
};

/* label_corpus_open - reads input's tokens. GRIPE_IO, GRIPE_DATA: a lexicon or the piece table is bad. */
GRIPE_MUST_USE int label_corpus_open(struct label_corpus *corpus, const struct label_input *input, struct err *err);
void label_corpus_close(struct label_corpus *corpus);
/* label_corpus_word - number of token t of a mention in corpus->words. */
static inline uint32_t label_corpus_word(const struct label_corpus *corpus, size_t mention, size_t t)
{
	return corpus->token_words[corpus->token_start[mention] + t];
}
/* label_corpus_show - a lower-case form with each word in its printed spelling, the first letter a capital when asked;
 * in arena. */
struct str label_corpus_show(const struct label_corpus *corpus, struct str form, bool capital, struct arena *arena);
/* label_corpus_vector - sum of the form's words' pieces, unit length, in vector[dim]; false without a known word. */
bool label_corpus_vector(const struct label_corpus *corpus, struct str form, float *vector);

#endif
