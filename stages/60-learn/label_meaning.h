/* label_meaning.h - how near a phrase is to what a group of mentions means, by the vectors of word pieces. */
#ifndef GRIPE_LABEL_MEANING_H
#define GRIPE_LABEL_MEANING_H

#include "label_corpus.h"

/* label_means - unit means[group_count][dim] of each group's centred unit vectors, and the centre[dim] that was taken
 * off (both: free()). NULL, and *centre untouched, without a table. */
float *label_means(struct label_corpus *corpus, const struct label_input *input, const int32_t *of, size_t group_count,
                   float **centre);
/* label_closeness - cosine of the centred phrase with mean[dim], in [-1, 1]; 1 when mean is NULL, 0 when no word of the
 * form is known. */
double label_closeness(const struct label_corpus *corpus, struct str form, const float *mean, const float *centre);

#endif
