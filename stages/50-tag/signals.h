/* signals.h - from the words of one mention to its signals. */
#ifndef GRIPE_SIGNALS_H
#define GRIPE_SIGNALS_H

#include "record.h"
#include "signal_lexicon.h"

/* signals_find - fills mention->signals (of record, in its arena) from its text; spans are of the contact's clean text.
 * Linear in the text. */
void signals_find(struct record *record, struct mention *mention, const struct signal_lexicon *lexicon,
                  struct tokenizer *tokenizer);

#endif
