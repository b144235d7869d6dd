/* tsv.h - small tables that people edit: UTF-8, one row a line, cells by tab, "#" starts a comment line, blank lines
 * skipped. */
#ifndef GRIPE_TSV_H
#define GRIPE_TSV_H

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "str.h"

struct tsv_row {
	struct str *cells; /* cells[cell_count], trimmed of spaces; \t \n \\ escapes undone */
	size_t cell_count;
	uint64_t line;
};
struct tsv {
	struct tsv_row *rows;
	size_t row_count;
};
struct tsv_text {
	const char *name;
	struct str text;
};
/* tsv_load - path into arena. GRIPE_IO; GRIPE_DATA: not UTF-8, with the line. columns_min: fewer cells in a row is an
 * error with its line. */
GRIPE_MUST_USE int tsv_load(struct tsv *tsv, struct arena *arena, const char *path, size_t columns_min,
                            struct err *err);
/* tsv_parse - the same of a text that outlives the table; name: for messages. */
GRIPE_MUST_USE int tsv_parse(struct tsv *tsv, struct arena *arena, struct tsv_text text, size_t columns_min,
                             struct err *err);
/* tsv_lexicon - loads FOLDER/LANG/NAME; *tsv is empty, and 0 returned, when the file does not exist. */
GRIPE_MUST_USE int tsv_lexicon(struct tsv *tsv, struct arena *arena, const char *folder, const char *lang,
                               const char *name, size_t columns_min, struct err *err);
/* tsv_cell_add - s as a cell: what would break the row is escaped as tsv_load undoes it; "\r" becomes a blank. */
void tsv_cell_add(struct buf *out, struct str s);

#endif
