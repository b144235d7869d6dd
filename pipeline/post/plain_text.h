/* plain_text.h - what of a stranger's text is shown: signs that can be seen, and not without end. */
#ifndef GRIPE_PLAIN_TEXT_H
#define GRIPE_PLAIN_TEXT_H

#include "arena.h"
#include "buf.h"

/* plain_text - text without what turns the direction of writing or takes no room; control characters, line ends among
 * them, as blanks; what XML cannot hold as U+FFFD. */
void plain_text(struct buf *out, struct str text);

enum { CLIP_BYTES = 1000 /* of a label, a step or an action: longer than people write one */ };
/* text_clipped - text, or so much of it and an ellipsis in arena. */
struct str text_clipped(struct arena *arena, struct str text);

#endif
