/* fuzz_past.c - a past of any bytes: refused with its line, or every count of it stands in the series of a night, on a
 * day and in a theme that the series has. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "day_series.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void series_of(const struct past *past, enum tally_layer layer)
{
	struct day_series series;
	struct tally tally;
	uint64_t counted = 0, given = 0;
	tally_init(&tally);
	tally.layer = layer;
	past_leaves(past, &tally);
	tally_close(&tally);
	day_series_make(&series, &tally, past, (int64_t)20000 * 86400);
	for (size_t i = 0; i < (series.themes + 1) * series.days; i++) {
		counted += series.counts[i];
	}
	for (size_t i = 0; i < past->counts[layer]; i++) {
		given += past->rows[layer][i].contacts;
	}
	assert(counted <= given);
	day_series_release(&series);
	tally_release(&tally);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char path[] = "/tmp/gripe-fuzz-past-XXXXXX";
	int fd = mkstemp(path);
	struct past past = { .open = false };
	struct err err = ERR_INIT;
	assert(fd >= 0 && write(fd, bytes, len) == (ssize_t)len && close(fd) == 0);
	if (past_load(&past, path, &err) == 0) {
		series_of(&past, LAYER_THEMES);
		series_of(&past, LAYER_ISSUES);
	} else {
		assert(err.message[0] != '\0');
	}
	past_release(&past);
	unlink(path);
	return 0;
}
