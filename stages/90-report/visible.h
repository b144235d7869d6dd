/* visible.h - foreign texts where nothing but letters may act. */
#ifndef GRIPE_VISIBLE_H
#define GRIPE_VISIBLE_H

#include "buf.h"

/* visible_add - the text on one line: white space is one blank, none at its ends; controls, and characters that have no
 * width or turn the direction of what follows, go. Joiners stay: scripts and emoji need them. */
void visible_add(struct buf *out, struct str text);

#endif
