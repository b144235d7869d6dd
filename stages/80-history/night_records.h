/* night_records.h - a run's records into the store: from the files of its run folder. */
#ifndef GRIPE_NIGHT_RECORDS_H
#define GRIPE_NIGHT_RECORDS_H

#include "store.h"

/* night_records - contacts.ndjson, mentions.ndjson and counted.tsv of folder, as gripe-run(1) writes them, under run;
 * and births.ndjson, where there is one. A contact without mentions is kept too, and counts for nothing. GRIPE_DATA
 * with file and line; GRIPE_IO, GRIPE_BUSY. Memory: 16 bytes a contact. */
GRIPE_MUST_USE int night_records(struct store *store, int64_t run, const char *folder, struct err *err);

#endif
