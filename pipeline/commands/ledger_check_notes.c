/* ledger_check_notes.c - what is wrong with the lines of a ledger, once all is counted: ids that nobody has, lines that
 * move nothing, lines that claim the same, lines that say otherwise. Each note is a sentence with the other line's
 * number. */
#include "ledger_check.h"

const char *const check_notes[CHECK_NOTES] = { "unknown", "dead", "overlap", "conflict", "unnamed" };

struct noting { /* one line */
	struct ledger_check *check;
	const struct ledger_row *row;
	struct check_edit *edit;
};

static void say(const struct noting *noting, enum check_note note, const struct ledger_row *other, struct str text)
{
	struct check_edit *edit = noting->edit;
	if (edit->said_count < CHECK_SAID) {
		edit->said[edit->said_count++] = (struct check_said){ note, text, other != NULL ? other->line : 0 };
	}
}
#define SAY(noting, note, other, ...) say(noting, note, other, arena_printf(&(noting)->check->arena, __VA_ARGS__))

static bool run_has(const struct ledger_check *check, struct str id)
{
	return check_learnt(check, id) > 0 || check_contacts(check, id) > 0;
}

/* A line that puts mentions into this id: a split, or a pin. */
static const struct ledger_row *maker_of(const struct ledger *ledger, struct str id)
{
	for (size_t r = 0; r < ledger->count; r++) {
		const struct ledger_row *row = &ledger->rows[r];
		if ((row->verb == LEDGER_SPLIT || row->verb == LEDGER_PIN) && str_eq(row->into, id)) {
			return row;
		}
	}
	return NULL;
}

static void note_unknown(const struct noting *noting)
{
	const struct ledger_row *row = noting->row;
	bool makes = row->verb == LEDGER_PIN; /* an issue that is new may be pinned to */
	const struct str ids[] = { row->id, row->verb == LEDGER_MERGE ? row->into : STR_EMPTY };
	for (size_t i = 0; i < sizeof ids / sizeof *ids && !makes; i++) {
		if (ids[i].len > 0 && !run_has(noting->check, ids[i]) &&
		    maker_of(noting->check->ledger, ids[i]) == NULL) {
			SAY(noting, NOTE_UNKNOWN, NULL, "neither the run nor the ledger has %.*s", STR_ARGS(ids[i]));
		}
	}
}

static void note_label(const struct noting *noting)
{
	struct str made = noting->row->into;
	if ((noting->row->verb == LEDGER_SPLIT || noting->row->verb == LEDGER_PIN) && made.len > 0 &&
	    str_eq(check_label(noting->check, made), made)) {
		SAY(noting, NOTE_UNNAMED, NULL, "%.*s has no label: a line \"rename\" gives it one", STR_ARGS(made));
	}
}

static void note_dead(const struct noting *noting)
{
	const struct check_edit *edit = noting->edit;
	const struct ledger_row *row = noting->row;
	if (edit->contacts > 0 || row->of_learning || edit->said_count > 0) {
		return;
	}
	if (row->phrase.len > 0 && edit->held == 0) {
		SAY(noting, NOTE_DEAD, NULL, "no mention holds the phrase");
	} else if (row->verb == LEDGER_PIN && edit->taken == 0) {
		SAY(noting, NOTE_DEAD, NULL, "%llu contact%s with the phrase, all there without it",
		    (unsigned long long)edit->held, edit->held == 1 ? "" : "s");
	} else if (row->verb == LEDGER_SPLIT && edit->taken == 0) {
		SAY(noting, NOTE_DEAD, NULL, "%llu contact%s with the phrase, none of %.*s",
		    (unsigned long long)edit->held, edit->held == 1 ? "" : "s", STR_ARGS(row->id));
	} else if (row->phrase.len == 0 && row->verb != LEDGER_MERGE) {
		SAY(noting, NOTE_DEAD, NULL, "no contact of the run names it");
	} else if (row->verb == LEDGER_MERGE) {
		SAY(noting, NOTE_DEAD, NULL, "no mention is left to go there");
	}
}

static void note_overlap(const struct noting *noting)
{
	const struct check_edit *edit = noting->edit;
	const struct ledger_check *check = noting->check;
	const struct ledger_row *row = noting->row;
	if (edit->taken > 0) {
		const struct ledger_row *other = &check->ledger->rows[edit->taken_by];
		SAY(noting, NOTE_OVERLAP, other, "%llu of %llu contacts with the phrase go to %.*s first, by line %llu",
		    (unsigned long long)edit->taken, (unsigned long long)edit->held, STR_ARGS(other->into),
		    (unsigned long long)other->line);
	}
	if (row->verb == LEDGER_SPLIT && check_learnt(check, row->into) > 0) {
		SAY(noting, NOTE_OVERLAP, NULL, "the model has %.*s itself: both are counted together",
		    STR_ARGS(row->into));
	}
}

/* Of these verbs one line an id counts. */
static bool is_single(enum ledger_verb verb)
{
	return verb == LEDGER_RENAME || verb == LEDGER_MERGE || verb == LEDGER_OWNER || verb == LEDGER_JOURNEY ||
	       verb == LEDGER_MUTE || verb == LEDGER_NEXT || verb == LEDGER_MIXED;
}

static void note_conflict(const struct noting *noting)
{
	const struct ledger *ledger = noting->check->ledger;
	const struct ledger_row *row = noting->row;
	const struct ledger_row *last = is_single(row->verb) ? ledger_last(ledger, row->verb, row->id) : row;
	const struct ledger_row *merged = ledger_last(ledger, LEDGER_MERGE, row->id);
	if (last != row) {
		SAY(noting, NOTE_CONFLICT, last, "line %llu says otherwise, and counts",
		    (unsigned long long)last->line);
	} else if (merged != NULL && row->verb != LEDGER_MERGE && row->verb != LEDGER_SPLIT &&
	           row->verb != LEDGER_PIN) {
		SAY(noting, NOTE_CONFLICT, merged, "line %llu puts all of %.*s into %.*s: say it of that",
		    (unsigned long long)merged->line, STR_ARGS(row->id), STR_ARGS(merged->into));
	}
}

void check_notes_find(struct ledger_check *check)
{
	for (size_t r = 0; r < check->ledger->count; r++) {
		const struct noting noting = { check, &check->ledger->rows[r], &check->edits[r] };
		if (noting.row->verb == LEDGER_ASKED) { /* it remembers, and changes nothing */
			continue;
		}
		note_conflict(&noting);
		note_unknown(&noting);
		note_overlap(&noting);
		note_dead(&noting);
		note_label(&noting);
	}
}
