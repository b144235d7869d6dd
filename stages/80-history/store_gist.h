/* store_gist.h - mentions of the store by their meaning: their gists (theme_gist.h) in blocks of 1,024 mentions, which
 * one question looks through from end to end. A block that lacks, because mentions came or went, is made anew. */
#ifndef GRIPE_STORE_GIST_H
#define GRIPE_STORE_GIST_H

#include <stdint.h>

#include "store.h"

/* store_gist_fill - makes the blocks that lack. Within store_begin … store_commit. lexicons: folder of the tables.
 * O(mentions of these blocks), some 50,000 a second. GRIPE_IO, GRIPE_DATA: a damaged table. */
GRIPE_MUST_USE int store_gist_fill(struct store *store, const char *lexicons, struct err *err);

struct gist_near {
	int64_t mention; /* its number */
	double alike;    /* cosine of the centred vectors, in [-1, 1] */
};
struct gist_asked {
	const char *lexicons;
	struct str text, lang; /* lang: that text is read in, and of the mentions that are looked at */
	double least;          /* those less alike are left out */
	size_t most;           /* how many are wanted */
};
/* store_gist_near - near[asked->most], most alike first, then by number; *count of them. Blocks that lack are not
 * looked at. Of what is near by its bits the first GIST_LOOKED are compared by their vectors. GRIPE_IO, GRIPE_DATA. */
enum { GIST_LOOKED = 1024 };
GRIPE_MUST_USE int store_gist_near(struct store *store, const struct gist_asked *asked, struct gist_near *near,
                                   size_t *count, struct err *err);

#endif
