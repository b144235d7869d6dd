/* stemmer.c - words to stems by libstemmer (Snowball; for English "Porter2", M. Porter, snowballstem.org), with a cache
 * of words in front.
 *
 * The cache is open addressing over 64-bit hashes, at most half full: the commonest words make nearly all of a text's
 * tokens, and a hit costs a tenth of stemming. Up to STEM_CACHE words (about 24 MB); from then on rarer words are
 * stemmed each time. The cache never changes a result. */
#include "token.h"

#include <libstemmer.h>
#include <stdlib.h>

enum {
	STEM_CACHE = 1 << 17, /* words */
	STEM_SLOTS = 1 << 10, /* slots at first, a power of two */
	STEM_LONGEST = 64     /* bytes; a longer "word" is no word: it is its own stem and is not kept */
};

struct slot {
	uint64_t hash;
	struct str word, stem; /* word.at == NULL: free */
};

struct stemmer {
	struct sb_stemmer *snowball; /* NULL: the language has none */
	struct slot *slots;
	size_t count, slot_count;
	struct arena arena;
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
	stemmer->slot_count = STEM_SLOTS;
	stemmer->slots = memory_array(STEM_SLOTS, sizeof *stemmer->slots);
	stemmer->arena = (struct arena)ARENA_INIT;
	*out = stemmer;
	return 0;
}

void stemmer_close(struct stemmer *stemmer)
{
	if (stemmer != NULL) {
		sb_stemmer_delete(stemmer->snowball);
		free(stemmer->slots);
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

/* The slot that holds word, or the free one where it belongs. */
static struct slot *slot_of(const struct stemmer *stemmer, struct str word, uint64_t hash)
{
	size_t mask = stemmer->slot_count - 1, at = (size_t)hash & mask;
	while (stemmer->slots[at].word.at != NULL &&
	       (stemmer->slots[at].hash != hash || !str_eq(stemmer->slots[at].word, word))) {
		at = (at + 1) & mask;
	}
	return &stemmer->slots[at];
}

static void grow(struct stemmer *stemmer)
{
	struct slot *old = stemmer->slots;
	size_t count = stemmer->slot_count;
	stemmer->slot_count = count * 2;
	stemmer->slots = memory_array(stemmer->slot_count, sizeof *stemmer->slots);
	for (size_t i = 0; i < count; i++) {
		if (old[i].word.at != NULL) {
			*slot_of(stemmer, old[i].word, old[i].hash) = old[i];
		}
	}
	free(old);
}

struct str stem(struct stemmer *stemmer, struct str word)
{
	uint64_t hash;
	struct slot *slot;
	struct str made;
	if (word.len == 0 || word.len > STEM_LONGEST) {
		return word;
	}
	hash = hash64(word, 0);
	slot = slot_of(stemmer, word, hash);
	if (slot->word.at != NULL) {
		return slot->stem;
	}
	made = stem_compute(stemmer, word);
	if (stemmer->count == STEM_CACHE) {
		return made;
	}
	if (++stemmer->count * 2 > stemmer->slot_count) {
		grow(stemmer);
		slot = slot_of(stemmer, word, hash);
	}
	slot->hash = hash;
	slot->word = arena_dup(&stemmer->arena, word);
	slot->stem = str_eq(made, word) ? slot->word : arena_dup(&stemmer->arena, made);
	return slot->stem;
}
