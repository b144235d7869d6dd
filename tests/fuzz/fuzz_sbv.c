/* fuzz_sbv.c - SBV captions. */
#include "fuzz_reading.h"

extern const struct format format_sbv;
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return fuzz_reading(&format_sbv, "x.sbv", bytes, len);
}
