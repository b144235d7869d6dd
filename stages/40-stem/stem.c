/* stem.c - mentions enter with their text and leave with stems, one per word, stop words included, and phrases.
 *
 * Stems by the contact's language (none given: English). A phrase is two or three neighbouring words without a stop
 * word at its ends and without punctuation between them, joined by blanks: "charg twice", "cancel my order". At most
 * PHRASES a mention. Memory: one word cache a language. */
#include <stdlib.h>

#include "stage.h"
#include "token.h"

enum {
	PHRASES = 48, /* a mention of 45 words has hardly more; a text without any end (one mention by force) is held to
	                 it too */
	PHRASE_WORDS = 3
};

#define NO_LANGUAGE STR("zxx") /* ISO 639's "no linguistic content" */

struct language {
	struct stemmer *stemmer;
	struct stopwords *stopwords;
};
struct stems {
	struct tokenizer *tokenizer;
	struct language_table languages; /* of struct language */
};

static void close_language(void *made)
{
	struct language *language = made;
	if (language != NULL) {
		stemmer_close(language->stemmer);
		stopwords_close(language->stopwords);
		free(language);
	}
}

/* A language that the stemmer does not know has neither stems nor stop words. */
static int open_language(void *run, struct str lang, void **made, struct err *err)
{
	struct language *language = memory_alloc(sizeof *language);
	struct str known = stemmer_knows(lang) ? lang : NO_LANGUAGE;
	int result = stemmer_open(&language->stemmer, known, err);
	if (result == 0) {
		result = stopwords_open(&language->stopwords, ((const struct stage_run *)run)->lexicons, known, err);
	}
	if (result < 0) {
		close_language(language);
		return result;
	}
	*made = language;
	return 0;
}

static void stems_close(void *state)
{
	struct stems *stems = state;
	if (stems == NULL) {
		return;
	}
	language_table_release(&stems->languages);
	tokenizer_close(stems->tokenizer);
	free(stems);
}

static int stems_open(struct stage_run *run, void **state, struct err *err)
{
	struct stems *stems = memory_alloc(sizeof *stems);
	*state = stems;
	stems->languages = (struct language_table){ .open = open_language, .close = close_language, .context = run };
	return tokenizer_open(&stems->tokenizer, err);
}

/* Blanks alone stand between two neighbouring tokens. */
static bool adjacent(struct str text, const struct token *before)
{
	for (size_t at = before[0].end; at < before[1].start; at++) {
		if (!ascii_is_space(text.at[at]) && text.at[at] != '-') {
			return false;
		}
	}
	return true;
}

static struct str joined(struct arena *arena, const struct str *stems, size_t count)
{
	size_t len = count - 1, at = 0;
	char *phrase;
	for (size_t i = 0; i < count; i++) {
		len += stems[i].len;
	}
	phrase = arena_alloc(arena, len + 1);
	for (size_t i = 0; i < count; i++) {
		memcpy(phrase + at, stems[i].at, stems[i].len);
		at += stems[i].len;
		if (i + 1 < count) {
			phrase[at++] = ' ';
		}
	}
	return (struct str){ phrase, len };
}

static void phrases_make(struct mention *mention, struct arena *arena, const struct language *language,
                         const struct token *tokens)
{
	mention->phrases = arena_array(arena, PHRASES, sizeof *mention->phrases);
	mention->phrase_count = 0;
	for (size_t i = 0; i < mention->stem_count; i++) {
		if (is_stopword(language->stopwords, tokens[i].word)) {
			continue;
		}
		for (size_t n = 2;
		     n <= PHRASE_WORDS && i + n <= mention->stem_count && adjacent(mention->text, &tokens[i + n - 2]);
		     n++) {
			if (mention->phrase_count < PHRASES &&
			    !is_stopword(language->stopwords, tokens[i + n - 1].word)) {
				mention->phrases[mention->phrase_count++] = joined(arena, mention->stems + i, n);
			}
		}
	}
}

static int stems_step(void *state, struct record *record, const struct emit *emit, struct err *err)
{
	struct stems *stems = state;
	struct stemmer *stemmer;
	void *language;
	int result = language_table_get(&stems->languages, record->contact.lang, &language, err);
	if (result < 0) {
		return result;
	}
	stemmer = ((struct language *)language)->stemmer;
	for (size_t i = 0; i < record->mention_count; i++) {
		struct mention *mention = &record->mentions[i];
		struct token *tokens;
		mention->stem_count = mention_tokens(stems->tokenizer, record, mention, &tokens);
		mention->stems = arena_array(record->arena, mention->stem_count, sizeof *mention->stems);
		for (size_t k = 0; k < mention->stem_count; k++) {
			mention->stems[k] = arena_dup(record->arena, stem(stemmer, tokens[k].word));
		}
		phrases_make(mention, record->arena, language, tokens);
	}
	return emit_put(emit, record, err);
}

const struct stage stage_stem = {
	.name = "stem",
	.summary = "words, stems and phrases of each mention",
	.reads = SHAPE_MENTIONS,
	.writes = SHAPE_MENTIONS,
	.holds = "word cache",
	.pure = true,
	.open = stems_open,
	.step = stems_step,
	.close = stems_close,
};
