/* table_rows.h - the rows of each table of a run (table_fields.h). */
#ifndef GRIPE_TABLE_ROWS_H
#define GRIPE_TABLE_ROWS_H

#include "run_read.h"
#include "table_fields.h"
#include "table_sink.h"

struct table_kind {
	const char *name, *what; /* "issues"; a line for -h */
	const struct field_shape *shape;
	/* rows - all of them, in the order of the run's files; begin was called. */
	int (*rows)(const struct run_read *run, const struct table_sink *sink, struct err *err);
};
extern const struct table_kind table_kinds[]; /* ends with a zeroed entry */

/* table_kind_find - NULL: there is none of that name. */
const struct table_kind *table_kind_find(const char *name);
/* table_write - begin and all rows. GRIPE_DATA, GRIPE_IO: of what the rows are read from. */
GRIPE_MUST_USE int table_write(const struct table_kind *kind, const struct run_read *run, const struct table_sink *sink,
                               struct err *err);

#endif
