/* fuzz_vtt.c - WebVTT, and SubRip behind a wrong name. */
#include "fuzz_reading.h"

extern const struct format format_vtt;
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return fuzz_reading(&format_vtt, "x.vtt", bytes, len);
}
