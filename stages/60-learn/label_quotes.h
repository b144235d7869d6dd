/* label_quotes.h - three mentions that show what a theme is about, word for word. */
#ifndef GRIPE_LABEL_QUOTES_H
#define GRIPE_LABEL_QUOTES_H

#include "label_corpus.h"
#include "label_phrases.h"

/* label_quotes - results[group_count].quotes and quote_count: the mentions nearest to their group's centroid, of
 * readable length, from different people and contacts, no two alike; heads[g]: key of the label, whose words a quote
 * had better contain. */
void label_quotes(const struct label_corpus *corpus, const struct label_input *input, const int32_t *of,
                  size_t group_count, const struct label_key *heads, struct label_result *results);

#endif
