/* costing.h - what a theme costs: handling its contacts, and the people who may leave over it; from costs.tsv. */
#ifndef GRIPE_COSTING_H
#define GRIPE_COSTING_H

#include "tally.h"
#include "tsv.h"

/* costs.tsv, a row a fact, "*" is any other:
 *   currency  EUR
 *   handling  CHANNEL  COST       of one contact
 *   value     *        VALUE      of a customer without an attribute "value" (or one whose name ends in "_value")
 *   churn     SIGNAL   ODDS       that a customer with that signal leaves: 0 … 1; SIGNAL: value ("churn") or
 * family:value ("risk:churn") In short, with two cells: CHANNEL COST, FAMILY:VALUE ODDS, value VALUE, currency EUR. */
struct cost_rule {
	struct str what, name;
	double amount;
};
struct cost_table {
	struct arena arena;
	struct str currency; /* empty without a file: then no money is shown */
	struct cost_rule *rules;
	size_t count;
};
/* costs_load - GRIPE_DATA: an unknown first cell, an amount that is no number or out of range, with the line. */
GRIPE_MUST_USE int costs_load(struct cost_table *table, const char *path, struct err *err);
void costs_release(struct cost_table *table);

struct theme_cost {                        /* money in cents */
	int64_t handling;                  /* of all its contacts */
	uint64_t at_risk;                  /* people with a signal of leaving in its mentions */
	int64_t churn;                     /* sum over them of odds x value */
	int64_t gone_handling, gone_churn; /* of contacts that name no other theme in pain, and people at risk over no
	                                      other: what would go away with it */
};
struct costing {
	bool money;
	struct theme_cost *themes; /* themes[theme_count + 1]; the last: all contacts */
	uint64_t *unpriced;        /* unpriced[channels]: contacts (weighed) of a channel that has no price */
};
/* costing_make - pain[theme]: counts as pain. Sums of integers; people once each, at the worst odds and the largest
 * value known of them. */
void costing_make(struct costing *costing, const struct tally *tally, const struct cost_table *table, const bool *pain);
void costing_release(struct costing *costing);

#endif
