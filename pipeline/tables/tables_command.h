/* tables_command.h - `gripe tables`: a run as tables for spreadsheets and programs. */
#ifndef GRIPE_TABLES_COMMAND_H
#define GRIPE_TABLES_COMMAND_H

#include "option.h"

extern const struct option_spec tables_options[]; /* ends with a zeroed entry */
int tables_main(int argc, char **argv, const char *lexicons);

#endif
