/* fuzz_slack.c - a day of a channel in Slack's export. */
#include "fuzz_reading.h"

extern const struct format format_slack;
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return fuzz_reading(&format_slack, "export/general/2024-01-02.json", bytes, len);
}
