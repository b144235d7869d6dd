/* trouble_weights.h - the learnt numbers of the reader of troubles: lexicons/reader.bin, memory-mapped and checked.
 *
 * pipeline/reader/FORMAT.md is the file's description and the proof of every bound: what is checked here is what the
 * arithmetic of trouble_reader.c relies on, so that no sum overflows and no index leaves its array. */
#ifndef GRIPE_TROUBLE_WEIGHTS_H
#define GRIPE_TROUBLE_WEIGHTS_H

#include <stdint.h>

#include "err.h"
#include "str.h"

enum {
	TROUBLE_WIDTHS = 4,                                       /* filters see 1 to 4 pieces */
	TROUBLE_TAPS = TROUBLE_WIDTHS * (TROUBLE_WIDTHS + 1) / 2, /* of all widths */
	TROUBLE_COLUMNS = 256                                     /* of the piece tables */
};

struct trouble_language {
	struct str code;
	uint32_t rows, names_bytes; /* of the table that it was learnt with */
	uint32_t unit;
	uint32_t own_count, own_first; /* of own_rows and own */
};

struct trouble_weights {
	size_t dims, filters, classes, language_count, exponents; /* dims and filters: multiples of 16 */
	unsigned down_shift, own_shift, tap_shift, out_shift;
	struct trouble_language *languages; /* [language_count] */
	struct str *names;                  /* [classes] rising by byte order */
	const int16_t *down;                /* [dims][TROUBLE_COLUMNS] */
	const int16_t *unknown;             /* [dims] */
	const int16_t *offset;              /* [language_count][dims] */
	const int16_t *taps;                /* [TROUBLE_TAPS][filters][dims], sum of |.| over dims <= 65535 */
	const int16_t *tap_bias;            /* [TROUBLE_WIDTHS][filters], |.| <= 4095 */
	const int16_t *out;                 /* [classes][TROUBLE_WIDTHS * filters], sum of |.| of a class <= 65535 */
	const int32_t *out_bias;            /* [language_count][classes] */
	const uint32_t *prior;              /* [classes] in 1/65536 */
	const uint32_t *exponential;        /* [exponents], the first not 0 */
	const uint8_t *trouble;             /* [classes] 1: a class of trouble */
	const uint16_t *own_rows;           /* rising within a language */
	const int8_t *own;                  /* [][dims] */
	struct str map;                     /* empty over borrowed memory */
};

/* trouble_weights_open - maps the file and checks magic, version, sizes and every number that an index or a sum depends
 * on. *weights stays NULL and 0 is returned when the file does not exist. GRIPE_IO: cannot be read; GRIPE_DATA:
 * damaged, with what. */
GRIPE_MUST_USE int trouble_weights_open(struct trouble_weights **weights, const char *path, struct err *err);
/* trouble_weights_memory - the same over bytes that outlive it, 4-byte aligned (tests, fuzzing). */
GRIPE_MUST_USE int trouble_weights_memory(struct trouble_weights **weights, struct str bytes, struct err *err);
void trouble_weights_close(struct trouble_weights *weights);

#endif
