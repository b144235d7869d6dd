/* fuzz_sheet.c - any bytes as a ticked sheet: every mention is a row once, with a tick that there is. */
#include <stdlib.h>

#include "sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void counts_hold(const struct sheet *sheet)
{
	if (sheet->count != sheet->mentions.count) {
		abort();
	}
	for (size_t i = 0; i < sheet->count; i++) {
		if (sheet->rows[i].ticks[0] > TICK_NOT || !str_eq(sheet->rows[i].mention, sheet->mentions.names[i])) {
			abort();
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct str input = { (const char *)bytes, len };
	struct run_read run = { .arena = ARENA_INIT };
	struct err err = ERR_INIT;
	struct infile *file = NULL;
	struct sheet sheet;
	struct buf table, marks;
	sheet_init(&sheet);
	if (infile_memory(&file, "sheet.csv", input, &err) == 0 &&
	    sheet_read(&sheet, file, &run, "lexicons", &err) == 0) {
		counts_hold(&sheet);
		buf_init(&table, SIZE_MAX);
		buf_init(&marks, SIZE_MAX);
		sheet_score(&table, &marks, &sheet, &run);
		buf_release(&table);
		buf_release(&marks);
	}
	infile_close(file);
	sheet_release(&sheet);
	arena_release(&run.arena);
	return 0;
}
