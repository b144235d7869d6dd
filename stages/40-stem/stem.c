/* stem.c - mentions enter with their text and leave with stems, one per word, stop words included, and phrases.
 *
 * Stems by the contact's language (none given: English). A phrase is two or three neighbouring words without a stop
 * word at its ends and without punctuation between them, joined by blanks: "charg twice", "cancel my order". At most
 * PHRASES a mention. Stems that a mention has already and that fit its text stay, so that a list may be changed and
 * its phrases made anew. Both lists are made as the JSON text that they are written as: no stage wants phrases, and
 * stems are slices of theirs. Memory: one word cache a language. */
#include <stdlib.h>

#include "json_write.h"
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
	struct buf list, phrase;         /* under way */
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
	buf_release(&stems->list);
	buf_release(&stems->phrase);
	tokenizer_close(stems->tokenizer);
	free(stems);
}

static int stems_open(struct stage_run *run, void **state, struct err *err)
{
	struct stems *stems = memory_alloc(sizeof *stems);
	*state = stems;
	stems->languages = (struct language_table){ .open = open_language, .close = close_language, .context = run };
	buf_init(&stems->list, SIZE_MAX);
	buf_init(&stems->phrase, SIZE_MAX);
	return tokenizer_open(&stems->tokenizer, err);
}

static void string_add(struct buf *list, struct str string)
{
	buf_byte(list, list->len == 0 ? '[' : ',');
	buf_json_string(list, string);
}

/* The list, closed, in arena; nothing for one that is empty. */
static struct str list_end(struct buf *list, struct arena *arena)
{
	if (list->len == 0) {
		return STR_EMPTY;
	}
	buf_byte(list, ']');
	return arena_dup(arena, buf_str(list));
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

/* tokens[0, count), joined by blanks, as one string of the list of phrases. */
static void phrase_add(struct stems *stems, const struct token *tokens, size_t count)
{
	buf_clear(&stems->phrase);
	for (size_t i = 0; i < count; i++) {
		buf_text(&stems->phrase, i > 0 ? " " : "");
		buf_str_add(&stems->phrase, tokens[i].stem);
	}
	string_add(&stems->list, buf_str(&stems->phrase));
}

static struct str phrases_make(struct stems *stems, const struct mention *mention, const struct stopwords *stopwords,
                               struct arena *arena)
{
	const struct token *tokens = mention->tokens;
	size_t count = mention->token_count, made = 0;
	buf_clear(&stems->list);
	for (size_t i = 0; i < count; i++) {
		if (is_stopword(stopwords, tokens[i].word)) {
			continue;
		}
		for (size_t n = 2; n <= PHRASE_WORDS && i + n <= count && adjacent(mention->text, &tokens[i + n - 2]);
		     n++) {
			if (made < PHRASES && !is_stopword(stopwords, tokens[i + n - 1].word)) {
				phrase_add(stems, tokens + i, n);
				made++;
			}
		}
	}
	return list_end(&stems->list, arena);
}

static struct str stems_make(struct stems *stems, const struct mention *mention, struct stemmer *stemmer,
                             struct arena *arena)
{
	buf_clear(&stems->list);
	for (size_t i = 0; i < mention->token_count; i++) {
		string_add(&stems->list, stem(stemmer, mention->tokens[i].word));
	}
	return list_end(&stems->list, arena);
}

static int stems_step(void *state, struct record *record, const struct emit *emit, struct err *err)
{
	struct stems *stems = state;
	const struct language *language;
	void *made;
	int result = language_table_get(&stems->languages, record->contact.lang, &made, err);
	if (result < 0) {
		return result;
	}
	language = made;
	for (size_t i = 0; i < record->mention_count; i++) {
		struct mention *mention = &record->mentions[i];
		struct token *tokens;
		size_t count = mention_tokens(stems->tokenizer, record, mention, &tokens);
		if (mention_stems(mention).len == 0) {
			mention->stems = stems_make(stems, mention, language->stemmer, record->arena);
			mention->stems_of = mention_stems_of(record->contact.lang, mention->text);
			tokens_stems(tokens, count, mention->stems, record->arena);
		}
		mention->phrases = phrases_make(stems, mention, language->stopwords, record->arena);
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
