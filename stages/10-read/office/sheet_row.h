/* sheet_row.h - a row of a spreadsheet, cell by cell, written as a row of CSV: every cell in quotes, as many cells as
 * the widest row so far. */
#ifndef GRIPE_SHEET_ROW_H
#define GRIPE_SHEET_ROW_H

#include "buf.h"

enum { SHEET_COLUMNS = 16384 }; /* what the programs allow */

struct sheet_row {
	struct buf text; /* of the cells, one behind the other */
	struct sheet_cell {
		size_t start, len;
	} *cells; /* cells[cap]; those that were not set are empty */
	size_t cap, count, width;
};

void sheet_row_init(struct sheet_row *row);
void sheet_row_release(struct sheet_row *row);
void sheet_row_clear(struct sheet_row *row);
/* sheet_row_set - the cell number `column`; beyond SHEET_COLUMNS it is left out. */
void sheet_row_set(struct sheet_row *row, size_t column, struct str value);
/* sheet_row_write - appends the row to out; a row without a filled cell is no row. */
void sheet_row_write(struct sheet_row *row, struct buf *out);

/* sheet_serial_text - days since 1899-12-30 (or 1904-01-01) as a date of ISO 8601, with its time when it has one; a
 * number under one is a time alone. Appended to out. False: no date can be that. */
bool sheet_serial_text(struct buf *out, double days, bool from_1904);
/* sheet_format_is_date - a number format such as "dd/mm/yyyy h:mm" or "[$-409]d mmm;@" shows dates. */
bool sheet_format_is_date(struct str format);

#endif
