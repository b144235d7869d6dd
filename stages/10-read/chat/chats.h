/* chats.h - messages of a chat, from whatever format, to contacts: one per message, those that one person sends in a
 * row within the stated gap joined. */
#ifndef GRIPE_CHATS_H
#define GRIPE_CHATS_H

#include "format.h"

/* Seconds within which the next message of the same person goes on with the one before: people send a sentence in three
 * pieces. Below a minute, so that a message that stands a minute later is one of its own. */
enum { CHAT_JOIN_SECONDS = 59 };

struct chat_message {
	struct str person, text, id, thread, title, url; /* copied; person empty: not known; thread empty: the chat's */
	struct str when;                                 /* a date in any form, or empty */
	const char *role;                                /* "agent", "bot", "customer", or NULL: told at the end */
	int64_t clock;                                   /* seconds of a time of day without a date, or -1 */
	const char *chat;                                /* attribute: the channel's name; NULL: none */
};

struct chat; /* the messages of one file */

struct chat *chat_open(struct reading *reading);
void chat_close(struct chat *chat); /* NULL allowed */

/* chat_add - one message. What is no one's words (deleted, media left out, "liked a message": export.tsv) is counted in
 * the book as system_event and left out. */
void chat_add(struct chat *chat, const struct chat_message *message);

/* chat_emit - the messages in the order of their times where the file has them newest first, else as they stand; who is
 * an agent told by names and by phrases, as in calls. The chat is empty again. Dates of which nobody knows whether the
 * day or the month stands first are decided together. */
GRIPE_MUST_USE int chat_emit(struct chat *chat, struct err *err);

/* chat_is_notice - is text (of a message that person sent) what a program put there? */
bool chat_is_notice(const struct read_words *words, struct str person, struct str text);

#endif
