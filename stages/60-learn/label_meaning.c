/* label_meaning.c - see label_meaning.h. Sums are doubles in the order of the mentions: the same on every machine. Held while it works: one float row a mention. */
#include "label_meaning.h"

#include <math.h>
#include <stdlib.h>

float *label_means(const struct label_corpus *corpus, const struct label_input *input, const int32_t *of, size_t group_count, float **centre)
{
	size_t dim = corpus->dim, n = input->mention_count;
	float *rows, *means;
	double *sum;
	if (corpus->vectors == NULL || n == 0) {
		return NULL;
	}
	rows = memory_array(n, dim * sizeof *rows);
	means = memory_array(group_count + 1, dim * sizeof *means);
	*centre = memory_array(dim, sizeof **centre);
	sum = memory_array(group_count + 1, dim * sizeof *sum);
	for (size_t i = 0; i < n; i++) {
		float *row = rows + i * dim;
		double length = 0;
		for (size_t t = 0; t < input->token_counts[i]; t++) {
			const float *word = corpus->vectors + intern_find(&corpus->words, input->tokens[i][t].word) * dim;
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
			sum[group_count * dim + d] += row[d];
		}
	}
	for (size_t d = 0; d < dim; d++) {
		(*centre)[d] = (float)(sum[group_count * dim + d] / (double)n);
	}
	for (size_t i = 0; i < n; i++) {
		for (size_t d = 0; d < dim && of[i] >= 0; d++) {
			sum[(size_t)of[i] * dim + d] += (double)rows[i * dim + d] - (double)(*centre)[d];
		}
	}
	for (size_t g = 0; g < group_count; g++) {
		double length = 0;
		for (size_t d = 0; d < dim; d++) {
			length += sum[g * dim + d] * sum[g * dim + d];
		}
		for (size_t d = 0; d < dim && length > 0; d++) {
			means[g * dim + d] = (float)(sum[g * dim + d] / sqrt(length));
		}
	}
	free(rows);
	free(sum);
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
