/* shingle.c - see shingle.h. 32-bit hashes: two shingles of one hash add at most one to what a pair of texts shares, once in a hundred million pairs of sentences. */
#include "shingle.h"

#include <stdlib.h>

#include "arena.h"
#include "hash.h"

enum { INSERTION_MOST = 48 /* up to so many, insertion sort is faster than four counting passes */ };

void shingles_release(struct shingles *shingles)
{
	free(shingles->at);
	*shingles = (struct shingles){ NULL, 0, 0 };
}

static void sort_small(uint32_t *at, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		uint32_t held = at[i];
		size_t j = i;
		for (; j > 0 && at[j - 1] > held; j--) {
			at[j] = at[j - 1];
		}
		at[j] = held;
	}
}

/* Counting sort by each byte, least significant first; `other` has room for count. */
static void sort_bytes(uint32_t *at, uint32_t *other, size_t count)
{
	for (int shift = 0; shift < 32; shift += 8) {
		size_t starts[257] = { 0 };
		uint32_t *swap;
		for (size_t i = 0; i < count; i++) {
			starts[(at[i] >> shift & 255) + 1]++;
		}
		for (size_t i = 1; i < 257; i++) {
			starts[i] += starts[i - 1];
		}
		for (size_t i = 0; i < count; i++) {
			other[starts[at[i] >> shift & 255]++] = at[i];
		}
		swap = at;
		at = other;
		other = swap;
	}
}

static void add(struct shingles *s, uint32_t hash)
{
	if (s->count == s->cap) {
		s->cap = s->cap == 0 ? 256 : s->cap * 2;
		s->at = memory_grow(s->at, s->cap, sizeof *s->at);
	}
	s->at[s->count++] = hash;
}

struct window {
	uint64_t words[SHINGLE_WORDS]; /* the last three, the newest at [seen % 3] - 1 */
	size_t seen;
	uint64_t seed;
};

static void take_word(struct shingles *s, struct window *w, uint64_t word)
{
	w->words[w->seen++ % SHINGLE_WORDS] = word;
	if (w->seen >= SHINGLE_WORDS) {
		uint64_t hash = hash_mix(w->seed, w->words[w->seen % SHINGLE_WORDS]);
		hash = hash_mix(hash, w->words[(w->seen + 1) % SHINGLE_WORDS]);
		add(s, (uint32_t)(hash_mix(hash, word) >> 32));
	}
}

/* Classes of bytes: 0 parts words, 1 belongs to one, 2 and more: first byte of a character of so many bytes that is a word by itself. */
static unsigned byte_class(unsigned char c, unsigned char next)
{
	if (c < 0x80) {
		return ascii_is_alpha((char)c) || ascii_is_digit((char)c);
	}
	if (c < 0xC3) {
		return 0; /* a stray byte; C2: no-break space, quotes, signs */
	}
	if (c < 0xE0) {
		return 1;
	}
	if (c == 0xE2) {
		return next == 0x80 || next == 0x81 ? 0 : 3; /* general punctuation; arrows, signs, older emoji */
	}
	if (c == 0xE1 && next >= 0xB8 && next <= 0xBF) {
		return 1; /* Latin and Greek with two marks: Vietnamese */
	}
	return c < 0xF0 ? 3 : 4;
}

static void scan(struct shingles *s, struct window *w, struct str text)
{
	static const uint64_t prime = 0x100000001B3u, basis = 0xCBF29CE484222325u; /* FNV-1a */
	uint64_t word = basis;
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];
		unsigned class = byte_class(c, i + 1 < text.len ? (unsigned char)text.at[i + 1] : 0);
		if (class == 1) {
			/* The other bytes of a letter of two or three go in with it. */
			word = (word ^ (unsigned char)ascii_lower((char)c)) * prime;
			for (; c >= 0xC0 && i + 1 < text.len && ((unsigned char)text.at[i + 1] & 0xC0) == 0x80; i++) {
				word = (word ^ (unsigned char)text.at[i + 1]) * prime;
			}
			continue;
		}
		if (word != basis) {
			take_word(s, w, word);
			word = basis;
		}
		if (class > 1) {
			uint64_t character = basis ^ class;
			size_t end = i + class < text.len ? i + class : text.len;
			for (; i < end; i++) {
				character = (character ^ (unsigned char)text.at[i]) * prime;
			}
			i--;
			take_word(s, w, character);
		} else {
			for (; c >= 0xC0 && i + 1 < text.len && ((unsigned char)text.at[i + 1] & 0xC0) == 0x80; i++) {
			}
		}
	}
	if (word != basis) {
		take_word(s, w, word);
	}
}

void shingles_of(struct shingles *s, struct str title, struct str text, uint64_t seed)
{
	struct window w = { { 0 }, 0, seed };
	size_t kept = 0;
	s->count = 0;
	scan(s, &w, title);
	scan(s, &w, text);
	if (w.seen > 0 && w.seen < SHINGLE_WORDS) {
		add(s, (uint32_t)(hash_mix(hash_mix(seed, w.words[0]), w.seen == 2 ? w.words[1] : 0) >> 32));
	}
	if (s->count <= INSERTION_MOST) {
		sort_small(s->at, s->count);
	} else {
		size_t count = s->count;
		if (s->cap < 2 * count) {
			s->cap = 2 * count;
			s->at = memory_grow(s->at, s->cap, sizeof *s->at);
		}
		sort_bytes(s->at, s->at + count, count); /* four passes: the result is back in the first half */
	}
	for (size_t i = 0; i < s->count; i++) {
		if (i == 0 || s->at[i] != s->at[kept - 1]) {
			s->at[kept++] = s->at[i];
		}
	}
	s->count = kept < SHINGLES_MOST ? kept : SHINGLES_MOST;
}

uint64_t shingles_hash(const struct shingles *s)
{
	uint64_t hash = s->count;
	for (size_t i = 0; i < s->count; i++) {
		hash = hash_mix(hash, s->at[i]);
	}
	return hash;
}

/* Shared / (a + b - shared) >= near, so shared >= (a + b) near / (1 + near), rounded up. */
size_t shingles_needed(size_t a_count, size_t b_count, uint32_t near)
{
	uint64_t both = (uint64_t)(a_count + b_count) * near, by = (uint64_t)NEAR_ONE + near;
	return (size_t)((both + by - 1) / by);
}

bool shingles_alike(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count, uint32_t near)
{
	size_t needed = shingles_needed(a_count, b_count, near), i = 0, j = 0, shared = 0;
	size_t spare_a = a_count >= needed ? a_count - needed : 0, spare_b = b_count >= needed ? b_count - needed : 0;
	if (needed > a_count || needed > b_count) {
		return false;
	}
	while (i < a_count && j < b_count) {
		if (a[i] == b[j]) {
			shared++, i++, j++;
		} else if (a[i] < b[j]) {
			i++;
			if (spare_a-- == 0) {
				return false;
			}
		} else {
			j++;
			if (spare_b-- == 0) {
				return false;
			}
		}
	}
	return shared >= needed;
}

size_t shingles_prefix(size_t count, uint32_t near)
{
	/* The least that it shares with any set that is alike: near * count, rounded up (the other set is then no larger than what is shared). */
	uint64_t least = ((uint64_t)count * near + NEAR_ONE - 1) / NEAR_ONE;
	bool smaller = count > 1 && (uint64_t)(count - 1) * NEAR_ONE >= (uint64_t)count * near; /* one shingle fewer is still alike */
	bool larger = (uint64_t)count * NEAR_ONE >= (uint64_t)(count + 1) * near;
	return count == 0 || (!smaller && !larger) ? 0 : count - (size_t)least + 1;
}
