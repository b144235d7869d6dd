/* fuzz_charset.c - charset repair: whatever the bytes and the label, the result is valid UTF-8 without CR and NUL. The
 * first byte picks the label. */
#include <stdint.h>
#include <stdlib.h>

#include "charset.h"
#include "charset_stream.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char *const labels[] = {
		"",       "utf-8", "iso-8859-1", "windows-1251", "iso-2022-jp", "ks_c_5601-1987",
		"gb2312", "utf-7", "big5",       "shift_jis",    "x-unknown",   "utf-16"
	};
	struct str s = { (const char *)bytes, len };
	struct infile *file, *text;
	struct err err = ERR_INIT;
	struct buf out;
	const char *note;
	buf_init(&out, SIZE_MAX);
	charset_field(&out, s, NULL, &note);
	if (len > 0) {
		charset_labelled(&out, str_slice(s, 1, len),
		                 str_from(labels[bytes[0] % (sizeof labels / sizeof *labels)]), NULL, &note);
	}
	if (utf8_bad_at(buf_str(&out)) != out.len || memchr(out.at, '\r', out.len) != NULL ||
	    memchr(out.at, '\0', out.len) != NULL) {
		abort();
	}
	if (infile_memory(&file, "x", s, &err) == 0) {
		buf_clear(&out);
		if (charset_stream(&text, file, NULL, &err) == 0) {
			if (infile_all(text, &out, &err) < 0) {
				abort();
			}
			infile_close(text);
		}
		infile_close(file);
	}
	buf_release(&out);
	return 0;
}
