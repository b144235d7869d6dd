/* learn.h - themes from a sample of mentions: the chain of rules 3 to 8 as one call; the stage collects, this learns.
 * The steps stand in files of their own: theme_sample, theme_lsa, theme_knn, theme_louvain, theme_linkage,
 * theme_outside, theme_match, label. */
#ifndef GRIPE_LEARN_H
#define GRIPE_LEARN_H

#include <stdint.h>

#include "err.h"
#include "str.h"
#include "theme_model.h"

struct learn_options {
	double context; /* share of the contact in a mention's vector: .3, or 1 with --one-topic */
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

struct theme_sample;

/* learn_themes - learns from the sample and writes the model folder. story: what happened, in sentences for stderr
 * (caller releases). */
struct buf;
GRIPE_MUST_USE int learn_themes(struct theme_sample *sample, const struct learn_options *options, const char *folder,
                                struct buf *story, struct err *err);

#endif
