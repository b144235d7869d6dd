/* nonanswer.h - texts that answer nothing: "n/a", "nothing", "no comment", ".", "asdf", "*****". */
#ifndef GRIPE_NONANSWER_H
#define GRIPE_NONANSWER_H

#include "err.h"
#include "str.h"

struct nonanswer; /* one per thread: phrases of all languages, scratch */

/* nonanswer_open - lexicons/LANG/nonanswer.tsv (one phrase a row) of each LANG of lexicons/any/languages.tsv,
 * lexicons/any/keyboard.tsv (rows of keys). GRIPE_IO, GRIPE_DATA. */
GRIPE_MUST_USE int nonanswer_open(struct nonanswer **nonanswer, const char *lexicons, struct err *err);
void nonanswer_close(struct nonanswer *nonanswer); /* NULL allowed */

/* nonanswer_is - text (not empty) says nothing: it is a phrase of the lists without regard to case and punctuation, or
 * has no letter and no symbol such as an emoji, or is one letter over and over, or keys that lie side by side. The
 * language does not matter: "nada" in an English survey answers nothing too. Texts over 80 bytes are answers. */
bool nonanswer_is(struct nonanswer *nonanswer, struct str text);

#endif
