/* theme_linkage.h - communities into themes by average linkage, and the cut (rule 6). */
#ifndef GRIPE_THEME_LINKAGE_H
#define GRIPE_THEME_LINKAGE_H

#include <stddef.h>
#include <stdint.h>

struct theme_linkage {
	const int16_t *vectors; /* [n][stride] unit length */
	size_t n, stride;
	const uint32_t *member; /* [n] community, < communities */
	size_t communities;
	double threshold; /* merging goes on while the best mean cosine between two groups is at least this */
	size_t wanted;    /* 0: by the threshold; else until this many are left, whatever their similarity */
};

/* theme_linkage - theme[communities], numbered by first community; returns how many. */
size_t theme_linkage(const struct theme_linkage *linkage, uint32_t *theme);

#endif
