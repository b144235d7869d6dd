/* label_quotes.c - see label_quotes.h. A group's mentions are ranked by cosine with the group's centroid (the first is
 * the medoid, near enough), with a push for those that say what the label says; then taken greedily: 25-220 characters,
 * another person, another contact, few words in common with those taken. When that leaves fewer than three, the length
 * is relaxed, never the persons. */
#include "label_quotes.h"

#include <math.h>
#include <stdlib.h>

#include "utf8.h"

#define QUOTE_LEAST 25 /* characters: shorter says nothing */
#define QUOTE_MOST 220 /* characters: longer is not read */
#define QUOTE_LEAST_LOOSE 8
#define QUOTE_MOST_LOOSE 500
#define QUOTE_PUSH 1.25 /* a quote that contains the label's words shows why the theme is called so */
#define QUOTE_ALIKE 0.6 /* share of common words (Jaccard) above which two quotes are one */

struct ranked {
	double value;
	size_t mention;
};

static int by_value(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	if (a->value != b->value) {
		return a->value > b->value ? -1 : 1;
	}
	return a->mention < b->mention ? -1 : a->mention > b->mention;
}

static bool says(const struct label_corpus *corpus, size_t mention, const struct label_key *key)
{
	for (size_t s = 0; s < LABEL_KEY && key->stem[s] != LABEL_STEM_NONE; s++) {
		size_t at = corpus->start[mention];
		while (at < corpus->start[mention + 1] && corpus->items[at].stem != key->stem[s]) {
			at++;
		}
		if (at == corpus->start[mention + 1]) {
			return false;
		}
	}
	return key->stem[0] != LABEL_STEM_NONE;
}

static int by_number(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	return a < b ? -1 : a > b;
}

/* Distinct stems of a mention, rising, into stems[]; returns their number. */
static size_t stem_set(const struct label_corpus *corpus, size_t mention, uint32_t *stems)
{
	size_t n = corpus->start[mention + 1] - corpus->start[mention], distinct = 0;
	for (size_t i = 0; i < n; i++) {
		stems[i] = corpus->items[corpus->start[mention] + i].stem;
	}
	qsort(stems, n, sizeof *stems, by_number);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || stems[i] != stems[distinct - 1]) {
			stems[distinct++] = stems[i];
		}
	}
	return distinct;
}

static bool alike(const struct label_corpus *corpus, size_t a, size_t b)
{
	size_t na = corpus->start[a + 1] - corpus->start[a], nb = corpus->start[b + 1] - corpus->start[b], common = 0;
	uint32_t *sa = memory_array(na + nb + 1, sizeof *sa), *sb = sa + na;
	na = stem_set(corpus, a, sa);
	nb = stem_set(corpus, b, sb);
	for (size_t i = 0, j = 0; i < na && j < nb;) {
		if (sa[i] == sb[j]) {
			common++;
			i++;
			j++;
		} else if (sa[i] < sb[j]) {
			i++;
		} else {
			j++;
		}
	}
	free(sa);
	return na + nb == 0 || (double)common > QUOTE_ALIKE * (double)(na + nb - common);
}

static bool same_person(const struct label_input *input, size_t a, size_t b)
{
	struct str pa = input->persons[input->contact[a]], pb = input->persons[input->contact[b]];
	return input->contact[a] == input->contact[b] || (pa.len > 0 && str_eq(pa, pb));
}

struct length { /* of a quote, characters */
	size_t least, most;
};

/* Takes quotes from ranked[count] until there are enough. */
static void take(const struct label_corpus *corpus, const struct label_input *input, const struct ranked *ranked,
                 size_t count, struct length length, struct label_result *result)
{
	for (size_t r = 0; r < count && result->quote_count < LABEL_QUOTES; r++) {
		size_t mention = ranked[r].mention, characters = utf8_count(input->texts[mention]);
		bool fits = characters >= length.least && characters <= length.most;
		for (size_t q = 0; q < result->quote_count && fits; q++) {
			fits = !same_person(input, mention, result->quotes[q]) &&
			       !alike(corpus, mention, result->quotes[q]);
		}
		if (fits) {
			result->quotes[result->quote_count++] = mention;
		}
	}
}

/* Mentions by group: start[count + 1], and the numbers of group g's in ranked[start[g]] to ranked[start[g + 1]]. */
static struct ranked *group_mentions(const struct label_input *input, const struct label_heads *heads, size_t *start)
{
	struct ranked *ranked = memory_array(input->mention_count + 1, sizeof *ranked);
	size_t *at = memory_array(heads->count + 1, sizeof *at);
	for (size_t i = 0; i < input->mention_count; i++) {
		start[heads->of[i] + 1] += heads->of[i] >= 0;
	}
	for (size_t g = 0; g < heads->count; g++) {
		start[g + 1] += start[g];
		at[g] = start[g];
	}
	for (size_t i = 0; i < input->mention_count; i++) {
		if (heads->of[i] >= 0) {
			ranked[at[heads->of[i]]++].mention = i;
		}
	}
	free(at);
	return ranked;
}

/* The value of each mention of one group: its cosine with the sum of them all, more when it says the label.
 * sum[stride]: scratch. */
static void rank_group(const struct label_corpus *corpus, const struct label_input *input, const struct label_key *key,
                       struct ranked *ranked, size_t count, double *sum)
{
	size_t stride = input->stride;
	double length = 0;
	memset(sum, 0, stride * sizeof *sum);
	for (size_t r = 0; r < count; r++) {
		for (size_t d = 0; d < stride; d++) {
			sum[d] += input->vectors[ranked[r].mention * stride + d];
		}
	}
	for (size_t d = 0; d < stride; d++) {
		length += sum[d] * sum[d];
	}
	length = length > 0 ? sqrt(length) : 1;
	for (size_t r = 0; r < count; r++) {
		double dot = 0;
		for (size_t d = 0; d < stride; d++) {
			dot += sum[d] * input->vectors[ranked[r].mention * stride + d];
		}
		ranked[r].value = dot / length * (says(corpus, ranked[r].mention, key) ? QUOTE_PUSH : 1);
	}
	qsort(ranked, count, sizeof *ranked, by_value);
}

void label_quotes(const struct label_corpus *corpus, const struct label_input *input, const struct label_heads *heads,
                  struct label_result *results)
{
	static const struct length good = { QUOTE_LEAST, QUOTE_MOST }, loose = { QUOTE_LEAST_LOOSE, QUOTE_MOST_LOOSE };
	size_t *start = memory_array(heads->count + 2, sizeof *start);
	double *sum = memory_array(input->stride + 1, sizeof *sum);
	struct ranked *ranked = group_mentions(input, heads, start);
	for (size_t g = 0; g < heads->count; g++) {
		struct ranked *of = ranked + start[g];
		size_t count = start[g + 1] - start[g];
		rank_group(corpus, input, &heads->keys[g], of, count, sum);
		results[g].quote_count = 0;
		take(corpus, input, of, count, good, &results[g]);
		take(corpus, input, of, count, loose, &results[g]);
		if (results[g].quote_count == 0 && count > 0) {
			results[g].quotes[results[g].quote_count++] = of[0].mention;
		}
	}
	free(ranked);
	free(sum);
	free(start);
}
