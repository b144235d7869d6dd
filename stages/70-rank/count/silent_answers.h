/* silent_answers.h - what those answered who wrote nothing: they are no contacts, but the score is theirs too. */
#ifndef GRIPE_SILENT_ANSWERS_H
#define GRIPE_SILENT_ANSWERS_H

#include "tally.h"

/* silent_answers_read - adds to each of tallies[count] what the books in a folder (one a stage, *.json) note of
 * set-aside contacts with an answer (book_answer). Before tally_close. 0 too when there is no such folder. GRIPE_DATA:
 * a book is no JSON. */
GRIPE_MUST_USE int silent_answers_read(struct tally *const *tallies, size_t count, const char *folder, struct err *err);

#endif
