/* theme_lsa.c - see theme_lsa.h. weight(t, text) = (1 + ln tf) ln(1 + (N - df + 1/2) / (df + 1/2)), rows to unit
 * length, then the right singular vectors of that matrix are the basis: a text's lexical vector is its weighted
 * features on it (so a text that was not in the sample gets its vector the same way). The basis is kept as int16 with
 * one scale a feature: 2 bytes a value in the model, and no loss that a score shows. */
#include "theme_lsa.h"

#include <math.h>
#include <stdlib.h>

#include "arena.h"
#include "theme_svd.h"

enum { STEM_DF = 2, PAIR_DF = 3 }; /* texts that a feature must stand in */
#define COMMON 0.3                 /* share of the texts above which a feature tells nothing */

struct count {
	uint64_t key;
	uint32_t df; /* 0: free */
	bool pair;
};

static int compare_counts(const void *a, const void *b)
{
	const struct count *x = a, *y = b;
	return (x->key > y->key) - (x->key < y->key);
}

/* counts[*count] of all features that stand in enough texts, keys rising; free() it. */
static struct count *count_features(const struct theme_words *words, size_t n, size_t *count)
{
	size_t features = 0, cap = 64, kept = 0;
	struct count *table;
	for (size_t i = 0; i < n; i++) {
		features += words[i].feature_count;
	}
	while (cap < 2 * features) {
		cap *= 2;
	}
	table = memory_array(cap, sizeof *table);
	for (size_t i = 0; i < n; i++) {
		for (size_t f = 0; f < words[i].feature_count; f++) {
			size_t slot = words[i].features[f].key & (cap - 1);
			while (table[slot].df != 0 && table[slot].key != words[i].features[f].key) {
				slot = (slot + 1) & (cap - 1);
			}
			table[slot].key = words[i].features[f].key;
			table[slot].pair = words[i].features[f].pair;
			table[slot].df++;
		}
	}
	for (size_t slot = 0; slot < cap; slot++) {
		if (table[slot].df >= (table[slot].pair ? PAIR_DF : STEM_DF)) {
			table[kept++] = table[slot];
		}
	}
	qsort(table, kept, sizeof *table, compare_counts);
	*count = kept;
	return table;
}

static void make_slots(struct theme_lsa *lsa)
{
	for (lsa->slot_count = 16; lsa->slot_count < 2 * lsa->feature_count; lsa->slot_count *= 2) {
	}
	lsa->slots = memory_array(lsa->slot_count, sizeof *lsa->slots);
	for (size_t f = 0; f < lsa->feature_count; f++) {
		size_t slot = lsa->keys[f] & (lsa->slot_count - 1);
		while (lsa->slots[slot] != 0) {
			slot = (slot + 1) & (lsa->slot_count - 1);
		}
		lsa->slots[slot] = (uint32_t)f + 1;
	}
}

/* The weighted, unit-length rows; column numbers are places among the features of the basis. */
static void make_rows(const struct theme_lsa *lsa, const struct theme_words *words, size_t n, const uint32_t *column_of,
                      size_t *start, uint32_t *column, float *value)
{
	struct theme_frame frame = { 0 };
	size_t kept = 0;
	theme_lsa_frame(lsa, &frame);
	for (size_t i = 0; i < n; i++) {
		double square = 0;
		start[i] = kept;
		for (size_t f = 0; f < words[i].feature_count; f++) {
			int64_t feature = theme_feature_find(&frame, words[i].features[f].key);
			if (feature >= 0 && lsa->idf[feature] > 0) {
				double weight = (1 + theme_log(words[i].features[f].count)) * (double)lsa->idf[feature];
				column[kept] = column_of[feature];
				value[kept++] = (float)weight;
				square += weight * weight;
			}
		}
		for (size_t e = start[i]; e < kept; e++) {
			value[e] = (float)((double)value[e] / sqrt(square));
		}
	}
	start[n] = kept;
}

static void keep_basis(struct theme_lsa *lsa, const uint32_t *column_of, const float *v)
{
	for (size_t f = 0; f < lsa->feature_count; f++) {
		const float *row = v + (size_t)column_of[f] * THEME_LEXICAL;
		float most = 0;
		for (size_t k = 0; lsa->idf[f] > 0 && k < lsa->lexical; k++) {
			most = fabsf(row[k]) > most ? fabsf(row[k]) : most;
		}
		lsa->basis_scale[f] = most / THEME_UNIT;
		for (size_t k = 0; most > 0 && k < lsa->lexical; k++) {
			double value = (double)row[k] / (double)most * THEME_UNIT;
			lsa->basis[f * lsa->lexical + k] = (int16_t)(value < 0 ? value - 0.5 : value + 0.5);
		}
	}
}

void theme_lsa_make(struct theme_lsa *lsa, const struct theme_words *words, size_t n, uint64_t seed)
{
	size_t count, columns = 0, features = 0, *start;
	struct count *counts = count_features(words, n, &count);
	uint32_t *column_of = memory_array(count + 1, sizeof *column_of), *column;
	float *value, *v;
	*lsa = (struct theme_lsa){ .feature_count = count };
	lsa->keys = memory_array(count + 1, sizeof *lsa->keys);
	lsa->df = memory_array(count + 1, sizeof *lsa->df);
	lsa->idf = memory_array(count + 1, sizeof *lsa->idf);
	lsa->familiar = memory_array(count + 1, sizeof *lsa->familiar);
	lsa->basis_scale = memory_array(count + 1, sizeof *lsa->basis_scale);
	lsa->rarest = n > 0 ? -theme_log((double)n) : 0;
	for (size_t f = 0; f < count; f++) {
		double df = counts[f].df, all = (double)n;
		lsa->keys[f] = counts[f].key;
		lsa->df[f] = counts[f].df;
		lsa->familiar[f] = (float)theme_log(df / all);
		lsa->idf[f] = df <= COMMON * all ? (float)theme_log(1 + (all - df + 0.5) / (df + 0.5)) : 0;
		column_of[f] = (uint32_t)columns;
		columns += lsa->idf[f] > 0;
	}
	free(counts);
	make_slots(lsa);
	for (size_t i = 0; i < n; i++) {
		features += words[i].feature_count;
	}
	start = memory_array(n + 1, sizeof *start);
	column = memory_array(features + 1, sizeof *column);
	value = memory_array(features + 1, sizeof *value);
	make_rows(lsa, words, n, column_of, start, column, value);
	v = memory_array((columns + 1) * THEME_LEXICAL, sizeof *v);
	{
		struct sparse x = { n, columns, start, column, value };
		lsa->lexical = theme_svd(&x, THEME_LEXICAL, seed, v, lsa->singular);
	}
	lsa->basis = memory_array(count * lsa->lexical + 1, sizeof *lsa->basis);
	keep_basis(lsa, column_of, v);
	free(v);
	free(value);
	free(column);
	free(start);
	free(column_of);
}

void theme_lsa_release(struct theme_lsa *lsa)
{
	free(lsa->keys);
	free(lsa->slots);
	free(lsa->df);
	free(lsa->idf);
	free(lsa->familiar);
	free(lsa->basis_scale);
	free(lsa->basis);
	*lsa = (struct theme_lsa){ 0 };
}

void theme_lsa_frame(const struct theme_lsa *lsa, struct theme_frame *frame)
{
	frame->lexical = lsa->lexical;
	frame->feature_count = lsa->feature_count;
	frame->feature_keys = lsa->keys;
	frame->feature_slots = lsa->slots;
	frame->slot_count = lsa->slot_count;
	frame->feature_idf = lsa->idf;
	frame->feature_familiar = lsa->familiar;
	frame->basis_scale = lsa->basis_scale;
	frame->basis = lsa->basis;
	frame->rarest = lsa->rarest;
}
