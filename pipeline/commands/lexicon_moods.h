/* lexicon_moods.h - does a word stand among words of mood: its neighbours in the space of word pieces. */
#ifndef GRIPE_LEXICON_MOODS_H
#define GRIPE_LEXICON_MOODS_H

#include "lexicon_corpus.h"

struct lexicon_moods; /* of one language */

/* lexicon_moods_open - the words of sentiment.tsv against others[other_count], words of no mood that the corpus says
 * (those that are in sentiment.tsv are passed over). *moods is NULL, and 0 returned, where the language has no vectors.
 * GRIPE_IO, GRIPE_DATA: the table of vectors cannot be read. */
GRIPE_MUST_USE int lexicon_moods_open(struct lexicon_moods **moods, const struct lexicon_corpus *corpus,
                                      const struct str *others, size_t other_count, struct err *err);
void lexicon_moods_close(struct lexicon_moods *moods);

enum { MOOD_NEIGHBOURS = 10 };
/* lexicon_moods_near - of the word's MOOD_NEIGHBOURS nearest words beside itself: those that are bad, less those that
 * are good where sign < 0; the other way round where it is above. *nearest: the nearest of its sign, or empty. */
int lexicon_moods_near(const struct lexicon_moods *moods, struct str word, int sign, struct str *nearest);

#endif
