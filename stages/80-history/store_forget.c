/* store_forget.c - see store_forget.h. SQLite overwrites what it deletes (secure_delete), but pages that moved before
 * may have left copies, and FTS5 only marks what is gone: so after the transaction the index is merged into one
 * segment, the file is written anew, and the write-ahead log is emptied. */
#include "store_forget.h"

#include <stdio.h>
#include <stdlib.h>

#include "array.h"
#include "infile.h"
#include "model_folder.h"
#include "store_model.h"
#include "store_sql.h"
#include "theme_forget.h"

#define MODEL_FILE_LIMIT ((size_t)4 << 30) /* bytes: more than any model */
enum { PATH_BYTES = 4300 };

struct forgetting {
	struct store *store;
	struct forgotten *gone;
	const char *folder;
	struct store_forgot *forgot;
	struct arena arena;
};

/* ---- contacts ---- */

int store_forget_learn(struct store *store, struct forgotten *gone, struct err *err)
{
	sqlite3_stmt *statement;
	int result = 0;
	for (size_t i = 0; i < gone->persons.count && result == 0; i++) {
		result = store_prepare(store,
		                       "SELECT DISTINCT id FROM contact WHERE person ="
		                       " (SELECT number FROM person WHERE pseudonym = ?1)",
		                       &statement, err);
		if (result == 0) {
			store_bind(statement, 1, gone->persons.names[i]);
		}
		while (result >= 0 && (result = store_step(store, statement, err)) == 1) {
			(void)intern_add(&gone->contacts, store_text(statement, 0));
		}
	}
	return result;
}

/* The numbers of their contacts, in a table of this connection. */
static int contacts_find(struct forgetting *forgetting, struct err *err)
{
	struct store *store = forgetting->store;
	int result = store_script(store,
	                          "CREATE TEMP TABLE IF NOT EXISTS gone(contact INTEGER PRIMARY KEY) STRICT;"
	                          "DELETE FROM gone",
	                          "no room for temporary tables", err);
	for (size_t i = 0; i < forgetting->gone->persons.count && result == 0; i++) {
		result = store_do(store, err,
		                  "INSERT INTO gone SELECT number FROM contact WHERE person ="
		                  " (SELECT number FROM person WHERE pseudonym = ?1)",
		                  "t", forgetting->gone->persons.names[i]);
		forgetting->forgot->contacts += result == 0 ? store_changed(store) : 0;
	}
	return result == 0 ? store_forget_learn(store, forgetting->gone, err) : result;
}

static int contacts_remove(struct forgetting *forgetting, struct err *err)
{
	static const char *const steps[] = {
		/* A topic that arose is called by the text of one of its mentions. */
		"UPDATE birth SET label = coalesce((SELECT m.text FROM birth_member b JOIN mention m ON m.number = "
		"b.mention"
		" WHERE b.birth = birth.number AND m.contact NOT IN (SELECT contact FROM gone) ORDER BY m.number LIMIT "
		"1), '')"
		" WHERE label IN (SELECT m.text FROM birth_member b JOIN mention m ON m.number = b.mention"
		" WHERE b.birth = birth.number AND m.contact IN (SELECT contact FROM gone))",
		"INSERT INTO mention_words(mention_words, rowid, text) SELECT 'delete', s.number, s.text FROM "
		"mention_said s"
		" JOIN mention m ON m.number = s.number WHERE m.contact IN (SELECT contact FROM gone)",
		"DELETE FROM contact WHERE number IN (SELECT contact FROM gone)",
	};
	struct store *store = forgetting->store;
	int result = store_number(store, &forgetting->forgot->mentions, err,
	                          "SELECT count(*) FROM mention WHERE contact IN (SELECT contact FROM gone)", "");
	for (size_t i = 0; i < sizeof steps / sizeof *steps && result >= 0; i++) {
		result = store_do(store, err, steps[i], "");
	}
	return result < 0 ? result : 0;
}

static int persons_remove(struct forgetting *forgetting, struct err *err)
{
	struct store *store = forgetting->store;
	int result = 0;
	for (size_t i = 0; i < forgetting->gone->persons.count && result == 0; i++) {
		struct str person = forgetting->gone->persons.names[i];
		result = store_do(store, err, "DELETE FROM told WHERE person = ?1", "t", person);
		result =
		    result == 0 ? store_do(store, err, "DELETE FROM person WHERE pseudonym = ?1", "t", person) : result;
		forgetting->forgot->persons += result == 0 ? store_changed(store) : 0;
	}
	return result;
}

/* ---- lines ---- */

struct line { /* a text of the store that changes */
	int64_t run, n;
	struct str json;
};
struct line_list {
	struct line *list;
	size_t count, cap;
};

/* What a statement (run, n, json) gives and changes without them. */
static int lines_find(struct forgetting *forgetting, const char *sql, struct line_list *lines, struct err *err)
{
	enum { FIRST = 64 };
	sqlite3_stmt *statement;
	struct buf out;
	int result = store_prepare(forgetting->store, sql, &statement, err);
	buf_init(&out, SIZE_MAX);
	while (result >= 0 && (result = store_step(forgetting->store, statement, err)) == 1) {
		struct str json = store_text(statement, 2);
		buf_clear(&out);
		if (json.len == 0 || !forgotten_json(&out, forgetting->gone, json) || out.len >= json.len) {
			continue; /* only leaving out makes it shorter: what is as long has nothing of theirs */
		}
		lines->list = array_room(lines->list, lines->count, &lines->cap, sizeof *lines->list, FIRST);
		lines->list[lines->count++] =
		    (struct line){ sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 1),
			           arena_dup(&forgetting->arena, buf_str(&out)) };
	}
	buf_release(&out);
	return result;
}

static int lines_change(struct forgetting *forgetting, const char *find, const char *change, struct err *err)
{
	struct line_list lines = { NULL, 0, 0 };
	int result = lines_find(forgetting, find, &lines, err);
	for (size_t i = 0; i < lines.count && result == 0; i++) {
		const struct line *line = &lines.list[i];
		result = store_do(forgetting->store, err, change, "iit", line->run, line->n, line->json);
		forgetting->forgot->quotes += result == 0;
	}
	free(lines.list);
	return result;
}

/* ---- models ---- */

static bool is_gone(void *with, struct str contact)
{
	const struct forgotten *gone = with;
	return contact.len > 0 && intern_find(&gone->contacts, contact) != INTERN_NONE;
}

static int file_keep(struct forgetting *forgetting, struct str id, const char *name, struct err *err)
{
	struct str path = arena_printf(&forgetting->arena, "%s/%s", forgetting->folder, name);
	struct infile *file = NULL;
	struct buf bytes;
	int result = infile_open(&file, path.at, err);
	if (result < 0) {
		return result;
	}
	buf_init(&bytes, MODEL_FILE_LIMIT);
	result = infile_all(file, &bytes, err);
	infile_close(file);
	if (result == 0) {
		result = store_do(forgetting->store, err,
		                  "UPDATE model_file SET bytes = ?3 WHERE name = ?2"
		                  " AND model = (SELECT number FROM model WHERE id = ?1)",
		                  "ttb", id, str_from(name), buf_str(&bytes));
	}
	buf_release(&bytes);
	return result;
}

static int model_change(struct forgetting *forgetting, struct str id, struct err *err)
{
	const struct theme_gone gone = { is_gone, forgetting->gone };
	uint64_t members = 0;
	int result;
	model_folder_remove(forgetting->folder); /* of one that was killed: it has all that they said */
	result = store_model_write(forgetting->store, id, forgetting->folder, err);
	result = result == 0 ? theme_model_forget(forgetting->folder, &gone, &members, err) : result;
	result = result == 0 ? file_keep(forgetting, id, "model.bin", err) : result;
	result = result == 0 ? file_keep(forgetting, id, "themes.tsv", err) : result;
	forgetting->forgot->members += (int64_t)members;
	model_folder_remove(forgetting->folder);
	return result;
}

static int models_change(struct forgetting *forgetting, struct err *err)
{
	enum { FIRST = 8 };
	struct str *ids = NULL;
	size_t count = 0, cap = 0;
	sqlite3_stmt *statement;
	int result = store_prepare(forgetting->store,
	                           "SELECT DISTINCT id FROM model JOIN model_file ON model = model.number"
	                           " WHERE name = 'model.bin'",
	                           &statement, err);
	while (result >= 0 && (result = store_step(forgetting->store, statement, err)) == 1) {
		ids = array_room(ids, count, &cap, sizeof *ids, FIRST);
		ids[count++] = arena_dup(&forgetting->arena, store_text(statement, 0));
	}
	for (size_t i = 0; i < count && result == 0; i++) {
		result = model_change(forgetting, ids[i], err);
	}
	free(ids);
	return result;
}

/* ---- the whole ---- */

static int forget_all(struct forgetting *forgetting, struct err *err)
{
	int result = contacts_find(forgetting, err);
	result = result == 0 ? lines_change(forgetting, "SELECT run, n, json FROM theme",
	                                    "UPDATE theme SET json = ?3 WHERE run = ?1 AND n = ?2", err)
	                     : result;
	result = result == 0 ? lines_change(forgetting, "SELECT number, 0, summary FROM run WHERE summary IS NOT NULL",
	                                    "UPDATE run SET summary = ?3 WHERE number = ?1 AND ?2 = 0", err)
	                     : result;
	result = result == 0 ? models_change(forgetting, err) : result;
	result = result == 0 ? contacts_remove(forgetting, err) : result;
	return result == 0 ? persons_remove(forgetting, err) : result;
}

int store_forget(struct store *store, struct forgotten *gone, const char *folder, struct store_forgot *forgot,
                 struct err *err)
{
	struct forgetting forgetting = {
		.store = store, .gone = gone, .folder = folder, .forgot = forgot, .arena = ARENA_INIT
	};
	int result = store_script(store, "PRAGMA secure_delete = ON", "cannot be set up", err);
	*forgot = (struct store_forgot){ 0 };
	result = result == 0 ? store_begin(store, err) : result;
	if (result < 0) {
		return result;
	}
	result = forget_all(&forgetting, err);
	arena_release(&forgetting.arena);
	if (result < 0) {
		store_roll_back(store);
		return result;
	}
	return store_commit(store, err);
}

int store_scrub(struct store *store, struct err *err)
{
	int64_t busy = 0;
	int result = store_script(store, "INSERT INTO mention_words(mention_words) VALUES('optimize')",
	                          "its index cannot be written anew", err);
	result = result == 0 ? store_script(store, "VACUUM", "cannot be written anew", err) : result;
	result = result == 0 ? store_number(store, &busy, err, "PRAGMA wal_checkpoint(TRUNCATE)", "") : result;
	if (result >= 0 && busy != 0) {
		err_set(err, GRIPE_BUSY,
		        "another program looks at the store: what is gone may still stand in the log beside it; again");
		err_at(err, store_path(store), 0, 0);
		return GRIPE_BUSY;
	}
	return result < 0 ? result : 0;
}
