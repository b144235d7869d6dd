/* office.h - documents of office programs: their sheets as CSV, their text as lines. */
#ifndef GRIPE_OFFICE_H
#define GRIPE_OFFICE_H

#include "walk.h"

/* office_is - the first bytes are those of a workbook or text in the formats of Office since 2007, of OpenDocument, of
 * RTF, of Excel's XML of 2003, or of a page of HTML that passes for a workbook. */
bool office_is(struct str ahead, const char *path);

/* office_walk - visits what can be read in it: "survey.xlsx!Sheet1.csv" for each sheet, as CSV with every cell in
 * quotes and dates in ISO 8601; "talk.docx!text.txt", a line a paragraph. GRIPE_DATA: damaged; or, with is_other set,
 * whole, but of a kind that holds neither (said, with the way out); GRIPE_IO; or what visit returned. */
struct office_source {
	struct infile *file;
	const char *path;
	const char *again;     /* path by which the bytes can be read once more, or NULL */
	const char *temporary; /* folder for temporary files */
	bool is_other;         /* out */
};
GRIPE_MUST_USE int office_walk(struct office_source *source, const struct walk_visit *visit, struct err *err);

#endif
