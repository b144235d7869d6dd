/* role.c - see role.h.
 *
 * Phrases stand near the front ("This is an automated message", "Thank you for contacting … support"), so only the front is searched, and only when the source is silent: sources that know
 * who wrote are believed. Each phrase is looked for as it stands, ASCII without case. A phrase is compared only where a word begins with its first two letters.
 * Memory: the phrases. */
#include "role.h"

#include <stdlib.h>

#include "arena.h"
#include "tsv.h"

enum {
	FRONT_BYTES = 300, /* macros and programs say who they are in the first two lines */
	PHRASE_LEAST = 8,  /* bytes; a shorter phrase stands in customers' texts too */
	LETTERS = 26,
	PAIRS = 1 << 16
};

struct phrase {
	struct str text, role;
	struct phrase *next;
};

struct role {
	struct arena arena;
	struct phrase *by_letter[LETTERS + 1]; /* by first letter; the last: others */
	unsigned char pairs[PAIRS / 8];        /* bits: the first two bytes of phrases, ASCII lower case */
	struct phrase *words;                  /* what sources call the roles */
};

static size_t letter_of(char c)
{
	return ascii_is_alpha(c) ? (size_t)(ascii_lower(c) - 'a') : LETTERS;
}

static size_t pair_at(const char *at)
{
	return (size_t)(unsigned char)ascii_lower(at[0]) << 8 | (unsigned char)ascii_lower(at[1]);
}

static int add_phrases(struct role *role, const char *lexicons, const char *code, struct err *err)
{
	struct tsv table;
	int result = tsv_lexicon(&table, &role->arena, lexicons, code, "role.tsv", 2, err);
	for (size_t row = 0; result >= 0 && row < table.row_count; row++) {
		struct phrase *phrase = arena_alloc(&role->arena, sizeof *phrase);
		struct str text = table.rows[row].cells[1];
		if (text.len < PHRASE_LEAST) {
			err_set(err, GRIPE_DATA, "a phrase of %zu bytes would be found by chance", text.len);
			err_at(err, arena_printf(&role->arena, "%s/%s/role.tsv", lexicons, code).at, table.rows[row].line, 0);
			return GRIPE_DATA;
		}
		*phrase = (struct phrase){ text, table.rows[row].cells[0], role->by_letter[letter_of(text.at[0])] };
		role->by_letter[letter_of(text.at[0])] = phrase;
		role->pairs[pair_at(text.at) / 8] |= (unsigned char)(1u << pair_at(text.at) % 8);
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
		*word = (struct phrase){ words.rows[row].cells[1], words.rows[row].cells[0], role->words };
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

struct str role_of(const struct role *role, struct str said, struct str text)
{
	struct str known = in_our_words(role, said), front = str_slice(text, 0, text.len < FRONT_BYTES ? text.len : FRONT_BYTES);
	if (known.len > 0 || said.len > 0) {
		return known.len > 0 ? known : said;
	}
	for (size_t at = 0; at + PHRASE_LEAST <= front.len; at++) {
		const struct phrase *phrase;
		size_t pair;
		if (at > 0 && front.at[at - 1] != ' ' && front.at[at - 1] != '\n') {
			continue;
		}
		pair = pair_at(front.at + at);
		if ((role->pairs[pair / 8] >> pair % 8 & 1) == 0) {
			continue;
		}
		for (phrase = role->by_letter[letter_of(front.at[at])]; phrase != NULL; phrase = phrase->next) {
			if (str_starts_nocase(str_slice(front, at, front.len), phrase->text)) {
				return phrase->role;
			}
		}
	}
	return STR_EMPTY;
}
