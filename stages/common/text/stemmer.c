/* stemmer.c - words to stems by libstemmer (Snowball; for English "Porter2", M. Porter, snowballstem.org), with a cache
 * of words in front.
 *
 * The commonest words make nearly all of a text's tokens, and finding one in the cache costs a tenth of stemming. Up to
 * STEM_CACHE words (about 24 MB); from then on rarer words are stemmed each time. The cache never changes a result. */
#include "token.h"

#include <libstemmer.h>
#include <stdlib.h>

#include "array.h"

enum {
	STEM_CACHE = 1 << 17, /* words */
	STEM_FIRST = 1 << 10, /* words that there is room for at first */
	STEM_LONGEST = 64     /* bytes; a longer "word" is no word: it is its own stem and is not kept */
};

struct stemmer {
	struct sb_stemmer *snowball; /* NULL: the language has none */
	struct intern words;
	struct str *stems; /* stems[words.count] */
	size_t cap;
	struct arena arena; /* stems that are not the word itself */
};

/* libstemmer knows ISO 639-1 names; it must not be asked for its own aliases ("porter"). */
static struct sb_stemmer *snowball_new(struct str lang)
{
	char name[LANGUAGE_NAME];
	if (lang.len == 0) {
		lang = LANGUAGE_FALLBACK;
	}
	if (lang.len >= sizeof name) {
		return NULL;
	}
	memcpy(name, lang.at, lang.len);
	name[lang.len] = '\0';
	return sb_stemmer_new(name, "UTF_8");
}

bool stemmer_knows(struct str lang)
{
	struct sb_stemmer *snowball = snowball_new(lang);
	bool knows = snowball != NULL;
	sb_stemmer_delete(snowball);
	return knows;
}

int stemmer_open(struct stemmer **out, struct str lang, struct err *err)
{
	struct stemmer *stemmer = memory_alloc(sizeof *stemmer);
	(void)err; /* a language without a stemmer is no failure */
	stemmer->snowball = snowball_new(lang);
	intern_init(&stemmer->words);
	*out = stemmer;
	return 0;
}

void stemmer_close(struct stemmer *stemmer)
{
	if (stemmer != NULL) {
		sb_stemmer_delete(stemmer->snowball);
		intern_release(&stemmer->words);
		free(stemmer->stems);
		arena_release(&stemmer->arena);
		free(stemmer);
	}
}

static struct str stem_compute(struct stemmer *stemmer, struct str word)
{
	const sb_symbol *symbols = stemmer->snowball == NULL
	                               ? NULL
	                               : sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)word.at, (int)word.len);
	int len = symbols == NULL ? 0 : sb_stemmer_length(stemmer->snowball);
	return len <= 0 ? word : (struct str){ (const char *)symbols, (size_t)len };
}

struct str stem(struct stemmer *stemmer, struct str word)
{
	uint32_t number;
	struct str made;
	if (word.len == 0 || word.len > STEM_LONGEST) {
		return word;
	}
	number = intern_find(&stemmer->words, word);
	if (number != INTERN_NONE) {
		return stemmer->stems[number];
	}
	made = stem_compute(stemmer, word);
	if (stemmer->words.count == STEM_CACHE) {
		return made;
	}
	stemmer->stems =
	    array_room(stemmer->stems, stemmer->words.count, &stemmer->cap, sizeof *stemmer->stems, STEM_FIRST);
	number = intern_add(&stemmer->words, word);
	stemmer->stems[number] = str_eq(made, word) ? stemmer->words.names[number] : arena_dup(&stemmer->arena, made);
	return stemmer->stems[number];
}
