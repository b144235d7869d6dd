/* lexicon_mine.h - rows of trouble.tsv that a corpus would have: phrases of mentions in which the reader is sure of a
 * class of trouble and no pattern says it. */
#ifndef GRIPE_LEXICON_MINE_H
#define GRIPE_LEXICON_MINE_H

#include "lexicon_corpus.h"

struct mined { /* a row */
	struct str pattern;
	int class;                 /* number in the ontology */
	bool topic;                /* one word alone: counts where the mention shows trouble otherwise */
	struct str must, must_not; /* mentions, masked: it fires in the one and not in the other */
	uint64_t contacts, fresh; /* that say it; of them those that the reader is sure of and no row before it finds */
	uint64_t people;          /* who wrote `fresh` */
	double precision;         /* of its contacts, that state the class, as the reader sees it */
	double odds;              /* lexicon_odds of contacts that are sure of the class against the rest */
	int64_t gain;             /* thousandths of contacts: sum of what the reader gives, less what it denies */
};
struct mined_rows {
	struct mined *at; /* [count] gain falling, then class, then pattern */
	size_t count;
	size_t unshown; /* rows for which no mention of a readable length showed what they do */
};

/* lexicon_mine - in the corpus' arena. GRIPE_DATA, GRIPE_IO: lists cannot be read. */
GRIPE_MUST_USE int lexicon_mine(struct lexicon_corpus *corpus, const struct lexicon_job *job, struct mined_rows *rows,
                                struct err *err);
/* lexicon_examples - gives each row its two mentions, and drops those that have none. GRIPE_DATA as above. */
GRIPE_MUST_USE int lexicon_examples(struct lexicon_corpus *corpus, const char *lexicons, struct mined_rows *rows,
                                    struct err *err);

#endif
