/* ledger.h - what people decided about issues and topics: ledger.tsv, one edit a line, cells by tab. Read by this
 * parser alone; assigning, ranking, learning and `gripe ledger` share what it made.
 *
 *   rename   ID LABEL                       what it is called
 *   merge    ID INTO                        its mentions are counted for INTO
 *   split    ID PHRASE NEW [LABEL]          those of its mentions that hold the phrase are an issue of their own, NEW
 *   pin      ID PHRASE                      mentions that hold the phrase are counted for ID, whatever the model says
 *   pin      LABEL PHRASE                   … claim their mentions for a topic of this name when learning
 *   mute     ID [REASON]                    stands in no ranking
 *   owner    ID NAME, journey ID STEP       who owns it, which step of the journey it is
 *   action   ID DATE TEXT [EXPECTED]        what was done about it and when; "-30 %": what it is to change
 *   next     ID TEXT                        what to do next about it, in place of what next_step.tsv has
 *   mixed    ID [WHY]                       it holds more than one thing
 *   asked    ID CARD [LABEL]                its card (`gripe themes --cards`) was answered, with this label
 *
 * The first two cells may stand the other way round. A phrase is a pattern of the lexicons (pattern.h). An id is that
 * of an issue ("late.parcel": class in the ontology, a point, a thing) or of a topic ("t" and 8 hex digits); what has a
 * blank or a capital letter is a label. A later line overrules an earlier one that says the same of the same id, but
 * of pins and of splits of one id the first that matches counts, and actions and answered cards add up. */
#ifndef GRIPE_LEDGER_H
#define GRIPE_LEDGER_H

#include "hash.h"
#include "ontology.h"

enum ledger_verb {
	LEDGER_RENAME,
	LEDGER_MERGE,
	LEDGER_SPLIT,
	LEDGER_PIN,
	LEDGER_MUTE,
	LEDGER_OWNER,
	LEDGER_JOURNEY,
	LEDGER_ACTION,
	LEDGER_NEXT,
	LEDGER_MIXED,
	LEDGER_ASKED,
	LEDGER_VERBS
};
extern const char *const ledger_verbs[LEDGER_VERBS]; /* "rename" … */

enum { LEDGER_NONE = -1 };

struct ledger_row {
	enum ledger_verb verb;
	struct str id;     /* of a pin for learning: a label (`of_learning`) */
	struct str into;   /* merge, split: where mentions go; pin: id */
	struct str phrase; /* split, pin */
	struct str value;  /* rename, split: label; owner; journey: step; action: its date; next: what to do; asked:
	                      card;  may be empty of split, mute, mixed */
	struct str text;   /* action: what was done; asked: the label that was answered, or empty */
	int64_t time;      /* action: seconds since 1970 */
	bool expects;      /* action: has an expected effect: */
	double expected;   /* change of its rate as a share of 1: -0.3 is 30 % fewer */
	bool of_learning;  /* pin: keyed by a label */
	uint64_t line;     /* of the file */
	int32_t next;      /* row of the same id that stands behind it, or LEDGER_NONE */
};

struct ledger { /* read only once made: may be shared by threads */
	struct arena arena;
	struct str path;
	struct ledger_row *rows; /* rows[count], in the order of the file */
	size_t count;
	struct intern ids;
	int32_t *first; /* first[ids.count]: first row of the id */
};

/* ledger_open - GRIPE_IO; GRIPE_DATA with file, line and reason: no edit, too few cells, an id with a blank or a
 * capital, a date or an effect that is none, an id that goes into one of the other layer, or back to itself. */
GRIPE_MUST_USE int ledger_open(struct ledger **ledger, const char *path, struct err *err);
/* ledger_read - the same of the bytes of such a file; path: for messages. */
GRIPE_MUST_USE int ledger_read(struct ledger **ledger, const char *path, struct str text, struct err *err);
/* ledger_close - NULL-safe. */
void ledger_close(struct ledger *ledger);

/* ledger_of_topic - the id is a topic's, not an issue's. */
bool ledger_of_topic(struct str id);
/* ledger_classes - every issue that the ledger makes or pins to has a class of the ontology; else GRIPE_DATA with file
 * and line. */
GRIPE_MUST_USE int ledger_classes(const struct ledger *ledger, const struct ontology *ontology, struct err *err);
/* ledger_class - the part of an issue's id before the point. */
struct str ledger_class(struct str id);

/* ledger_first - first row about an id, or LEDGER_NONE; the others follow by .next. ledger may be NULL. */
int32_t ledger_first(const struct ledger *ledger, struct str id);
/* ledger_last - the row that counts of a verb about an id, its last; NULL: none. */
const struct ledger_row *ledger_last(const struct ledger *ledger, enum ledger_verb verb, struct str id);
/* ledger_made - the first split that makes this id; NULL: none does. */
const struct ledger_row *ledger_made(const struct ledger *ledger, struct str id);
/* ledger_origin - the id that an id was split off from, itself where no split makes it. */
struct str ledger_origin(const struct ledger *ledger, struct str id);
/* ledger_label - what the ledger calls an id: its last rename, else the label of the split that makes it; empty: it
 * says nothing. */
struct str ledger_label(const struct ledger *ledger, struct str id);
/* ledger_value - .value of ledger_last, or empty. */
struct str ledger_value(const struct ledger *ledger, enum ledger_verb verb, struct str id);
/* ledger_answered - the row that says that this card of an id was answered; NULL: none does. */
const struct ledger_row *ledger_answered(const struct ledger *ledger, struct str id, struct str card);

#endif
