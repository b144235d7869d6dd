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

struct language {
	struct stemmer *stemmer;
	struct stopwords *stopwords;
};
struct stems {
	struct stage_run *run;
	struct tokenizer *tokenizer;
	struct intern langs;
	struct language *languages; /* languages[langs.count]; number 0 is the one without stemmer and stop words */
};

static void stems_close(void *state)
{
	struct stems *stems = state;
	if (stems == NULL) {
		return;
	}
	for (size_t i = 0; i < stems->langs.count; i++) {
		stemmer_close(stems->languages[i].stemmer);
		stopwords_close(stems->languages[i].stopwords);
	}
	free(stems->languages);
	intern_release(&stems->langs);
	tokenizer_close(stems->tokenizer);
	free(stems);
}

static int language_open(struct stems *stems, struct str lang, uint32_t *number, struct err *err)
{
	struct language language = { NULL, NULL };
	int result = stemmer_open(&language.stemmer, lang, err);
	result = result < 0 ? result : stopwords_open(&language.stopwords, stems->run->lexicons, lang, err);
	if (result < 0) {
		stemmer_close(language.stemmer);
		return result;
	}
	*number = intern_add(&stems->langs, lang);
	stems->languages = memory_grow(stems->languages, stems->langs.count, sizeof language);
	stems->languages[*number] = language;
	return 0;
}

static int stems_open(struct stage_run *run, void **state, struct err *err)
{
	struct stems *stems = memory_alloc(sizeof *stems);
	uint32_t none;
	int result = tokenizer_open(&stems->tokenizer, err);
	*state = stems;
	stems->run = run;
	intern_init(&stems->langs);
	return result < 0 ? result
	                  : language_open(stems, STR("zxx"), &none, err); /* ISO 639's "no linguistic content" */
}

static int language_of(struct stems *stems, struct str lang, const struct language **out, struct err *err)
{
	uint32_t number;
	if (!is_language(lang)) {
		lang = STR("en");
	}
	number = intern_find(&stems->langs, lang);
	if (number == INTERN_NONE) {
		int result = stemmer_knows(lang) ? language_open(stems, lang, &number, err) : 0;
		if (result < 0) {
			return result;
		}
		number = number == INTERN_NONE ? 0 : number;
	}
	*out = &stems->languages[number];
	return 0;
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
	const struct language *language;
	int result = language_of(stems, record->contact.lang, &language, err);
	if (result < 0) {
		return result;
	}
	for (size_t i = 0; i < record->mention_count; i++) {
		struct mention *mention = &record->mentions[i];
		struct token *tokens;
		mention->stem_count =
		    tokenize(stems->tokenizer, record->arena, mention->text, record->contact.lang, &tokens);
		mention->stems = arena_array(record->arena, mention->stem_count, sizeof *mention->stems);
		for (size_t k = 0; k < mention->stem_count; k++) {
			mention->stems[k] = arena_dup(record->arena, stem(language->stemmer, tokens[k].word));
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
