/* reply.h - the writer's own words of a mail: quoted history, attribution lines, header blocks, list footers and
 * signatures taken out. */
#ifndef GRIPE_REPLY_H
#define GRIPE_REPLY_H

#include "arena.h"
#include "err.h"
#include "str.h"

struct reply; /* one per thread: the lexicons' rules and scratch for lines */

GRIPE_MUST_USE int reply_open(struct reply **reply, const char *lexicons, struct err *err); /* as reply_rules_open */
void reply_close(struct reply *reply);                                                      /* NULL allowed */

enum { REPLY_QUOTES = 1, REPLY_SIGNATURES = 2, REPLY_FOOTERS = 4 };

struct reply_cut { /* lines taken out, by why */
	size_t quoted, signature, footer;
	bool whole; /* nothing was left, so the text was kept as it is, and the counts are 0 */
};

struct reply_mail {
	struct str text;
	struct str sender; /* the person's field as read ("Ann Lee <ann@example.org>"), or empty: a block of names and
	                      addresses at the end is a signature only when it names the sender */
	unsigned parts;    /* which of the three to take out */
};

/* reply_strip - *own: what is left of the text, in arena or the text itself when nothing was taken out; never empty
 * when the text is not. Linear time. A text without a newline is returned as it is. */
void reply_strip(struct reply *reply, struct arena *arena, const struct reply_mail *mail, struct str *own,
                 struct reply_cut *cut);

#endif
