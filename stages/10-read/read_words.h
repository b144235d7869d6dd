/* read_words.h - all words that readers look for, opened once for all files: of every language at once, because nobody
 * knows a file's language before it is read. */
#ifndef GRIPE_READ_WORDS_H
#define GRIPE_READ_WORDS_H

#include "column_words.h"
#include "dates.h"
#include "stage.h"
#include "subject.h"

struct read_words {
	struct column_words *columns; /* columns.tsv, any/role_words.tsv */
	struct dates *dates;          /* dates.tsv, and the years that are believed */
	struct subject_words subject; /* mail.tsv */
	struct language_rows calls;   /* call.tsv */
	struct language_rows exports; /* export.tsv: what programs put into the files that they write */
	struct arena arena;           /* of calls and exports */
};

/* read_words_open - from run->lexicons; a list that no language has is said in run->said (may be NULL), and is empty.
 * GRIPE_IO; GRIPE_DATA: a row that is none, with its place. On failure *words is closed. */
GRIPE_MUST_USE int read_words_open(struct read_words **words, struct stage_run *run, struct err *err);
void read_words_close(struct read_words *words); /* NULL: nothing */

#endif
