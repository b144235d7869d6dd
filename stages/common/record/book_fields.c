/* book_fields.c - the rows of book_fields.h as a table. */
#include "book_fields.h"

#include "field_rows.h"

static const struct field book_rows[] = { BOOK_FIELDS(FIELD_ROW) };

const struct field_shape book_shape = { "book", book_rows, BOOK_COUNT, NO_FACE };
