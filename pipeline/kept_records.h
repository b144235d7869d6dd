/* kept_records.h - contacts.ndjson and mentions.ndjson of a run folder, written batch by batch as the records are done.
 */
#ifndef GRIPE_KEPT_RECORDS_H
#define GRIPE_KEPT_RECORDS_H

#include "batch.h"
#include "outfile.h"

struct kept_records {
	struct outfile *contacts, *mentions; /* NULL: not open */
	struct buf text;
};

GRIPE_MUST_USE int kept_records_open(struct kept_records *kept, const char *folder, struct err *err);
GRIPE_MUST_USE int kept_records_write(struct kept_records *kept, const struct batch *batch, struct err *err);
/* kept_records_close - result 0: both files are put in place; else they are removed. Returns the first failure. */
GRIPE_MUST_USE int kept_records_close(struct kept_records *kept, int result, struct err *err);

#endif
