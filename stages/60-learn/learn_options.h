/* learn_options.h - what learning is asked to do. */
#ifndef GRIPE_LEARN_OPTIONS_H
#define GRIPE_LEARN_OPTIONS_H

#include <stdint.h>

#include "theme_model.h"

struct learn_options {
	double context; /* share of the contact in a mention's vector: .3, or 1 with --one-topic */
	struct theme_grain grain;
	size_t themes; /* exact number wanted, 0: automatic */
	size_t sample; /* most distinct mentions that learn */
	int threads;
	uint64_t seed;
	const char *lexicons;
	const struct theme_model *from; /* relearn with this as the anchor, or NULL */
	const char *pins;               /* ledger with rows "pin <tab> LABEL <tab> phrase", or NULL */
};

#endif
