/* trouble_reasons.h - by what a trouble was found: the row of the lexicon, the words that fired the reader. */
#ifndef GRIPE_TROUBLE_REASONS_H
#define GRIPE_TROUBLE_REASONS_H

#include "troubles.h"

enum { REASON_WORDS = 3 }; /* words that fired the reader: the filters behind them reach over four */

struct trouble_reason {
	const struct trouble_row *row;   /* by pattern, both or user: the row; NULL where no row says so any more */
	struct str file;                 /* of the row, within the lexicons; as row, it lives as long as the lexicon */
	bool read;                       /* by reader or both, and the reader can be asked: */
	uint32_t p_milli;                /* what the reader alone says */
	struct span words[REASON_WORDS]; /* bytes of the contact's clean text, what fired most first */
	uint32_t share_milli[REASON_WORDS];
	size_t word_count;
};

/* trouble_reasons_find - reasons[mention->trouble_count] for a mention that was tagged, now or in another run: rows are
 * found again by class and span, so it tells what these lexicons say. */
void trouble_reasons_find(struct troubles *troubles, struct arena *arena, const struct trouble_source *source,
                          const struct mention *mention, struct trouble_reason *reasons);

#endif
