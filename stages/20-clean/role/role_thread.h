/* role_thread.h - where in its thread a contact stands, as far as the contact alone tells. */
#ifndef GRIPE_ROLE_THREAD_H
#define GRIPE_ROLE_THREAD_H

#include <stdint.h>

#include "pseudonym.h"
#include "record.h"
#include "subject.h"

struct place {
	uint64_t sample;  /* what a sample of threads is drawn by: equal for contacts that may belong to one thread */
	uint64_t thread;  /* hash of the thread; of the contact itself where it has none */
	uint64_t subject; /* hash of a mail's subject without "Re:", [list] and case; 0: none */
	bool root;        /* the thread bears its id: it opens it */
	bool reply;       /* it says that it answers: "Re:", in_reply_to, an answer or comment by type */
};

struct place place_of(const struct subject_words *words, const struct contact *contact);

/* role_thread_keyed - a thread as the list names it, "t" and 16 hexadecimal digits: without the key nobody can test a
 * guess of its id. In arena. */
struct str role_thread_keyed(struct pseudonym *pseudonym, struct arena *arena, uint64_t thread);

#endif
