/* theme_knn.h - the k nearest of every vector among all, exactly; dots falling, ties to the smaller number. Same result
 * for any number of threads. */
#ifndef GRIPE_THEME_KNN_H
#define GRIPE_THEME_KNN_H

#include "theme_dot.h"

enum { THEME_NEIGHBOURS = 15 };

struct theme_near {
	int32_t dot;     /* theme_dot */
	uint32_t member; /* row number */
};

/* theme_knn - near[n][k]: for each row its k nearest others. k < n. O(n * n * stride / 2) multiply-adds; memory
 * threads * n * k * 8 bytes. */
void theme_knn(const struct theme_rows *rows, size_t k, int threads, struct theme_near *near);

/* theme_near_insert - keeps list[count] (count <= k) sorted by (dot falling, member rising); returns the new count. */
size_t theme_near_insert(struct theme_near *list, size_t count, size_t k, struct theme_near new_one);

#endif
