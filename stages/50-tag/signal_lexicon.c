/* signal_lexicon.c - see signal_lexicon.h. Each list is read, its rows checked, its patterns added to the one set. */
#include "signal_lexicon.h"

#include <stdlib.h>

#include "array.h"
#include "option.h"
#include "tsv.h"

const char *const FAMILY_NAMES[LISTS] = { "sentiment", "emotion", "effort",   "risk",       "journey",
	                                  "trust",     "kind",    "negation", "intensifier" };

enum { ENTRIES_FIRST = 256 };           /* rows that there is room for at first */
static const double SENTIMENT_MOST = 4; /* on either side, as in the lists of VADER */
static const double WEIGHT_MOST = 10;   /* of any row; a slip of the finger is found */

static int row_bad(const char *file, const struct tsv_row *row, struct err *err)
{
	err_wrap(err, "pattern \"%.*s\"", STR_ARGS(row->cells[0]));
	err_at(err, file, row->line, 0);
	return GRIPE_DATA;
}

static bool weight_within(struct str cell, double low, double high, double *weight)
{
	return number_parse(cell, weight) && *weight >= low && *weight <= high;
}

static int sentiment_parse(struct entry *entry, struct str weight, struct err *err)
{
	if (!weight_within(weight, -SENTIMENT_MOST, SENTIMENT_MOST, &entry->weight) || entry->weight == 0) {
		return err_set(err, GRIPE_DATA, "a weight from -4 to 4 is wanted, not 0");
	}
	entry->value = entry->weight > 0 ? STR("positive") : STR("negative");
	return 0;
}

static int negation_parse(struct entry *entry, struct str reach, struct err *err)
{
	if (str_eq(reach, STR("contrast"))) {
		entry->weight = CONTRAST;
		return 0;
	}
	return weight_within(reach, 0, WEIGHT_MOST, &entry->weight)
	           ? 0
	           : err_set(err, GRIPE_DATA, "a reach from 0 to 10 words, or \"contrast\", is wanted");
}

static int intensifier_parse(struct entry *entry, struct str factor, struct err *err)
{
	return number_parse(factor, &entry->weight) && entry->weight > 0 && entry->weight < WEIGHT_MOST
	           ? 0
	           : err_set(err, GRIPE_DATA, "a factor above 0 is wanted");
}

static int value_parse(struct entry *entry, struct str value, struct str weight, struct err *err)
{
	bool weighs = weight.len == 0 || (weight_within(weight, 0, WEIGHT_MOST, &entry->weight) && entry->weight > 0);
	entry->value = value;
	return value.len > 0 && weighs ? 0
	                               : err_set(err, GRIPE_DATA, "a value, and perhaps a weight above 0, are wanted");
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
	default: return value_parse(entry, second, third, err);
	}
}

static int list_load(struct signal_lexicon *lexicon, enum family family, const char *folder, const char *lang,
                     struct err *err)
{
	char file[32];
	struct tsv table;
	struct buf name;
	int result;
	buf_init(&name, sizeof file - 1);
	buf_printf(&name, "%s.tsv", FAMILY_NAMES[family]);
	memcpy(file, name.at, name.len + 1);
	buf_release(&name);
	result = tsv_lexicon(&table, &lexicon->arena, folder, lang, file, 2, err);
	for (size_t i = 0; result >= 0 && i < table.row_count; i++) {
		struct entry entry = { .family = family };
		lexicon->entries =
		    array_room(lexicon->entries, lexicon->count, &lexicon->cap, sizeof entry, ENTRIES_FIRST);
		result = entry_parse(&entry, &table.rows[i], err);
		result = result < 0 ? result
		                    : patterns_add(lexicon->patterns, lexicon->stemmer, table.rows[i].cells[0],
		                                   (uint32_t)lexicon->count, err);
		if (result < 0) {
			return row_bad(file, &table.rows[i], err);
		}
		lexicon->entries[lexicon->count++] = entry;
	}
	return result;
}

int signal_lexicon_open(struct signal_lexicon **out, const char *folder, struct str lang, struct err *err)
{
	struct signal_lexicon *lexicon = memory_alloc(sizeof *lexicon);
	int result = stemmer_open(&lexicon->stemmer, lang, err);
	patterns_open(&lexicon->patterns);
	if (result == 0 && is_language(lang)) {
		const char *name = arena_dup(&lexicon->arena, lang).at;
		for (int family = 0; result >= 0 && family < LISTS; family++) {
			result = list_load(lexicon, (enum family)family, folder, name, err);
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
