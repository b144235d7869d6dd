/* trouble_reader.c - the arithmetic of pipeline/reader/FORMAT.md, whose step numbers stand below. Pieces are discrete,
 * so what a piece adds to each tap of each filter (steps 2 to 4: a few tens of thousands of products) is made once and
 * kept; a mention then costs additions and maxima of 16-bit integers (step 5) and one product with the output layer.
 *
 * Words' pieces and pieces' shares are kept by language, both bounded; when one is full both are forgotten before the
 * next mention. Results do not depend on what is kept. All bounds that keep the sums inside their types are checked in
 * trouble_weights.c; `>>` of a negative number is the arithmetic shift, as every compiler we build with does it. */
#include "trouble_reader.h"

#include <stdlib.h>

#include "array.h"
#include "each_cpu.h"
#include "hash.h"
#include "theme_dot.h"
#include "trouble_weights.h"

#define INLINE static inline __attribute__((always_inline))

enum {
	SHARES_BYTES = 16 << 20, /* of a language's shares */
	WORDS_MOST = 1 << 16,    /* of a language's words, 3 MB */
	DOT_COLUMNS = 32,        /* what theme_dot_rows goes by */
	PREFETCH = 32,           /* int16 of a cache line */
	LANES = 16,              /* int16 of an AVX2 register; divides the filters of each width */
	HALO = 2,                /* places beside a mention that a filter of 4 reaches: nothing stands there */
	TAP_MOST = 7168,         /* a share; 4 of them and a bias fit int16 */
	VALUE_MOST = 32767,
	MULTIPLIER_SHIFT = 150, /* exponent of a float32 whose last bit is worth 1 */
	EVIDENCE_FILTERS = 24,
	TWELVE = 12 /* parts of a filter's contribution: 1, 2, 3 and 4 words divide it */
};

struct word_pieces {
	uint32_t first;
	uint8_t count; /* 0: no word of these letters */
};

struct language { /* what is kept of one */
	struct piece_table *table;
	bool asked; /* the table was looked for */
	uint32_t
	    *share_of;   /* [rows + 1] number of the piece's shares + 1, 0: not made; the last is the unknown piece's */
	int16_t *shares; /* [share_most][TROUBLE_TAPS][filters] */
	size_t share_count;
	struct intern words;
	struct word_pieces *word_pieces; /* [words.count] */
	size_t word_cap;
	int32_t *pieces;
	size_t piece_count, piece_cap;
};

struct trouble_reader {
	struct trouble_weights *weights;
	const char *lexicons;
	struct language *languages; /* [weights->language_count] */
	int16_t *worth;             /* [classes][filters of all widths] see worth_make */
	int16_t *taps;     /* [TROUBLE_TAPS * filters][tap_stride] those of the weights, with zeros up to the stride */
	int16_t *value;    /* [tap_stride] of one piece */
	int32_t *tap_sums; /* [TROUBLE_TAPS * filters] of one piece; no fewer than dims */
	size_t tap_stride; /* dims rounded up to a multiple of DOT_COLUMNS */
	int16_t *nothing;  /* [TROUBLE_TAPS][filters] zeros: what stands beside a mention */
	size_t share_most; /* pieces of a language whose shares are kept */
	/* the last mention */
	int32_t rows[TROUBLE_PIECES];
	uint32_t word_at[TROUBLE_PIECES];                       /* the piece's token */
	const int16_t *piece_shares[TROUBLE_PIECES + 2 * HALO]; /* [TROUBLE_TAPS][filters] of each, `nothing` around */
	size_t count, word_count;
	int16_t *best;  /* [filters of all widths] */
	int8_t *window; /* [filters of all widths] where best was first reached, -1: not yet looked for */
	int32_t *sums;  /* [classes], and of one piece */
	int64_t *logits;
	uint32_t *p;
	uint32_t *givers; /* [filters of all widths + 1] */
	uint32_t *reach;  /* [filters of all widths / LANES] see gifts_mark */
	int32_t *gifts;   /* [filters of all widths] of the class that evidence was asked for */
};

static size_t all_filters(const struct trouble_weights *weights)
{
	return TROUBLE_WIDTHS * weights->filters;
}

static size_t share_size(const struct trouble_weights *weights)
{
	return TROUBLE_TAPS * weights->filters;
}

/* What a filter is worth to a class beyond the mean over classes: classes * weight - the filter's sum over all, shifted
 * until all fit int16. Before: |worth| <= 2 * 4096 * 32768 = 2^28. */
static void worth_make(struct trouble_reader *reader)
{
	const struct trouble_weights *weights = reader->weights;
	size_t n = all_filters(weights), k = weights->classes;
	int32_t *worth = memory_array(k, n * sizeof *worth), most = 0;
	unsigned shift = 0;
	for (size_t i = 0; i < n; i++) {
		int32_t sum = 0;
		for (size_t c = 0; c < k; c++) {
			sum += weights->out[c * n + i];
		}
		for (size_t c = 0; c < k; c++) {
			int32_t value = (int32_t)k * weights->out[c * n + i] - sum;
			worth[c * n + i] = value > 0 ? value : 0; /* only what raises a class is asked for */
			most = value > most ? value : most;
		}
	}
	while (most >> shift > INT16_MAX) {
		shift++;
	}
	reader->worth = memory_array(k, n * sizeof *reader->worth);
	for (size_t i = 0; i < k * n; i++) {
		reader->worth[i] = (int16_t)(worth[i] >> shift);
	}
	free(worth);
}

static void taps_pad(struct trouble_reader *reader)
{
	const struct trouble_weights *weights = reader->weights;
	size_t dims = weights->dims, rows = share_size(weights),
	       stride = (dims + DOT_COLUMNS - 1) / DOT_COLUMNS * DOT_COLUMNS;
	reader->tap_stride = stride;
	reader->taps = memory_array(rows, stride * sizeof *reader->taps);
	reader->value = memory_array(stride, sizeof *reader->value);
	reader->tap_sums = memory_array(rows > dims ? rows : dims, sizeof *reader->tap_sums);
	for (size_t i = 0; i < rows; i++) {
		memcpy(reader->taps + i * stride, weights->taps + i * dims, dims * sizeof *reader->taps);
	}
}

static void reader_make(struct trouble_reader **out, struct trouble_weights *weights, const char *lexicons)
{
	struct trouble_reader *reader = memory_alloc(sizeof *reader);
	size_t n = all_filters(weights);
	reader->weights = weights;
	reader->lexicons = lexicons;
	reader->languages = memory_array(weights->language_count, sizeof *reader->languages);
	reader->share_most = SHARES_BYTES / (share_size(weights) * sizeof(int16_t));
	reader->share_most = reader->share_most > TROUBLE_PIECES + 1 ? reader->share_most : TROUBLE_PIECES + 1;
	reader->nothing = memory_array(share_size(weights), sizeof *reader->nothing);
	reader->best = memory_array(n, sizeof *reader->best);
	reader->window = memory_array(n, sizeof *reader->window);
	reader->sums = memory_array(weights->classes, sizeof *reader->sums);
	reader->logits = memory_array(weights->classes, sizeof *reader->logits);
	reader->p = memory_array(weights->classes, sizeof *reader->p);
	reader->gifts = memory_array(n, sizeof *reader->gifts);
	reader->reach = memory_array(n / LANES + 1, sizeof *reader->reach);
	reader->givers = memory_array(n + 1, sizeof *reader->givers);
	worth_make(reader);
	taps_pad(reader);
	*out = reader;
}

int trouble_reader_open(struct trouble_reader **reader, const char *path, const char *lexicons, struct err *err)
{
	struct trouble_weights *weights;
	int result = trouble_weights_open(&weights, path, err);
	*reader = NULL;
	if (result == 0 && weights != NULL) {
		reader_make(reader, weights, lexicons);
	}
	return result;
}

int trouble_reader_memory(struct trouble_reader **reader, struct str bytes, const char *lexicons, struct err *err)
{
	struct trouble_weights *weights;
	int result = trouble_weights_memory(&weights, bytes, err);
	*reader = NULL;
	if (result == 0) {
		reader_make(reader, weights, lexicons);
	}
	return result;
}

static void language_release(struct language *language)
{
	if (language->table != NULL) {
		piece_table_close(language->table);
		free(language->share_of);
		free(language->shares);
		free(language->word_pieces);
		free(language->pieces);
		intern_release(&language->words);
	}
}

void trouble_reader_close(struct trouble_reader *reader)
{
	if (reader != NULL) {
		for (size_t i = 0; i < reader->weights->language_count; i++) {
			language_release(&reader->languages[i]);
		}
		free(reader->languages);
		free(reader->worth);
		free(reader->gifts);
		free(reader->reach);
		free(reader->givers);
		free(reader->taps);
		free(reader->tap_sums);
		free(reader->value);
		free(reader->nothing);
		free(reader->best);
		free(reader->window);
		free(reader->sums);
		free(reader->logits);
		free(reader->p);
		trouble_weights_close(reader->weights);
		free(reader);
	}
}

size_t trouble_reader_count(const struct trouble_reader *reader)
{
	return reader->weights->classes;
}

struct str trouble_reader_class(const struct trouble_reader *reader, size_t class)
{
	return reader->weights->names[class];
}

/* Step 2. INT64_MAX where the scale is none that a table may have. unit < 2^32 and the fraction < 2^24, so the product
 * and its rounding stay below 2^64. */
static int64_t multiplier(uint32_t bits, uint32_t unit)
{
	uint32_t exponent = bits >> 23 & 255, shift = MULTIPLIER_SHIFT - exponent;
	uint64_t fraction = (bits & 0x7FFFFF) | 0x800000, product;
	if (bits >> 31 != 0 || exponent >= MULTIPLIER_SHIFT) {
		return INT64_MAX;
	}
	if (exponent == 0 || shift > 62) {
		return 0;
	}
	product = (fraction * unit + (UINT64_C(1) << (shift - 1))) >> shift;
	return product <= INT32_MAX ? (int64_t)product : INT64_MAX;
}

static bool table_fits(const struct trouble_language *about, const struct piece_table *table)
{
	return piece_table_count(table) == about->rows && piece_table_names_bytes(table) == about->names_bytes &&
	       piece_table_dim(table) == TROUBLE_COLUMNS && piece_table_bits(table) == 4;
}

static int number_of(const struct trouble_reader *reader, struct str lang)
{
	for (size_t i = 0; i < reader->weights->language_count; i++) {
		if (str_eq(reader->weights->languages[i].code, lang)) {
			return (int)i;
		}
	}
	return TROUBLE_UNREAD;
}

int trouble_reader_table(struct trouble_reader *reader, struct str lang, struct piece_table *table, struct err *err)
{
	int number = number_of(reader, lang);
	struct language *language = number == TROUBLE_UNREAD ? NULL : &reader->languages[number];
	if (table == NULL || language == NULL || language->table != NULL ||
	    !table_fits(&reader->weights->languages[number], table)) {
		piece_table_close(table);
		return TROUBLE_UNREAD;
	}
	for (uint32_t i = 0; i < piece_table_count(table); i++) {
		if (multiplier(piece_table_scale_bits(table, i), reader->weights->languages[number].unit) ==
		    INT64_MAX) {
			piece_table_close(table);
			return err_set(err, GRIPE_DATA, "piece table: scale %u is none that the reader can use",
			               (unsigned)i);
		}
	}
	language->asked = true;
	language->table = table;
	language->share_of = memory_array(piece_table_count(table) + 1, sizeof *language->share_of);
	language->shares = memory_array(reader->share_most * share_size(reader->weights), sizeof *language->shares);
	intern_init(&language->words);
	return number;
}

int trouble_reader_language(struct trouble_reader *reader, struct str lang, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct piece_table *table;
	int number = number_of(reader, lang), result;
	const char *path;
	if (number == TROUBLE_UNREAD || !is_language(lang) || reader->languages[number].asked) {
		return number != TROUBLE_UNREAD && reader->languages[number].table != NULL ? number : TROUBLE_UNREAD;
	}
	reader->languages[number].asked = true;
	path = arena_printf(&arena, "%s/%.*s/pieces.tbl", reader->lexicons, STR_ARGS(lang)).at;
	result = piece_table_open(&table, path, err);
	if (result == 0) {
		result = trouble_reader_table(reader, lang, table, err);
		if (result < 0) {
			err_at(err, path, 0, 0);
		}
	}
	arena_release(&arena);
	return result;
}

/* Step 4 behind the products: |sum| < 2^31 - 2^16, shift <= 16. */
EACH_CPU static void shares_round(const int32_t *restrict sums, size_t count, unsigned shift, int16_t *restrict shares)
{
	for (size_t i = 0; i < count; i++) {
		int32_t sum = (sums[i] + (1 << (shift - 1))) >> shift;
		shares[i] = (int16_t)(sum < -TAP_MOST ? -TAP_MOST : sum > TAP_MOST ? TAP_MOST : sum);
	}
}

/* The piece's own part, or NULL. */
static const int8_t *own_part(const struct trouble_weights *weights, int number, uint32_t row)
{
	const struct trouble_language *language = &weights->languages[number];
	size_t low = language->own_first, high = low + language->own_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (weights->own_rows[middle] < row) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low < language->own_first + (size_t)language->own_count && weights->own_rows[low] == row
	           ? weights->own + low * weights->dims
	           : NULL;
}

/* Step 3: value[dims] of a row of the table. */
static void piece_value(const struct trouble_reader *reader, int number, uint32_t row, int16_t *value, int32_t *dots)
{
	const struct trouble_weights *weights = reader->weights;
	const struct piece_table *table = reader->languages[number].table;
	const int8_t *own = own_part(weights, number, row);
	int64_t times = multiplier(piece_table_scale_bits(table, row), weights->languages[number].unit);
	int16_t columns[TROUBLE_COLUMNS];
	piece_table_values(table, row, columns);
	theme_dot_rows(columns, weights->down, weights->dims, TROUBLE_COLUMNS, dots);
	for (size_t d = 0; d < weights->dims; d++) {
		int64_t sum = (dots[d] * times + (INT64_C(1) << (weights->down_shift - 1))) >> weights->down_shift;
		sum += weights->offset[(size_t)number * weights->dims + d];
		sum += own == NULL ? 0 : own[d] * (INT64_C(1) << weights->own_shift);
		value[d] = (int16_t)(sum < -VALUE_MOST ? -VALUE_MOST : sum > VALUE_MOST ? VALUE_MOST : sum);
	}
}

/* What the piece adds to each tap of each filter; row -1 is the unknown piece. There is room: language_trim saw to it.
 */
static const int16_t *piece_shares(struct trouble_reader *reader, int number, int32_t row)
{
	const struct trouble_weights *weights = reader->weights;
	struct language *language = &reader->languages[number];
	size_t size = share_size(weights);
	uint32_t *share = &language->share_of[row < 0 ? piece_table_count(language->table) : (size_t)row];
	if (*share == 0) {
		if (row < 0) {
			memcpy(reader->value, weights->unknown, weights->dims * sizeof *reader->value);
		} else {
			piece_value(reader, number, (uint32_t)row, reader->value, reader->tap_sums);
		}
		theme_dot_rows(reader->value, reader->taps, size, reader->tap_stride, reader->tap_sums);
		shares_round(reader->tap_sums, size, weights->tap_shift,
		             language->shares + language->share_count * size);
		*share = (uint32_t)++language->share_count;
	}
	return language->shares + (*share - 1) * size;
}

static bool has_letter(struct str word)
{
	for (size_t i = 0; i < word.len; i++) {
		if (ascii_is_alpha(word.at[i])) {
			return true;
		}
	}
	return false;
}

/* Step 1 for one word, kept by word. */
static struct word_pieces pieces_of(struct language *language, struct str word)
{
	struct word_pieces made = { (uint32_t)language->piece_count, 0 };
	uint32_t rows[TROUBLE_PIECES];
	size_t known = language->words.count;
	uint32_t number = intern_add(&language->words, word);
	if (number < known) {
		return language->word_pieces[number];
	}
	if (has_letter(word)) {
		made.count = (uint8_t)piece_table_split(language->table, word, rows, TROUBLE_PIECES);
		for (size_t i = 0; i < made.count || i == 0; i++) {
			language->pieces = array_room(language->pieces, language->piece_count, &language->piece_cap,
			                              sizeof *language->pieces, 1024);
			language->pieces[language->piece_count++] = made.count == 0 ? -1 : (int32_t)rows[i];
		}
		made.count = made.count == 0 ? 1 : made.count;
	}
	language->word_pieces =
	    array_room(language->word_pieces, number, &language->word_cap, sizeof *language->word_pieces, 1024);
	language->word_pieces[number] = made;
	return made;
}

/* Room for one more mention's words and pieces. */
static void language_trim(const struct trouble_reader *reader, struct language *language)
{
	if (language->words.count + TROUBLE_PIECES > WORDS_MOST) {
		intern_release(&language->words);
		intern_init(&language->words);
		language->piece_count = 0;
	}
	if (language->share_count + TROUBLE_PIECES > reader->share_most) {
		memset(language->share_of, 0, (piece_table_count(language->table) + 1) * sizeof *language->share_of);
		language->share_count = 0;
	}
}

/* Step 1: the mention's pieces and the words they are of. */
static void pieces_take(struct trouble_reader *reader, int number, const struct token *tokens, size_t count)
{
	struct language *language = &reader->languages[number];
	reader->count = 0;
	reader->word_count = count;
	for (size_t i = 0, looked = 0; i < count && reader->count < TROUBLE_PIECES; i++, looked++) {
		struct word_pieces word;
		if (looked == TROUBLE_PIECES) { /* words of other scripts are kept too, so they count */
			language_trim(reader, language);
			looked = 0;
		}
		word = pieces_of(language, tokens[i].word);
		for (size_t k = 0; k < word.count && reader->count < TROUBLE_PIECES; k++) {
			reader->word_at[reader->count] = (uint32_t)i;
			reader->rows[reader->count++] = language->pieces[word.first + k];
		}
	}
	if (reader->count == 0) {
		reader->word_at[0] = 0;
		reader->rows[reader->count++] = -1;
	}
}

struct windows {
	const int16_t *const *pieces; /* [HALO + count + HALO] shares of each place */
	size_t count, filters;
};

/* Step 5 for the filters of one width, a register of them at a time: best[filters] = the greatest sum over all windows.
 * int16 sums cannot overflow: 4095 + 4 * 7168 = 32767. width is known when compiling, so the questions vanish. */
INLINE void width_run(const struct windows *windows, size_t width, const int16_t *restrict bias, int16_t *restrict best)
{
	const size_t filters = windows->filters, tap = width * (width - 1) / 2;
	const size_t count = windows->count + (width % 2 == 0 ? 1 : 0);
	for (size_t f = 0; f < (filters & ~(size_t)(LANES - 1)); f += LANES) {
		const int16_t *const *pieces = windows->pieces + HALO - width / 2;
		int16_t top[LANES] = { 0 };
		for (size_t s = 0; s < count; s++, pieces++) {
			const int16_t *a = pieces[0] + tap * filters + f,
			              *b = width > 1 ? pieces[1] + (tap + 1) * filters + f : a,
			              *c = width > 2 ? pieces[2] + (tap + 2) * filters + f : a,
			              *d = width > 3 ? pieces[3] + (tap + 3) * filters + f : a;
			for (size_t k = 0; k < LANES; k++) {
				int16_t y = (int16_t)(bias[f + k] + a[k]);
				y = width > 1 ? (int16_t)(y + b[k]) : y;
				y = width > 2 ? (int16_t)(y + c[k]) : y;
				y = width > 3 ? (int16_t)(y + d[k]) : y;
				top[k] = y > top[k] ? y : top[k];
			}
		}
		for (size_t k = 0; k < LANES; k++) {
			best[f + k] = top[k];
		}
	}
}

EACH_CPU static void widths_run(const struct windows *windows, const int16_t *bias, int16_t *best)
{
	const size_t filters = windows->filters;
	width_run(windows, 1, bias, best);
	width_run(windows, 2, bias + filters, best + filters);
	width_run(windows, 3, bias + 2 * filters, best + 2 * filters);
	width_run(windows, 4, bias + 3 * filters, best + 3 * filters);
}

static void filters_run(struct trouble_reader *reader, int number)
{
	struct windows windows = { reader->piece_shares, reader->count, reader->weights->filters };
	for (size_t i = 0; i < HALO; i++) {
		reader->piece_shares[i] = reader->piece_shares[HALO + reader->count + i] = reader->nothing;
	}
	for (size_t i = 0; i < reader->count; i++) {
		reader->piece_shares[HALO + i] = piece_shares(reader, number, reader->rows[i]);
		for (size_t at = 0; at < share_size(reader->weights); at += PREFETCH) {
			__builtin_prefetch(reader->piece_shares[HALO + i] + at);
		}
	}
	memset(reader->window, -1, all_filters(reader->weights) * sizeof *reader->window);
	widths_run(&windows, reader->weights->tap_bias, reader->best);
}

/* Steps 6 and 7. */
static void classes_weigh(struct trouble_reader *reader, int number)
{
	const struct trouble_weights *weights = reader->weights;
	int64_t top = INT64_MIN;
	uint64_t sum = 0;
	theme_dot_rows(reader->best, weights->out, weights->classes, all_filters(weights), reader->sums);
	for (size_t c = 0; c < weights->classes; c++) {
		int64_t total = (int64_t)reader->sums[c] + weights->out_bias[(size_t)number * weights->classes + c];
		reader->logits[c] = (total + (INT64_C(1) << (weights->out_shift - 1))) >> weights->out_shift;
		top = reader->logits[c] > top ? reader->logits[c] : top;
	}
	for (size_t c = 0; c < weights->classes; c++) {
		uint64_t below = (uint64_t)(top - reader->logits[c]);
		reader->p[c] = below < weights->exponents ? weights->exponential[below] : 0;
		sum += reader->p[c];
	}
	for (size_t c = 0; c < weights->classes; c++) { /* sum > 0: the first of the exponential is */
		reader->p[c] = (uint32_t)(((uint64_t)reader->p[c] * TROUBLE_CERTAIN + sum / 2) / sum);
	}
}

void trouble_reader_read(struct trouble_reader *reader, int language, const struct token *tokens, size_t count,
                         struct trouble_reading *reading)
{
	language_trim(reader, &reader->languages[language]);
	pieces_take(reader, language, tokens, count);
	filters_run(reader, language);
	classes_weigh(reader, language);
	*reading = (struct trouble_reading){ reader->logits, reader->p };
}

/* The first window at which filter i reached its maximum, in places of the mention: its first place may be -2. */
static int window_of(struct trouble_reader *reader, size_t i, size_t width)
{
	size_t filters = reader->weights->filters, tap = width * (width - 1) / 2, f = i % filters, s = 0;
	while (reader->window[i] < 0) {
		int y = reader->weights->tap_bias[i];
		for (size_t k = 0; k < width; k++) {
			y += reader->piece_shares[HALO - width / 2 + s + k][(tap + k) * filters + f];
		}
		reader->window[i] = (int8_t)(y == reader->best[i] ? (int)s : -1);
		s++;
	}
	return reader->window[i] - (int)(width / 2);
}

/* gifts[n], what each filter adds to the class. Returns the greatest. */
EACH_CPU static int32_t gifts_weigh(const int16_t *restrict worth, const int16_t *restrict best, size_t n,
                                    int32_t *restrict gifts)
{
	int32_t most = 0;
	for (size_t i = 0; i < n; i++) {
		gifts[i] = worth[i] * best[i];
	}
	for (size_t i = 0; i < n; i++) {
		most = gifts[i] > most ? gifts[i] : most;
	}
	return most;
}

EACH_CPU static uint32_t gifts_reach(const int32_t *gifts, size_t n, int32_t least)
{
	uint32_t count = 0;
	for (size_t i = 0; i < n; i++) {
		count += gifts[i] >= least ? 1 : 0;
	}
	return count;
}

/* reach[n / LANES]: a bit for each gift that is no less. */
EACH_CPU static void gifts_mark(const int32_t *restrict gifts, size_t n, int32_t least, uint32_t *restrict reach)
{
	for (size_t i = 0; i < n; i += LANES) {
		uint32_t bits = 0;
		for (size_t k = 0; k < LANES; k++) {
			bits |= gifts[i + k] >= least ? UINT32_C(1) << k : 0;
		}
		reach[i / LANES] = bits;
	}
}

/* Takes the least gift out of givers[count]; among equals that of the highest number. */
static void least_drop(const int32_t *gifts, uint32_t *givers, size_t count)
{
	size_t least = 0;
	for (size_t i = 1; i < count; i++) {
		int32_t a = gifts[givers[i]], b = gifts[givers[least]];
		least = a < b || (a == b && givers[i] > givers[least]) ? i : least;
	}
	givers[least] = givers[count - 1];
}

/* The filters that give the class most, the lower number among equals; in reader->givers, in no order. Returns how
 * many. A share of the greatest gift, and less and less of it until enough reach it: so only a few must be compared. */
static size_t givers_find(const struct trouble_reader *reader, size_t class)
{
	size_t n = all_filters(reader->weights), count = 0;
	int32_t *gifts = reader->gifts;
	int32_t least = gifts_weigh(reader->worth + class * n, reader->best, n, gifts) / 2;
	while (least > 0 && gifts_reach(gifts, n, least) < EVIDENCE_FILTERS) {
		least -= least / 16 + 1; /* counting again costs less than dropping */
	}
	least = least > 0 ? least : 1;
	gifts_mark(gifts, n, least, reader->reach);
	for (size_t i = 0; i < n; i += LANES) {
		for (uint32_t bits = reader->reach[i / LANES]; bits != 0; bits &= bits - 1) {
			reader->givers[count++] = (uint32_t)(i + (size_t)__builtin_ctz(bits));
		}
	}
	for (; count > EVIDENCE_FILTERS; count--) {
		least_drop(gifts, reader->givers, count);
	}
	return count;
}

/* The first piece of the word that piece `at` is of. */
static size_t word_begin(const struct trouble_reader *reader, size_t at)
{
	while (at > 0 && reader->word_at[at - 1] == reader->word_at[at]) {
		at--;
	}
	return at;
}

/* given[TROUBLE_PIECES], zeroed: what each word's pieces fire, at the first piece of each. Returns how many filters do.
 */
static size_t words_give(struct trouble_reader *reader, size_t class, int64_t *given)
{
	const uint32_t *givers = reader->givers;
	size_t count = givers_find(reader, class);
	for (size_t i = 0; i < count; i++) {
		size_t width = givers[i] / reader->weights->filters + 1;
		int start = window_of(reader, givers[i], width), end = start + (int)width;
		start = start < 0 ? 0 : start;
		end = end > (int)reader->count ? (int)reader->count : end;
		for (int at = start; at < end; at++) {
			given[word_begin(reader, (size_t)at)] +=
			    (int64_t)reader->gifts[givers[i]] * (TWELVE / (end - start));
		}
	}
	return reader->word_count == 0 ? 0 : count;
}

size_t trouble_reader_evidence(struct trouble_reader *reader, size_t class)
{
	int64_t given[TROUBLE_PIECES] = { 0 };
	size_t count = words_give(reader, class, given), best = 0;
	for (size_t at = 1; at < reader->count; at++) {
		best = given[at] > given[best] ? at : best;
	}
	return count == 0 ? SIZE_MAX : reader->word_at[best];
}

size_t trouble_reader_words(struct trouble_reader *reader, size_t class, struct trouble_word *words, size_t most)
{
	int64_t given[TROUBLE_PIECES] = { 0 }, all = 0;
	size_t count = words_give(reader, class, given), found = 0;
	for (size_t at = 0; at < reader->count; at++) {
		all += given[at];
	}
	while (count > 0 && found < most) {
		size_t best = 0;
		for (size_t at = 1; at < reader->count; at++) {
			best = given[at] > given[best] ? at : best;
		}
		if (given[best] <= 0) {
			break;
		}
		words[found++] = (struct trouble_word){ reader->word_at[best], (uint32_t)(given[best] * 1000 / all) };
		given[best] = 0;
	}
	return found;
}

size_t trouble_reader_pieces(const struct trouble_reader *reader, const int32_t **rows)
{
	*rows = reader->rows;
	return reader->count;
}
