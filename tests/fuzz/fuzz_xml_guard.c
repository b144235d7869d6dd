/* fuzz_xml_guard.c - XML through the guard: the same in one piece and byte by byte, and libxml2 comes to an end with
 * what it gives. */
#include <stdint.h>
#include <stdlib.h>

#include <libxml/xmlreader.h>

#include "xml_guard.h"

static void run(struct buf *out, struct str s, size_t step)
{
	struct xml_guard guard;
	xml_guard_init(&guard);
	for (size_t at = 0; at < s.len; at += step) {
		xml_guard_add(&guard, out, str_slice(s, at, at + step < s.len ? at + step : s.len), false);
	}
	xml_guard_add(&guard, out, STR_EMPTY, true);
	xml_guard_release(&guard);
}

static void quiet(void *context, xmlErrorPtr error)
{
	(void)context;
	(void)error;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct str s = { (const char *)bytes, len };
	struct buf whole, pieces;
	xmlTextReaderPtr reader;
	buf_init(&whole, SIZE_MAX);
	buf_init(&pieces, SIZE_MAX);
	run(&whole, s, len + 1);
	run(&pieces, s, 1);
	if (!str_eq(buf_str(&whole), buf_str(&pieces))) {
		abort();
	}
	reader = xmlReaderForMemory(whole.at, (int)whole.len, NULL, "UTF-8", XML_PARSE_RECOVER | XML_PARSE_NONET);
	if (reader != NULL) {
		xmlTextReaderSetStructuredErrorHandler(reader, quiet, NULL);
		while (xmlTextReaderRead(reader) == 1) {
		}
		xmlFreeTextReader(reader);
	}
	buf_release(&whole);
	buf_release(&pieces);
	return 0;
}
