/* fuzz_call_json.c - calls and chats as JSON: every kind over the same bytes. */
#include "fuzz_reading.h"

extern const struct format format_aws_call_analytics, format_aws_transcribe, format_google_stt, format_deepgram,
    format_assemblyai, format_kaldi, format_autoedit, format_podcast, format_abcd, format_taskmaster,
    format_harper_valley, format_call_json, format_chat_json;
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	const struct format *const formats[] = { &format_aws_call_analytics, &format_aws_transcribe, &format_google_stt,
		                                 &format_deepgram,           &format_assemblyai,     &format_kaldi,
		                                 &format_autoedit,           &format_podcast,        &format_abcd,
		                                 &format_taskmaster,         &format_harper_valley,  &format_call_json,
		                                 &format_chat_json };
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		(void)fuzz_reading(formats[i], "x.json", bytes, len);
	}
	return 0;
}
