/* post_books.h - whether the books of a run balance: in each stage, from one stage to the next, and against the records
 * that lie in the folder. */
#ifndef GRIPE_POST_BOOKS_H
#define GRIPE_POST_BOOKS_H

#include "post.h"

struct book_looks {
	void (*told)(void *to, bool good, struct str where, struct str what); /* one thing that was looked at */
	void *to;
};
/* post_books - by RUN/manifest.json, which has the books in the order of the plan. GRIPE_DATA: it is no manifest; one
 * that is not there is told as bad. */
GRIPE_MUST_USE int post_books(const struct post *post, const struct book_looks *looks, struct err *err);

#endif
