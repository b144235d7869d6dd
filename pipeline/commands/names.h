/* names.h - `gripe ledger apply --names`: what a person or a program answered to cards (cards.h), as lines of a ledger.
 *
 * An answer is a line of JSON: {"theme": ID, "card": HASH, "label": TEXT, "mixed": true or WHY, "merge_into": ID,
 * "next_step": TEXT}; all but theme may be missing. What it says is taken where the run bears it out and no person has
 * decided otherwise; what is not taken is told with file, line and reason. */
#ifndef GRIPE_NAMES_H
#define GRIPE_NAMES_H

#include "cards.h"
#include "content_words.h"

struct names_job {
	const char *answers; /* file, "-" for standard input */
	const char *ledger;  /* file that the lines are added to */
	const char *run;     /* folder that the cards are of */
	const char *lexicons;
	bool free_labels; /* labels need no word of the mentions */
};

struct answer { /* one line */
	struct str theme, card, label, mixed, merge_into, next_step;
	bool is_mixed;
	uint64_t line;
	const struct card *of;     /* NULL: the run has no such card */
	struct name_words *spoken; /* what of the label stands in the mentions, a language at a time */
};
struct answers {
	struct arena arena;
	struct answer *list; /* list[count] */
	size_t count, cap, bad;
	struct buf *said;
	const char *path;
};

/* answers_read - all of a file. A line that is no answer is told in *said and counted as bad. GRIPE_IO. Release it in
 * any case. */
GRIPE_MUST_USE int answers_read(struct answers *answers, const char *path, struct buf *said, struct err *err);
void answers_release(struct answers *answers);
/* answers_refuse - "names.ndjson:3: WHAT" as a line of *said. */
void answers_refuse(struct answers *answers, uint64_t line, struct str what);

/* name_words_find - looks through the run's mentions for the words of the labels. GRIPE_DATA, GRIPE_IO. */
GRIPE_MUST_USE int name_words_find(struct answers *answers, const struct names_job *job, struct err *err);
/* name_words_missing - the words of a label, as stems, that stand in no mention of its card: in the language where
 * fewest are missing. *none: the label has no word that says anything. In arena, by blanks. */
struct str name_words_missing(const struct answer *answer, struct arena *arena, bool *none);

/* names_apply - the ledger with its new lines into *out; what was refused into *said, a line each. Returns how many
 * were. GRIPE_DATA: the ledger or the run is damaged; GRIPE_IO. */
GRIPE_MUST_USE int names_apply(const struct names_job *job, struct buf *out, struct buf *said, struct err *err);

#endif
