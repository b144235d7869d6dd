/* word_class.h - LANG/word_class.tsv: names for words that patterns name together (a part of the body, somebody of the
 * family), so that a row of a list says once what would else be twenty rows. */
#ifndef GRIPE_WORD_CLASS_H
#define GRIPE_WORD_CLASS_H

#include "pattern.h"
#include "tsv.h"

#define WORD_CLASS_FILE "word_class.tsv"

/* word_classes_load - makes the classes of FOLDER/LANG/word_class.tsv known to patterns, before any pattern is added. A
 * language without the file has none. GRIPE_DATA with file and line for a row that breaks the format. */
GRIPE_MUST_USE int word_classes_load(struct patterns *patterns, const char *folder, const char *lang, struct err *err);

#endif
