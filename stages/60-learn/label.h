/* label.h - names of themes that a stranger understands, terms, and quotes (rule 11). */
#ifndef GRIPE_LABEL_H
#define GRIPE_LABEL_H

#include "arena.h"
#include "err.h"
#include "label_input.h"

/* labels_make - themes[theme_count] and subs[sub_count], strings in arena. Labels are distinct among themes, and among
 * the subs of one theme. */
GRIPE_MUST_USE int labels_make(const struct label_input *input, struct arena *arena, struct label_result *themes,
                               struct label_result *subs, struct err *err);

#endif
