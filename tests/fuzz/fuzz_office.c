/* fuzz_office.c - office files and RTF: whatever the bytes, each part that is visited is UTF-8 to a bound, and a
 * failure has a reason. */
#include <stdint.h>
#include <stdlib.h>

#include "office.h"
#include "utf8.h"

static int visit(void *to, struct infile *file, const char *path, struct err *err)
{
	struct buf *part = to;
	char piece[4096];
	int64_t n = 0;
	(void)path;
	buf_clear(part);
	while (part->len < (1 << 20) && (n = infile_read(file, piece, sizeof piece, err)) > 0) {
		buf_add(part, piece, (size_t)n);
	}
	if (n == 0 && utf8_bad_at(buf_str(part)) != part->len) {
		abort();
	}
	return n < 0 ? (int)n : 0;
}

static int failed(void *to, const char *path, int status, struct err *err)
{
	(void)to;
	(void)path;
	(void)err;
	return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct buf part;
	struct walk_visit each = { visit, failed, &part };
	struct office_source source = { .path = "x.xls", .temporary = "/tmp" };
	struct err err = ERR_INIT;
	struct str s = { (const char *)bytes, len };
	buf_init(&part, SIZE_MAX);
	if (office_is(s, source.path) && infile_memory(&source.file, "x", s, &err) == 0) {
		if (office_walk(&source, &each, &err) < 0 && err.message[0] == '\0') {
			abort();
		}
		infile_close(source.file);
	}
	buf_release(&part);
	return 0;
}
