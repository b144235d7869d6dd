/* ledger_labels.h - what a run calls its issues and topics, from its own tables: a run that was made with a model from
 * elsewhere has none in its folder. */
#ifndef GRIPE_LEDGER_LABELS_H
#define GRIPE_LEDGER_LABELS_H

#include "rank_labels.h"

/* ledger_labels - adds ids, labels and tables of RUN/issues.ndjson and RUN/themes.ndjson, where these are. labels: from
 * labels_init. GRIPE_DATA with file and line: a line that is no object. */
GRIPE_MUST_USE int ledger_labels(struct labels *labels, const char *run, struct err *err);

#endif
