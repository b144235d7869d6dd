/* trouble_lexicon.c - see trouble_lexicon.h. Rows are checked as they are read; what a row says stands in a small
 * array, its pattern in the tagger's one set. */
#include "trouble_lexicon.h"

#include <stdlib.h>

#include "array.h"
#include "tsv.h"

enum { FIRST_ROWS = 512 };

static const char troubles_file[] = "trouble.tsv", things_file[] = "thing.tsv";

static int flags_parse(struct trouble_row *row, struct str words, struct err *err)
{
	while (words.len > 0) {
		struct str rest, word = str_cut(words, ' ', &rest);
		if (str_eq(word, STR("topic"))) {
			row->topic = true;
		} else if (str_eq(word, STR("kept"))) {
			row->frame.kept = true;
		} else if (str_starts(word, STR("trade=")) && word.len > strlen("trade=")) {
			row->trade = true;
		} else {
			return err_set(err, GRIPE_DATA, "a flag is topic, kept or trade=NAME, not \"%.*s\"",
			               STR_ARGS(word));
		}
		words = rest;
	}
	return 0;
}

static int row_parse(struct trouble_row *row, const struct ontology *ontology, const struct patterns *patterns,
                     const struct tsv_row *cells, struct err *err)
{
	struct str class = cells->cells[1];
	row->frame = frame_row_of(patterns, cells->cells[0]);
	row->class = str_eq(class, GUARD) ? TROUBLE_GUARD : ontology_find(ontology, class);
	if (row->class < 0 && !str_eq(class, GUARD)) {
		return err_set(err, GRIPE_DATA, "no class is called \"%.*s\"", STR_ARGS(class));
	}
	row->frame.kept = row->class == TROUBLE_GUARD;
	return flags_parse(row, cells->cell_count > 2 ? cells->cells[2] : STR_EMPTY, err);
}

int trouble_lexicon_row(struct trouble_lexicon *troubles, struct signal_lexicon *lexicon,
                        const struct ontology *ontology, const struct tsv_row *cells, struct err *err)
{
	struct entry entry = { .family = TROUBLE, .row = (uint32_t)troubles->count };
	struct trouble_row row = { .pattern = cells->cells[0], .line = cells->line };
	int result = row_parse(&row, ontology, lexicon->patterns, cells, err);
	result = result < 0 ? result : signal_lexicon_add(lexicon, cells->cells[0], &entry, true, err);
	if (result == 0) {
		troubles->rows = array_room(troubles->rows, troubles->count, &troubles->cap, sizeof row, FIRST_ROWS);
		troubles->rows[troubles->count++] = row;
	}
	return result;
}

static int rows_load(struct trouble_lexicon *troubles, struct signal_lexicon *lexicon, const struct ontology *ontology,
                     const struct tsv *table, struct err *err)
{
	for (size_t i = 0; i < table->row_count; i++) {
		int result = trouble_lexicon_row(troubles, lexicon, ontology, &table->rows[i], err);
		if (result < 0) {
			err_wrap(err, "pattern \"%.*s\"", STR_ARGS(table->rows[i].cells[0]));
			err_at(err, troubles_file, table->rows[i].line, 0);
			return result;
		}
	}
	return 0;
}

int thing_lexicon_row(struct signal_lexicon *lexicon, const struct tsv_row *row, struct err *err)
{
	struct entry entry = { .family = THING, .value = row->cells[0] };
	struct str words = row->cells[2];
	while (words.at != NULL) {
		struct str rest, word = str_trim(str_cut(words, ',', &rest));
		int result = word.len == 0 ? 0 : signal_lexicon_add(lexicon, word, &entry, true, err);
		if (result < 0) {
			return err_wrap(err, "thing \"%.*s\"", STR_ARGS(word));
		}
		words = rest;
	}
	return 0;
}

static int things_load(struct signal_lexicon *lexicon, const struct tsv *table, struct err *err)
{
	for (size_t i = 0; i < table->row_count; i++) {
		int result = thing_lexicon_row(lexicon, &table->rows[i], err);
		if (result < 0) {
			err_at(err, things_file, table->rows[i].line, 0);
			return result;
		}
	}
	return 0;
}

void trouble_lexicon_begin(struct trouble_lexicon **out, struct signal_lexicon *lexicon, struct str lang)
{
	struct trouble_lexicon *troubles = memory_alloc(sizeof *troubles);
	if (is_language(lang)) {
		troubles->file = arena_printf(&lexicon->arena, "%.*s/%s", STR_ARGS(lang), troubles_file);
	}
	*out = troubles;
}

int trouble_lexicon_open(struct trouble_lexicon **out, struct signal_lexicon *lexicon, const struct ontology *ontology,
                         const char *folder, struct str lang, struct err *err)
{
	struct trouble_lexicon *troubles;
	struct tsv rows = { 0 }, things = { 0 };
	int result = 0;
	trouble_lexicon_begin(&troubles, lexicon, lang);
	if (is_language(lang)) {
		const char *name = arena_dup(&lexicon->arena, lang).at;
		result = tsv_lexicon(&rows, &lexicon->arena, folder, name, troubles_file, 2, err);
		result = result < 0 ? result : tsv_lexicon(&things, &lexicon->arena, folder, name, things_file, 3, err);
	}
	result = result < 0 ? result : rows_load(troubles, lexicon, ontology, &rows, err);
	result = result < 0 ? result : things_load(lexicon, &things, err);
	if (result < 0) {
		trouble_lexicon_close(troubles);
		return result;
	}
	*out = troubles;
	return 0;
}

void trouble_lexicon_close(struct trouble_lexicon *troubles)
{
	if (troubles != NULL) {
		free(troubles->rows);
		free(troubles);
	}
}
