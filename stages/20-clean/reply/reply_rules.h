/* reply_rules.h - the words of mail programs in every language of lexicons/: how a reply announces what it quotes. One
 * line or a few joined ones in, yes or no out. */
#ifndef GRIPE_REPLY_RULES_H
#define GRIPE_REPLY_RULES_H

#include "arena.h"
#include "err.h"
#include "str.h"

struct reply_rules; /* read only after opening */

enum header_kind {
	HEADER_NONE = 0,
	HEADER_FROM = 1,
	HEADER_SENT = 2,
	HEADER_DATE = 4,
	HEADER_TO = 8,
	HEADER_SUBJECT = 16,
	HEADER_COPY = 32
};

/* reply_rules_open - reads lexicons/LANG/reply.tsv for each LANG of lexicons/languages.tsv. Rows: kind, phrase. Kinds:
 * open, verb, original, forward, from, sent, date, to, subject, copy, signoff, mobile, footer, disclaimer. GRIPE_IO;
 * GRIPE_DATA: an unknown kind, with its line. */
GRIPE_MUST_USE int reply_rules_open(struct reply_rules **rules, const char *lexicons, struct err *err);
void reply_rules_close(struct reply_rules *rules); /* NULL allowed */

/* reply_attribution - is text (lines joined by blanks, no blank at either end) a line such as "On 3 May 2024 at 9:12,
 * Ann wrote:"? quote_follows: the next line that is not empty starts with '>'. *own: bytes at the front that are the
 * writer's own ("Thanks! On 3 May …, Ann wrote:" gives 7); 0 when all is attribution. reach: how loose a form counts.
 * One line: any. Lines that are joined, where looser forms would take too much: only what begins with an opening word
 * ("On", "Le", "Am" …) or a date; a whole paragraph also a date, an address between < and > and a verb or a colon
 * behind the address, in any order. */
enum reply_reach { REACH_LINE, REACH_JOINED, REACH_PARAGRAPH };
bool reply_attribution(const struct reply_rules *rules, struct str text, bool quote_follows, enum reply_reach reach,
                       size_t *own);

/* reply_header - the kind of "From: x", "*Von:* x", "Envoyé : x"; *value gets what follows the colon. */
enum header_kind reply_header(const struct reply_rules *rules, struct str line, struct str *value);

/* reply_original - "-----Original Message-----"; reply_forward - "---------- Forwarded message ---------". */
bool reply_original(const struct reply_rules *rules, struct str line);
bool reply_forward(const struct reply_rules *rules, struct str line);

/* reply_signoff - the whole line says no more than "Best regards,". reply_mobile - "Sent from my phone". reply_footer -
 * a line that only mailing lists and mail programs write. reply_disclaimer - a line of the legal notice that a company
 * puts below every mail. */
bool reply_signoff(const struct reply_rules *rules, struct str line);
bool reply_mobile(const struct reply_rules *rules, struct str line);
bool reply_footer(const struct reply_rules *rules, struct str line);
bool reply_disclaimer(const struct reply_rules *rules, struct str line);

/* reply_stamp - "2024-05-03 9:12 GMT+02:00 Ann Lee": what an older Gmail leaves above a quote when it has no address;
 * no colon ends it. */
bool reply_stamp(struct str line);

/* reply_date - a time of day, a year, or a date by numbers stands in text. */
bool reply_date(struct str text);

#endif
