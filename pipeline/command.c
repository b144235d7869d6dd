/* command.c - see command.h. */
#include "command.h"

const struct command command_table[] = {
	{ NULL, NULL, NULL },
};
