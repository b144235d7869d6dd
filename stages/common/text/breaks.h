/* breaks.h - ICU's break iterators, one kind for one language at a time, opened when a text first needs it. */
#ifndef GRIPE_BREAKS_H
#define GRIPE_BREAKS_H

#include <unicode/ubrk.h>

#include "language_table.h"

struct breaks {             /* zeroed at first */
	UBreakIterator *at; /* of `lang`; NULL until it is needed */
	char lang[LANGUAGE_NAME];
};

/* breaks_open - true when breaks->at is ready for lang (taken as LANGUAGE_FALLBACK when it is none); the kind is the
 * same at every call. */
bool breaks_open(struct breaks *breaks, UBreakIteratorType kind, struct str lang);
void breaks_release(struct breaks *breaks);

#endif
