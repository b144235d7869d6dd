/* charset_double.h - a whole file that was encoded twice: UTF-8 whose bytes were taken for Latin-1 or windows-1252 and
 * written as UTF-8 once more, as Facebook and Instagram export messages. */
#ifndef GRIPE_CHARSET_DOUBLE_H
#define GRIPE_CHARSET_DOUBLE_H

#include "buf.h"

/* charset_is_double - all that stands beyond ASCII in the sample, as UTF-8 or as escapes of JSON, is such: one run with
 * a control character that no text has, or two runs, and hardly one that is none. The sample may be cut anywhere. */
bool charset_is_double(struct str sample);
/* charset_undo_double - valid UTF-8 of such a file, undone, appended to out; what cannot be undone stays. True:
 * something was undone. */
bool charset_undo_double(struct buf *out, struct str text);

#endif
