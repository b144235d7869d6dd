/* store_sql.h - statements of the store: prepared once, parameters bound, never joined into the text. */
#ifndef GRIPE_STORE_SQL_H
#define GRIPE_STORE_SQL_H

#include <sqlite3.h>
#include <stdint.h>

#include "err.h"
#include "str.h"

struct store;

/* store_prepare - the statement of that text, kept by the store until it is closed and handed out again: reset, and
 * with nothing bound. The text is compared by its address: give literals. GRIPE_IO, GRIPE_DATA, GRIPE_BUSY. */
GRIPE_MUST_USE int store_prepare(struct store *store, const char *sql, sqlite3_stmt **statement, struct err *err);
/* store_bind - to parameter ?at, from 1: text is copied; without bytes it is ''. store_bind_whole, store_bind_real.
 * What is not bound is NULL. */
void store_bind(sqlite3_stmt *statement, int at, struct str text);
void store_bind_whole(sqlite3_stmt *statement, int at, int64_t value);
void store_bind_real(sqlite3_stmt *statement, int at, double value);
/* store_step - 1: a row stands in the statement; 0: no more (and it is reset); or negative. */
GRIPE_MUST_USE int store_step(struct store *store, sqlite3_stmt *statement, struct err *err);
/* store_text - a column of the row, from 0; empty for NULL; valid until the next step. */
struct str store_text(sqlite3_stmt *statement, int column);

/* store_do - one statement to its end, its parameters by types: 't' struct str, 'b' the same as a blob, 'i' int64_t
 * (give the type itself), 'r' double, 'n' NULL (no argument). store_number - the same, the first column of its first
 * row into *out, which stays when there is none (returns 0 then, else 1). store_script - several statements without
 * parameters. */
GRIPE_MUST_USE int store_do(struct store *store, struct err *err, const char *sql, const char *types, ...);
GRIPE_MUST_USE int store_number(struct store *store, int64_t *out, struct err *err, const char *sql, const char *types,
                                ...);
GRIPE_MUST_USE int store_script(struct store *store, const char *sql, const char *what, struct err *err);
/* store_changed - rows that the last statement changed. store_last - number of the last row that was inserted. */
int64_t store_changed(const struct store *store);
int64_t store_last(const struct store *store);
/* store_failed - fills err with what SQLite says of its last failure; returns the code. */
int store_failed(const struct store *store, const char *what, struct err *err);

#endif
