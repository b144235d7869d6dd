/* fuzz_next_step.c - next_step.tsv of any bytes: refused with a reason, or every row has its cells and each issue and
 * topic gets a text or none. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "next_step.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void ask(const struct tsv *steps)
{
	static const struct next_asked asked[] = {
		{ .issue = true, .class = STR("late"), .thing = STR("bus"), .contacts = 5 },
		{ .issue = true, .class = STR("late"), .owner = STR("Web"), .contacts = 5 },
		{ .kind = STR("complaint"), .step = STR("pay"), .contacts = 5, .kind_said = 5, .step_said = 5 },
	};
	struct buf out;
	buf_init(&out, SIZE_MAX);
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		buf_clear(&out);
		next_step_write(&out, steps, &asked[i]);
	}
	buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char path[] = "/tmp/gripe-fuzz-next-XXXXXX";
	int fd = mkstemp(path);
	struct arena arena = ARENA_INIT;
	struct tsv steps = { NULL, 0 };
	struct err err = ERR_INIT;
	assert(fd >= 0 && write(fd, bytes, len) == (ssize_t)len && close(fd) == 0);
	if (next_step_load(&steps, &arena, path, &err) == 0) {
		for (size_t i = 0; i < steps.row_count; i++) {
			assert(steps.rows[i].cell_count >= NEXT_CELLS && steps.rows[i].cells[NEXT_TEXT].len > 0);
		}
		ask(&steps);
	} else {
		assert(err.message[0] != '\0');
	}
	arena_release(&arena);
	unlink(path);
	return 0;
}
