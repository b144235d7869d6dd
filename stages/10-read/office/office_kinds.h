/* office_kinds.h - one function a kind of office file; each visits its sheets or its text. GRIPE_DATA: damaged;
 * GRIPE_IO; or what the visitor returned. */
#ifndef GRIPE_OFFICE_KINDS_H
#define GRIPE_OFFICE_KINDS_H

#include "office_part.h"

GRIPE_MUST_USE int workbook_xlsx_walk(struct office_file *office, struct err *err);
GRIPE_MUST_USE int opendocument_walk(struct office_file *office, struct err *err);
GRIPE_MUST_USE int document_docx_walk(struct office_file *office, struct err *err);
GRIPE_MUST_USE int rtf_walk(const struct office_file *office, struct infile *file, struct err *err);
/* workbook_tags_is - the first bytes are those of a page with tables that Excel or the name calls a workbook, or of
 * Excel's XML of 2003. */
bool workbook_tags_is(struct str ahead, const char *path);
GRIPE_MUST_USE int workbook_tags_walk(const struct office_file *office, struct infile *file, struct err *err);

#endif
