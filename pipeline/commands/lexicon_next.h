/* lexicon_next.h - `gripe lexicon check` of next_step.tsv, the sentences on what to do next. */
#ifndef GRIPE_LEXICON_NEXT_H
#define GRIPE_LEXICON_NEXT_H

#include "lexicon_findings.h"
#include "lexicon_lists.h"

/* lexicon_next_check - rows of FOLDER/next_step.tsv that break the format, are for a class that is not known, or are
 * never reached; nothing where the folder has no such file. GRIPE_IO, GRIPE_DATA: the classes of trouble cannot be
 * read. */
GRIPE_MUST_USE int lexicon_next_check(struct findings *findings, const struct lexicon_folders *folders,
                                      struct err *err);

#endif
