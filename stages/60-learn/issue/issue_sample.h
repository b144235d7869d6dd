/* issue_sample.h - which contacts the issues are learnt from: the k with the smallest hashes of id and content among
 * all that were offered, in whatever order; so sketches of parts merge into the sketch of the whole. */
#ifndef GRIPE_ISSUE_SAMPLE_H
#define GRIPE_ISSUE_SAMPLE_H

#include "record.h"

enum {
	ISSUE_SAMPLE = 12000, /* contacts: shares are right to half a point, and learning takes under a second */
	ISSUE_SAMPLE_MENTIONS =
	    200 /* of one contact that are kept, the first ones: bounds memory on books sent as a mail */
};

struct issue_sample;
struct issue_sample *issue_sample_open(size_t most);
void issue_sample_close(struct issue_sample *sample);
/* issue_sample_offer - copies what learning needs: texts, troubles, sentiment, score, attributes. */
void issue_sample_offer(struct issue_sample *sample, const struct record *record);
/* issue_sample_records - in the order of their hashes; *count of them. Ends the sampling: no offer may follow. */
const struct record **issue_sample_records(struct issue_sample *sample, size_t *count);
uint64_t issue_sample_seen(const struct issue_sample *sample); /* contacts offered */

#endif
