/* vault.c - see vault.h. The file is made by open(O_EXCL) with its mode before SQLite sees it, and SQLite gives its
 * journal the same mode. Its application_id tells it from any other SQLite file, the store above all. */
#include "vault.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "array.h"

enum { WAIT_MS = 10000, APPLICATION = 0x67727056 /* "grpV" */ };

struct vault {
	sqlite3 *db;
	sqlite3_stmt *put, *find, *remove;
	const char *path; /* borrowed */
	bool in_transaction;
};

static int fail(const struct vault *vault, const char *what, struct err *err)
{
	int code = vault->db == NULL ? SQLITE_NOMEM : sqlite3_extended_errcode(vault->db) & 0xff;
	enum gripe_code result = code == SQLITE_BUSY || code == SQLITE_LOCKED      ? GRIPE_BUSY
	                         : code == SQLITE_NOTADB || code == SQLITE_CORRUPT ? GRIPE_DATA
	                                                                           : GRIPE_IO;
	err_set(err, result, "the vault %s: %s", what, vault->db == NULL ? "out of memory" : sqlite3_errmsg(vault->db));
	err_at(err, vault->path, 0, 0);
	return result;
}

static int script(struct vault *vault, const char *sql, const char *what, struct err *err)
{
	return sqlite3_exec(vault->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : fail(vault, what, err);
}

static int refuse(const char *path, enum gripe_code code, const char *why, struct err *err)
{
	err_set(err, code, "%s", why);
	err_at(err, path, 0, 0);
	return code;
}

/* The file is there, and its owner's alone. */
static int file_check(const char *path, bool make, struct err *err)
{
	struct stat info;
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW), good;
	if (fd < 0 && errno == ENOENT && make) {
		fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
	}
	if (fd < 0 && errno == ENOENT && !make) {
		return refuse(path, GRIPE_USAGE, "there is no vault of this name", err);
	}
	if (fd < 0) {
		err_errno(err, "the vault cannot be opened");
		err_at(err, path, 0, 0);
		return GRIPE_IO;
	}
	good = fstat(fd, &info);
	close(fd);
	if (good != 0 || !S_ISREG(info.st_mode)) {
		return refuse(path, GRIPE_DATA, "a vault is a regular file", err);
	}
	return (info.st_mode & (S_IRWXG | S_IRWXO)) == 0
	           ? 0
	           : refuse(path, GRIPE_USAGE, "the vault is open to others: chmod 600 it", err);
}

static int pragma_read(struct vault *vault, const char *sql, int64_t *out, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	int result = 0;
	if (sqlite3_prepare_v2(vault->db, sql, -1, &statement, NULL) != SQLITE_OK ||
	    sqlite3_step(statement) != SQLITE_ROW) {
		result = fail(vault, "cannot be read", err);
	} else {
		*out = sqlite3_column_int64(statement, 0);
	}
	sqlite3_finalize(statement);
	return result;
}

/* The table, in a file that has none yet; a file that is something else is refused. */
static int tables_make(struct vault *vault, struct err *err)
{
	int64_t application = 0, tables = 0;
	int result = vault_begin(vault, err);
	result = result == 0 ? pragma_read(vault, "PRAGMA application_id", &application, err) : result;
	result = result == 0 ? pragma_read(vault, "SELECT count(*) FROM sqlite_schema", &tables, err) : result;
	if (result == 0 && application != APPLICATION && (tables > 0 || application != 0)) {
		result = refuse(vault->path, GRIPE_DATA, "this file is no vault", err);
	}
	if (result == 0 && tables == 0) {
		result =
		    script(vault,
		           "CREATE TABLE person(person TEXT PRIMARY KEY, address TEXT NOT NULL, said TEXT NOT NULL)"
		           " STRICT, WITHOUT ROWID; PRAGMA application_id = 0x67727056; PRAGMA user_version = 1",
		           "cannot be made", err);
	}
	return result == 0 ? vault_commit(vault, err) : result;
}

static int prepare(struct vault *vault, struct err *err)
{
	static const char put[] =
	    "INSERT INTO person(person, address, said) VALUES(?1, ?2, ?3) ON CONFLICT(person) DO UPDATE SET"
	    " said = excluded.said WHERE length(CAST(excluded.said AS BLOB)) > length(CAST(said AS BLOB))"
	    " OR (length(CAST(excluded.said AS BLOB)) = length(CAST(said AS BLOB)) AND excluded.said < said)";
	bool good = sqlite3_prepare_v2(vault->db, put, -1, &vault->put, NULL) == SQLITE_OK &&
	            sqlite3_prepare_v2(vault->db, "SELECT address, said FROM person WHERE person = ?1", -1,
	                               &vault->find, NULL) == SQLITE_OK &&
	            sqlite3_prepare_v2(vault->db, "DELETE FROM person WHERE person = ?1", -1, &vault->remove, NULL) ==
	                SQLITE_OK;
	return good ? 0 : fail(vault, "cannot be read", err);
}

int vault_open(struct vault **out, const char *path, bool make, struct err *err)
{
	struct vault *vault;
	int result = file_check(path, make, err);
	*out = NULL;
	if (result < 0) {
		return result;
	}
	vault = memory_alloc(sizeof *vault);
	vault->path = path;
	result = sqlite3_open_v2(path, &vault->db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK
	             ? script(vault, "PRAGMA secure_delete = ON; PRAGMA synchronous = FULL", "cannot be set up", err)
	             : fail(vault, "cannot be opened", err);
	if (result == 0) {
		sqlite3_busy_timeout(vault->db, WAIT_MS);
		result = tables_make(vault, err);
	}
	result = result == 0 ? prepare(vault, err) : result;
	if (result < 0) {
		vault_close(vault);
		return result;
	}
	*out = vault;
	return 0;
}

void vault_close(struct vault *vault)
{
	if (vault != NULL) {
		sqlite3_finalize(vault->put);
		sqlite3_finalize(vault->find);
		sqlite3_finalize(vault->remove);
		if (vault->in_transaction) {
			sqlite3_exec(vault->db, "ROLLBACK", NULL, NULL, NULL);
		}
		sqlite3_close(vault->db);
		free(vault);
	}
}

int vault_begin(struct vault *vault, struct err *err)
{
	int result = script(vault, "BEGIN IMMEDIATE", "cannot be locked", err);
	vault->in_transaction = result == 0;
	return result;
}

int vault_commit(struct vault *vault, struct err *err)
{
	int result = script(vault, "COMMIT", "cannot be written", err);
	vault->in_transaction = result < 0;
	return result;
}

static void bind(sqlite3_stmt *statement, int at, struct str text)
{
	sqlite3_bind_text64(statement, at, text.at != NULL ? text.at : "", text.len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

int vault_put(struct vault *vault, const struct vault_person *person, struct err *err)
{
	int code;
	bind(vault->put, 1, person->person);
	bind(vault->put, 2, person->address);
	bind(vault->put, 3, person->said);
	code = sqlite3_step(vault->put);
	sqlite3_reset(vault->put);
	return code == SQLITE_DONE ? 0 : fail(vault, "cannot be written", err);
}

static struct str column(sqlite3_stmt *statement, int at, struct arena *arena)
{
	const void *text = sqlite3_column_text(statement, at);
	return arena_dup(arena, (struct str){ text, (size_t)sqlite3_column_bytes(statement, at) });
}

int vault_find(struct vault *vault, struct str person, struct arena *arena, struct vault_person *out, struct err *err)
{
	int code, result = 0;
	*out = (struct vault_person){ .person = person };
	bind(vault->find, 1, person);
	code = sqlite3_step(vault->find);
	if (code == SQLITE_ROW) {
		out->address = column(vault->find, 0, arena);
		out->said = column(vault->find, 1, arena);
		result = 1;
	}
	sqlite3_reset(vault->find);
	return code == SQLITE_ROW || code == SQLITE_DONE ? result : fail(vault, "cannot be read", err);
}

int vault_remove(struct vault *vault, struct str person, struct err *err)
{
	int code;
	bind(vault->remove, 1, person);
	code = sqlite3_step(vault->remove);
	sqlite3_reset(vault->remove);
	return code == SQLITE_DONE ? sqlite3_changes(vault->db) > 0 : fail(vault, "cannot be written", err);
}

int vault_scrub(struct vault *vault, struct err *err)
{
	return script(vault, "VACUUM", "cannot be written anew", err);
}

/* ---- persons of a run ---- */

void vault_seen_init(struct vault_seen *seen)
{
	*seen = (struct vault_seen){ .arena = ARENA_INIT };
	intern_init(&seen->ids);
}

void vault_seen_release(struct vault_seen *seen)
{
	intern_release(&seen->ids);
	free(seen->list);
	arena_release(&seen->arena);
}

/* Is the first form one that stays beside the second? As vault_put has it, in bytes. */
static bool tells_more(struct str one, struct str other)
{
	return one.len != other.len ? one.len > other.len : str_cmp(one, other) < 0;
}

void vault_seen_add(struct vault_seen *seen, const struct vault_person *person)
{
	enum { FIRST = 256 };
	size_t known = seen->ids.count;
	uint32_t number = intern_add(&seen->ids, person->person);
	seen->list = array_room(seen->list, number, &seen->cap, sizeof *seen->list, FIRST);
	if (seen->ids.count > known) {
		seen->list[number] =
		    (struct vault_person){ seen->ids.names[number], arena_dup(&seen->arena, person->address),
			                   arena_dup(&seen->arena, person->said) };
	} else if (tells_more(person->said, seen->list[number].said)) {
		seen->list[number].said = arena_dup(&seen->arena, person->said);
	}
}

int vault_keep(const struct vault_seen *seen, const char *path, struct err *err)
{
	struct vault *vault;
	int result = vault_open(&vault, path, true, err);
	if (result < 0) {
		return result;
	}
	result = vault_begin(vault, err);
	for (size_t i = 0; i < seen->ids.count && result == 0; i++) {
		result = vault_put(vault, &seen->list[i], err);
	}
	result = result == 0 ? vault_commit(vault, err) : result;
	vault_close(vault);
	return result;
}
