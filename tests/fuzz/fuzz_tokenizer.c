/* Any bytes through the tokenizer in three languages: spans rise, stay inside the text, and words are never empty. */
#include <stdint.h>
#include <stdlib.h>

#include "token.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char *const langs[] = { "en", "fr", "ja" };
	struct tokenizer *tokenizer;
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	if (tokenizer_open(&tokenizer, &err) < 0) {
		abort();
	}
	for (size_t i = 0; i < 3; i++) {
		struct token *tokens;
		size_t n =
		    tokenize(tokenizer, &arena, (struct str){ (const char *)bytes, len }, str_from(langs[i]), &tokens);
		for (size_t k = 0; k < n; k++) {
			if (tokens[k].word.len == 0 || tokens[k].start >= tokens[k].end || tokens[k].end > len ||
			    (k > 0 && tokens[k].start < tokens[k - 1].end)) {
				abort();
			}
		}
	}
	arena_release(&arena);
	tokenizer_close(tokenizer);
	return 0;
}
