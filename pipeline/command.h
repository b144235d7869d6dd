/* command.h - commands that are not stages: they join stages, or ask questions to what stages wrote. */
#ifndef GRIPE_COMMAND_H
#define GRIPE_COMMAND_H

#include "stage_table.h"

struct command {
	const char *name;
	const char *summary; /* NULL: not listed */
	int (*run)(int argc, char **argv,
	           const char *lexicons); /* argv[0] is the command's name; returns the exit status */
};

extern const struct command command_table[]; /* ends with a zeroed entry */

#endif
