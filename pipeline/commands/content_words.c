/* content_words.c - see content_words.h. Stemmers and stop words are opened with the first text of their language. */
#include "content_words.h"

#include <stdlib.h>

struct words_of { /* one language */
	struct stemmer *stemmer;
	struct stopwords *stop;
};

static void words_close(void *made)
{
	struct words_of *words = made;
	if (words != NULL) {
		stemmer_close(words->stemmer);
		stopwords_close(words->stop);
		free(words);
	}
}

static int words_open(void *context, struct str lang, void **made, struct err *err)
{
	const struct content_words *all = context;
	struct words_of *words = memory_alloc(sizeof *words);
	int result = stemmer_open(&words->stemmer, lang, err);
	result = result == 0 ? stopwords_open(&words->stop, all->lexicons, lang, err) : result;
	if (result < 0) {
		words_close(words);
		return result;
	}
	*made = words;
	return 0;
}

int content_words_open(struct content_words *words, const char *lexicons, struct err *err)
{
	*words = (struct content_words){ .lexicons = lexicons };
	words->languages = (struct language_table){ .open = words_open, .close = words_close, .context = words };
	return tokenizer_open(&words->tokenizer, err);
}

void content_words_release(struct content_words *words)
{
	tokenizer_close(words->tokenizer);
	language_table_release(&words->languages);
}

int content_stems(struct content_words *words, const struct spoken *spoken, struct stems *out, struct err *err)
{
	struct str lang = language_named(spoken->lang);
	struct token *tokens;
	void *made = NULL;
	int result = language_table_get(&words->languages, lang, &made, err);
	const struct words_of *of = made;
	*out = (struct stems){ NULL, 0 };
	if (result < 0) {
		return result;
	}
	size_t found = tokenize(words->tokenizer, spoken->arena, spoken->text, lang, &tokens);
	out->list = arena_array(spoken->arena, found + 1, sizeof *out->list);
	for (size_t t = 0; t < found; t++) {
		if (!is_stopword(of->stop, tokens[t].word) && !is_negation(of->stop, tokens[t].word)) {
			out->list[out->count++] = arena_dup(spoken->arena, stem(of->stemmer, tokens[t].word));
		}
	}
	return 0;
}
