/* learn_vectors.c - the sample's mentions become words, the words a frame (document frequencies, basis, mean), and both
 * together vectors (rules 1, 3, 4).
 *
 * One run has one language: the one that most of the sample is in (by weight; contacts without a language count for
 * whichever wins). Mentions of others do not learn and stay unassigned with the reason "language". A language without
 * lexicons/LANG/pieces.tbl has the lexical part alone. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "language_table.h"
#include "learn_inside.h"
#include "theme_assign.h"

/* The language with the largest weight; ties to the smaller name; the fallback when no contact names one. */
static struct str main_language(const struct theme_pick *picks, size_t count, struct arena *arena)
{
	struct intern langs;
	uint64_t *weights = memory_array(count + 1, sizeof *weights);
	struct str best = LANGUAGE_FALLBACK;
	uint64_t most = 0;
	intern_init(&langs);
	for (size_t i = 0; i < count; i++) {
		if (picks[i].source->lang.len > 0) {
			weights[intern_add(&langs, picks[i].source->lang)] += picks[i].weight;
		}
	}
	for (size_t l = 0; l < langs.count; l++) {
		if (weights[l] > most || (weights[l] == most && str_cmp(langs.names[l], best) < 0)) {
			most = weights[l];
			best = langs.names[l];
		}
	}
	best = arena_dup(arena, best);
	intern_release(&langs);
	free(weights);
	return best;
}

static int open_language(struct learning *learning, struct err *err)
{
	struct theme_language language = { learning->lang, NULL, learning->options->lexicons };
	char path[4200];
	int status;
	snprintf(path, sizeof path, "%s/%.*s/pieces.tbl", learning->options->lexicons, STR_ARGS(learning->lang));
	status = is_language(learning->lang) ? piece_table_open(&learning->table, path, err) : 0;
	language.table = learning->table;
	if (status == 0 && learning->table != NULL && piece_table_dim(learning->table) > THEME_SEMANTIC_MAX) {
		status = err_set(err, GRIPE_DATA, "%s has more columns than %d", path, (int)THEME_SEMANTIC_MAX);
	}
	return status < 0 ? status : theme_reader_open(&learning->reader, &language, err);
}

static int compare_sources(const void *a, const void *b)
{
	const struct theme_source *x = *(const struct theme_source *const *)a,
	                          *y = *(const struct theme_source *const *)b;
	int order = str_cmp(x->id, y->id);
	if (order == 0 && x->key != y->key) {
		return x->key < y->key ? -1 : 1;
	}
	if (order == 0 && x->stems_key != y->stems_key) {
		return x->stems_key < y->stems_key ? -1 : 1;
	}
	return order;
}

/* Dense numbers of contacts, by id; two sources of one id, content and stems are one contact. */
static void number_sources(struct learning *learning)
{
	const struct theme_source **all = arena_array(&learning->arena, learning->n + 1, sizeof(struct theme_source *));
	for (size_t i = 0; i < learning->n; i++) {
		all[i] = learning->picks[i]->source;
	}
	qsort(all, learning->n, sizeof *all, compare_sources);
	for (size_t i = 0; i < learning->n; i++) {
		if (i == 0 || compare_sources(&all[learning->source_count - 1], &all[i]) != 0) {
			all[learning->source_count++] = all[i];
		}
	}
	learning->sources = all;
	learning->source = arena_array(&learning->arena, learning->n + 1, sizeof *learning->source);
	for (size_t i = 0; i < learning->n; i++) {
		const struct theme_source **found =
		    bsearch(&learning->picks[i]->source, all, learning->source_count, sizeof *all, compare_sources);
		learning->source[i] = (uint32_t)(found - all);
	}
}

int learn_read(struct learning *learning, struct theme_sample *sample, struct err *err)
{
	size_t count;
	const struct theme_pick *picks = theme_sample_picks(sample, &count);
	int status;
	learning->lang = main_language(picks, count, &learning->arena);
	status = open_language(learning, err);
	if (status < 0) {
		return status;
	}
	learning->picks = arena_array(&learning->arena, count + 1, sizeof(struct theme_pick *));
	learning->words = arena_array(&learning->arena, count + 1, sizeof *learning->words);
	for (size_t i = 0; i < count; i++) {
		struct theme_words *words = &learning->words[learning->n];
		if (picks[i].source->lang.len > 0 && !str_eq(picks[i].source->lang, learning->lang)) {
			learning->dropped_language += picks[i].weight;
			continue;
		}
		theme_read(learning->reader, &learning->arena, picks[i].text,
		           learn_stems(learning, picks[i].source, picks[i].stems), words);
		if (words->known) {
			learning->picks[learning->n++] = &picks[i];
		} else {
			learning->dropped_unknown += picks[i].weight;
		}
	}
	number_sources(learning);
	return 0;
}

/* The mean of the sample's uncentred semantic unit vectors, summed in canonical order. */
static void find_mean(struct learning *learning, size_t semantic)
{
	float unit[THEME_SEMANTIC_MAX];
	double sum[THEME_SEMANTIC_MAX] = { 0 }, square = 0;
	for (size_t i = 0; i < learning->n; i++) {
		theme_semantic_sum(learning->reader, &learning->words[i], unit);
		for (size_t k = 0; k < semantic; k++) {
			sum[k] += (double)unit[k];
		}
	}
	learning->mean = arena_array(&learning->arena, semantic + 1, sizeof *learning->mean);
	for (size_t k = 0; k < semantic; k++) {
		learning->mean[k] = (float)(learning->n > 0 ? sum[k] / (double)learning->n : 0);
		square += (double)learning->mean[k] * (double)learning->mean[k];
	}
	learning->frame.mean = learning->mean;
	learning->frame.mean_length = sqrt(square);
}

struct by_source {
	uint32_t source, place, mention;
};

static int compare_by_source(const void *a, const void *b)
{
	const struct by_source *x = a, *y = b;
	if (x->source != y->source) {
		return x->source < y->source ? -1 : 1;
	}
	if (x->place != y->place) {
		return x->place < y->place ? -1 : 1;
	}
	return (x->mention > y->mention) - (x->mention < y->mention);
}

/* Vectors of one contact's sampled mentions, list[count]; its other mentions are read again for the context. e:
 * [THEME_CONTEXT_MENTIONS + 1][dim] scratch. */
static void embed_contact(struct learning *learning, const struct by_source *list, size_t count, float *e,
                          struct arena *scratch)
{
	const struct theme_frame *frame = &learning->frame;
	const struct theme_source *source = learning->sources[list[0].source];
	float *whole = e + (THEME_CONTEXT_MENTIONS + 1) * frame->dim, *other = e + THEME_CONTEXT_MENTIONS * frame->dim;
	size_t next = 0;
	memset(whole, 0, frame->dim * sizeof *whole);
	for (size_t place = 0; place < source->count; place++) {
		struct theme_words words;
		const struct theme_words *here = &words;
		double around = 0;
		while (next < count && list[next].place < place) {
			next++;
		}
		if (next < count && list[next].place == place) {
			here = &learning->words[list[next].mention];
		} else {
			theme_read(learning->reader, scratch, source->texts[place],
			           learn_stems(learning, source, source->stems[place]), &words);
		}
		memset(e + place * frame->dim, 0, frame->dim * sizeof *e);
		if (here->known) {
			theme_embed(learning->reader, frame, here, e + place * frame->dim, &around);
		}
		if (here != &words) {
			learning->around[list[next].mention] = (float)around;
		}
		for (size_t k = 0; here->known && k < frame->dim; k++) {
			whole[k] += e[place * frame->dim + k];
		}
	}
	for (size_t i = 0; i < count; i++) {
		const float *own = e + list[i].place * frame->dim;
		if (list[i].place >= source->count) {
			double around;
			theme_embed(learning->reader, frame, &learning->words[list[i].mention], other, &around);
			learning->around[list[i].mention] = (float)around;
			own = other;
		}
		theme_contextual(frame, own, source->mentions > 1 ? whole : NULL,
		                 learning->vectors + list[i].mention * frame->stride);
	}
	arena_reset(scratch);
}

void learn_embed(struct learning *learning)
{
	struct theme_frame *frame = &learning->frame;
	struct by_source *list = memory_array(learning->n + 1, sizeof *list);
	struct arena scratch = ARENA_INIT;
	float *e;
	theme_lsa_make(&learning->lsa, learning->words, learning->n, learning->options->seed);
	theme_lsa_frame(&learning->lsa, frame);
	frame->semantic = learning->table != NULL ? piece_table_dim(learning->table) : 0;
	frame->dim = frame->semantic + frame->lexical;
	frame->stride = (frame->dim + 31) / 32 * 32;
	find_mean(learning, frame->semantic);
	learn_context(learning);
	learning->vectors = memory_array(learning->n * frame->stride + 1, sizeof *learning->vectors);
	learning->around = arena_array(&learning->arena, learning->n + 1, sizeof *learning->around);
	e = memory_array((THEME_CONTEXT_MENTIONS + 2) * frame->dim + 1, sizeof *e);
	for (size_t i = 0; i < learning->n; i++) {
		list[i] = (struct by_source){ learning->source[i], learning->picks[i]->place, (uint32_t)i };
	}
	qsort(list, learning->n, sizeof *list, compare_by_source);
	for (size_t start = 0, end; start < learning->n; start = end) {
		for (end = start; end < learning->n && list[end].source == list[start].source; end++) {
		}
		embed_contact(learning, list + start, end - start, e, &scratch);
	}
	free(e);
	free(list);
	arena_release(&scratch);
}
