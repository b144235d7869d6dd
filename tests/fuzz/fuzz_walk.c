/* fuzz_walk.c - archives: tar, zip, 7z, bzip2, xz; members are read to a bound. */
#include <stdint.h>
#include <stdlib.h>

#include "walk.h"

static int visit(void *to, struct infile *file, const char *path, struct err *err)
{
	char piece[4096];
	uint64_t *left = to;
	int64_t n = 0;
	(void)path;
	while (*left > 0 && (n = infile_read(file, piece, sizeof piece, err)) > 0) {
		*left -= *left < (uint64_t)n ? *left : (uint64_t)n;
	}
	return n < 0 ? (int)n : *left == 0 ? 1 : 0;
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
	uint64_t left = 1 << 20;
	struct walk_visit each = { visit, failed, &left };
	struct infile *file;
	struct err err = ERR_INIT;
	struct str s = { (const char *)bytes, len };
	if (walk_is_archive(s) && infile_memory(&file, "x", s, &err) == 0) {
		if (walk_archive(file, "x", 0, &each, &err) < 0 && err.message[0] == '\0') {
			abort();
		}
		infile_close(file);
	}
	return 0;
}
