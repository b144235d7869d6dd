/* tables_csv.h - issues and themes for a spreadsheet. */
#ifndef GRIPE_TABLES_CSV_H
#define GRIPE_TABLES_CSV_H

#include "view.h"

/* tables_csv - as CSV (RFC 4180): one row an issue or theme, the layer that leads first, the columns that their rows
 * give a place (theme_fields.h), numbers in full, an empty cell where there is none. A cell that a spreadsheet would
 * run (= + - @, tab, CR first) gets an apostrophe in front. */
void tables_csv(struct buf *out, const struct view *view);

#endif
