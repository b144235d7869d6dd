/* kinds.h - the one kind of a mention, where the reader has read it: it is right more often than the lists of kind.tsv
 * (tests/quality/tags.md), which stay for languages without a reader and give the words that show it. */
#ifndef GRIPE_KINDS_H
#define GRIPE_KINDS_H

#include "ontology.h"
#include "record.h"

/* kind_settle - sets the value and weight of the mention's signal of kind (there is one, of the lists, or none: then
 * nothing is done) by its troubles. Where both say the same, the lists' evidence stays; else that of the trouble. */
void kind_settle(struct mention *mention, const struct ontology *ontology);

#endif
