/* csv_rows.h - rows of a delimited file, one after the other, from a stream. */
#ifndef GRIPE_CSV_ROWS_H
#define GRIPE_CSV_ROWS_H

#include "infile.h"

struct csv_dialect {
	char delimiter; /* , ; tab | */
	bool quotes;    /* false: '"' is a letter like any other (tab-separated files without quoting) */
	bool backslash; /* \" inside quotes means '"' */
	bool cr_ends;   /* a bare CR ends a row: the file has no LF outside of quotes */
};

/* csv_sniff - the dialect of the first bytes, and how sure: share of rows that have as many cells as most have, 0 when
 * most have one cell. *cells: that number. */
double csv_sniff(struct csv_dialect *dialect, struct str ahead, bool whole, size_t *cells);
/* csv_sniff_tabs - the same for a file that says it is separated by tabs: tabs win when nine rows in ten hold one. */
double csv_sniff_tabs(struct csv_dialect *dialect, struct str ahead, bool whole, size_t *cells);

struct csv_rows;
struct csv_row {
	struct str *cells; /* valid until the next call */
	size_t count;
	uint64_t line;  /* where the row starts, 1-based */
	size_t offset;  /* in the decoded stream */
	struct str raw; /* its bytes, without the end */
};

/* csv_rows_open - over the rest of file (borrowed). */
void csv_rows_open(struct csv_rows **rows, struct infile *file, const struct csv_dialect *dialect);
void csv_rows_close(struct csv_rows *rows);
/* csv_rows_next - 1, 0 at the end, or negative: as infile_read, and GRIPE_DATA "quote not closed" with the line where
 * it opened, also when it takes more than CSV_ROW_LIMIT to close. expected: cells a row should have, 0 = not known; a
 * row over several lines whose count is another is taken for a stray quote: its first line is given as a row of its
 * own, and reading goes on behind it. Blank lines are skipped, but counted in *blank (may be NULL). */
enum { CSV_ROW_LIMIT = 16 * 1024 * 1024 /* bytes: the longest honest row seen is under 1 MB */ };
GRIPE_MUST_USE int csv_rows_next(struct csv_rows *rows, struct csv_row *row, size_t expected, size_t *blank,
                                 struct err *err);

#endif
