/* sheet_strings.h - the strings that the sheets of a workbook share, by number. */
#ifndef GRIPE_SHEET_STRINGS_H
#define GRIPE_SHEET_STRINGS_H

#include "buf.h"
#include "spill.h"

struct sheet_strings {
	struct spill bytes;
	uint64_t *ends; /* ends[count], offset behind each */
	size_t count, cap;
	char *block; /* the part of the file that was read last */
	uint64_t block_at;
	size_t block_len;
};

/* sheet_strings_init - temporary: the folder in which they stand once they are more than memory shall hold. */
void sheet_strings_init(struct sheet_strings *strings, const char *temporary);
void sheet_strings_release(struct sheet_strings *strings);
/* sheet_strings_add - GRIPE_IO; GRIPE_DATA beyond STRINGS_BYTES. */
GRIPE_MUST_USE int sheet_strings_add(struct sheet_strings *strings, struct str string, struct err *err);
/* sheet_strings_get - string `number` into out (cleared); one that is not there is empty. GRIPE_IO. */
GRIPE_MUST_USE int sheet_strings_get(struct sheet_strings *strings, uint64_t number, struct buf *out, struct err *err);

#endif
