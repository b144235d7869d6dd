/* rank_summary.h - what is said of all contacts together. */
#ifndef GRIPE_RANK_SUMMARY_H
#define GRIPE_RANK_SUMMARY_H

#include "ranking.h"

/* summary_text - the summary file: one JSON object and a line feed. */
void summary_text(struct buf *out, const struct ranking *ranking);

#endif
