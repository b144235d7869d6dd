/* table_sink.h - one interface for where tables go, a writer a format: CSV (csv_sink.c), a sheet of a workbook
 * (xlsx_book.c). */
#ifndef GRIPE_TABLE_SINK_H
#define GRIPE_TABLE_SINK_H

#include "err.h"
#include "field.h"

struct table_sink {
	int (*begin)(void *to, const struct field_shape *shape, struct err *err); /* before the first row */
	int (*row)(void *to, const struct field_value *values, struct err *err);  /* values[shape->count] */
	void *to;
};

/* csv_sink.c - RFC 4180 with line feeds; the header line is the names of the columns. */
struct outfile;
struct csv_sink {
	struct buf *out;      /* borrowed */
	struct outfile *file; /* takes what out holds whenever that is much, and is left with the rest to be written by
	                         the caller; NULL: all stays in out */
	const struct field_shape *shape;
	bool excel; /* a byte order mark first, and texts that a spreadsheet would take for a formula behind ' */
};
/* csv_sink - sink->to is csv, which outlives it. */
struct table_sink csv_sink(struct csv_sink *csv);
#define BYTE_ORDER_MARK "\xEF\xBB\xBF" /* of UTF-8 */
/* csv_text - one text as a cell. guard: as excel above. */
void csv_text(struct buf *out, struct str text, bool guard);

#endif
