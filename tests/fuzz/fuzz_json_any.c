/* fuzz_json_any.c - any bytes as JSON: cut into elements, held to RFC 8259, guessed, and by every JSON format that claims them. */
#include "read_bytes.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return read_bytes(bytes, len, "a.json", "json");
}
