/* fuzz_tnef.c - Outlook's winmail.dat: lengths, properties, packed RTF, and the text of what was unpacked: it is UTF-8.
 */
#include <stdint.h>
#include <stdlib.h>

#include "rtf_text.h"
#include "tnef.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct buf out, text;
	char charset[24];
	buf_init(&out, SIZE_MAX);
	buf_init(&text, SIZE_MAX);
	if (tnef_text(&out, (struct str){ (const char *)bytes, len }, charset) == TNEF_RTF) {
		struct rtf_text *rtf = rtf_text_open();
		struct err ignored = ERR_INIT;
		(void)(rtf_text_add(rtf, &text, buf_str(&out), &ignored) < 0);
		rtf_text_end(rtf, &text);
		rtf_text_close(rtf);
		if (utf8_bad_at(buf_str(&text)) < text.len) {
			abort();
		}
	}
	buf_release(&out);
	buf_release(&text);
	return 0;
}
