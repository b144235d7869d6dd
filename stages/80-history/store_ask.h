/* store_ask.h - questions to the store about mentions: by their words, by their meaning, by their issue or theme. */
#ifndef GRIPE_STORE_ASK_H
#define GRIPE_STORE_ASK_H

#include <stdint.h>

#include "arena.h"
#include "store.h"

#define ASK_ALWAYS INT64_MIN /* of a time that is not asked for, or not known */
#define ASK_BY_WORDS 2.0     /* of how alike: found by its words */

struct ask {
	struct str text;      /* words that a mention holds, all of them, in any order and form; empty: not asked */
	struct str like;      /* what a mention means; empty: not asked */
	struct str theme;     /* id of an issue or theme, or what the newest run that has it calls it; empty: any */
	struct str lang;      /* of text and like; empty: text in every language that the store has, like in that of the
	                         newest model */
	int64_t since, until; /* seconds since 1970, [since, until), or ASK_ALWAYS; else what has no date is left out */
	double least;         /* cosine of what counts as like */
	const char *lexicons;
};

struct found {                 /* a mention; of each contact the row of its latest night alone */
	int64_t mention, time; /* time: of the contact, ASK_ALWAYS: not known */
	struct str contact, person, channel, text, issue; /* person, issue: empty where there is none */
	struct str theme;
	double alike; /* cosine with `like`, or ASK_BY_WORDS */
};
struct found_list {
	struct arena arena;
	struct found *list; /* list[count], newest first; those without a date last; then by mention */
	size_t count, cap;
};

/* store_ask - of text and like, what either finds, each mention once; of theme alone all of it. GRIPE_USAGE: nothing is
 * asked, or the store knows no such theme; GRIPE_IO, GRIPE_DATA, GRIPE_BUSY. Release the list in any case.
 * O(mentions found), and for `like` O(mentions / 32) bytes read. */
GRIPE_MUST_USE int store_ask(struct store *store, const struct ask *ask, struct found_list *found, struct err *err);
void found_release(struct found_list *found);

#endif
