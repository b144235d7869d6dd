/* headline.h - how few issues are named in how much of the pain, in one sentence that names them. */
#ifndef GRIPE_HEADLINE_H
#define GRIPE_HEADLINE_H

#include "ranking.h"

/* headline_leads - the layer that the headline counts: issues, or topics where issues hold less than a tenth of the
 * contacts with a problem (or nothing was tagged). */
const struct ranking *headline_leads(const struct ranking *issues, const struct ranking *themes);
/* headline_text - without a line feed. */
void headline_text(struct buf *out, const struct ranking *issues, const struct ranking *themes);

#endif
