/* store_gist.c - see store_gist.h. A block is GIST_BLOCK gists, one behind the other by number of mention, then the
 * language of each in 4 bytes (none: no mention, or no vector). Triggers of the schema drop a block when one of its
 * mentions comes, goes or changes. The mean of a language is that of its first mentions, and stays: gists of all nights
 * are about the same one. */
#include "store_gist.h"

#include <stdlib.h>

#include "array.h"
#include "language_table.h"
#include "store_sql.h"
#include "theme_gist.h"

enum {
	GIST_BLOCK = 1024, /* mentions; the schema's triggers divide by it too */
	LANG_BYTES = LANGUAGE_NAME,
	BLOCK_BYTES = GIST_BLOCK * (GIST_BYTES + LANG_BYTES),
	MEAN_MENTIONS = 4096, /* the first of a language: the mean's error is a 64th of the columns' spread */
	MEAN_BYTES = GIST_COLUMNS * (int)sizeof(float)
};

struct mean { /* of a language */
	char lang[LANG_BYTES];
	uint64_t count; /* vectors that it was made of; 0: it is fixed */
	double sum[GIST_COLUMNS];
	float mean[GIST_COLUMNS];
};

struct filling {
	struct store *store;
	struct theme_gist *gist;
	struct mean *means; /* means[mean_count] */
	size_t mean_count, mean_cap;
	int64_t *blocks; /* that lack */
	size_t block_count, block_cap;
};

/* ---- means ---- */

static struct mean *mean_find(const struct filling *filling, const char lang[LANG_BYTES])
{
	for (size_t i = 0; i < filling->mean_count; i++) {
		if (memcmp(filling->means[i].lang, lang, LANG_BYTES) == 0) {
			return &filling->means[i];
		}
	}
	return NULL;
}

static struct mean *mean_add(struct filling *filling, const char lang[LANG_BYTES])
{
	enum { FIRST = 8 };
	struct mean *mean;
	filling->means =
	    array_room(filling->means, filling->mean_count, &filling->mean_cap, sizeof *filling->means, FIRST);
	mean = &filling->means[filling->mean_count++];
	memset(mean, 0, sizeof *mean);
	memcpy(mean->lang, lang, LANG_BYTES);
	return mean;
}

/* Floats of a blob, little-endian. */
static void mean_decode(float *mean, const unsigned char *bytes)
{
	for (size_t k = 0; k < GIST_COLUMNS; k++, bytes += sizeof(float)) {
		uint32_t bits =
		    bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
		memcpy(&mean[k], &bits, sizeof bits);
	}
}

static void mean_encode(unsigned char *bytes, const float *mean)
{
	for (size_t k = 0; k < GIST_COLUMNS; k++, bytes += sizeof(float)) {
		uint32_t bits;
		memcpy(&bits, &mean[k], sizeof bits);
		for (size_t b = 0; b < sizeof bits; b++) {
			bytes[b] = (unsigned char)(bits >> (8 * b));
		}
	}
}

static int means_read(struct filling *filling, struct err *err)
{
	sqlite3_stmt *statement;
	int result = store_prepare(filling->store, "SELECT lang, mean FROM gist_mean", &statement, err);
	if (result < 0) {
		return result;
	}
	while ((result = store_step(filling->store, statement, err)) == 1) {
		char lang[LANG_BYTES];
		language_name(lang, store_text(statement, 0));
		if (sqlite3_column_bytes(statement, 1) == MEAN_BYTES) {
			mean_decode(mean_add(filling, lang)->mean, sqlite3_column_blob(statement, 1));
		}
	}
	return result;
}

static int mean_save(struct filling *filling, struct mean *mean, struct err *err)
{
	unsigned char bytes[MEAN_BYTES];
	for (size_t k = 0; k < GIST_COLUMNS; k++) {
		mean->mean[k] = (float)(mean->sum[k] / (double)mean->count);
	}
	mean->count = 0;
	mean_encode(bytes, mean->mean);
	return store_do(filling->store, err, "INSERT OR REPLACE INTO gist_mean(lang, mean) VALUES(?1, ?2)", "tb",
	                str_from(mean->lang), (struct str){ (const char *)bytes, sizeof bytes });
}

/* ---- blocks ---- */

/* The mentions of a block one by one: each(with, number, lang, text). */
struct walk {
	int (*each)(struct filling *filling, void *with, int64_t number, const char lang[LANG_BYTES], struct str text,
	            struct err *err);
	void *with;
};

static int block_walk(struct filling *filling, int64_t block, const struct walk *walk, struct err *err)
{
	sqlite3_stmt *statement;
	int result =
	    store_prepare(filling->store,
	                  "SELECT m.number, c.lang, m.text FROM mention m JOIN contact c ON c.number = m.contact"
	                  " WHERE m.number BETWEEN ?1 AND ?2 ORDER BY m.number",
	                  &statement, err);
	if (result < 0) {
		return result;
	}
	store_bind_whole(statement, 1, block * GIST_BLOCK);
	store_bind_whole(statement, 2, block * GIST_BLOCK + GIST_BLOCK - 1);
	while ((result = store_step(filling->store, statement, err)) == 1) {
		char lang[LANG_BYTES] = { 0 };
		language_name(lang, language_named(store_text(statement, 1)));
		result = walk->each(filling, walk->with, sqlite3_column_int64(statement, 0), lang,
		                    store_text(statement, 2), err);
		if (result < 0) {
			sqlite3_reset(statement);
			return result;
		}
	}
	return result;
}

static int add_to_mean(struct filling *filling, void *with, int64_t number, const char lang[LANG_BYTES],
                       struct str text, struct err *err)
{
	struct mean *mean = mean_find(filling, lang);
	float vector[GIST_COLUMNS];
	int result;
	(void)with;
	(void)number;
	if (mean != NULL && (mean->count == 0 || mean->count >= MEAN_MENTIONS)) {
		return 0;
	}
	result = theme_gist_vector(filling->gist, str_from(lang), text, vector, err);
	if (result != 1) {
		return result;
	}
	mean = mean != NULL ? mean : mean_add(filling, lang);
	mean->count++;
	for (size_t k = 0; k < GIST_COLUMNS; k++) {
		mean->sum[k] += (double)vector[k];
	}
	return 0;
}

/* Means of languages that are met for the first time. A pass of its own: gists are about the whole mean. */
static int means_learn(struct filling *filling, struct err *err)
{
	const struct walk walk = { add_to_mean, NULL };
	int64_t unknown = 0;
	int result = store_number(filling->store, &unknown, err,
	                          "SELECT count(*) FROM tongue WHERE lang NOT IN (SELECT lang FROM gist_mean)", "");
	if (result < 0 || unknown == 0) {
		return result < 0 ? result : 0;
	}
	for (size_t b = 0; b < filling->block_count && result >= 0; b++) {
		result = block_walk(filling, filling->blocks[b], &walk, err);
	}
	for (size_t i = 0; i < filling->mean_count && result >= 0; i++) {
		result = filling->means[i].count > 0 ? mean_save(filling, &filling->means[i], err) : 0;
	}
	return result < 0 ? result
	                  : store_do(filling->store, err,
	                             "INSERT OR IGNORE INTO gist_mean(lang, mean) SELECT lang, x'' FROM tongue", "");
}

static int add_gist(struct filling *filling, void *with, int64_t number, const char lang[LANG_BYTES], struct str text,
                    struct err *err)
{
	unsigned char *block = with;
	size_t place = (size_t)(number % GIST_BLOCK);
	const struct mean *mean = mean_find(filling, lang);
	float vector[GIST_COLUMNS];
	int result = mean == NULL ? 0 : theme_gist_vector(filling->gist, str_from(lang), text, vector, err);
	if (result == 1 && gist_centre(vector, mean->mean)) {
		struct gist gist = gist_of(vector);
		memcpy(block + place * GIST_BYTES, gist.bytes, GIST_BYTES);
		memcpy(block + GIST_BLOCK * GIST_BYTES + place * LANG_BYTES, lang, LANG_BYTES);
	}
	return result < 0 ? result : 0;
}

static int block_make(struct filling *filling, int64_t block, unsigned char *bytes, struct err *err)
{
	const struct walk walk = { add_gist, bytes };
	int result;
	memset(bytes, 0, BLOCK_BYTES);
	result = block_walk(filling, block, &walk, err);
	return result < 0 ? result
	                  : store_do(filling->store, err, "INSERT INTO gist_block(block, gists) VALUES(?1, ?2)", "ib",
	                             block, (struct str){ (const char *)bytes, BLOCK_BYTES });
}

/* The blocks up to the last mention's that are not there. */
static int blocks_lacking(struct filling *filling, struct err *err)
{
	enum { FIRST = 64 };
	sqlite3_stmt *statement;
	int64_t next = 0, end = 0;
	int result =
	    store_number(filling->store, &end, err, "SELECT coalesce(max(number) / 1024 + 1, 0) FROM mention", "");
	result = result < 0
	             ? result
	             : store_prepare(filling->store, "SELECT block FROM gist_block ORDER BY block", &statement, err);
	while (result >= 0 && next < end) {
		int64_t there = end;
		result = store_step(filling->store, statement, err);
		if (result == 1) {
			there = sqlite3_column_int64(statement, 0);
		}
		for (; next < there && next < end && result >= 0; next++) {
			filling->blocks = array_room(filling->blocks, filling->block_count, &filling->block_cap,
			                             sizeof *filling->blocks, FIRST);
			filling->blocks[filling->block_count++] = next;
		}
		next = there + 1;
	}
	if (result == 1) {
		sqlite3_reset(statement);
	}
	return result < 0 ? result : 0;
}

static void filling_close(struct filling *filling)
{
	theme_gist_close(filling->gist);
	free(filling->means);
	free(filling->blocks);
}

int store_gist_fill(struct store *store, const char *lexicons, struct err *err)
{
	struct filling filling = { .store = store };
	unsigned char *bytes = memory_alloc(BLOCK_BYTES);
	int result = blocks_lacking(&filling, err);
	theme_gist_open(&filling.gist, lexicons);
	result = result == 0 ? means_read(&filling, err) : result;
	result = result == 0 ? means_learn(&filling, err) : result;
	for (size_t b = 0; b < filling.block_count && result == 0; b++) {
		result = block_make(&filling, filling.blocks[b], bytes, err);
	}
	filling_close(&filling);
	free(bytes);
	return result;
}

/* ---- what is near ---- */

struct candidate {
	unsigned apart; /* bits */
	int64_t mention;
};
/* The nearest GIST_LOOKED by bits: a heap with the farthest on top. */
struct candidates {
	struct candidate at[GIST_LOOKED];
	size_t count;
};

static bool farther(const struct candidate *a, const struct candidate *b)
{
	return a->apart != b->apart ? a->apart > b->apart : a->mention > b->mention;
}

static void sift_down(struct candidates *heap, struct candidate one)
{
	size_t at = 0, child;
	while ((child = 2 * at + 1) < heap->count) {
		child += child + 1 < heap->count && farther(&heap->at[child + 1], &heap->at[child]);
		if (!farther(&heap->at[child], &one)) {
			break;
		}
		heap->at[at] = heap->at[child];
		at = child;
	}
	heap->at[at] = one;
}

static void candidate_add(struct candidates *heap, struct candidate one)
{
	size_t at = heap->count;
	if (heap->count == GIST_LOOKED) {
		if (farther(&heap->at[0], &one)) {
			sift_down(heap, one);
		}
		return;
	}
	heap->count++;
	while (at > 0 && farther(&one, &heap->at[(at - 1) / 2])) {
		heap->at[at] = heap->at[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	heap->at[at] = one;
}

static int blocks_look(struct store *store, const struct gist *gist, const char lang[LANG_BYTES],
                       struct candidates *heap, struct err *err)
{
	sqlite3_stmt *statement;
	int result = store_prepare(store, "SELECT block, gists FROM gist_block ORDER BY block", &statement, err);
	if (result < 0) {
		return result;
	}
	while ((result = store_step(store, statement, err)) == 1) {
		int64_t block = sqlite3_column_int64(statement, 0);
		const uint8_t *bytes = sqlite3_column_blob(statement, 1), *langs = bytes + GIST_BLOCK * GIST_BYTES;
		if (sqlite3_column_bytes(statement, 1) != BLOCK_BYTES) {
			continue;
		}
		for (size_t i = 0; i < GIST_BLOCK; i++) {
			if (memcmp(langs + i * LANG_BYTES, lang, LANG_BYTES) == 0) {
				candidate_add(heap, (struct candidate){ gist_apart(gist, bytes + i * GIST_BYTES),
				                                        block * GIST_BLOCK + (int64_t)i });
			}
		}
	}
	return result;
}

static int more_alike(const void *a, const void *b)
{
	const struct gist_near *x = a, *y = b;
	if (x->alike != y->alike) {
		return x->alike > y->alike ? -1 : 1;
	}
	return x->mention < y->mention ? -1 : x->mention > y->mention;
}

/* The cosine of a candidate's text with the question's vector; below -1: it has none. */
static int compare(struct filling *with, const float *question, const struct mean *mean, struct gist_near *one,
                   struct err *err)
{
	float vector[GIST_COLUMNS];
	sqlite3_stmt *statement;
	double dot = 0;
	int result = store_prepare(with->store, "SELECT text FROM mention WHERE number = ?1", &statement, err);
	one->alike = -2;
	if (result < 0) {
		return result;
	}
	store_bind_whole(statement, 1, one->mention);
	result = store_step(with->store, statement, err);
	if (result != 1) {
		return result;
	}
	result = theme_gist_vector(with->gist, str_from(mean->lang), store_text(statement, 0), vector, err);
	sqlite3_reset(statement);
	if (result == 1 && gist_centre(vector, mean->mean)) {
		for (size_t k = 0; k < GIST_COLUMNS; k++) {
			dot += (double)vector[k] * (double)question[k];
		}
		one->alike = dot;
	}
	return result < 0 ? result : 0;
}

static int candidates_rank(struct filling *with, const float *question, const struct mean *mean,
                           const struct candidates *heap, struct gist_near *all, struct err *err)
{
	int result = 0;
	for (size_t i = 0; i < heap->count && result == 0; i++) {
		all[i] = (struct gist_near){ heap->at[i].mention, 0 };
		result = compare(with, question, mean, &all[i], err);
	}
	qsort(all, heap->count, sizeof *all, more_alike);
	return result;
}

static int look(struct filling *with, const struct gist_asked *asked, struct gist_near *near, size_t *count,
                struct err *err)
{
	struct candidates *heap = memory_alloc(sizeof *heap);
	struct gist_near *all = memory_array(GIST_LOOKED, sizeof *all);
	char lang[LANG_BYTES] = { 0 };
	float question[GIST_COLUMNS];
	const struct mean *mean;
	int result;
	language_name(lang, language_named(asked->lang));
	mean = mean_find(with, lang);
	result = mean == NULL ? 0 : theme_gist_vector(with->gist, str_from(lang), asked->text, question, err);
	if (result == 1 && gist_centre(question, mean->mean)) {
		struct gist gist = gist_of(question);
		result = blocks_look(with->store, &gist, lang, heap, err);
		result = result == 0 ? candidates_rank(with, question, mean, heap, all, err) : result;
		for (size_t i = 0; i < heap->count && *count < asked->most && all[i].alike >= asked->least; i++) {
			near[(*count)++] = all[i];
		}
	}
	free(heap);
	free(all);
	return result < 0 ? result : 0;
}

int store_gist_near(struct store *store, const struct gist_asked *asked, struct gist_near *near, size_t *count,
                    struct err *err)
{
	struct filling with = { .store = store };
	int result;
	*count = 0;
	theme_gist_open(&with.gist, asked->lexicons);
	result = means_read(&with, err);
	result = result == 0 ? look(&with, asked, near, count, err) : result;
	filling_close(&with);
	return result;
}
