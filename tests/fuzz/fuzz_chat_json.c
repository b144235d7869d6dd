/* fuzz_chat_json.c - chats in JSON, by the description with HTML and replies. */
#include "fuzz_reading.h"

extern const struct format format_teams_graph;
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return fuzz_reading(&format_teams_graph, "x.json", bytes, len);
}
