/* fuzz_mail.c - one mail: MIME trees, charsets, dates, threads, people. */
#include "fuzz_reading.h"

extern const struct format format_eml;
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return fuzz_reading(&format_eml, "x.eml", bytes, len);
}
