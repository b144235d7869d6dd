/* store_words.c - see store_words.h. Enters: a text of a mention, or of a query. Leaves: its stems, one after the
 * other. One tokenizer a connection, with a stemmer for each language it has met; memory: their word caches. */
#include "store_words.h"

#include <stdlib.h>

#include "array.h"
#include "token.h"

enum { LANGUAGES_FIRST = 8, LANGUAGE_BYTES = 8 };

struct language_stemmer {
	char lang[LANGUAGE_BYTES];
	struct stemmer *stemmer;
};

struct words {
	struct tokenizer *tokenizer;
	struct language_stemmer *stemmers; /* [count] */
	size_t count, cap;
	struct arena arena; /* of one text */
};

static void words_close(Fts5Tokenizer *at)
{
	struct words *words = (struct words *)at;
	for (size_t i = 0; i < words->count; i++) {
		stemmer_close(words->stemmers[i].stemmer);
	}
	if (words->tokenizer != NULL) {
		tokenizer_close(words->tokenizer);
	}
	free(words->stemmers);
	arena_release(&words->arena);
	free(words);
}

static int words_open(void *context, const char **arguments, int count, Fts5Tokenizer **out)
{
	struct words *words = memory_alloc(sizeof *words);
	(void)context;
	(void)arguments;
	(void)count;
	*out = (Fts5Tokenizer *)words;
	if (tokenizer_open(&words->tokenizer, NULL) < 0) {
		words_close(*out);
		*out = NULL;
		return SQLITE_ERROR;
	}
	return SQLITE_OK;
}

static struct stemmer *stemmer_for(struct words *words, struct str lang)
{
	struct language_stemmer *entry;
	size_t i = 0;
	while (i < words->count && !str_eq(lang, str_from(words->stemmers[i].lang))) {
		i++;
	}
	if (i < words->count) {
		return words->stemmers[i].stemmer;
	}
	words->stemmers =
	    array_room(words->stemmers, words->count, &words->cap, sizeof *words->stemmers, LANGUAGES_FIRST);
	entry = &words->stemmers[words->count];
	*entry = (struct language_stemmer){ .stemmer = NULL };
	memcpy(entry->lang, lang.at, lang.len);
	if (stemmer_open(&entry->stemmer, lang, NULL) < 0) {
		return NULL;
	}
	words->count++;
	return entry->stemmer;
}

/* text: without its language. offset: bytes of it before text. */
static int words_put(struct words *words, struct str lang, struct str text, int offset,
                     int (*put)(void *, int, const char *, int, int, int), void *to)
{
	struct stemmer *stemmer = stemmer_for(words, lang);
	struct token *tokens;
	size_t count;
	int code = stemmer == NULL ? SQLITE_ERROR : SQLITE_OK;
	arena_reset(&words->arena);
	count = tokenize(words->tokenizer, &words->arena, text, lang, &tokens);
	for (size_t i = 0; i < count && code == SQLITE_OK; i++) {
		struct str token = stem(stemmer, tokens[i].word);
		code = put(to, 0, token.at, (int)token.len, offset + (int)tokens[i].start, offset + (int)tokens[i].end);
	}
	return code;
}

static int words_tokenize(Fts5Tokenizer *at, void *to, int flags, const char *bytes, int len,
                          int (*put)(void *, int, const char *, int, int, int))
{
	struct str text = { bytes, (size_t)len }, rest, lang = str_cut(text, STORE_WORDS_MARK, &rest);
	(void)flags;
	if (rest.at == NULL || lang.len >= LANGUAGE_BYTES) {
		return words_put((struct words *)at, STR("en"), text, 0, put, to);
	}
	if (lang.len == 0) {
		return rest.len == 0 ? SQLITE_OK : put(to, 0, rest.at, (int)rest.len, 1, len);
	}
	return words_put((struct words *)at, lang, rest, (int)(rest.at - bytes), put, to);
}

int store_words_register(sqlite3 *db)
{
	static fts5_tokenizer methods = { words_open, words_close, words_tokenize };
	sqlite3_stmt *statement = NULL;
	fts5_api *api = NULL;
	int code = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL);
	if (code == SQLITE_OK) {
		sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
		sqlite3_step(statement);
		code = sqlite3_finalize(statement);
	}
	if (code != SQLITE_OK) {
		return code;
	}
	return api == NULL ? SQLITE_ERROR : api->xCreateTokenizer(api, "gripe", NULL, &methods, NULL);
}

/* ---- queries ---- */

static int query_token(void *to, int flags, const char *token, int len, int start, int end)
{
	struct buf *out = to;
	(void)flags;
	(void)start;
	(void)end;
	buf_text(out, out->len > 0 ? " AND \"" : "\"");
	buf_byte(out, STORE_WORDS_MARK);
	for (int i = 0; i < len; i++) {
		buf_text(out, token[i] == '"' ? "\"" : "");
		buf_byte(out, token[i]);
	}
	buf_byte(out, '"');
	return SQLITE_OK;
}

int store_words_query(struct buf *out, struct str text, struct str lang, struct err *err)
{
	Fts5Tokenizer *tokenizer = NULL;
	struct buf query;
	int code = words_open(NULL, NULL, 0, &tokenizer);
	buf_init(&query, SIZE_MAX);
	if (code == SQLITE_OK) {
		struct words *words = (struct words *)tokenizer;
		lang = lang.len == 0 || lang.len >= LANGUAGE_BYTES ? STR("en") : lang;
		code = words_put(words, lang, text, 0, query_token, &query);
		words_close(tokenizer);
	}
	buf_str_add(out, buf_str(&query));
	buf_release(&query);
	return code == SQLITE_OK ? 0 : err_set(err, GRIPE_IO, "the words of the question cannot be taken apart");
}
