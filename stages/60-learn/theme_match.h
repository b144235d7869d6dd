/* theme_match.h - which new theme is which old one: the assignment problem on Jaccard's index (rule 10). */
#ifndef GRIPE_THEME_MATCH_H
#define GRIPE_THEME_MATCH_H

#include <stddef.h>
#include <stdint.h>

#define THEME_MATCH_LEAST 0.2 /* Jaccard's index at which an id is kept */

/* assignment - value[rows][columns] >= 0: to[rows] gets a column each, or -1, no column twice, so that the sum of
 * values is the largest possible. */
void assignment(const double *value, size_t rows, size_t columns, int32_t *to);

/* theme_match - old[n], new[n]: groups of n mentions with weight[n], -1 none. old_of[new_count]: the old group whose id
 * it keeps, or -1. shared[old_count][new_count], or NULL: out, weight in common. */
void theme_match(const int32_t *old, size_t old_count, const int32_t *new, size_t new_count, const uint64_t *weight,
                 size_t n, int32_t *old_of, double *shared);

#endif
