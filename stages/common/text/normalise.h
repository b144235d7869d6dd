/* normalise.h - text in one form: entities undone, line ends '\n', invisible characters out, Unicode's normal form C.
 */
#ifndef GRIPE_NORMALISE_H
#define GRIPE_NORMALISE_H

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "str.h"

struct normalise; /* one per thread: class table, ICU's normaliser, scratch */

GRIPE_MUST_USE int normalise_open(struct normalise **normalise, struct err *err); /* GRIPE_DATA: ICU lacks its data */
void normalise_close(struct normalise *normalise);                                /* NULL allowed */

/* normalise_text - *out: text itself when nothing had to change (ASCII without '&', '\r' and control characters costs
 * one table look-up a byte), else a new text in arena. text is valid UTF-8. Undone: &amp; &#233; … twice at the most
 * ("&amp;amp;"), unless entities is false (HTML was undone already). CR LF, CR, U+2028, U+2029, U+0085 become '\n';
 * no-break spaces become blanks; control characters, zero-width space, soft hyphen, word joiner, byte order mark and
 * direction marks go; joiners that scripts and emoji need stay. Blanks at both ends go. */
void normalise_text(struct normalise *normalise, struct arena *arena, struct str text, bool entities, struct str *out);

/* normalise_ascii - true when text has only ASCII bytes. */
bool normalise_ascii(struct str text);

#endif
