/* headline.c - the sentence, with its evidence: which few issues are named in which share of the contacts with a
 * problem, with its interval. "Named in", never "cause": what customers say is evidence, not a cause. In: both finished
 * rankings.
 *
 * Topics (what mentions are about) stand in for issues where these hold little, and say so by their word. How finely
 * topics are split is a choice: the summary has their figures at both levels (grains). */
#include "headline.h"

#define NARROW 0.015         /* share of 1: an interval narrower than this would be rounded away in whole percents */
enum { LEADS_PERCENT = 10 }; /* of the contacts with a problem that issues hold at least, to lead */

/* Digits behind the point of the headline's percents: none, unless its interval would be rounded away. */
static int percent_digits(const struct range *range)
{
	double width = range->high - range->low;
	return width > 0 && width < NARROW ? 1 : 0;
}

static size_t headline_count(const struct grain *grain)
{
	return grain->ranked < HEADLINE_ITEMS ? grain->ranked : HEADLINE_ITEMS;
}

const struct ranking *headline_leads(const struct ranking *issues, const struct ranking *themes)
{
	const struct grain *grain = &issues->themes;
	uint64_t held = grain->covered[UNIT_CONTACTS][grain->ranked];
	return issues->tally.total > 0 && held * 100 >= issues->tally.total * LEADS_PERCENT ? issues : themes;
}

/* The remainder of a class is no issue that a sentence could name; it ranks behind all others. */
static size_t named_count(const struct ranking *ranking)
{
	size_t k = headline_count(&ranking->themes);
	while (k > 0 && issue_is_rest(ranking->tally.themes[ranking->themes.order[k - 1]])) {
		k--;
	}
	return k;
}

struct headline_figure headline_figure(const struct ranking *leads)
{
	const struct grain *grain = &leads->themes;
	bool topics = leads->tally.layer == LAYER_THEMES;
	struct headline_figure figure = { .k = topics ? headline_count(grain) : named_count(leads) };
	figure.covered = grain->covered[UNIT_CONTACTS][figure.k];
	figure.total = leads->tally.total;
	figure.share = share_of(figure.covered, figure.total);
	figure.too_few = figure.k == 0 || grain->covered[UNIT_PEOPLE][figure.k] < leads->asked.min;
	figure.range = leads->theme_boot.covered[UNIT_CONTACTS][figure.k];
	if (!topics) {
		figure.range = method_widen(figure.range, figure.share, figure.total, &leads->labels.method);
	}
	return figure;
}

static void range_text(struct buf *out, const struct headline_figure *figure)
{
	int digits = percent_digits(&figure->range);
	if (figure->too_few) {
		buf_text(out, "too few for an interval");
		return;
	}
	buf_fixed(out, figure->range.low * 100, digits);
	buf_text(out, "–");
	buf_fixed(out, figure->range.high * 100, digits);
	buf_text(out, " %");
}

static void names_text(struct buf *out, const struct ranking *ranking, size_t k)
{
	for (size_t i = 0; i < k; i++) {
		struct str id = ranking->tally.themes[ranking->themes.order[i]];
		buf_text(out, i > 0 ? ", " : "");
		buf_str_add(out, label_of(&ranking->labels, id).text);
	}
}

void headline_text(struct buf *out, const struct ranking *issues, const struct ranking *themes)
{
	const struct ranking *ranking = headline_leads(issues, themes);
	const struct headline_figure figure = headline_figure(ranking);
	bool topics = ranking->tally.layer == LAYER_THEMES;
	const char *word = topics ? "topic" : "issue";
	size_t k = figure.k;
	uint64_t total = figure.total;
	int digits = percent_digits(&figure.range);
	if (total == 0 || k == 0) {
		buf_printf(out, "no issue found in %llu contacts", (unsigned long long)themes->tally.total);
		return;
	}
	names_text(out, ranking, k);
	buf_printf(out, ": %zu %s%s %s named in ", k, word, k == 1 ? "" : "s", k == 1 ? "is" : "are");
	buf_fixed(out, figure.share * 100, digits);
	buf_text(out, " % of the ");
	buf_grouped(out, total);
	buf_text(out, topics ? " contacts (" : " contacts with a problem (");
	range_text(out, &figure);
	buf_byte(out, ')');
}
