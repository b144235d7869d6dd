/* store.h - the SQLite file that keeps runs: opened, migrated, locked and closed here alone. What its tables mean
 * stands in store_schema.h, how one asks it in store_sql.h, how a night is written in store_night.h.
 *
 * WAL, one writer at a time, foreign keys on, text in UTF-8; FTS5 through the tokenizer of store_words.h. */
#ifndef GRIPE_STORE_H
#define GRIPE_STORE_H

#include "err.h"
#include "str.h"

struct store;

/* store_open - creates the file and its tables when they are not there; migrates an older schema. store_look - the same
 * of a file that must be there already (GRIPE_USAGE: it is not), for questions. wait_ms: how long one that another
 * program has locked is waited for. GRIPE_BUSY: for longer; GRIPE_DATA: no SQLite file, or the schema of a later
 * version; GRIPE_IO. *store is set also on failure: store_close frees it. */
GRIPE_MUST_USE int store_open(struct store **store, const char *path, int wait_ms, struct err *err);
GRIPE_MUST_USE int store_look(struct store **store, const char *path, int wait_ms, struct err *err);
/* store_close - without a commit the file is as it was before store_begin. NULL allowed. */
void store_close(struct store *store);

/* store_begin … store_commit: whole or not at all; store_begin takes the one lock for writing. store_roll_back takes
 * back what was not committed; harmless outside of a transaction. */
GRIPE_MUST_USE int store_begin(struct store *store, struct err *err);
GRIPE_MUST_USE int store_commit(struct store *store, struct err *err);
void store_roll_back(struct store *store);
const char *store_path(const struct store *store);

#endif
