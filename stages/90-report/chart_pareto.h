/* chart_pareto.h - how few issues cause how much, as a picture. */
#ifndef GRIPE_CHART_PARETO_H
#define GRIPE_CHART_PARETO_H

#include "page_parts.h"

/* chart_pareto - an SVG file of its own: the first `top` bars by contacts with their intervals, the cumulative share as
 * a line; the axis fits them. Nothing where there is no issue. */
void chart_pareto(struct buf *out, const struct page *page, size_t top);

#endif
