/* column_words.c - header words and --map: what the user or a language says about columns (columns.h).
 *
 * in: lexicons/LANG/columns.tsv of every language that has one (role, words, weight), and the text of --map. out:
 * tables for columns.c. A header is compared as a key: lower case, runs of letters and digits joined by one space,
 * camelCase taken apart. Memory: the words, a few tens of KB. */
#include "column_words.h"

#include <stdlib.h>

#include "option.h"
#include "utf8.h"

static const char *const role_names[COLUMN_ROLES] = { "none",  "text",    "title",  "id",     "time",
	                                              "score", "person",  "role",   "thread", "lang",
	                                              "url",   "channel", "source", "attr",   "drop" };

const char *column_role_name(enum column_role role)
{
	return role_names[role];
}

static bool role_find(struct str name, enum column_role *role)
{
	for (size_t i = 1; i < COLUMN_ROLES; i++) {
		if (str_eq(name, str_from(role_names[i]))) {
			*role = (enum column_role)i;
			return true;
		}
	}
	return false;
}

/* Letters and digits of any script make words; signs, blanks and bytes that are no UTF-8 stand between them. */
static bool is_key_sign(uint32_t c)
{
	return c >= 0x80 ? c == UTF8_BAD || (c < 0xc0) || (c >= 0x2000 && c < 0x2070) || c == 0x3000 || c == 0xfeff ||
	                       c == 0xfffd
	                 : !ascii_is_alpha((char)c) && !ascii_is_digit((char)c);
}

/* The last sign of a word so far: a small letter, a capital, a digit, or none yet. */
enum sign { SIGN_NONE, SIGN_SMALL, SIGN_CAPITAL, SIGN_DIGIT };

/* Capitals of Latin-1, which are a small letter 0x20 further on; U+00D7 is the multiplication sign. */
static bool is_latin_capital(uint32_t c)
{
	return c >= 0xc0 && c <= 0xde && c != 0xd7;
}

static enum sign sign_of(uint32_t c)
{
	bool capital = (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde);
	return capital ? SIGN_CAPITAL : c < 0x80 && ascii_is_digit((char)c) ? SIGN_DIGIT : SIGN_SMALL;
}

/* The bytes of a sign, small, at `to`; ASCII and Latin-1 alone have another form here. */
static void put_small(char *to, struct str bytes, uint32_t c)
{
	memcpy(to, bytes.at, bytes.len);
	if (c < 0x80) {
		to[0] = ascii_lower(to[0]);
	} else if (is_latin_capital(c)) {
		to[1] = (char)((unsigned char)to[1] + 0x20);
	}
}

struct str column_key(struct arena *arena, struct str name)
{
	char *at = arena_alloc(arena, name.len * 2 + 1); /* a blank before each sign at the most */
	size_t len = 0, next = 0;
	bool gap = false;
	enum sign before = SIGN_NONE;
	while (next < name.len) {
		size_t start = next;
		uint32_t c = utf8_next(name, &next);
		if (is_key_sign(c)) {
			gap = true;
			before = SIGN_NONE;
			continue;
		}
		/* reviewText: a capital of ASCII behind a small letter or a digit begins a word */
		gap = gap || (c >= 'A' && c <= 'Z' && (before == SIGN_SMALL || before == SIGN_DIGIT));
		if (gap && len > 0) {
			at[len++] = ' ';
		}
		gap = false;
		before = sign_of(c);
		put_small(at + len, str_slice(name, start, next), c);
		len += next - start;
	}
	at[len] = '\0';
	return (struct str){ at, len };
}

struct str column_attr(struct arena *arena, struct str key)
{
	size_t len = key.len <= ATTR_NAME_MAX ? key.len : utf8_floor(key, ATTR_NAME_MAX);
	char *name = arena_alloc(arena, len + 1);
	for (size_t i = 0; i < len; i++) {
		name[i] = key.at[i] == ' ' ? '_' : key.at[i];
	}
	return (struct str){ name, len };
}

/* The name of a column at all[*at], in quotes when there is a comma in it; *at moves behind it. False: the quote is not
 * closed. */
static bool map_name(struct str all, size_t *at, struct str *name)
{
	bool quoted = *at < all.len && all.at[*at] == '"';
	size_t start = *at + quoted, end = start;
	while (end < all.len && all.at[end] != (quoted ? '"' : ',')) {
		end++;
	}
	*name = str_slice(all, start, end);
	*at = end + quoted;
	return !quoted || end < all.len;
}

int column_map_parse(struct column_map *map, struct arena *arena, const char *text, struct err *err)
{
	struct str all = str_from(text);
	map->count = 0;
	for (size_t i = 0; i < all.len; i++) { /* over the comma between pairs */
		struct str rest = str_slice(all, i, all.len), column;
		struct str field = str_trim(str_cut(rest, '=', &column)), name;
		enum column_role role;
		if (column.at == NULL || !role_find(field, &role)) {
			return err_set(err, GRIPE_USAGE,
			               "--map: '%.*s' is not FIELD=COLUMN with FIELD one of text title id time score "
			               "person role thread lang url channel source attr drop",
			               STR_ARGS(rest));
		}
		i = (size_t)(column.at - all.at);
		if (!map_name(all, &i, &name)) {
			return err_set(err, GRIPE_USAGE, "--map: quote not closed in '%s'", text);
		}
		if (name.len == 0 || map->count == sizeof map->pairs / sizeof *map->pairs) {
			return err_set(err, GRIPE_USAGE,
			               "--map: a column is missing, or there are more than 32, in '%s'", text);
		}
		map->pairs[map->count].role = role;
		map->pairs[map->count++].name = arena_dup(arena, name);
		if (i < all.len && all.at[i] != ',') {
			return err_set(err, GRIPE_USAGE, "--map: a comma is missing before '%.*s'",
			               STR_ARGS(str_slice(all, i, all.len)));
		}
	}
	return 0;
}

/* "channel:review": what stands behind the prefix, in the arena; NULL: the role does not begin so. */
static const char *behind(struct arena *arena, struct str role, struct str prefix)
{
	return str_starts(role, prefix) ? arena_dup(arena, str_slice(role, prefix.len, role.len)).at : NULL;
}

/* The role of a word that says its value as well ("channel:chat"); COLUMN_NONE: it says none. */
static enum column_role role_with_value(const struct column_word *word)
{
	if (word->channel != NULL) {
		return COLUMN_CHANNEL;
	}
	if (word->scale != NULL) {
		return COLUMN_SCORE;
	}
	return word->writer != NULL ? COLUMN_ROLE : COLUMN_NONE;
}

static int word_take(struct column_words *words, const struct language_row *from, struct err *err)
{
	enum { WEIGHT_USUAL = 5, WEIGHT_MOST = 9 };
	const struct tsv_row *row = from->row;
	struct column_word word = { .key = column_key(&words->arena, row->cells[1]) };
	struct str role = row->cells[0];
	int64_t weight = WEIGHT_USUAL;
	if (row->cell_count > 2 && row->cells[2].len > 0 &&
	    (!integer_parse(row->cells[2], &weight) || weight < 1 || weight > WEIGHT_MOST)) {
		return err_set(err, GRIPE_DATA, "%s/columns.tsv:%llu: '%.*s' is no weight from 1 to %d", from->language,
		               (unsigned long long)row->line, STR_ARGS(row->cells[2]), WEIGHT_MOST);
	}
	word.weight = (int)weight;
	word.channel = behind(&words->arena, role, STR("channel:"));
	word.scale = behind(&words->arena, role, STR("scale:"));
	word.writer = behind(&words->arena, role, STR("role:"));
	word.role = role_with_value(&word);
	word.inverted = str_eq(role, STR("inverted"));
	word.also = str_eq(role, STR("also"));
	if (word.role == COLUMN_NONE && !word.inverted && !word.also && !role_find(role, &word.role)) {
		return err_set(err, GRIPE_DATA, "%s/columns.tsv:%llu: '%.*s' is no role", from->language,
		               (unsigned long long)row->line, STR_ARGS(role));
	}
	words->at[words->count++] = word;
	return 0;
}

int column_words_open(struct column_words **out, const char *lexicons, struct err *err)
{
	struct column_words *words = memory_alloc(sizeof *words);
	struct language_rows rows;
	int status = language_rows_open(&rows, &words->arena, lexicons, "columns.tsv", 2, err);
	words->files = rows.files;
	words->at = arena_array(&words->arena, rows.count + 1, sizeof *words->at);
	for (size_t i = 0; status == 0 && i < rows.count; i++) {
		status = word_take(words, &rows.at[i], err);
	}
	if (status == 0) {
		status = cell_words_open(&words->cells, &words->arena, lexicons, err);
	}
	if (status == 0 && lexicons != NULL) {
		status = tsv_lexicon(&words->writers, &words->arena, lexicons, "any", "role_words.tsv", 2, err);
	}
	if (status != 0) {
		column_words_close(words);
		return status;
	}
	*out = words;
	return 0;
}

void column_words_close(struct column_words *words)
{
	if (words != NULL) {
		arena_release(&words->arena);
		free(words);
	}
}

/* Whole words only: "id" is not in "paid". */
static bool holds_words(struct str key, struct str words)
{
	size_t at = 0;
	while (words.len > 0 && (at = str_find(key, words, at)) < key.len) {
		bool before = at == 0 || key.at[at - 1] == ' ',
		     after = at + words.len == key.len || key.at[at + words.len] == ' ';
		if (before && after) {
			return true;
		}
		at++;
	}
	return false;
}

int column_words_weight(const struct column_words *words, struct str key, enum column_role role,
                        const struct column_word **which)
{
	int best = 0;
	for (size_t i = 0; words != NULL && i < words->count; i++) {
		const struct column_word *word = &words->at[i];
		int weight;
		if (word->role != role) {
			continue;
		}
		/* a header that is the word, whole, says more than one that holds it */
		weight = str_eq(key, word->key) ? word->weight * 2 : holds_words(key, word->key) ? word->weight : 0;
		if (weight > best) {
			best = weight;
			if (which != NULL) {
				*which = word;
			}
		}
	}
	return best;
}

const char *column_words_scale(const struct column_words *words, struct str key)
{
	const char *scale = NULL;
	int best = 0;
	for (size_t i = 0; words != NULL && i < words->count; i++) {
		const struct column_word *word = &words->at[i];
		int weight = word->scale == NULL           ? 0
		             : str_eq(key, word->key)      ? word->weight * 2
		             : holds_words(key, word->key) ? word->weight
		                                           : 0;
		if (weight > best) {
			best = weight;
			scale = word->scale;
		}
	}
	return scale;
}

bool column_words_is_scale(const struct column_words *words, struct str key, const char *scale)
{
	for (size_t i = 0; words != NULL && i < words->count; i++) {
		const struct column_word *word = &words->at[i];
		if (word->scale != NULL && strcmp(word->scale, scale) == 0 && holds_words(key, word->key)) {
			return true;
		}
	}
	return false;
}

bool column_words_also(const struct column_words *words, struct str key)
{
	for (size_t i = 0; words != NULL && i < words->count; i++) {
		if (words->at[i].also && holds_words(key, words->at[i].key)) {
			return true;
		}
	}
	return false;
}

bool column_words_inverted(const struct column_words *words, struct str key)
{
	for (size_t i = 0; words != NULL && i < words->count; i++) {
		if (words->at[i].inverted && holds_words(key, words->at[i].key)) {
			return true;
		}
	}
	return false;
}

bool column_words_is(const struct column_words *words, struct str key, enum column_role role)
{
	for (size_t i = 0; words != NULL && i < words->count; i++) {
		if (words->at[i].role == role && str_eq(words->at[i].key, key)) {
			return true;
		}
	}
	return false;
}

struct str column_words_writer(const struct column_words *words, struct str cell)
{
	for (size_t i = 0; words != NULL && i < words->writers.row_count; i++) {
		struct str word = words->writers.rows[i].cells[1];
		bool ends =
		    cell.len <= word.len || !(ascii_is_alpha(cell.at[word.len]) || ascii_is_digit(cell.at[word.len]) ||
		                              (cell.at[word.len] & 0x80) != 0);
		if (ends && str_starts_nocase(cell, word)) {
			return words->writers.rows[i].cells[0];
		}
	}
	return STR_EMPTY;
}
