/* fuzz_json_any.c - any bytes as JSON: cut into elements, held to RFC 8259, guessed; and by the JSON format that claims
 * them. */
#include "json_records.h"
#include "read_bytes.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static bool is_json(const struct format *format)
{
	return format->parse == json_spec_parse;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return read_bytes(bytes, len, "a.json", "json", is_json);
}
