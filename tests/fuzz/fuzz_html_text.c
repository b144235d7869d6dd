/* fuzz_html_text.c - HTML to lines: valid UTF-8 out of valid UTF-8, no blank at either end, and no more than a bounded
 * growth. */
#include <stdint.h>
#include <stdlib.h>

#include "html_text.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct buf valid, out;
	struct err err = ERR_INIT;
	buf_init(&valid, SIZE_MAX);
	buf_init(&out, SIZE_MAX);
	(void)utf8_repair(&valid, (struct str){ (const char *)bytes, len });
	(void)looks_like_html(buf_str(&valid));
	if (html_to_text(&out, buf_str(&valid), &err) < 0 || utf8_bad_at(buf_str(&out)) != out.len ||
	    out.len > 64 * valid.len + 64 || (out.len > 0 && ascii_is_space(out.at[out.len - 1]))) {
		abort();
	}
	buf_release(&valid);
	buf_release(&out);
	return 0;
}
