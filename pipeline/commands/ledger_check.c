/* ledger_check.c - see ledger_check.h. Each mention of the run is taken as the model left it and edited anew, by the
 * function that assigning uses; so what is counted here is what a run with this ledger will count, whatever ledger the
 * run was made with. Memory: the ledger, and a few numbers an id. */
#include "ledger_check.h"

#include <stdlib.h>

#include "array.h"
#include "ledger_labels.h"
#include "ledger_walk.h"

/* Adds the weight of a contact once: seen holds the contact that was counted last. */
static void count_once(uint64_t *count, uint64_t *seen, uint64_t contact, uint64_t weight)
{
	if (*seen != contact) {
		*seen = contact;
		*count += weight;
	}
}

struct counting { /* one mention */
	struct ledger_check *check;
	uint64_t contact, weight;
};

static uint64_t *stamps_room(uint64_t *stamps, size_t count, size_t *cap)
{
	size_t before = *cap;
	stamps = array_room(stamps, count, cap, sizeof *stamps, 64);
	if (*cap > before) {
		memset(stamps + before, 0, (*cap - before) * sizeof *stamps);
	}
	return stamps;
}

static void count_id(const struct counting *counting, struct str id, bool after)
{
	struct ledger_check *check = counting->check;
	size_t known = check->ids.count;
	uint32_t number;
	if (id.len == 0) {
		return;
	}
	number = intern_add(&check->ids, id);
	check->counts = array_room(check->counts, number, &check->count_cap, sizeof *check->counts, 64);
	check->before_in = stamps_room(check->before_in, number, &check->before_cap);
	check->after_in = stamps_room(check->after_in, number, &check->after_cap);
	if (check->ids.count > known) {
		check->counts[number] = (struct check_id){ 0, 0 };
	}
	if (after) {
		count_once(&check->counts[number].after, &check->after_in[number], counting->contact, counting->weight);
	} else {
		count_once(&check->counts[number].before, &check->before_in[number], counting->contact,
		           counting->weight);
	}
}

static bool acted(const struct ledger_edit *edit, const struct ledger_row *row)
{
	for (size_t i = 0; edit != NULL && i < edit->line_count; i++) {
		if (edit->lines[i] == row->line) {
			return true;
		}
	}
	return false;
}

/* Two phrases of one mention that would both say where it goes: pins of one layer, splits of one id. */
static bool rivals(const struct ledger_row *row, const struct ledger_row *other)
{
	return row->verb == other->verb &&
	       (row->verb == LEDGER_PIN ? ledger_of_topic(row->id) == ledger_of_topic(other->id)
	                                : str_eq(row->id, other->id));
}

/* The first held row that goes before this one and leads elsewhere, or LEDGER_NONE. A split goes first only where it
 * acted: the mention may be of another issue. */
static int32_t taker_of(const struct ledger_check *check, const struct ledger_held *held, size_t at,
                        const struct ledger_edit *edit)
{
	const struct ledger_row *rows = check->ledger->rows, *row = &rows[held->rows[at]];
	for (size_t i = 0; i < at; i++) {
		const struct ledger_row *other = &rows[held->rows[i]];
		if (rivals(row, other) && !str_eq(row->into, other->into) &&
		    (row->verb == LEDGER_PIN || acted(edit, other))) {
			return (int32_t)held->rows[i];
		}
	}
	return LEDGER_NONE;
}

static void count_held(const struct counting *counting, const struct ledger_held *held, const struct ledger_edit *edit)
{
	struct ledger_check *check = counting->check;
	for (size_t i = 0; i < held->count; i++) {
		uint32_t row = held->rows[i];
		struct check_edit *to = &check->edits[row];
		int32_t taker = taker_of(check, held, i, edit);
		count_once(&to->held, &check->held_in[row], counting->contact, counting->weight);
		if (taker != LEDGER_NONE) {
			count_once(&to->taken, &check->taken_in[row], counting->contact, counting->weight);
			to->taken_by = to->taken_by == LEDGER_NONE || taker < to->taken_by ? taker : to->taken_by;
		}
	}
}

static void count_moved(const struct counting *counting, const struct ledger_edit *edit)
{
	struct ledger_check *check = counting->check;
	for (size_t r = 0; edit != NULL && r < check->ledger->count; r++) {
		if (acted(edit, &check->ledger->rows[r])) {
			count_once(&check->edits[r].contacts, &check->moved_in[r], counting->contact, counting->weight);
		}
	}
}

static int take_mention(void *to, struct record *record, uint64_t contact, struct err *err)
{
	struct ledger_check *check = to;
	const struct counting counting = { check, contact, contact_weight(&record->contact) };
	struct mention *mention = &record->mentions[0];
	struct ledger_held held;
	int result = ledger_held(check->rules, record, mention, &held, err);
	*mention = ledger_unedited(mention);
	count_id(&counting, mention->issue, false);
	count_id(&counting, mention->theme, false);
	result = result == 0 ? ledger_apply(check->rules, record, err) : result;
	if (result < 0) {
		return result;
	}
	count_id(&counting, mention->issue, true);
	count_id(&counting, mention->theme, true);
	count_held(&counting, &held, mention->edit);
	count_moved(&counting, mention->edit);
	return 0;
}

static int classes_check(const struct ledger *ledger, const char *lexicons, struct err *err)
{
	struct ontology *ontology = NULL;
	int result = ontology_open(&ontology, lexicons, err);
	if (result == 0) {
		result = ledger_classes(ledger, ontology, err);
		ontology_close(ontology);
	}
	return result;
}

/* Edits that move nothing by their kind are counted by what their id has in the end. */
static void count_others(struct ledger_check *check)
{
	for (size_t r = 0; r < check->ledger->count; r++) {
		const struct ledger_row *row = &check->ledger->rows[r];
		if (row->verb != LEDGER_MERGE && row->verb != LEDGER_SPLIT && row->verb != LEDGER_PIN) {
			check->edits[r].contacts = check_contacts(check, row->id);
		}
	}
}

int ledger_check(struct ledger_check *check, const struct ledger *ledger, const char *run, const char *lexicons,
                 struct err *err)
{
	const struct ledger_visit visit = { take_mention, check };
	size_t count = ledger->count + 1;
	int result;
	*check = (struct ledger_check){ .arena = ARENA_INIT, .ledger = ledger };
	intern_init(&check->ids);
	labels_init(&check->labels);
	check->edits = arena_array(&check->arena, count, sizeof *check->edits);
	check->moved_in = arena_array(&check->arena, count, sizeof *check->moved_in);
	check->held_in = arena_array(&check->arena, count, sizeof *check->held_in);
	check->taken_in = arena_array(&check->arena, count, sizeof *check->taken_in);
	for (size_t r = 0; r < ledger->count; r++) {
		check->edits[r].taken_by = LEDGER_NONE;
	}
	result = classes_check(ledger, lexicons, err);
	result = result == 0 ? ledger_labels(&check->labels, run, err) : result;
	result = result == 0 ? ledger_rules_open(&check->rules, ledger, err) : result;
	if (result == 0) {
		result = ledger_walk(arena_printf(&check->arena, "%s/mentions.ndjson", run).at, &visit, err);
	}
	if (result == 0) {
		count_others(check);
	}
	return result;
}

void ledger_check_release(struct ledger_check *check)
{
	ledger_rules_close(check->rules);
	labels_release(&check->labels);
	intern_release(&check->ids);
	free(check->counts);
	free(check->before_in);
	free(check->after_in);
	arena_release(&check->arena);
}

uint64_t check_contacts(const struct ledger_check *check, struct str id)
{
	uint32_t number = intern_find(&check->ids, id);
	return number == INTERN_NONE ? 0 : check->counts[number].after;
}

uint64_t check_learnt(const struct ledger_check *check, struct str id)
{
	uint32_t number = intern_find(&check->ids, id);
	return number == INTERN_NONE ? 0 : check->counts[number].before;
}

struct str check_label(const struct ledger_check *check, struct str id)
{
	struct str label = ledger_label(check->ledger, id);
	label = label.len > 0 ? label : label_learnt(&check->labels, id);
	return label.len > 0 ? label : id;
}

size_t check_count_notes(const struct ledger_check *check)
{
	size_t count = 0;
	for (size_t r = 0; r < check->ledger->count; r++) {
		count += check->edits[r].said_count;
	}
	return count;
}
