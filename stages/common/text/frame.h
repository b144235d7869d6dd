/* frame.h - rows of a list whose patterns say a whole thing ("somebody will sue") and compete for the words of a
 * mention: troubles and risks are such rows. */
#ifndef GRIPE_FRAME_H
#define GRIPE_FRAME_H

#include "pattern.h"

/* A row of a list that stands in a text: units [start, end) of its matchable. */
struct place {
	uint32_t entry, start, end;
};

struct frame_row {
	uint32_t said; /* elements that must stand and are no wildcard */
	bool denies;   /* begins with NOT or CANT: no negation undoes it */
	bool kept;     /* nor this one; what only blocks is kept too */
	bool wild;     /* a gap, and no NOT or CANT: a negation that the gap passes over undoes it */
};
/* frame_row_of - what the pattern's elements say; patterns: has the negations already. kept is for the caller to set.
 */
struct frame_row frame_row_of(const struct patterns *patterns, struct str pattern);

struct frame_text {
	const struct matchable *matchable;
	const uint32_t *negated; /* [units] how many negations reach unit i */
};
/* frame_is_denied - a negation undoes the row at this place: an odd number of them reaches its first word, or its gap
 * passes over one. */
bool frame_is_denied(const struct frame_text *text, const struct place *place, const struct frame_row *row);

struct frame_claim {
	struct place place;
	struct frame_row row;
	uint32_t number; /* of the row in its list */
	bool light;      /* gives way to those that are not and say as much */
};
/* frames_compete - who wins: the claim that says most, those that are not light, then from left to right, the longer,
 * the earlier row; no two share a word. Winners come first in claims, in that order; returns their number. units: of
 * the matchable; scratch memory is taken from arena. O(n log n). */
size_t frames_compete(struct arena *arena, size_t units, struct frame_claim *claims, size_t count);

#endif
