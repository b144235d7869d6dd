/* fuzz_telegram_html.c - Telegram's pages of messages. */
#include "fuzz_reading.h"

extern const struct format format_telegram_html;
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return fuzz_reading(&format_telegram_html, "messages.html", bytes, len);
}
