/* undated.h - dates that nobody understood: counted for a file, and said with an example. */
#ifndef GRIPE_UNDATED_H
#define GRIPE_UNDATED_H

#include "format.h"

/* undated_count - value is there and contact has no time by it. */
void undated_count(struct reading *reading, const struct contact *contact, struct str value);
/* undated_say - at the end of the file: how many, and the first; nothing when there is none. */
void undated_say(struct reading *reading);

#endif
