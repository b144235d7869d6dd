/* rank_summary.c - the headline and all totals as one JSON object; gripe-rank(1) describes each member.
 *
 * The headline is a sentence with its evidence: how many of how many issues, of which share of contacts, with its interval and with the same
 * figure at the finer grain, because how finely feedback is split is a choice and a count of issues without it says nothing. */
#include "json_line.h"
#include "rank.h"

static double share(uint64_t part, uint64_t whole)
{
	return whole == 0 ? 0 : (double)part / (double)whole;
}

void unassigned_contacts(const struct ranking *ranking, uint64_t *counts)
{
	const struct tally *tally = &ranking->tally;
	for (size_t r = 0; r < REASON_COUNT; r++) {
		counts[r] = 0;
	}
	for (size_t i = 0; i < tally->row_count; i++) {
		const struct tally_row *row = tally->rows[i];
		for (size_t r = 0; r < REASON_COUNT && row->entry_count == 0; r++) {
			if ((row->reasons >> r & 1) != 0) {
				counts[r] += tally_weight(tally, row);
				break;
			}
		}
	}
}

/* Digits behind the point of the headline's percents: none, unless its interval would be rounded away. */
static int percent_digits(const struct range *range)
{
	return range->high - range->low < 0.015 ? 1 : 0;
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
	buf_printf(out, "%zu of %zu issue%s cause%s ", k, themes->ranked, themes->ranked == 1 ? "" : "s", k == 1 ? "s" : "");
	int digits = percent_digits(range);
	buf_fixed(out, share(covered, total) * 100, digits);
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
	buf_fixed(out, share(leaves->covered[UNIT_CONTACTS][fine], total) * 100, digits);
	buf_text(out, " % at the finer grain)");
}

static void curve_member(struct buf *out, const char *name, const struct grain *grain, const struct bootstrap *boot, enum unit unit)
{
	static const size_t tops[] = { 1, 3, 5, 10 };
	json_open(out, name, '{');
	json_int(out, "of", (int64_t)grain->totals[unit]);
	json_int(out, "any", (int64_t)grain->covered[unit][grain->ranked]);
	for (size_t p = 0; p < REACH_COUNT; p++) {
		static const char *const names[REACH_COUNT][3] = { { "k50", "k50_low", "k50_high" }, { "k80", "k80_low", "k80_high" } };
		size_t k[3] = { pareto_reach(grain, unit, reach_percents[p]), boot->reach_low[unit][p], boot->reach_high[unit][p] };
		for (size_t i = 0; i < 3; i++) {
			if (k[i] == 0) {
				json_null(out, names[p][i]);
			} else {
				json_int(out, names[p][i], (int64_t)k[i]);
			}
		}
	}
	json_open(out, "top", '[');
	for (size_t i = 0; i < sizeof tops / sizeof *tops; i++) {
		size_t k = tops[i] < grain->ranked ? tops[i] : grain->ranked;
		json_comma(out);
		buf_byte(out, '{');
		json_int(out, "k", (int64_t)tops[i]);
		json_int(out, "covered", (int64_t)grain->covered[unit][k]);
		json_share(out, "share", share(grain->covered[unit][k], grain->totals[unit]));
		json_share(out, "low", k == 0 ? 0 : boot->covered[unit][k].low);
		json_share(out, "high", k == 0 ? 0 : boot->covered[unit][k].high);
		buf_byte(out, '}');
	}
	buf_text(out, "]}");
}

static void grain_member(struct buf *out, const char *name, const struct grain *grain, const struct bootstrap *boot)
{
	json_open(out, name, '{');
	json_int(out, "issues", (int64_t)grain->ranked);
	for (size_t t = TABLE_PRAISE; t < TABLE_COUNT; t++) {
		json_int(out, table_names[t], (int64_t)(grain->starts[t + 1] - grain->starts[t]));
	}
	curve_member(out, "contacts", grain, boot, UNIT_CONTACTS);
	curve_member(out, "people", grain, boot, UNIT_PEOPLE);
	curve_member(out, "threads", grain, boot, UNIT_THREADS);
	buf_byte(out, '}');
}

void summary_text(struct buf *out, const struct ranking *ranking)
{
	const struct tally *tally = &ranking->tally;
	struct buf headline;
	uint64_t reasons[REASON_COUNT], without = 0;
	unassigned_contacts(ranking, reasons);
	for (size_t r = 0; r < REASON_COUNT; r++) {
		without += reasons[r];
	}
	buf_init(&headline, SIZE_MAX);
	headline_text(&headline, ranking);
	buf_byte(out, '{');
	json_text(out, "headline", buf_str(&headline));
	buf_release(&headline);
	json_text(out, "copies", tally->copies_all ? STR("all") : STR("one"));
	json_int(out, "contacts", (int64_t)tally->total);
	json_int(out, "people", (int64_t)tally->people.count);
	json_int(out, "threads", (int64_t)tally->threads.count);
	json_int(out, "mentions", (int64_t)tally->mentions);
	json_share(out, "coverage", tally->total == 0 ? 0 : 1 - share(without, tally->total));
	json_open(out, "unassigned", '{');
	for (size_t r = 0; r < REASON_COUNT; r++) {
		json_int(out, reason_names[r], (int64_t)reasons[r]);
	}
	buf_byte(out, '}');
	json_open(out, "grains", '{');
	grain_member(out, "themes", &ranking->themes, &ranking->theme_boot);
	grain_member(out, "subs", &ranking->leaves, &ranking->leaf_boot);
	buf_text(out, "}}\n");
}
