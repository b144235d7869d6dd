/* history_command.h - gripe history: the stage, and questions to its store and care of it: list, show, diff, check,
 * vacuum, export, prune; model, past and restate, which a script of gripe plan calls. */
#ifndef GRIPE_HISTORY_COMMAND_H
#define GRIPE_HISTORY_COMMAND_H

#include "store_call.h"

extern const struct option_spec history_options[]; /* ends with a zeroed entry */
int history_main(int argc, char **argv, const char *lexicons);

/* What each word does; store_call.h says what it is given. history_check returns GRIPE_FOUND when the store is not
 * sound. */
int history_diff(struct store_call *call, struct err *err);
int history_check(struct store_call *call, struct err *err);
int history_export(struct store_call *call, struct err *err);
int history_prune(struct store_call *call, struct err *err);

#endif
