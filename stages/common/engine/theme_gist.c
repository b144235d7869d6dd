/* theme_gist.c - see theme_gist.h. Vectors are those of rule 4's semantic part (theme_vector.h). Signs of centred
 * columns after Charikar, "Similarity estimation techniques from rounding algorithms", STOC 2002. */
#include "theme_gist.h"

#include <math.h>
#include <stdlib.h>

#include "language_table.h"
#include "theme_vector.h"

struct gist_reader { /* of one language */
	struct piece_table *table;
	struct theme_reader *reader; /* NULL: the language has no table that fits */
};

struct theme_gist {
	const char *lexicons;
	struct language_table readers;
	struct arena arena; /* of one text */
};

static void reader_close(void *made)
{
	struct gist_reader *reader = made;
	if (reader != NULL) {
		theme_reader_close(reader->reader);
		piece_table_close(reader->table);
		free(reader);
	}
}

static int reader_open(void *context, struct str lang, void **made, struct err *err)
{
	const struct theme_gist *gist = context;
	struct gist_reader *reader = memory_alloc(sizeof *reader);
	struct arena arena = ARENA_INIT;
	struct str path = arena_printf(&arena, "%s/%.*s/pieces.tbl", gist->lexicons, STR_ARGS(lang));
	int result = piece_table_open(&reader->table, path.at, err);
	if (result == 0 && reader->table != NULL && piece_table_dim(reader->table) == GIST_COLUMNS) {
		const struct theme_language language = { lang, reader->table, gist->lexicons };
		result = theme_reader_open(&reader->reader, &language, err);
	}
	arena_release(&arena);
	if (result < 0) {
		reader_close(reader);
		return result;
	}
	*made = reader;
	return 0;
}

void theme_gist_open(struct theme_gist **out, const char *lexicons)
{
	struct theme_gist *gist = memory_alloc(sizeof *gist);
	gist->lexicons = lexicons;
	gist->readers = (struct language_table){ .open = reader_open, .close = reader_close, .context = gist };
	*out = gist;
}

void theme_gist_close(struct theme_gist *gist)
{
	if (gist != NULL) {
		language_table_release(&gist->readers);
		arena_release(&gist->arena);
		free(gist);
	}
}

int theme_gist_vector(struct theme_gist *gist, struct str lang, struct str text, float *vector, struct err *err)
{
	struct theme_words words;
	void *made = NULL;
	int result = language_table_get(&gist->readers, language_named(lang), &made, err);
	struct gist_reader *reader = made;
	if (result < 0 || reader->reader == NULL) {
		return result;
	}
	arena_reset(&gist->arena);
	theme_reader_trim(reader->reader);
	theme_read(reader->reader, &gist->arena, text, STR_EMPTY, &words);
	return theme_semantic_sum(reader->reader, &words, vector) > 0;
}

bool gist_centre(float *vector, const float *mean)
{
	double square = 0;
	for (size_t k = 0; k < GIST_COLUMNS; k++) {
		vector[k] -= mean[k];
		square += (double)vector[k] * (double)vector[k];
	}
	if (!(square > 0)) {
		return false;
	}
	for (size_t k = 0; k < GIST_COLUMNS; k++) {
		vector[k] = (float)((double)vector[k] / sqrt(square));
	}
	return true;
}

struct gist gist_of(const float *centred)
{
	struct gist gist = { { 0 } };
	for (size_t k = 0; k < GIST_COLUMNS; k++) {
		gist.bytes[k / 8] |= (uint8_t)((centred[k] > 0) << (k % 8));
	}
	return gist;
}
