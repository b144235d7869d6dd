/* fuzz_dialogue.c - transcripts with names in front of lines. */
#include "fuzz_reading.h"

extern const struct format format_dialogue;
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return fuzz_reading(&format_dialogue, "x.txt", bytes, len);
}
