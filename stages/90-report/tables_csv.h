/* tables_csv.h - the themes for a spreadsheet. */
#ifndef GRIPE_TABLES_CSV_H
#define GRIPE_TABLES_CSV_H

#include "view.h"

/* tables_csv - themes as CSV (RFC 4180): one row a theme, the columns that their rows give a place (theme_fields.h),
 * numbers in full. A cell that a spreadsheet would run (= + - @, tab, CR first) gets an apostrophe in front. */
void tables_csv(struct buf *out, const struct view *view);

#endif
