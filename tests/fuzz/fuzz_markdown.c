/* fuzz_markdown.c - notes in Markdown. */
#include "fuzz_reading.h"

extern const struct format format_markdown;
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return fuzz_reading(&format_markdown, "x.md", bytes, len);
}
