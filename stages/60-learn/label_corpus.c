/* label_corpus.c - see label_corpus.h. Two passes over the tokens: the first counts words, spellings and handles, the
 * second makes items. */
#include "label_corpus.h"

#include <math.h>
#include <stdlib.h>

#include "array.h"
#include "language_table.h"
#include "tsv.h"

#define HANDLE_SHARE                                                                                                   \
	0.005 /* of contacts: an @handle in more of them is the addressee, and words that begin it, or begin with it,  \
	         name it */
#define HANDLE_LEAST 5    /* contacts */
#define HANDLE_LETTERS 4  /* a shorter word that begins a handle ("us", "the") is no name */
#define DAMAGE_LETTERS 7  /* a damaged word has at least this many bytes, */
#define DAMAGE_STEM 5     /* begins with a known word of at least this many, */
#define DAMAGE_TAIL 6     /* carries at most this many behind it, */
#define DAMAGE_RATIO 2    /* and that word is at least so much more frequent, */
#define DAMAGE_LEAST 20   /* and occurs this often. All from reading what export tools leave behind. */
#define SURNAME_SHARE 0.5 /* of a capitalised word's occurrences follow a given name: it is a family name */
#define WORDS_FIRST 4096  /* room at first */
#define WORD_BYTES 96     /* a longer word is never merged or repaired */

/* The bytes between two tokens of one phrase: spaces, one line end, quotes, '#', or a single hyphen, slash or
 * apostrophe. */
static bool gap_glues(struct str gap)
{
	size_t lines = 0;
	for (size_t i = 0; i < gap.len; i++) {
		char c = gap.at[i];
		lines += c == '\n';
		if (c == '-' || c == '/') {
			if (gap.len != 1) {
				return false;
			}
		} else if (memchr(" \n\r\t\"'#", c, 7) == NULL) {
			return false;
		}
	}
	return lines < 2;
}

static bool has_lower(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] >= 'a' && s.at[i] <= 'z') {
			return true;
		}
	}
	return false;
}

static bool has_upper(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] >= 'A' && s.at[i] <= 'Z') {
			return true;
		}
	}
	return false;
}

static struct str token_gap(const struct label_input *input, size_t mention, size_t t)
{
	const struct token *tokens = input->tokens[mention];
	return str_slice(input->texts[mention], tokens[t - 1].end, tokens[t].start);
}

static struct str token_surface(const struct label_input *input, size_t mention, size_t t)
{
	const struct token *tokens = input->tokens[mention];
	return str_slice(input->texts[mention], tokens[t].start, tokens[t].end);
}

static uint32_t count_in(struct intern *intern, struct str name, uint32_t **counts)
{
	size_t before = intern->count;
	uint32_t number = intern_add(intern, name);
	if (intern->count > before) {
		*counts = memory_grow(*counts, intern->cap, sizeof **counts);
		(*counts)[number] = 0;
	}
	return number;
}

/* Labels take one stem a word: that of its first token, where tokens came with stems. */
static void given_stem_keep(struct label_corpus *corpus, uint32_t word, struct str stem)
{
	corpus->given = array_room(corpus->given, word, &corpus->given_cap, sizeof *corpus->given, WORDS_FIRST);
	corpus->given[word] = stem;
}

static void count_words(struct label_corpus *corpus, const struct label_input *input)
{
	size_t cap = 0;
	corpus->token_start = memory_array(input->mention_count + 1, sizeof *corpus->token_start);
	for (size_t i = 0; i < input->mention_count; i++) {
		corpus->token_start[i + 1] = corpus->token_start[i] + input->token_counts[i];
	}
	corpus->token_words = memory_array(corpus->token_start[input->mention_count] + 1, sizeof *corpus->token_words);
	for (size_t i = 0; i < input->mention_count; i++) {
		bool plain = has_lower(input->texts[i]) && has_upper(input->texts[i]);
		for (size_t t = 0; t < input->token_counts[i]; t++) {
			uint32_t word = count_in(&corpus->words, input->tokens[i][t].word, &corpus->word_count);
			uint32_t surface =
			    count_in(&corpus->surfaces, token_surface(input, i, t), &corpus->surface_all);
			if (corpus->word_count[word] == 0) {
				given_stem_keep(corpus, word, input->tokens[i][t].stem);
			}
			corpus->token_words[corpus->token_start[i] + t] = word;
			corpus->word_count[word]++;
			corpus->surface_all[surface]++;
			if (corpus->surfaces.cap > cap) {
				corpus->surface_seen = memory_grow(corpus->surface_seen, corpus->surfaces.cap,
				                                   sizeof *corpus->surface_seen);
				corpus->surface_word = memory_grow(corpus->surface_word, corpus->surfaces.cap,
				                                   sizeof *corpus->surface_word);
				memset(corpus->surface_seen + cap, 0,
				       (corpus->surfaces.cap - cap) * sizeof *corpus->surface_seen);
				cap = corpus->surfaces.cap;
			}
			corpus->surface_word[surface] = word;
			corpus->surface_seen[surface] += plain && t > 0 && gap_glues(token_gap(input, i, t));
		}
	}
}

static bool better(uint32_t count, struct str name, uint32_t best_count, struct str best)
{
	return count > best_count || (count == best_count && (best.len == 0 || str_cmp(name, best) < 0));
}

/* A word is shown in the spelling that is commonest in mid-sentence when that has capitals and most of the occurrences,
 * else in its commonest spelling without capitals (which keeps accents), else folded. */
static void choose_spelling(struct label_corpus *corpus)
{
	size_t n = corpus->words.count;
	uint32_t *seen = memory_array(n + 1, sizeof *seen), *top = memory_array(n + 1, sizeof *top),
	         *low = memory_array(n + 1, sizeof *low);
	struct str *capital = memory_array(n + 1, sizeof *capital);
	corpus->shown = memory_array(n + 1, sizeof *corpus->shown);
	for (size_t s = 0; s < corpus->surfaces.count; s++) {
		uint32_t word = corpus->surface_word[s];
		struct str name = corpus->surfaces.names[s];
		seen[word] += corpus->surface_seen[s];
		if (has_upper(name)) {
			if (better(corpus->surface_seen[s], name, top[word], capital[word])) {
				capital[word] = name;
				top[word] = corpus->surface_seen[s];
			}
		} else if (better(corpus->surface_all[s], name, low[word], corpus->shown[word])) {
			corpus->shown[word] = name;
			low[word] = corpus->surface_all[s];
		}
	}
	for (size_t w = 0; w < n; w++) {
		struct str fixed = label_words_printed(&corpus->lexicon, corpus->words.names[w]);
		if (fixed.len > 0) {
			corpus->shown[w] = fixed;
		} else if (top[w] > 1 && 2 * top[w] > seen[w]) {
			corpus->shown[w] = capital[w];
		} else if (corpus->shown[w].len == 0) {
			corpus->shown[w] = corpus->words.names[w];
		}
	}
	free(seen);
	free(top);
	free(low);
	free(capital);
}

/* Frequent @handles, lower case, into handles. */
static void find_handles(const struct label_input *input, struct intern *handles)
{
	struct intern all;
	uint32_t *count = NULL;
	size_t least = (size_t)ceil(HANDLE_SHARE * (double)input->contact_count);
	intern_init(&all);
	for (size_t i = 0; i < input->mention_count; i++) {
		struct str text = input->texts[i];
		for (size_t at = 0; at < text.len; at++) {
			char name[64];
			size_t len = 0;
			if (text.at[at] != '@') {
				continue;
			}
			while (at + 1 < text.len && len < sizeof name &&
			       (ascii_is_alpha(text.at[at + 1]) || ascii_is_digit(text.at[at + 1]) ||
			        text.at[at + 1] == '_')) {
				name[len++] = ascii_lower(text.at[++at]);
			}
			if (len >= HANDLE_LETTERS) {
				uint32_t handle = count_in(&all, (struct str){ name, len }, &count);
				count[handle]++;
			}
		}
	}
	for (size_t h = 0; h < all.count; h++) {
		if (count[h] >= least && count[h] >= HANDLE_LEAST) {
			intern_add(handles, all.names[h]);
		}
	}
	free(count);
	intern_release(&all);
}

/* "southwest" of @southwestair, and "unitedairlines" of @united. */
static bool names_handle(const struct intern *handles, struct str word)
{
	for (size_t h = 0; h < handles->count && word.len >= HANDLE_LETTERS; h++) {
		if (str_starts(handles->names[h], word) || str_starts(word, handles->names[h])) {
			return true;
		}
	}
	return false;
}

static bool whole_word(const struct piece_table *table, struct str word)
{
	uint32_t pieces[WORD_BYTES];
	return word.len < WORD_BYTES && piece_table_split(table, word, pieces, WORD_BYTES) == 1;
}

/* people[word]: words that name a person: a given name of lexicons/any/given_names.tsv that is mostly written with a
 * capital, and the word that mostly follows it. Spellings have been chosen by then. */
static int find_people(const struct label_corpus *corpus, const struct label_input *input, bool *people,
                       struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct intern names;
	struct tsv tsv;
	uint32_t *follows = memory_array(corpus->words.count + 1, sizeof *follows);
	int code = tsv_lexicon(&tsv, &arena, input->lexicons, "any", "given_names.tsv", 2, err);
	intern_init(&names);
	for (size_t r = 0; code >= 0 && r < tsv.row_count; r++) {
		struct str word, rest = tsv.rows[r].cells[1];
		while (rest.at != NULL) {
			word = str_cut(rest, ' ', &rest);
			intern_add(&names, word);
		}
	}
	for (size_t w = 0; w < corpus->words.count; w++) {
		people[w] = has_upper(corpus->shown[w]) && intern_find(&names, corpus->words.names[w]) != INTERN_NONE;
	}
	for (size_t i = 0; i < input->mention_count && names.count > 0; i++) {
		for (size_t t = 1; t < input->token_counts[i]; t++) {
			if (people[label_corpus_word(corpus, i, t - 1)] && gap_glues(token_gap(input, i, t))) {
				follows[label_corpus_word(corpus, i, t)]++;
			}
		}
	}
	for (size_t w = 0; w < corpus->words.count; w++) {
		people[w] =
		    people[w] || (has_upper(corpus->shown[w]) && follows[w] > SURNAME_SHARE * corpus->word_count[w]);
	}
	free(follows);
	intern_release(&names);
	arena_release(&arena);
	return code;
}

/* The common word that a damaged one stands for, or itself. */
static uint32_t repaired(const struct label_corpus *corpus, uint32_t word)
{
	struct str name = corpus->words.names[word];
	if (corpus->table == NULL || name.len < DAMAGE_LETTERS || name.len >= WORD_BYTES ||
	    whole_word(corpus->table, name)) {
		return word;
	}
	for (size_t cut = name.len - 1; cut >= DAMAGE_STEM && cut + DAMAGE_TAIL >= name.len; cut--) {
		uint32_t shorter = intern_find(&corpus->words, str_slice(name, 0, cut));
		if (shorter != INTERN_NONE && corpus->word_count[shorter] >= DAMAGE_LEAST &&
		    corpus->word_count[shorter] >= DAMAGE_RATIO * corpus->word_count[word] &&
		    whole_word(corpus->table, corpus->words.names[shorter])) {
			return shorter;
		}
	}
	return word;
}

/* What every occurrence of a word shares. */
struct word_info {
	uint32_t word; /* itself, or what it stands for */
	struct str stem;
	uint8_t classes;
};

static struct str word_stem(const struct label_corpus *corpus, uint32_t word)
{
	return corpus->given[word].at != NULL ? corpus->given[word] : stem(corpus->stemmer, corpus->words.names[word]);
}

static struct word_info *word_infos(struct label_corpus *corpus, const struct intern *handles, const bool *people)
{
	struct word_info *infos = memory_array(corpus->words.count + 1, sizeof *infos);
	for (uint32_t w = 0; w < corpus->words.count; w++) {
		struct word_info *info = &infos[w];
		struct str name;
		info->word = repaired(corpus, w);
		name = corpus->words.names[info->word];
		info->stem =
		    arena_dup(&corpus->arena, label_words_base(&corpus->lexicon, word_stem(corpus, info->word)));
		info->classes = label_words_class(&corpus->lexicon, name, info->stem);
		if (info->classes == 0 && (name.len < 2 || people[w] || names_handle(handles, name))) {
			info->classes = LABEL_STOP;
		}
	}
	return infos;
}

static uint32_t form_number(struct label_corpus *corpus, struct str first, struct str second)
{
	struct buf form;
	uint32_t number;
	buf_init(&form, SIZE_MAX);
	buf_str_add(&form, first);
	if (second.len > 0) {
		buf_byte(&form, ' ');
		buf_str_add(&form, second);
	}
	number = intern_add(&corpus->forms, buf_str(&form));
	buf_release(&form);
	return number;
}

/* The number of the one word that both are when the lexicon knows it as a negation ("did" + "not": "didnt"), else
 * INTERN_NONE. */
static uint32_t contraction(const struct label_corpus *corpus, struct str first, struct str second)
{
	char joined[WORD_BYTES];
	struct str end = label_words_fused(&corpus->lexicon, second);
	uint32_t number;
	if (end.len == 0 || first.len + end.len > sizeof joined) {
		return INTERN_NONE;
	}
	memcpy(joined, first.at, first.len);
	memcpy(joined + first.len, end.at, end.len);
	number = intern_find(&corpus->lexicon.words, (struct str){ joined, first.len + end.len });
	return number != INTERN_NONE && (corpus->lexicon.classes[number] & LABEL_NOT) != 0 ? number : INTERN_NONE;
}

static void item_make(struct label_corpus *corpus, const struct word_info *info, struct label_item *item)
{
	struct str name = corpus->words.names[info->word];
	item->classes = info->classes;
	item->form = form_number(corpus, name, STR_EMPTY);
	item->stem = (info->classes & LABEL_NOT) != 0 ? LABEL_STEM_NOT : intern_add(&corpus->stems, info->stem);
}

/* Items of one mention at corpus->items[at …]; returns their number. */
static size_t make_items(struct label_corpus *corpus, const struct label_input *input, size_t i,
                         const struct word_info *infos, size_t at)
{
	size_t made = 0, n = input->token_counts[i];
	for (size_t t = 0; t < n; t++) {
		struct label_item *item = &corpus->items[at + made++];
		const struct word_info *info = &infos[label_corpus_word(corpus, i, t)];
		struct str name = corpus->words.names[info->word];
		bool next_glued = t + 1 < n && gap_glues(token_gap(input, i, t + 1));
		item->glued = t > 0 && gap_glues(token_gap(input, i, t));
		item_make(corpus, info, item);
		if (next_glued) {
			struct str next = input->tokens[i][t + 1].word;
			uint32_t negation = contraction(corpus, name, next);
			if (negation != INTERN_NONE) {
				item->stem = LABEL_STEM_NOT;
				item->classes = LABEL_NOT;
				item->form = form_number(corpus, corpus->lexicon.words.names[negation], STR_EMPTY);
				t++;
			} else if (label_words_joined(&corpus->lexicon, name, info->stem, next)) {
				struct str stems =
				    arena_printf(&corpus->arena, "%.*s %.*s", STR_ARGS(info->stem), STR_ARGS(next));
				item->stem = intern_add(&corpus->stems, stems);
				item->form = form_number(corpus, name, next);
				item->classes = (uint8_t)(info->classes & ~LABEL_EDGE);
				t++;
			}
		}
	}
	return made;
}

static int open_vectors(struct label_corpus *corpus, const struct label_input *input, struct err *err)
{
	struct buf path;
	uint32_t pieces[WORD_BYTES];
	int code;
	buf_init(&path, SIZE_MAX);
	buf_printf(&path, "%s/%.*s/pieces.tbl", input->lexicons, STR_ARGS(language_named(input->lang)));
	code = piece_table_open(&corpus->table, path.at, err);
	buf_release(&path);
	if (code < 0 || corpus->table == NULL) {
		return code;
	}
	corpus->dim = piece_table_dim(corpus->table);
	corpus->vectors = memory_array(corpus->words.count + 1, corpus->dim * sizeof *corpus->vectors);
	for (size_t w = 0; w < corpus->words.count; w++) {
		size_t count = piece_table_split(corpus->table, corpus->words.names[w], pieces, WORD_BYTES);
		for (size_t p = 0; p < count; p++) {
			piece_table_add(corpus->table, pieces[p], corpus->vectors + w * corpus->dim);
		}
	}
	return 0;
}

int label_corpus_open(struct label_corpus *corpus, const struct label_input *input, struct err *err)
{
	struct intern handles;
	struct word_info *infos;
	bool *people = NULL;
	int code;
	*corpus = (struct label_corpus){ .arena = ARENA_INIT };
	intern_init(&corpus->words);
	intern_init(&corpus->surfaces);
	intern_init(&corpus->stems);
	intern_init(&corpus->forms);
	code = stemmer_open(&corpus->stemmer, language_named(input->lang), err);
	if (code >= 0) {
		code = label_words_open(&corpus->lexicon, input->lexicons, input->lang, corpus->stemmer, err);
	}
	if (code >= 0) {
		count_words(corpus, input);
		code = open_vectors(corpus, input, err);
	}
	if (code >= 0) {
		choose_spelling(corpus);
		people = memory_array(corpus->words.count + 1, sizeof *people);
		code = find_people(corpus, input, people, err);
	}
	if (code < 0) {
		free(people);
		label_corpus_close(corpus);
		return code;
	}
	intern_add(&corpus->stems, STR(""));      /* LABEL_STEM_NONE */
	intern_add(&corpus->stems, STR(" not ")); /* LABEL_STEM_NOT: as no stem is spelt */
	intern_init(&handles);
	find_handles(input, &handles);
	infos = word_infos(corpus, &handles, people);
	corpus->start = memory_array(input->mention_count + 1, sizeof *corpus->start);
	corpus->items = memory_array(corpus->token_start[input->mention_count] + 1, sizeof *corpus->items);
	for (size_t i = 0; i < input->mention_count; i++) {
		corpus->start[i + 1] = corpus->start[i] + make_items(corpus, input, i, infos, corpus->start[i]);
	}
	free(infos);
	free(people);
	intern_release(&handles);
	return 0;
}

void label_corpus_close(struct label_corpus *corpus)
{
	free(corpus->items);
	free(corpus->start);
	free(corpus->word_count);
	free(corpus->given);
	free(corpus->surface_word);
	free(corpus->surface_seen);
	free(corpus->surface_all);
	free(corpus->shown);
	free(corpus->vectors);
	free(corpus->token_words);
	free(corpus->token_start);
	free(corpus->rows);
	intern_release(&corpus->words);
	intern_release(&corpus->surfaces);
	intern_release(&corpus->stems);
	intern_release(&corpus->forms);
	piece_table_close(corpus->table);
	label_words_close(&corpus->lexicon);
	stemmer_close(corpus->stemmer);
	arena_release(&corpus->arena);
}

static struct str shown_word(const struct label_corpus *corpus, struct str word)
{
	uint32_t number = intern_find(&corpus->words, word);
	struct str fixed = label_words_printed(&corpus->lexicon, word);
	return number != INTERN_NONE ? corpus->shown[number] : fixed.len > 0 ? fixed : word;
}

/* A capital for ASCII letters and for the two-byte letters U+00E0 to U+00FE (not the division sign). */
static void capitalise(struct str first_word, char *at)
{
	unsigned char a = (unsigned char)at[0], b = first_word.len > 1 ? (unsigned char)at[1] : 0;
	if (has_upper(first_word)) {
		return; /* iPhone stays iPhone */
	}
	if (a >= 'a' && a <= 'z') {
		at[0] = (char)(a - 32);
	} else if (a == 0xC3 && b >= 0xA0 && b <= 0xBE && b != 0xB7) {
		at[1] = (char)(b - 32);
	}
}

struct str label_corpus_show(const struct label_corpus *corpus, struct str form, bool capital, struct arena *arena)
{
	struct buf out;
	struct str word, rest = form, shown;
	bool first = true;
	buf_init(&out, SIZE_MAX);
	while (rest.at != NULL) {
		word = str_cut(rest, ' ', &rest);
		shown = shown_word(corpus, word);
		if (!first && out.at[out.len - 1] != '\'') {
			buf_byte(&out, ' '); /* "temps d'attente" */
		}
		buf_str_add(&out, shown);
		if (first && capital && shown.len > 0) {
			capitalise(shown, out.at);
		}
		first = false;
	}
	shown = arena_dup(arena, buf_str(&out));
	buf_release(&out);
	return shown;
}

bool label_corpus_vector(const struct label_corpus *corpus, struct str form, float *vector)
{
	struct str word, rest = form;
	double length = 0;
	if (corpus->vectors == NULL) {
		return false;
	}
	memset(vector, 0, corpus->dim * sizeof *vector);
	while (rest.at != NULL) {
		uint32_t number;
		word = str_cut(rest, ' ', &rest);
		number = intern_find(&corpus->words, word);
		for (size_t d = 0; number != INTERN_NONE && d < corpus->dim; d++) {
			vector[d] += corpus->vectors[number * corpus->dim + d];
		}
	}
	for (size_t d = 0; d < corpus->dim; d++) {
		length += (double)vector[d] * (double)vector[d];
	}
	length = sqrt(length);
	for (size_t d = 0; d < corpus->dim && length > 0; d++) {
		vector[d] = (float)(vector[d] / length);
	}
	return length > 0;
}
