/* lexicon_odds.c - see lexicon_odds.h. */
#include "lexicon_odds.h"

#include <math.h>

#include "theme_vector.h"

static const double ODDS_PRIOR = 50; /* contacts: with fewer, one angry thread makes a word */

double lexicon_odds(const struct lexicon_counts *counts)
{
	double said = (double)(counts->inside + counts->beside),
	       all = (double)(counts->inside_all + counts->beside_all);
	double prior = ODDS_PRIOR * said / all;
	double inside = (double)counts->inside + prior, beside = (double)counts->beside + prior;
	double inside_not = (double)counts->inside_all + ODDS_PRIOR - inside;
	double beside_not = (double)counts->beside_all + ODDS_PRIOR - beside;
	return (theme_log(inside / inside_not) - theme_log(beside / beside_not)) / sqrt(1 / inside + 1 / beside);
}
