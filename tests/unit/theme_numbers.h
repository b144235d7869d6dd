/* theme_numbers.h - reading the tables of tests/reference/theme, and the generator that
 * tests/reference/theme/make_numbers.py shares with the tests. */
#ifndef GRIPE_THEME_NUMBERS_H
#define GRIPE_THEME_NUMBERS_H

#include <stdint.h>
#include <stdlib.h>

#include "buf.h"
#include "hash.h"
#include "option.h"
#include "tsv.h"

/* Top 16 bits of a 64-bit linear congruential generator, as in make_numbers.py. */
static inline double noise(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (double)(*state >> 48);
}

/* Rows of tests/reference/theme/NAME; the tests run in the checkout's root. Aborts when it cannot be read: then nothing
 * can be compared. */
static inline struct tsv numbers_table(struct arena *arena, const char *name)
{
	struct tsv tsv;
	struct err err = ERR_INIT;
	struct str path = arena_printf(arena, "tests/reference/theme/%s", name);
	if (tsv_load(&tsv, arena, path.at, 1, &err) < 0) {
		abort();
	}
	return tsv;
}

static inline double cell_number(const struct tsv_row *row, size_t cell)
{
	char text[64] = "";
	size_t len = row->cells[cell].len < sizeof text ? row->cells[cell].len : sizeof text - 1;
	memcpy(text, row->cells[cell].at, len);
	return strtod(text, NULL);
}

#endif
