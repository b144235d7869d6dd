/* said.h - the ways in which customers state a class of trouble: lexicons/LANG/trouble_said.tsv. A row belongs to a
 * class ("rude": what its label may say) or to a way of one ("foodbad-cold": an issue of its own where enough state it
 * so). */
#ifndef GRIPE_SAID_H
#define GRIPE_SAID_H

#include "ontology.h"
#include "things.h"
#include "tsv.h"

enum { SAID_ROWS = 32 }; /* of one class, its ways' among them */

struct said_row {
	int class;                     /* a way, or the class itself */
	struct str alone, with, after; /* the label alone; with {} for a thing; behind "or" */
	struct str words;              /* by blanks */
};
struct said_list; /* of one language; read only after opening */

/* said_open - a language without the file has no rows. lexicons and ontology outlive it. GRIPE_DATA with file and line:
 * a class that is not known, or more than SAID_ROWS of one. */
GRIPE_MUST_USE int said_open(struct said_list **list, const char *lexicons, struct str lang,
                             const struct ontology *ontology, struct err *err);
void said_close(struct said_list *list);
/* said_row_at - the row of this class, or of this way, that is number place among the rows of the class; NULL: it has
 * no more, or that one is another way's. */
const struct said_row *said_row_at(const struct said_list *list, int class, int place);
/* said_of_way - the first row of a way, or NULL. */
const struct said_row *said_of_way(const struct said_list *list, int way);
/* said_mask - bit i: place i of the class (no way) has this stem. */
uint32_t said_mask(const struct said_list *list, int class, struct str stem);
/* said_way - the way of class in which words [from, to) of a mention state it: the one that has the word nearest to
 * them, at most reach words off (a comma counts as more), the upper row of equals; class itself when there is none. */
int said_way(const struct said_list *list, int class, const struct issue_words *words, uint32_t from, uint32_t to,
             uint32_t reach);

#endif
