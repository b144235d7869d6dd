/* fuzz_charset_guess.c - the charset of a file: whatever the bytes, the decoded stream is UTF-8 when one was found, the
 * same however it is read, and the confidence is a percentage. */
#include <stdint.h>
#include <stdlib.h>

#include "charset_double.h"
#include "charset_guess.h"
#include "charset_stream.h"
#include "utf8.h"

/* The stream read to its end, in pieces of `step`; false: the bytes are a gzip or zstd that is damaged. */
static bool decode(struct buf *out, struct str s, struct charset_judge *judge, struct charset_found *found, size_t step)
{
	char piece[65536];
	struct infile *file, *text;
	struct err err = ERR_INIT;
	int64_t n;
	if (infile_memory(&file, "x", s, &err) != 0 || charset_decode(&text, file, judge, found, &err) != 0) {
		abort();
	}
	while ((n = infile_read(text, piece, step, &err)) > 0) {
		buf_add(out, piece, (size_t)n);
	}
	infile_close(text);
	infile_close(file);
	return n >= 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static struct charset_judge judge = { .lexicons = "lexicons" }; /* once for all inputs */
	struct str s = { (const char *)bytes, len };
	struct charset_guess guess;
	struct charset_found found, again;
	struct buf out, other;
	charset_guess(&guess, s, NULL);
	if (guess.name == NULL || guess.confidence < 0 || guess.confidence > 100) {
		abort();
	}
	buf_init(&out, SIZE_MAX);
	buf_init(&other, SIZE_MAX);
	if (!decode(&out, s, &judge, &found, 65536) || !decode(&other, s, &judge, &again, 4096)) {
		found.name = NULL;
		buf_clear(&out);
		buf_clear(&other);
	}
	if (found.name != NULL && strcmp(found.name, "windows-1252") != 0 && utf8_bad_at(buf_str(&out)) != out.len) {
		abort();
	}
	if (len <= 4096 && !str_eq(buf_str(&out), buf_str(&other))) {
		abort();
	}
	buf_clear(&other);
	if (charset_is_double(s) && utf8_bad_at(s) == s.len) {
		(void)charset_undo_double(&other, s);
		if (utf8_bad_at(buf_str(&other)) != other.len) {
			abort();
		}
	}
	buf_release(&out);
	buf_release(&other);
	return 0;
}
