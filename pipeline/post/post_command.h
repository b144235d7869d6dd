/* post_command.h - `gripe post`: the article of a fortnight, if it passes its gate. */
#ifndef GRIPE_POST_COMMAND_H
#define GRIPE_POST_COMMAND_H

#include "option.h"

extern const struct option_spec post_options[]; /* ends with a zeroed entry */
int post_main(int argc, char **argv, const char *lexicons);

#endif
