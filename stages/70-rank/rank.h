/* rank.h - the whole of one ranking: what was asked, what was counted, and what each method made of it. Read only for the writers. */
#ifndef GRIPE_RANK_H
#define GRIPE_RANK_H

#include "bootstrap.h"
#include "cross.h"
#include "pareto.h"
#include "rank_labels.h"
#include "rank_quote.h"
#include "stage.h"
#include "tally.h"

enum rank_by { BY_CONTACTS, BY_PEOPLE, BY_COST, BY_CHURN, BY_SCORE, BY_EFFORT };

struct rank_asked { /* options */
	int by;           /* enum rank_by */
	uint64_t min;     /* contacts; below it a theme has "too few" */
	uint64_t min_people; /* a cell of a segment with fewer people is not shown */
	uint64_t seed;
	char **segments;  /* NULL: every attribute with few values */
	bool partial, merge;
};

struct ranking {
	struct rank_asked asked;
	struct tally tally;
	struct quote_pool quotes;
	struct labels labels;
	uint32_t *leaf_self; /* leaf_self[i] = i: the leaf grain's leaf_item */
	struct grain themes, leaves;
	struct bootstrap theme_boot, leaf_boot;
	struct cross cross;
	int64_t now;         /* seconds; --now or the newest time seen; TIME_NONE when there is none */
};

enum { HEADLINE_ITEMS = 5 }; /* "the 5 largest": as many as fit on one page and one meeting */

/* theme_line - one theme as a JSON object. item: index of the theme. */
void theme_line(struct buf *out, const struct ranking *ranking, uint32_t item);
/* reason_line - contacts without a theme, by the first reason in the order of reason_names. */
void reason_line(struct buf *out, const struct ranking *ranking, enum unassigned_reason reason);
/* summary_text - the summary file; headline_text - its sentence. */
void summary_text(struct buf *out, const struct ranking *ranking);
void headline_text(struct buf *out, const struct ranking *ranking);
/* unassigned_contacts - contacts (weighed) without any theme, by their first reason. */
void unassigned_contacts(const struct ranking *ranking, uint64_t *counts);

#endif
