/* command.h - commands that are not stages: they join stages, or ask questions to what stages wrote. */
#ifndef GRIPE_COMMAND_H
#define GRIPE_COMMAND_H

#include "command_spec.h"
#include "stage_table.h"

extern const struct command command_table[]; /* ends with a zeroed entry */

#endif
