/* fuzz_dates.c - any bytes as a date of a table, of a mail, as a score and as --map. What is read is a time that reads
 * the same again. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "columns.h"
#include "date_mail.h"
#include "dates.h"

static void reads_the_same(const struct dates *dates, char *text)
{
	char again[DATE_TEXT_SIZE];
	int64_t seconds, mail_seconds;
	struct str value = { text, DATE_TEXT_SIZE - 1 };
	assert(date_to_text(dates, value, DATE_ORDER_UNKNOWN, again) == DATE_FOUND && strcmp(text, again) == 0);
	assert(date_read(dates, value, DATE_ORDER_UNKNOWN, &seconds) == DATE_FOUND &&
	       date_read_mail(dates, value, &mail_seconds) == DATE_FOUND && seconds == mail_seconds);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct str value = { (const char *)bytes, len };
	struct arena arena = ARENA_INIT;
	struct column_map map;
	struct err err = ERR_INIT;
	static struct dates *dates;
	static struct cell_words cells;
	static struct arena words_arena = ARENA_INIT;
	char text[DATE_TEXT_SIZE];
	int64_t seconds;
	double score, top;
	if (dates == NULL) {
		assert(dates_open(&dates, "lexicons", NULL, &err) == 0);
		assert(cell_words_open(&cells, &words_arena, "lexicons", &err) == 0);
	}
	for (int order = DATE_ORDER_UNKNOWN; order <= DATE_MONTH_FIRST; order++) {
		if (date_to_text(dates, value, (enum date_order)order, text) == DATE_FOUND) {
			reads_the_same(dates, text);
		}
	}
	if (date_read_mail(dates, value, &seconds) == DATE_FOUND) {
		date_text(seconds, text);
		reads_the_same(dates, text);
	}
	(void)cell_score(&cells, value, &score, &top);
	(void)cell_truth(&cells, cell_filled(&cells, value));
	(void)column_key(&arena, value);
	if (column_map_parse(&map, &arena, arena_dup(&arena, value).at, &err) == 0) {
		assert(map.count <= sizeof map.pairs / sizeof *map.pairs);
	}
	arena_release(&arena);
	return 0;
}
