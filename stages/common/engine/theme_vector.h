/* theme_vector.h - from a mention's text to its vector: words, stems, features, and the embedding of rule 4.
 *
 * One reader serves learning, nightly assignment and a single line, so equal text gives equal vectors. A text is read
 * into `struct theme_words` (token by token; what a vector needs of each word is cached by word); the frame (frozen
 * document frequencies, basis and mean of a model, or of the learning run that makes one) turns words into e =
 * [sqrt(.8) semantic, sqrt(.2) lexical], and a contact's mentions into v = unit(e + context * unit(sum of e over the
 * contact)), which is kept as int16 (v * 32767, rounded). Dot products of such vectors are exact integers, so they are
 * the same on every CPU; see theme_dot.h. */
#ifndef GRIPE_THEME_VECTOR_H
#define GRIPE_THEME_VECTOR_H

#include <stdint.h>

#include "arena.h"
#include "err.h"
#include "piece_table.h"
#include "str.h"
#include "token.h"

enum {
	THEME_SEMANTIC_MAX = 1024, /* columns of a piece table that are accepted */
	THEME_LEXICAL = 96, /* columns of the latent semantic part, at most: 256 + 96 is a multiple of 32, and 100
	                       scores no better */
	THEME_CONTEXT_MENTIONS = 64, /* mentions of one contact that its context vector sums, the first ones: bounds
	                                memory on books sent as one mail */
	THEME_WORDS_MAX = 512 /* tokens of one mention that are read: mentions are cut at 45 words, so only a stranger's
	                         input reaches this */
};
#define THEME_UNIT 32767        /* int16 value of 1.0 */
#define THEME_LEXICAL_SHARE 0.2 /* of the squared length of e */

/* One distinct feature of a mention: a stem, or two neighbouring stems with the stop words between them left out. */
struct theme_feature {
	uint64_t key;   /* hash of the stem, or of both; 64 bits, so that strings are never compared */
	uint32_t count; /* in the mention */
	bool pair;
	uint32_t first; /* token that it (or its first stem) came from */
};

struct theme_words {
	struct token *tokens; /* [token_count] folded words with spans of the text */
	size_t token_count;
	uint32_t *words;                /* [token_count] numbers of the reader's word cache */
	uint64_t text_key;              /* hash of the normalised text: words joined by one space */
	struct theme_feature *features; /* [feature_count] keys rising */
	size_t feature_count;
	bool phatic; /* politeness and what stands beside it, nothing else and no negation */
	bool known;  /* at least one word with a piece or (without a table) one stem: else the mention has no vector */
};

struct theme_reader; /* one per thread */

struct theme_language {
	struct str lang;                 /* ISO 639-1; never empty */
	const struct piece_table *table; /* NULL: no semantic part, the lexical part alone */
	const char *lexicons;            /* folder with LANG/stop.tsv */
};

GRIPE_MUST_USE int theme_reader_open(struct theme_reader **reader, const struct theme_language *language,
                                     struct err *err);
void theme_reader_close(struct theme_reader *reader);
/* theme_read - text into words, all in arena. stems: mention_stems of the text in the reader's language, or empty; it
 * outlives the words. Word numbers are valid until theme_reader_trim or the end. */
void theme_read(struct theme_reader *reader, struct arena *arena, struct str text, struct str stems,
                struct theme_words *words);
/* theme_read_mention - the same for a mention: its own words and stems where its contact is of the reader's language.
 */
void theme_read_mention(struct theme_reader *reader, const struct record *record, struct mention *mention,
                        struct theme_words *words);
/* theme_reader_reads - true when tokens made for lang are what the reader would make. */
bool theme_reader_reads(const struct theme_reader *reader, struct str lang);
/* theme_text_key - the text_key of words that were tokenized without a reader. */
uint64_t theme_text_key(const struct token *tokens, size_t count);
/* theme_reader_stem - the stem of a cached word; theme_reader_content - true when it is no stop word and its stem is
 * longer than one byte. */
struct str theme_reader_stem(const struct theme_reader *reader, uint32_t word);
bool theme_reader_content(const struct theme_reader *reader, uint32_t word);

/* theme_reader_trim - to be called between contacts: forgets all words when there are too many (results do not depend
 * on it). */
void theme_reader_trim(struct theme_reader *reader);
/* theme_log - natural logarithm of x > 0, the same bits on every machine (libm's differ by version and by CPU); error
 * below 1e-15. */
double theme_log(double x);

/* What is frozen when a model is learnt. Borrowed from the model (mapped) or from the learning run. */
struct theme_frame {
	size_t semantic;    /* columns of the semantic part; 0 without a table */
	size_t lexical;     /* columns of the lexical part, 0..THEME_LEXICAL */
	size_t dim;         /* semantic + lexical */
	size_t stride;      /* dim rounded up to a multiple of 32; columns beyond dim are 0 */
	double context;     /* share of the whole contact in a mention's vector, 0.3, or 1 for narratives that tell one
	                       story */
	const float *mean;  /* [semantic] of the sample's uncentred unit vectors */
	double mean_length; /* Euclidean, of mean */
	size_t feature_count;
	const uint64_t *feature_keys;  /* [feature_count] rising */
	const uint32_t *feature_slots; /* [slot_count] feature number + 1, 0 = free; open addressing, linear, by key */
	size_t slot_count;             /* a power of two */
	const float *feature_idf;      /* [feature_count] ln(1 + (N - df + .5)/(df + .5)); 0: no row in the basis */
	const float *feature_familiar; /* [feature_count] ln(df / N) */
	const float *basis_scale;      /* [feature_count] */
	const int16_t *basis;          /* [feature_count][lexical] */
	double rarest;                 /* ln(1 / N): familiarity of a stem that the sample has at most once */
};

/* theme_feature_find - feature number, or -1. */
int64_t theme_feature_find(const struct theme_frame *frame, uint64_t key);

/* theme_semantic_sum - sum[semantic] of the words' piece vectors, to unit length (0 when no piece is known); the length
 * before. */
double theme_semantic_sum(struct theme_reader *reader, const struct theme_words *words, float *sum);
/* theme_lexical - out[lexical]: the words' weighted features on the basis, unit length or 0. */
void theme_lexical(const struct theme_frame *frame, const struct theme_words *words, float *out);
/* theme_embed - e[dim] of rule 4, before the contact's context. around: out, cosine of the uncentred semantic vector
 * with the mean; may be NULL. */
void theme_embed(struct theme_reader *reader, const struct theme_frame *frame, const struct theme_words *words,
                 float *e, double *around);
/* theme_contextual - vector[stride] = int16 of unit(e + context * unit(whole)). whole: NULL for a contact of one
 * mention, whose vector is unit(e) anyway. */
void theme_contextual(const struct theme_frame *frame, const float *e, const float *whole, int16_t *vector);
/* theme_quantise - vector[stride] of unit(v[dim]); zero stays zero. */
void theme_quantise(const struct theme_frame *frame, const float *v, int16_t *vector);
/* theme_familiar - mean of ln(df / N) over the distinct content stems; `rarest` without any. */
double theme_familiar(const struct theme_frame *frame, const struct theme_words *words);

#endif
