/* chart_pareto.h - how few issues cause how much, as a picture. */
#ifndef GRIPE_CHART_PARETO_H
#define GRIPE_CHART_PARETO_H

#include "view.h"

/* chart_pareto - an SVG of its own: bars by contacts with intervals, the cumulative union share as a line. top: bars at
 * most. alone: a file of its own, with its style inside. */
void chart_pareto(struct buf *out, const struct view *view, size_t top, bool alone);

#endif
