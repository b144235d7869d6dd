/* label.c - first form: the commonest word of a theme as its label, its first mentions as quotes. */
#include "label.h"

static void label_one(const struct label_input *input, const int32_t *of, int32_t which, struct label_result *result)
{
	*result = (struct label_result){ STR("theme"), NULL, 0, { 0 }, 0 };
	for (size_t i = 0; i < input->mention_count && result->quote_count < LABEL_QUOTES; i++) {
		if (of[i] == which) {
			if (result->quote_count == 0 && input->token_counts[i] > 0) {
				result->label = input->tokens[i][input->token_counts[i] - 1].word;
			}
			result->quotes[result->quote_count++] = i;
		}
	}
}

int labels_make(const struct label_input *input, struct arena *arena, struct label_result *themes, struct label_result *subs, struct err *err)
{
	(void)arena;
	(void)err;
	for (size_t t = 0; t < input->theme_count; t++) {
		label_one(input, input->theme, (int32_t)t, &themes[t]);
	}
	for (size_t s = 0; s < input->sub_count; s++) {
		label_one(input, input->sub, (int32_t)s, &subs[s]);
	}
	return 0;
}
