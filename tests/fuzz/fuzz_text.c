/* fuzz_text.c - notes in plain text. */
#include "fuzz_reading.h"

extern const struct format format_text;
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return fuzz_reading(&format_text, "x.txt", bytes, len);
}
