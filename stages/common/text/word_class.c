/* word_class.c - see word_class.h. */
#include "word_class.h"

int word_classes_load(struct patterns *patterns, const char *folder, const char *lang, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct tsv table;
	int result = tsv_lexicon(&table, &arena, folder, lang, WORD_CLASS_FILE, 2, err);
	for (size_t i = 0; result == 0 && i < table.row_count; i++) {
		result = patterns_class(patterns, table.rows[i].cells[0], table.rows[i].cells[1], err);
		if (result < 0) {
			err_at(err, WORD_CLASS_FILE, table.rows[i].line, 0);
		}
	}
	arena_release(&arena);
	return result;
}
