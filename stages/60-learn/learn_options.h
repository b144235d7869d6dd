/* learn_options.h - what learning is asked to do. */
#ifndef GRIPE_LEARN_OPTIONS_H
#define GRIPE_LEARN_OPTIONS_H

#include <stdint.h>

#include "theme_model.h"

/* Whether a contact tells one story: then a mention's vector holds the whole of it. */
enum learn_stories { LEARN_STORIES_BY_DATA, LEARN_STORIES_ALWAYS, LEARN_STORIES_NEVER };

struct learn_options {
	enum learn_stories stories;
	struct theme_grain grain;
	size_t themes; /* exact number wanted, 0: automatic */
	size_t sample; /* most distinct mentions that learn */
	int threads;
	uint64_t seed;
	const char *lexicons;
	const struct theme_model *from;   /* relearn with this as the anchor, or NULL */
	const struct theme_extra *extras; /* [extra_count] files that the folder gets beside its own */
	size_t extra_count;
	const char *pins; /* ledger with rows "pin <tab> LABEL <tab> phrase", or NULL */
};

#endif
