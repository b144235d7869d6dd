/* grammar.c - a language's abbreviations, joining words, subjects and verbs from its lexicons, and the questions asked
 * of them. */
#include <stdlib.h>

#include "option.h"
#include "split.h"
#include "tsv.h"

static int row_bad(const char *file, const struct tsv_row *row, const char *why, struct err *err)
{
	err_set(err, GRIPE_DATA, "%s", why);
	err_at(err, file, row->line, 0);
	return GRIPE_DATA;
}

static struct str second(const struct tsv_row *row)
{
	return row->cell_count > 1 ? row->cells[1] : STR_EMPTY;
}

static int abbreviations_take(struct grammar *grammar, const struct tsv *table, struct err *err)
{
	grammar->abbreviation_kinds = memory_array(table->row_count, 1);
	for (size_t i = 0; i < table->row_count; i++) {
		struct str kind = second(&table->rows[i]);
		uint32_t number = intern_add(&grammar->abbreviations, table->rows[i].cells[0]);
		if (kind.len == 0) {
			grammar->abbreviation_kinds[number] = ABBREVIATION_NEVER;
		} else if (str_eq(kind, STR("end"))) {
			grammar->abbreviation_kinds[number] = ABBREVIATION_END;
		} else if (str_eq(kind, STR("number"))) {
			grammar->abbreviation_kinds[number] = ABBREVIATION_NUMBER;
		} else {
			return row_bad("abbreviation.tsv", &table->rows[i],
			               "an abbreviation's kind is nothing, \"end\" or \"number\"", err);
		}
	}
	return 0;
}

static int joints_take(struct grammar *grammar, const struct tsv *table, struct err *err)
{
	grammar->joint_needs_subject = memory_array(table->row_count, 1);
	for (size_t i = 0; i < table->row_count; i++) {
		struct str need = second(&table->rows[i]), rest, head = str_cut(table->rows[i].cells[0], ' ', &rest);
		uint32_t number = intern_add(&grammar->joints, table->rows[i].cells[0]);
		if (need.len > 0 && !str_eq(need, STR("subject"))) {
			return row_bad("clause.tsv", &table->rows[i],
			               "what a joining word needs is nothing or \"subject\"", err);
		}
		grammar->joint_needs_subject[number] = need.len > 0;
		if (rest.at != NULL) {
			intern_add(&grammar->joint_heads, head);
		}
	}
	return 0;
}

static int verbs_take(struct grammar *grammar, const struct tsv *table, struct err *err)
{
	grammar->endings = memory_array(table->row_count, sizeof *grammar->endings);
	for (size_t i = 0; i < table->row_count; i++) {
		struct str verb = table->rows[i].cells[0];
		int64_t letters;
		if (verb.len < 2 || verb.at[0] != '*') {
			intern_add(&grammar->verbs, verb);
			continue;
		}
		if (!integer_parse(second(&table->rows[i]), &letters) || letters < 1) {
			return row_bad("verb.tsv", &table->rows[i], "an ending needs the least number of letters", err);
		}
		grammar->endings[grammar->ending_count++] =
		    (struct ending){ arena_dup(&grammar->arena, str_slice(verb, 1, verb.len)), (size_t)letters };
	}
	return 0;
}

static int subjects_take(struct grammar *grammar, const struct tsv *table, struct err *err)
{
	for (size_t i = 0; i < table->row_count; i++) {
		struct str where = second(&table->rows[i]);
		if (where.len > 0 && !str_eq(where, STR("start"))) {
			return row_bad("subject.tsv", &table->rows[i],
			               "where a subject may stand is nothing or \"start\"", err);
		}
		intern_add(&grammar->starters, table->rows[i].cells[0]);
		if (where.len == 0) {
			intern_add(&grammar->subjects, table->rows[i].cells[0]);
		}
	}
	return 0;
}

static int load(struct grammar *grammar, struct arena *arena, const char *lexicons, const char *lang, struct err *err)
{
	struct tsv table;
	int result = tsv_lexicon(&table, arena, lexicons, lang, "abbreviation.tsv", 1, err);
	result = result < 0 ? result : abbreviations_take(grammar, &table, err);
	result = result < 0 ? result : tsv_lexicon(&table, arena, lexicons, lang, "clause.tsv", 1, err);
	result = result < 0 ? result : joints_take(grammar, &table, err);
	result = result < 0 ? result : tsv_lexicon(&table, arena, lexicons, lang, "verb.tsv", 1, err);
	result = result < 0 ? result : verbs_take(grammar, &table, err);
	result = result < 0 ? result : tsv_lexicon(&table, arena, lexicons, lang, "subject.tsv", 1, err);
	return result < 0 ? result : subjects_take(grammar, &table, err);
}

int grammar_open(struct grammar **out, const char *lexicons, struct str lang, struct err *err)
{
	struct grammar *grammar = memory_alloc(sizeof *grammar);
	struct arena arena = ARENA_INIT;
	int result = 0;
	intern_init(&grammar->abbreviations);
	intern_init(&grammar->joints);
	intern_init(&grammar->joint_heads);
	intern_init(&grammar->subjects);
	intern_init(&grammar->starters);
	intern_init(&grammar->verbs);
	if (is_language(lang)) {
		result = load(grammar, &arena, lexicons, arena_dup(&arena, lang).at, err);
	}
	arena_release(&arena);
	if (result < 0) {
		grammar_close(grammar);
		return result;
	}
	*out = grammar;
	return 0;
}

void grammar_close(struct grammar *grammar)
{
	if (grammar != NULL) {
		intern_release(&grammar->abbreviations);
		intern_release(&grammar->joints);
		intern_release(&grammar->joint_heads);
		intern_release(&grammar->subjects);
		intern_release(&grammar->starters);
		intern_release(&grammar->verbs);
		free(grammar->abbreviation_kinds);
		free(grammar->joint_needs_subject);
		free(grammar->endings);
		arena_release(&grammar->arena);
		free(grammar);
	}
}

enum abbreviation grammar_abbreviation(const struct grammar *grammar, struct str folded)
{
	uint32_t number = intern_find(&grammar->abbreviations, folded);
	return number == INTERN_NONE ? ABBREVIATION_NONE : (enum abbreviation)grammar->abbreviation_kinds[number];
}

bool grammar_is_verb(const struct grammar *grammar, struct str word)
{
	for (size_t i = 0; i < grammar->ending_count; i++) {
		if (word.len >= grammar->endings[i].letters_min && str_ends(word, grammar->endings[i].text)) {
			return true;
		}
	}
	return intern_find(&grammar->verbs, word) != INTERN_NONE;
}
