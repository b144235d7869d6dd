/* role.c - see role.h.
 *
 * Phrases stand near the front ("This is an automated message", "Thank you for contacting … support"), so only the
 * front is searched, and only when the source is silent: sources that know who wrote are believed. Each phrase is
 * looked for as it stands, ASCII without case. Where a word begins, a hash table says which phrases begin with the
 * eight bytes that stand there: mostly none. Memory: the phrases. */
#include "role.h"

#include <stdlib.h>

#include "arena.h"
#include "eight.h"
#include "tsv.h"

enum {
	FRONT_BYTES = 300, /* macros and programs say who they are in the first two lines */
	PHRASE_LEAST = 8,  /* bytes; a shorter phrase stands in customers' texts too */
	STARTS_BITS = 10,  /* of the hash table: a few hundred phrases */
	MAYBE_BITS = 13    /* of the bits before it: one in 20 is set */
};

struct phrase {
	struct str text, role;
	uint64_t start; /* of the text */
	struct phrase *next;
};

struct role {
	struct arena arena;
	uint64_t maybe[(1 << MAYBE_BITS) / 64];  /* bits of the hashes of their starts */
	struct phrase *starts[1 << STARTS_BITS]; /* by the hash of their start */
	struct phrase *words;                    /* what sources call the roles */
};

/* The PHRASE_LEAST bytes at `at`, the same whatever the case of ASCII letters: bit 5 of each byte is set, which makes
 * some others alike too. */
static uint64_t start_at(const char *at)
{
	return eight_load(at) | EIGHT_ONES * 0x20;
}

/* bits: MAYBE_BITS or STARTS_BITS. */
static size_t slot_of(uint64_t start, int bits)
{
	return (size_t)(start * UINT64_C(0x9E3779B97F4A7C15) >> (64 - bits));
}

static struct phrase *starting_with(const struct role *role, uint64_t start)
{
	size_t bit = slot_of(start, MAYBE_BITS);
	return (role->maybe[bit / 64] >> bit % 64 & 1) == 0 ? NULL : role->starts[slot_of(start, STARTS_BITS)];
}

static int add_phrases(struct role *role, const char *lexicons, const char *code, struct err *err)
{
	struct tsv table;
	int result = tsv_lexicon(&table, &role->arena, lexicons, code, "role.tsv", 2, err);
	for (size_t row = 0; result >= 0 && row < table.row_count; row++) {
		struct phrase *phrase = arena_alloc(&role->arena, sizeof *phrase);
		struct str text = table.rows[row].cells[1];
		struct phrase **slot;
		size_t bit;
		if (text.len < PHRASE_LEAST) {
			err_set(err, GRIPE_DATA, "a phrase of %zu bytes would be found by chance", text.len);
			err_at(err, arena_printf(&role->arena, "%s/%s/role.tsv", lexicons, code).at,
			       table.rows[row].line, 0);
			return GRIPE_DATA;
		}
		slot = &role->starts[slot_of(start_at(text.at), STARTS_BITS)];
		bit = slot_of(start_at(text.at), MAYBE_BITS);
		*phrase = (struct phrase){ text, table.rows[row].cells[0], start_at(text.at), *slot };
		*slot = phrase;
		role->maybe[bit / 64] |= UINT64_C(1) << bit % 64;
	}
	return result;
}

int role_open(struct role **out, const char *lexicons, struct err *err)
{
	struct role *role = memory_alloc(sizeof *role);
	struct tsv languages, words;
	int result = tsv_lexicon(&languages, &role->arena, lexicons, "any", "languages.tsv", 3, err);
	for (size_t i = 0; result >= 0 && i < languages.row_count; i++) {
		result = add_phrases(role, lexicons, arena_dup(&role->arena, languages.rows[i].cells[0]).at, err);
	}
	if (result >= 0) {
		result = tsv_lexicon(&words, &role->arena, lexicons, "any", "role_words.tsv", 2, err);
	}
	for (size_t row = 0; result >= 0 && row < words.row_count; row++) {
		struct phrase *word = arena_alloc(&role->arena, sizeof *word);
		*word = (struct phrase){ words.rows[row].cells[1], words.rows[row].cells[0], 0, role->words };
		role->words = word;
	}
	if (result < 0) {
		role_close(role);
		return result;
	}
	*out = role;
	return 0;
}

void role_close(struct role *role)
{
	if (role != NULL) {
		arena_release(&role->arena);
		free(role);
	}
}

static struct str in_our_words(const struct role *role, struct str said)
{
	for (const struct phrase *word = role->words; word != NULL; word = word->next) {
		if (str_eq_nocase(said, word->text)) {
			return word->role;
		}
	}
	return STR_EMPTY;
}

/* Where the next word behind at begins, or front.len. */
static size_t next_word(struct str front, size_t at)
{
	for (; at + 8 <= front.len; at += 8) {
		uint64_t eight = eight_load(front.at + at), blanks = eight_equal(eight, ' ') | eight_equal(eight, '\n');
		if (blanks != 0) {
			return at + eight_first(blanks) + 1;
		}
	}
	return front.len; /* a phrase is longer than what is left */
}

struct str role_of(const struct role *role, struct str said, struct str text)
{
	struct str known = in_our_words(role, said),
	           front = str_slice(text, 0, text.len < FRONT_BYTES ? text.len : FRONT_BYTES);
	if (known.len > 0 || said.len > 0) {
		return known.len > 0 ? known : said;
	}
	for (size_t at = 0; at + PHRASE_LEAST <= front.len; at = next_word(front, at)) {
		uint64_t start = start_at(front.at + at);
		for (const struct phrase *phrase = starting_with(role, start); phrase != NULL; phrase = phrase->next) {
			if (phrase->start == start &&
			    str_starts_nocase(str_slice(front, at, front.len), phrase->text)) {
				return phrase->role;
			}
		}
	}
	return STR_EMPTY;
}
