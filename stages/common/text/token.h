/* token.h - words of a text for matching and for themes (rule 1 of the theme engine): one tokenizer for learning,
 * tagging and assigning.
 *
 * English and other Latin-script text: lower case, accents folded to ASCII, [a-z][a-z0-9+#]*('[a-z]+)? or [0-9]+[a-z]+,
 * apostrophes dropped; URLs, @names, HTML entities, the cleaner's masks ([email], [phone] …) and xx… redactions are
 * skipped, and so is what is longer than a word can be. In French, Italian and Catalan an apostrophe parts words.
 * Scripts without that shape (Cyrillic, Greek, Arabic, Japanese, Thai …): words by ICU's word breaker, lower case.
 * Spans are bytes of the given text. */
#ifndef GRIPE_TOKEN_H
#define GRIPE_TOKEN_H

#include <stdint.h>

#include "arena.h"
#include "err.h"
#include "hash.h"
#include "language_table.h"
#include "record.h"
#include "str.h"

struct tokenizer; /* one per thread: holds ICU's break iterator and scratch */
GRIPE_MUST_USE int tokenizer_open(struct tokenizer **tokenizer, struct err *err);
void tokenizer_close(struct tokenizer *tokenizer);
/* tokenize - lang: ISO 639-1 or empty (taken as English). *tokens in arena, in order. Returns their number. Never
 * fails: what is no word is skipped. */
size_t tokenize(struct tokenizer *tokenizer, struct arena *arena, struct str text, struct str lang,
                struct token **tokens);
/* mention_tokens - tokenize for a mention's text and its contact's language; kept with the mention, so that the next
 * stage of the same process finds them. They have stems when the mention's list was made of this text and this language
 * and has one for each of them; else none has. */
size_t mention_tokens(struct tokenizer *tokenizer, const struct record *record, struct mention *mention,
                      struct token **tokens);
/* mention_tokens_cut - keeps with the mention those of the contact's tokens [from, from + count) that stand in its
 * span, when they are what tokenize would make of the mention alone; else it keeps none. */
void mention_tokens_cut(const struct record *record, struct mention *mention, const struct token *from, size_t count);

/* mention_stems_of - digest of a language and a text, never 0: what stems were made of. mention_stems - the list, when
 * the mention's tokens have their stems from it; else empty. tokens_stems - gives tokens[count] the stems of such a
 * list; strings with escapes go into arena. False, and no stem is set, unless it has one for each. */
uint64_t mention_stems_of(struct str lang, struct str text);
struct str mention_stems(const struct mention *mention);
bool tokens_stems(struct token *tokens, size_t count, struct str list, struct arena *arena);

/* Stems by libstemmer (Snowball), with a word cache in front; one per thread. */
struct stemmer;
/* lang: ISO 639-1; a language that libstemmer does not know gives a stemmer that returns the word itself. */
GRIPE_MUST_USE int stemmer_open(struct stemmer **stemmer, struct str lang, struct err *err);
void stemmer_close(struct stemmer *stemmer);
/* stem - valid until stemmer_close (it stands in the cache; past STEM_CACHE words the cache stops growing and the
 * result is valid until the next call). */
struct str stem(struct stemmer *stemmer, struct str word);
/* token_stem - the one it came with, or stem of its word. stemmer: of the language that the token was made for. */
static inline struct str token_stem(struct stemmer *stemmer, const struct token *token)
{
	return token->stem.at != NULL ? token->stem : stem(stemmer, token->word);
}
/* stemmer_knows - true when libstemmer has the language. */
bool stemmer_knows(struct str lang);

/* Stop words of a language from lexicons/LANG/stop.tsv (folded forms); NULL-safe: without a list nothing is a stop
 * word. */
struct stopwords;
GRIPE_MUST_USE int stopwords_open(struct stopwords **stopwords, const char *lexicons, struct str lang, struct err *err);
void stopwords_close(struct stopwords *stopwords);
bool is_stopword(const struct stopwords *stopwords, struct str word);
/* is_negation - not, no, never, cannot, dont, isnt …: for labels one "not". Some are stop words too (dont), some are
 * not (not, never). NULL-safe. */
bool is_negation(const struct stopwords *stopwords, struct str word);
/* is_phatic - thank, appreciate, forward, kindly …: words of politeness; is_beside_phatic - those, and what may stand
 * beside them without saying anything about a subject: resolve, matter, soon …. NULL-safe. */
bool is_phatic(const struct stopwords *stopwords, struct str word);
bool is_beside_phatic(const struct stopwords *stopwords, struct str word);

#endif
