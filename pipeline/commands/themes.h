/* themes.h - `gripe themes --cards RUN`: what there is in a run, as cards. */
#ifndef GRIPE_THEMES_H
#define GRIPE_THEMES_H

#include "option.h"

extern const struct option_spec themes_options[]; /* ends with a zeroed entry */
int themes_main(int argc, char **argv, const char *lexicons);

#endif
