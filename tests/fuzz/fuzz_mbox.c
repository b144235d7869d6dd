/* fuzz_mbox.c - mails in a file: where each starts, and each of them. */
#include "fuzz_reading.h"

extern const struct format format_mbox;
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return fuzz_reading(&format_mbox, "x.mbox", bytes, len);
}
