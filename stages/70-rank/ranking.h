/* ranking.h - the whole of one ranking: what was asked, what was counted, and what each method made of it. Read only
 * for the writers. */
#ifndef GRIPE_RANKING_H
#define GRIPE_RANKING_H

#include "action_effect.h"
#include "anomaly.h"
#include "bootstrap.h"
#include "contrast.h"
#include "costing.h"
#include "cross.h"
#include "day_series.h"
#include "decisions.h"
#include "drivers.h"
#include "families.h"
#include "if_fixed.h"
#include "issue_topics.h"
#include "outside_topics.h"
#include "pareto.h"
#include "rank_labels.h"
#include "rank_quote.h"
#include "stage.h"
#include "tally.h"
#include "trend.h"

enum rank_by { BY_CONTACTS, BY_PEOPLE, BY_COST, BY_CHURN, BY_SCORE, BY_EFFORT };
extern const char *const rank_by_names[];

struct rank_asked {          /* options */
	int by;              /* enum rank_by */
	uint64_t min;        /* people; below it an issue or theme has "too few" */
	uint64_t min_people; /* a cell of a segment with fewer people is not shown */
	uint64_t seed;
	int period_days; /* 0: by the length of the data */
};

struct ranking {
	struct rank_asked asked;
	struct tally tally;
	struct quote_pool quotes;
	struct labels labels;
	const struct decisions *decisions; /* the tables that people edit are read once, for both layers */
	const struct cost_table *costs;
	const struct past *past; /* what earlier nights counted, for whatever is about time; NULL: not given */
	int64_t now;             /* seconds; --now or the newest time seen; TIME_NONE when there is none */
	bool now_given;
	uint64_t dates_apart;              /* contacts (weighed) dated so far behind all others that it is no date */
	uint64_t busiest;                  /* contacts (weighed) of the person who wrote most */
	uint64_t unassigned[REASON_COUNT]; /* contacts (weighed) without any theme, by their first reason */
	uint32_t *leaf_self;               /* leaf_self[leaf]: the leaf grain's leaf_item: itself, or its issue */
	struct grain themes, leaves;
	struct bootstrap theme_boot, leaf_boot;
	struct cross cross;
	struct costing costing;
	struct day_series series;
	struct trends trends;
	struct drivers *drivers; /* drivers[driver_count], the scale with most answers first */
	size_t driver_count;
	uint64_t scores_outside; /* contacts (weighed) with an answer that its scale does not have */
	struct anomalies anomalies;
	struct contrasts channels, segments;
	struct families families;      /* of the layer of issues; else empty */
	struct issue_topics topics;    /* likewise, after ranking_join: what is inside of each issue */
	struct outside_topics outside; /* likewise: what is in no issue */
	struct if_fixed *fixed;        /* fixed[themes.ranked] */
	struct action_effect *effects; /* effects[rows of the ledger]; of the actions on what is here */
};

enum { HEADLINE_ITEMS = 5 }; /* "the 5 largest": as many as fit on one page and one meeting */

/* ranking_make - everything from the tally on. Ends the adding. */
void ranking_make(struct ranking *ranking);
/* ranking_join - after both: what one layer says of the other, into issues. */
void ranking_join(struct ranking *issues, const struct ranking *themes);
void ranking_release(struct ranking *ranking);

/* theme_journey - the ledger's journey step of a theme, else the one most of its contacts speak of; may be empty. */
struct str theme_journey(const struct ranking *ranking, uint32_t item);

/* share_of - part of whole; 0 of nothing. */
static inline double share_of(uint64_t part, uint64_t whole)
{
	return whole == 0 ? 0 : (double)part / (double)whole;
}

#endif
