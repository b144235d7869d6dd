/* label_input.h - what labels are made from, and what they are: a sample's mentions with their groups; a name, terms
 * and quotes for each group. */
#ifndef GRIPE_LABEL_INPUT_H
#define GRIPE_LABEL_INPUT_H

#include <stdint.h>

#include "str.h"
#include "token.h"

enum { LABEL_QUOTES = 3 };

struct label_input { /* n = mention_count; mentions stand in canonical order (by content) */
	size_t mention_count;
	const struct str *texts;     /* [n] as written */
	struct token *const *tokens; /* [n][token_counts[i]] folded words with spans of texts[i] */
	const size_t *token_counts;  /* [n] */
	const uint32_t *weight;      /* [n] how many equal mentions it stands for, >= 1 */
	const uint32_t *contact;     /* [n] dense contact number, < contact_count */
	const uint32_t *place;       /* [n] the mention's n in its contact */
	size_t contact_count;
	const struct str *contact_ids; /* [contact_count] */
	const struct str
	    *persons; /* [contact_count] pseudonym; empty: not known, then each contact is a person of its own */
	const int32_t *theme; /* [n] -1: none */
	const int32_t *sub;   /* [n] -1: none */
	size_t theme_count, sub_count;
	const int32_t *sub_parent; /* [sub_count] theme; themes and subs by size falling (subs within their parent) */
	const int16_t *vectors;    /* [n][stride] unit length 32767, dot with theme_dot.h */
	size_t stride;
	struct str lang;      /* ISO 639-1 */
	const char *lexicons; /* folder */
};

struct label_result {
	struct str label;
	struct str *terms;
	size_t term_count;
	size_t quotes[LABEL_QUOTES]; /* mention numbers, most typical first, distinct persons */
	size_t quote_count;
};

#endif
