/* issue_topics.h - what is inside an issue: the topics of its mentions. "Slow" names no cause that could be mended;
 * that 148 of its contacts speak of the developer options does. */
#ifndef GRIPE_ISSUE_TOPICS_H
#define GRIPE_ISSUE_TOPICS_H

#include "pareto.h"
#include "rank_labels.h"

enum {
	ISSUE_TOPICS_MOST = 3,     /* of an issue: as many as one sentence holds */
	ISSUE_TOPICS_FLOOR = 4,    /* contacts: fewer are chance */
	ISSUE_TOPICS_PERCENT = 10, /* of the issue's contacts: less says little about it */
	ISSUE_TOPICS_LIFT = 150 /* percent of its part of all contacts with a problem: below, all issues are about it */
};

struct issue_topic {
	struct str id, label;
	uint64_t contacts; /* weighed: those with a mention of both the issue and the topic */
};
struct issue_topics {
	struct issue_topic *list; /* issue by issue; within one by contacts falling, then id */
	size_t *start;            /* start[issues + 1]: list[start[i]] … list[start[i + 1] - 1] are of issue i */
};

/* Both layers, counted: tallies closed, items with their tables. */
struct topic_sources {
	const struct tally *issues, *themes;
	const struct grain *issue_grain, *theme_grain;
	const struct labels *issue_labels, *theme_labels;
};

/* issue_topics_make - of every issue but those of praise, up to ISSUE_TOPICS_MOST topics within the limits above, which
 * the ledger does not mute, and whose label says more (label_within) than the issue's and the corpus' subjects do: "App
 * slow" says nothing of "Slow" where all write about an app. O(rows + pairs of issue and topic). */
void issue_topics_make(struct issue_topics *topics, const struct topic_sources *from);
void issue_topics_release(struct issue_topics *topics);

/* label_within - do all words of a label stand in another one, case and endings aside: "lost bags" in "Bag lost"? */
bool label_within(struct str label, struct str other);

#endif
