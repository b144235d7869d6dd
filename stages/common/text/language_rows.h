/* language_rows.h - the rows that one list has in all languages: for words that are looked for before anybody knows in
 * which language they stand (header words, months, prefixes of subjects). */
#ifndef GRIPE_LANGUAGE_ROWS_H
#define GRIPE_LANGUAGE_ROWS_H

#include "tsv.h"

struct language_row {
	const struct tsv_row *row;
	const char *language; /* the folder: "en", "any" */
};
struct language_rows {
	struct language_row *at;
	size_t count;
	size_t files; /* folders that have the list; 0: the caller says that it is missing */
};

/* language_rows_open - LEXICONS/LANG/NAME of every folder under `lexicons`, in the byte order of the folders, so that
 * the result does not depend on the order of the file system; everything in arena. A folder without the list has no
 * rows, nor has a `lexicons` (may be NULL) that is not there. GRIPE_IO; GRIPE_DATA with the line: not UTF-8, fewer
 * cells than columns_min. */
GRIPE_MUST_USE int language_rows_open(struct language_rows *rows, struct arena *arena, const char *lexicons,
                                      const char *name, size_t columns_min, struct err *err);

/* Lists whose rows are kind and word, in any order. Case of ASCII letters does not matter.
 * language_rows_starts - bytes of the longest word of that kind that text begins with; 0: none.
 * language_rows_finds - where the first word of that kind stands in text, with a blank on either side, and its bytes;
 * text.len: none. */
size_t language_rows_starts(const struct language_rows *rows, const char *kind, struct str text);
size_t language_rows_finds(const struct language_rows *rows, const char *kind, struct str text, size_t *length);

/* language_rows_forms - the words of that kind, each between two strings (" (" and ") "), in arena, in the order of
 * the rows: for a word that is looked for too often to go through all rows. */
struct word_forms {
	struct str *at;
	size_t count;
};
struct word_forms language_rows_forms(const struct language_rows *rows, const char *kind, const char *before,
                                      const char *after, struct arena *arena);

#endif
