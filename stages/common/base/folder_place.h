/* folder_place - a folder that was filled beside its place is put there: in one step where the system can exchange two
 * names, in two elsewhere. */
#ifndef GRIPE_FOLDER_PLACE_H
#define GRIPE_FOLDER_PLACE_H

#include <stddef.h>

#include "err.h"

#define FOLDER_ASIDE ".old" /* behind filled's name: what was at target, between two steps and after them */

/* folder_place - filled becomes target, durably. former[cap]: out, the name that what was at target has now, which the
 * caller removes; "" when nothing was there. On failure target is as it was, unless the message says otherwise; but
 * when only the last sync failed, it is the new one. placed: out, whether filled is gone. GRIPE_IO. */
GRIPE_MUST_USE int folder_place(const char *filled, const char *target, char *former, size_t cap, int *placed,
                                struct err *err);

#endif
