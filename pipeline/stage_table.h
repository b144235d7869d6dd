/* stage_table.h - every stage in the order of the flow; the only list of them. A lint compares it with `ls stages/` and
 * the manual pages. */
#ifndef GRIPE_STAGE_TABLE_H
#define GRIPE_STAGE_TABLE_H

#include "stage.h"

enum { STAGE_COUNT = 13 };
extern const struct stage *const stage_table[STAGE_COUNT];

/* stage_find - by name, or NULL. */
const struct stage *stage_find(const char *name);

#endif
