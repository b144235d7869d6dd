/* fuzz_dates.c - any bytes as a date, a score and --map. What is read is a time that reads the same again. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "columns.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct str value = { (const char *)bytes, len };
	struct arena arena = ARENA_INIT;
	struct column_map map;
	struct err err = ERR_INIT;
	char text[21], again[21];
	double score, top;
	for (int order = DATE_ORDER_UNKNOWN; order <= DATE_MONTH_FIRST; order++) {
		if (date_to_text(value, (enum date_order)order, NULL, text)) {
			assert(date_to_text((struct str){ text, 20 }, DATE_ORDER_UNKNOWN, NULL, again) &&
			       strcmp(text, again) == 0);
		}
	}
	(void)score_parse(value, &score, &top);
	(void)cell_filled(value);
	(void)column_key(&arena, value);
	if (column_map_parse(&map, &arena, arena_dup(&arena, value).at, &err) == 0) {
		assert(map.count <= sizeof map.pairs / sizeof *map.pairs);
	}
	arena_release(&arena);
	return 0;
}
