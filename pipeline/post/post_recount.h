/* post_recount.h - the figures of a post made again from the tables that are shipped with it, by reading what was
 * written. */
#ifndef GRIPE_POST_RECOUNT_H
#define GRIPE_POST_RECOUNT_H

#include "hash.h"
#include "post.h"

struct recount_row {
	double contacts;
	bool counted, new, dated;
	int64_t day;
	uint32_t person; /* 0: not known */
	uint32_t ids;    /* number of the cell "issues" in recount->ids */
};
struct recount {
	const struct post *post;
	struct recount_row *rows; /* rows[count] */
	size_t count, cap;
	uint32_t persons; /* the highest number of one */
	struct intern ids;
};

/* recount_read - counted.csv as it would be shipped. GRIPE_DATA: it is not what was written. Release in any case. */
GRIPE_MUST_USE int recount_read(struct recount *recount, const struct post *post, struct err *err);
void recount_release(struct recount *recount);
/* recount_holds - whether the figure is what it is made again to be; of an end of an interval, whether it lies around
 * it. *again: that. */
bool recount_holds(const struct recount *recount, const struct figure *figure, double *again);

#endif
