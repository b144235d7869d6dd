/* theme_lsa.h - the lexical part of a frame: features with their document frequencies, and the basis of latent semantic
 * analysis (rule 4). */
#ifndef GRIPE_THEME_LSA_H
#define GRIPE_THEME_LSA_H

#include "theme_vector.h"

struct theme_lsa { /* arrays owned; a theme_frame borrows them */
	size_t feature_count, slot_count;
	uint64_t *keys;     /* [feature_count] rising */
	uint32_t *slots;    /* [slot_count] */
	uint32_t *df;       /* [feature_count] */
	float *idf;         /* [feature_count] 0: too common for the basis */
	float *familiar;    /* [feature_count] ln(df / N) */
	float *basis_scale; /* [feature_count] */
	int16_t *basis;     /* [feature_count][lexical] */
	size_t lexical;
	double singular[THEME_LEXICAL];
	double rarest;
};

/* theme_lsa_make - from words[n] of the sample, in canonical order. Stems with df >= 2, pairs with df >= 3; in the
 * basis those with df <= .3 n. */
void theme_lsa_make(struct theme_lsa *lsa, const struct theme_words *words, size_t n, uint64_t seed);
void theme_lsa_release(struct theme_lsa *lsa);
/* theme_lsa_frame - sets the lexical fields of a frame. */
void theme_lsa_frame(const struct theme_lsa *lsa, struct theme_frame *frame);

#endif
