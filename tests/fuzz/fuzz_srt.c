/* fuzz_srt.c - SubRip captions. */
#include "fuzz_reading.h"

extern const struct format format_srt;
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return fuzz_reading(&format_srt, "x.srt", bytes, len);
}
