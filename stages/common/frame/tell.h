/* tell.h - what is said to people on standard error. Names of files and columns, and what was rejected, are a
 * stranger's: nothing of it may steer the terminal. */
#ifndef GRIPE_TELL_H
#define GRIPE_TELL_H

#include "buf.h"

/* tell_plain - text as it may be shown: each control character but line feed and tab, the C1 controls, the marks that
 * turn the direction of writing, and each byte that is not UTF-8 becomes '?'. */
void tell_plain(struct buf *out, struct str text);
/* tell - the same, to standard error. */
void tell(struct str text);
/* tell_waiting - a line that says what `gripe NAME` waits for when it was given no file and its standard input is a
 * terminal; else nothing. */
void tell_waiting(const char *name);

#endif
