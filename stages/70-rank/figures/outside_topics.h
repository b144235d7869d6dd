/* outside_topics.h - what issues do not hold: topics of the contacts that state a problem, a request or a question and
 * are in no issue, not even in a remainder. */
#ifndef GRIPE_OUTSIDE_TOPICS_H
#define GRIPE_OUTSIDE_TOPICS_H

#include "tally.h"

enum {
	OUTSIDE_MOST = 5,    /* topics */
	OUTSIDE_FLOOR = 4,   /* contacts: fewer are chance */
	OUTSIDE_PERCENT = 50 /* of such contacts that name the topic at all: in the others it is not what is wrong */
};

struct outside_topic {
	uint32_t theme;
	uint64_t contacts; /* weighed: in no issue, with a mention of the theme that states a problem */
	uint64_t named;    /* likewise, with any mention of the theme */
};
struct outside_topics {
	struct outside_topic list[OUTSIDE_MOST]; /* by contacts falling, then theme */
	size_t count;
	uint64_t *contacts; /* contacts[contact_count]: hashes of those that are in no issue, rising */
	size_t contact_count;
};

/* outside_topics_make - both tallies closed; muted[themes]: by the ledger. O(rows log rows). */
void outside_topics_make(struct outside_topics *outside, const struct tally *issues, const struct tally *themes,
                         const bool *muted);
void outside_topics_release(struct outside_topics *outside);
/* outside_holds - is the contact (its hash) one of those in no issue? O(log contacts). */
bool outside_holds(const struct outside_topics *outside, uint64_t contact);

/* topics_of_pain - contacts (weighed) with a mention of each theme that states a problem, a request or a question:
 * [themes], to be freed. */
uint64_t *topics_of_pain(const struct tally *themes);
/* topic_find - number of a theme, or SIZE_MAX. O(log themes). */
size_t topic_find(const struct tally *themes, struct str id);

#endif
