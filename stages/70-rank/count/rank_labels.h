/* rank_labels.h - what issues, themes and sub-themes are called, from the model's issues.tsv and themes.tsv; and how
 * learning again moves the issues. */
#ifndef GRIPE_RANK_LABELS_H
#define GRIPE_RANK_LABELS_H

#include "ledger.h"
#include "method_spread.h"
#include "tsv.h"

struct label {
	struct str text;   /* the id where the model has no label */
	struct str terms;  /* as in the table: separated by ", " or "; " */
	struct str table;  /* of an issue: pain, request, howto or praise; else empty */
	int64_t came_back; /* of an issue: resamples that found it too; -1: the model does not say */
};
struct labels {
	struct arena arena;
	struct intern ids;
	struct label *list; /* list[ids.count] */
	struct method method;
	struct str lang;             /* that labels are in; empty: the model does not say */
	struct tsv things;           /* rows of issue_things.tsv: id, name, … */
	const struct ledger *ledger; /* what it calls an id comes first; NULL: none is given */
};

void labels_init(struct labels *labels);
void labels_release(struct labels *labels);
/* labels_load - DIR/themes.tsv. A first row that begins with "id" names the columns; else they are id, parent, label,
 * size, share, terms. */
GRIPE_MUST_USE int labels_load(struct labels *labels, const char *folder, struct err *err);
/* labels_issues - DIR/issues.tsv (id, table, label, contacts, came back) and what DIR/issue_resamples.tsv says of the
 * method, names of things from DIR/issue_things.tsv; 0 too when the model has none. GRIPE_DATA with file and line. */
GRIPE_MUST_USE int labels_issues(struct labels *labels, const char *folder, struct err *err);
/* thing_name - what a thing is called; its id where the model does not know it. */
struct str thing_name(const struct labels *labels, struct str thing);
/* subjects_add - the names of what is said in so much of the corpus that it tells nothing apart ("app"), each behind a
 * space. */
void subjects_add(struct buf *out, const struct labels *labels);
/* label_learnt - what the model calls it, whatever the ledger does; empty where it does not know it. */
struct str label_learnt(const struct labels *labels, struct str id);
/* label_of - what it is called: by the ledger, else by the model, else its id. */
struct label label_of(const struct labels *labels, struct str id);

#endif
