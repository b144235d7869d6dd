/* store.h - the SQLite file: its schema and the few statements that write to it. Opened and closed here alone. */
#ifndef GRIPE_STORE_H
#define GRIPE_STORE_H

#include "err.h"
#include "str.h"

struct store;

/* store_open - creates the file and its tables when they are not there. GRIPE_BUSY: locked by another for longer than
 * wait_ms; GRIPE_DATA: no SQLite file, or the schema of a later version; GRIPE_IO. */
GRIPE_MUST_USE int store_open(struct store **store, const char *path, int wait_ms, struct err *err);
void store_close(struct store *store);

/* store_begin … store_commit: one run, whole or not at all. store_close without a commit leaves the file as it was.
 * store_begin returns 1 when the run is there already (its id is a hash of all that it says): nothing is to be written.
 */
GRIPE_MUST_USE int store_begin(struct store *store, struct str run, struct str until, struct str headline,
                               struct err *err);
GRIPE_MUST_USE int store_theme(struct store *store, struct str run, struct str json, struct err *err);
GRIPE_MUST_USE int store_commit(struct store *store, struct err *err);

enum { STORE_VERSION = 1 };

#endif
