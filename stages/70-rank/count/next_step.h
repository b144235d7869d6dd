/* next_step.h - lexicons/next_step.tsv: what to do next about an issue, by its class of trouble, and about a topic, by
 * what its contacts are seen to say. */
#ifndef GRIPE_NEXT_STEP_H
#define GRIPE_NEXT_STEP_H

#include "arena.h"
#include "buf.h"
#include "tsv.h"

enum next_cell { NEXT_FOR, NEXT_OWNER, NEXT_STEP, NEXT_TEXT, NEXT_CELLS };

/* One in so many contacts has to say in more words than one what a row goes by: an issue's trouble; the step that a row
 * names, and the kind that a row names for a topic. A fifth: word lists find about half of what a reader would, so that
 * two in five contacts speak of it. */
enum { NEXT_EVIDENCE = 5 };

struct next_asked { /* one issue or topic */
	bool issue;
	struct str class;  /* of an issue */
	struct str thing;  /* its name; empty: it has none */
	struct str kind;   /* empty: no row of a kind is for it, rows of any are */
	struct str owner;  /* empty: nobody is known */
	struct str step;   /* of the journey; empty: none is known */
	bool step_decided; /* by people, so that nobody needs to speak of it */
	uint64_t contacts; /* that name it */
	uint64_t stated;   /* of these, those that state its trouble, of an issue; likewise those behind it: outright */
	uint64_t kind_said; /* of these, those of that kind */
	uint64_t step_said; /* of these, those that speak of that step */
};

/* next_step_load - path into arena. GRIPE_IO; GRIPE_DATA with the line: fewer than four cells, or as next_step_form. */
GRIPE_MUST_USE int next_step_load(struct tsv *steps, struct arena *arena, const char *path, struct err *err);
/* next_step_form - is the row what it should be? row: of four cells or more. GRIPE_DATA, with its line: its first cell
 * is no kind, no class:NAME and not "*"; there is no text; {} stands in a row that is for no class. */
GRIPE_MUST_USE int next_step_form(const struct tsv_row *row, struct err *err);
/* next_step_class - the class that a row's first cell is for; empty: it is for a kind, or any. */
struct str next_step_class(struct str cell);
/* next_step_write - the text of the first row that fits, {} filled; for a topic the contacts behind it in brackets.
 * Nothing when no row fits, or too few state an issue's trouble. True: it is about an issue. O(rows). */
bool next_step_write(struct buf *out, const struct tsv *steps, const struct next_asked *asked);

#endif
