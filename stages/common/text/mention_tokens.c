/* mention_tokens.c - a mention's words are found once: by the splitter, which has the words of the whole text, or by
 * the first stage that asks.
 *
 * The words of a whole text and those of a part of it are the same where white space (or an end of the text) parts it
 * at both ends: nothing that the tokenizer takes or skips in one go - a word, a number, a URL, an @name, an &entity;, a
 * mask, a run of another script - reaches over ASCII white space. The same holds for a comma behind a letter or digit:
 * only a URL reaches over it, and it is one without what follows as well. */
#include "token.h"

#include "json_scan.h"

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
		mention->tokens[i] = (struct token){ .word = from[i].word,
			                             .start = from[i].start - mention->span.start,
			                             .end = from[i].end - mention->span.start };
	}
}

uint64_t mention_stems_of(struct str lang, struct str text)
{
	uint64_t digest = hash64(text, hash64(language_named(lang), 0));
	return digest != 0 ? digest : 1;
}

struct str mention_stems(const struct mention *mention)
{
	return mention->token_count > 0 && mention->tokens[0].stem.at != NULL ? mention->stems : STR_EMPTY;
}

bool tokens_stems(struct token *tokens, size_t count, struct str list, struct arena *arena)
{
	struct json_scan scan = { .text = list };
	bool first = true, fits = json_enter(&scan, '[');
	size_t n = 0;
	while (fits && json_more(&scan, ']', &first)) {
		fits = n < count && json_string(&scan, arena, &tokens[n].stem);
		n++;
	}
	fits = fits && n == count && json_finish(&scan);
	for (size_t i = 0; !fits && i < count; i++) {
		tokens[i].stem = STR_EMPTY;
	}
	return fits;
}

size_t mention_tokens(struct tokenizer *tokenizer, const struct record *record, struct mention *mention,
                      struct token **tokens)
{
	if (!mention->tokenised) {
		mention->token_count =
		    tokenize(tokenizer, record->arena, mention->text, record->contact.lang, &mention->tokens);
		mention->tokenised = true;
		if (mention->stems.len > 0 &&
		    mention->stems_of == mention_stems_of(record->contact.lang, mention->text)) {
			tokens_stems(mention->tokens, mention->token_count, mention->stems, record->arena);
		}
	}
	*tokens = mention->tokens;
	return mention->token_count;
}
