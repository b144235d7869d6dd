/* chat_head.h - the line with which a message of a chat begins in a text: when, who, and often what. */
#ifndef GRIPE_CHAT_HEAD_H
#define GRIPE_CHAT_HEAD_H

#include "read_words.h"

enum chat_shape {
	CHAT_DASH,    /* "31.12.23, 14:06 - Ada: words" (WhatsApp on Android) */
	CHAT_BRACKET, /* "[31.12.23, 14:06:12] Ada: words" (WhatsApp on iOS, Signal, Skype) */
	CHAT_ABOVE,   /* "[10:37 AM] Ada", the words below (Teams; Discord's text, with a date) */
	CHAT_BEHIND,  /* "Ada, [03.03.2024 10:11]", the words below (Telegram) */
	CHAT_STAMPED, /* "Ada Lee  10:37 AM", "Ada Lee — 03/03/2024 10:11", the words below (Slack, Teams, Discord) */
	CHAT_MEETING, /* "15:01:02 From Ada to Everyone: words", or the words below (Zoom) */
	CHAT_TABBED,  /* "10:11<tab>Ada<tab>words", under a line with the day (LINE) */
	CHAT_SHAPES
};

struct chat_head {
	struct str when;  /* as written, without brackets; has a date, or is a time of day alone */
	struct str who;   /* empty: no person's, a system's line */
	struct str words; /* what stands behind on the line */
	bool has_date;
};

/* chat_head - true when line, without its newline, begins a message in that shape. Borrowed from line. */
bool chat_head(const struct read_words *words, struct str line, enum chat_shape shape, struct chat_head *head);

/* chat_day - LINE's line with the day of what stands below: "2024/03/03(Sun)", "2024.03.03 Sunday"; *date: the digits.
 */
bool chat_day(struct str line, struct str *date);

/* chat_clock - "10:37 AM", "15:01:02": seconds of the day, or -1. */
int64_t chat_clock(const struct read_words *words, struct str clock);

#endif
