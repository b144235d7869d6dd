/* customers.h - a CSV of customers held in memory: one row a person, found by the key column. */
#ifndef GRIPE_CUSTOMERS_H
#define GRIPE_CUSTOMERS_H

#include "hash.h"
#include "record.h"

struct customers {
	struct arena arena;
	struct intern keys; /* normalised keys, in order of rows */
	struct attr **rows; /* rows[keys.count], each of counts[i] attributes, by name, empty ones left out */
	size_t *counts;
	struct str *names; /* names[column_count]: attribute names, from the header */
	size_t column_count, key_column;
	size_t word_files;   /* languages that have header words; 0: only --key and the first column are known */
	uint64_t repeated;   /* rows whose key had been there: the first is kept */
	uint64_t short_rows; /* rows without a key */
};

/* customers_open - reads path as the reader reads tables (csv_rows.h, charset.h). key: name of the key column, NULL:
 * the first of "person", "email" and their like (lexicons/LANG/columns.tsv, role person, any language), else the first
 * column. lexicons: its folder; columns that hold names or addresses become no attribute. GRIPE_IO; GRIPE_DATA: no such
 * column, quote not closed (with its line), no row. To be closed in any case. */
GRIPE_MUST_USE int customers_open(struct customers *customers, const char *path, const char *key, const char *lexicons,
                                  struct err *err);
void customers_close(struct customers *customers);
/* customers_find - attributes of the person, *count of them; NULL when there is none. "Ada <ADA@x.org>",
 * "mailto:ada@x.org" and "ada+shop@x.org" find "ada@x.org". */
const struct attr *customers_find(const struct customers *customers, struct str person, size_t *count);

#endif
