/* headline.c - the sentence, with its evidence: how many of how many issues cause which share of contacts, with its
 * interval and with the same figure at the finer grain, because how finely feedback is split is a choice and a count of
 * issues without it says nothing. In: the finished ranking. */
#include "headline.h"

#define NARROW 0.015 /* share of 1: an interval narrower than this would be rounded away in whole percents */

/* Digits behind the point of the headline's percents: none, unless its interval would be rounded away. */
static int percent_digits(const struct range *range)
{
	return range->high - range->low < NARROW ? 1 : 0;
}

static size_t headline_count(const struct grain *grain)
{
	return grain->ranked < HEADLINE_ITEMS ? grain->ranked : HEADLINE_ITEMS;
}

void headline_text(struct buf *out, const struct ranking *ranking)
{
	const struct grain *themes = &ranking->themes, *leaves = &ranking->leaves;
	size_t k = headline_count(themes), fine = headline_count(leaves);
	uint64_t covered = themes->covered[UNIT_CONTACTS][k], total = ranking->tally.total;
	const struct range *range = &ranking->theme_boot.covered[UNIT_CONTACTS][k];
	if (total == 0 || k == 0) {
		buf_printf(out, "no issue found in %llu contacts", (unsigned long long)total);
		return;
	}
	buf_printf(out, "%zu of %zu issue%s cause%s ", k, themes->ranked, themes->ranked == 1 ? "" : "s",
	           k == 1 ? "s" : "");
	int digits = percent_digits(range);
	buf_fixed(out, share_of(covered, total) * 100, digits);
	buf_text(out, " % of contacts (");
	if (covered < ranking->asked.min) {
		buf_text(out, "too few for an interval");
	} else {
		buf_fixed(out, range->low * 100, digits);
		buf_text(out, "–");
		buf_fixed(out, range->high * 100, digits);
		buf_text(out, " %");
	}
	buf_text(out, "; ");
	buf_fixed(out, share_of(leaves->covered[UNIT_CONTACTS][fine], total) * 100, digits);
	buf_text(out, " % at the finer grain)");
}
