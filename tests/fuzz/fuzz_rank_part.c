/* fuzz_rank_part.c - lines of partial results from anywhere: refused or taken in, and what was taken in is written
 * again as lines that are taken in. */
#include <stdlib.h>

#include "rank_part.h"

static int put(void *to, struct str line, struct err *err)
{
	struct buf *out = to;
	(void)err;
	buf_str_add(out, line);
	buf_byte(out, '\n');
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tally tally[2];
	struct quote_pool quotes[2];
	struct buf text;
	struct err err = ERR_INIT;
	struct str rest = { (const char *)data, size };
	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < 2; i++) {
		tally_init(&tally[i]);
		quotes_init(&quotes[i]);
		while (rest.len > 0) {
			struct str line = str_cut(rest, '\n', &rest);
			if (part_read(
			        (const struct part_layer[]){ { &tally[i], &quotes[i] }, { &tally[i], &quotes[i] } },
			        line, &err) < 0 &&
			    i == 1) {
				abort();
			}
		}
		if (i == 0 && part_write(&tally[0], &quotes[0], put, &text, &err) == 0) {
			rest = buf_str(&text);
		}
	}
	for (size_t i = 0; i < 2; i++) {
		tally_close(&tally[i]);
		tally_release(&tally[i]);
		quotes_release(&quotes[i]);
	}
	buf_release(&text);
	return 0;
}
