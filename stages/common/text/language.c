/* language.c - see language.h.
 *
 * What enters: a text. What leaves: a language code. Method, in three steps:
 * 1. The script of its words (by code point ranges). Scripts of one language (Greek, Thai, Hangul …) decide at once;
 * kana beside ideographs says Japanese.
 * 2. For scripts that languages share, a linear model over groups of letters: every word "_word_" gives its letter
 * groups of GRAM_MIN to GRAM_MAX letters and itself; each known group adds its weights per language; the sum over the
 * words decides. The weights were learned by softmax regression over words, pairs and short runs of words
 * (lexicons/README.md says from which text; tests/quality/language_train.c does it), which tells neighbours such as
 * Danish and Norwegian better apart than counts or ranks of n-grams do (Cavnar & Trenkle 1994, the method of
 * libexttextcat, gets 85 % of single sentences right where this gets 98: tests/quality/clean.md).
 * 3. What the source says, and a lean by language (languages.tsv), count like a few letter groups: they decide texts of
 * a word or two.
 * 4. The model knows only its own languages, and one of them is always the best. A text of OTHER_WORDS words or more
 * whose words add less than a floor for the best one is in none of them. Of lingua's sentences in 35 languages that are
 * not supported, 26 % are taken for a neighbour with the floor and 34 % without; it costs one English contact in
 * 10,000, names mostly. Malay is taken for Indonesian. Integer sums only, so every machine agrees. A word's sum is
 * cached: usual text costs one look-up a word, and the search ends as soon as one language leads by LEAD_STOP. Memory:
 * the table, about 5 MB, and the cache, 2 MB. */
#include "language.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unicode/uchar.h>

#include "buf.h"
#include "eight.h"
#include "hash.h"
#include "infile.h"
#include "option.h"
#include "tsv.h"
#include "utf8.h"

enum {
	LANGS = LANGUAGES_MOST, /* columns of the table; languages.tsv has fewer */
	GRAM_MAX = 4,           /* letters of a group, "_" for the word's edge counted */
	WHOLE_MAX = 12,         /* letters of a word that is looked up whole */
	WORD_CHARS = 40,        /* longer runs of letters are not words */
	WORD_LIMIT = 96,        /* words looked at, at most */
	BYTE_LIMIT = 4096,      /* bytes looked at, at most */
	CACHE_SLOTS = 16384,    /* words; a power of two */
	LEAD_STOP = 192,        /* weights are 1/16 nat: 12 nats ahead, nothing more is needed */
	LEAD_HINT = 96,         /* six nats for what the source says: a sentence overrules it, a word does not */
	DECIDED_WORDS = 4,      /* every so many words it is asked whether one leads by LEAD_STOP */
	OTHER_WORDS = 8, /* different words of a text that may be left out for its language; fewer are taken for the
	                    best supported one */
	FLOOR_WORDS =
	    16, /* from so many different words on a language's floor counts in full; fewer may be names by chance */
	SEEN_BITS = 2048, /* a power of two */
	LEAN_MOST = 1000, /* of a language's lean, either way */
	WIDE_SHARE =
	    8, /* one byte beyond ASCII in so many: French and Polish have about one in 20, an ideograph has three */
	KANA_SHARE = 10 /* one kana in so many letters makes ideographs Japanese */
};

#define TABLE_LIMIT ((size_t)64 << 20) /* bytes; ours has 1.6 million */

enum script { SCRIPT_NONE, LATN, CYRL, ARAB, DEVA, HEBR, GREK, ARMN, TAML, THAI, HANG, KANA, HANI, OTHER, SCRIPTS };

struct known {
	struct str code;
	unsigned scripts; /* bits of enum script */
	int lean;         /* what a text starts with, 1/16 nat */
	int floor;        /* what each different word adds on average, at the least, 1/16 nat */
	bool other;       /* told apart, but not supported */
};

struct cached {
	uint64_t hash;
	int16_t sums[LANGS];
};

struct gram {          /* found by hash alone: 64 bits tell 60,000 groups apart */
	uint64_t hash; /* 0: free */
	size_t row;
};

struct language {
	struct arena arena;
	struct known known[LANGS];
	size_t count;
	struct gram *grams; /* grams[gram_slots], a power of two */
	size_t gram_slots;
	int8_t *weights; /* weights[rows of the table][LANGS] */
	struct cached *cache;
	uint8_t by_code[32 * 32];   /* number of the language + 1 by the slot of its code; 0: none. A short cut for
	                               reading the table */
	struct str single[SCRIPTS]; /* the language of a script that has one */
};

static enum script script_by_name(struct str name)
{
	static const struct {
		const char *name;
		enum script script;
	} names[] = { { "Latn", LATN }, { "Cyrl", CYRL }, { "Arab", ARAB }, { "Deva", DEVA },
		      { "Hebr", HEBR }, { "Grek", GREK }, { "Armn", ARMN }, { "Taml", TAML },
		      { "Thai", THAI }, { "Hang", HANG }, { "Jpan", KANA }, { "Hans", HANI } };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_eq(name, str_from(names[i].name))) {
			return names[i].script;
		}
	}
	return SCRIPT_NONE;
}

/* Which script the code points have from one on, up to the next row's. ASK: some are letters, of scripts that no
 * supported language has. */
enum { ASK = SCRIPTS };
static const struct script_range {
	uint32_t first;
	unsigned char script;
} script_ranges[] = {
	{ 0x00, SCRIPT_NONE },   { 0xAA, LATN },                                 /* feminine ordinal */
	{ 0xAB, SCRIPT_NONE },   { 0xB5, LATN },                                 /* micro sign */
	{ 0xB6, SCRIPT_NONE },   { 0xBA, LATN },                                 /* masculine ordinal */
	{ 0xBB, SCRIPT_NONE },   { 0xC0, LATN },          { 0xD7, SCRIPT_NONE }, /* multiplication sign */
	{ 0xD8, LATN },          { 0xF7, SCRIPT_NONE },                          /* division sign */
	{ 0xF8, LATN }, /* up to the combining marks, which stay with their letter */
	{ 0x370, GREK },         { 0x400, CYRL },         { 0x530, ARMN },
	{ 0x590, HEBR },         { 0x600, SCRIPT_NONE },  { 0x620, ARAB },
	{ 0x660, SCRIPT_NONE }, /* digits */
	{ 0x66E, ARAB },         { 0x700, OTHER },        { 0x900, DEVA },
	{ 0x964, SCRIPT_NONE }, /* full stops and digits */
	{ 0x970, DEVA },         { 0x980, ASK },          { 0xB80, TAML },
	{ 0xC00, ASK },          { 0xE00, THAI },         { 0xE80, ASK },
	{ 0x1100, HANG },        { 0x1200, ASK },         { 0x1E00, LATN },
	{ 0x1F00, GREK },        { 0x2000, SCRIPT_NONE }, { 0x3041, KANA },
	{ 0x30FB, SCRIPT_NONE }, /* middle dot */
	{ 0x30FC, KANA },        { 0x3100, SCRIPT_NONE }, { 0x3130, HANG },
	{ 0x3190, SCRIPT_NONE }, { 0x3400, HANI },        { 0xA000, SCRIPT_NONE },
	{ 0xAC00, HANG },        { 0xD7B0, SCRIPT_NONE }, { 0xFB50, ARAB }, /* presentation forms */
	{ 0xFE00, SCRIPT_NONE }, { 0x20000, HANI },       { 0x30000, SCRIPT_NONE },
};

/* Script of a letter beyond ASCII; SCRIPT_NONE for what is no letter. */
static enum script script_of(uint32_t c)
{
	size_t from = 0, to = sizeof script_ranges / sizeof *script_ranges;
	while (to - from > 1) {
		size_t middle = from + (to - from) / 2;
		if (script_ranges[middle].first <= c) {
			from = middle;
		} else {
			to = middle;
		}
	}
	if (script_ranges[from].script == ASK) {
		return u_isalpha((UChar32)c) ? OTHER : SCRIPT_NONE;
	}
	return (enum script)script_ranges[from].script;
}

/* A whole number from least to LEAN_MOST. */
static int read_weight(const struct tsv_row *row, size_t cell, int least, int *weight, struct err *err)
{
	int64_t value;
	if (!integer_parse(row->cells[cell], &value) || value > LEAN_MOST || value < least) {
		err_set(err, GRIPE_DATA, "\"%.*s\" is no %s, a whole number from %d to %d", STR_ARGS(row->cells[cell]),
		        cell == 3 ? "lean" : "floor", least, LEAN_MOST);
		err_at(err, "lexicons/any/languages.tsv", row->line, 0);
		return GRIPE_DATA;
	}
	*weight = (int)value;
	return 0;
}

static int load_languages(struct language *l, const char *lexicons, struct err *err)
{
	struct tsv table;
	int result = tsv_lexicon(&table, &l->arena, lexicons, "any", "languages.tsv", 5, err);
	for (size_t i = 0; result >= 0 && i < table.row_count && l->count < LANGS; i++) {
		struct known *known = &l->known[l->count];
		struct str rest = table.rows[i].cells[2];
		known->code = arena_dup(&l->arena, table.rows[i].cells[0]);
		while (rest.at != NULL) {
			struct str next, name = str_cut(rest, ' ', &next);
			enum script script = script_by_name(str_trim(name));
			known->scripts |= 1u << script;
			rest = next;
			/* a second language in the script makes the first one not the only one */
			l->single[script] = l->single[script].at == NULL ? known->code : STR("");
		}
		known->other = table.rows[i].cell_count > 5 && str_eq(table.rows[i].cells[5], STR("other"));
		result = read_weight(&table.rows[i], 3, -LEAN_MOST, &known->lean, err);
		if (result >= 0) {
			result = read_weight(&table.rows[i], 4, 0, &known->floor, err);
		}
		l->count++;
	}
	return result;
}

static int find_code(const struct language *l, struct str code)
{
	for (size_t i = 0; i < l->count; i++) {
		if (str_eq(l->known[i].code, code)) {
			return (int)i;
		}
	}
	return -1;
}

static struct gram *gram_slot(const struct language *l, struct str text)
{
	uint64_t hash = hash64(text, 0) | 1;
	size_t at = (size_t)(hash >> 20) & (l->gram_slots - 1);
	while (l->grams[at].hash != 0 && l->grams[at].hash != hash) {
		at = (at + 1) & (l->gram_slots - 1);
	}
	return &l->grams[at];
}

/* One cell "en12", whatever it looks like. */
static int load_cell(struct language *l, struct str cell, int8_t *weights)
{
	int64_t weight;
	int lang = cell.len > 2 ? find_code(l, str_slice(cell, 0, 2)) : -1;
	if (cell.len <= 2 || !integer_parse(str_slice(cell, 2, cell.len), &weight) || weight < INT8_MIN ||
	    weight > INT8_MAX) {
		return GRIPE_DATA;
	}
	if (lang >= 0) {
		weights[lang] = (int8_t)weight;
	}
	return 0;
}

static size_t code_slot(const char *at)
{
	return (size_t)(unsigned char)(at[0] - 'a') % 32 * 32 + (size_t)(unsigned char)(at[1] - 'a') % 32;
}

/* str_cut at a blank, for cells of four or five bytes. */
static inline struct str next_cell(struct str row, struct str *rest)
{
	size_t end = 0;
	while (end < row.len && row.at[end] != ' ') {
		end++;
	}
	*rest = end < row.len ? (struct str){ row.at + end + 1, row.len - end - 1 } : STR_EMPTY;
	return (struct str){ row.at, end };
}

/* "en12 de-3 …": 300,000 cells at each start, so the usual cell is read in place; what looks otherwise goes to
 * load_cell. */
static int load_weights(struct language *l, struct str rest, int8_t *weights, struct str *bad)
{
	while (rest.at != NULL) {
		struct str next, cell = next_cell(rest, &next);
		int number = l->by_code[cell.len > 2 ? code_slot(cell.at) : 0], value = 0;
		bool minus = cell.len > 3 && cell.at[2] == '-';
		size_t at = 2 + (size_t)minus;
		if (cell.len > 2 && cell.len <= at + 2 && number > 0 &&
		    memcmp(l->known[number - 1].code.at, cell.at, 2) == 0) {
			for (; at < cell.len && ascii_is_digit(cell.at[at]); at++) {
				value = value * 10 + (cell.at[at] - '0');
			}
		}
		if (at == cell.len && at > 2 + (size_t)minus) {
			weights[number - 1] = (int8_t)(minus ? -value : value);
		} else if (load_cell(l, cell, weights) < 0) {
			*bad = cell;
			return GRIPE_DATA;
		}
		rest = next;
	}
	return 0;
}

static int grams_bad(const char *path, uint64_t line, struct str bad, const char *what, struct err *err)
{
	err_set(err, GRIPE_DATA, "\"%.*s\" is no %s", STR_ARGS(bad), what);
	err_at(err, path, line, 0);
	return GRIPE_DATA;
}

/* Rows "gram<TAB>en12 de-3 …"; "_" is a word's edge. */
static int load_rows(struct language *l, const char *path, struct str text, struct err *err)
{
	uint64_t number = 0;
	size_t row = 0;
	while (text.at != NULL && text.len > 0) {
		struct str rest, cells, line = str_cut(text, '\n', &rest), gram, bad;
		struct gram *slot;
		number++;
		text = rest;
		line = str_trim(line);
		if (line.len == 0 || line.at[0] == '#') {
			continue;
		}
		gram = str_cut(line, '\t', &cells);
		if (cells.at == NULL || utf8_bad_at(gram) != gram.len) {
			return grams_bad(path, number, gram, "group of letters with its weights behind a tab", err);
		}
		if (load_weights(l, cells, l->weights + row * LANGS, &bad) < 0) {
			return grams_bad(path, number, bad, "language with its weight", err);
		}
		slot = gram_slot(l, gram);
		slot->hash = hash64(gram, 0) | 1;
		slot->row = row++;
	}
	return 0;
}

/* Not by tsv.h: a start reads 52,000 rows, and a table of cells would cost three times what reading costs. */
static int load_grams(struct language *l, const char *lexicons, struct err *err)
{
	struct infile *file = NULL;
	struct buf text;
	struct stat info;
	struct str path = arena_printf(&l->arena, "%s/any/language.tbl", lexicons);
	size_t rows = 1;
	int result = 0;
	buf_init(&text, TABLE_LIMIT);
	if (stat(path.at, &info) == 0 || errno != ENOENT) {
		result = infile_open(&file, path.at, err);
	}
	if (file != NULL) {
		result = infile_all(file, &text, err);
		infile_close(file);
	}
	for (size_t i = 0; i < text.len; i++) {
		rows += text.at[i] == '\n';
	}
	for (l->gram_slots = 16; l->gram_slots < rows * 2;) {
		l->gram_slots *= 2;
	}
	l->grams = memory_array(l->gram_slots, sizeof *l->grams);
	l->weights = memory_array(rows, LANGS);
	for (size_t i = 0; i < l->count; i++) {
		if (l->known[i].code.len == 2) {
			l->by_code[code_slot(l->known[i].code.at)] = (uint8_t)(i + 1);
		}
	}
	if (result >= 0) {
		result = load_rows(l, path.at, buf_str(&text), err);
	}
	buf_release(&text);
	return result < 0 ? result : 0;
}

int language_open(struct language **out, const char *lexicons, struct err *err)
{
	struct language *l = memory_alloc(sizeof *l);
	int result;
	l->cache = memory_array(CACHE_SLOTS, sizeof *l->cache);
	result = load_languages(l, lexicons, err);
	if (result >= 0) {
		result = load_grams(l, lexicons, err);
	}
	if (result < 0) {
		language_close(l);
		return result;
	}
	*out = l;
	return 0;
}

void language_close(struct language *l)
{
	if (l == NULL) {
		return;
	}
	free(l->grams);
	arena_release(&l->arena);
	free(l->weights);
	free(l->cache);
	free(l);
}

/* ---- the model ---- */

struct word {
	char bytes[WORD_CHARS * 4 + 2]; /* "_word_", lower case */
	size_t starts[WORD_CHARS + 3];  /* of each letter, and the end */
	size_t chars;                   /* edges counted */
};

static void add_gram(const struct language *l, const struct word *word, size_t from, size_t to, int sums[LANGS])
{
	struct str gram = { word->bytes + word->starts[from], word->starts[to] - word->starts[from] };
	const struct gram *slot = gram_slot(l, gram);
	const int8_t *weights;
	if (slot->hash == 0) {
		return;
	}
	weights = l->weights + slot->row * LANGS;
	for (size_t lang = 0; lang < LANGS; lang++) {
		sums[lang] += weights[lang];
	}
}

/* Was a word of this hash (about: SEEN_BITS of them are told apart) seen in the text already? A word that is repeated
 * says nothing more. */
static bool seen_before(uint64_t seen[SEEN_BITS / 64], uint64_t hash)
{
	uint64_t bit = UINT64_C(1) << (hash & 63), *at = &seen[hash >> 6 & (SEEN_BITS / 64 - 1)];
	bool before = (*at & bit) != 0;
	*at |= bit;
	return before;
}

/* The sums of a word, from the cache or into it; NULL: it was seen in this text. */
static const int16_t *word_sums(struct language *l, const struct word *word, uint64_t seen[SEEN_BITS / 64])
{
	struct str bytes = { word->bytes, word->starts[word->chars] };
	uint64_t hash = hash64(bytes, 0) | 1;
	struct cached *slot = &l->cache[hash >> 32 & (CACHE_SLOTS - 1)];
	int sums[LANGS] = { 0 };
	if (seen_before(seen, hash >> 1)) {
		return NULL;
	}
	if (slot->hash == hash) {
		return slot->sums;
	}
	for (size_t from = 0; from < word->chars; from++) {
		for (size_t n = 1; n <= GRAM_MAX && from + n <= word->chars; n++) {
			if (n > 1 || (from > 0 && from + 1 < word->chars)) {
				add_gram(l, word, from, from + n, sums);
			}
		}
	}
	if (word->chars > GRAM_MAX && word->chars <= WHOLE_MAX + 2) {
		add_gram(l, word, 0, word->chars, sums);
	}
	slot->hash = hash;
	for (size_t lang = 0; lang < LANGS; lang++) {
		slot->sums[lang] = (int16_t)(sums[lang] < INT16_MIN   ? INT16_MIN
		                             : sums[lang] > INT16_MAX ? INT16_MAX
		                                                      : sums[lang]);
	}
	return slot->sums;
}

/* c: beyond ASCII. */
static uint32_t lower_of(uint32_t c)
{
	return c == 0x130 ? 'i' : (uint32_t)u_tolower((UChar32)c);
}

/* UTF-8 of c (a letter) behind the word's bytes. */
static void word_put(struct word *word, uint32_t c)
{
	size_t start = word->starts[word->chars];
	if (c < 0x80) {
		word->bytes[start++] = (char)c;
	} else {
		start += utf8_put(word->bytes + start, c);
	}
	word->starts[++word->chars] = start;
}

struct walk { /* over the words of a text */
	struct str text;
	size_t at, token_end;
	bool skip; /* the run without blanks that `at` stands in holds a digit, '@', '/', '_' or '#': a name, link or
	              number */
	size_t letters[SCRIPTS];
};

static void next_token(struct walk *w)
{
	w->skip = false;
	while (w->at < w->text.len && ascii_is_space(w->text.at[w->at])) {
		w->at++;
	}
	for (w->token_end = w->at; w->token_end < w->text.len && !ascii_is_space(w->text.at[w->token_end]);
	     w->token_end++) {
		char c = w->text.at[w->token_end];
		w->skip = w->skip || c == '@' || c == '/' || c == '_' || c == '#' || ascii_is_digit(c);
	}
}

/* The letter at w->at in lower case, and its script; w->at moves behind it. *script is SCRIPT_NONE for what is no
 * letter. */
static inline uint32_t letter_at(struct walk *w, enum script *script)
{
	unsigned char byte = (unsigned char)w->text.at[w->at];
	uint32_t c;
	if (byte < 0x80) {
		w->at++;
		*script = ascii_is_alpha((char)byte) ? LATN : SCRIPT_NONE;
		return (unsigned char)ascii_lower((char)byte);
	}
	c = utf8_next(w->text, &w->at);
	*script = c == UTF8_BAD ? SCRIPT_NONE : script_of(c);
	return *script == SCRIPT_NONE ? c : lower_of(c);
}

/* The letters from w->at on, into word as long as it has room; how many they are. *script: that of the first. */
static size_t take_letters(struct walk *w, struct word *word, enum script *script)
{
	size_t chars = 0;
	while (w->at < w->token_end) {
		enum script s;
		uint32_t c = letter_at(w, &s);
		if (s == SCRIPT_NONE) {
			break;
		}
		chars++;
		w->letters[w->skip && s == LATN ? SCRIPT_NONE : s]++;
		*script = *script == SCRIPT_NONE ? s : *script;
		if (chars < WORD_CHARS) {
			word_put(word, c);
		}
	}
	return chars;
}

/* The next word of letters into *word with its script; false at the end. Letters of words that are skipped count for
 * the script unless they are Latin. */
static bool next_word(struct walk *w, struct word *word, enum script *script)
{
	while (w->at < w->text.len) {
		size_t chars;
		if (w->at >= w->token_end) {
			next_token(w);
		}
		*script = SCRIPT_NONE;
		word->chars = 0;
		word->starts[0] = 0;
		word_put(word, '_');
		chars = take_letters(w, word, script);
		if (chars > 0 && !w->skip && chars < WORD_CHARS) {
			word_put(word, '_');
			return true;
		}
	}
	return false;
}

/* An ideograph says about as much as two letters. */
static size_t script_weight(const size_t letters[SCRIPTS], enum script script)
{
	return script == HANI || script == KANA ? (letters[HANI] + letters[KANA]) * 2 : letters[script];
}

/* The best of the languages whose script is among scripts, the unsupported ones only with others; *lead: how far before
 * the second. */
static int leader(const struct language *l, const int sums[LANGS], unsigned scripts, bool others, int *lead)
{
	int best = -1, second = -1;
	for (size_t i = 0; i < l->count; i++) {
		if ((l->known[i].scripts & scripts) == 0 || (l->known[i].other && !others)) {
			continue;
		}
		if (best < 0 || sums[i] > sums[best]) {
			second = best;
			best = (int)i;
		} else if (second < 0 || sums[i] > sums[second]) {
			second = (int)i;
		}
	}
	*lead = second < 0 ? LEAD_STOP : sums[best] - sums[second];
	return best;
}

static struct str by_script(const struct language *l, const size_t letters[SCRIPTS], enum script *main_script,
                            bool *foreign)
{
	size_t ideographs = letters[HANI] + letters[KANA], most = 0;
	*main_script = SCRIPT_NONE;
	for (int s = LATN; s < SCRIPTS; s++) {
		size_t weight = script_weight(letters, (enum script)s);
		if (weight > most) {
			*main_script = (enum script)s;
			most = weight;
		}
	}
	if (*main_script == HANI || *main_script == KANA) {
		*main_script = letters[KANA] * KANA_SHARE >= ideographs ? KANA : HANI;
	}
	*foreign = *main_script == OTHER;
	return *main_script == OTHER ? STR("") : l->single[*main_script];
}

/* Then the words are Latin, or too few to change the script. */
static bool mostly_ascii(struct str text)
{
	size_t wide = 0, i = 0;
	for (; i + 8 <= text.len; i += 8) {
		uint64_t hits = eight_wide(eight_load(text.at + i));
		wide += hits == 0 ? 0 : (size_t)(hits / 0x80 % 255); /* the sum of its bytes */
	}
	for (; i < text.len; i++) {
		wide += (unsigned char)text.at[i] >> 7;
	}
	return wide * WIDE_SHARE <= text.len;
}

/* Do the words of the text say too little for the language that is the best of ours? */
static bool none_of_ours(const struct language *l, const int sums[LANGS], int best, size_t distinct)
{
	int sure = distinct < FLOOR_WORDS ? (int)distinct : FLOOR_WORDS;
	return distinct >= OTHER_WORDS && sums[best] * FLOOR_WORDS < l->known[best].floor * (int)distinct * sure;
}

/* What the words of a text have added up to. */
struct verdict {
	int sums[LANGS]; /* 1/16 nat */
	size_t words, distinct;
	uint64_t seen[SEEN_BITS / 64];
};

enum { NOT_KNOWN = -1, NONE_OF_OURS = -2 }; /* in the place of a language's number */

/* The language that the sums say, of one of the scripts. *lead: how far before the second. */
static int said_by(const struct language *l, const struct verdict *v, unsigned scripts, int *lead)
{
	int best = leader(l, v->sums, scripts, v->distinct >= OTHER_WORDS, lead);
	return best < 0 ? NOT_KNOWN : none_of_ours(l, v->sums, best, v->distinct) ? NONE_OF_OURS : best;
}

/* The language of a text in Latin letters that no further word can change; below 0: not yet. Not asked at every word.
 */
static int decided(const struct language *l, const struct verdict *v)
{
	int lead, best;
	if (v->words % DECIDED_WORDS != 0 || v->distinct < OTHER_WORDS) {
		return NOT_KNOWN;
	}
	best = said_by(l, v, 1u << LATN, &lead);
	return lead >= LEAD_STOP ? best : NOT_KNOWN;
}

/* Adds what a word says; a word that is repeated says nothing more. True: it was new. */
static bool add_word(struct language *l, struct verdict *v, const struct word *word)
{
	const int16_t *sums = word_sums(l, word, v->seen);
	v->words++;
	if (sums == NULL) {
		return false;
	}
	for (size_t i = 0; i < LANGS; i++) {
		v->sums[i] += sums[i];
	}
	v->distinct++;
	return true;
}

/* What is known before the first word: each language's lean, and what the source says. */
static void start_verdict(const struct language *l, struct verdict *v, struct str hint_code)
{
	int hinted = hint_code.len > 0 ? find_code(l, hint_code) : -1;
	if (hinted >= 0) {
		v->sums[hinted] += LEAD_HINT;
	}
	for (size_t i = 0; i < l->count; i++) {
		v->sums[i] += l->known[i].lean;
	}
}

/* The code of a language by its number; *foreign: it is none of ours, or not supported. */
static struct str code_of(const struct language *l, int number, bool *foreign)
{
	*foreign = number == NONE_OF_OURS || (number >= 0 && l->known[number].other);
	return number < 0 ? STR_EMPTY : l->known[number].code;
}

struct str language_of(struct language *l, struct str text, struct str hint, bool *foreign)
{
	struct walk w = { .text = str_slice(text, 0, text.len > BYTE_LIMIT ? utf8_floor(text, BYTE_LIMIT) : text.len) };
	struct verdict v = { .words = 0 };
	struct word word;
	enum script script, main_script;
	struct str single, hint_code = language_code(l, hint);
	bool latin_only = mostly_ascii(w.text);
	int best, lead;
	start_verdict(l, &v, hint_code);
	while (v.words < WORD_LIMIT && next_word(&w, &word, &script)) {
		if (script <= HEBR && add_word(l, &v, &word) && latin_only && (best = decided(l, &v)) >= 0) {
			return code_of(l, best, foreign);
		}
	}
	single = by_script(l, w.letters, &main_script, foreign);
	if (main_script == SCRIPT_NONE) {
		return hint_code;
	}
	return *foreign || single.len > 0 ? single : code_of(l, said_by(l, &v, 1u << main_script, &lead), foreign);
}

size_t language_add(struct language *l, struct str text, int sums[LANGUAGES_MOST])
{
	struct walk w = { .text = text };
	struct verdict v = { .words = 0 };
	struct word word;
	enum script script;
	while (next_word(&w, &word, &script)) {
		if (script <= HEBR) {
			(void)add_word(l, &v, &word);
		}
	}
	for (size_t i = 0; i < LANGS; i++) {
		sums[i] += v.sums[i];
	}
	return v.distinct;
}

struct str language_code(const struct language *l, struct str name)
{
	static const char old_codes[][2][3] = { { "nb", "no" }, { "nn", "no" }, { "iw", "he" }, { "in", "id" },
		                                { "ji", "yi" }, { "sh", "sr" }, { "bs", "hr" } };
	char code[2];
	int at;
	if (name.len < 2 || (name.len > 2 && name.at[2] != '-' && name.at[2] != '_')) {
		return STR_EMPTY;
	}
	code[0] = ascii_lower(name.at[0]);
	code[1] = ascii_lower(name.at[1]);
	for (size_t i = 0; i < sizeof old_codes / sizeof *old_codes; i++) {
		if (memcmp(code, old_codes[i][0], 2) == 0) {
			memcpy(code, old_codes[i][1], 2);
			break;
		}
	}
	at = find_code(l, (struct str){ code, 2 });
	return at < 0 ? STR_EMPTY : l->known[at].code;
}
