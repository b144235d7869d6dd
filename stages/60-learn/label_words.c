/* label_words.c - see label_words.h. The lists are ours; a word that stands in none of them, nor among the stop words,
 * is content. */
#include "label_words.h"

#include <stdlib.h>

#include "array.h"
#include "language_table.h"
#include "tsv.h"

enum { WORDS_FIRST = 64 };

static void word_add(struct label_words *words, struct str word, uint8_t class)
{
	struct str printed;
	size_t before = words->words.count;
	struct str name = str_cut(word, '=', &printed);
	uint32_t number = intern_add(&words->words, name);
	if (words->words.count > before) {
		words->classes =
		    array_room(words->classes, number, &words->class_cap, sizeof *words->classes, WORDS_FIRST);
		words->printed =
		    array_room(words->printed, number, &words->printed_cap, sizeof *words->printed, WORDS_FIRST);
		words->classes[number] = 0;
		words->printed[number] = STR_EMPTY;
	}
	words->classes[number] |= class;
	if (printed.at != NULL) {
		words->printed[number] = arena_dup(&words->arena, printed);
	}
}

static void stem_add(struct label_words *words, struct str word_stem, uint8_t class)
{
	size_t before = words->stems.count;
	uint32_t number = intern_add(&words->stems, word_stem);
	if (words->stems.count > before) {
		words->stem_classes =
		    array_room(words->stem_classes, number, &words->stem_cap, sizeof *words->stem_classes, WORDS_FIRST);
		words->stem_classes[number] = 0;
	}
	words->stem_classes[number] |= class;
}

static void joined_add(struct label_words *words, struct str pair, struct stemmer *stemmer)
{
	struct str second;
	(void)stemmer;
	struct str first = str_cut(pair, '+', &second);
	if (second.at != NULL) {
		intern_add(&words->joined, arena_printf(&words->arena, "%.*s %.*s", STR_ARGS(first), STR_ARGS(second)));
	}
}

/* "pay paid pays": every word's stem counts as the first one's. */
static void same_add(struct label_words *words, struct str row, struct stemmer *stemmer)
{
	struct str rest = row, word, base = STR_EMPTY;
	while (rest.at != NULL) {
		word = str_cut(rest, ' ', &rest);
		if (word.len > 0 && base.len == 0) {
			base = arena_dup(&words->arena, stem(stemmer, word));
		} else if (word.len > 0) {
			size_t before = words->same.count;
			uint32_t number = intern_add(&words->same, stem(stemmer, word));
			words->same_as =
			    array_room(words->same_as, number, &words->same_cap, sizeof *words->same_as, WORDS_FIRST);
			if (words->same.count > before) {
				words->same_as[number] = base;
			}
		}
	}
}

/* "not=nt" */
static void fused_add(struct label_words *words, struct str pair, struct stemmer *stemmer)
{
	struct str end, word = str_cut(pair, '=', &end);
	size_t before = words->fused.count;
	uint32_t number = intern_add(&words->fused, word);
	(void)stemmer;
	if (words->fused.count > before) {
		words->fused_end =
		    array_room(words->fused_end, number, &words->fused_cap, sizeof *words->fused_end, WORDS_FIRST);
		words->fused_end[number] = arena_dup(&words->arena, end);
	}
}

/* How the words of a row are taken, by its first cell: all together, or one by one, or by class. */
static const struct {
	struct str name;
	void (*all)(struct label_words *words, struct str row, struct stemmer *stemmer);
	void (*each)(struct label_words *words, struct str word, struct stemmer *stemmer);
	uint8_t class;
} ROWS[] = {
	{ STR("same"), same_add, NULL, 0 },
	{ STR("joined"), NULL, joined_add, 0 },
	{ STR("fused"), NULL, fused_add, 0 },
	{ STR("drop"), NULL, NULL, LABEL_DROP },
	{ STR("link"), NULL, NULL, LABEL_LINK },
	{ STR("stop"), NULL, NULL, LABEL_STOP },
	{ STR("not"), NULL, NULL, LABEL_NOT },
	{ STR("problem"), NULL, NULL, LABEL_PROBLEM },
	{ STR("judgement"), NULL, NULL, LABEL_JUDGEMENT },
	{ STR("vague"), NULL, NULL, LABEL_VAGUE },
};
enum { ROW_KINDS = sizeof ROWS / sizeof *ROWS };

static void word_take(struct label_words *words, size_t kind, struct str word, struct stemmer *stemmer)
{
	if (ROWS[kind].each != NULL) {
		ROWS[kind].each(words, word, stemmer);
	} else if (ROWS[kind].class >= LABEL_PROBLEM) { /* these are compared by stem */
		stem_add(words, stem(stemmer, word), ROWS[kind].class);
	} else {
		word_add(words, word, ROWS[kind].class);
	}
}

static int row_read(struct label_words *words, const struct tsv_row *row, struct stemmer *stemmer, struct err *err)
{
	struct str rest = row->cells[1], word;
	size_t kind = 0;
	while (kind < ROW_KINDS && !str_eq(row->cells[0], ROWS[kind].name)) {
		kind++;
	}
	if (kind == ROW_KINDS) {
		int code = err_set(err, GRIPE_DATA, "unknown class \"%.*s\"", STR_ARGS(row->cells[0]));
		err_at(err, "label_words.tsv", row->line, 0);
		return code;
	}
	if (ROWS[kind].all != NULL) {
		ROWS[kind].all(words, rest, stemmer);
		return 0;
	}
	while (rest.at != NULL) {
		word = str_cut(rest, ' ', &rest);
		if (word.len > 0) {
			word_take(words, kind, word, stemmer);
		}
	}
	return 0;
}

int label_words_open(struct label_words *words, const char *lexicons, struct str lang, struct stemmer *stemmer,
                     struct err *err)
{
	char name[LANGUAGE_NAME];
	struct tsv tsv;
	int code;
	*words = (struct label_words){ .arena = ARENA_INIT };
	intern_init(&words->words);
	intern_init(&words->stems);
	intern_init(&words->same);
	intern_init(&words->joined);
	intern_init(&words->fused);
	language_name(name, lang);
	code = stopwords_open(&words->stop, lexicons, str_from(name), err);
	if (code >= 0) {
		code = tsv_lexicon(&tsv, &words->arena, lexicons, name, "label_words.tsv", 2, err);
	}
	for (size_t i = 0; code >= 0 && i < tsv.row_count; i++) {
		code = row_read(words, &tsv.rows[i], stemmer, err);
	}
	if (code < 0) {
		label_words_close(words);
	}
	return code < 0 ? code : 0;
}

void label_words_close(struct label_words *words)
{
	stopwords_close(words->stop);
	intern_release(&words->words);
	intern_release(&words->stems);
	intern_release(&words->same);
	intern_release(&words->joined);
	intern_release(&words->fused);
	free(words->fused_end);
	free(words->classes);
	free(words->printed);
	free(words->stem_classes);
	free(words->same_as);
	arena_release(&words->arena);
	*words = (struct label_words){ .arena = ARENA_INIT };
}

struct str label_words_base(const struct label_words *words, struct str word_stem)
{
	uint32_t number = intern_find(&words->same, word_stem);
	return number == INTERN_NONE ? word_stem : words->same_as[number];
}

uint8_t label_words_class(const struct label_words *words, struct str word, struct str word_stem)
{
	uint8_t class = 0;
	uint32_t number = intern_find(&words->words, word), of_stem = intern_find(&words->stems, word_stem);
	if (number != INTERN_NONE) {
		class = words->classes[number];
	} else if (of_stem == INTERN_NONE && is_stopword(words->stop, word)) {
		class = LABEL_STOP;
	}
	return of_stem == INTERN_NONE ? class : (uint8_t)(class | words->stem_classes[of_stem]);
}

struct str label_words_printed(const struct label_words *words, struct str word)
{
	uint32_t number = intern_find(&words->words, word);
	return number == INTERN_NONE ? STR_EMPTY : words->printed[number];
}

struct str label_words_fused(const struct label_words *words, struct str word)
{
	uint32_t number = intern_find(&words->fused, word);
	return number == INTERN_NONE ? STR_EMPTY : words->fused_end[number];
}

bool label_words_joined(const struct label_words *words, struct str first, struct str first_stem, struct str second)
{
	char pair[128];
	struct str firsts[2] = { first, first_stem };
	for (size_t i = 0; i < 2 && words->joined.count > 0; i++) {
		size_t len = firsts[i].len + 1 + second.len;
		if (len > sizeof pair) {
			continue;
		}
		memcpy(pair, firsts[i].at, firsts[i].len);
		pair[firsts[i].len] = ' ';
		memcpy(pair + firsts[i].len + 1, second.at, second.len);
		if (intern_find(&words->joined, (struct str){ pair, len }) != INTERN_NONE) {
			return true;
		}
	}
	return false;
}
