/* lexicon_scores.h - rows of sentiment.tsv that a corpus would have: words and pairs of words said by those who gave
 * low scores and not by those who gave high ones, or the other way round, that are in no list. */
#ifndef GRIPE_LEXICON_SCORES_H
#define GRIPE_LEXICON_SCORES_H

#include "lexicon_corpus.h"

struct scored { /* a row */
	struct str pattern;
	double weight;      /* -4..4 in halves: how one-sided it is */
	uint64_t low, high; /* people who said it with a low score, with a high one */
	double odds;        /* lexicon_odds of the high scores against the low */
	struct str nearest; /* the word of sentiment.tsv that is nearest to it; empty: the language has no vectors */
	struct str example; /* the shortest mention of that side that says it, masked; or empty */
};
struct scored_rows {
	struct scored *at; /* [count] by how far odds are from 0, then by pattern */
	size_t count;
	uint64_t low, high; /* people */
};

/* lexicon_scores - in the corpus' arena. GRIPE_DATA: too few people gave low or high scores, or a list is damaged. */
GRIPE_MUST_USE int lexicon_scores(struct lexicon_corpus *corpus, const struct lexicon_job *job,
                                  struct scored_rows *rows, struct err *err);

#endif
