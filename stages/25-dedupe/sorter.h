/* sorter.h - packed contacts in canonical order, of any number: external merge sort (Knuth, The Art of Computer
 * Programming 3, 5.4.1).
 *
 * Add all, then read them in order as often as wanted. What fits in SORT_BYTES never leaves memory. */
#ifndef GRIPE_SORTER_H
#define GRIPE_SORTER_H

#include <stdint.h>

#include "err.h"
#include "spill.h"

enum { SORT_BYTES = 32 << 20 }; /* contacts sorted in memory at once */

struct sorter;
void sorter_open(struct sorter **sorter, const char *folder);
void sorter_close(struct sorter *sorter); /* NULL allowed */
/* sorter_add - packed is copied. GRIPE_IO. */
GRIPE_MUST_USE int sorter_add(struct sorter *sorter, const unsigned char *packed, struct err *err);
/* sorter_rewind - begins a reading from the first; after the first call nothing is added any more. */
GRIPE_MUST_USE int sorter_rewind(struct sorter *sorter, struct err *err);
/* sorter_next - 1 and *packed (valid until the next call), 0 at the end, GRIPE_IO. */
GRIPE_MUST_USE int sorter_next(struct sorter *sorter, const unsigned char **packed, struct err *err);
uint64_t sorter_count(const struct sorter *sorter);

#endif
