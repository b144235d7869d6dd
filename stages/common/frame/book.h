/* book.h - the balanced books of a stage: read = kept + each way of being set aside; and notes of what was repaired. */
#ifndef GRIPE_BOOK_H
#define GRIPE_BOOK_H

#include <stdint.h>

#include "buf.h"
#include "err.h"
#include "record.h"

enum { BOOK_LINES = 48 };

struct book_line {
	char name[40];
	uint64_t count;
};

struct book {
	uint64_t in;   /* records (lines) that entered */
	uint64_t out;  /* records (lines) that left */
	uint64_t kept; /* of those that entered, how many went on (in whatever form) */
	struct book_line
	    dropped[BOOK_LINES]; /* why others did not: duplicate non_answer wrong_role language rejected no_text … */
	struct book_line notes[BOOK_LINES]; /* repairs and findings, not part of the balance */
};

void book_drop(struct book *book, const char *reason, uint64_t count);
void book_note(struct book *book, const char *name, uint64_t count);
/* book_answer - notes the answer of a contact that is set aside because it says nothing: "answer_nps_10". Whole answers
 * from 0 to 10 alone, so that the notes stay few; others as "answers_not_kept". */
#define BOOK_ANSWER "answer_"
/* BOOK_ALERT - notes that begin so count what was raised at once, by kind of risk: "alert_injury". */
#define BOOK_ALERT "alert_"
void book_answer(struct book *book, const struct contact *contact);
uint64_t book_dropped(const struct book *book, const char *reason); /* NULL: all reasons */
uint64_t book_noted(const struct book *book, const char *name);
/* book_add - sums other into book: threads' books become the stage's. */
void book_add(struct book *book, const struct book *other);
/* book_check - GRIPE_DATA with both sides when in != kept + dropped. */
GRIPE_MUST_USE int book_check(const struct book *book, const char *stage, struct err *err);
/* book_sentence - "14640 read = 14427 kept + 213 duplicate"; names sorted. */
void book_sentence(const struct book *book, struct buf *out);
/* book_json - one object with the members of book_fields.h, names sorted. funnel: as in struct stage. */
void book_json(const struct book *book, const char *stage, int funnel, struct buf *out);

#endif
