/* ledger_check.h - a ledger held against a run: what each edit moves, and what is wrong with it. Nothing is changed. */
#ifndef GRIPE_LEDGER_CHECK_H
#define GRIPE_LEDGER_CHECK_H

#include "ledger_apply.h"
#include "rank_labels.h"

enum check_note { NOTE_UNKNOWN, NOTE_DEAD, NOTE_OVERLAP, NOTE_CONFLICT, NOTE_UNNAMED, CHECK_NOTES };
/* What is wrong with a line. unknown: an id that neither the run nor the ledger has; dead: it moves nothing; overlap:
 * another line claims the same mentions first, or the id it makes is there already; conflict: another line says
 * otherwise; unnamed: it makes an issue without a label. */
extern const char *const check_notes[CHECK_NOTES];

struct check_said { /* one note */
	enum check_note note;
	struct str text;
	uint64_t other; /* line of the other edit, or 0 */
};
enum { CHECK_SAID = 4 }; /* notes of one line, at the most */

struct check_edit { /* of one row of the ledger */
	/* Contacts (weighed as ranking does by default): that the edit moves; of an edit that moves none by its kind
	 * (rename, mute, owner, journey, action), those that its id has after all edits. */
	uint64_t contacts;
	uint64_t held;    /* contacts with a mention that holds its phrase */
	uint64_t taken;   /* of these, where a line before it took the mention */
	int32_t taken_by; /* the first such row, or LEDGER_NONE */
	struct check_said said[CHECK_SAID];
	size_t said_count;
};

struct check_id {               /* an issue or a topic */
	uint64_t before, after; /* contacts, without the ledger and with it */
};

struct ledger_check {
	struct arena arena;
	const struct ledger *ledger;
	struct ledger_rules *rules;
	struct check_edit *edits; /* edits[ledger->count] */
	struct intern ids;
	struct check_id *counts; /* counts[ids.count], those that a mention has */
	size_t count_cap;
	struct labels labels; /* of the run */
	/* The contact that was counted last, by row and by id, so that each counts once. */
	uint64_t *moved_in, *held_in, *taken_in, *before_in, *after_in;
	size_t before_cap, after_cap;
};

/* ledger_check - run: its folder; lexicons: for the classes. GRIPE_DATA, GRIPE_IO. */
GRIPE_MUST_USE int ledger_check(struct ledger_check *check, const struct ledger *ledger, const char *run,
                                const char *lexicons, struct err *err);
void ledger_check_release(struct ledger_check *check);

/* check_contacts - what an id has after all edits; 0 where no mention has it. */
uint64_t check_contacts(const struct ledger_check *check, struct str id);
/* check_learnt - the same without the ledger. */
uint64_t check_learnt(const struct ledger_check *check, struct str id);
/* check_label - by the ledger, else by the run, else the id. */
struct str check_label(const struct ledger_check *check, struct str id);
/* check_notes_find - fills edits[].said of a check (ledger_check_notes.c). */
void check_notes_find(struct ledger_check *check);
/* check_count_notes - of all lines. */
size_t check_count_notes(const struct ledger_check *check);
/* check_text, check_json - for people, and one JSON object (ledger_check_print.c). */
void check_text(const struct ledger_check *check, struct buf *out);
void check_json(const struct ledger_check *check, struct buf *out);

#endif
