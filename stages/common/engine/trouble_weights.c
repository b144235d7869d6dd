/* trouble_weights.c - see trouble_weights.h. The parts follow each other without offsets of their own, so the sizes in
 * the head say where each lies; they must add up to the file's size to the byte. Everything is checked once, at
 * opening: a few hundred thousand numbers, well under a millisecond. */
#include "trouble_weights.h"

#include <stdlib.h>

#include "arena.h"
#include "mapfile.h"

enum {
	HEAD_BYTES = 64,
	LANGUAGE_BYTES = 32,
	CODE_BYTES = 8,
	ALIGNMENT = 64,
	SIXTEEN = 16, /* what dims and filters are multiples of */
	MOST = 4096,  /* dims, filters, classes, languages: a bound that keeps products of them below 2^63 */
	MOST_EXPONENTS = 1 << 16,
	MOST_OWN = 1 << 22,
	MOST_NAMES = 1 << 20, /* bytes */
	SUM_MOST = 65535,     /* of |weights| of a filter's tap, and of a class: keeps sums of products below 2^31 */
	BIAS_MOST = 4095
};

struct head { /* behind the magic, in the file's order */
	uint32_t size, dims, filters, widths, classes, languages, columns, down_shift, own_shift, tap_shift, out_shift,
	    exponents, own, names_bytes;
};

struct cursor { /* walks over the parts; places are in bytes */
	struct str bytes;
	uint64_t at;
};

static bool between(uint32_t value, uint32_t low, uint32_t high)
{
	return value >= low && value <= high;
}

static bool head_fits(const struct head *head, size_t bytes)
{
	return head->size == bytes && between(head->dims, SIXTEEN, MOST) && head->dims % SIXTEEN == 0 &&
	       between(head->filters, SIXTEEN, MOST) && head->filters % SIXTEEN == 0 &&
	       between(head->classes, 1, MOST) && between(head->languages, 1, MOST);
}

static bool ranges_fit(const struct head *head)
{
	return head->widths == TROUBLE_WIDTHS && head->columns == TROUBLE_COLUMNS && between(head->down_shift, 1, 62) &&
	       between(head->own_shift, 0, 15) && between(head->tap_shift, 1, 16) && between(head->out_shift, 1, 30) &&
	       between(head->exponents, 1, MOST_EXPONENTS) && head->own <= MOST_OWN &&
	       between(head->names_bytes, 1, MOST_NAMES);
}

/* The next part; NULL once the parts go beyond the file (the caller compares the end, so no part is read then). */
static const void *part(struct cursor *cursor, uint64_t count, uint64_t size)
{
	uint64_t start = cursor->at;
	cursor->at += (count * size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	return cursor->at <= cursor->bytes.len ? cursor->bytes.at + start : NULL;
}

static int parts_find(struct trouble_weights *weights, const struct head *head, struct str bytes,
                      const char **languages, const char **names, struct err *err)
{
	struct cursor cursor = { bytes, HEAD_BYTES };
	uint64_t d = head->dims, f = head->filters, k = head->classes, l = head->languages;
	*languages = part(&cursor, l, LANGUAGE_BYTES);
	weights->down = part(&cursor, d * TROUBLE_COLUMNS, sizeof *weights->down);
	weights->unknown = part(&cursor, d, sizeof *weights->unknown);
	weights->offset = part(&cursor, l * d, sizeof *weights->offset);
	weights->taps = part(&cursor, TROUBLE_TAPS * f * d, sizeof *weights->taps);
	weights->tap_bias = part(&cursor, TROUBLE_WIDTHS * f, sizeof *weights->tap_bias);
	weights->out = part(&cursor, k * TROUBLE_WIDTHS * f, sizeof *weights->out);
	weights->out_bias = part(&cursor, l * k, sizeof *weights->out_bias);
	weights->prior = part(&cursor, k, sizeof *weights->prior);
	weights->exponential = part(&cursor, head->exponents, sizeof *weights->exponential);
	weights->trouble = part(&cursor, k, sizeof *weights->trouble);
	weights->own_rows = part(&cursor, head->own, sizeof *weights->own_rows);
	weights->own = part(&cursor, head->own * d, sizeof *weights->own);
	*names = part(&cursor, head->names_bytes, 1);
	return cursor.at == bytes.len ? 0
	                              : err_set(err, GRIPE_DATA, "reader: its parts take %llu bytes, the file has %zu",
	                                        (unsigned long long)cursor.at, bytes.len);
}

static int names_take(struct trouble_weights *weights, struct str names, struct err *err)
{
	weights->names = memory_array(weights->classes, sizeof *weights->names);
	for (size_t i = 0; i < weights->classes; i++) {
		const char *end = memchr(names.at, '\0', names.len);
		size_t len = end == NULL ? 0 : (size_t)(end - names.at);
		weights->names[i] = (struct str){ names.at, len };
		if (len == 0 || (i > 0 && str_cmp(weights->names[i - 1], weights->names[i]) >= 0)) {
			return err_set(err, GRIPE_DATA, "reader: name %zu of its classes is damaged", i);
		}
		names = (struct str){ names.at + len + 1, names.len - len - 1 };
	}
	return names.len == 0 ? 0 : err_set(err, GRIPE_DATA, "reader: more names than classes");
}

static bool own_fits(const struct trouble_weights *weights, const struct trouble_language *language, uint32_t own)
{
	const uint16_t *rows;
	if (language->own_count > own || language->own_first > own - language->own_count) {
		return false;
	}
	rows = weights->own_rows + language->own_first;
	for (uint32_t i = 0; i < language->own_count; i++) {
		if (rows[i] >= language->rows || (i > 0 && rows[i - 1] >= rows[i])) {
			return false;
		}
	}
	return true;
}

static int languages_take(struct trouble_weights *weights, const char *at, uint32_t own, struct err *err)
{
	weights->languages = memory_array(weights->language_count, sizeof *weights->languages);
	for (size_t i = 0; i < weights->language_count; i++, at += LANGUAGE_BYTES) {
		struct trouble_language *language = &weights->languages[i];
		const char *end = memchr(at, '\0', CODE_BYTES);
		uint32_t numbers[5];
		memcpy(numbers, at + CODE_BYTES, sizeof numbers);
		*language = (struct trouble_language){ { at, end == NULL ? CODE_BYTES : (size_t)(end - at) },
			                               numbers[0],
			                               numbers[1],
			                               numbers[2],
			                               numbers[3],
			                               numbers[4] };
		if (language->code.len == 0 || !own_fits(weights, language, own)) {
			return err_set(err, GRIPE_DATA, "reader: language %zu is damaged", i);
		}
	}
	return 0;
}

/* The largest sum of |values| over a row of rows[count][width]. */
static int64_t sum_most(const int16_t *rows, size_t count, size_t width)
{
	int64_t most = 0;
	for (size_t i = 0; i < count; i++) {
		int64_t sum = 0;
		for (size_t k = 0; k < width; k++) {
			sum += rows[i * width + k] < 0 ? -rows[i * width + k] : rows[i * width + k];
		}
		most = sum > most ? sum : most;
	}
	return most;
}

static int sums_check(const struct trouble_weights *weights, struct err *err)
{
	if (sum_most(weights->taps, TROUBLE_TAPS * weights->filters, weights->dims) > SUM_MOST) {
		return err_set(err, GRIPE_DATA, "reader: the weights of a filter are too large");
	}
	if (sum_most(weights->out, weights->classes, TROUBLE_WIDTHS * weights->filters) > SUM_MOST) {
		return err_set(err, GRIPE_DATA, "reader: the weights of a class are too large");
	}
	if (sum_most(weights->tap_bias, TROUBLE_WIDTHS * weights->filters, 1) > BIAS_MOST) {
		return err_set(err, GRIPE_DATA, "reader: a filter's bias is too large");
	}
	return weights->exponential[0] != 0 ? 0 : err_set(err, GRIPE_DATA, "reader: its exponential begins with 0");
}

static int weights_take(struct trouble_weights *weights, struct str bytes, struct err *err)
{
	struct head head;
	const char *languages, *names;
	int result;
	if (bytes.len < HEAD_BYTES || memcmp(bytes.at, "GRPRDR", 6) != 0) {
		return err_set(err, GRIPE_DATA, "reader: not a file of this kind (magic GRPRDR is missing)");
	}
	if (memcmp(bytes.at + 6, "1\0", 2) != 0) {
		return err_set(err, GRIPE_DATA, "reader: version %u is not known to this program",
		               (unsigned)(unsigned char)bytes.at[6] - '0');
	}
	memcpy(&head, bytes.at + 8, sizeof head);
	if (!head_fits(&head, bytes.len) || !ranges_fit(&head)) {
		return err_set(err, GRIPE_DATA, "reader: a number of its head is out of range (%u bytes, %u filters)",
		               (unsigned)head.size, (unsigned)head.filters);
	}
	weights->dims = head.dims, weights->filters = head.filters, weights->classes = head.classes;
	weights->language_count = head.languages, weights->exponents = head.exponents;
	weights->down_shift = head.down_shift, weights->own_shift = head.own_shift;
	weights->tap_shift = head.tap_shift, weights->out_shift = head.out_shift;
	result = parts_find(weights, &head, bytes, &languages, &names, err);
	result = result < 0 ? result : names_take(weights, (struct str){ names, head.names_bytes }, err);
	result = result < 0 ? result : languages_take(weights, languages, head.own, err);
	return result < 0 ? result : sums_check(weights, err);
}

int trouble_weights_memory(struct trouble_weights **result, struct str bytes, struct err *err)
{
	struct trouble_weights *weights = memory_alloc(sizeof *weights);
	int status = weights_take(weights, bytes, err);
	*result = NULL;
	if (status < 0) {
		trouble_weights_close(weights);
		return status;
	}
	*result = weights;
	return 0;
}

int trouble_weights_open(struct trouble_weights **weights, const char *path, struct err *err)
{
	struct str bytes;
	int status = mapfile_open(&bytes, path, "reader", err);
	*weights = NULL;
	if (status < 0 || bytes.at == NULL) {
		return status;
	}
	status = trouble_weights_memory(weights, bytes, err);
	if (status < 0) {
		mapfile_close(bytes);
		err_at(err, path, 0, 0);
		return status;
	}
	(*weights)->map = bytes;
	return 0;
}

void trouble_weights_close(struct trouble_weights *weights)
{
	if (weights != NULL) {
		mapfile_close(weights->map);
		free(weights->languages);
		free(weights->names);
		free(weights);
	}
}
