/* fuzz_call_services.c - transcripts in JSON of further services: the first byte says which. */
#include "fuzz_reading.h"

extern const struct format format_gong, format_watson, format_speechmatics, format_data_automation, format_rev,
    format_paper_edit, format_timed_words;
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const struct format *const formats[] = { &format_gong,         &format_watson,
		                                        &format_speechmatics, &format_data_automation,
		                                        &format_rev,          &format_paper_edit,
		                                        &format_timed_words };
	if (len < 2) {
		return 0;
	}
	return fuzz_reading(formats[bytes[0] % (sizeof formats / sizeof *formats)], "x.json", bytes + 1, len - 1);
}
