/* history.h - stage 80-history: keeps each run in a store, one SQLite file, so that tomorrow can be compared with
 * today. */
#ifndef GRIPE_HISTORY_H
#define GRIPE_HISTORY_H

#include "stage.h"

extern const struct stage stage_history;

#endif
