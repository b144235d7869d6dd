/* things.c - see things.h. Things are patterns of words by stem (pattern.h); classes of words stand in one small table
 * by word. */
#include "things.h"

#include <stdlib.h>

#include "array.h"
#include "language_table.h"
#include "pattern.h"
#include "tsv.h"

enum {
	THING_HITS = 8, /* things that may begin at one word */
	FIRST_WORDS = 1024,
	MET_MOST = 1 << 16 /* words kept, about 5 MB; rarer ones are looked up each time */
};

struct thing_list {
	struct arena arena;
	struct stemmer *stemmer;
	struct stopwords *stop;
	struct patterns *patterns; /* payload: number of the thing */
	struct thing *things;
	size_t count, cap;
	struct str plurals;  /* endings by blanks, of thing_words.tsv */
	struct intern words; /* of thing_words.tsv */
	uint8_t *classes;    /* [words.count] */
	size_t class_cap;
	struct intern met;    /* words of mentions, so that one look instead of three finds their classes */
	uint8_t *met_classes; /* [met.count] */
	size_t met_cap;
};

static const struct {
	struct str name;
	enum word_class class;
} class_names[] = { { STR("determiner"), WORD_DETERMINER },
	            { STR("verbal"), WORD_VERBAL },
	            { STR("nothing"), WORD_NOTHING },
	            { STR("phatic"), WORD_PHATIC },
	            { STR("channel"), WORD_CHANNEL },
	            { STR("drop"), WORD_STOP },
	            { STR("link"), WORD_STOP },
	            { STR("stop"), WORD_STOP } };

static int pattern_add(struct thing_list *list, struct str word, uint32_t number, struct err *err)
{
	return patterns_add(list->patterns, list->stemmer, word, number | PATTERN_STRICT, err);
}

static int exact_add(struct thing_list *list, struct str word, struct str ending, uint32_t number, struct err *err)
{
	struct buf exact;
	int result;
	buf_init(&exact, SIZE_MAX);
	buf_byte(&exact, '=');
	buf_str_add(&exact, word);
	buf_str_add(&exact, ending);
	result = pattern_add(list, buf_str(&exact), number, err);
	buf_release(&exact);
	return result;
}

/* A word as it stands and in the plural: "s", or "ies=y" for what ends so. */
static int plurals_add(struct thing_list *list, struct str word, uint32_t number, struct err *err)
{
	struct str plurals = list->plurals;
	int result = exact_add(list, word, STR_EMPTY, number, err);
	while (result == 0 && plurals.at != NULL) {
		struct str rest, singular, ending = str_cut(str_cut(plurals, ' ', &rest), '=', &singular);
		if (ending.len > 0 && str_ends(word, singular)) {
			result = exact_add(list, str_slice(word, 0, word.len - singular.len), ending, number, err);
		}
		plurals = rest;
	}
	return result;
}

/* A name of a thing is a noun: the stem of "receiver" is that of "received", and of "comida" that of "com" (with), so
 * one word is sought as it stands and in the plural. A word that the corpus has been seen to use as a noun, and any in
 * a language without rules of plurals, is sought by its stem, where that is no word of another kind. */
static int word_add(struct thing_list *list, struct str word, bool listed, uint32_t number, struct err *err)
{
	struct str root = stem(list->stemmer, word);
	if (memchr(word.at, ' ', word.len) != NULL || word.at[0] == '=') {
		return pattern_add(list, word, number, err);
	}
	if (listed && list->plurals.len > 0) {
		return plurals_add(list, word, number, err);
	}
	return !str_eq(root, word) && is_stopword(list->stop, root) ? exact_add(list, word, STR_EMPTY, number, err)
	                                                            : pattern_add(list, word, number, err);
}

static int thing_add(struct thing_list *list, struct thing thing, struct str words, struct err *err)
{
	uint32_t number = (uint32_t)list->count;
	int result = 0;
	list->things = array_room(list->things, list->count, &list->cap, sizeof thing, 256);
	list->things[list->count++] = thing;
	while (result == 0 && words.at != NULL) {
		struct str rest, word = str_trim(str_cut(words, ',', &rest));
		result = word.len > 0 ? word_add(list, word, thing.listed, number, err) : 0;
		words = rest;
	}
	return result;
}

static int listed_things(struct thing_list *list, const char *lexicons, const char *lang, struct err *err)
{
	static const char file[] = "thing.tsv";
	struct tsv table;
	int result = tsv_lexicon(&table, &list->arena, lexicons, lang, file, 3, err);
	for (size_t i = 0; result == 0 && i < table.row_count; i++) {
		const struct tsv_row *row = &table.rows[i];
		result = thing_add(list, (struct thing){ row->cells[0], row->cells[1], true }, row->cells[2], err);
		if (result < 0) {
			err_at(err, file, row->line, 0);
		}
	}
	return result;
}

static void word_class_set(struct thing_list *list, struct str word, enum word_class class)
{
	uint32_t number = intern_add(&list->words, word);
	size_t before = list->class_cap;
	list->classes = array_room(list->classes, number, &list->class_cap, sizeof *list->classes, FIRST_WORDS);
	memset(list->classes + before, 0, list->class_cap - before);
	list->classes[number] |= (uint8_t) class;
}

/* A row "class <tab> words by blanks"; a word may be given as word=printed. 0 too for a class that is not one of ours,
 * with *known false. */
static void words_add(struct thing_list *list, const struct tsv_row *row, bool *known)
{
	struct str words = row->cells[1];
	size_t i = 0;
	while (i < sizeof class_names / sizeof *class_names && !str_eq(class_names[i].name, row->cells[0])) {
		i++;
	}
	*known = i < sizeof class_names / sizeof *class_names;
	while (*known && words.at != NULL) {
		struct str rest, printed, word = str_cut(words, ' ', &rest);
		word_class_set(list, str_cut(word, '=', &printed), class_names[i].class);
		words = rest;
	}
}

/* thing_words.tsv is all ours; of label_words.tsv the words that end a phrase name no thing either. */
static int word_classes(struct thing_list *list, const char *lexicons, const char *lang, struct err *err)
{
	static const struct {
		const char *name;
		bool ours;
	} files[] = { { "thing_words.tsv", true }, { "label_words.tsv", false } };
	for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
		struct tsv table;
		int result = tsv_lexicon(&table, &list->arena, lexicons, lang, files[f].name, 2, err);
		for (size_t i = 0; result == 0 && i < table.row_count; i++) {
			bool known = str_eq(table.rows[i].cells[0], STR("plural"));
			if (known) {
				list->plurals = table.rows[i].cells[1];
				continue;
			}
			words_add(list, &table.rows[i], &known);
			if (!known && files[f].ours) {
				result = err_set(err, GRIPE_DATA, "\"%.*s\" is no class of words",
				                 STR_ARGS(table.rows[i].cells[0]));
				err_at(err, files[f].name, table.rows[i].line, 0);
			}
		}
		if (result < 0) {
			return result;
		}
	}
	return 0;
}

int things_open(struct thing_list **out, const char *lexicons, struct str lang, const struct thing *extra,
                const struct str *extra_words, size_t extra_count, struct err *err)
{
	struct thing_list *list = memory_alloc(sizeof *list);
	int result = stemmer_open(&list->stemmer, lang, err);
	intern_init(&list->words);
	intern_init(&list->met);
	patterns_open(&list->patterns);
	if (result == 0 && is_language(lang)) {
		const char *name = arena_dup(&list->arena, lang).at;
		result = stopwords_open(&list->stop, lexicons, lang, err);
		result = result == 0 ? word_classes(list, lexicons, name, err) : result;
		result = result == 0 ? listed_things(list, lexicons, name, err) : result;
	}
	for (size_t i = 0; result == 0 && i < extra_count; i++) {
		result = thing_add(list, extra[i], extra_words[i], err);
	}
	if (result < 0) {
		things_close(list);
		return result;
	}
	*out = list;
	return 0;
}

void things_close(struct thing_list *list)
{
	if (list != NULL) {
		patterns_close(list->patterns);
		stopwords_close(list->stop);
		stemmer_close(list->stemmer);
		intern_release(&list->words);
		free(list->things);
		free(list->classes);
		intern_release(&list->met);
		free(list->met_classes);
		arena_release(&list->arena);
		free(list);
	}
}

size_t things_count(const struct thing_list *list)
{
	return list->count;
}

const struct thing *things_at(const struct thing_list *list, uint32_t number)
{
	return &list->things[number];
}

struct str things_stem(struct thing_list *list, struct str word)
{
	return stem(list->stemmer, word);
}

static uint8_t classes_of(const struct thing_list *list, struct str word)
{
	uint32_t number = intern_find(&list->words, word);
	unsigned classes = number == INTERN_NONE ? 0 : list->classes[number];
	classes |= is_stopword(list->stop, word) ? WORD_STOP : 0;
	classes |= is_negation(list->stop, word) ? WORD_NEGATION : 0;
	return (uint8_t)classes;
}

/* The same, kept by word. */
static uint8_t classes_met(struct thing_list *list, struct str word)
{
	size_t known = list->met.count;
	uint32_t number = known < MET_MOST ? intern_add(&list->met, word) : intern_find(&list->met, word);
	if (number == INTERN_NONE) {
		return classes_of(list, word);
	}
	if (number == known) {
		list->met_classes =
		    array_room(list->met_classes, number, &list->met_cap, sizeof *list->met_classes, FIRST_WORDS);
		list->met_classes[number] = classes_of(list, word);
	}
	return list->met_classes[number];
}

static struct issue_word word_read(struct thing_list *list, struct arena *arena, const struct token *token, bool parted)
{
	return (struct issue_word){ .word = token->word,
		                    .stem = token->stem.at != NULL ? token->stem
		                                                   : arena_dup(arena, stem(list->stemmer, token->word)),
		                    .start = token->start,
		                    .end = token->end,
		                    .parted = parted,
		                    .classes = classes_met(list, token->word) };
}

static void things_match(const struct thing_list *list, const struct matchable *matchable, struct issue_words *out)
{
	size_t at = 0;
	while (at < matchable->count) {
		struct pattern_hit hits[THING_HITS];
		size_t n = patterns_at(list->patterns, matchable, at, hits, THING_HITS);
		if (n == 0) {
			at++;
			continue;
		}
		out->things[out->thing_count++] = (struct thing_place){ (uint32_t)at, (uint32_t)at + hits[0].length,
			                                                hits[0].payload & ~PATTERN_STRICT };
		at += hits[0].length;
	}
}

void things_read(struct thing_list *list, struct arena *arena, struct str text, const struct token *tokens,
                 size_t token_count, struct issue_words *out)
{
	struct matchable matchable;
	/* no pattern of a thing holds a sign or "^", so units and tokens are the same words */
	matchable_make(&matchable, list->patterns, list->stemmer, arena, text, tokens, token_count);
	*out = (struct issue_words){ .count = token_count };
	out->words = arena_array(arena, token_count + 1, sizeof *out->words);
	out->things = arena_array(arena, token_count + 1, sizeof *out->things);
	for (size_t i = 0; i < token_count; i++) {
		out->words[i] = word_read(list, arena, &tokens[i], matchable.units[i].barrier != BARRIER_NONE);
	}
	things_match(list, &matchable, out);
}
