/* grid.h - rows of a statement as a table for people, or as one JSON object a row for programs. */
#ifndef GRIPE_GRID_H
#define GRIPE_GRID_H

#include <sqlite3.h>

#include "buf.h"
#include "store.h"

/* grid_write - all rows of a statement that is bound; the columns' names are the headings and the members. A table has
 * numbers to the right, texts to the left, "-" for NULL; control characters are blanks. columns named "json" hold JSON
 * and are put into an object as they stand. *rows, which may be NULL: how many there were. GRIPE_IO, GRIPE_BUSY.
 * Memory: the rows. */
GRIPE_MUST_USE int grid_write(struct store *store, sqlite3_stmt *statement, bool json, struct buf *out, size_t *rows,
                              struct err *err);

/* grid_spark - counts[count] as a line of eight heights, the largest full; "" of none. */
void grid_spark(struct buf *out, const int64_t *counts, size_t count);

#endif
