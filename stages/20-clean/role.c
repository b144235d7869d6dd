/* role.c - see role.h.
 *
 * Phrases stand near the front ("This is an automated message", "Thank you for contacting … support"), so only the front is searched, and only when the source is silent: sources that know
 * who wrote are believed. Each phrase is looked for as it stands, ASCII without case. To stay linear and fast, a phrase is compared only where its first two letters meet.
 * Memory: the phrases. */
#include "role.h"

#include <stdlib.h>

#include "arena.h"
#include "tsv.h"

enum { FRONT_BYTES = 300, LETTERS = 26 };

struct phrase {
	struct str text, role;
	struct phrase *next;
};

struct role {
	struct arena arena;
	struct phrase *by_letter[LETTERS + 1]; /* by first letter; the last: others */
};

static size_t letter_of(char c)
{
	return ascii_is_alpha(c) ? (size_t)(ascii_lower(c) - 'a') : LETTERS;
}

int role_open(struct role **out, const char *lexicons, struct err *err)
{
	struct role *role = memory_alloc(sizeof *role);
	struct tsv languages, table;
	int result = tsv_lexicon(&languages, &role->arena, lexicons, "any", "languages.tsv", 3, err);
	for (size_t i = 0; result >= 0 && i < languages.row_count; i++) {
		result = tsv_lexicon(&table, &role->arena, lexicons, arena_dup(&role->arena, languages.rows[i].cells[0]).at, "role.tsv", 2, err);
		for (size_t row = 0; result >= 0 && row < table.row_count; row++) {
			struct phrase *phrase = arena_alloc(&role->arena, sizeof *phrase);
			struct str text = table.rows[row].cells[1];
			if (text.len < 8) {
				result = err_set(err, GRIPE_DATA, "a phrase of %zu bytes would be found by chance", text.len);
				err_at(err, "role.tsv", table.rows[row].line, 0);
				break;
			}
			*phrase = (struct phrase){ text, table.rows[row].cells[0], role->by_letter[letter_of(text.at[0])] };
			role->by_letter[letter_of(text.at[0])] = phrase;
		}
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

static struct str in_our_words(struct str said)
{
	static const char *const words[][2] = { { "customer", "customer" }, { "user", "customer" },  { "end-user", "customer" }, { "requester", "customer" }, { "contact", "customer" },
		                                { "lead", "customer" },     { "visitor", "customer" }, { "caller", "customer" },   { "agent", "agent" },        { "admin", "agent" },
		                                { "operator", "agent" },    { "staff", "agent" },    { "teammate", "agent" },    { "bot", "bot" },            { "system", "bot" },
		                                { "machine", "bot" } };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (str_eq_nocase(said, str_from(words[i][0]))) {
			return str_from(words[i][1]);
		}
	}
	return STR_EMPTY;
}

struct str role_of(const struct role *role, struct str said, struct str text)
{
	struct str known = in_our_words(said), front = str_slice(text, 0, text.len < FRONT_BYTES ? text.len : FRONT_BYTES);
	if (known.len > 0 || said.len > 0) {
		return known.len > 0 ? known : said;
	}
	for (size_t at = 0; at < front.len; at++) {
		const struct phrase *phrase;
		if (at > 0 && front.at[at - 1] != ' ' && front.at[at - 1] != '\n') {
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
