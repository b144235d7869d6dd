/* ledger_apply.c - see ledger_apply.h. Phrases are matched in the language of the contact: one automaton a language,
 * made with its first contact. Memory: the phrases, once a language. */
#include "ledger_apply.h"

#include <stdlib.h>

#include "array.h"
#include "theme_pins.h"
#include "token.h"

struct ledger_rules {
	const struct ledger *ledger;
	struct tokenizer *tokenizer;
	struct language_table matchers; /* struct theme_pins, by language */
	uint32_t *rows;                 /* rows[phrases]: of each phrase, in the order of the file */
	size_t phrases;
};

static bool has_phrase(const struct ledger_row *row)
{
	return row->phrase.len > 0 && !row->of_learning;
}

static int matcher_open(void *context, struct str lang, void **made, struct err *err)
{
	struct ledger_rules *rules = context;
	struct theme_pins *pins = NULL;
	int result = theme_pins_open(&pins, lang, err);
	for (size_t p = 0; p < rules->phrases && result == 0; p++) {
		const struct ledger_row *row = &rules->ledger->rows[rules->rows[p]];
		result = theme_pins_add(pins, row->phrase, err);
		if (result < 0) {
			err_at(err, rules->ledger->path.at, row->line, 0);
		}
	}
	if (result < 0) {
		theme_pins_close(pins);
		return result;
	}
	*made = pins;
	return 0;
}

static void matcher_close(void *made)
{
	theme_pins_close(made);
}

int ledger_rules_open(struct ledger_rules **out, const struct ledger *ledger, struct err *err)
{
	struct ledger_rules *rules = memory_alloc(sizeof *rules);
	void *fallback;
	int result = tokenizer_open(&rules->tokenizer, err);
	rules->ledger = ledger;
	rules->matchers = (struct language_table){ .open = matcher_open, .close = matcher_close, .context = rules };
	rules->rows = memory_array(ledger->count + 1, sizeof *rules->rows);
	for (size_t r = 0; r < ledger->count; r++) {
		if (has_phrase(&ledger->rows[r])) {
			rules->rows[rules->phrases++] = (uint32_t)r;
		}
	}
	/* A phrase that is none is told before the first record, and in a run without any. */
	result = result == 0 ? language_table_get(&rules->matchers, LANGUAGE_FALLBACK, &fallback, err) : result;
	if (result < 0) {
		ledger_rules_close(rules);
		return result;
	}
	*out = rules;
	return 0;
}

void ledger_rules_close(struct ledger_rules *rules)
{
	if (rules != NULL) {
		language_table_release(&rules->matchers);
		tokenizer_close(rules->tokenizer);
		free(rules->rows);
		free(rules);
	}
}

int ledger_held(struct ledger_rules *rules, const struct record *record, struct mention *mention,
                struct ledger_held *held, struct err *err)
{
	struct token *tokens;
	void *matcher = NULL;
	int result = 0;
	*held = (struct ledger_held){ NULL, 0 };
	if (rules->phrases == 0) {
		return 0;
	}
	result = language_table_get(&rules->matchers, language_named(record->contact.lang), &matcher, err);
	if (result < 0) {
		return result;
	}
	size_t count = mention_tokens(rules->tokenizer, record, mention, &tokens);
	struct theme_pins_found found = theme_pins_all(matcher, record->arena, mention->text, tokens, count);
	*held = (struct ledger_held){ found.numbers, found.count };
	for (size_t i = 0; i < held->count; i++) {
		held->rows[i] = rules->rows[held->rows[i]];
	}
	return 0;
}

/* ---- one mention ---- */

struct editing {
	const struct ledger *ledger;
	const struct ledger_held *held;
	struct arena *arena;
	uint32_t *lines; /* that acted */
	size_t line_count, cap;
};

static void line_add(struct editing *editing, const struct ledger_row *row)
{
	enum { FIRST = 4 };
	editing->lines = array_room_arena(editing->arena, editing->lines, editing->line_count, &editing->cap,
	                                  sizeof *editing->lines, FIRST);
	editing->lines[editing->line_count++] = (uint32_t)(row->line < UINT32_MAX ? row->line : UINT32_MAX);
}

static bool is_held(const struct ledger_held *held, int32_t row)
{
	for (size_t i = 0; i < held->count; i++) {
		if (held->rows[i] == (uint32_t)row) {
			return true;
		}
	}
	return false;
}

/* The first pin of a layer whose phrase the mention holds; NULL: none. */
static const struct ledger_row *pin_of(const struct editing *editing, bool topic)
{
	for (size_t i = 0; i < editing->held->count; i++) {
		const struct ledger_row *row = &editing->ledger->rows[editing->held->rows[i]];
		if (row->verb == LEDGER_PIN && ledger_of_topic(row->id) == topic) {
			return row;
		}
	}
	return NULL;
}

/* The row that moves a mention on from this id; NULL: it stays. */
static const struct ledger_row *next_of(const struct editing *editing, struct str id)
{
	const struct ledger_row *merge = NULL;
	for (int32_t r = ledger_first(editing->ledger, id); r != LEDGER_NONE; r = editing->ledger->rows[r].next) {
		const struct ledger_row *row = &editing->ledger->rows[r];
		if (row->verb == LEDGER_SPLIT && is_held(editing->held, r)) {
			return row;
		}
		merge = row->verb == LEDGER_MERGE ? row : merge;
	}
	return merge;
}

/* Where a mention of this id ends up. */
static struct str follow(struct editing *editing, struct str id, bool topic)
{
	const struct ledger_row *pin = pin_of(editing, topic), *next;
	if (pin != NULL && !str_eq(pin->into, id)) {
		line_add(editing, pin);
		id = pin->into;
	}
	while (id.len > 0 && (next = next_of(editing, id)) != NULL) { /* ends: ledger_open found no circle */
		line_add(editing, next);
		id = next->into;
	}
	return id;
}

/* What a mention of this issue states: a request, a question, praise by name, else a problem. */
static struct str states_of(struct str issue)
{
	static const struct str others[] = { STR("request"), STR("question"), STR("praise"), STR("vent"),
		                             STR("churn") };
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		if (str_eq(ledger_class(issue), others[i])) {
			return others[i];
		}
	}
	return STR("problem");
}

static void topic_move(struct editing *editing, struct mention *mention, struct str theme)
{
	mention->edit->theme = mention->theme;
	mention->edit->sub = mention->sub;
	mention->edit->unassigned = mention->unassigned;
	mention->edit->fit = mention->fit;
	if (pin_of(editing, true) != NULL) { /* a rule is certain, and knows of no parts */
		mention->sub = STR_EMPTY;
		mention->fit = 1;
	}
	mention->theme = theme;
	mention->unassigned = STR_EMPTY;
}

static void edit_mention(struct editing *editing, struct mention *mention)
{
	struct str issue = follow(editing, mention->issue, false), theme = follow(editing, mention->theme, true);
	if (editing->line_count == 0) {
		return;
	}
	mention->edit = arena_alloc(editing->arena, sizeof *mention->edit);
	*mention->edit = (struct ledger_edit){ .lines = editing->lines,
		                               .line_count = editing->line_count,
		                               .states = mention->states,
		                               .issue = mention->issue };
	if (!str_eq(issue, mention->issue)) {
		mention->issue = issue;
		mention->states = states_of(issue);
	}
	if (!str_eq(theme, mention->theme)) {
		topic_move(editing, mention, theme);
	}
}

struct mention ledger_unedited(const struct mention *mention)
{
	const struct ledger_edit *edit = mention->edit;
	struct mention plain = *mention;
	plain.edit = NULL;
	if (edit != NULL) {
		plain.states = edit->states;
		plain.issue = edit->issue;
	}
	if (edit != NULL && (edit->theme.len > 0 || edit->unassigned.len > 0)) {
		plain.theme = edit->theme;
		plain.sub = edit->sub;
		plain.unassigned = edit->unassigned;
		plain.fit = edit->fit;
	}
	return plain;
}

int ledger_apply(struct ledger_rules *rules, struct record *record, struct err *err)
{
	int result = 0;
	for (size_t i = 0; i < record->mention_count && result == 0; i++) {
		struct mention *mention = &record->mentions[i];
		struct ledger_held held;
		struct editing editing = { .ledger = rules->ledger, .held = &held, .arena = record->arena };
		*mention = ledger_unedited(mention);
		result = ledger_held(rules, record, mention, &held, err);
		if (result == 0) {
			edit_mention(&editing, mention);
		}
	}
	return result;
}
