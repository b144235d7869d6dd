/* store_model.h - models in the store: their files, their themes, and whose child each is. */
#ifndef GRIPE_STORE_MODEL_H
#define GRIPE_STORE_MODEL_H

#include "arena.h"
#include "store.h"

/* store_model_id - the name of the model in folder, "m" and 16 hexadecimal digits of a hash of its files. */
GRIPE_MUST_USE int store_model_id(struct arena *arena, const char *folder, struct str *id, struct err *err);
/* store_model_add - keeps the model in folder under its id when it is not there; parent: id of the model that it was
 * learnt from, or empty. Within a transaction. GRIPE_DATA: themes.tsv of it cannot be read. */
GRIPE_MUST_USE int store_model_add(struct store *store, const char *folder, struct str id, struct str parent,
                                   struct err *err);
/* store_model_current - id of the newest model that has themes and whose files are there, in arena; empty: there
 * is none. */
GRIPE_MUST_USE int store_model_current(struct store *store, struct arena *arena, struct str *id, struct err *err);
/* store_model_write - its files into folder, which is made. GRIPE_DATA: they are no longer kept. */
GRIPE_MUST_USE int store_model_write(struct store *store, struct str id, const char *folder, struct err *err);

#endif
