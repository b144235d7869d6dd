/* personal_words.c - the words that decide what a number or a capital letter stands for: loaded from
 * lexicons/LANG/personal_words.tsv (role, word or phrase) of every language there is, and given and family names,
 * merged into one table. One table, not one per language: a text's language is a guess, people write "Tel." and "IBAN"
 * in any, and a leak costs more than a mask too many. In memory: some ten thousand words.
 *
 * Most words of a text are in no list. Those are turned away by a sieve of 1 to 128 kB per question (a bit for length
 * and four letters); of those that pass, the ones of up to eight ASCII letters are found as a number in one table, the
 * others are folded and interned. */
#include "personal_part.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <unicode/uchar.h>

#include "array.h"
#include "tsv.h"
#include "utf8.h"

enum {
	LANGUAGES_MOST = 128, /* folders of lexicons that are looked into */
	WORDS_FIRST = 1024,   /* room for so many at first */
	PHRASES_FIRST = 256,
	ENDINGS_FIRST = 64,
	EXTENSIONS_FIRST = 16
};

static const struct {
	const char *name;
	uint32_t role;
} role_names[] = {
	{ "phone", ROLE_PHONE },
	{ "phone_after", ROLE_PHONE_AFTER },
	{ "extension", ROLE_EXTENSION },
	{ "card", ROLE_CARD },
	{ "id", ROLE_ID },
	{ "number", ROLE_NUMBER },
	{ "link", ROLE_LINK },
	{ "postcode", ROLE_POSTCODE },
	{ "version", ROLE_VERSION },
	{ "street", ROLE_STREET },
	{ "street_before", ROLE_STREET_BEFORE },
	{ "street_end", ROLE_STREET_END },
	{ "particle", ROLE_PARTICLE },
	{ "unit", ROLE_UNIT },
	{ "box", ROLE_BOX },
	{ "title", ROLE_TITLE },
	{ "not_name", ROLE_NOT_NAME },
	{ "common", ROLE_COMMON },
	{ "greeting", ROLE_GREETING },
	{ "closing", ROLE_CLOSING },
	{ "introduction", ROLE_INTRODUCTION },
	{ "field", ROLE_FIELD },
	{ "company", ROLE_COMPANY },
	{ "address", ROLE_ADDRESS },
	{ "corner", ROLE_CORNER },
	{ "military", ROLE_MILITARY },
	{ "month", ROLE_MONTH },
	{ "place", ROLE_PLACE },
	{ "post", ROLE_POST },
	{ "birth", ROLE_BIRTH },
};

size_t word_fold(char *to, struct str word)
{
	size_t len = 0;
	for (size_t i = 0; i < word.len;) {
		if (len + 4 > WORD_BYTES) {
			return 0;
		}
		if ((unsigned char)word.at[i] < 0x80) {
			to[len++] = ascii_lower(word.at[i++]);
		} else {
			uint32_t c = utf8_next(word, &i);
			if (c == UTF8_BAD) {
				return 0;
			}
			len += utf8_put(to + len, c == 0x2019 ? '\'' : (uint32_t)u_tolower((UChar32)c));
		}
	}
	return len;
}

static bool is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

/* The bit of a word, as if it had len bytes; false: letters beyond ASCII, which folding may change, say nothing about
 * it. */
static inline bool sieve_bit(struct str word, size_t len, enum word_filter filter, size_t *bit)
{
	unsigned char first = (unsigned char)word.at[0], second = (unsigned char)word.at[word.len > 1],
	              third = (unsigned char)word.at[word.len > 2 ? 2 : 0], last = (unsigned char)word.at[word.len - 1];
	*bit = (((((first & 31u) * 37u + (second & 31u)) * 41u + (third & 31u)) * 43u + (last & 31u)) * 29u +
	        (uint32_t)len * 7919u) &
	       ((1u << (filter <= FILTER_NAME ? SIEVE_BITS : SIEVE_BITS_FEW)) - 1);
	return ((first | second | third | last) & 0x80) == 0;
}

/* A word of SHORT_BYTES at the most as a number, letters in lower case (the bit that is set has no effect on ' and -);
 * 0: it has other bytes than ASCII. */
static uint64_t short_key(struct str word)
{
	uint64_t key = 0, beyond = 0;
	for (size_t i = 0; i < word.len; i++) {
		key = key << 8 | (unsigned char)(word.at[i] | 0x20);
		beyond |= (unsigned char)word.at[i];
	}
	return (beyond & 0x80) != 0 ? 0 : key;
}

static size_t short_slot(const struct short_words *shorts, uint64_t key)
{
	size_t slot = (size_t)(hash_fold(key, 0x9E3779B97F4A7C15u) & shorts->mask);
	while (shorts->keys[slot] != 0 && shorts->keys[slot] != key) {
		slot = (slot + 1) & shorts->mask;
	}
	return slot;
}

/* When all words and their roles are known. */
static void fill_shorts(struct words *words)
{
	uint64_t slots = 64;
	while (slots < 2 * words->intern.count) {
		slots *= 2;
	}
	words->shorts.mask = slots - 1;
	words->shorts.keys = memory_alloc((size_t)slots * sizeof *words->shorts.keys);
	words->shorts.roles = memory_alloc((size_t)slots * sizeof *words->shorts.roles);
	for (size_t i = 0; i < words->intern.count; i++) {
		struct str word = words->intern.names[i];
		uint64_t key = word.len <= SHORT_BYTES ? short_key(word) : 0;
		if (key != 0) {
			size_t slot = short_slot(&words->shorts, key);
			words->shorts.keys[slot] = key;
			words->shorts.roles[slot] |= words->roles[i];
		}
	}
}

bool word_passes(const struct words *words, struct str word, enum word_filter filter)
{
	size_t bit;
	return word.len > 0 && word.len < WORD_BYTES &&
	       (!sieve_bit(word, word.len, filter, &bit) ||
	        (words->sieves[filter].bits[bit >> 6] >> (bit & 63) & 1) != 0);
}

uint32_t word_roles_among(const struct words *words, struct str word, enum word_filter filter)
{
	char folded[WORD_BYTES];
	size_t len;
	uint32_t number;
	uint64_t key;
	if (!word_passes(words, word, filter)) {
		return 0;
	}
	if (word.len <= SHORT_BYTES && (key = short_key(word)) != 0) {
		return words->shorts.roles[short_slot(&words->shorts, key)];
	}
	len = word_fold(folded, word);
	number = len == 0 ? INTERN_NONE : intern_find(&words->intern, (struct str){ folded, len });
	return number == INTERN_NONE ? 0 : words->roles[number];
}

uint32_t word_roles(const struct words *words, struct str word)
{
	return word_roles_among(words, word, FILTER_ALL);
}

struct str without_possessive(struct str word)
{
	if (word.len > 2 && word.at[word.len - 1] == 's') {
		if (word.at[word.len - 2] == '\'') {
			word.len -= 2;
		} else if (word.len > 4 && memcmp(word.at + word.len - 4, "\xE2\x80\x99", 3) == 0) {
			word.len -= 4;
		}
	}
	return word;
}

uint32_t name_roles(const struct words *words, struct str word)
{
	return word_roles_among(words, without_possessive(word), FILTER_NAME);
}

bool ends_like(const struct endings *endings, struct str word, size_t stem)
{
	char folded[WORD_BYTES];
	size_t len;
	if (word.len < stem + 2 || word.len >= WORD_BYTES ||
	    (endings->last[word.at[word.len - 1] & 31] >> (word.at[word.len - 2] & 31) & 1) == 0) {
		return false;
	}
	len = word_fold(folded, word);
	for (size_t i = 0; i < endings->count; i++) {
		if (len >= endings->at[i].len + stem && str_ends((struct str){ folded, len }, endings->at[i])) {
			return true;
		}
	}
	return false;
}

static const uint32_t filter_roles[WORD_FILTERS] = {
	[FILTER_ALL] = UINT32_MAX,
	[FILTER_NAME] = ROLE_TITLE | ROLE_GIVEN | ROLE_FAMILY | ROLE_EITHER,
	[FILTER_CONTEXT] = ROLE_CONTEXT | ROLE_LINK,
	[FILTER_PLACE] = ROLE_STREET | ROLE_STREET_BEFORE | ROLE_BOX | ROLE_UNIT | ROLE_MILITARY | ROLE_PARTICLE,
	[FILTER_INTRODUCTION] = ROLE_INTRODUCTION,
	[FILTER_TELLING] = ROLE_CORNER | ROLE_INTRODUCTION,
};

/* A length in bytes may change by folding: those words are let through by every length near theirs. U+2019 folds to an
 * apostrophe. */
static void add_filter(struct words *words, enum word_filter filter, struct str folded)
{
	bool plain = true;
	size_t bit, most = folded.len + 4;
	for (size_t i = 0; i < folded.len; i++) {
		plain = plain && is_ascii(folded.at[i]) && folded.at[i] != '\'';
	}
	for (size_t len = plain || folded.len <= 4 ? folded.len : folded.len - 4; len <= (plain ? folded.len : most);
	     len++) {
		if (sieve_bit(folded, len, filter, &bit)) {
			words->sieves[filter].bits[bit >> 6] |= (uint64_t)1 << (bit & 63);
		}
	}
}

static void add_word(struct words *words, struct str folded, uint32_t role)
{
	uint32_t number = intern_add(&words->intern, folded);
	if (number >= words->role_cap) {
		size_t before = words->role_cap;
		words->roles = array_room(words->roles, number, &words->role_cap, sizeof *words->roles, WORDS_FIRST);
		memset(words->roles + before, 0, (words->role_cap - before) * sizeof *words->roles);
	}
	words->roles[number] |= role;
	for (enum word_filter filter = 0; filter < WORD_FILTERS; filter++) {
		if ((role & filter_roles[filter]) != 0) {
			add_filter(words, filter, folded);
		}
	}
}

static void take_tail(char *tail, struct str folded)
{
	size_t len = folded.len < TAIL_BYTES ? folded.len : TAIL_BYTES;
	memset(tail, ' ', TAIL_BYTES);
	memcpy(tail + TAIL_BYTES - len, folded.at + folded.len - len, len);
}

static void add_phrase(struct words *words, struct str folded, uint32_t role)
{
	struct str rest, first = str_cut(folded, ' ', &rest), last = first;
	words->phrases =
	    array_room(words->phrases, words->phrase_count, &words->phrase_cap, sizeof *words->phrases, PHRASES_FIRST);
	words->phrases[words->phrase_count] = (struct phrase){ .text = folded, .role = role };
	take_tail(words->phrases[words->phrase_count++].tail, folded);
	while (rest.at != NULL) {
		last = str_cut(rest, ' ', &rest);
	}
	add_word(words, role == ROLE_INTRODUCTION ? last : first, role);
}

static void add_ending(struct endings *endings, struct str folded)
{
	uint32_t last = (uint32_t)(folded.at[folded.len - 1] & 31), before = (uint32_t)(folded.at[folded.len - 2] & 31);
	endings->at = array_room(endings->at, endings->count, &endings->cap, sizeof *endings->at, ENDINGS_FIRST);
	endings->at[endings->count++] = folded;
	endings->last[last] |= (uint32_t)1 << before;
}

static void add_extension(struct words *words, struct str folded)
{
	struct word_forms *list = &words->extensions;
	list->at = array_room_arena(&words->arena, list->at, list->count, &words->extension_cap, sizeof *list->at,
	                            EXTENSIONS_FIRST);
	list->at[list->count++] = folded;
}

static int by_role(const void *a, const void *b)
{
	const struct phrase *x = a, *y = b;
	if (x->role != y->role) {
		return x->role < y->role ? -1 : 1;
	}
	if (x->role == ROLE_INTRODUCTION && memcmp(x->tail, y->tail, TAIL_BYTES) != 0) {
		return memcmp(x->tail, y->tail, TAIL_BYTES);
	}
	if (x->role != ROLE_INTRODUCTION && x->text.at[0] != y->text.at[0]) {
		return (unsigned char)x->text.at[0] < (unsigned char)y->text.at[0] ? -1 : 1;
	}
	return x->text.len != y->text.len ? (x->text.len > y->text.len ? -1 : 1) : str_cmp(x->text, y->text);
}

static GRIPE_MUST_USE int add_row(struct words *words, const struct tsv_row *row, const char *lang, struct err *err)
{
	char folded[WORD_BYTES];
	size_t len = word_fold(folded, row->cells[1]);
	uint32_t role = 0;
	for (size_t i = 0; i < sizeof role_names / sizeof *role_names; i++) {
		if (str_eq(row->cells[0], str_from(role_names[i].name))) {
			role = role_names[i].role;
		}
	}
	if (role == 0 || len == 0 || (role == ROLE_STREET_END && len < 2)) {
		err_set(err, GRIPE_DATA, "%s/personal_words.tsv: no such role, or no word of 1 to %d bytes: \"%.*s\"",
		        lang, WORD_BYTES - 4, STR_ARGS(row->cells[0]));
		err_at(err, "lexicons", row->line, 0);
		return GRIPE_DATA;
	}
	if ((role & ROLE_PHRASES) != 0) {
		add_phrase(words, arena_dup(&words->arena, (struct str){ folded, len }), role);
	} else if (role == ROLE_STREET_END) {
		add_ending(&words->streets, arena_dup(&words->arena, (struct str){ folded, len }));
	} else if (role == ROLE_EXTENSION) {
		add_extension(words, arena_dup(&words->arena, (struct str){ folded, len }));
	} else {
		add_word(words, (struct str){ folded, len }, role);
	}
	return 0;
}

static GRIPE_MUST_USE int load_language(struct words *words, const char *lexicons, const char *lang, struct err *err)
{
	struct tsv tsv = { NULL, 0 };
	int code = tsv_lexicon(&tsv, &words->arena, lexicons, lang, "personal_words.tsv", 2, err);
	for (size_t i = 0; code == 0 && i < tsv.row_count; i++) {
		code = add_row(words, &tsv.rows[i], lang, err);
	}
	return code;
}

/* What rows of a kind say of their names. name: of the kind "name". */
static uint32_t name_kind(struct str kind, uint32_t name)
{
	static const struct {
		const char *kind;
		uint32_t roles;
	} kinds[] = {
		{ "either", ROLE_EITHER },
		{ "given", ROLE_GIVEN },
		{ "family", ROLE_FAMILY },
		{ "given_rare", ROLE_GIVEN | ROLE_EITHER },
		{ "family_rare", ROLE_FAMILY | ROLE_EITHER },
	};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (str_eq(kind, str_from(kinds[i].kind))) {
			return kinds[i].roles;
		}
	}
	return name;
}

/* Rows of a kind ("name", "ending", and those of name_kind), and names by spaces. role: of "name". */
static GRIPE_MUST_USE int load_names(struct words *words, const char *lexicons, const char *file, uint32_t role,
                                     struct err *err)
{
	struct tsv tsv = { NULL, 0 };
	int code = tsv_lexicon(&tsv, &words->arena, lexicons, "any", file, 2, err);
	for (size_t i = 0; code == 0 && i < tsv.row_count; i++) {
		struct str rest = tsv.rows[i].cells[1];
		bool ending = str_eq(tsv.rows[i].cells[0], STR("ending"));
		uint32_t kind = name_kind(tsv.rows[i].cells[0], role);
		while (rest.at != NULL) {
			struct str name = str_cut(rest, ' ', &rest);
			if (ending && name.len > 1) {
				add_ending(&words->families, name);
			} else if (!ending && name.len > 1 && name.len < WORD_BYTES) {
				add_word(words, name, kind);
			}
		}
	}
	return code;
}

static size_t phrase_slot(uint32_t role)
{
	return role == ROLE_GREETING ? 0 : role == ROLE_CLOSING ? 1 : role == ROLE_INTRODUCTION ? 2 : 3;
}

static void add_range(struct phrase_range *range, size_t at)
{
	range->start = range->end == 0 ? at : range->start;
	range->end = at + 1;
}

static void index_phrases(struct words *words)
{
	if (words->phrase_count > 0) {
		qsort(words->phrases, words->phrase_count, sizeof *words->phrases, by_role);
	}
	for (size_t i = 0; i < words->phrase_count; i++) {
		size_t slot = phrase_slot(words->phrases[i].role);
		add_range(&words->phrase_ranges[slot], i);
		if (is_ascii(words->phrases[i].text.at[0])) {
			add_range(&words->phrase_letters[slot][(unsigned char)words->phrases[i].text.at[0]], i);
		}
	}
}

static GRIPE_MUST_USE int load_signs(struct words *words, const char *lexicons, struct err *err)
{
	struct language_rows mail;
	int code = language_rows_open(&mail, &words->arena, lexicons, "mail.tsv", 2, err);
	if (code == 0) {
		words->signs_bracketed = language_rows_forms(&mail, "at_sign", " (", ") ", &words->arena);
		words->signs_bare = language_rows_forms(&mail, "at_sign", " ", " ", &words->arena);
	}
	return code;
}

/* The order of folders does not matter: roles are or-ed, phrases sorted. */
int words_open(struct words *words, const char *lexicons, struct err *err)
{
	DIR *folder = opendir(lexicons);
	struct dirent *entry;
	int code = 0, languages = 0;
	*words = (struct words){ .arena = ARENA_INIT };
	intern_init(&words->intern);
	if (folder == NULL) {
		return err_errno(err, "cannot open the folder of lexicons %s", lexicons);
	}
	while (code == 0 && languages < LANGUAGES_MOST && (entry = readdir(folder)) != NULL) {
		if (entry->d_name[0] != '.' && strchr(entry->d_name, '.') == NULL) {
			code = load_language(words, lexicons, entry->d_name, err);
			languages++;
		}
	}
	closedir(folder);
	if (code == 0) {
		code = load_names(words, lexicons, "given_names.tsv", ROLE_GIVEN, err);
	}
	if (code == 0) {
		code = load_names(words, lexicons, "family_names.tsv", ROLE_FAMILY, err);
	}
	if (code == 0) {
		code = load_names(words, lexicons, "person_names.tsv", ROLE_FAMILY, err);
	}
	if (code == 0) {
		code = load_signs(words, lexicons, err);
	}
	fill_shorts(words);
	index_phrases(words);
	return code;
}

void words_close(struct words *words)
{
	arena_release(&words->arena);
	intern_release(&words->intern);
	free(words->roles);
	free(words->phrases);
	free(words->shorts.keys);
	free(words->shorts.roles);
	free(words->streets.at);
	free(words->families.at);
}

size_t word_before(const struct scan *scan, size_t at, size_t stop, struct str *word)
{
	const char *text = scan->text.at;
	size_t start, end = at;
	while (end > stop && !byte_of_letter(text[end - 1])) {
		end--;
	}
	for (start = end; start > stop && (byte_of_letter(text[start - 1]) || (start < end && text[start - 1] == '\''));
	     start--) {
	}
	*word = str_slice(scan->text, start, end);
	return end > start ? start : SIZE_MAX;
}

enum { GENERAL_FIRST = 0xE2, GENERAL_SECOND = 0x80, APOSTROPHE_LAST = 0x99, GENERAL_BYTES = 3 };

/* Quotation marks, dashes and the apostrophe U+2019, of U+2000 to U+203F: their bytes are those of letters. */
static bool is_general_mark(struct str text, size_t at)
{
	return (unsigned char)text.at[at] == GENERAL_FIRST && at + GENERAL_BYTES <= text.len &&
	       (unsigned char)text.at[at + 1] == GENERAL_SECOND;
}

/* Whether the mark of three bytes at a place is an apostrophe with a letter behind it. */
static bool is_apostrophe(struct str text, size_t at)
{
	size_t next = at + GENERAL_BYTES;
	return (unsigned char)text.at[at + 2] == APOSTROPHE_LAST && next < text.len && byte_of_letter(text.at[next]) &&
	       (unsigned char)text.at[next] != GENERAL_FIRST;
}

/* The bytes at a place that a word goes on with, behind its first letter (inside) or as that; 0: it ends there. */
static size_t word_goes_on(struct str text, size_t at, bool inside)
{
	char c = text.at[at];
	if (is_general_mark(text, at)) {
		return inside && is_apostrophe(text, at) ? GENERAL_BYTES : 0;
	}
	if (byte_of_letter(c)) {
		return 1;
	}
	return inside && (c == '\'' || c == '-') && at + 1 < text.len && byte_of_letter(text.at[at + 1]);
}

struct str word_after(const struct scan *scan, size_t at)
{
	const char *text = scan->text.at;
	size_t end = at;
	while (end < scan->text.len && ascii_is_alpha(text[end])) {
		end++;
	}
	for (size_t bytes = 1; end < scan->text.len && text[end] != ' ' && bytes > 0; end += bytes) {
		bytes = word_goes_on(scan->text, end, end > at);
	}
	return str_slice(scan->text, at, end);
}

/* Whether a letter may follow the capital that a name starts with. */
static bool follows_capital(uint32_t c, bool all_caps)
{
	return c != UTF8_BAD &&
	       (u_islower((UChar32)c) || c == '\'' || c == 0x2019 || (all_caps && u_isupper((UChar32)c)));
}

bool name_case(struct str word, bool all_caps)
{
	size_t i = 0;
	uint32_t first;
	if (word.len == 0 || word.len > 2 * NAME_BYTES || ascii_is_lower(word.at[0])) {
		return false;
	}
	if (word.len > 1 && is_ascii(word.at[0]) && ascii_is_alpha(word.at[1])) {
		return ascii_is_alpha(word.at[0]) && (all_caps || ascii_is_lower(word.at[1]));
	}
	first = utf8_next(word, &i);
	if (first == UTF8_BAD || !u_isupper((UChar32)first)) {
		return false;
	}
	return i == word.len /* an initial */ || follows_capital(utf8_next(word, &i), all_caps);
}

/* Whether the folded phrase stands at `at`, word by word, any white space between; its end, or SIZE_MAX. */
static size_t match_phrase(const struct scan *scan, size_t at, struct str phrase)
{
	struct str rest = phrase;
	while (rest.at != NULL) {
		char folded[WORD_BYTES];
		struct str want = str_cut(rest, ' ', &rest), have = word_after(scan, at);
		size_t len = have.len < WORD_BYTES ? word_fold(folded, have) : 0;
		if (!str_eq(want, (struct str){ folded, len })) {
			return SIZE_MAX;
		}
		at += have.len;
		if (rest.at != NULL) {
			size_t space = at;
			while (byte_at(scan, at) == ' ' && at < scan->text.len) {
				at++;
			}
			if (at == space) {
				return SIZE_MAX;
			}
		}
	}
	return at;
}

static bool begins_with_word(struct str phrase, struct str word)
{
	return str_starts(phrase, word) && (phrase.len == word.len || phrase.at[word.len] == ' ');
}

size_t phrase_at(const struct scan *scan, size_t at, uint32_t role)
{
	const struct words *words = scan->words;
	char folded[WORD_BYTES];
	struct str word = word_after(scan, at), have = { folded, 0 };
	size_t slot = phrase_slot(role), longest = SIZE_MAX;
	char first = ascii_lower(byte_at(scan, at));
	/* A letter beyond ASCII may fold to one of another first byte. */
	struct phrase_range range =
	    is_ascii(first) ? words->phrase_letters[slot][(unsigned char)first] : words->phrase_ranges[slot];
	have.len = word.len < WORD_BYTES ? word_fold(folded, word) : 0;
	for (size_t i = range.start; i < range.end; i++) {
		struct str want = words->phrases[i].text;
		size_t end;
		if (!begins_with_word(want, have)) {
			continue;
		}
		end = match_phrase(scan, at, want);
		if (end != SIZE_MAX && (longest == SIZE_MAX || end > longest)) {
			longest = end;
			if (is_ascii(first)) {
				break; /* the longest stands first */
			}
		}
	}
	return longest;
}

/* The words before `at`, folded, one space between, into to[WORD_BYTES]; the length. */
static size_t fold_before(const struct scan *scan, size_t at, char *to)
{
	size_t start = at, stop = look_back(scan, at, WORD_BYTES), len = 0;
	char part[WORD_BYTES];
	while (start > stop && (byte_of_letter(scan->text.at[start - 1]) || scan->text.at[start - 1] == ' ' ||
	                        scan->text.at[start - 1] == '\'')) {
		start--;
	}
	while (start < at) {
		struct str word;
		size_t folded;
		for (; start < at && scan->text.at[start] == ' '; start++) {
		}
		word = word_after(scan, start);
		if (word.len == 0 || start + word.len > at) {
			break;
		}
		folded = word_fold(part, word);
		if (folded == 0 || len + folded + 1 >= WORD_BYTES) {
			len = 0; /* what does not fit is too far away; what follows counts alone */
		} else {
			if (len > 0) {
				to[len++] = ' ';
			}
			memcpy(to + len, part, folded);
			len += folded;
		}
		start += word.len;
	}
	return len;
}

bool introduction_before(const struct scan *scan, size_t at)
{
	const struct words *words = scan->words;
	struct phrase_range range = words->phrase_ranges[phrase_slot(ROLE_INTRODUCTION)];
	char folded[WORD_BYTES], tail[TAIL_BYTES];
	struct str have;
	size_t end = at, last = range.end;
	while (end > scan->floor && strchr(" :?\"", scan->text.at[end - 1]) != NULL) {
		end--;
	}
	have = (struct str){ folded, fold_before(scan, end, folded) };
	take_tail(tail, have);
	while (range.start < last) { /* the first that ends alike */
		size_t middle = range.start + (last - range.start) / 2;
		if (memcmp(words->phrases[middle].tail, tail, TAIL_BYTES) < 0) {
			range.start = middle + 1;
		} else {
			last = middle;
		}
	}
	for (size_t i = range.start; i < range.end && memcmp(words->phrases[i].tail, tail, TAIL_BYTES) == 0; i++) {
		struct str want = words->phrases[i].text;
		if (str_ends(have, want) && (have.len == want.len || have.at[have.len - want.len - 1] == ' ')) {
			return true;
		}
	}
	return false;
}

/* Words of scripts without spaces run together: the longest ending of the run that a list has, of UNSPACED_POINTS code
 * points at the most; its start. Without one, the run's last code point is passed over. */
static size_t unspaced_word(const struct scan *scan, size_t start, struct str run, uint32_t *roles)
{
	enum { UNSPACED_POINTS = 6 };
	size_t at = run.len, last = run.len, best = run.len;
	*roles = 0;
	for (int points = 0; points < UNSPACED_POINTS && at > 0; points++) {
		uint32_t found;
		do {
			at--;
		} while (at > 0 && ((unsigned char)run.at[at] & 0xC0) == 0x80);
		last = points == 0 ? at : last;
		found = word_roles(scan->words, str_slice(run, at, run.len));
		if (found != 0) {
			*roles = found;
			best = at;
		}
	}
	return start + (best < run.len ? best : last);
}

uint32_t context_before(const struct scan *scan, size_t at, bool linked_only, bool *linked)
{
	size_t stop = look_back(scan, at, CONTEXT_BYTES);
	bool only_links = true;
	uint32_t weak = 0; /* "number" links, and is a telephone's when nothing better comes */
	*linked = false;
	for (int i = 0; i < CONTEXT_WORDS; i++) {
		struct str word;
		uint32_t roles;
		size_t start = word_before(scan, at, stop, &word);
		if (start == SIZE_MAX) {
			break;
		}
		for (size_t between = start + word.len; only_links && between < at; between++) {
			only_links =
			    scan->text.at[between] == ' ' || strchr("\t\n:#.-(*", scan->text.at[between]) != NULL;
		}
		if (linked_only && !only_links) {
			break;
		}
		if ((unsigned char)word.at[word.len - 1] >= 0x80 && (unsigned char)word.at[0] >= 0xE0) {
			start = unspaced_word(scan, start, word, &roles);
		} else {
			roles = word_roles_among(scan->words, word, FILTER_CONTEXT);
		}
		if ((roles & ROLE_LINK) != 0) {
			weak |= roles & ROLE_PHONE;
		} else if ((roles & ROLE_CONTEXT) != 0) {
			*linked = only_links;
			return roles & ROLE_CONTEXT;
		}
		only_links = only_links && (roles & ROLE_LINK) != 0;
		at = start;
	}
	return weak;
}
