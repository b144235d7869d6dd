/* headline.h - how few issues cause how much of the pain, in one sentence. */
#ifndef GRIPE_HEADLINE_H
#define GRIPE_HEADLINE_H

#include "ranking.h"

/* headline_text - without a line feed. */
void headline_text(struct buf *out, const struct ranking *ranking);

#endif
