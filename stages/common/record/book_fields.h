/* book_fields.h - the members of a stage's book, a row each (field.h): the frame writes it, report reads it. */
#ifndef GRIPE_BOOK_FIELDS_H
#define GRIPE_BOOK_FIELDS_H

#include "theme_fields.h"

/* clang-format off */

#define BOOK_FIELDS(ROW) \
	ROW(BOOK, stage, TEXT, ALWAYS, IN_RECORD, "", "its name") \
	ROW(BOOK, funnel, COUNT, OR_LEFT_OUT, IN_RECORD, "", \
	    "place among the stages that contacts pass on their way into a count, as the number of its " \
	    "folder; report shows these, in this order, and no others") \
	ROW(BOOK, in, COUNT, ALWAYS, IN_RECORD, "records", "what it read") \
	ROW(BOOK, kept, COUNT, ALWAYS, IN_RECORD, "records", "of these, what went on in whatever form") \
	ROW(BOOK, out, COUNT, ALWAYS, IN_RECORD, "records", "what it wrote") \
	ROW(BOOK, dropped, BY_NAME, ALWAYS, IN_RECORD, "records", \
	    "set aside, by reason; in = kept + the sum of these") \
	ROW(BOOK, notes, BY_NAME, ALWAYS, IN_RECORD, "", "repairs and findings, no part of the balance")

enum { BOOK_FIELDS(FIELD_ROW_NUMBER) BOOK_COUNT };

/* clang-format on */

extern const struct field_shape book_shape;

#endif
