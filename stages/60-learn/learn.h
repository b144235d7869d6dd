/* learn.h - themes from a sample of mentions: the chain of rules 3 to 8 as one call; the stage collects, this learns.
 * The steps stand in files of their own: theme_sample, theme_lsa, theme_knn, theme_louvain, theme_linkage,
 * theme_outside, theme_match, label. */
#ifndef GRIPE_LEARN_H
#define GRIPE_LEARN_H

#include "buf.h"
#include "err.h"
#include "learn_options.h"

struct theme_sample;

/* learn_themes - learns from the sample and writes the model folder. story: what happened, in sentences for stderr
 * (caller releases). */
GRIPE_MUST_USE int learn_themes(struct theme_sample *sample, const struct learn_options *options, const char *folder,
                                struct buf *story, struct err *err);

#endif
