/* field_rows.h - how a row of a table (theme_fields.h, summary_fields.h) becomes a struct field. Included by the .c
 * files of the tables alone, because its words are short. */
#ifndef GRIPE_FIELD_ROWS_H
#define GRIPE_FIELD_ROWS_H

#include "field.h"
#include "json_write.h"

/* clang-format off */

/* What the types in the rows stand for: type, digits behind the point, shape. */
#define TEXT FIELD_TEXT, 0, NULL
#define TIME FIELD_TIME, 0, NULL
#define DAY FIELD_DAY, 0, NULL
#define FLAG FIELD_FLAG, 0, NULL
#define COUNT FIELD_COUNT, 0, NULL
#define EXACT(digits) FIELD_EXACT, digits, NULL
#define FIXED(digits) FIELD_FIXED, digits, NULL
#define SHARE FIELD_SHARE, SHARE_DIGITS, NULL
#define NUMBER FIELD_NUMBER, 0, NULL
#define TINY FIELD_TINY, 0, NULL
#define TEXTS FIELD_TEXTS, 0, NULL
#define COUNTS FIELD_COUNTS, 0, NULL
#define SPAN FIELD_SPAN, 0, NULL
#define BY_NAME FIELD_BY_NAME, 0, NULL
#define FACTORS FIELD_FACTORS, 0, NULL
#define SEEN FIELD_SEEN, 0, NULL
#define SEEN_IN FIELD_SEEN_IN, 0, NULL
#define OBJECT(shape) FIELD_OBJECT, 0, &shape##_shape
#define LIST(shape) FIELD_LIST, 0, &shape##_shape
#define LISTS(shape) FIELD_LISTS, 0, &shape##_shape

#define FIELD_ROW(SHAPE, name, type, when, shown, unit, doc) { #name, type, FIELD_##when, shown, unit, doc },

/* clang-format on */

#define NO_FACE SIZE_MAX

#endif
