/* fuzz_xml.c - any XML: which element is the record, and its columns. */
#include "fuzz_reading.h"

extern const struct format format_xml;
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return fuzz_reading(&format_xml, "x.xml", bytes, len);
}
