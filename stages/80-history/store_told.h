/* store_told.h - who was written to, about what: so that nobody is listed twice. */
#ifndef GRIPE_STORE_TOLD_H
#define GRIPE_STORE_TOLD_H

#include <stdbool.h>
#include <stdint.h>

#include "store.h"

/* store_is_told - *told: the person (pseudonym) was told about this. */
GRIPE_MUST_USE int store_is_told(struct store *store, struct str person, struct str about, bool *told, struct err *err);
/* store_tell - remembers that; day: since 1970-01-01. The first day stays. Within store_begin … store_commit. */
GRIPE_MUST_USE int store_tell(struct store *store, struct str person, struct str about, int64_t day, struct err *err);

#endif
