/* issue_lists.c - what the steps of learning issues read of the lexicons: opened once, though they go twenty times. */
#include "issue_learn.h"

int issue_lists_open(struct issue_learning *learning, struct err *err)
{
	struct arena *arena = &learning->arena;
	struct str lang = learning->model->lang;
	const char *path = arena_printf(arena, "%s/%.*s/pieces.tbl", learning->lexicons, STR_ARGS(lang)).at;
	int result = piece_table_open(&learning->table, path, err);
	struct theme_language language = { lang, learning->table, learning->lexicons };
	result = result == 0 ? theme_reader_open(&learning->reader, &language, err) : result;
	result = result == 0
	             ? tsv_lexicon(&learning->lists, arena, learning->lexicons, "any", "trouble_things.tsv", 2, err)
	             : result;
	return result == 0
	           ? tsv_lexicon(&learning->labels, arena, learning->lexicons, lang.at, "trouble_label.tsv", 2, err)
	           : result;
}

bool issue_listed(const struct issue_learning *learning, struct str list, struct str word)
{
	for (size_t i = 0; i < learning->lists.row_count; i++) {
		const struct str *cells = learning->lists.rows[i].cells;
		if (str_eq(cells[0], list) && str_lists(cells[1], ' ', word)) {
			return true;
		}
	}
	return false;
}
