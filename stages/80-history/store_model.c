/* store_model.c - see store_model.h. A model is some megabytes and stands in the store whole, so that one file is all
 * there is to keep. */
#include "store_model.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common_options.h"
#include "hash.h"
#include "infile.h"
#include "option.h"
#include "outfile.h"
#include "store_sql.h"
#include "tsv.h"

enum { FILE_BYTES = 1 << 30, PATH_BYTES = 4200 };

/* Every file of folder, by name: take is given its name and bytes. */
static int each_file(const char *folder, int (*take)(void *to, struct str name, struct str bytes, struct err *err),
                     void *to, struct err *err)
{
	struct dirent **entries = NULL;
	struct buf bytes;
	int n = scandir(folder, &entries, NULL, alphasort), result = 0; /* no setlocale anywhere: byte order */
	if (n < 0) {
		err_errno(err, "cannot be listed");
		err_at(err, folder, 0, 0);
		return GRIPE_IO;
	}
	buf_init(&bytes, FILE_BYTES);
	for (int i = 0; i < n; i++) {
		char path[PATH_BYTES];
		struct infile *file = NULL;
		snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
		if (entries[i]->d_name[0] != '.' && result == 0) {
			result = infile_open(&file, path, err);
			result = result == 0 ? infile_all(file, &bytes, err) : result;
			result = result == 0 ? take(to, str_from(entries[i]->d_name), buf_str(&bytes), err) : result;
			infile_close(file);
			buf_clear(&bytes);
		}
		free(entries[i]);
	}
	free(entries);
	buf_release(&bytes);
	return result;
}

static int hash_file(void *to, struct str name, struct str bytes, struct err *err)
{
	uint64_t *hash = to;
	(void)err;
	*hash = hash_mix(hash_mix(*hash, hash64(name, 0)), hash64(bytes, 1));
	return 0;
}

int store_model_id(struct arena *arena, const char *folder, struct str *id, struct err *err)
{
	uint64_t hash = 0;
	int result = each_file(folder, hash_file, &hash, err);
	*id = arena_printf(arena, "m%016llx", (unsigned long long)hash);
	return result;
}

struct keeping {
	struct store *store;
	int64_t model;
};

static int keep_file(void *to, struct str name, struct str bytes, struct err *err)
{
	const struct keeping *keeping = to;
	sqlite3_stmt *statement;
	int result = store_prepare(keeping->store, "INSERT INTO model_file(model, name, bytes) VALUES(?1, ?2, ?3)",
	                           &statement, err);
	if (result < 0) {
		return result;
	}
	store_bind_whole(statement, 1, keeping->model);
	store_bind(statement, 2, name);
	sqlite3_bind_blob64(statement, 3, bytes.at, bytes.len, SQLITE_TRANSIENT);
	return store_step(keeping->store, statement, err);
}

/* The rows of themes.tsv that are themes, not sub-themes. */
static int keep_themes(const struct keeping *keeping, const char *folder, struct err *err)
{
	enum { ID, PARENT, LABEL, MENTIONS, CELLS };
	char path[PATH_BYTES];
	struct arena arena = ARENA_INIT;
	struct tsv themes;
	int result;
	snprintf(path, sizeof path, "%s/themes.tsv", folder);
	result = tsv_load(&themes, &arena, path, CELLS, err);
	for (size_t i = 0; i < themes.row_count && result == 0; i++) {
		const struct str *cells = themes.rows[i].cells;
		int64_t mentions = 0;
		double number;
		if (cells[PARENT].len > 0) {
			continue;
		}
		mentions = number_parse(cells[MENTIONS], &number) ? (int64_t)number : 0;
		result = store_do(keeping->store, err,
		                  "INSERT INTO model_theme(model, theme, label, mentions) VALUES(?1, ?2, ?3, ?4)",
		                  "itti", keeping->model, cells[ID], cells[LABEL], mentions);
	}
	arena_release(&arena);
	return result == 0 ? store_do(keeping->store, err,
	                              "UPDATE model SET mentions = (SELECT coalesce(sum(mentions), 0) FROM model_theme"
	                              " WHERE model = ?1) WHERE number = ?1",
	                              "i", keeping->model)
	                   : result;
}

/* The rows of descent.tsv, where the model was learnt from another. */
static int keep_descent(const struct keeping *keeping, const char *folder, struct err *err)
{
	enum { WHAT, FORMER, THEME, SHARE, CELLS };
	char path[PATH_BYTES];
	struct arena arena = ARENA_INIT;
	struct tsv rows = { 0 };
	int result = 0;
	snprintf(path, sizeof path, "%s/descent.tsv", folder);
	if (access(path, F_OK) == 0) {
		result = tsv_load(&rows, &arena, path, CELLS, err);
	}
	for (size_t i = 0; i < rows.row_count && result == 0; i++) {
		const struct str *cells = rows.rows[i].cells;
		int64_t share = 0;
		if (!integer_parse(cells[SHARE], &share)) {
			err_set(err, GRIPE_DATA, "a share is no whole number");
			err_at(err, path, rows.rows[i].line, 0);
			result = GRIPE_DATA;
		}
		result = result < 0
		             ? result
		             : store_do(keeping->store, err,
		                        "INSERT INTO descent(model, what, former, theme, share)"
		                        " VALUES(?1, ?2, nullif(?3, ''), nullif(?4, ''), ?5)",
		                        "ittti", keeping->model, cells[WHAT], cells[FORMER], cells[THEME], share);
	}
	arena_release(&arena);
	return result;
}

int store_model_add(struct store *store, const char *folder, struct str id, struct str parent, struct err *err)
{
	struct keeping keeping = { .store = store };
	int64_t parent_number = 0;
	int result = store_number(store, &keeping.model, err, "SELECT number FROM model WHERE id = ?1", "t", id);
	if (result != 0) {
		return result < 0 ? result : 0;
	}
	result = store_number(store, &parent_number, err, "SELECT number FROM model WHERE id = ?1", "t", parent);
	result =
	    result < 0
	        ? result
	        : store_do(
	              store, err,
	              "INSERT INTO model(id, parent, lang, version, mentions) VALUES(?1, nullif(?2, 0), '', ?3, 0)",
	              "tit", id, parent_number, STR(GRIPE_VERSION));
	keeping.model = store_last(store);
	result = result == 0 ? each_file(folder, keep_file, &keeping, err) : result;
	result = result == 0 ? keep_themes(&keeping, folder, err) : result;
	return result == 0 ? keep_descent(&keeping, folder, err) : result;
}

int store_model_current(struct store *store, struct arena *arena, struct str *id, struct err *err)
{
	sqlite3_stmt *statement;
	int result = store_prepare(
	    store,
	    "SELECT id FROM model WHERE mentions > 0 AND EXISTS (SELECT 1 FROM model_file WHERE model = number)"
	    " ORDER BY number DESC LIMIT 1",
	    &statement, err);
	*id = STR_EMPTY;
	result = result == 0 ? store_step(store, statement, err) : result;
	if (result == 1) {
		*id = arena_dup(arena, store_text(statement, 0));
		sqlite3_reset(statement);
		result = 0;
	}
	return result;
}

int store_model_write(struct store *store, struct str id, const char *folder, struct err *err)
{
	sqlite3_stmt *statement;
	int files = 0, result = store_prepare(store,
	                                      "SELECT name, bytes FROM model_file JOIN model ON model.number = model"
	                                      " WHERE id = ?1 ORDER BY name",
	                                      &statement, err);
	if (result < 0) {
		return result;
	}
	if (mkdir(folder, S_IRWXU) != 0 && errno != EEXIST) {
		err_errno(err, "cannot be made");
		err_at(err, folder, 0, 0);
		return GRIPE_IO;
	}
	store_bind(statement, 1, id);
	while ((result = store_step(store, statement, err)) == 1) {
		char path[PATH_BYTES];
		struct str bytes = { sqlite3_column_blob(statement, 1), (size_t)sqlite3_column_bytes(statement, 1) };
		snprintf(path, sizeof path, "%s/%s", folder, (const char *)sqlite3_column_text(statement, 0));
		result = outfile_save(path, bytes, err);
		if (result < 0) {
			sqlite3_reset(statement);
			return result;
		}
		files++;
	}
	return result == 0 && files == 0
	           ? err_set(err, GRIPE_DATA, "the model %.*s is no longer in the store", STR_ARGS(id))
	           : result;
}
