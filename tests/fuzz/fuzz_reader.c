/* The weights of the reader of troubles are trusted only after their checks: what they let through must be readable
 * everywhere, whatever the numbers are. The table of pieces is our own: three names with 256 columns. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "trouble_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { NAMES = 3, NAMES_BYTES = 10, BLOB = 64, COLUMNS = 256, HEAD = 24 };

/* "##s", "bag", "x": scales of 2^-7, rows that hold the least and the greatest numbers. */
static struct piece_table *table_make(char *at)
{
	static const uint32_t head[] = { NAMES, COLUMNS, NAMES_BYTES, 4 }, offsets[] = { 0, 4, 8 };
	static const float scales[] = { 0.0078125F, 0.0078125F, 0.0078125F };
	struct piece_table *table = NULL;
	struct err err = ERR_INIT;
	size_t len = HEAD + sizeof offsets + sizeof scales + BLOB + NAMES * COLUMNS / 2;
	memset(at, 0, len);
	memcpy(at, "THVEC1\0\0", 8);
	memcpy(at + 8, head, sizeof head);
	memcpy(at + HEAD, offsets, sizeof offsets);
	memcpy(at + HEAD + sizeof offsets, scales, sizeof scales);
	memcpy(at + HEAD + sizeof offsets + sizeof scales, "##s\0bag\0x", NAMES_BYTES);
	memset(at + len - COLUMNS / 2, 0xF0, COLUMNS / 2);
	return piece_table_memory(&table, (struct str){ at, len }, &err) == 0 ? table : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const struct token tokens[] = { { .word = STR("bags"), .start = 0, .end = 4 },
		                               { .word = STR("x"), .start = 5, .end = 6 },
		                               { .word = STR("zz"), .start = 7, .end = 9 } };
	struct trouble_reader *reader;
	struct trouble_reading reading;
	struct err err = ERR_INIT;
	char *copy = aligned_alloc(64, len / 64 * 64 + 64); /* mapped files are aligned */
	char *rows = aligned_alloc(64, 1024);
	int number = TROUBLE_UNREAD;
	if (copy != NULL && rows != NULL) {
		memcpy(copy, bytes, len);
		if (trouble_reader_memory(&reader, (struct str){ copy, len }, "", &err) == 0) {
			number = trouble_reader_table(reader, STR("en"), table_make(rows), &err);
			for (size_t n = 0; number >= 0 && number != TROUBLE_UNREAD && n <= 3; n++) {
				trouble_reader_read(reader, number, tokens, n, &reading);
				for (size_t c = 0; c < trouble_reader_count(reader); c++) {
					(void)trouble_reader_evidence(reader, c);
				}
			}
			trouble_reader_close(reader);
		}
	}
	free(copy);
	free(rows);
	return 0;
}
