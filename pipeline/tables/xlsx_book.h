/* xlsx_book.h - tables as sheets of one workbook, with charts, by libxlsxwriter. Built without that library, opening
 * one says so. Texts are written as texts, so nothing in them is a formula. */
#ifndef GRIPE_XLSX_BOOK_H
#define GRIPE_XLSX_BOOK_H

#include "table_sink.h"

struct xlsx_book;

/* xlsx_book_open - path: of the file that will be written when it is closed; temporary: folder for what is kept until
 * then. Both are borrowed. GRIPE_USAGE: gripe was built without libxlsxwriter. */
GRIPE_MUST_USE int xlsx_book_open(struct xlsx_book **book, const char *path, const char *temporary, struct err *err);
/* xlsx_sheet - the table that is written to it becomes a sheet of this name (borrowed). A text of more than 32,767
 * UTF-16 units, the most a cell holds, is cut and ends in "…". GRIPE_DATA: more rows than a sheet holds. */
struct table_sink xlsx_sheet(struct xlsx_book *book, const char *name);
/* xlsx_charts - a sheet "charts": the first issues of the sheet "issues" as bars of their shares, and of the sheet
 * "trend" as lines; nothing of a sheet that is not there. */
void xlsx_charts(struct xlsx_book *book);
/* xlsx_book_close - writes the file and frees the book. GRIPE_IO. xlsx_book_drop - frees it; NULL allowed. */
GRIPE_MUST_USE int xlsx_book_close(struct xlsx_book *book, struct err *err);
void xlsx_book_drop(struct xlsx_book *book);
/* xlsx_cut_count - texts that were cut so far. */
uint64_t xlsx_cut_count(const struct xlsx_book *book);

#endif
