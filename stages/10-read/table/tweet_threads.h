/* tweet_threads.h - which conversation a tweet belongs to, from the replies of a whole table. */
#ifndef GRIPE_TWEET_THREADS_H
#define GRIPE_TWEET_THREADS_H

#include "table.h"

/* tweet_threads_prepare, _release - prepare and release of a struct table_spec: one look through the file (columns
 * "tweet id", "in response to tweet id", "response tweet id"). NULL when it cannot be opened twice, or holds more than
 * TWEETS_MAX tweets. */
void *tweet_threads_prepare(struct table *table);
void tweet_threads_release(void *threads);
/* tweet_threads_root - the smallest id of the conversation of tweet `id`, as text in arena; id itself when it is alone
 * or not known. threads may be NULL. */
struct str tweet_threads_root(void *threads, struct arena *arena, struct str id);

#endif
