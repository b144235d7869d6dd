/* subject.h - the subject of a mail or a thread without what programs and lists put before it. */
#ifndef GRIPE_SUBJECT_H
#define GRIPE_SUBJECT_H

#include "language_rows.h"

struct subject_words { /* rows "reply_prefix" of lexicons/LANG/mail.tsv, all languages */
	struct arena arena;
	struct language_rows mail; /* the whole of mail.tsv: the reader of mails asks it for other kinds */
};

/* subject_words_open - lexicons may be NULL: no prefix is known. GRIPE_IO; GRIPE_DATA as language_rows_open. */
GRIPE_MUST_USE int subject_words_open(struct subject_words *words, const char *lexicons, struct err *err);
void subject_words_close(struct subject_words *words);

/* subject_core - subject without "Re:", "AW[2]:", "Fwd:" and without the [list] tags in front, trimmed; a slice of it.
 * *is_reply (may be NULL): a prefix was there. words may be NULL: only tags go. O(prefixes) for each prefix taken off.
 */
struct str subject_core(const struct subject_words *words, struct str subject, bool *is_reply);

#endif
