/* lexicon_mentions.h - mentions that a lexicon is tried on: of run folders, and of files as split, stem, tag or assign
 * write them. */
#ifndef GRIPE_LEXICON_MENTIONS_H
#define GRIPE_LEXICON_MENTIONS_H

#include "record.h"

struct lexicon_reading {
	char *const *paths; /* folders of runs (their mentions.ndjson), files, or "-" */
	size_t path_count;
	/* take - one contact with all of its mentions; it lives until take returns. */
	int (*take)(void *to, struct record *record, struct err *err);
	void *to;
};
/* lexicon_mentions_read - GRIPE_IO; GRIPE_DATA with file and line; what take returns. A contact's mentions are
 * neighbouring lines. */
GRIPE_MUST_USE int lexicon_mentions_read(const struct lexicon_reading *reading, struct err *err);

#endif
