/* fuzz_transcript.c - transcripts with a name and a time above the words. */
#include "fuzz_reading.h"

extern const struct format format_transcript;
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return fuzz_reading(&format_transcript, "x.txt", bytes, len);
}
