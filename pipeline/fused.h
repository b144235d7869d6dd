/* fused.h - a plan in one process: records pass in memory, in batches, over threads; no JSON is made in between. */
#ifndef GRIPE_FUSED_H
#define GRIPE_FUSED_H

#include "batch.h"
#include "inputs.h"
#include "plan.h"
#include "rejects.h"

struct fused {
	struct plan *plan;
	char *const *paths; /* inputs of the first stage */
	size_t path_count;
	const char *folder;      /* run folder being filled; exists */
	bool keep_records;       /* also contacts.ndjson and mentions.ndjson */
	struct stage_run common; /* threads, now, seed, verbose, lexicons */
	size_t memory;           /* bytes of records that wait in memory between passes, for each pass */
	double max_rejects;
	bool rejects_raw;
	bool may_be_empty; /* an input without a record is a run without contacts; else it is an error */
	/* Called before the first stage that makes themes, with the records in the folder; may be NULL. */
	int (*before_ranking)(void *to, const struct fused *fused, struct err *err);
	void *to;
	/* results */
	struct book books[PLAN_STAGES]; /* one a line of the plan */
	struct buf page;                /* what the last stage wrote as text */
	struct buf said;                /* lines for people */
	struct buf urgent;              /* lines for people that -q does not silence */
	struct rejects rejects;
	struct inputs inputs; /* what was read, with digests */
	struct flow *flow;    /* its inside; between fused_run and fused_close */
};

/* fused_run - executes the plan. Files of the run folder: those of gripe-run(1); manifest.json is the caller's. */
GRIPE_MUST_USE int fused_run(struct fused *fused, struct err *err);
/* fused_keep - after a run that succeeded, when its folder is in place: what stages wrote outside of it (a store)
 * stands from now on. */
GRIPE_MUST_USE int fused_keep(struct fused *fused, struct err *err);
/* fused_close - frees what fused_run made, but the results above; what was not kept outside is taken back. */
void fused_close(struct fused *fused);

#endif
