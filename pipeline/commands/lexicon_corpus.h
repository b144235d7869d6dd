/* lexicon_corpus.h - what suggestions are made from: contacts of one language, tagged with the lists in use, in an
 * order that does not depend on the order of the input. */
#ifndef GRIPE_LEXICON_CORPUS_H
#define GRIPE_LEXICON_CORPUS_H

#include "issue_sample.h"
#include "lexicon.h"
#include "lexicon_lists.h"
#include "personal.h"
#include "tagger.h"

struct lexicon_corpus {
	const struct record **records; /* [count] contacts of `lang`, by their hash */
	size_t count;
	uint32_t *persons; /* [count] number of who wrote; one who is not known is a person of his own */
	struct str lang;
	const char *lexicons;
	struct lexicon_lists *lists; /* of lang */
	struct issue_sample *sample;
	struct tagger *tagger;
	struct personal *personal; /* texts are masked as they are read */
	struct arena arena;
};

/* lexicon_corpus_open - reads job's paths. At most LEXICON_CONTACTS contacts are kept, those with the smallest hashes.
 * GRIPE_USAGE: no paths. GRIPE_DATA: a list breaks the format; no mention of the language. */
enum { LEXICON_CONTACTS = 40000 }; /* some 100 MB; more tell no more of a row that four people say */
GRIPE_MUST_USE int lexicon_corpus_open(struct lexicon_corpus *corpus, const struct lexicon_job *job, struct err *err);
void lexicon_corpus_close(struct lexicon_corpus *corpus);

/* lexicon_corpus_lists - the lists of its language once more, for rows to be added. GRIPE_DATA: a row breaks the
 * format.
 */
GRIPE_MUST_USE int lexicon_corpus_lists(const struct lexicon_corpus *corpus, const char *lexicons,
                                        struct lexicon_lists **lists, struct err *err);

/* lexicon_example - a mention's text on one line, in arena. */
struct str lexicon_example(struct arena *arena, struct str text);
enum {
	EXAMPLE_LEAST = 12, /* bytes: shorter ones say little to a person */
	EXAMPLE_MOST = 180  /* longer ones hide what the row is about */
};
/* lexicon_example_fits - its length is between these. lexicon_example_better - shorter, then first in byte order; any
 * is better than none. */
static inline bool lexicon_example_fits(struct str text)
{
	return text.len >= EXAMPLE_LEAST && text.len <= EXAMPLE_MOST;
}
static inline bool lexicon_example_better(struct str text, struct str than)
{
	return than.len == 0 || text.len < than.len || (text.len == than.len && str_cmp(text, than) < 0);
}

/* lexicon_opinion - thousandths that the reader gives a class in a mention; *stated: a pattern says it too. */
uint32_t lexicon_opinion(const struct mention *mention, struct str class, bool *stated);

#endif
