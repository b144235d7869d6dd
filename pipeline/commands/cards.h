/* cards.h - `gripe themes --cards RUN`: a card for each issue and topic of a run, for a person or a program that gives
 * names: what it is called, its terms, and twelve of its mentions. */
#ifndef GRIPE_CARDS_H
#define GRIPE_CARDS_H

#include "buf.h"
#include "card_draw.h"
#include "hash.h"
#include "ledger.h"
#include "stage.h"

enum { CARD_HASH = 17 }; /* "c" and 16 hexadecimal digits */

struct card {
	struct str id, table;      /* as in its line of the run: late.order, pain */
	struct str label;          /* as the run has it */
	struct str *terms, *parts; /* parts: labels of sub-themes */
	size_t term_count, part_count;
	uint64_t contacts;
	struct card_draw draw;
	/* Of id, terms and the texts of the mentions: not of the label, which an answer changes. Same card, same answer
	 * wanted. */
	struct str hash;
};

struct cards {
	struct arena arena;
	struct intern ids; /* in the order of the run's tables: issues, then topics */
	struct card *list; /* list[ids.count] */
	size_t cap;
};

/* cards_read - from a run folder. GRIPE_DATA with file and line, GRIPE_IO. Release it in any case. */
GRIPE_MUST_USE int cards_read(struct cards *cards, const char *run, struct err *err);
void cards_release(struct cards *cards);
/* cards_find - NULL: the run has no such id. */
const struct card *cards_find(const struct cards *cards, struct str id);
/* cards_write - a line for each that the ledger (NULL: none) has no answer to, and that has mentions. Texts are masked
 * once more, for runs that kept personal data. run: for the lexicons. GRIPE_IO, GRIPE_DATA: these. */
GRIPE_MUST_USE int cards_write(struct buf *out, const struct cards *cards, const struct ledger *ledger,
                               struct stage_run *run, struct err *err);

#endif
