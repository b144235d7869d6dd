/* memory_plan.h - what a run may have of the machine's memory (--mem), and whether that is enough for its plan. */
#ifndef GRIPE_MEMORY_PLAN_H
#define GRIPE_MEMORY_PLAN_H

#include "plan.h"

#define MEMORY_DEFAULT ((uint64_t)1 << 30) /* bytes; a plan that needs more has what it needs */

/* memory_parse - "700M", "2G", "800000K", or bytes; K, M and G are powers of 1024. GRIPE_USAGE: it is no size. */
GRIPE_MUST_USE int memory_parse(const char *text, uint64_t *bytes, struct err *err);

/* memory_needed - bytes that the plan needs with so many threads, however many contacts come: the program and its
 * lists, what each thread keeps, the sample that is learnt from. */
uint64_t memory_needed(struct plan *plan, int threads);

/* memory_for_records - of what was asked for (--mem; NULL: the default), what records that wait between two passes may
 * have, for each of the two passes that can be under way at once. GRIPE_USAGE, with the size that would do, when the
 * plan needs more than was asked for. */
GRIPE_MUST_USE int memory_for_records(struct plan *plan, int threads, const char *asked, size_t *records,
                                      struct err *err);

#endif
