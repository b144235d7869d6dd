/* signals.h - from the words of one mention to its signals. */
#ifndef GRIPE_SIGNALS_H
#define GRIPE_SIGNALS_H

#include "record.h"
#include "signal_lexicon.h"

struct token_list {
	struct token *at;
	size_t count;
};

/* What was found beside the signals, for troubles.h; in the arena. */
struct signals_found {
	struct matchable matchable;
	uint32_t *negated;      /* [units + 1] how many negations reach unit i */
	struct place *troubles; /* every match of every row of family TROUBLE */
	size_t trouble_count, trouble_cap;
	struct place *risks; /* of family RISK, as of troubles */
	size_t risk_count, risk_cap;
	struct place *things; /* of family THING: from left to right, the longest at each place, no overlaps */
	size_t thing_count, thing_cap;
	double mood;    /* sum of sentiment */
	bool denies;    /* a negation stands in it */
	bool complains; /* its kind is defect or complaint */
};

/* signals_find - fills mention->signals (in arena; none where the lexicon has no list of a family) and *found from its
 * text and its tokens, as tokenize made them; spans are of the contact's clean text. Linear in the text. */
void signals_find(struct mention *mention, struct arena *arena, const struct signal_lexicon *lexicon,
                  const struct token_list *tokens, struct signals_found *found);

#endif
