/* lexicon_things.h - rows of thing.tsv that a corpus would have: nouns that carry troubles there and are in no row. */
#ifndef GRIPE_LEXICON_THINGS_H
#define GRIPE_LEXICON_THINGS_H

#include "lexicon_corpus.h"

struct found_thing {                 /* a row */
	struct str id, name;         /* the name is its one word or pair of words, too */
	struct str must, must_not;   /* mentions, masked: the thing stands in the one and not in the other */
	uint64_t contacts, troubles; /* that say it; that state a trouble of it */
	struct str class;            /* of the classes whose issues are of a thing, the one that most of them state */
	uint64_t most;               /* how many */
	double odds;                 /* lexicon_odds of the thing in that class against the others */
};
struct found_things {
	struct found_thing *at; /* [count] troubles falling, then id */
	size_t count;
};

/* lexicon_things - in the corpus' arena; by the function that finds the things of a run. GRIPE_DATA, GRIPE_IO: lists
 * cannot be read. */
GRIPE_MUST_USE int lexicon_things(struct lexicon_corpus *corpus, const struct lexicon_job *job,
                                  struct found_things *things, struct err *err);

#endif
