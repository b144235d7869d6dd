/* label_quotes.h - three mentions that show what a theme is about, word for word. */
#ifndef GRIPE_LABEL_QUOTES_H
#define GRIPE_LABEL_QUOTES_H

#include "label_corpus.h"
#include "label_phrases.h"

struct label_heads {                  /* groups of mentions that have a label */
	const int32_t *of;            /* of[mention_count]: the group of each mention, -1: none */
	size_t count;                 /* groups */
	const struct label_key *keys; /* keys[count]: of the label, whose words a quote had better contain */
};

/* label_quotes - results[heads->count].quotes and quote_count: the mentions nearest to their group's centroid, of
 * readable length, from different people and contacts, no two alike. */
void label_quotes(const struct label_corpus *corpus, const struct label_input *input, const struct label_heads *heads,
                  struct label_result *results);

#endif
