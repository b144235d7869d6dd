/* issue_shares.c - a class that is rare in this file is less likely in each mention of it than the reader, who learnt
 * on many files, believes; and the other way round. Probabilities are moved by (share here / share where it learnt)^D
 * until the shares settle (an EM step for changed priors, Saerens et al. 2002, damped by D). Shares are of all that is
 * listed here and there: small probabilities are not listed, so how much is stated at all cannot be compared. */
#include "issue_learn.h"

#include "theme_vector.h"

static const double DAMP = 0.3;   /* 0: not at all, 1: wholly; shares of small files are noisy */
static const double SMALL = 1e-4; /* added to both shares: no factor for what neither has */
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

static double reader_share(const struct trouble *trouble)
{
	return str_eq(trouble->by, STR("reader")) ? trouble->p_milli / 1000.0
	       : str_eq(trouble->by, STR("both"))
	           ? (trouble->p_milli > PATTERN_BONUS ? trouble->p_milli - PATTERN_BONUS : trouble->p_milli) / 1000.0
	           : 0;
}

/* Shares of the classes when every probability is moved by factor[]. */
static void count_shares(const struct issue_learning *learning, const double *factor, double *share)
{
	const struct ontology *ontology = learning->model->ontology;
	for (size_t c = 0; c < ontology->count; c++) {
		share[c] = 0;
	}
	for (size_t r = 0; r < learning->record_count; r++) {
		const struct record *record = learning->records[r];
		for (size_t i = 0; i < record->mention_count; i++) {
			const struct mention *mention = &record->mentions[i];
			double moved[CLASSES_MAX] = { 0 }, whole = 1;
			for (size_t t = 0; t < mention->trouble_count; t++) {
				int class = ontology_find(ontology, mention->troubles[t].class);
				double p = reader_share(&mention->troubles[t]);
				if (class >= 0) {
					moved[class] += p * factor[class];
					whole += p * (factor[class] - 1);
				}
			}
			for (size_t c = 0; c < ontology->count; c++) {
				share[c] += moved[c] / whole;
			}
		}
	}
	for (size_t c = 0; c < ontology->count; c++) {
		share[c] /= learning->mentions > 0 ? (double)learning->mentions : 1;
	}
}

void issue_shares(struct issue_learning *learning)
{
	struct issue_model *model = learning->model;
	const struct ontology *ontology = model->ontology;
	double factor[CLASSES_MAX], share[CLASSES_MAX], product = 0, people = 0;
	for (size_t c = 0; c < ontology->count; c++) {
		factor[c] = 1;
	}
	for (int round = 0; round < ROUNDS; round++) {
		double here = 0, there = 0;
		count_shares(learning, factor, share);
		for (size_t c = 0; c < ontology->count; c++) {
			here += share[c];
			there += ontology->classes[c].share;
		}
		for (size_t c = 0; c < ontology->count && here > 0; c++) {
			double base = ontology->classes[c].share * here / there;
			factor[c] = exponential(DAMP * theme_log((share[c] + SMALL) / (base + SMALL)));
		}
	}
	for (size_t c = 0; c < ontology->count; c++) {
		double milli = factor[c] * 1000 + 0.5;
		model->factor_milli[c] = (uint32_t)(milli > FACTOR_MOST    ? FACTOR_MOST
		                                    : milli < FACTOR_LEAST ? FACTOR_LEAST
		                                                           : milli);
		product += class_is(ontology, (int)c, CLASS_PRODUCT) ? share[c] : 0;
		people += class_is(ontology, (int)c, CLASS_PEOPLE) ? share[c] : 0;
	}
	model->product = product > people;
}
