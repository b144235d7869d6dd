/* fuzz_lexicon_wording.c - a pattern of a list, as people may write it: what the tagger takes is written out as texts,
 * and each is found by the pattern that it was made from. The exceptions are those that no text can hold: signs that
 * the words around run into, and words that are none (digits alone). */
#include <stdint.h>
#include <stdlib.h>

#include "lexicon_wording.h"

enum { LINE_MOST = 800 }; /* bytes of a pattern: texts of longer ones only take time */

static bool is_wildcard(char c)
{
	return c == '*' || c == '_';
}

/* Words of small letters alone, and wildcards. Words of x alone are what others have blacked out. */
static bool is_plain(struct str pattern)
{
	for (size_t i = 0; i < pattern.len; i++) {
		char c = pattern.at[i], before = i > 0 ? pattern.at[i - 1] : ' ';
		char behind = i + 1 < pattern.len ? pattern.at[i + 1] : ' ';
		bool letter = c >= 'a' && c <= 'w', parts = c == ' ' || c == '|';
		if (!letter && !parts && !(is_wildcard(c) && before == ' ' && behind == ' ')) {
			return false;
		}
	}
	return true;
}

static bool is_found(struct patterns *patterns, struct stemmer *stemmer, struct tokenizer *tokenizer, struct str text)
{
	struct arena arena = ARENA_INIT;
	struct matchable matchable;
	struct token *tokens;
	struct pattern_hit hit;
	bool found = false;
	size_t count = tokenize(tokenizer, &arena, text, STR("en"), &tokens);
	matchable_make(&matchable, patterns, stemmer, &arena, text, tokens, count);
	for (size_t at = 0; at < matchable.count && !found; at++) {
		found = patterns_at(patterns, &matchable, at, &hit, 1) > 0;
	}
	arena_release(&arena);
	return found;
}

static void pattern_try(struct tokenizer *tokenizer, struct str pattern)
{
	static const struct lexicon_wording wording = { { "not", 3 }, { "cannot", 6 }, NULL };
	struct stemmer *stemmer;
	struct patterns *patterns;
	struct err err = ERR_INIT;
	struct buf text;
	buf_init(&text, SIZE_MAX);
	if (stemmer_open(&stemmer, STR("en"), &err) < 0) {
		abort();
	}
	patterns_open(&patterns);
	if (patterns_add(patterns, stemmer, pattern, 1, &err) == 0) {
		size_t count = lexicon_wordings(pattern);
		for (size_t i = 0; i < count; i++) {
			lexicon_wording_text(&wording, pattern, i, &text);
			if (is_plain(pattern) && !is_found(patterns, stemmer, tokenizer, buf_str(&text))) {
				abort();
			}
		}
		lexicon_wording_key(stemmer, pattern, &text);
	}
	patterns_close(patterns);
	stemmer_close(stemmer);
	buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct str left = { (const char *)bytes, len };
	struct tokenizer *tokenizer;
	struct err err = ERR_INIT;
	if (tokenizer_open(&tokenizer, &err) < 0) {
		abort();
	}
	while (left.at != NULL && left.len > 0) {
		struct str rest, line = str_cut(left, '\n', &rest);
		if (line.len > 0 && line.len <= LINE_MOST) {
			pattern_try(tokenizer, line);
		}
		left = rest;
	}
	tokenizer_close(tokenizer);
	return 0;
}
