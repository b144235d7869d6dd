/* language.h - which language a text is in, from one word to whole mails. */
#ifndef GRIPE_LANGUAGE_H
#define GRIPE_LANGUAGE_H

#include "err.h"
#include "str.h"

struct language; /* one per thread: the table of letter groups, a cache of words */

/* language_open - reads lexicons/any/languages.tsv and lexicons/any/language.tbl. GRIPE_IO; GRIPE_DATA: a damaged
 * table, with its line. */
GRIPE_MUST_USE int language_open(struct language **language, const char *lexicons, struct err *err);
void language_close(struct language *language); /* NULL allowed */

/* language_of - ISO 639-1 code, living as long as `language`; empty when the text has no letters or is in a script that
 * no known language uses. *foreign: the language is not supported (no code: its script is not known, or its words are
 * in no language that is; or a code that languages.tsv marks "other"). hint: what the source says ("en", "en-US",
 * "pt_BR") or empty: it decides between languages that the text leaves nearly even, and for texts without enough
 * letters. Names (@ann), links, addresses and words with digits are not looked at. Time: at most WORD_LIMIT words of
 * the text, and fewer when they agree. */
struct str language_of(struct language *language, struct str text, struct str hint, bool *foreign);

/* language_add - adds to sums what the different words of the text say for each language, in 1/16 nat, without leans
 * and without a limit: how much it looks like a language at all. Returns how many different words were looked at.
 * Languages whose script is theirs alone have no sums. */
enum { LANGUAGES_MOST = 64 };
size_t language_add(struct language *language, struct str text, int sums[LANGUAGES_MOST]);

/* language_code - the code as it is known here ("PT_br" -> "pt", "nb" -> "no", "iw" -> "he"), living as long as
 * `language`; empty when unknown. */
struct str language_code(const struct language *language, struct str name);

#endif
