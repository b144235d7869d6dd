/* Every example of every language's trouble.tsv, thing.tsv and risk.tsv: the row fires where it must, and does not
 * where it must not. Runs from the root of the tree; given a folder of lexicons, it looks at that one instead. */
#include "cmocka_all.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "signals.h"
#include "trouble_lexicon.h"
#include "trouble_reader.h"
#include "troubles.h"
#include "tsv.h"

static const char *folder = "lexicons";
enum { SHOWN = 400 }; /* rows that disagree, of each list */

struct lists { /* of one language */
	struct arena arena;
	struct str lang;
	struct tokenizer *tokenizer;
	struct troubles *troubles;
	struct signal_lexicon *lexicon;
	struct trouble_lexicon *rows;
	struct tsv table;
};

static void lists_open(struct lists *lists, const char *lang, const char *file, size_t columns)
{
	struct err err = ERR_INIT;
	*lists = (struct lists){ .arena = ARENA_INIT, .lang = str_from(lang) };
	if (tokenizer_open(&lists->tokenizer, &err) < 0 || troubles_open(&lists->troubles, folder, false, &err) < 0 ||
	    signal_lexicon_open(&lists->lexicon, folder, lists->lang, &err) < 0 ||
	    trouble_lexicon_open(&lists->rows, lists->lexicon, troubles_ontology(lists->troubles), folder, lists->lang,
	                         &err) < 0 ||
	    tsv_lexicon(&lists->table, &lists->arena, folder, lang, file, columns, &err) < 0) {
		char text[1024];
		err_text(&err, text, sizeof text);
		fail_msg("%s: %s", lang, text);
	}
}

static void lists_close(struct lists *lists)
{
	trouble_lexicon_close(lists->rows);
	signal_lexicon_close(lists->lexicon);
	troubles_close(lists->troubles);
	tokenizer_close(lists->tokenizer);
	arena_release(&lists->arena);
}

/* What the lists find in a text; low: its contact gave the least score, so that topics count. */
static size_t look(struct lists *lists, struct str text, bool low, struct signals_found *found, struct place **frames)
{
	struct mention mention = { .text = text, .span = { 0, (uint32_t)text.len } };
	struct contact contact = { .has_score = low, .score = 1, .scale = STR("stars5") };
	struct token_list tokens;
	struct trouble_source source = { .contact = &contact,
		                         .tokens = &tokens,
		                         .found = found,
		                         .lexicon = lists->lexicon,
		                         .rows = lists->rows,
		                         .reader_language = TROUBLE_UNREAD };
	tokens.count = tokenize(lists->tokenizer, &lists->arena, text, lists->lang, &tokens.at);
	signals_find(&mention, &lists->arena, lists->lexicon, &tokens, found);
	return troubles_frames(lists->troubles, &lists->arena, &source, frames);
}

static bool row_fires(struct lists *lists, struct str text, bool low, size_t row)
{
	struct signals_found found;
	struct place *frames;
	size_t count = look(lists, text, low, &found, &frames);
	for (size_t i = 0; i < count; i++) {
		if (lists->lexicon->entries[frames[i].entry].row == row) {
			return true;
		}
	}
	return false;
}

static bool thing_stands(struct lists *lists, struct str text, struct str id)
{
	struct signals_found found;
	struct place *frames;
	look(lists, text, false, &found, &frames);
	for (size_t i = 0; i < found.thing_count; i++) {
		if (str_eq(lists->lexicon->entries[found.things[i].entry].value, id)) {
			return true;
		}
	}
	return false;
}

static struct str cell(const struct tsv_row *row, size_t column)
{
	return column < row->cell_count ? row->cells[column] : STR_EMPTY;
}

static size_t complain(const struct lists *lists, const char *file, const struct tsv_row *row, size_t example,
                       bool fires)
{
	print_error("%.*s/%s:%u \"%.*s\" %s: %.*s\n", STR_ARGS(lists->lang), file, (unsigned)row->line,
	            STR_ARGS(row->cells[0]), fires ? "fires but must not" : "does not fire",
	            STR_ARGS(cell(row, example)));
	return 1;
}

static size_t troubles_check(const char *lang)
{
	struct lists lists;
	size_t wrong = 0;
	lists_open(&lists, lang, "trouble.tsv", 4);
	for (size_t i = 0; i < lists.table.row_count && wrong < SHOWN; i++) {
		const struct tsv_row *row = &lists.table.rows[i];
		if (str_eq(row->cells[1], GUARD)) {
			continue;
		}
		if (!row_fires(&lists, row->cells[3], lists.rows->rows[i].topic, i)) {
			wrong += complain(&lists, "trouble.tsv", row, 3, false);
		}
		if (row->cell_count < 5 || row_fires(&lists, row->cells[4], false, i)) {
			wrong += complain(&lists, "trouble.tsv", row, 4, true);
		}
	}
	lists_close(&lists);
	return wrong;
}

static size_t things_check(const char *lang)
{
	struct lists lists;
	size_t wrong = 0;
	lists_open(&lists, lang, "thing.tsv", 5);
	for (size_t i = 0; i < lists.table.row_count && wrong < SHOWN; i++) {
		const struct tsv_row *row = &lists.table.rows[i];
		if (!thing_stands(&lists, row->cells[3], row->cells[0])) {
			wrong += complain(&lists, "thing.tsv", row, 3, false);
		}
		if (thing_stands(&lists, row->cells[4], row->cells[0])) {
			wrong += complain(&lists, "thing.tsv", row, 4, true);
		}
	}
	lists_close(&lists);
	return wrong;
}

/* The row's entry won in the text: the lists of risks are counted where they win. */
static bool risk_stands(struct lists *lists, struct str text, uint32_t entry)
{
	struct signals_found found;
	struct place *frames;
	memset(lists->lexicon->taken, 0, lists->lexicon->count * sizeof *lists->lexicon->taken);
	look(lists, text, false, &found, &frames);
	return lists->lexicon->taken[entry] > 0;
}

static uint32_t first_risk(const struct signal_lexicon *lexicon)
{
	uint32_t entry = 0;
	while (entry < lexicon->count && lexicon->entries[entry].family != RISK) {
		entry++;
	}
	return entry;
}

static size_t risks_check(const char *lang)
{
	struct lists lists;
	size_t wrong = 0;
	uint32_t first;
	lists_open(&lists, lang, "risk.tsv", 2);
	first = first_risk(lists.lexicon);
	lists.lexicon->taken = memory_array(lists.lexicon->count + 1, sizeof *lists.lexicon->taken);
	for (uint32_t i = 0; i < lists.table.row_count && wrong < SHOWN; i++) {
		const struct tsv_row *row = &lists.table.rows[i];
		if (str_eq(row->cells[1], GUARD)) {
			continue;
		}
		if (row->cell_count < 6 || !risk_stands(&lists, row->cells[4], first + i)) {
			wrong += complain(&lists, "risk.tsv", row, 4, false);
		} else if (risk_stands(&lists, row->cells[5], first + i)) {
			wrong += complain(&lists, "risk.tsv", row, 5, true);
		}
	}
	free(lists.lexicon->taken);
	lists_close(&lists);
	return wrong;
}

/* All languages that have a folder. */
static size_t languages_check(size_t (*check)(const char *lang))
{
	size_t wrong = 0;
	struct dirent *entry;
	DIR *languages = opendir(folder);
	assert_non_null(languages);
	while ((entry = readdir(languages)) != NULL) {
		if (is_language(str_from(entry->d_name)) && strcmp(entry->d_name, "any") != 0) {
			wrong += check(entry->d_name);
		}
	}
	closedir(languages);
	return wrong;
}

static void every_trouble_fires_in_its_example_and_not_in_the_other(void **state)
{
	(void)state;
	assert_int_equal(languages_check(troubles_check), 0);
}

static void every_risk_is_seen_in_its_example_and_not_in_the_other(void **state)
{
	(void)state;
	assert_int_equal(languages_check(risks_check), 0);
}

static void every_thing_is_found_in_its_example_and_not_in_the_other(void **state)
{
	(void)state;
	assert_int_equal(languages_check(things_check), 0);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_trouble_fires_in_its_example_and_not_in_the_other),
		cmocka_unit_test(every_risk_is_seen_in_its_example_and_not_in_the_other),
		cmocka_unit_test(every_thing_is_found_in_its_example_and_not_in_the_other),
	};
	folder = argc > 1 ? argv[1] : folder;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
