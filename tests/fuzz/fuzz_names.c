/* fuzz_names.c - answers to cards in any bytes: each line is read, or told; what was read is fit for a cell of a
 * ledger. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "names.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void cell_check(struct str text)
{
	assert(utf8_bad_at(text) == text.len);
	for (size_t i = 0; i < text.len; i++) {
		assert((unsigned char)text.at[i] >= ' ' && text.at[i] != 0x7F);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char path[] = "/tmp/gripe-fuzz-names-XXXXXX";
	int fd = mkstemp(path);
	struct answers answers;
	struct buf said;
	struct err err = ERR_INIT;
	size_t told = 0;
	assert(fd >= 0 && write(fd, bytes, len) == (ssize_t)len && close(fd) == 0);
	buf_init(&said, SIZE_MAX);
	if (answers_read(&answers, path, &said, &err) < 0) {
		assert(err.message[0] != '\0');
	}
	for (size_t i = 0; i < answers.count; i++) {
		const struct answer *answer = &answers.list[i];
		assert(answer->theme.len > 0 && answer->line > 0);
		cell_check(answer->theme);
		cell_check(answer->card);
		cell_check(answer->label);
		cell_check(answer->mixed);
		cell_check(answer->merge_into);
		cell_check(answer->next_step);
	}
	for (size_t i = 0; i < said.len; i++) {
		told += said.at[i] == '\n';
	}
	assert(told == answers.bad);
	answers_release(&answers);
	buf_release(&said);
	unlink(path);
	return 0;
}
