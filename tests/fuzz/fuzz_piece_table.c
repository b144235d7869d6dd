/* A table of word pieces is trusted only after its checks: what they let through must be readable everywhere. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "piece_table.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct piece_table *table;
	struct err err = ERR_INIT;
	char *copy = aligned_alloc(64, len / 64 * 64 + 64); /* mapped files are aligned */
	if (copy == NULL) {
		return 0;
	}
	memcpy(copy, bytes, len);
	if (piece_table_memory(&table, (struct str){ copy, len }, &err) == 0) {
		float sum[1024] = { 0 };
		uint32_t pieces[64];
		size_t count = piece_table_split(table, STR("unbelievableness"), pieces, 64);
		for (size_t i = 0; i < piece_table_count(table); i++) {
			piece_table_add(table, (uint32_t)i, sum);
			(void)piece_table_name(table, (uint32_t)i);
		}
		(void)count;
		piece_table_close(table);
	}
	free(copy);
	return 0;
}
