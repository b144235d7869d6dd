/* store_words.h - the words of the store's index: FTS5's tokenizer "gripe".
 *
 * A text begins with its language and the byte 0x1f ("en\x1fmy bag was lost"); the words are those of the theme engine
 * (token.h), the tokens their stems (libstemmer). A text that begins with 0x1f alone is one token as it stands: so a
 * query is made of stems. */
#ifndef GRIPE_STORE_WORDS_H
#define GRIPE_STORE_WORDS_H

#include <sqlite3.h>

#include "buf.h"
#include "err.h"
#include "str.h"

enum { STORE_WORDS_MARK = 0x1f };

/* store_words_register - makes the tokenizer known to db; it is freed with it. Returns SQLite's code. */
int store_words_register(sqlite3 *db);

/* store_words_query - what FTS5's MATCH is to be given to find the mentions of language lang (ISO 639-1, "": English)
 * that hold all words of text, in any order and form. Appends nothing when text has no word. GRIPE_IO: no break
 * iterator or stemmer. */
GRIPE_MUST_USE int store_words_query(struct buf *out, struct str text, struct str lang, struct err *err);

#endif
