/* stopwords.c - the function words of a language, from lexicons/LANG/stop.tsv: word, then its roles ("stop", "not", or
 * "stop not"; nothing means "stop"; "phatic" and "beside" as token.h has them). A negation that carries meaning (not,
 * never) is no stop word; one that is glued to a helping verb (dont, isnt) is both. Kept as an intern table. */
#include <stdlib.h>

#include "token.h"
#include "tsv.h"

enum role { ROLE_STOP = 1, ROLE_NOT = 2, ROLE_PHATIC = 4, ROLE_BESIDE = 8 };

struct stopwords {
	struct intern words;
	uint8_t *roles; /* roles[words.count], enum role */
};

static int roles_parse(struct str text, uint8_t *roles)
{
	*roles = 0;
	while (text.len > 0) {
		struct str rest, name = str_cut(text, ' ', &rest);
		if (str_eq(name, STR("stop"))) {
			*roles |= ROLE_STOP;
		} else if (str_eq(name, STR("not"))) {
			*roles |= ROLE_NOT;
		} else if (str_eq(name, STR("phatic"))) {
			*roles |= ROLE_PHATIC;
		} else if (str_eq(name, STR("beside"))) {
			*roles |= ROLE_BESIDE;
		} else if (name.len > 0) {
			return -1;
		}
		text = rest;
	}
	if (*roles == 0) {
		*roles = ROLE_STOP;
	}
	return 0;
}

static int words_take(struct stopwords *stopwords, const struct tsv *table, struct err *err)
{
	stopwords->roles = memory_array(table->row_count, sizeof *stopwords->roles);
	for (size_t i = 0; i < table->row_count; i++) {
		const struct tsv_row *row = &table->rows[i];
		uint8_t roles;
		uint32_t number = intern_add(&stopwords->words, row->cells[0]);
		if (roles_parse(row->cell_count > 1 ? row->cells[1] : STR_EMPTY, &roles) < 0) {
			err_set(err, GRIPE_DATA,
			        "a stop word's roles are \"stop\", \"not\", \"phatic\" and \"beside\"");
			err_at(err, "stop.tsv", row->line, 0);
			return GRIPE_DATA;
		}
		stopwords->roles[number] |= roles;
	}
	return 0;
}

int stopwords_open(struct stopwords **out, const char *lexicons, struct str lang, struct err *err)
{
	struct stopwords *stopwords = memory_alloc(sizeof *stopwords);
	struct arena arena = ARENA_INIT;
	struct tsv table = { NULL, 0 };
	struct str name = arena_dup(&arena, lang.len == 0 ? LANGUAGE_FALLBACK : lang);
	int result = is_language(name) ? tsv_lexicon(&table, &arena, lexicons, name.at, "stop.tsv", 1, err) : 0;
	intern_init(&stopwords->words);
	if (result == 0) {
		result = words_take(stopwords, &table, err);
	}
	arena_release(&arena);
	if (result < 0) {
		stopwords_close(stopwords);
		return result;
	}
	*out = stopwords;
	return 0;
}

void stopwords_close(struct stopwords *stopwords)
{
	if (stopwords != NULL) {
		intern_release(&stopwords->words);
		free(stopwords->roles);
		free(stopwords);
	}
}

static uint8_t roles_of(const struct stopwords *stopwords, struct str word)
{
	uint32_t number = stopwords == NULL ? INTERN_NONE : intern_find(&stopwords->words, word);
	return number == INTERN_NONE ? 0 : stopwords->roles[number];
}

bool is_stopword(const struct stopwords *stopwords, struct str word)
{
	return (roles_of(stopwords, word) & ROLE_STOP) != 0;
}

bool is_negation(const struct stopwords *stopwords, struct str word)
{
	return (roles_of(stopwords, word) & ROLE_NOT) != 0;
}

bool is_phatic(const struct stopwords *stopwords, struct str word)
{
	return (roles_of(stopwords, word) & ROLE_PHATIC) != 0;
}

bool is_beside_phatic(const struct stopwords *stopwords, struct str word)
{
	return (roles_of(stopwords, word) & (ROLE_PHATIC | ROLE_BESIDE)) != 0;
}
