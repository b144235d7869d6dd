/* command_spec.h - what the table of commands says of each. */
#ifndef GRIPE_COMMAND_SPEC_H
#define GRIPE_COMMAND_SPEC_H

#include <stdbool.h>

#include "option.h"

struct command {
	const char *name;
	const char *summary; /* NULL: not listed */
	int (*run)(int argc, char **argv,
	           const char *lexicons);  /* argv[0] is the command's name; returns the exit status */
	const struct option_spec *options; /* its own, without the common ones; ends with a zeroed entry; or NULL */
	bool takes_stages;                 /* options of every stage are taken too */
};

#endif
