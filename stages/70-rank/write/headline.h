/* headline.h - how few issues are named in how much of the pain, in one sentence that names them. */
#ifndef GRIPE_HEADLINE_H
#define GRIPE_HEADLINE_H

#include "ranking.h"

/* headline_leads - the layer that the headline counts: issues, or topics where issues hold less than a tenth of the
 * contacts with a problem (or nothing was tagged). */
const struct ranking *headline_leads(const struct ranking *issues, const struct ranking *themes);
/* headline_figure - what the sentence prints: the first k, what they hold, and its interval. */
struct headline_figure {
	size_t k;
	uint64_t covered, total;
	double share;
	struct range range; /* by sampling, and by learning again where the model says how that moves it */
	bool too_few;       /* people, for an interval */
};
struct headline_figure headline_figure(const struct ranking *leads);
/* headline_text - without a line feed. */
void headline_text(struct buf *out, const struct ranking *issues, const struct ranking *themes);

#endif
