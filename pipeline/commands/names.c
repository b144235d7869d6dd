/* names.c - see names.h. A ledger is people's: what they decided is never overruled, and each line that is added is
 * tried on the ledger as it stands by then, so that what comes out can be read. Lines from answers stand in front of
 * the line "asked" that remembers the card; by that they are known, and a later answer may overrule them. */
#include "names.h"

#include <stdlib.h>

#include "infile.h"
#include "tsv.h"
#include "utf8.h"

#define LEDGER_LIMIT ((size_t)64 << 20) /* bytes, as of any table that people edit */
enum { LABEL_CHARACTERS = 120 };        /* code points: a heading, not a paragraph */

struct naming {
	const struct names_job *job;
	struct arena arena;
	struct cards cards;
	struct answers answers;
	struct buf *out;       /* the ledger as it stands */
	struct ledger *ledger; /* that, read */
};

/* An edit in cells; those that are empty at the end are left out. */
struct edit {
	enum ledger_verb verb;
	struct str id, cells[2];
};

static bool is_there(const struct ledger *ledger, const struct edit *edit)
{
	for (int32_t r = ledger_first(ledger, edit->id); r != LEDGER_NONE; r = ledger->rows[r].next) {
		const struct ledger_row *row = &ledger->rows[r];
		struct str first = edit->verb == LEDGER_MERGE ? row->into : row->value;
		if (row->verb == edit->verb && str_eq(first, edit->cells[0]) && str_eq(row->text, edit->cells[1])) {
			return true;
		}
	}
	return false;
}

/* Adds a line. GRIPE_DATA, with nothing added: the ledger could not be read with it. */
static int line_add(struct naming *naming, const struct edit *edit, struct err *err)
{
	size_t before = naming->out->len;
	struct ledger *ledger = NULL;
	int result;
	buf_printf(naming->out, "%s\t", ledger_verbs[edit->verb]);
	tsv_cell_add(naming->out, edit->id);
	for (size_t c = 0; c < 2 && edit->cells[c].len > 0; c++) {
		buf_byte(naming->out, '\t');
		tsv_cell_add(naming->out, edit->cells[c]);
	}
	buf_byte(naming->out, '\n');
	result = ledger_read(&ledger, naming->job->ledger, buf_str(naming->out), err);
	if (result < 0) {
		naming->out->len = before;
		return result;
	}
	ledger_close(naming->ledger);
	naming->ledger = ledger;
	return 0;
}

static int edit_add(struct naming *naming, const struct edit *edit, struct err *err)
{
	return is_there(naming->ledger, edit) ? 0 : line_add(naming, edit, err);
}

/* ---- what people decided ---- */

/* Did an answer bring this row? */
static bool from_answer(const struct ledger *ledger, const struct ledger_row *row)
{
	size_t r = (size_t)(row - ledger->rows);
	while (r < ledger->count && str_eq(ledger->rows[r].id, row->id) && ledger->rows[r].verb != LEDGER_ASKED) {
		r++;
	}
	return r < ledger->count && str_eq(ledger->rows[r].id, row->id);
}

/* The line of a person that has the last word; NULL: none. */
static const struct ledger_row *decided(const struct naming *naming, enum ledger_verb verb, struct str id)
{
	const struct ledger_row *row = ledger_last(naming->ledger, verb, id);
	return row != NULL && !from_answer(naming->ledger, row) ? row : NULL;
}

#define REFUSE(naming, answer, ...)                                                                                    \
	answers_refuse(&(naming)->answers, (answer)->line, arena_printf(&(naming)->arena, __VA_ARGS__))

/* True, and told, when a person's line says what the answer would say otherwise. */
static bool overruled(struct naming *naming, const struct answer *answer, enum ledger_verb verb, struct str says)
{
	const struct ledger_row *row = decided(naming, verb, answer->theme);
	if (row == NULL || str_eq(verb == LEDGER_MERGE ? row->into : row->value, says)) {
		return false;
	}
	REFUSE(naming, answer, "\"%.*s\" is not taken: line %llu of the ledger has a %s of %.*s", STR_ARGS(says),
	       (unsigned long long)row->line, ledger_verbs[verb], STR_ARGS(answer->theme));
	return true;
}

/* ---- one answer ---- */

/* Another that is called so by now; NULL: none is. */
static const struct card *namesake(const struct naming *naming, const struct answer *answer)
{
	for (size_t i = 0; i < naming->cards.ids.count; i++) {
		const struct card *card = &naming->cards.list[i];
		struct str label = ledger_label(naming->ledger, card->id);
		if (!str_eq(card->id, answer->theme) && ledger_of_topic(card->id) == ledger_of_topic(answer->theme) &&
		    ledger_last(naming->ledger, LEDGER_MERGE, card->id) == NULL &&
		    str_eq_nocase(label.len > 0 ? label : card->label, answer->label)) {
			return card;
		}
	}
	return NULL;
}

/* Is the label one that this may be called by? Told when it is not. */
static bool label_stands(struct naming *naming, const struct answer *answer)
{
	const struct card *other = namesake(naming, answer);
	bool none = false;
	struct str missing = naming->job->free_labels ? STR_EMPTY : name_words_missing(answer, &naming->arena, &none);
	if (utf8_count(answer->label) > LABEL_CHARACTERS) {
		REFUSE(naming, answer, "the label of %.*s has more than %d characters", STR_ARGS(answer->theme),
		       LABEL_CHARACTERS);
	} else if (none) {
		REFUSE(naming, answer, "the label \"%.*s\" of %.*s has no word that says anything",
		       STR_ARGS(answer->label), STR_ARGS(answer->theme));
	} else if (missing.len > 0) {
		REFUSE(naming, answer,
		       "the label \"%.*s\" is refused: in no mention of %.*s stands: %.*s (--free-labels takes it)",
		       STR_ARGS(answer->label), STR_ARGS(answer->theme), STR_ARGS(missing));
	} else if (other != NULL) {
		REFUSE(naming, answer, "the label \"%.*s\" of %.*s is refused: %.*s is called that",
		       STR_ARGS(answer->label), STR_ARGS(answer->theme), STR_ARGS(other->id));
	} else {
		return true;
	}
	return false;
}

static int take_label(struct naming *naming, const struct answer *answer, struct err *err)
{
	const struct edit edit = { LEDGER_RENAME, answer->theme, { answer->label, STR_EMPTY } };
	struct str now = ledger_label(naming->ledger, answer->theme);
	if (answer->label.len == 0 || str_eq(now.len > 0 ? now : answer->of->label, answer->label) ||
	    ledger_last(naming->ledger, LEDGER_MERGE, answer->theme) != NULL ||
	    overruled(naming, answer, LEDGER_RENAME, answer->label) || !label_stands(naming, answer)) {
		return 0;
	}
	return edit_add(naming, &edit, err);
}

static int take_merge(struct naming *naming, const struct answer *answer)
{
	const struct edit edit = { LEDGER_MERGE, answer->theme, { answer->merge_into, STR_EMPTY } };
	struct err fault = ERR_INIT;
	if (answer->merge_into.len == 0 || overruled(naming, answer, LEDGER_MERGE, answer->merge_into)) {
		return 0;
	}
	if (cards_find(&naming->cards, answer->merge_into) == NULL) {
		REFUSE(naming, answer, "the run has no \"%.*s\" to merge %.*s into", STR_ARGS(answer->merge_into),
		       STR_ARGS(answer->theme));
	} else if (edit_add(naming, &edit, &fault) < 0) {
		REFUSE(naming, answer, "the merge of %.*s is refused: %s", STR_ARGS(answer->theme), fault.message);
	}
	return 0;
}

/* Behind what the answer brought, so that it is known by that; added: it brought something. */
static int remember(struct naming *naming, const struct answer *answer, bool added, struct err *err)
{
	struct str card = answer->card.len > 0 ? answer->card : answer->of->hash;
	const struct edit asked = { LEDGER_ASKED, answer->theme, { card, answer->label } };
	return added ? line_add(naming, &asked, err) : edit_add(naming, &asked, err);
}

/* Of what is put into another there is nothing more to say. */
static int take_rest(struct naming *naming, const struct answer *answer, struct err *err)
{
	const struct edit mixed = { LEDGER_MIXED, answer->theme, { answer->mixed, STR_EMPTY } },
	                  next = { LEDGER_NEXT, answer->theme, { answer->next_step, STR_EMPTY } };
	int result = 0;
	if (ledger_last(naming->ledger, LEDGER_MERGE, answer->theme) != NULL) {
		return 0;
	}
	if (answer->is_mixed && !overruled(naming, answer, LEDGER_MIXED, answer->mixed)) {
		result = edit_add(naming, &mixed, err);
	}
	if (result == 0 && answer->next_step.len > 0 && !overruled(naming, answer, LEDGER_NEXT, answer->next_step)) {
		result = edit_add(naming, &next, err);
	}
	return result;
}

static int take(struct naming *naming, const struct answer *answer, struct err *err)
{
	size_t before = naming->ledger->count;
	int result;
	if (answer->of == NULL) {
		REFUSE(naming, answer, "the run has no \"%.*s\"", STR_ARGS(answer->theme));
		return 0;
	}
	result = take_merge(naming, answer);
	result = result == 0 ? take_label(naming, answer, err) : result;
	result = result == 0 ? take_rest(naming, answer, err) : result;
	return result == 0 ? remember(naming, answer, naming->ledger->count > before, err) : result;
}

/* ---- the whole ---- */

/* The ledger's bytes as they are, and a line end behind the last. */
static int ledger_bytes(struct buf *out, const char *path, struct err *err)
{
	struct infile *file = NULL;
	int result = infile_open(&file, path, err);
	if (result == 0) {
		result = infile_all(file, out, err);
		infile_close(file);
	}
	if (result == 0 && out->len > 0 && out->at[out->len - 1] != '\n') {
		buf_byte(out, '\n');
	}
	return result;
}

static int apply_all(struct naming *naming, struct err *err)
{
	int result = ledger_bytes(naming->out, naming->job->ledger, err);
	result = result == 0 ? ledger_read(&naming->ledger, naming->job->ledger, buf_str(naming->out), err) : result;
	result = result == 0 ? cards_read(&naming->cards, naming->job->run, err) : result;
	for (size_t i = 0; i < naming->answers.count && result == 0; i++) {
		struct answer *answer = &naming->answers.list[i];
		answer->of = cards_find(&naming->cards, answer->theme);
	}
	if (result == 0 && !naming->job->free_labels) {
		result = name_words_find(&naming->answers, naming->job, err);
	}
	for (size_t i = 0; i < naming->answers.count && result == 0; i++) {
		result = take(naming, &naming->answers.list[i], err);
	}
	return result;
}

int names_apply(const struct names_job *job, struct buf *out, struct buf *said, struct err *err)
{
	struct naming naming = { .job = job, .arena = ARENA_INIT, .out = out, .cards = { .list = NULL } };
	int result;
	intern_init(&naming.cards.ids);
	result = answers_read(&naming.answers, job->answers, said, err);
	result = result == 0 ? apply_all(&naming, err) : result;
	result = result == 0 ? (int)naming.answers.bad : result;
	ledger_close(naming.ledger);
	cards_release(&naming.cards);
	answers_release(&naming.answers);
	arena_release(&naming.arena);
	return result;
}
