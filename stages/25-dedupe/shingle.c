/* shingle.c - see shingle.h. 32-bit hashes: two shingles of one hash add at most one to what a pair of texts shares,
 * once in a hundred million pairs of sentences. */
#include "shingle.h"

#include <stdlib.h>

#include "arena.h"
#include "eight.h"
#include "hash.h"

enum {
	BUCKETS_MOST = 4096, /* of the first pass of the sort: about one shingle each */
	INSERTION_MOST = 48  /* with a longer bucket, of hashes that somebody chose, all are sorted by their bytes */
};

/* Odd, with bits all over; they keep words that are alike apart before they are multiplied. */
static const uint64_t PRIME_A = 0x9E3779B97F4A7C15u, PRIME_B = 0xD1B54A32D192ED03u, PRIME_C = 0x8BB84B93962EACC9u;

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

/* Hashes spread evenly: by their first bits into as many buckets as there are hashes, then by insertion, which moves
 * nothing far. `other` has room for count. */
static void sort_hashes(uint32_t *at, uint32_t *other, size_t count)
{
	uint32_t ends[BUCKETS_MOST + 1], largest = 0;
	unsigned bits = 1;
	while (bits < 12 && (size_t)1 << bits < count) {
		bits++;
	}
	memset(ends, 0, (((size_t)1 << bits) + 1) * sizeof *ends);
	for (size_t i = 0; i < count; i++) {
		uint32_t size = ++ends[(at[i] >> (32 - bits)) + 1];
		largest = size > largest ? size : largest;
	}
	for (size_t i = 1; i < (size_t)1 << bits; i++) {
		ends[i] += ends[i - 1];
	}
	for (size_t i = 0; i < count; i++) {
		other[ends[at[i] >> (32 - bits)]++] = at[i];
	}
	memcpy(at, other, count * sizeof *at);
	if (largest > INSERTION_MOST) {
		sort_bytes(at, other, count);
	} else {
		sort_small(at, count);
	}
}

static void make_room(struct shingles *s, size_t count)
{
	if (count > s->cap) {
		s->cap = count > s->cap * 2 ? count : s->cap * 2;
		s->at = memory_grow(s->at, s->cap, sizeof *s->at);
	}
}

struct window {
	uint64_t before, last; /* the two words before the next one */
	size_t seen;           /* words so far */
	uint64_t seed;
};

static void take_word(struct shingles *s, struct window *w, uint64_t word)
{
	if (++w->seen >= SHINGLE_WORDS) {
		s->at[s->count++] =
		    (uint32_t)(hash_fold(hash_fold(w->before ^ PRIME_A, w->last ^ PRIME_B) + word, w->seed ^ PRIME_C) >>
		               32);
	}
	w->before = w->last;
	w->last = word;
}

/* Of the first byte of three or four. */
static unsigned wide_class(unsigned char c, unsigned char next)
{
	if (c == 0xE2) {
		return next == 0x80 || next == 0x81 ? 0 : 3; /* general punctuation; arrows, signs, older emoji */
	}
	if (c == 0xE1 && next >= 0xB8 && next <= 0xBF) {
		return 1; /* Latin and Greek with two marks: Vietnamese */
	}
	return c < 0xF0 ? 3 : 4;
}

/* Classes of bytes: 0 parts words, 1 belongs to one, 2 and more: first byte of a character of so many bytes that is a
 * word by itself. */
static unsigned byte_class(unsigned char c, unsigned char next)
{
	if (c < 0x80) {
		return ascii_is_alpha((char)c) || ascii_is_digit((char)c);
	}
	if (c < 0xC3) {
		return 0; /* a stray byte; C2: no-break space, quotes, signs */
	}
	return c < 0xE0 ? 1 : wide_class(c, next);
}

/* ASCII letters and digits in lower case; 0 parts words. */
static const unsigned char folded[129] = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                         "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                         "0123456789\0\0\0\0\0\0"
                                         "\0abcdefghijklmnopqrstuvwxyz\0\0\0\0\0"
                                         "\0abcdefghijklmnopqrstuvwxyz\0\0\0\0\0";

/* A word while it is read: its last bytes, up to eight, and a hash of those before. Bytes of words are never 0, so a
 * short word is its own number. */
struct spelling {
	uint64_t bytes, hash;
	unsigned count; /* of bytes */
};

/* Appends `more` bytes (up to eight), the first one lowest in chunk, zeros above the last. */
static void spell(struct spelling *word, uint64_t chunk, unsigned more)
{
	if (word->count == 8) {
		word->hash = hash_fold(word->hash ^ PRIME_B, word->bytes ^ PRIME_A);
		word->bytes = word->count = 0;
	}
	word->bytes |= chunk << 8 * word->count;
	word->count += more;
	if (word->count > 8) {
		word->hash = hash_fold(word->hash ^ PRIME_B, word->bytes ^ PRIME_A);
		word->count -= 8;
		word->bytes = chunk >> 8 * (more - word->count);
	}
}

static void end_word(struct shingles *s, struct window *w, struct spelling *word)
{
	if (word->count > 0) {
		take_word(s, w, word->hash == 0 ? word->bytes : hash_fold(word->hash ^ PRIME_B, word->bytes ^ PRIME_A));
		*word = (struct spelling){ 0, 0, 0 };
	}
}

/* A character that is not ASCII, at i; where it ends. */
static size_t scan_wide(struct shingles *s, struct window *w, struct spelling *word, struct str text, size_t i)
{
	unsigned class = byte_class((unsigned char)text.at[i], i + 1 < text.len ? (unsigned char)text.at[i + 1] : 0);
	size_t end = i + 1;
	if (class > 1) {
		end_word(s, w, word);
		end = i + class < text.len ? i + class : text.len;
	} else {
		while ((unsigned char)text.at[i] >= 0xC0 && end < text.len &&
		       ((unsigned char)text.at[end] & 0xC0) == 0x80) {
			end++;
		}
	}
	if (class == 0) {
		end_word(s, w, word);
		return end;
	}
	for (; i < end; i++) {
		spell(word, (unsigned char)text.at[i], 1);
	}
	if (class > 1) {
		end_word(s, w, word);
	}
	return end;
}

/* The high bits of those bytes that are ASCII letters or digits; *lower: those bytes in lower case. No sum goes over
 * its byte. */
static uint64_t word_bytes(uint64_t eight, uint64_t *lower)
{
	uint64_t seven = eight & ~EIGHT_HIGHS, letters, digits;
	*lower = seven | EIGHT_ONES * 0x20;
	letters = (*lower + EIGHT_ONES * (0x80 - 'a')) & ~(*lower + EIGHT_ONES * (0x7F - 'z'));
	digits = (seven + EIGHT_ONES * (0x80 - '0')) & ~(seven + EIGHT_ONES * (0x7F - '9'));
	return (letters | digits) & ~eight & EIGHT_HIGHS;
}

static void scan(struct shingles *s, struct window *w, struct str text)
{
	struct spelling word = { 0, 0, 0 };
	size_t i = 0;
	make_room(s, s->count + text.len / 2 + 2); /* a word has a byte and another behind it, but for the last;
	                                              characters that are words have three */
	while (i < text.len) {
		unsigned char c = (unsigned char)text.at[i];
		if (i + 8 <= text.len) { /* the bytes of a word at once, and what parts it from the next */
			uint64_t lower, others = ~word_bytes(eight_load(text.at + i), &lower) & EIGHT_HIGHS;
			unsigned n = others == 0 ? 8 : (unsigned)eight_first(others);
			if (n > 0) {
				spell(&word, lower & (UINT64_MAX >> 8 * (8 - n)), n);
				i += n;
			}
			if (n < 8 && (unsigned char)text.at[i] < 0x80) {
				end_word(s, w, &word);
				i++;
			}
			if (n > 0 || c < 0x80) {
				continue;
			}
		}
		if (c >= 0x80) {
			i = scan_wide(s, w, &word, text, i);
			continue;
		}
		if (folded[c] != 0) {
			spell(&word, folded[c], 1);
		} else {
			end_word(s, w, &word);
		}
		i++;
	}
	end_word(s, w, &word);
}

void shingles_of(struct shingles *s, struct str title, struct str text, uint64_t seed)
{
	struct window w = { 0, 0, 0, seed };
	size_t kept = 0, count;
	s->count = 0;
	scan(s, &w, title);
	scan(s, &w, text);
	if (w.seen > 0 && w.seen < SHINGLE_WORDS) {
		s->at[s->count++] = (uint32_t)(hash_mix(hash_mix(seed, w.last), w.before) >> 32);
	}
	count = s->count;
	make_room(s, 2 * count);
	sort_hashes(s->at, s->at + count, count);
	for (size_t i = 0; i < count; i++) {
		s->at[kept] = s->at[i];
		kept += i + 1 == count || s->at[i + 1] != s->at[i];
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
	if (needed > a_count || needed > b_count) {
		return false;
	}
	/* No branch for which is less: nobody could foretell it. Those passed by and not shared may be no more than can
	 * be spared. */
	while (i < a_count && j < b_count && i - shared <= a_count - needed && j - shared <= b_count - needed) {
		uint32_t x = a[i], y = b[j];
		shared += x == y;
		i += x <= y;
		j += y <= x;
	}
	return shared >= needed;
}

size_t shingles_prefix(size_t count, uint32_t near)
{
	/* The least that it shares with any set that is alike: near * count, rounded up (the other set is then no
	 * larger than what is shared). */
	uint64_t least = ((uint64_t)count * near + NEAR_ONE - 1) / NEAR_ONE;
	bool smaller = count > 1 && (uint64_t)(count - 1) * NEAR_ONE >=
	                                (uint64_t)count * near; /* one shingle fewer is still alike */
	bool larger = (uint64_t)count * NEAR_ONE >= (uint64_t)(count + 1) * near;
	return count == 0 || (!smaller && !larger) ? 0 : count - (size_t)least + 1;
}
