/* ledger.c - see ledger.h. In: a table that people edit, read whole. What each edit wants stands in one table; a line
 * that is none is an error with its place, because an edit that is skipped in silence is an edit lost. Edits that move
 * mentions form a graph (merge and split edges) without circles, so following them always ends. */
#include "ledger.h"

#include <stdlib.h>

#include "option.h"
#include "timestamp.h"
#include "tsv.h"

const char *const ledger_verbs[LEDGER_VERBS] = { "rename",  "merge",  "split", "pin",   "mute", "owner",
	                                         "journey", "action", "next",  "mixed", "asked" };

enum { SHOWN = 60 };     /* bytes of a cell in a message */
#define EFFECT_MOST 10.0 /* a change of more than ten times the rate is a slip */

static int shown(struct str text)
{
	return (int)(text.len < SHOWN ? text.len : SHOWN);
}

static int verb_find(struct str word)
{
	int verb = 0;
	while (verb < LEDGER_VERBS && !str_eq(word, str_from(ledger_verbs[verb]))) {
		verb++;
	}
	return verb;
}

static bool is_id(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (ascii_is_space(text.at[i]) || (text.at[i] >= 'A' && text.at[i] <= 'Z')) {
			return false;
		}
	}
	return text.len > 0;
}

bool ledger_of_topic(struct str id)
{
	enum { HEX_DIGITS = 8 };
	bool topic = id.len == 1 + HEX_DIGITS && id.at[0] == 't';
	for (size_t i = 1; topic && i < id.len; i++) {
		topic = ascii_is_digit(id.at[i]) || (id.at[i] >= 'a' && id.at[i] <= 'f');
	}
	return topic;
}

struct str ledger_class(struct str id)
{
	struct str rest;
	return str_cut(id, '.', &rest);
}

/* ---- one line ---- */

/* What a verb wants behind its id. */
static const struct {
	size_t least; /* cells that are not empty */
	const char *wanted;
} wants[LEDGER_VERBS] = {
	[LEDGER_RENAME] = { 1, "rename ID LABEL" },
	[LEDGER_MERGE] = { 1, "merge ID INTO" },
	[LEDGER_SPLIT] = { 2, "split ID PHRASE NEW [LABEL]" },
	[LEDGER_PIN] = { 1, "pin ID PHRASE" },
	[LEDGER_MUTE] = { 0, "mute ID [REASON]" },
	[LEDGER_OWNER] = { 1, "owner ID NAME" },
	[LEDGER_JOURNEY] = { 1, "journey ID STEP" },
	[LEDGER_ACTION] = { 1, "action ID DATE TEXT [EXPECTED]" },
	[LEDGER_NEXT] = { 1, "next ID TEXT" },
	[LEDGER_MIXED] = { 0, "mixed ID [WHY]" },
	[LEDGER_ASKED] = { 1, "asked ID CARD [LABEL]" },
};

static struct str cell(const struct tsv_row *row, size_t at)
{
	return at < row->cell_count ? row->cells[at] : STR_EMPTY;
}

/* "-30 %", or "-0.3", as a share of 1; the minus sign that pages print is one too. */
static bool effect_parse(struct str text, double *out)
{
	enum { DIGITS = 24 };
	static const struct str minus = STR("\xE2\x88\x92");
	char plain[1 + DIGITS];
	size_t len = 0;
	bool percent = str_ends(text, STR("%"));
	struct str number = percent ? str_trim(str_slice(text, 0, text.len - 1)) : text;
	if (str_starts(number, minus)) {
		plain[len++] = '-';
		number = str_slice(number, minus.len, number.len);
	} else if (str_starts(number, STR("+"))) {
		number = str_slice(number, 1, number.len);
	}
	if (number.len == 0 || number.len > DIGITS) {
		return false;
	}
	memcpy(plain + len, number.at, number.len);
	if (!number_parse((struct str){ plain, len + number.len }, out)) {
		return false;
	}
	*out = percent ? *out / 100 : *out;
	return *out >= -1 && *out <= EFFECT_MOST;
}

static int action_parse(struct ledger_row *row, struct str effect, struct err *err)
{
	if (!timestamp_parse(row->value, &row->time)) {
		return err_set(err, GRIPE_DATA, "an action needs a date like 2025-03-01, not \"%.*s\"",
		               shown(row->value), row->value.at != NULL ? row->value.at : "");
	}
	row->expects = effect.len > 0;
	if (row->expects && !effect_parse(effect, &row->expected)) {
		return err_set(err, GRIPE_DATA,
		               "an expected effect is a change like -30 %%, from -100 %% on, not \"%.*s\"",
		               shown(effect), effect.at);
	}
	return 0;
}

/* The cells behind the verb and the id. */
static int cells_take(struct ledger_row *row, const struct tsv_row *cells, struct err *err)
{
	struct str second = cell(cells, 2), third = cell(cells, 3), fourth = cell(cells, 4);
	switch (row->verb) {
	case LEDGER_RENAME:
	case LEDGER_MUTE:
	case LEDGER_OWNER:
	case LEDGER_JOURNEY:
	case LEDGER_NEXT:
	case LEDGER_MIXED: row->value = second; break;
	case LEDGER_ASKED:
		row->value = second;
		row->text = third;
		break;
	case LEDGER_MERGE: row->into = second; break;
	case LEDGER_SPLIT:
		row->phrase = second;
		row->into = third;
		row->value = fourth;
		break;
	case LEDGER_PIN:
		row->phrase = second;
		row->of_learning = !is_id(row->id);
		row->into = row->of_learning ? STR_EMPTY : row->id;
		break;
	case LEDGER_ACTION:
		row->value = second;
		row->text = third;
		return action_parse(row, fourth, err);
	case LEDGER_VERBS: break;
	}
	return 0;
}

static int ids_check(const struct ledger_row *row, struct err *err)
{
	if (!is_id(row->id) && !row->of_learning) {
		return err_set(err, GRIPE_DATA, "\"%.*s\" is no id: ids have no blanks and no capitals", shown(row->id),
		               row->id.at);
	}
	if (row->into.len > 0 && !is_id(row->into)) {
		return err_set(err, GRIPE_DATA, "\"%.*s\" is no id: ids have no blanks and no capitals",
		               shown(row->into), row->into.at);
	}
	if (row->into.len > 0 && ledger_of_topic(row->id) != ledger_of_topic(row->into)) {
		return err_set(err, GRIPE_DATA, "an issue goes into an issue and a topic into a topic, not \"%.*s\"",
		               shown(row->into), row->into.at);
	}
	return 0;
}

static int row_read(struct ledger_row *row, const struct tsv_row *cells, struct err *err)
{
	bool second = verb_find(cells->cells[0]) == LEDGER_VERBS; /* ID VERB … */
	int verb = verb_find(cell(cells, second));
	if (verb == LEDGER_VERBS) {
		return err_set(err, GRIPE_DATA,
		               "no edit is called \"%.*s\": rename merge split pin mute owner journey action next "
		               "mixed asked",
		               shown(cells->cells[0]), cells->cells[0].at);
	}
	*row = (struct ledger_row){
		.verb = (enum ledger_verb)verb, .id = cell(cells, !second), .line = cells->line, .next = LEDGER_NONE
	};
	for (size_t i = 0; i <= wants[verb].least; i++) {
		if (cell(cells, i == 0 ? !second : i + 1).len == 0) {
			return err_set(err, GRIPE_DATA, "%s is wanted, cells by tab", wants[verb].wanted);
		}
	}
	int result = cells_take(row, cells, err);
	return result == 0 ? ids_check(row, err) : result;
}

/* ---- the whole ---- */

static void index_rows(struct ledger *ledger)
{
	int32_t *last = memory_array(ledger->count + 1, sizeof *last);
	ledger->first = memory_array(ledger->count + 1, sizeof *ledger->first);
	for (size_t r = 0; r < ledger->count; r++) {
		size_t known = ledger->ids.count;
		uint32_t id = intern_add(&ledger->ids, ledger->rows[r].id);
		if (id == known) {
			ledger->first[id] = (int32_t)r;
		} else {
			ledger->rows[last[id]].next = (int32_t)r;
		}
		last[id] = (int32_t)r;
	}
	free(last);
}

/* Does the row move mentions from its id to another? Of merges of one id the last counts. */
static bool moves(const struct ledger *ledger, const struct ledger_row *row)
{
	return row->verb == LEDGER_SPLIT ||
	       (row->verb == LEDGER_MERGE && ledger_last(ledger, LEDGER_MERGE, row->id) == row);
}

/* Is `to` reached from `from` by rows that move mentions? seen[count]: rows that were walked. */
static bool reaches(const struct ledger *ledger, struct str from, struct str to, bool *seen)
{
	int32_t *stack = memory_array(ledger->count + 1, sizeof *stack);
	size_t depth = 0;
	bool found = str_eq(from, to);
	memset(seen, 0, ledger->count * sizeof *seen);
	for (bool more = true; more && !found;) {
		for (int32_t r = ledger_first(ledger, from); r != LEDGER_NONE; r = ledger->rows[r].next) {
			const struct ledger_row *row = &ledger->rows[r];
			if (!seen[r] && moves(ledger, row)) {
				seen[r] = true;
				stack[depth++] = r;
				found = found || str_eq(row->into, to);
			}
		}
		more = depth > 0;
		from = more ? ledger->rows[stack[--depth]].into : from;
	}
	free(stack);
	return found;
}

static int circles_check(const struct ledger *ledger, struct err *err)
{
	bool *seen = memory_array(ledger->count + 1, sizeof *seen);
	int result = 0;
	for (size_t r = 0; r < ledger->count && result == 0; r++) {
		const struct ledger_row *row = &ledger->rows[r];
		if (moves(ledger, row) && reaches(ledger, row->into, row->id, seen)) {
			result = err_set(err, GRIPE_DATA, "\"%.*s\" goes into \"%.*s\", which comes back to it",
			                 shown(row->id), row->id.at, shown(row->into), row->into.at);
			err_at(err, ledger->path.at, row->line, 0);
		}
	}
	free(seen);
	return result;
}

static int rows_read(struct ledger *ledger, const struct tsv *tsv, struct err *err)
{
	int result;
	ledger->rows = arena_array(&ledger->arena, tsv->row_count + 1, sizeof *ledger->rows);
	for (; ledger->count < tsv->row_count; ledger->count++) {
		result = row_read(&ledger->rows[ledger->count], &tsv->rows[ledger->count], err);
		if (result < 0) {
			err_at(err, ledger->path.at, tsv->rows[ledger->count].line, 0);
			return result;
		}
	}
	index_rows(ledger);
	return circles_check(ledger, err);
}

static struct ledger *ledger_new(const char *path)
{
	struct ledger *ledger = memory_alloc(sizeof *ledger);
	intern_init(&ledger->ids);
	ledger->path = arena_printf(&ledger->arena, "%s", path);
	return ledger;
}

/* What the loading of its table came to, and its rows. */
static int ledger_made_of(struct ledger **out, struct ledger *ledger, const struct tsv *tsv, int loaded,
                          struct err *err)
{
	int result = loaded < 0 ? err_wrap(err, "ledger") : rows_read(ledger, tsv, err);
	*out = result < 0 ? NULL : ledger;
	if (result < 0) {
		ledger_close(ledger);
	}
	return result;
}

int ledger_open(struct ledger **out, const char *path, struct err *err)
{
	struct ledger *ledger = ledger_new(path);
	struct tsv tsv;
	int loaded = tsv_load(&tsv, &ledger->arena, path, 1, err);
	return ledger_made_of(out, ledger, &tsv, loaded, err);
}

int ledger_read(struct ledger **out, const char *path, struct str text, struct err *err)
{
	struct ledger *ledger = ledger_new(path);
	struct tsv tsv;
	const struct tsv_text from = { ledger->path.at, arena_dup(&ledger->arena, text) };
	int loaded = tsv_parse(&tsv, &ledger->arena, from, 1, err);
	return ledger_made_of(out, ledger, &tsv, loaded, err);
}

void ledger_close(struct ledger *ledger)
{
	if (ledger != NULL) {
		free(ledger->first);
		intern_release(&ledger->ids);
		arena_release(&ledger->arena);
		free(ledger);
	}
}

int ledger_classes(const struct ledger *ledger, const struct ontology *ontology, struct err *err)
{
	for (size_t r = 0; r < ledger->count; r++) {
		const struct ledger_row *row = &ledger->rows[r];
		struct str class = ledger_class(row->into);
		if (row->into.len > 0 && !ledger_of_topic(row->into) && ontology_find(ontology, class) < 0) {
			err_set(err, GRIPE_DATA, "\"%.*s\": no class of trouble is called \"%.*s\"", shown(row->into),
			        row->into.at, shown(class), class.at);
			err_at(err, ledger->path.at, row->line, 0);
			return GRIPE_DATA;
		}
	}
	return 0;
}

/* ---- asked ---- */

int32_t ledger_first(const struct ledger *ledger, struct str id)
{
	uint32_t number = ledger == NULL ? INTERN_NONE : intern_find(&ledger->ids, id);
	return number == INTERN_NONE ? LEDGER_NONE : ledger->first[number];
}

const struct ledger_row *ledger_last(const struct ledger *ledger, enum ledger_verb verb, struct str id)
{
	const struct ledger_row *found = NULL;
	for (int32_t r = ledger_first(ledger, id); r != LEDGER_NONE; r = ledger->rows[r].next) {
		found = ledger->rows[r].verb == verb ? &ledger->rows[r] : found;
	}
	return found;
}

const struct ledger_row *ledger_made(const struct ledger *ledger, struct str id)
{
	for (size_t r = 0; ledger != NULL && r < ledger->count; r++) {
		if (ledger->rows[r].verb == LEDGER_SPLIT && str_eq(ledger->rows[r].into, id)) {
			return &ledger->rows[r];
		}
	}
	return NULL;
}

struct str ledger_origin(const struct ledger *ledger, struct str id)
{
	for (const struct ledger_row *made = ledger_made(ledger, id); made != NULL; made = ledger_made(ledger, id)) {
		id = made->id; /* ends: no id is split off from what was split off from it */
	}
	return id;
}

struct str ledger_value(const struct ledger *ledger, enum ledger_verb verb, struct str id)
{
	const struct ledger_row *row = ledger_last(ledger, verb, id);
	return row != NULL ? row->value : STR_EMPTY;
}

const struct ledger_row *ledger_answered(const struct ledger *ledger, struct str id, struct str card)
{
	int32_t r = ledger_first(ledger, id);
	while (r != LEDGER_NONE && !(ledger->rows[r].verb == LEDGER_ASKED && str_eq(ledger->rows[r].value, card))) {
		r = ledger->rows[r].next;
	}
	return r == LEDGER_NONE ? NULL : &ledger->rows[r];
}

struct str ledger_label(const struct ledger *ledger, struct str id)
{
	struct str label = ledger_value(ledger, LEDGER_RENAME, id);
	if (label.len == 0) {
		for (size_t r = 0; ledger != NULL && r < ledger->count && label.len == 0; r++) {
			const struct ledger_row *row = &ledger->rows[r];
			label = row->verb == LEDGER_SPLIT && str_eq(row->into, id) ? row->value : label;
		}
	}
	return label;
}
