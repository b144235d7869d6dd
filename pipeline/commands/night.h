/* night.h - gripe run --store: a run as one night of many. The first night learns its model, later ones assign by the
 * one that the store has; what they are compared with comes from the store. */
#ifndef GRIPE_NIGHT_H
#define GRIPE_NIGHT_H

#include "fused.h"

struct night {              /* zeroed: no store is given */
	const char *store;  /* its path; NULL: none */
	bool relearn;       /* asked for */
	int wait_ms;        /* for a store that another program has locked */
	struct str model;   /* id of the model that the store has; empty: none yet, or another was given */
	struct str parent;  /* of what is learnt now: id of the model it starts from; empty: none */
	char anchor[4200];  /* folder with the model that learning starts from; "": none */
	bool anchored;      /* it was made, and goes with night_release */
	struct arena arena; /* what the strings above live in */
};

/* night_shape - what the store makes of a plan whose options are all in it, before plan_paths: with a model in the
 * store the plan does not learn, unless relearn is set or its file names the stage; without one it does. The store's
 * model is written to FOLDER/model, or to where learning starts from. Nothing without option --store of stage history.
 * GRIPE_BUSY, GRIPE_DATA, GRIPE_IO. */
struct night_asked {
	bool relearn, plan_given, model_given;
	const char *folder;    /* run folder, or "$out" of a script: then the store is asked and nothing is written */
	const char *temporary; /* folder for temporary files; NULL in a script */
};
GRIPE_MUST_USE int night_shape(struct night *night, struct plan *plan, const struct night_asked *asked,
                               struct err *err);
/* night_settings - after plan_paths: tells stage history what settings the run has: a digest of plan, word lists and
 * ledger. */
GRIPE_MUST_USE int night_settings(struct fused *f, struct err *err);
/* night_past - before ranking, with contacts.ndjson in the folder: writes past.tsv. */
GRIPE_MUST_USE int night_past(const struct night *night, const struct fused *f, struct err *err);
void night_release(struct night *night);

#endif
