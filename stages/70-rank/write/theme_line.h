/* theme_line.h - the lines that rank writes: a theme, or the contacts without one for one reason. */
#ifndef GRIPE_THEME_LINE_H
#define GRIPE_THEME_LINE_H

#include "ranking.h"

/* theme_line - one theme as a JSON object. item: index of the theme. */
void theme_line(struct buf *out, const struct ranking *ranking, uint32_t item);
/* reason_line - contacts without a theme, by the first reason in the order of reason_names. */
void reason_line(struct buf *out, const struct ranking *ranking, enum unassigned_reason reason);

#endif
