/* field.h - objects whose members are rows of a table: what each is called, what it holds, and where people see it.
 *
 * A table is a list of rows (theme_fields.h). From it come the JSON that a stage writes (fields_write), what another
 * stage reads, the columns of a spreadsheet and of the page, a JSON Schema and the manual page (tests/lint/fields.py).
 * A member is thus named, typed and described in one place. Values stand in an array with a place for each row. */
#ifndef GRIPE_FIELD_H
#define GRIPE_FIELD_H

#include <stdint.h>

#include "buf.h"
#include "str.h"

enum field_type {              /* in a value it is held as: */
	          FIELD_TEXT,  /* text */
	          FIELD_TIME,  /* whole: seconds since 1970; written as RFC 3339 in UTC */
	          FIELD_DAY,   /* whole: days since 1970; written as 2025-03-01 */
	          FIELD_FLAG,  /* whole: 0 or 1 */
	          FIELD_COUNT, /* whole */
	          FIELD_EXACT, /* whole: units of the last digit, so that what sums exactly inside sums exactly on paper
	                        */
	          FIELD_FIXED, /* number, with a fixed count of digits behind the point */
	          FIELD_SHARE, /* number, a share of 1 */
	          FIELD_NUMBER, /* number, in the shortest form that reads back the same */
	          FIELD_TINY,   /* number, in two digits and an exponent: a rate of false discoveries */
	          /* The following are held as text that is JSON already. */
	          FIELD_TEXTS,   /* list of strings */
	          FIELD_COUNTS,  /* list of integers */
	          FIELD_SPAN,    /* two byte offsets [start, end) */
	          FIELD_BY_NAME, /* object: an integer by name */
	          FIELD_FACTORS, /* object: a number by name */
	          FIELD_SEEN,    /* object: the first and the last time, by name */
	          FIELD_SEEN_IN, /* object: the same by attribute, then by value */
	          FIELD_OBJECT,  /* object of the shape `of` */
	          FIELD_LIST,    /* list of objects of the shape `of` */
	          FIELD_LISTS    /* object: a list of objects of the shape `of`, by name */
};

enum field_when { FIELD_ALWAYS, FIELD_OR_NULL, FIELD_OR_LEFT_OUT, FIELD_OR_NULL_OR_LEFT_OUT };

/* How a cell of the page's table is composed. */
enum field_cell {
	CELL_NONE,    /* not on the page */
	CELL_TEXT,    /* as it stands */
	CELL_TREND,   /* "▲ 3.1 → 6.8 %": how its share moves */
	CELL_PLACE,   /* "2 (1–4)", from this, …_low and …_high, the two rows behind it */
	CELL_COUNT,   /* "14,427" */
	CELL_PERCENT, /* "12 %" */
	CELL_INTERVAL, /* "11–13 %" from this, …_low, and …_high, the row behind it; "too few" when it was not made */
};

struct field_shown {
	int csv;              /* place among the columns of themes.csv, from 1; 0: not there */
	const char *csv_name; /* NULL: the member's own name */
	const char
	    *heading; /* the name of the column of the page's table, or NULL; they stand in the order of the rows */
	enum field_cell cell;
	bool ranked_only; /* in the table of issues alone, not in those of praise and the rest */
};

struct field_shape;

struct field {
	const char *name;
	enum field_type type;
	int digits;                   /* behind the point; 0 where the type has none */
	const struct field_shape *of; /* of FIELD_OBJECT, FIELD_LIST and FIELD_LISTS, else NULL */
	enum field_when when;
	struct field_shown shown;
	const char *unit; /* "contacts", "share of 1"; "" where there is none */
	const char *doc;  /* a sentence without a full stop, for the manual page and the schema */
};

/* A kind of object. face: the member that stands for the whole in a single cell (SIZE_MAX: none). */
struct field_shape {
	const char *name;
	const struct field *fields; /* fields[count], in the order they are written */
	size_t count, face;
};

struct field_value {
	enum { FIELD_ABSENT, FIELD_NULL, FIELD_GIVEN } state;
	int64_t whole;
	double number;
	struct str text;
};

/* fields_write - the values of one object as JSON, absent ones left out. values[shape->count]. */
void fields_write(struct buf *out, const struct field_shape *shape, const struct field_value *values);

/* field_plain - one value as a cell of a table holds it: texts and days without quotes, nothing where none was given.
 */
void field_plain(struct buf *out, const struct field *field, const struct field_value *value);

/* Setting a value: at is the row's number. */
static inline void set_whole(struct field_value *values, size_t at, int64_t whole)
{
	values[at] = (struct field_value){ .state = FIELD_GIVEN, .whole = whole };
}
static inline void set_number(struct field_value *values, size_t at, double number)
{
	values[at] = (struct field_value){ .state = FIELD_GIVEN, .number = number };
}
static inline void set_text(struct field_value *values, size_t at, struct str text)
{
	values[at] = (struct field_value){ .state = FIELD_GIVEN, .text = text };
}
static inline void set_null(struct field_value *values, size_t at)
{
	values[at] = (struct field_value){ .state = FIELD_NULL };
}

/* A table is written once, as a macro that takes a macro for its rows: TABLE(ROW), each row ROW(SHAPE, name, …). The
 * numbers of the rows are SHAPE_name: enum { TABLE(FIELD_ROW_NUMBER) SHAPE_COUNT }. The rows themselves are made by
 * FIELD_ROW (field_rows.h). */
#define FIELD_ROW_NUMBER(SHAPE, name, ...) SHAPE##_##name,

#endif
