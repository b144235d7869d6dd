/* looker.h - a serial stage of a run that lets records pass as they are: it only looks at them (alerts, learning) or
 * sums them up (ranking, the report). What it emits is counted, written to its file of the run folder, and kept when it
 * is themes. */
#ifndef GRIPE_LOOKER_H
#define GRIPE_LOOKER_H

#include "batch.h"
#include "outfile.h"

/* Where the lookers of a run leave what they make. */
struct looker_place {
	const char *folder;      /* the run folder */
	struct arena *arena;     /* as long as the run */
	struct buf *page;        /* text that the last stage emits */
	struct batch_list *made; /* theme records */
};

struct looker {
	const struct looker_place *place;
	struct link *link;      /* NULL: not open */
	struct outfile *file;   /* alerts.ndjson or themes.ndjson; NULL: none */
	struct outfile *issues; /* of what is ranked: the lines of issues have a file of their own */
	struct buf line;
	struct batcher batcher;
};

/* step_batch - each record of the batch through a stage that has one state. */
GRIPE_MUST_USE int step_batch(struct link *link, struct batch *batch, const struct emit *emit, struct err *err);

/* looker_open - opens the stage and its files. After a failure looker_close must follow too. */
GRIPE_MUST_USE int looker_open(struct looker *looker, struct link *link, const struct looker_place *place,
                               struct err *err);
GRIPE_MUST_USE int looker_see(struct looker *looker, struct batch *batch, struct err *err);
/* looker_close - result 0: the stage's end, and its files are put in place; else they are removed. Returns the first
 * failure. Does nothing to one that is not open. */
GRIPE_MUST_USE int looker_close(struct looker *looker, int result, struct err *err);

#endif
