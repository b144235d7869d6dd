/* suggestion.h - "did you mean …": of the words that there are, the one that a mistyped word is nearest to.
 *
 * struct suggestion near = suggestion_for("cleen");
 * suggestion_offer(&near, "clean");
 * suggestion_offer(&near, "learn");
 * near.best: "clean", or NULL when no word is near enough. */
#ifndef GRIPE_SUGGESTION_H
#define GRIPE_SUGGESTION_H

#include <stddef.h>

#include "buf.h"

struct suggestion {
	struct str word;  /* what was typed; borrowed */
	const char *best; /* borrowed from who offered it; NULL: none is near enough */
	size_t distance;  /* edits from word to best; before the first one that is near enough: the most that are */
};

struct suggestion suggestion_for(struct str word);
/* suggestion_offer - takes the word when it is nearer than the best so far; of two as near the one offered first
 * stands. O(length²), no allocation; words beyond SUGGESTION_MOST bytes are not looked at. */
void suggestion_offer(struct suggestion *suggestion, const char *word);
/* suggestion_say - adds `; did you mean BEFORE…BEST?` to out, or `; OTHERWISE` without a best. before: "--", or "". */
void suggestion_say(const struct suggestion *suggestion, struct buf *out, const char *before, const char *otherwise);

/* edit_distance - insertions, deletions, substitutions and swaps of neighbours from a to b, in bytes: the optimal
 * string alignment (Damerau 1964, no byte edited twice). Both are of SUGGESTION_MOST bytes at the most. */
size_t edit_distance(struct str a, struct str b);

enum { SUGGESTION_MOST = 40 }; /* bytes: longer than every name of an option */

#endif
