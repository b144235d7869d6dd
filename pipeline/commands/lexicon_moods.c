/* lexicon_moods.c - see lexicon_moods.h. k nearest neighbours by cosine over sums of piece vectors (Cover & Hart 1967).
 *
 * Chosen against the likeness to the list's words alone: in this space any two common words are alike, and only the
 * words around tell whether those of mood are nearer than others. Memory: 4 bytes a column and word. */
#include "lexicon_moods.h"

#include <math.h>
#include <stdlib.h>

#include "array.h"
#include "option.h"
#include "piece_table.h"

enum { PIECES_MOST = 64 /* bytes of a word that are looked at */ };

struct lexicon_moods {
	struct piece_table *table;
	size_t dim;
	struct intern words;
	struct intern stems; /* of those of mood */
	int *signs;          /* [words.count] -1, 0, 1 */
	float *vectors;      /* [words.count][dim] of length 1 */
	size_t sign_cap;
};

/* Its unit vector; false: no piece of it is known. */
static bool vector_of(const struct lexicon_moods *moods, struct str word, float *vector)
{
	uint32_t pieces[PIECES_MOST];
	double square = 0;
	size_t count = word.len > PIECES_MOST ? 0 : piece_table_split(moods->table, word, pieces, PIECES_MOST);
	memset(vector, 0, moods->dim * sizeof *vector);
	for (size_t i = 0; i < count; i++) {
		piece_table_add(moods->table, pieces[i], vector);
	}
	for (size_t d = 0; d < moods->dim; d++) {
		square += (double)vector[d] * vector[d];
	}
	for (size_t d = 0; d < moods->dim && square > 0; d++) {
		vector[d] = (float)(vector[d] / sqrt(square));
	}
	return square > 0;
}

static void word_add(struct lexicon_moods *moods, struct str word, int sign)
{
	size_t before = moods->words.count;
	uint32_t number = intern_add(&moods->words, word);
	moods->signs = array_room(moods->signs, number, &moods->sign_cap, sizeof *moods->signs, 1024);
	if (moods->words.count > before) {
		moods->signs[number] = sign;
	}
}

static void moods_add(struct lexicon_moods *moods, struct stemmer *stemmer, const struct tsv *table)
{
	for (size_t i = 0; i < table->row_count; i++) {
		struct str word = table->rows[i].cells[0];
		double weight;
		word = str_starts(word, STR("=")) ? str_slice(word, 1, word.len) : word;
		if (word.len > 0 && ascii_is_alpha(word.at[0]) && memchr(word.at, ' ', word.len) == NULL &&
		    memchr(word.at, '|', word.len) == NULL && table->rows[i].cell_count > 1 &&
		    number_parse(table->rows[i].cells[1], &weight)) {
			word_add(moods, word, weight < 0 ? -1 : 1);
			intern_add(&moods->stems, stem(stemmer, word));
		}
	}
}

int lexicon_moods_open(struct lexicon_moods **out, const struct lexicon_corpus *corpus, const struct str *others,
                       size_t other_count, struct err *err)
{
	struct lexicon_moods *moods = memory_alloc(sizeof *moods);
	struct arena arena = ARENA_INIT;
	struct str path = arena_printf(&arena, "%s/%.*s/pieces.tbl", corpus->lexicons, STR_ARGS(corpus->lang));
	int result = piece_table_open(&moods->table, path.at, err);
	arena_release(&arena);
	intern_init(&moods->words);
	intern_init(&moods->stems);
	if (result < 0 || moods->table == NULL) {
		lexicon_moods_close(moods);
		return result;
	}
	moods->dim = piece_table_dim(moods->table);
	moods_add(moods, corpus->lists->lexicon->stemmer, &corpus->lists->lists[SENTIMENT].table);
	for (size_t i = 0; i < other_count; i++) {
		if (intern_find(&moods->stems, stem(corpus->lists->lexicon->stemmer, others[i])) == INTERN_NONE) {
			word_add(moods, others[i], 0);
		}
	}
	moods->vectors = memory_array(moods->words.count * moods->dim + 1, sizeof *moods->vectors);
	for (size_t w = 0; w < moods->words.count; w++) {
		(void)vector_of(moods, moods->words.names[w], moods->vectors + w * moods->dim);
	}
	*out = moods;
	return 0;
}

void lexicon_moods_close(struct lexicon_moods *moods)
{
	if (moods != NULL) {
		piece_table_close(moods->table);
		intern_release(&moods->words);
		intern_release(&moods->stems);
		free(moods->signs);
		free(moods->vectors);
		free(moods);
	}
}

struct neighbour {
	double cosine;
	uint32_t word;
};

/* Keeps the nearest, cosine falling, then number rising. */
static void neighbour_keep(struct neighbour *nearest, size_t *count, struct neighbour neighbour)
{
	size_t at = *count;
	if (at == MOOD_NEIGHBOURS && neighbour.cosine <= nearest[at - 1].cosine) {
		return;
	}
	at = at == MOOD_NEIGHBOURS ? at - 1 : at;
	while (at > 0 && nearest[at - 1].cosine < neighbour.cosine) {
		nearest[at] = nearest[at - 1];
		at--;
	}
	nearest[at] = neighbour;
	*count += *count < MOOD_NEIGHBOURS ? 1 : 0;
}

int lexicon_moods_near(const struct lexicon_moods *moods, struct str word, int sign, struct str *best)
{
	struct neighbour nearest[MOOD_NEIGHBOURS];
	float *vector = memory_array(moods->dim + 1, sizeof *vector);
	size_t count = 0;
	int sum = 0;
	bool known = vector_of(moods, word, vector);
	*best = STR_EMPTY;
	for (uint32_t w = 0; known && w < moods->words.count; w++) {
		const float *other = moods->vectors + w * moods->dim;
		double cosine = 0;
		if (str_eq(moods->words.names[w], word)) {
			continue;
		}
		for (size_t d = 0; d < moods->dim; d++) {
			cosine += (double)vector[d] * other[d];
		}
		neighbour_keep(nearest, &count, (struct neighbour){ cosine, w });
	}
	free(vector);
	for (size_t i = 0; i < count; i++) {
		int its = moods->signs[nearest[i].word];
		sum += its * sign;
		if (its == sign && best->len == 0) {
			*best = moods->words.names[nearest[i].word];
		}
	}
	return sum;
}
