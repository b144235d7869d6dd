/* issue_shares.c - a class that is rare in this file is less likely in each mention of it than the reader, who learnt
 * on many files, believes; and the other way round. Probabilities are moved by (share here / share where it learnt)^D
 * until the shares settle (an EM step for changed priors, Saerens et al. 2002, damped by D). Shares are of all that is
 * listed here and there: small probabilities are not listed, so how much is stated at all cannot be compared.
 * Troubles of work are none where customers speak: "bad manager" is said of a shop too. */
#include <stdlib.h>

#include "array.h"
#include "issue_learn.h"

#include "theme_vector.h"

static const double DAMP = 0.15;  /* 0: not at all, 1: wholly; shares of small files are noisy */
static const double SMALL = 1e-4; /* added to both shares: no factor for what neither has */
static const double WORK = 0.15;  /* of all troubles: less are no employees' */
enum { ROUNDS = 4, FACTOR_MOST = 8000, FACTOR_LEAST = 125 };

/* e^x for x in [-20, 20], the same bits on every machine: halved until the series is short, then squared back. */
static double exponential(double x)
{
	double term = 1, sum = 1;
	x /= 1024;
	for (int i = 1; i < 12; i++) {
		term *= x / i;
		sum += term;
	}
	for (int i = 0; i < 10; i++) {
		sum *= sum;
	}
	return sum;
}

/* Probabilities of the reader, mention after mention. */
struct read_classes {
	struct read_class {
		int class;
		double p;
	} *all;
	size_t count, cap;
	size_t *ends; /* [mention_count] */
	size_t mention_count;
};

static bool read_before(const struct read_classes *read, size_t from, int class)
{
	for (size_t i = from; i < read->count; i++) {
		if (read->all[i].class == class) {
			return true;
		}
	}
	return false;
}

/* Each class of a mention once, though it may be stated of two things. */
static void mention_read(const struct ontology *ontology, const struct mention *mention, struct read_classes *read)
{
	size_t from = read->count;
	for (size_t t = 0; t < mention->trouble_count; t++) {
		struct read_class one = { ontology_find(ontology, mention->troubles[t].class),
			                  mention->troubles[t].reader_milli / 1000.0 };
		if (one.class >= 0 && one.p > 0 && !read_before(read, from, one.class)) {
			read->all = array_room(read->all, read->count, &read->cap, sizeof one, 4096);
			read->all[read->count++] = one;
		}
	}
	read->ends[read->mention_count++] = read->count;
}

static void classes_read(const struct issue_learning *learning, struct read_classes *read)
{
	read->ends = memory_array(learning->mentions + 1, sizeof *read->ends);
	for (size_t r = 0; r < learning->record_count; r++) {
		for (size_t i = 0; i < learning->records[r]->mention_count; i++) {
			mention_read(learning->model->ontology, &learning->records[r]->mentions[i], read);
		}
	}
}

/* Shares of the classes when every probability is moved by factor[]. */
static void count_shares(const struct read_classes *read, size_t classes, const double *factor, double *share)
{
	for (size_t c = 0; c < classes; c++) {
		share[c] = 0;
	}
	for (size_t m = 0, from = 0; m < read->mention_count; from = read->ends[m++]) {
		double whole = 1;
		for (size_t i = from; i < read->ends[m]; i++) {
			whole += read->all[i].p * (factor[read->all[i].class] - 1);
		}
		for (size_t i = from; i < read->ends[m]; i++) {
			share[read->all[i].class] += read->all[i].p * factor[read->all[i].class] / whole;
		}
	}
	for (size_t c = 0; c < classes; c++) {
		share[c] /= read->mention_count > 0 ? (double)read->mention_count : 1;
	}
}

static double share_of(const struct ontology *ontology, const double *share, unsigned flag)
{
	double sum = 0;
	for (size_t c = 0; c < ontology->count; c++) {
		sum += class_is(ontology, (int)c, flag) ? share[c] : 0;
	}
	return sum;
}

static uint32_t factor_milli(double factor)
{
	double milli = factor * 1000 + 0.5;
	return (uint32_t)(milli > FACTOR_MOST ? FACTOR_MOST : milli < FACTOR_LEAST ? FACTOR_LEAST : milli);
}

void issue_shares(struct issue_learning *learning)
{
	struct issue_model *model = learning->model;
	const struct ontology *ontology = model->ontology;
	double factor[CLASSES_MAX], share[CLASSES_MAX];
	bool employees;
	struct read_classes read = { 0 };
	classes_read(learning, &read);
	for (size_t c = 0; c < ontology->count; c++) {
		factor[c] = 1;
	}
	for (int round = 0; round < ROUNDS; round++) {
		double here = 0, there = 0;
		count_shares(&read, ontology->count, factor, share);
		for (size_t c = 0; c < ontology->count; c++) {
			here += share[c];
			there += ontology->classes[c].share;
		}
		for (size_t c = 0; c < ontology->count && here > 0; c++) {
			double base = ontology->classes[c].share * here / there;
			factor[c] = exponential(DAMP * theme_log((share[c] + SMALL) / (base + SMALL)));
		}
	}
	employees = share_of(ontology, share, CLASS_WORK) >= WORK * share_of(ontology, share, CLASS_TROUBLE);
	for (size_t c = 0; c < ontology->count; c++) {
		bool read_as_nothing = class_is(ontology, (int)c, CLASS_WORK) && !employees;
		model->factor_milli[c] = read_as_nothing ? 0 : factor_milli(factor[c]);
	}
	model->product = share_of(ontology, share, CLASS_PRODUCT) > share_of(ontology, share, CLASS_PEOPLE);
	free(read.all);
	free(read.ends);
}
