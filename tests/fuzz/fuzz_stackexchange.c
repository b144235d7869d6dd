/* fuzz_stackexchange.c - rows of a StackExchange dump. */
#include "fuzz_reading.h"

extern const struct format format_stackexchange;
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return fuzz_reading(&format_stackexchange, "Posts.xml", bytes, len);
}
