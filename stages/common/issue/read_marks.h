/* read_marks.h - read.tsv of a run folder: what people found when they read a sample of each issue's mentions, as
 * `gripe sheet --score` writes it. A row an issue: id, contacts it had then, people who read, mentions read, those of
 * them that fit, and the 95 % interval of that share. */
#ifndef GRIPE_READ_MARKS_H
#define GRIPE_READ_MARKS_H

#include "arena.h"
#include "err.h"
#include "str.h"

struct read_mark {
	struct str issue;
	double contacts;  /* of the issue when it was read: another number now means that it was another issue */
	int readers;      /* people, 1 or 2; a mention that two read fits when both say so */
	int read, fit;    /* mentions */
	double low, high; /* shares of 1 */
};
struct read_marks {
	struct read_mark *list; /* list[count] */
	size_t count;
};

#define READ_MARKS_FILE "read.tsv"
enum {
	READ_LEAST = 5, /* mentions: of fewer nothing is said */
	MIXED_FIT = 2,  /* an issue is mixed when fewer than 2 of 3 mentions fit … */
	MIXED_OF = 3
};

/* read_marks_load - path into arena; a file that is not there has none. GRIPE_DATA with its line: a cell that is no
 * such number, more that fit than were read. */
GRIPE_MUST_USE int read_marks_load(struct read_marks *marks, struct arena *arena, const char *path, struct err *err);
/* read_marks_of - that of the issue; NULL: it was not read, or it had another number of contacts then. */
const struct read_mark *read_marks_of(const struct read_marks *marks, struct str issue, double contacts);
/* read_mark_mixed - it holds more than one thing: too few of what was read fit. */
static inline bool read_mark_mixed(const struct read_mark *mark)
{
	return mark->read >= READ_LEAST && mark->fit * MIXED_OF < mark->read * MIXED_FIT;
}

#endif
