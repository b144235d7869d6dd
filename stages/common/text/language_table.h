/* language_table.h - something that is opened once a language, with the first text in it: grammars, stemmers, lists of
 * signals. What is no language, or is not given, is taken as English, as the tokenizer does. */
#ifndef GRIPE_LANGUAGE_TABLE_H
#define GRIPE_LANGUAGE_TABLE_H

#include "err.h"
#include "hash.h"

/* The language of a text that says none: most of what is written to firms that sell abroad. */
#define LANGUAGE_FALLBACK STR("en")

/* is_language - two or three lower-case letters. A language comes from a stranger's record and names a folder of
 * lexicons: nothing else may. */
bool is_language(struct str lang);
/* language_named - lang, or LANGUAGE_FALLBACK when it is none. */
struct str language_named(struct str lang);
enum { LANGUAGE_NAME = 4 }; /* bytes of a language with its NUL */
/* language_name - the same with NULs behind it up to the end, for libraries that want one, and to be compared whole. */
void language_name(char name[LANGUAGE_NAME], struct str lang);

struct language_table {
	/* open - makes the thing of one language; *made may stay NULL when the language has none. close - frees one,
	 * NULL too. */
	int (*open)(void *context, struct str lang, void **made, struct err *err);
	void (*close)(void *made);
	void *context;
	struct intern langs;
	uint32_t last; /* that was asked for last: most ask for one */
	void **made;   /* made[langs.count] */
	size_t cap;
};

/* language_table_get - the thing of lang in *made, opened when it is the first time. What open returned on failure:
 * then nothing is kept. */
GRIPE_MUST_USE int language_table_get(struct language_table *table, struct str lang, void **made, struct err *err);
/* language_table_release - closes all; the table may be zeroed, or used again after it. */
void language_table_release(struct language_table *table);

#endif
