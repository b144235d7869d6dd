/* label_meaning.c - see label_meaning.h. Sums are doubles in the order of the mentions: the same on every machine. Held
 * while it works: one float row a mention. */
#include "label_meaning.h"

#include <math.h>
#include <stdlib.h>

/* rows[n][dim]: the sum of each mention's word vectors, to unit length. */
static float *make_rows(const struct label_corpus *corpus, const struct label_input *input)
{
	size_t dim = corpus->dim;
	float *rows = memory_array(input->mention_count + 1, dim * sizeof *rows);
	for (size_t i = 0; i < input->mention_count; i++) {
		float *row = rows + i * dim;
		double length = 0;
		for (size_t t = 0; t < input->token_counts[i]; t++) {
			const float *word = corpus->vectors + label_corpus_word(corpus, i, t) * dim;
			for (size_t d = 0; d < dim; d++) {
				row[d] += word[d];
			}
		}
		for (size_t d = 0; d < dim; d++) {
			length += (double)row[d] * (double)row[d];
		}
		length = length > 0 ? 1 / sqrt(length) : 0;
		for (size_t d = 0; d < dim; d++) {
			row[d] = (float)(row[d] * length);
		}
	}
	return rows;
}

static void to_unit(const double *sum, size_t dim, float *out)
{
	double length = 0;
	for (size_t d = 0; d < dim; d++) {
		length += sum[d] * sum[d];
	}
	for (size_t d = 0; d < dim && length > 0; d++) {
		out[d] = (float)(sum[d] / sqrt(length));
	}
}

static void add_to(double *sum, const double *row, size_t dim)
{
	for (size_t d = 0; d < dim; d++) {
		sum[d] += row[d];
	}
}

float *label_means(struct label_corpus *corpus, const struct label_input *input, const int32_t *of, size_t group_count,
                   float **centre)
{
	size_t dim = corpus->dim, n = input->mention_count;
	size_t *sizes;
	float *means;
	double *sum, *whole;
	if (corpus->vectors == NULL || n == 0) {
		return NULL;
	}
	if (corpus->rows == NULL) {
		corpus->rows = make_rows(corpus, input);
	}
	means = memory_array(group_count + 1, dim * sizeof *means);
	*centre = memory_array(dim, sizeof **centre);
	sum = memory_array(group_count + 1, dim * sizeof *sum);
	sizes = memory_array(group_count + 1, sizeof *sizes);
	whole = sum + group_count * dim; /* first of those without a group, then of all */
	for (size_t i = 0; i < n; i++) {
		size_t group = of[i] < 0 ? group_count : (size_t)of[i];
		const float *row = corpus->rows + i * dim;
		sizes[group]++;
		for (size_t d = 0; d < dim; d++) {
			sum[group * dim + d] += (double)row[d];
		}
	}
	for (size_t g = 0; g < group_count; g++) {
		add_to(whole, sum + g * dim, dim);
	}
	for (size_t d = 0; d < dim; d++) {
		(*centre)[d] = (float)(whole[d] / (double)n);
	}
	for (size_t g = 0; g < group_count; g++) {
		for (size_t d = 0; d < dim; d++) {
			sum[g * dim + d] -= (double)sizes[g] * (double)(*centre)[d];
		}
		to_unit(sum + g * dim, dim, means + g * dim);
	}
	free(sum);
	free(sizes);
	return means;
}

double label_closeness(const struct label_corpus *corpus, struct str form, const float *mean, const float *centre)
{
	float vector[LABEL_COLUMNS];
	double dot = 0, length = 0;
	if (mean == NULL || corpus->dim > LABEL_COLUMNS) {
		return 1;
	}
	if (!label_corpus_vector(corpus, form, vector)) {
		return 0;
	}
	for (size_t d = 0; d < corpus->dim; d++) {
		double x = (double)vector[d] - (double)centre[d];
		dot += x * (double)mean[d];
		length += x * x;
	}
	return length > 0 ? dot / sqrt(length) : 0;
}
