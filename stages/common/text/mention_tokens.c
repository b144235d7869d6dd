/* mention_tokens.c - a mention's words are found once: by the splitter, which has the words of the whole text, or by
 * the first stage that asks.
 *
 * The words of a whole text and those of a part of it are the same where white space (or an end of the text) parts it
 * at both ends: nothing that the tokenizer takes or skips in one go - a word, a number, a URL, an @name, an &entity;, a
 * mask, a run of another script - reaches over ASCII white space. The same holds for a comma behind a letter or digit:
 * only a URL reaches over it, and it is one without what follows as well. */
#include "token.h"

static bool parted_before(struct str text, size_t at)
{
	return at == 0 || ascii_is_space(text.at[at - 1]);
}

static bool parted_behind(struct str text, size_t at)
{
	return at == text.len || ascii_is_space(text.at[at]) ||
	       (text.at[at] == ',' && at > 0 && ascii_is_alnum(text.at[at - 1]));
}

void mention_tokens_cut(const struct record *record, struct mention *mention, const struct token *from, size_t count)
{
	struct str text = record->contact.text;
	if (!parted_before(text, mention->span.start) || !parted_behind(text, mention->span.end)) {
		return;
	}
	mention->tokenised = true;
	mention->token_count = count;
	mention->tokens = count == 0 ? NULL : arena_array(record->arena, count, sizeof *mention->tokens);
	for (size_t i = 0; i < count; i++) {
		mention->tokens[i] = (struct token){ from[i].word, from[i].start - mention->span.start,
			                             from[i].end - mention->span.start };
	}
}

size_t mention_tokens(struct tokenizer *tokenizer, const struct record *record, struct mention *mention,
                      struct token **tokens)
{
	if (!mention->tokenised) {
		mention->token_count =
		    tokenize(tokenizer, record->arena, mention->text, record->contact.lang, &mention->tokens);
		mention->tokenised = true;
	}
	*tokens = mention->tokens;
	return mention->token_count;
}
