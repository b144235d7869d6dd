/* columns.h - which column of a table is what: by --map, by the format's own list, by header words, by content; and a
 * contact out of a row. */
#ifndef GRIPE_COLUMNS_H
#define GRIPE_COLUMNS_H

#include "column_stats.h"
#include "column_words.h"
#include "dates.h"
#include "record.h"

struct columns;
struct table; /* whoever reads the rows: prepare gets it, nothing here looks into it */

/* What a named table format knows of its columns. Names are keys as column_key makes them; '|' between names that mean
 * the same, ';' between entries. */
struct table_spec {
	const char *needs; /* each of these must be in the header for detection: "package name;star rating;review
	                      text|review body" */
	const char *roles; /* "text=review text;title=review title;…"; where several are there, the first that is filled
	                      in a row is taken */
	const char *scale;  /* of the score; NULL: by its range */
	const char *others; /* drop: columns that are neither a customer's text nor an attribute */
	bool several;       /* its text columns are all the customer's, and others may stand beside them */
	bool exact;         /* a role that `roles` does not name is not guessed */
	int certainty;      /* what detect says when the header fits; 0: 90 */
	/* fix - a last word on the contact; *drop: set to a reason to set the row aside. cells[count]: the row. NULL:
	 * none. */
	void (*fix)(struct contact *contact, const struct str *cells, size_t count, const struct columns *columns,
	            struct arena *arena, const char **drop);
	/* prepare - before the first row; what it makes stands in columns->prepared for fix, and release frees it (NULL
	 * too). NULL: none. */
	void *(*prepare)(struct table *table);
	void (*release)(void *prepared);
};

struct column {
	struct str name; /* as in the file */
	struct str key;  /* lower case words with one space: "review text" */
	struct str attr; /* its name in attrs: "review_text" */
	enum column_role role;
	const char *why; /* said by --explain: "--map", "format", "header", "content" */
	bool prose;      /* people's own words, by its content, and yet not the text */
};

enum { BESIDE_MAX = 16 /* further columns of the customer's words */ };
enum { ROLE_COLUMNS = 6, ATTRS_MAX = 32, ATTR_VALUE_MAX = 160 /* bytes: an attribute is a label, not a text */ };

struct columns {
	struct column *at;
	size_t count;
	size_t by_role[COLUMN_ROLES][ROLE_COLUMNS]; /* in order of asking */
	size_t role_count[COLUMN_ROLES];
	size_t beside[BESIDE_MAX]; /* columns whose words are the text too, rising */
	size_t beside_count;
	size_t attrs[ATTRS_MAX]; /* by attr name, rising, distinct */
	size_t attr_count;
	enum date_order order;
	bool order_guessed; /* no value of the sample decided it */
	struct date_evidence dates;
	const struct dates *date_words; /* NULL: none */
	const char *scale;
	const struct column *inverted; /* a column of scores of which more is worse, which are none; or NULL */
	const char *channel;           /* said by the header words, or NULL */
	const char *writer; /* the role column says yes or no: who wrote where it says yes ("inbound": customer, "is
	                       staff": agent); else NULL */
	const struct column_words *header_words; /* NULL: none */
	const struct table_spec *spec;
	void *prepared; /* by spec->prepare, or NULL */
};

/* column_names_find - index of the first header key among `names` ("a|b"), or count. */
size_t column_names_find(const struct column *at, size_t count, struct str names);
/* table_spec_fits - every entry of spec->needs is in the header. */
bool table_spec_fits(const struct table_spec *spec, const struct column *at, size_t count);

/* What is known when columns are told apart. */
struct column_sample {
	const struct str *names; /* names[count], as in the file */
	size_t count;
	const struct table_row *rows; /* rows[row_count], from below the header */
	size_t row_count;
	/* each may be NULL: */
	const struct table_spec *spec;
	const struct column_map *map;
	const struct column_words *words;
	const struct dates *dates;
};
/* columns_guess - decides every column from its name and from sample rows. Strings live in arena. GRIPE_USAGE: --map
 * names a column that is not there. */
GRIPE_MUST_USE int columns_guess(struct columns *columns, struct arena *arena, const struct column_sample *sample,
                                 struct err *err);
/* columns_contact - a contact from one row; strings borrowed from the cells, or in arena. *drop: NULL, or why the row
 * is set aside ("no_text", …). A time of a year that is not believed is left out and noted on the contact as
 * DATE_FAR_NOTE. */
void columns_contact(const struct columns *columns, struct arena *arena, const struct str *cells, size_t count,
                     struct contact *contact, const char **drop);
/* columns_cell - the first filled cell among the columns of a role, or empty. */
struct str columns_cell(const struct columns *columns, enum column_role role, const struct str *cells, size_t count);
/* columns_explain - one line a column. */
void columns_explain(const struct columns *columns, struct buf *out);

#endif
