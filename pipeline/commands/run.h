/* run.h - the commands that join stages: `gripe run` and `gripe plan`. */
#ifndef GRIPE_RUN_H
#define GRIPE_RUN_H

#include "option.h"

extern const struct option_spec run_options[]; /* ends with a zeroed entry */
int run_main(int argc, char **argv, const char *lexicons);
extern const struct option_spec plan_options[]; /* ends with a zeroed entry */
int plan_main(int argc, char **argv, const char *lexicons);

#endif
