/* fuzz_tnef.c - Outlook's winmail.dat: lengths, properties, packed RTF. */
#include <stdint.h>

#include "tnef.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct buf out;
	char charset[24];
	buf_init(&out, SIZE_MAX);
	(void)tnef_text(&out, (struct str){ (const char *)bytes, len }, charset);
	buf_release(&out);
	return 0;
}
