/* fuzz_chat_text.c - chats as text, in all their shapes. */
#include "fuzz_reading.h"

extern const struct format format_chat_text;
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return fuzz_reading(&format_chat_text, "x.txt", bytes, len);
}
