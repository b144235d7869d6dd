/* theme_vector.c - see theme_vector.h. Rule 4 of the engine: word pieces carry meaning (Model2Vec's idea: a sentence
 * model distilled into static vectors of word pieces), latent semantic analysis of the corpus's own stems and stem
 * pairs (Deerwester et al. 1990) carries the users' own words; 80 : 20 beats either.
 *
 * A word's stem, hashes and vector are computed once and kept by word (and stem, where a token came with another one
 * than the word had when it was met first); a mention's vector is then a sum. All float sums
 * run column by column in the order of the words, logarithms are ours and square roots are IEEE's, so equal text gives
 * equal bits on every machine, with or without a cached word. */
#include "theme_vector.h"

#include <math.h>
#include <stdlib.h>

#include "array.h"
#include "each_cpu.h"
#include "hash.h"

enum {
	WORD_PIECES = 64,    /* pieces of one word that count */
	WORD_CACHE = 100000, /* words kept before theme_reader_trim forgets them: 10 MB */
	WORDS_FIRST = 4096,  /* room at first */
	WORD_VECTORS = 8192  /* words whose summed piece vector is kept: 8 MB at 256 columns */
};

struct word {
	struct str word, stem;
	bool given; /* the stem came with the token */
	uint64_t stem_key;
	float *vector; /* [semantic], or NULL: not kept */
	bool stop;
	bool phatic;  /* a word of politeness */
	bool meant;   /* a negation, or a content word that does not merely stand beside politeness */
	bool content; /* no stop word, and a stem of more than one byte */
	bool pieced;  /* has at least one piece */
};

struct theme_reader {
	struct theme_language language;
	char lang[16];
	struct tokenizer *tokenizer;
	struct stemmer *stemmer;
	struct stopwords *stopwords;
	struct intern words;
	struct word *info; /* [words.count] */
	struct buf variant;
	size_t info_count, info_cap;
	struct arena arena; /* stems and vectors */
	size_t vectors;
	size_t semantic;
	float scratch[THEME_SEMANTIC_MAX];
};

double theme_log(double x)
{
	/* x = m 2^e with m in [sqrt(1/2), sqrt(2)); ln m = 2 atanh((m - 1) / (m + 1)), |s| < .172, so the term after
	 * s^23 is below 1e-19. */
	int e;
	double m = frexp(x, &e), s, square, sum = 0;
	if (m < 0.70710678118654752440) {
		m *= 2;
		e--;
	}
	s = (m - 1) / (m + 1);
	square = s * s;
	for (int k = 23; k >= 1; k -= 2) {
		sum = sum * square + 1.0 / k;
	}
	return 2 * s * sum + e * 0.69314718055994530942;
}

int theme_reader_open(struct theme_reader **result, const struct theme_language *language, struct err *err)
{
	struct theme_reader *reader = memory_alloc(sizeof *reader);
	size_t len = language->lang.len < sizeof reader->lang ? language->lang.len : sizeof reader->lang - 1;
	int status;
	*result = NULL;
	memcpy(reader->lang, language->lang.at, len);
	reader->language = *language;
	reader->language.lang = (struct str){ reader->lang, len };
	reader->semantic = language->table == NULL ? 0 : piece_table_dim(language->table);
	intern_init(&reader->words);
	buf_init(&reader->variant, SIZE_MAX);
	status = tokenizer_open(&reader->tokenizer, err);
	if (status == 0) {
		status = stemmer_open(&reader->stemmer, reader->language.lang, err);
	}
	if (status == 0) {
		status = stopwords_open(&reader->stopwords, language->lexicons, reader->language.lang, err);
	}
	if (status < 0) {
		theme_reader_close(reader);
		return status;
	}
	*result = reader;
	return 0;
}

void theme_reader_close(struct theme_reader *reader)
{
	if (reader == NULL) {
		return;
	}
	if (reader->tokenizer != NULL) {
		tokenizer_close(reader->tokenizer);
	}
	if (reader->stemmer != NULL) {
		stemmer_close(reader->stemmer);
	}
	if (reader->stopwords != NULL) {
		stopwords_close(reader->stopwords);
	}
	intern_release(&reader->words);
	buf_release(&reader->variant);
	arena_release(&reader->arena);
	free(reader->info);
	free(reader);
}

void theme_reader_trim(struct theme_reader *reader)
{
	if (reader->words.count > WORD_CACHE) {
		intern_release(&reader->words);
		intern_init(&reader->words);
		arena_reset(&reader->arena);
		reader->vectors = 0;
		reader->info_count = 0;
	}
}

/* Adds the word's pieces to sum[semantic], which is zero before; true when there was one. */
static bool add_pieces(const struct theme_reader *reader, struct str word, float *sum)
{
	uint32_t pieces[WORD_PIECES];
	size_t count = piece_table_split(reader->language.table, word, pieces, WORD_PIECES);
	for (size_t i = 0; i < count; i++) {
		piece_table_add(reader->language.table, pieces[i], sum);
	}
	return count > 0;
}

/* What is known of a token under a key; keyed by its word, or by word and stem. */
static uint32_t word_add(struct theme_reader *reader, struct str key, const struct token *token)
{
	uint32_t number = intern_add(&reader->words, key);
	struct word *info;
	reader->info = array_room(reader->info, number, &reader->info_cap, sizeof *reader->info, WORDS_FIRST);
	info = &reader->info[number];
	if (number == reader->info_count) {
		struct str word = token->word;
		uint32_t piece;
		reader->info_count++;
		*info = (struct word){ .word = str_slice(reader->words.names[number], 0, word.len),
			               .given = token->stem.at != NULL };
		info->stem = arena_dup(&reader->arena, token_stem(reader->stemmer, token));
		info->stem_key = hash64(info->stem, 0);
		info->stop = is_stopword(reader->stopwords, word);
		info->content = !info->stop && info->stem.len > 1;
		info->phatic = is_phatic(reader->stopwords, word);
		info->meant = is_negation(reader->stopwords, word) ||
		              (info->content && !is_beside_phatic(reader->stopwords, word));
		if (reader->semantic > 0 && reader->vectors < WORD_VECTORS) {
			info->vector = arena_array(&reader->arena, reader->semantic, sizeof(float));
			info->pieced = add_pieces(reader, word, info->vector);
			reader->vectors++;
		} else if (reader->semantic > 0) {
			info->pieced = piece_table_split(reader->language.table, word, &piece, 1) > 0;
		}
	}
	return number;
}

static uint32_t word_number(struct theme_reader *reader, const struct token *token)
{
	uint32_t number = word_add(reader, token->word, token);
	const struct word *info = &reader->info[number];
	struct str stem = token->stem.at == NULL && !info->given ? info->stem : token_stem(reader->stemmer, token);
	if (str_eq(stem, info->stem)) {
		return number;
	}
	buf_clear(&reader->variant);
	buf_str_add(&reader->variant, token->word);
	buf_byte(&reader->variant, ' '); /* stands in no word */
	buf_str_add(&reader->variant, stem);
	return word_add(reader, buf_str(&reader->variant), token);
}

static int compare_features(const void *a, const void *b)
{
	const struct theme_feature *x = a, *y = b;
	if (x->key != y->key) {
		return x->key < y->key ? -1 : 1;
	}
	return (x->first > y->first) - (x->first < y->first);
}

static size_t merge_features(struct theme_feature *features, size_t count)
{
	size_t kept = 0;
	qsort(features, count, sizeof *features, compare_features);
	for (size_t i = 0; i < count; i++) {
		if (kept > 0 && features[kept - 1].key == features[i].key) {
			features[kept - 1].count += features[i].count;
		} else {
			features[kept++] = features[i];
		}
	}
	return kept;
}

uint64_t theme_text_key(const struct token *tokens, size_t count)
{
	uint64_t key = 0;
	for (size_t i = 0; i < count && i < THEME_WORDS_MAX; i++) {
		key = hash_mix(key, hash64(tokens[i].word, 0));
	}
	return key;
}

bool theme_reader_reads(const struct theme_reader *reader, struct str lang)
{
	return str_eq(language_named(lang), language_named(reader->language.lang));
}

/* Without word pieces every word of content counts as known. */
static inline bool is_known(const struct theme_reader *reader, const struct word *word)
{
	return word->pieced || (reader->semantic == 0 && word->content);
}

static void read_tokens(struct theme_reader *reader, struct arena *arena, struct token *tokens, size_t count,
                        struct theme_words *words)
{
	uint32_t before = UINT32_MAX, before_token = 0;
	bool phatic = false, meant = false;
	*words =
	    (struct theme_words){ .tokens = tokens, .token_count = count < THEME_WORDS_MAX ? count : THEME_WORDS_MAX };
	words->words = arena_array(arena, words->token_count + 1, sizeof *words->words);
	words->features = arena_array(arena, 2 * words->token_count + 1, sizeof *words->features);
	for (size_t i = 0; i < words->token_count; i++) {
		uint32_t number = word_number(reader, &words->tokens[i]);
		const struct word *info = &reader->info[number];
		words->words[i] = number;
		words->known = words->known || is_known(reader, info);
		phatic = phatic || info->phatic;
		meant = meant || info->meant;
		if (info->stop) {
			continue;
		}
		if (info->content) {
			words->features[words->feature_count++] =
			    (struct theme_feature){ info->stem_key, 1, false, (uint32_t)i };
		}
		if (before != UINT32_MAX) {
			uint64_t pair = hash_mix(reader->info[before].stem_key, info->stem_key);
			words->features[words->feature_count++] = (struct theme_feature){ pair, 1, true, before_token };
		}
		before = number;
		before_token = (uint32_t)i;
	}
	words->phatic = phatic && !meant;
	words->text_key = theme_text_key(words->tokens, words->token_count);
	words->feature_count = merge_features(words->features, words->feature_count);
}

void theme_read(struct theme_reader *reader, struct arena *arena, struct str text, struct str stems,
                struct theme_words *words)
{
	struct token *tokens;
	size_t count = tokenize(reader->tokenizer, arena, text, reader->language.lang, &tokens);
	if (stems.len > 0) {
		tokens_stems(tokens, count, stems, arena);
	}
	read_tokens(reader, arena, tokens, count, words);
}

void theme_read_mention(struct theme_reader *reader, const struct record *record, struct mention *mention,
                        struct theme_words *words)
{
	struct token *tokens;
	size_t count;
	if (!theme_reader_reads(reader, record->contact.lang)) {
		theme_read(reader, record->arena, mention->text, STR_EMPTY, words);
		return;
	}
	count = mention_tokens(reader->tokenizer, record, mention, &tokens);
	read_tokens(reader, record->arena, tokens, count, words);
}

struct str theme_reader_stem(const struct theme_reader *reader, uint32_t word)
{
	return reader->info[word].stem;
}

bool theme_reader_content(const struct theme_reader *reader, uint32_t word)
{
	return reader->info[word].content;
}

int64_t theme_feature_find(const struct theme_frame *frame, uint64_t key)
{
	size_t mask = frame->slot_count - 1;
	if (frame->slot_count == 0) {
		return -1;
	}
	for (size_t slot = key & mask, steps = 0; frame->feature_slots[slot] != 0 && steps < frame->slot_count;
	     slot = (slot + 1) & mask, steps++) {
		if (frame->feature_keys[frame->feature_slots[slot] - 1] == key) {
			return frame->feature_slots[slot] - 1;
		}
	}
	return -1;
}

/* Sum of squares of v[count], as 8 sums side by side in a fixed order. */
EACH_CPU static double squares(const float *restrict v, size_t count)
{
	double part[8] = { 0 }, rest = 0;
	size_t i = 0;
	for (; i + 8 <= count; i += 8) {
		for (size_t k = 0; k < 8; k++) {
			part[k] += (double)v[i + k] * (double)v[i + k];
		}
	}
	for (; i < count; i++) {
		rest += (double)v[i] * (double)v[i];
	}
	return ((part[0] + part[4]) + (part[1] + part[5])) + ((part[2] + part[6]) + (part[3] + part[7])) + rest;
}

EACH_CPU static void add(float *restrict to, const float *restrict from, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		to[i] += from[i];
	}
}

EACH_CPU static void add_times(float *restrict to, float factor, const int16_t *restrict from, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		to[i] += factor * (float)from[i];
	}
}

EACH_CPU static void times(float *v, float factor, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		v[i] *= factor;
	}
}

/* vector[count] = v * factor, rounded; v * factor lies in [-32767, 32767], so it is made positive first and cutting off
 * rounds. */
EACH_CPU static void to_int16(int16_t *restrict vector, const float *restrict v, double factor, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		vector[i] = (int16_t)((int32_t)((double)v[i] * factor + 32768.5) - 32768);
	}
}

/* v[count] to unit length in place; returns the length before. */
static double to_unit(float *v, size_t count)
{
	double length = sqrt(squares(v, count));
	if (length > 0) {
		times(v, (float)(1 / length), count);
	}
	return length;
}

double theme_semantic_sum(struct theme_reader *reader, const struct theme_words *words, float *sum)
{
	size_t dim = reader->semantic;
	memset(sum, 0, dim * sizeof *sum);
	for (size_t i = 0; dim > 0 && i < words->token_count; i++) {
		const struct word *info = &reader->info[words->words[i]];
		const float *vector = info->vector;
		if (vector == NULL) {
			memset(reader->scratch, 0, dim * sizeof *reader->scratch);
			add_pieces(reader, info->word, reader->scratch);
			vector = reader->scratch;
		}
		add(sum, vector, dim);
	}
	return to_unit(sum, dim);
}

void theme_lexical(const struct theme_frame *frame, const struct theme_words *words, float *out)
{
	memset(out, 0, frame->lexical * sizeof *out);
	for (size_t f = 0; f < words->feature_count; f++) {
		int64_t feature = theme_feature_find(frame, words->features[f].key);
		if (feature >= 0 && frame->feature_idf[feature] > 0) {
			const int16_t *row = frame->basis + (size_t)feature * frame->lexical;
			float weight =
			    (float)((1 + theme_log(words->features[f].count)) * (double)frame->feature_idf[feature] *
			            (double)frame->basis_scale[feature]);
			add_times(out, weight, row, frame->lexical);
		}
	}
	to_unit(out, frame->lexical);
}

void theme_embed(struct theme_reader *reader, const struct theme_frame *frame, const struct theme_words *words,
                 float *e, double *around)
{
	size_t dim = frame->semantic;
	float *lexical = e + dim;
	double length = dim > 0 ? theme_semantic_sum(reader, words, e) : 0, along = 0;
	float semantic_share = (float)sqrt(1 - THEME_LEXICAL_SHARE),
	      lexical_share = (float)(dim > 0 ? sqrt(THEME_LEXICAL_SHARE) : 1);
	if (length > 0) {
		for (size_t k = 0; k < dim; k++) {
			along += (double)e[k] * (double)frame->mean[k];
			e[k] -= frame->mean[k];
		}
		to_unit(e, dim);
		times(e, semantic_share, dim);
	}
	theme_lexical(frame, words, lexical);
	times(lexical, lexical_share, frame->lexical);
	if (around != NULL) {
		*around = frame->mean_length > 0 ? along / frame->mean_length : 0;
	}
}

void theme_quantise(const struct theme_frame *frame, const float *v, int16_t *vector)
{
	double square = squares(v, frame->dim);
	to_int16(vector, v, square > 0 && square < HUGE_VAL ? THEME_UNIT / sqrt(square) : 0, frame->dim);
	memset(vector + frame->dim, 0, (frame->stride - frame->dim) * sizeof *vector);
}

void theme_contextual(const struct theme_frame *frame, const float *e, const float *whole, int16_t *vector)
{
	float v[THEME_SEMANTIC_MAX + THEME_LEXICAL];
	double square;
	if (whole == NULL) {
		theme_quantise(frame, e, vector);
		return;
	}
	square = squares(whole, frame->dim);
	memcpy(v, whole, frame->dim * sizeof *v);
	times(v, square > 0 ? (float)(frame->context / sqrt(square)) : 0, frame->dim);
	add(v, e, frame->dim);
	theme_quantise(frame, v, vector);
}

double theme_familiar(const struct theme_frame *frame, const struct theme_words *words)
{
	double sum = 0;
	size_t count = 0;
	for (size_t f = 0; f < words->feature_count; f++) {
		if (!words->features[f].pair) {
			int64_t feature = theme_feature_find(frame, words->features[f].key);
			sum += feature >= 0 ? (double)frame->feature_familiar[feature] : frame->rarest;
			count++;
		}
	}
	return count > 0 ? sum / (double)count : frame->rarest;
}
