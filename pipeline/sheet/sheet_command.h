/* sheet_command.h - `gripe sheet`: a sample of a run for people to read, and what they found. */
#ifndef GRIPE_SHEET_COMMAND_H
#define GRIPE_SHEET_COMMAND_H

#include "option.h"

extern const struct option_spec sheet_options[]; /* ends with a zeroed entry */
int sheet_main(int argc, char **argv, const char *lexicons);

#endif
