/* lexicon_odds.h - whether a word or a phrase belongs to one part of a corpus: log-odds with an informative Dirichlet
 * prior (Monroe, Colaresi & Quinn 2008, Fightin' Words), in standard deviations. */
#ifndef GRIPE_LEXICON_ODDS_H
#define GRIPE_LEXICON_ODDS_H

#include <stdint.h>

struct lexicon_counts {
	uint64_t inside, inside_all; /* contacts of the part that say it; all of the part */
	uint64_t beside, beside_all; /* the same of the rest */
};
/* lexicon_odds - above 0: said more in the part. The prior is what the whole corpus says, as much of it as
 * ODDS_PRIOR contacts: a phrase that few say is drawn to 0. Both parts hold a contact at least. */
double lexicon_odds(const struct lexicon_counts *counts);

#endif
