/* theme_birth.h - new topics between two learnings: groups of mentions whose neighbours are as recent as they are (rule
 * 10).
 *
 * New topics do not show among leftovers (neighbours absorb them); the recency of a mention's neighbours shows them.
 * Pool = the last five nights. A pooled mention is fresh when, among its 15 nearest in sample and pool together, the
 * share that is in the pool is >= max(.5, 4 |pool| / N) and the mean of its five best similarities is >= .8 of the
 * model's median. Groups of at least 6 fresh mentions, connected by their neighbour lists, are births; a group that
 * shares a mention with one reported before is not reported again. */
#ifndef GRIPE_THEME_BIRTH_H
#define GRIPE_THEME_BIRTH_H

#include "theme_model.h"

enum { THEME_BIRTH_NIGHTS = 5, THEME_BIRTH_SMALLEST = 6 };

struct theme_birth {
	size_t *members; /* [member_count] pool numbers, rising */
	size_t member_count;
	size_t medoid; /* pool number of the member nearest to the group's centroid */
};

/* theme_births - pool[pool_count][stride] of mentions since THEME_BIRTH_NIGHTS nights; reported[pool_count]: in, true
 * for mentions of groups told before; out, also for those of groups told now and of told groups that grew: keep it for
 * the next night (NULL: nothing was told). Result in arena, by size falling, then smallest member. threads: >= 1. */
size_t theme_births(const struct theme_model *model, const int16_t *pool, size_t pool_count, bool *reported,
                    int threads, struct arena *arena, struct theme_birth **births);

#endif
