/* store_questions.h - questions to a store: which issues and themes there are, one of them, how it moves, how the store
 * stands. */
#ifndef GRIPE_STORE_QUESTIONS_H
#define GRIPE_STORE_QUESTIONS_H

#include "command_frame.h"

enum { STORE_WAIT = 10, STORE_WAIT_MOST = 3600 }; /* seconds for a store that another program has locked */

/* store_themes - gripe themes --store, with its options --layer, --json and --wait. */
GRIPE_MUST_USE int store_themes(const struct command_call *call, struct err *err);
extern const struct option_spec theme_options[]; /* ends with a zeroed entry */
int theme_main(int argc, char **argv, const char *lexicons);
extern const struct option_spec trend_options[]; /* ends with a zeroed entry */
int trend_main(int argc, char **argv, const char *lexicons);
extern const struct option_spec status_options[]; /* ends with a zeroed entry */
int status_main(int argc, char **argv, const char *lexicons);

#endif
