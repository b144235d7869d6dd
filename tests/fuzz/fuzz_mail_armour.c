/* fuzz_mail_armour.c - PGP's armour in a text, and signed CMS messages. */
#include <stdint.h>
#include <stdlib.h>

#include "mail_armour.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct buf out;
	struct str all = { (const char *)bytes, len };
	bool encrypted;
	buf_init(&out, SIZE_MAX);
	if (mail_unarmour(&out, all, &encrypted) && out.len > len) {
		abort(); /* it only takes away */
	}
	buf_clear(&out);
	if (mail_signed_content(&out, all) && out.len > len) {
		abort();
	}
	buf_release(&out);
	return 0;
}
