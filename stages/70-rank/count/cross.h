/* cross.h - themes against what is said with them and where: contacts (weighed) by signal, channel, source and
 * attribute value. */
#ifndef GRIPE_CROSS_H
#define GRIPE_CROSS_H

#include "pareto.h"

struct cross { /* each table [themes + 1][columns]; the last row: all contacts */
	size_t themes;
	size_t signs, channels, sources, attrs;
	uint64_t *sign, *channel, *source;
	uint64_t *attr, *attr_people; /* attr_people: distinct people, for the suppression of small cells */
	int64_t *first, *last;   /* [themes][channels + attrs] seconds, or TIME_NONE: first and last contact by channel,
	                            then by attribute value */
	uint64_t *effort;        /* [themes + 1]: contacts with any sign of effort */
	uint64_t *repeat_people; /* [themes + 1]: people who came with it more than once */
	uint64_t *repeat_contacts; /* [themes + 1]: how often those people came again: contacts after their first */
};

void cross_count(struct cross *cross, const struct tally *tally);
void cross_release(struct cross *cross);

#endif
