/* redacted.h - what others have blacked out before the text came here. */
#ifndef GRIPE_REDACTED_H
#define GRIPE_REDACTED_H

#include "arena.h"
#include "str.h"

/* redacted_mask - *out: text with each run of redactions ("XXXX", "XX/XX/2024", "XXX-XX-XXXX", several of them with
 * blanks between) as one "[redacted]", in arena; or text itself. drop: as nothing. Four capital X in a row, or groups
 * of two and more with / or - between, of which one may be digits; "XXL", "XXX" and "xxxx" are words. Returns how many
 * runs. Linear. */
size_t redacted_mask(struct arena *arena, struct str text, bool drop, struct str *out);

#endif
