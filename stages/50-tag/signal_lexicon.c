/* signal_lexicon.c - see signal_lexicon.h. Each list is read, its rows checked, its patterns added to the one set. */
#include "signal_lexicon.h"

#include <stdlib.h>

#include "array.h"
#include "option.h"
#include "tsv.h"
#include "word_class.h"

const char *const FAMILY_NAMES[LISTS] = { "sentiment", "emotion", "effort",   "risk",       "journey",
	                                  "trust",     "kind",    "negation", "intensifier" };

enum { FIRST_ENTRIES = 256 };

static const double SENTIMENT_MOST = 4;
static const double SEVERITY_MOST = 5;
static const double WEIGHT_MOST = 10; /* of any row; a slip of the finger is found */

static int row_bad(const char *file, const struct tsv_row *row, struct err *err)
{
	err_wrap(err, "pattern \"%.*s\"", STR_ARGS(row->cells[0]));
	err_at(err, file, row->line, 0);
	return GRIPE_DATA;
}

static bool weight_between(struct entry *entry, struct str cell, double least, double most)
{
	return number_parse(cell, &entry->weight) && entry->weight >= least && entry->weight <= most;
}

static int sentiment_parse(struct entry *entry, struct str cell, struct err *err)
{
	if (!weight_between(entry, cell, -SENTIMENT_MOST, SENTIMENT_MOST) || entry->weight == 0) {
		return err_set(err, GRIPE_DATA, "a weight from -4 to 4 is wanted, not 0");
	}
	entry->value = entry->weight > 0 ? STR("positive") : STR("negative");
	return 0;
}

static int negation_parse(struct entry *entry, struct str cell, struct err *err)
{
	if (str_eq(cell, STR("contrast"))) {
		entry->weight = CONTRAST;
	} else if (!weight_between(entry, cell, 0, WEIGHT_MOST)) {
		return err_set(err, GRIPE_DATA, "a reach from 0 to 10 words, or \"contrast\", is wanted");
	}
	return 0;
}

static int intensifier_parse(struct entry *entry, struct str cell, struct err *err)
{
	if (!weight_between(entry, cell, 0, WEIGHT_MOST) || entry->weight == 0 || entry->weight == WEIGHT_MOST) {
		return err_set(err, GRIPE_DATA, "a factor above 0 is wanted");
	}
	return 0;
}

static int value_parse(struct entry *entry, struct str cell, struct str weight, struct err *err)
{
	bool good = weight.len == 0 || (weight_between(entry, weight, 0, WEIGHT_MOST) && entry->weight > 0);
	if (cell.len == 0 || !good) {
		return err_set(err, GRIPE_DATA, "a value, and perhaps a weight above 0, are wanted");
	}
	entry->value = cell;
	return 0;
}

/* Kind of risk, severity, and `kept` where a negation does not undo it; a guard has neither. */
static int risk_parse(struct entry *entry, const struct tsv_row *row, struct err *err)
{
	struct str flags = row->cell_count > 3 ? row->cells[3] : STR_EMPTY;
	bool guard = str_eq(row->cells[1], GUARD);
	entry->value = row->cells[1];
	if (row->cells[1].len == 0) {
		return err_set(err, GRIPE_DATA, "a kind of risk is wanted");
	}
	if (!guard && (!weight_between(entry, row->cell_count > 2 ? row->cells[2] : STR_EMPTY, 1, SEVERITY_MOST))) {
		return err_set(err, GRIPE_DATA, "a severity from 1 to 5 is wanted");
	}
	if (flags.len > 0 && !str_eq(flags, STR("kept"))) {
		return err_set(err, GRIPE_DATA, "the flag of a risk is kept, not \"%.*s\"", STR_ARGS(flags));
	}
	entry->frame.kept = guard || flags.len > 0;
	return 0;
}

/* What the cells after the pattern say, by list. */
static int entry_parse(struct entry *entry, const struct tsv_row *row, struct err *err)
{
	struct str second = row->cell_count > 1 ? row->cells[1] : STR_EMPTY,
	           third = row->cell_count > 2 ? row->cells[2] : STR_EMPTY;
	entry->weight = 1;
	switch (entry->family) {
	case SENTIMENT: return sentiment_parse(entry, second, err);
	case NEGATION: return negation_parse(entry, second, err);
	case INTENSIFIER: return intensifier_parse(entry, second, err);
	case RISK: return risk_parse(entry, row, err);
	default: return value_parse(entry, second, third, err);
	}
}

int signal_lexicon_add(struct signal_lexicon *lexicon, struct str pattern, const struct entry *entry, bool strict,
                       struct err *err)
{
	int result;
	lexicon->entries =
	    array_room(lexicon->entries, lexicon->count, &lexicon->cap, sizeof *lexicon->entries, FIRST_ENTRIES);
	result = patterns_add(lexicon->patterns, lexicon->stemmer, pattern,
	                      (uint32_t)lexicon->count | (strict ? PATTERN_STRICT : 0), err);
	if (result == 0) {
		lexicon->entries[lexicon->count++] = *entry;
	}
	return result;
}

/* One word that turns round what follows is what NOT stands for in patterns; with "cant" beside it, CANT too. */
static void negation_member(struct signal_lexicon *lexicon, const struct tsv_row *row)
{
	struct str word = row->cells[0];
	word = str_starts(word, STR("=")) ? str_slice(word, 1, word.len) : word;
	if (memchr(word.at, ' ', word.len) == NULL) {
		patterns_member(lexicon->patterns, STR("NOT"), word);
		if (row->cell_count > 2 && str_eq(row->cells[2], STR("cant"))) {
			patterns_member(lexicon->patterns, STR("CANT"), word);
		}
	}
}

int signal_lexicon_row(struct signal_lexicon *lexicon, enum family family, const struct tsv_row *row, struct err *err)
{
	struct entry entry = { .family = family };
	int result = entry_parse(&entry, row, err);
	if (result == 0 && family == RISK) {
		bool kept = entry.frame.kept;
		entry.frame = frame_row_of(lexicon->patterns, row->cells[0]);
		entry.frame.kept = kept;
	}
	result = result < 0 ? result : signal_lexicon_add(lexicon, row->cells[0], &entry, family == RISK, err);
	if (result < 0) {
		return result;
	}
	if (family == NEGATION && entry.weight > 0) {
		negation_member(lexicon, row);
	}
	lexicon->says = lexicon->says || family < FAMILIES;
	return 0;
}

static int list_load(struct signal_lexicon *lexicon, enum family family, const char *folder, const char *lang,
                     struct err *err)
{
	const char *file = arena_printf(&lexicon->arena, "%s.tsv", FAMILY_NAMES[family]).at;
	struct tsv table;
	int result = tsv_lexicon(&table, &lexicon->arena, folder, lang, file, 2, err);
	for (size_t i = 0; result >= 0 && i < table.row_count; i++) {
		result = signal_lexicon_row(lexicon, family, &table.rows[i], err);
		if (result < 0) {
			return row_bad(file, &table.rows[i], err);
		}
	}
	return result;
}

int signal_lexicon_classes(struct signal_lexicon *lexicon, const char *folder, const char *lang, struct err *err)
{
	return word_classes_load(lexicon->patterns, folder, lang, err);
}

int signal_lexicon_begin(struct signal_lexicon **out, struct str lang, struct err *err)
{
	struct signal_lexicon *lexicon = memory_alloc(sizeof *lexicon);
	int result = stemmer_open(&lexicon->stemmer, lang, err);
	patterns_open(&lexicon->patterns);
	if (result < 0) {
		signal_lexicon_close(lexicon);
		return result;
	}
	*out = lexicon;
	return 0;
}

int signal_lexicon_open(struct signal_lexicon **out, const char *folder, struct str lang, struct err *err)
{
	struct signal_lexicon *lexicon = NULL;
	int result = signal_lexicon_begin(&lexicon, lang, err);
	if (result == 0 && is_language(lang)) {
		const char *name = arena_dup(&lexicon->arena, lang).at;
		result = signal_lexicon_classes(lexicon, folder, name, err);
		result = result < 0 ? result : list_load(lexicon, NEGATION, folder, name, err);
		for (int family = 0; result >= 0 && family < LISTS; family++) {
			result = family == NEGATION ? 0 : list_load(lexicon, (enum family)family, folder, name, err);
		}
	}
	if (result < 0) {
		signal_lexicon_close(lexicon);
		return result;
	}
	*out = lexicon;
	return 0;
}

void signal_lexicon_close(struct signal_lexicon *lexicon)
{
	if (lexicon != NULL) {
		patterns_close(lexicon->patterns);
		stemmer_close(lexicon->stemmer);
		free(lexicon->entries);
		arena_release(&lexicon->arena);
		free(lexicon);
	}
}
