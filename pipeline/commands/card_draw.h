/* card_draw.h - which of an issue's or topic's mentions stand on its card: the central ones, those at its edge, and
 * some by chance; the same ones whatever the order in which they come. */
#ifndef GRIPE_CARD_DRAW_H
#define GRIPE_CARD_DRAW_H

#include <stdint.h>

#include "arena.h"
#include "str.h"

enum draw { DRAW_CENTRAL, DRAW_EDGE, DRAW_RANDOM, DRAWS };
extern const char *const draw_names[DRAWS]; /* "central" … */
enum {
	DRAW_EACH = 4,                   /* mentions that are drawn each way */
	DRAW_ALL = DRAWS * DRAW_EACH,    /* on a card at the most */
	DRAW_CHARACTERS = 400,           /* code points of a mention that are shown */
	DRAW_BYTES = 4 * DRAW_CHARACTERS /* of a text that are kept: one byte more tells that it goes on */
};

struct drawn {
	struct str text; /* its first DRAW_BYTES + 1 bytes, cut between code points */
	uint64_t hash;   /* of the whole text: equal texts count as one */
	double fit;      /* in [0, 1] */
};
/* The best by one way, best first. Room for those that another way takes first: what is left are still DRAW_EACH. */
struct draw_list {
	struct drawn at[DRAW_ALL];
	size_t count;
};
struct card_draw { /* zeroed at first */
	struct draw_list by[DRAWS];
};

/* card_draw_offer - one mention. Texts that are kept are copied into arena. Equal texts: by the highest fit among the
 * central, by the lowest at the edge. */
void card_draw_offer(struct card_draw *draw, struct arena *arena, struct str text, double fit);
/* card_draw_take - drawn[DRAW_ALL] and how[DRAW_ALL], central first, then edge, then random; returns how many: all
 * there are, when they are no more than DRAW_ALL. No text stands there twice. */
size_t card_draw_take(const struct card_draw *draw, const struct drawn **drawn, enum draw *how);

#endif
