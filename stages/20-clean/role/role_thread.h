/* role_thread.h - where in its thread a contact stands, as far as the contact alone tells. */
#ifndef GRIPE_ROLE_THREAD_H
#define GRIPE_ROLE_THREAD_H

#include <stdint.h>

#include "err.h"
#include "record.h"

struct reply_words; /* read only after opening */

/* reply_words_open - the reply_prefix rows of lexicons/LANG/mail.tsv. GRIPE_IO, GRIPE_DATA. */
GRIPE_MUST_USE int reply_words_open(struct reply_words **words, const char *lexicons, struct err *err);
void reply_words_close(struct reply_words *words); /* NULL allowed */

struct place {
	uint64_t sample;  /* what a sample of threads is drawn by: equal for contacts that may belong to one thread */
	uint64_t thread;  /* hash of the thread; of the contact itself where it has none */
	uint64_t subject; /* hash of a mail's subject without "Re:", [list] and case; 0: none */
	bool root;        /* the thread bears its id: it opens it */
	bool reply;       /* it says that it answers: "Re:", in_reply_to, an answer or comment by type */
};

struct place place_of(const struct reply_words *words, const struct contact *contact);

#endif
