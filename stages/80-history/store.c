/* store.c - see store.h. The schema's version is SQLite's user_version; each version has its migration in `migrations`,
 * applied in one transaction. Theme members that are asked for often have a column, made by SQLite from the JSON, so
 * that the record stays the one source. */
#include "store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "arena.h"

struct store {
	sqlite3 *db;
	sqlite3_stmt *insert_theme;
	const char *path; /* borrowed */
	bool in_run;
};

static const char *const migrations[STORE_VERSION] = {
	"CREATE TABLE run(id TEXT PRIMARY KEY, until TEXT, headline TEXT, number INTEGER UNIQUE NOT NULL) WITHOUT "
	"ROWID;"
	"CREATE TABLE theme(run TEXT NOT NULL REFERENCES run(id), n INTEGER NOT NULL, json TEXT NOT NULL,"
	" theme TEXT GENERATED ALWAYS AS (json ->> '$.theme') VIRTUAL,"
	" label TEXT GENERATED ALWAYS AS (json ->> '$.label') VIRTUAL,"
	" contacts INTEGER GENERATED ALWAYS AS (json ->> '$.contacts') VIRTUAL,"
	" share REAL GENERATED ALWAYS AS (json ->> '$.share') VIRTUAL,"
	" PRIMARY KEY(run, n)) WITHOUT ROWID;"
	"CREATE INDEX theme_by_id ON theme(theme, run);",
};

static int fail(const struct store *store, const char *what, struct err *err)
{
	int code = store->db == NULL ? SQLITE_NOMEM : sqlite3_extended_errcode(store->db) & 0xff;
	enum gripe_code result = code == SQLITE_BUSY || code == SQLITE_LOCKED      ? GRIPE_BUSY
	                         : code == SQLITE_NOTADB || code == SQLITE_CORRUPT ? GRIPE_DATA
	                                                                           : GRIPE_IO;
	err_set(err, result, "%s: %s", what, store->db == NULL ? "out of memory" : sqlite3_errmsg(store->db));
	err_at(err, store->path, 0, 0);
	return result;
}

static int run_sql(struct store *store, const char *sql, const char *what, struct err *err)
{
	return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : fail(store, what, err);
}

static int one_number(struct store *store, const char *sql, int64_t *out, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	int result = 0;
	if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK ||
	    sqlite3_step(statement) != SQLITE_ROW) {
		result = fail(store, "cannot be read", err);
	} else {
		*out = sqlite3_column_int64(statement, 0);
	}
	sqlite3_finalize(statement);
	return result;
}

static int migrate(struct store *store, struct err *err)
{
	int64_t version = 0;
	int result = run_sql(store, "BEGIN IMMEDIATE", "cannot be locked", err);
	if (result == 0) {
		result = one_number(store, "PRAGMA user_version", &version, err);
	}
	if (result == 0 && (version < 0 || version > STORE_VERSION)) {
		result = err_set(err, GRIPE_DATA, "the store has schema version %lld, this gripe knows up to %d",
		                 (long long)version, STORE_VERSION);
		err_at(err, store->path, 0, 0);
	}
	for (int64_t v = version; v < STORE_VERSION && result == 0; v++) {
		result = run_sql(store, migrations[v], "its tables cannot be made", err);
	}
	if (result == 0 && version < STORE_VERSION) {
		char sql[64];
		snprintf(sql, sizeof sql, "PRAGMA user_version = %d", STORE_VERSION);
		result = run_sql(store, sql, "its version cannot be set", err);
	}
	if (result < 0) {
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
		return result;
	}
	return run_sql(store, "COMMIT", "cannot be written", err);
}

int store_open(struct store **out, const char *path, int wait_ms, struct err *err)
{
	struct store *store = memory_alloc(sizeof *store);
	int result = 0;
	store->path = path;
	*out = store;
	if (sqlite3_open_v2(path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK) {
		return fail(store, "cannot be opened", err);
	}
	sqlite3_busy_timeout(store->db, wait_ms);
	result = run_sql(store, "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL", "cannot be set up", err);
	return result == 0 ? migrate(store, err) : result;
}

void store_close(struct store *store)
{
	if (store == NULL) {
		return;
	}
	sqlite3_finalize(store->insert_theme);
	if (store->in_run) {
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	}
	sqlite3_close(store->db);
	free(store);
}

static void bind(sqlite3_stmt *statement, int at, struct str text)
{
	sqlite3_bind_text64(statement, at, text.at != NULL ? text.at : "", text.len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

int store_begin(struct store *store, struct str run, struct str until, struct str headline, struct err *err)
{
	static const char insert[] = "INSERT OR IGNORE INTO run(id, until, headline, number) VALUES(?1, ?2, ?3, "
	                             "(SELECT coalesce(max(number), 0) + 1 FROM run))";
	sqlite3_stmt *statement = NULL;
	int result = run_sql(store, "BEGIN IMMEDIATE", "cannot be locked", err);
	if (result < 0) {
		return result;
	}
	store->in_run = true;
	if (sqlite3_prepare_v2(store->db, insert, -1, &statement, NULL) != SQLITE_OK) {
		return fail(store, "cannot be written", err);
	}
	bind(statement, 1, run);
	bind(statement, 2, until);
	bind(statement, 3, headline);
	result = sqlite3_step(statement) == SQLITE_DONE ? sqlite3_changes(store->db) == 0
	                                                : fail(store, "the run cannot be written", err);
	sqlite3_finalize(statement);
	return result;
}

int store_theme(struct store *store, struct str run, struct str json, struct err *err)
{
	static const char insert[] =
	    "INSERT INTO theme(run, n, json) VALUES(?1, (SELECT count(*) FROM theme WHERE run = ?1), ?2)";
	if (store->insert_theme == NULL &&
	    sqlite3_prepare_v2(store->db, insert, -1, &store->insert_theme, NULL) != SQLITE_OK) {
		return fail(store, "cannot be written", err);
	}
	bind(store->insert_theme, 1, run);
	bind(store->insert_theme, 2, json);
	if (sqlite3_step(store->insert_theme) != SQLITE_DONE) {
		return fail(store, "a theme cannot be written", err);
	}
	sqlite3_reset(store->insert_theme);
	return 0;
}

int store_commit(struct store *store, struct err *err)
{
	int result = run_sql(store, "COMMIT", "cannot be written", err);
	store->in_run = result < 0;
	return result;
}
