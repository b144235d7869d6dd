/* store.c - see store.h and store_sql.h: the connection, its lock and its statements. */
#include "store.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "arena.h"
#include "array.h"
#include "store_schema.h"
#include "store_sql.h"
#include "store_words.h"

enum { STATEMENTS_FIRST = 32 };

struct kept_statement {
	const char *sql; /* its address is the key */
	sqlite3_stmt *statement;
};

struct store {
	sqlite3 *db;
	struct kept_statement *statements; /* [count] */
	size_t count, cap;
	const char *path; /* borrowed */
	bool in_transaction;
};

int store_failed(const struct store *store, const char *what, struct err *err)
{
	int code = store->db == NULL ? SQLITE_NOMEM : sqlite3_extended_errcode(store->db) & 0xff;
	enum gripe_code result = code == SQLITE_BUSY || code == SQLITE_LOCKED      ? GRIPE_BUSY
	                         : code == SQLITE_NOTADB || code == SQLITE_CORRUPT ? GRIPE_DATA
	                                                                           : GRIPE_IO;
	err_set(err, result, "%s: %s", what, store->db == NULL ? "out of memory" : sqlite3_errmsg(store->db));
	err_at(err, store->path, 0, 0);
	return result;
}

int store_script(struct store *store, const char *sql, const char *what, struct err *err)
{
	return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : store_failed(store, what, err);
}

/* ---- statements ---- */

int store_prepare(struct store *store, const char *sql, sqlite3_stmt **statement, struct err *err)
{
	for (size_t i = 0; i < store->count; i++) {
		if (store->statements[i].sql == sql) {
			*statement = store->statements[i].statement;
			sqlite3_reset(*statement);
			sqlite3_clear_bindings(*statement);
			return 0;
		}
	}
	if (sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) != SQLITE_OK) {
		return store_failed(store, "cannot be asked", err);
	}
	store->statements =
	    array_room(store->statements, store->count, &store->cap, sizeof *store->statements, STATEMENTS_FIRST);
	store->statements[store->count++] = (struct kept_statement){ sql, *statement };
	return 0;
}

void store_bind(sqlite3_stmt *statement, int at, struct str text)
{
	sqlite3_bind_text64(statement, at, text.at != NULL ? text.at : "", text.len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

void store_bind_whole(sqlite3_stmt *statement, int at, int64_t value)
{
	sqlite3_bind_int64(statement, at, value);
}

void store_bind_real(sqlite3_stmt *statement, int at, double value)
{
	sqlite3_bind_double(statement, at, value);
}

int store_step(struct store *store, sqlite3_stmt *statement, struct err *err)
{
	int code = sqlite3_step(statement), result;
	if (code == SQLITE_ROW) {
		return 1;
	}
	result = code == SQLITE_DONE ? 0 : store_failed(store, "cannot be read or written", err);
	sqlite3_reset(statement);
	return result;
}

struct str store_text(sqlite3_stmt *statement, int column)
{
	const void *at = sqlite3_column_text(statement, column);
	return (struct str){ at, at != NULL ? (size_t)sqlite3_column_bytes(statement, column) : 0 };
}

static void bind_bytes(sqlite3_stmt *statement, int at, struct str bytes)
{
	sqlite3_bind_blob64(statement, at, bytes.at != NULL ? bytes.at : "", bytes.len, SQLITE_TRANSIENT);
}

static void bind_all(sqlite3_stmt *statement, const char *types, va_list values)
{
	for (int i = 1; *types != '\0'; types++, i++) {
		switch (*types) {
		case 't': store_bind(statement, i, va_arg(values, struct str)); break;
		case 'b': bind_bytes(statement, i, va_arg(values, struct str)); break;
		case 'i': store_bind_whole(statement, i, va_arg(values, int64_t)); break;
		case 'r': store_bind_real(statement, i, va_arg(values, double)); break;
		default: break; /* 'n': what is not bound is NULL */
		}
	}
}

int store_do(struct store *store, struct err *err, const char *sql, const char *types, ...)
{
	sqlite3_stmt *statement;
	va_list values;
	int result = store_prepare(store, sql, &statement, err);
	if (result < 0) {
		return result;
	}
	va_start(values, types);
	bind_all(statement, types, values);
	va_end(values);
	do {
		result = store_step(store, statement, err);
	} while (result > 0);
	return result;
}

int store_number(struct store *store, int64_t *out, struct err *err, const char *sql, const char *types, ...)
{
	sqlite3_stmt *statement;
	va_list values;
	int result = store_prepare(store, sql, &statement, err);
	if (result < 0) {
		return result;
	}
	va_start(values, types);
	bind_all(statement, types, values);
	va_end(values);
	result = store_step(store, statement, err);
	if (result == 1) {
		*out = sqlite3_column_int64(statement, 0);
		sqlite3_reset(statement);
	}
	return result;
}

int64_t store_changed(const struct store *store)
{
	return sqlite3_changes64(store->db);
}

int64_t store_last(const struct store *store)
{
	return sqlite3_last_insert_rowid(store->db);
}

/* ---- the file ---- */

static int version_set(struct store *store, struct err *err)
{
	char sql[64]; /* a pragma takes no parameters */
	snprintf(sql, sizeof sql, "PRAGMA user_version = %d", STORE_VERSION);
	return store_script(store, sql, "its version cannot be set", err);
}

static int version_read(struct store *store, int64_t *version, struct err *err)
{
	int result = store_number(store, version, err, "PRAGMA user_version", "");
	if (result >= 0 && (*version < 0 || *version > STORE_VERSION)) {
		result = err_set(err, GRIPE_DATA, "the store has schema version %lld, this gripe knows up to %d",
		                 (long long)*version, STORE_VERSION);
		err_at(err, store->path, 0, 0);
	}
	return result < 0 ? result : 0;
}

static int migrate(struct store *store, struct err *err)
{
	int64_t version = 0;
	int result = version_read(store, &version, err);
	if (result < 0 || version == STORE_VERSION) {
		return result;
	}
	result = store_begin(store, err);
	if (result == 0) {
		result = version_read(store, &version, err); /* another program may have been quicker */
	}
	for (int64_t v = version; v < STORE_VERSION && result == 0; v++) {
		result = store_script(store, store_migrations[v], "its tables cannot be made", err);
	}
	if (result == 0) {
		result = version_set(store, err);
	}
	if (result < 0) {
		store_roll_back(store);
		return result;
	}
	return store_commit(store, err);
}

static int connect(struct store **out, const char *path, int flags, int wait_ms, struct err *err)
{
	struct store *store = memory_alloc(sizeof *store);
	int result = 0;
	store->path = path;
	*out = store;
	if (sqlite3_open_v2(path, &store->db, flags, NULL) != SQLITE_OK) {
		return store_failed(store, "cannot be opened", err);
	}
	sqlite3_busy_timeout(store->db, wait_ms);
	if (store_words_register(store->db) != SQLITE_OK) {
		return store_failed(store, "has no full text search", err);
	}
	result = store_script(store,
	                      "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL;"
	                      "PRAGMA cache_size = -65536",
	                      "cannot be set up", err);
	return result == 0 ? migrate(store, err) : result;
}

int store_open(struct store **out, const char *path, int wait_ms, struct err *err)
{
	int result = connect(out, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, wait_ms, err);
	/* A run may write nowhere but where its files go: what SQLite sorts for a night stays in memory. */
	return result == 0 ? store_script(*out, "PRAGMA temp_store = MEMORY", "cannot be set up", err) : result;
}

int store_look(struct store **out, const char *path, int wait_ms, struct err *err)
{
	*out = NULL;
	if (access(path, F_OK) != 0 && errno == ENOENT) {
		err_set(err, GRIPE_USAGE, "there is no store of this name");
		err_at(err, path, 0, 0);
		return GRIPE_USAGE;
	}
	return connect(out, path, SQLITE_OPEN_READWRITE, wait_ms, err);
}

void store_close(struct store *store)
{
	if (store == NULL) {
		return;
	}
	store_roll_back(store);
	for (size_t i = 0; i < store->count; i++) {
		sqlite3_finalize(store->statements[i].statement);
	}
	free(store->statements);
	sqlite3_close(store->db);
	free(store);
}

int store_begin(struct store *store, struct err *err)
{
	int result = store_script(store, "BEGIN IMMEDIATE", "cannot be locked", err);
	store->in_transaction = result == 0;
	return result;
}

int store_commit(struct store *store, struct err *err)
{
	int result = store_script(store, "COMMIT", "cannot be written", err);
	store->in_transaction = result < 0;
	return result;
}

void store_roll_back(struct store *store)
{
	if (store->in_transaction) {
		for (size_t i = 0; i < store->count; i++) {
			sqlite3_reset(store->statements[i].statement);
		}
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
		store->in_transaction = false;
	}
}

const char *store_path(const struct store *store)
{
	return store->path;
}
