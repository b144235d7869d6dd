/* personal_words.c - the words that decide what a number or a capital letter stands for: loaded from lexicons/LANG/personal_words.tsv (role, word or phrase)
 * of every language there is, merged into one table. One table, not one per language: a text's language is a guess, people write "Tel." and "IBAN" in any,
 * and a leak costs more than a mask too many. In memory: some thousand words. */
#include "personal_part.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <unicode/uchar.h>

#include "tsv.h"
#include "utf8.h"

enum { LANGUAGES_MOST = 128 }; /* folders of lexicons that are looked into */

static const struct {
	const char *name;
	uint32_t role;
} role_names[] = {
	{ "phone", ROLE_PHONE },
	{ "phone_after", ROLE_PHONE_AFTER },
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
};

static size_t put_codepoint(char *to, uint32_t c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xC0 | c >> 6);
		to[1] = (char)(0x80 | (c & 63));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xE0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 63));
		to[2] = (char)(0x80 | (c & 63));
		return 3;
	}
	to[0] = (char)(0xF0 | c >> 18);
	to[1] = (char)(0x80 | (c >> 12 & 63));
	to[2] = (char)(0x80 | (c >> 6 & 63));
	to[3] = (char)(0x80 | (c & 63));
	return 4;
}

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
			len += put_codepoint(to + len, c == 0x2019 ? '\'' : (uint32_t)u_tolower((UChar32)c));
		}
	}
	return len;
}

uint32_t word_roles(const struct words *words, struct str word)
{
	char folded[WORD_BYTES];
	size_t len;
	uint32_t number;
	if (word.len == 0 || word.len >= WORD_BYTES ||
	    ((unsigned char)word.at[0] < 0x80 && word.len < 64 && (words->lengths[(unsigned char)ascii_lower(word.at[0])] >> word.len & 1) == 0)) {
		return 0;
	}
	len = word_fold(folded, word);
	number = len == 0 ? INTERN_NONE : intern_find(&words->intern, (struct str){ folded, len });
	return number == INTERN_NONE ? 0 : words->roles[number];
}

static void add_word(struct words *words, struct str folded, uint32_t role)
{
	uint32_t number = intern_add(&words->intern, folded);
	if (number >= words->role_cap) {
		size_t cap = words->role_cap == 0 ? 1024 : words->role_cap * 2;
		words->roles = memory_grow(words->roles, cap, sizeof *words->roles);
		memset(words->roles + words->role_cap, 0, (cap - words->role_cap) * sizeof *words->roles);
		words->role_cap = cap;
	}
	words->roles[number] |= role;
	/* A length in bytes may change by folding only where there are bytes beyond ASCII; those words are let through by every length near theirs. */
	for (size_t len = folded.len > 4 ? folded.len - 4 : 1; len <= folded.len + 4; len++) {
		bool ascii = true;
		for (size_t i = 0; i < folded.len; i++) {
			ascii = ascii && (unsigned char)folded.at[i] < 0x80;
		}
		if (len < 64 && (len == folded.len || !ascii)) {
			words->lengths[(unsigned char)folded.at[0]] |= (uint64_t)1 << len;
		}
	}
}

static void add_phrase(struct words *words, struct str folded, uint32_t role)
{
	struct str rest, first = str_cut(folded, ' ', &rest), last = first;
	if (words->phrase_count == words->phrase_cap) {
		words->phrase_cap = words->phrase_cap == 0 ? 256 : words->phrase_cap * 2;
		words->phrases = memory_grow(words->phrases, words->phrase_cap, sizeof *words->phrases);
	}
	words->phrases[words->phrase_count++] = (struct phrase){ folded, role };
	while (rest.at != NULL) {
		last = str_cut(rest, ' ', &rest);
	}
	add_word(words, role == ROLE_INTRODUCTION ? last : first, role);
}

static void add_ending(struct words *words, struct str folded)
{
	if (words->ending_count == words->ending_cap) {
		words->ending_cap = words->ending_cap == 0 ? 64 : words->ending_cap * 2;
		words->endings = memory_grow(words->endings, words->ending_cap, sizeof *words->endings);
	}
	words->endings[words->ending_count++] = folded;
}

static int by_length(const void *a, const void *b)
{
	const struct phrase *x = a, *y = b;
	int order = x->text.len != y->text.len ? (x->text.len > y->text.len ? -1 : 1) : str_cmp(x->text, y->text);
	return order != 0 ? order : (x->role > y->role) - (x->role < y->role);
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
	if (role == 0 || len == 0) {
		err_set(err, GRIPE_DATA, "%s/personal_words.tsv: no such role, or no word of 1 to %d bytes: \"%.*s\"", lang, WORD_BYTES - 4,
		        STR_ARGS(row->cells[0]));
		err_at(err, "lexicons", row->line, 0);
		return GRIPE_DATA;
	}
	if ((role & ROLE_PHRASES) != 0) {
		add_phrase(words, arena_dup(&words->arena, (struct str){ folded, len }), role);
	} else if (role == ROLE_STREET_END) {
		add_ending(words, arena_dup(&words->arena, (struct str){ folded, len }));
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
	if (words->phrase_count > 0) {
		qsort(words->phrases, words->phrase_count, sizeof *words->phrases, by_length);
	}
	return code;
}

void words_close(struct words *words)
{
	arena_release(&words->arena);
	intern_release(&words->intern);
	free(words->roles);
	free(words->phrases);
	free(words->endings);
}

size_t word_before(const struct scan *scan, size_t at, size_t stop, struct str *word)
{
	const char *text = scan->text.at;
	size_t start, end = at;
	while (end > stop && !is_letter_byte(text[end - 1])) {
		end--;
	}
	for (start = end; start > stop && (is_letter_byte(text[start - 1]) || (text[start - 1] == '\'' && start < end)); start--) {
	}
	*word = str_slice(scan->text, start, end);
	return end > start ? start : SIZE_MAX;
}

struct str word_after(const struct scan *scan, size_t at)
{
	const char *text = scan->text.at;
	size_t end = at;
	while (end < scan->text.len) {
		if (is_letter_byte(text[end])) {
			end++;
		} else if (end > at && end + 1 < scan->text.len && (text[end] == '\'' || text[end] == '-') && is_letter_byte(text[end + 1])) {
			end++;
		} else {
			break;
		}
	}
	return str_slice(scan->text, at, end);
}

bool name_case(struct str word, bool all_caps)
{
	size_t i = 0;
	uint32_t first, second;
	if (word.len == 0 || word.len > 2 * NAME_BYTES) {
		return false;
	}
	first = utf8_next(word, &i);
	if (first == UTF8_BAD || !u_isupper((UChar32)first)) {
		return false;
	}
	if (i == word.len) {
		return true; /* an initial */
	}
	second = utf8_next(word, &i);
	return second != UTF8_BAD && (u_islower((UChar32)second) || second == '\'' || second == 0x2019 || (all_caps && u_isupper((UChar32)second)));
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

size_t phrase_at(const struct scan *scan, size_t at, uint32_t role)
{
	const struct words *words = scan->words;
	for (size_t i = 0; i < words->phrase_count; i++) {
		size_t end = words->phrases[i].role == role ? match_phrase(scan, at, words->phrases[i].text) : SIZE_MAX;
		if (end != SIZE_MAX) {
			return end;
		}
	}
	return SIZE_MAX;
}

size_t phrase_before(const struct scan *scan, size_t at, uint32_t role)
{
	const struct words *words = scan->words;
	for (size_t i = 0; i < words->phrase_count; i++) {
		struct str text = words->phrases[i].text, word;
		size_t start = at, count = 1;
		if (words->phrases[i].role != role) {
			continue;
		}
		for (size_t c = 0; c < text.len; c++) {
			count += text.at[c] == ' ';
		}
		for (size_t w = 0; w < count && start != SIZE_MAX; w++) {
			size_t stop = start > scan->floor + WORD_BYTES ? start - WORD_BYTES : scan->floor;
			start = word_before(scan, start, stop, &word);
		}
		if (start != SIZE_MAX) {
			size_t end = match_phrase(scan, start, text);
			/* Between the phrase and `at` there is white space or a colon alone. */
			for (; end != SIZE_MAX && end < at && (scan->text.at[end] == ' ' || scan->text.at[end] == ':'); end++) {
			}
			if (end == at) {
				return start;
			}
		}
	}
	return SIZE_MAX;
}

/* Words of scripts without spaces run together: the longest ending of the run that a list has, of UNSPACED_POINTS code points at the most; its start. Without
 * one, the run's last code point is passed over. */
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

uint32_t context_before(const struct scan *scan, size_t at, bool *linked)
{
	size_t stop = at > scan->floor + CONTEXT_BYTES ? at - CONTEXT_BYTES : scan->floor;
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
		for (size_t between = start + word.len; between < at; between++) {
			only_links = only_links && strchr(" \t\n:#.-(*", scan->text.at[between]) != NULL;
		}
		if ((unsigned char)word.at[word.len - 1] >= 0x80 && (unsigned char)word.at[0] >= 0xE0) {
			start = unspaced_word(scan, start, word, &roles);
		} else {
			roles = word_roles(scan->words, word);
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
