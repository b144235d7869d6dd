/* ledger_command.h - `gripe ledger check|apply|suggest`: what people decided, held against a run. */
#ifndef GRIPE_LEDGER_COMMAND_H
#define GRIPE_LEDGER_COMMAND_H

#include "option.h"

extern const struct option_spec ledger_options[]; /* ends with a zeroed entry */
int ledger_main(int argc, char **argv, const char *lexicons);

#endif
