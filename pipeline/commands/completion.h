/* completion.h - `gripe completion bash|zsh|fish`: a script by which a shell completes commands, options and their
 * values, made from the descriptors of stages and commands. */
#ifndef GRIPE_COMPLETION_H
#define GRIPE_COMPLETION_H

#include "command_spec.h"

/* completion_print - table: every command, ends with a zeroed entry. Returns the exit status. */
int completion_print(const struct command *table, int argc, char **argv, const char *lexicons);

#endif
