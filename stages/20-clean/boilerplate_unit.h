/* boilerplate_unit.h - what is counted and cut as one: lines, sentences of long lines, and their folded form. */
#ifndef GRIPE_BOILERPLATE_UNIT_H
#define GRIPE_BOILERPLATE_UNIT_H

#include "buf.h"
#include "str.h"

enum { UNIT_LINE = 120 }; /* bytes; a longer line is prose that a mail program did not wrap, its sentences are the units */

/* boilerplate_fold - *out: ASCII lower case, runs of blanks as one, runs of digits as one 0, marks of headings and emphasis (# * _ > - =) at both ends gone. */
void boilerplate_fold(struct buf *out, struct str unit);

/* boilerplate_edge - is c a blank or such a mark? */
bool boilerplate_edge(char c);

/* boilerplate_sentence - where the sentence that begins at `at` ends: behind its mark and the blanks after it, or line.len. */
size_t boilerplate_sentence(struct str line, size_t at);

#endif
