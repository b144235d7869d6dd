/* fuzz_list_markdown.c - a mail as a Markdown page. */
#include "fuzz_reading.h"

extern const struct format format_list_markdown;
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return fuzz_reading(&format_list_markdown, "x.md", bytes, len);
}
