/* alert_lists.c - see alert_lists.h. All rows are in one set of patterns, so one pass over a mention finds doubts,
 * rules and the negations that undo rules; a payload tells them apart by its range. */
#include "alert_lists.h"

#include <stdlib.h>

#include "array.h"
#include "option.h"
#include "tsv.h"
#include "word_class.h"

enum {
	HITS = 32,
	RULES_FROM = 1 << 20,    /* payloads of rules; below are doubts */
	NEGATIONS_FROM = 1 << 21 /* and of negations: their reach in words behind */
};
static const double SEVERITY_MOST = 5;
static const char GUARD[] = "-"; /* kind of a rule that only keeps others from its words */

struct alert_lists {
	struct patterns *patterns;
	struct stemmer *stemmer;
	struct doubt *doubts;
	size_t doubt_count;
	struct rule *rules;
	size_t rule_count;
	struct arena arena;
};

void alert_lists_close(struct alert_lists *lists)
{
	if (lists != NULL) {
		patterns_close(lists->patterns);
		stemmer_close(lists->stemmer);
		free(lists->doubts);
		free(lists->rules);
		arena_release(&lists->arena);
		free(lists);
	}
}

bool alert_lists_have_rules(const struct alert_lists *lists)
{
	return lists->rule_count > 0;
}

const struct doubt *alert_lists_doubt(const struct alert_lists *lists, uint32_t number)
{
	return &lists->doubts[number];
}

const struct rule *alert_lists_rule(const struct alert_lists *lists, uint32_t number)
{
	return &lists->rules[number];
}

static int doubt_parse(struct doubt *doubt, const struct tsv_row *row, struct err *err)
{
	bool told = str_eq(row->cells[1], STR("told"));
	doubt->except = row->cell_count > 3 ? row->cells[3] : STR_EMPTY;
	if ((told || (number_parse(row->cells[1], &doubt->reach) && doubt->reach >= 1)) &&
	    number_parse(row->cells[2], &doubt->takes) && doubt->takes >= 0) {
		return 0;
	}
	return err_set(err, GRIPE_DATA,
	               "a reach in words, or \"told\", and what it takes from the severity are wanted");
}

static int doubts_load(struct alert_lists *lists, const char *lexicons, const char *lang, struct err *err)
{
	struct tsv table;
	int result = tsv_lexicon(&table, &lists->arena, lexicons, lang, "hypothetical.tsv", 3, err);
	if (result < 0) {
		return result;
	}
	lists->doubts = memory_array(table.row_count + 1, sizeof *lists->doubts);
	for (size_t i = 0; i < table.row_count && result == 0; i++) {
		result = doubt_parse(&lists->doubts[i], &table.rows[i], err);
		result = result < 0
		             ? result
		             : patterns_add(lists->patterns, lists->stemmer, table.rows[i].cells[0], (uint32_t)i, err);
		if (result < 0) {
			err_at(err, "hypothetical.tsv", table.rows[i].line, 0);
		}
	}
	lists->doubt_count = table.row_count;
	return result;
}

/* What denies, as the tagger has it: words of NOT, and what reaches behind it. */
static int negations_load(struct alert_lists *lists, const char *lexicons, const char *lang, struct err *err)
{
	struct tsv table;
	int result = tsv_lexicon(&table, &lists->arena, lexicons, lang, "negation.tsv", 2, err);
	for (size_t i = 0; i < table.row_count && result == 0; i++) {
		struct str word = table.rows[i].cells[0];
		double reach = 0;
		if (!number_parse(table.rows[i].cells[1], &reach) || reach < 1) {
			continue; /* what only looks like one, and contrasts */
		}
		word = str_starts(word, STR("=")) ? str_slice(word, 1, word.len) : word;
		if (memchr(word.at, ' ', word.len) == NULL) {
			patterns_member(lists->patterns, STR("NOT"), word);
		}
		result = patterns_add(lists->patterns, lists->stemmer, table.rows[i].cells[0],
		                      (uint32_t)NEGATIONS_FROM + (uint32_t)reach, err);
	}
	return result;
}

static int rule_parse(struct rule *rule, const struct patterns *patterns, const struct tsv_row *row, struct err *err)
{
	struct str flags = row->cell_count > 3 ? row->cells[3] : STR_EMPTY;
	bool guard = str_eq(row->cells[1], str_from(GUARD));
	rule->kind = row->cells[1];
	rule->frame = frame_row_of(patterns, row->cells[0]);
	rule->frame.kept = guard || str_eq(flags, STR("kept"));
	if (rule->kind.len == 0) {
		return err_set(err, GRIPE_DATA, "a kind of risk is wanted");
	}
	if (!guard && !(row->cell_count > 2 && number_parse(row->cells[2], &rule->severity) && rule->severity >= 1 &&
	                rule->severity <= SEVERITY_MOST)) {
		return err_set(err, GRIPE_DATA, "a severity from 1 to 5 is wanted");
	}
	return flags.len == 0 || rule->frame.kept
	           ? 0
	           : err_set(err, GRIPE_DATA, "the flag of a rule is kept, not \"%.*s\"", STR_ARGS(flags));
}

static int rules_load(struct alert_lists *lists, const char *path, struct err *err)
{
	struct tsv table = { NULL, 0 };
	int result = path == NULL ? 0 : tsv_load(&table, &lists->arena, path, 2, err);
	if (result < 0) {
		return result;
	}
	lists->rules = memory_array(table.row_count + 1, sizeof *lists->rules);
	for (size_t i = 0; i < table.row_count && result == 0; i++) {
		result = rule_parse(&lists->rules[i], lists->patterns, &table.rows[i], err);
		result = result < 0 ? result
		                    : patterns_add(lists->patterns, lists->stemmer, table.rows[i].cells[0],
		                                   ((uint32_t)RULES_FROM + (uint32_t)i) | PATTERN_STRICT, err);
		if (result < 0) {
			err_wrap(err, "pattern \"%.*s\"", STR_ARGS(table.rows[i].cells[0]));
			err_at(err, path, table.rows[i].line, 0);
		}
	}
	lists->rule_count = table.row_count;
	return result;
}

int alert_lists_open(struct alert_lists **out, const struct alert_places *places, struct str lang, struct err *err)
{
	struct alert_lists *lists = memory_alloc(sizeof *lists);
	const char *name = arena_dup(&lists->arena, lang).at;
	int result = stemmer_open(&lists->stemmer, lang, err);
	patterns_open(&lists->patterns);
	result = result < 0 ? result : word_classes_load(lists->patterns, places->lexicons, name, err);
	result = result < 0 ? result : doubts_load(lists, places->lexicons, name, err);
	if (places->rules != NULL) {
		result = result < 0 ? result : negations_load(lists, places->lexicons, name, err);
		result = result < 0 ? result : rules_load(lists, places->rules, err);
	}
	if (result < 0) {
		alert_lists_close(lists);
		return result;
	}
	*out = lists;
	return 0;
}

/* ---- one mention ---- */

static struct place *place_add(struct arena *arena, struct place *places, size_t *count, size_t *cap,
                               struct place place)
{
	places = array_room_arena(arena, places, *count, cap, sizeof place, 8);
	places[(*count)++] = place;
	return places;
}

/* As the tagger reaches: from behind the first word on, up to punctuation. */
static void negation_reaches(const struct alert_look *look, uint32_t *negated, size_t start, size_t end, size_t reach)
{
	const struct unit *units = look->matchable.units;
	for (size_t i = start + 1;
	     i < look->matchable.count && (i < end || i - end < reach) && units[i].barrier == BARRIER_NONE; i++) {
		negated[i] += units[i].sign ? 0 : 1;
	}
}

struct looking {
	struct alert_look *look;
	struct arena *arena;
	uint32_t *negated;   /* [units] */
	struct place *rules; /* that stand in the mention; entry: payload - RULES_FROM */
	size_t rule_count, rule_cap;
};

static void hits_take(struct looking *looking, const struct pattern_hit *hits, size_t count, size_t at)
{
	bool denies = false; /* the longest negation at a place alone: they come first */
	for (size_t i = 0; i < count; i++) {
		uint32_t payload = hits[i].payload & ~PATTERN_STRICT;
		struct place place = { payload, (uint32_t)at, (uint32_t)at + hits[i].length };
		if (payload >= NEGATIONS_FROM) {
			if (!denies) {
				negation_reaches(looking->look, looking->negated, at, at + hits[i].length,
				                 payload - NEGATIONS_FROM);
			}
			denies = true;
		} else if (payload >= RULES_FROM) {
			place.entry = payload - RULES_FROM;
			looking->rules =
			    place_add(looking->arena, looking->rules, &looking->rule_count, &looking->rule_cap, place);
		} else {
			looking->look->doubts =
			    place_add(looking->arena, looking->look->doubts, &looking->look->doubt_count,
			              &looking->look->doubt_cap, place);
		}
	}
}

static void rules_settle(const struct alert_lists *lists, struct looking *looking)
{
	struct alert_look *look = looking->look;
	const struct frame_text text = { &look->matchable, looking->negated };
	struct frame_claim *claims = arena_array(looking->arena, looking->rule_count, sizeof *claims);
	size_t count = 0;
	for (size_t i = 0; i < looking->rule_count; i++) {
		const struct place *place = &looking->rules[i];
		const struct rule *rule = &lists->rules[place->entry];
		if (!frame_is_denied(&text, place, &rule->frame)) {
			claims[count++] = (struct frame_claim){ *place, rule->frame, place->entry, false };
		}
	}
	count = frames_compete(looking->arena, look->matchable.count, claims, count);
	look->rules = arena_array(looking->arena, count + 1, sizeof *look->rules);
	for (size_t i = 0; i < count; i++) {
		if (lists->rules[claims[i].place.entry].severity > 0) {
			look->rules[look->rule_count++] = claims[i].place;
		}
	}
}

void alert_lists_look(struct alert_lists *lists, struct arena *arena, const struct mention *mention,
                      const struct token *tokens, size_t token_count, struct alert_look *look)
{
	struct looking looking = { .look = look, .arena = arena };
	*look = (struct alert_look){ .doubt_count = 0 };
	matchable_make(&look->matchable, lists->patterns, lists->stemmer, arena, mention->text, tokens, token_count);
	looking.negated = arena_array(arena, look->matchable.count + 1, sizeof *looking.negated);
	for (size_t at = 0; at < look->matchable.count; at++) {
		struct pattern_hit hits[HITS];
		hits_take(&looking, hits, patterns_at(lists->patterns, &look->matchable, at, hits, HITS), at);
	}
	if (looking.rule_count > 0) {
		rules_settle(lists, &looking);
	}
}

/* ---- what takes from a severity ---- */

static bool excepted(struct str kinds, struct str kind)
{
	while (kinds.at != NULL) {
		struct str rest, one = str_cut(kinds, ' ', &rest);
		if (str_eq(one, kind)) {
			return true;
		}
		kinds = rest;
	}
	return false;
}

/* Whether the doubt that ends before unit `end` reaches the unit that begins at byte `at`. */
static bool reaches(const struct matchable *matchable, size_t end, double reach, size_t at)
{
	double distance = 0;
	size_t unit = end;
	while (distance < reach && unit < matchable->count && matchable->units[unit].start < at &&
	       matchable->units[unit].barrier != BARRIER_SENTENCE) {
		unit++;
		distance++;
	}
	return unit < matchable->count && matchable->units[unit].start == at && distance < reach;
}

double alert_doubt_at(const struct alert_lists *lists, const struct alert_look *look, size_t at, struct str kind)
{
	double taken = 0;
	for (size_t i = 0; i < look->doubt_count; i++) {
		const struct doubt *doubt = &lists->doubts[look->doubts[i].entry];
		if (doubt->takes > taken && reaches(&look->matchable, look->doubts[i].end, doubt->reach, at) &&
		    !excepted(doubt->except, kind)) {
			taken = doubt->takes;
		}
	}
	return taken;
}

void alert_told_add(struct told *told, const struct alert_lists *lists, const struct alert_look *look, struct str kind)
{
	for (size_t i = 0; i < look->doubt_count; i++) {
		uint32_t row = look->doubts[i].entry;
		const struct doubt *doubt = &lists->doubts[row];
		bool known = doubt->reach > 0 || doubt->takes == 0 || excepted(doubt->except, kind);
		for (size_t k = 0; k < told->count && !known; k++) {
			known = told->rows[k] == row;
		}
		if (!known && told->count < TOLD_MOST) {
			told->rows[told->count++] = row;
			told->takes = doubt->takes > told->takes ? doubt->takes : told->takes;
		}
	}
}
