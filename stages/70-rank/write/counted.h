/* counted.h - what each contact was counted as, for a store that sums it over nights: --counted. */
#ifndef GRIPE_COUNTED_H
#define GRIPE_COUNTED_H

#include "ranking.h"

/* counted_save - a line a contact and layer that it counts in: "hash day weight layer id id …", parted by tabs. hash:
 * hash64 of its id, 16 hexadecimal digits; day: since 1970-01-01, "-" without a date; weight: how many contacts it
 * counts for; layer: issue or theme; then its issues or themes. Issues first, each layer rising by hash. GRIPE_IO. */
GRIPE_MUST_USE int counted_save(const struct ranking *issues, const struct ranking *themes, const char *path,
                                struct err *err);

#endif
