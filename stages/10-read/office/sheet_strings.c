/* sheet_strings.c - see sheet_strings.h.
 *
 * A workbook keeps each text once, in one part, and its cells name them by number: mostly in the order of the part,
 * since that is how they were met when it was written. Method: the texts stand in a spill, which goes to a temporary
 * file when it grows; a block of it is held, in which the next ones mostly are. Memory: 8 bytes a string,
 * STRINGS_MEMORY, a block. */
#include "sheet_strings.h"

#include <stdlib.h>

#include "arena.h"
#include "array.h"

enum { STRINGS_FIRST = 1024, STRINGS_MEMORY = 8 << 20, BLOCK = 256 * 1024 };
#define STRINGS_BYTES ((uint64_t)2 << 30) /* of one workbook */

void sheet_strings_init(struct sheet_strings *strings, const char *temporary)
{
	*strings = (struct sheet_strings){ .ends = NULL };
	spill_init(&strings->bytes, temporary, STRINGS_MEMORY);
}

void sheet_strings_release(struct sheet_strings *strings)
{
	spill_release(&strings->bytes);
	free(strings->ends);
	free(strings->block);
}

int sheet_strings_add(struct sheet_strings *strings, struct str string, struct err *err)
{
	int status = spill_size(&strings->bytes) + string.len > STRINGS_BYTES
	                 ? err_set(err, GRIPE_DATA, "the shared strings of the workbook are more than 2 GiB")
	                 : spill_add(&strings->bytes, string.at, string.len, err);
	if (status < 0) {
		return status;
	}
	strings->ends = array_room(strings->ends, strings->count, &strings->cap, sizeof *strings->ends, STRINGS_FIRST);
	strings->ends[strings->count++] = spill_size(&strings->bytes);
	return 0;
}

/* The block that begins with the string. */
static int read_block(struct sheet_strings *strings, uint64_t start, struct err *err)
{
	uint64_t left = spill_size(&strings->bytes) - start;
	int status;
	if (strings->block == NULL) {
		strings->block = memory_alloc(BLOCK);
	}
	strings->block_at = start;
	strings->block_len = left < BLOCK ? (size_t)left : BLOCK;
	status = spill_read(&strings->bytes, start, strings->block, strings->block_len, err);
	strings->block_len = status < 0 ? 0 : strings->block_len;
	return status;
}

int sheet_strings_get(struct sheet_strings *strings, uint64_t number, struct buf *out, struct err *err)
{
	uint64_t start, end;
	int status = 0;
	buf_clear(out);
	if (number >= strings->count) {
		return 0;
	}
	start = number == 0 ? 0 : strings->ends[number - 1];
	end = strings->ends[number];
	if (end - start > BLOCK) {
		buf_reserve(out, (size_t)(end - start));
		status = spill_read(&strings->bytes, start, out->at, (size_t)(end - start), err);
		out->len = status < 0 ? 0 : (size_t)(end - start);
		out->at[out->len] = '\0';
		return status;
	}
	if (end > start && (start < strings->block_at || end > strings->block_at + strings->block_len)) {
		status = read_block(strings, start, err);
	}
	if (status >= 0 && end > start) {
		buf_add(out, strings->block + (start - strings->block_at), (size_t)(end - start));
	}
	return status;
}
