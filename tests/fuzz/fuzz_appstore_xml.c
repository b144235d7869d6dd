/* fuzz_appstore_xml.c - Apple's feed of reviews in XML. */
#include "fuzz_reading.h"

extern const struct format format_appstore_xml;
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return fuzz_reading(&format_appstore_xml, "x.xml", bytes, len);
}
