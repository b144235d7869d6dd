/* theme_gist.h - the meaning of a text in 256 bits, for looking through millions of them: the signs of its semantic
 * vector about a mean (random hyperplanes would do as well; the columns of the tables are near to independent once
 * centred). Two texts of like meaning differ in few bits; how alike they are is then computed from the vectors
 * themselves.
 *
 * It needs no model, only the table of word pieces of the language: the bits of a text stay the same over learnings. */
#ifndef GRIPE_THEME_GIST_H
#define GRIPE_THEME_GIST_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "err.h"
#include "str.h"

enum { GIST_COLUMNS = 256, GIST_BYTES = GIST_COLUMNS / 8 };

struct gist { /* bit k of it is bit k % 8 of byte k / 8: the same in a file of any machine */
	uint8_t bytes[GIST_BYTES];
};

struct theme_gist; /* one per thread: tables and readers by language */

/* theme_gist_open - lexicons: folder of the tables, borrowed. */
void theme_gist_open(struct theme_gist **gist, const char *lexicons);
void theme_gist_close(struct theme_gist *gist); /* NULL allowed */

/* theme_gist_vector - 1 and vector[GIST_COLUMNS], unit length; 0: the language has no table, or the text no word that
 * it knows. GRIPE_IO, GRIPE_DATA: a damaged table. */
GRIPE_MUST_USE int theme_gist_vector(struct theme_gist *gist, struct str lang, struct str text, float *vector,
                                     struct err *err);
/* gist_centre - vector[GIST_COLUMNS] less the mean, to unit length again; false: nothing is left. */
bool gist_centre(float *vector, const float *mean);
/* gist_of - a centred vector's signs: bit k is set where column k is above 0. */
struct gist gist_of(const float *centred);
/* gist_apart - bits that differ, 0 to GIST_COLUMNS. b[GIST_BYTES]: of another, at any place. */
static inline unsigned gist_apart(const struct gist *a, const uint8_t *b)
{
	uint64_t x[GIST_BYTES / 8], y[GIST_BYTES / 8];
	unsigned apart = 0;
	memcpy(x, a->bytes, sizeof x);
	memcpy(y, b, sizeof y);
	for (size_t w = 0; w < sizeof x / sizeof *x; w++) {
		apart += (unsigned)__builtin_popcountll(x[w] ^ y[w]);
	}
	return apart;
}

#endif
