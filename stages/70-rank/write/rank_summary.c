/* rank_summary.c - the headline and all totals as one JSON object; gripe-rank(1) describes each member.
 *
 * The headline is a sentence with its evidence: how many of how many issues, of which share of contacts, with its
 * interval and with the same figure at the finer grain, because how finely feedback is split is a choice and a count of
 * issues without it says nothing. */
#include "json_write.h"
#include "rank.h"

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

static void curve_member(struct buf *out, const char *name, const struct grain *grain, const struct bootstrap *boot,
                         enum unit unit)
{
	static const size_t tops[] = { 1, 3, 5, 10 };
	json_put_open(out, name, '{');
	json_put_int(out, "of", (int64_t)grain->totals[unit]);
	json_put_int(out, "any", (int64_t)grain->covered[unit][grain->ranked]);
	for (size_t p = 0; p < REACH_COUNT; p++) {
		static const char *const names[REACH_COUNT][3] = { { "k50", "k50_low", "k50_high" },
			                                           { "k80", "k80_low", "k80_high" } };
		size_t k[3] = { pareto_reach(grain, unit, reach_percents[p]), boot->reach_low[unit][p],
			        boot->reach_high[unit][p] };
		for (size_t i = 0; i < 3; i++) {
			if (k[i] == 0) {
				json_put_null(out, names[p][i]);
			} else {
				json_put_int(out, names[p][i], (int64_t)k[i]);
			}
		}
	}
	json_put_open(out, "top", '[');
	for (size_t i = 0; i < sizeof tops / sizeof *tops; i++) {
		size_t k = tops[i] < grain->ranked ? tops[i] : grain->ranked;
		json_put_comma(out);
		buf_byte(out, '{');
		json_put_int(out, "k", (int64_t)tops[i]);
		json_put_int(out, "covered", (int64_t)grain->covered[unit][k]);
		json_put_share(out, "share", share_of(grain->covered[unit][k], grain->totals[unit]));
		json_put_share(out, "share_of_any",
		               share_of(grain->covered[unit][k], grain->covered[unit][grain->ranked]));
		json_put_share(out, "low", k == 0 ? 0 : boot->covered[unit][k].low);
		json_put_share(out, "high", k == 0 ? 0 : boot->covered[unit][k].high);
		buf_byte(out, '}');
	}
	buf_text(out, "]}");
}

static void grain_member(struct buf *out, const char *name, const struct grain *grain, const struct bootstrap *boot)
{
	json_put_open(out, name, '{');
	json_put_int(out, "issues", (int64_t)grain->ranked);
	for (size_t t = TABLE_PRAISE; t < TABLE_COUNT; t++) {
		json_put_int(out, table_names[t], (int64_t)(grain->starts[t + 1] - grain->starts[t]));
	}
	curve_member(out, "contacts", grain, boot, UNIT_CONTACTS);
	curve_member(out, "people", grain, boot, UNIT_PEOPLE);
	curve_member(out, "threads", grain, boot, UNIT_THREADS);
	buf_byte(out, '}');
}

/* One scale: the score, its parts, and what moved it. The row "none" holds scored contacts without a theme, so that the
 * columns sum. */
static void driver_object(struct buf *out, const struct ranking *ranking, const struct drivers *drivers)
{
	buf_byte(out, '{');
	json_put_text(out, "scale", drivers->name);
	json_put_int(out, "scored", (int64_t)drivers->scored);
	micro_member(out, "score", drivers->score_mean);
	json_put_fixed(out, "lowest", drivers->rule.points_low, 0);
	json_put_fixed(out, "highest", drivers->rule.points_high, 0);
	micro_member(out, "points_lost", (int64_t)(drivers->rule.points_high * 1e6) - drivers->score_mean);
	micro_member(out, "points_gained", drivers->score_mean - (int64_t)(drivers->rule.points_low * 1e6));
	json_put_int(out, "detractors", (int64_t)drivers->detractors);
	json_put_int(out, "passives", (int64_t)drivers->passives);
	json_put_int(out, "promoters", (int64_t)drivers->promoters);
	if (drivers->moved) {
		micro_member(out, "score_before", drivers->score_mean_in[0]);
		micro_member(out, "score_recent", drivers->score_mean_in[1]);
		micro_member(out, "moved", drivers->score_mean_in[1] - drivers->score_mean_in[0]);
	}
	json_put_open(out, "themes", '[');
	for (size_t i = 0; i <= drivers->themes; i++) {
		size_t theme = i < drivers->themes ? ranking->themes.order[i] : i;
		const struct driver *driver = &drivers->list[theme];
		json_put_comma(out);
		buf_byte(out, '{');
		json_put_text(out, "theme", i < drivers->themes ? ranking->tally.themes[theme] : STR("none"));
		json_put_int(out, "scored", (int64_t)driver->scored);
		micro_member(out, "points_lost", driver->lost_mean);
		micro_member(out, "points_gained", driver->gained_mean);
		json_put_int(out, "detractors", (int64_t)driver->detractors);
		json_put_int(out, "passives", (int64_t)driver->passives);
		json_put_int(out, "promoters", (int64_t)driver->promoters);
		if (drivers->moved) {
			micro_member(out, "mix", driver->mix_mean);
			micro_member(out, "within", driver->within_mean);
		}
		buf_byte(out, '}');
	}
	buf_text(out, "]}");
}

static void change_member(struct buf *out, const struct ranking *ranking)
{
	const struct trends *trends = &ranking->trends;
	if (ranking->series.days == 0) {
		json_put_null(out, "period_change");
		return;
	}
	json_put_open(out, "period_change", '{');
	day_member(out, "recent_from", trends->recent_from);
	day_member(out, "recent_to", trends->end - 1);
	json_put_int(out, "recent", (int64_t)trends->recent_of);
	day_member(out, "before_from", trends->before_from);
	day_member(out, "before_to", trends->recent_from - 1);
	json_put_int(out, "before", (int64_t)trends->before_of);
	for (enum trend_state state = TREND_NEW; state < TREND_STATES; state++) {
		json_put_open(out, trend_names[state], '[');
		for (size_t i = 0; i < ranking->themes.count; i++) {
			uint32_t theme = ranking->themes.order[i];
			if (trends->themes[theme].state == state) {
				json_put_comma(out);
				buf_json_string(out, ranking->tally.themes[theme]);
			}
		}
		buf_byte(out, ']');
	}
	static const char *const days[7] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
	json_put_open(out, "weekday", '{');
	for (int w = 0; w < 7; w++) {
		json_put_fixed(out, days[w], ranking->series.weekday[w], 4);
	}
	buf_byte(out, '}');
	json_put_text(out, "period",
	              trends->period_days == 1   ? STR("day")
	              : trends->period_days == 7 ? STR("week")
	                                         : STR("fortnight"));
	day_member(out, "from", trends->first_period);
	json_put_open(out, "counts", '[');
	for (size_t p = 0; p < trends->period_count; p++) {
		json_put_comma(out);
		buf_integer(out, (int64_t)trend_period(trends, &ranking->series, trends->count, p));
	}
	buf_text(out, "]}");
}

enum { ANOMALIES_SHOWN = 200 }; /* the newest; each theme's line has all of its own */

static void anomalies_member(struct buf *out, const struct ranking *ranking)
{
	json_put_int(out, "anomalies_tested", (int64_t)ranking->anomalies.tested);
	json_put_open(out, "anomalies", '[');
	for (size_t i = 0; i < ranking->anomalies.count && i < ANOMALIES_SHOWN; i++) {
		json_put_comma(out);
		anomaly_object(out, ranking, &ranking->anomalies.list[i], true);
	}
	buf_byte(out, ']');
}

static void contrasts_member(struct buf *out, const char *name, const struct ranking *ranking,
                             const struct contrasts *contrasts, const struct tally_names *columns, bool pairs)
{
	json_put_open(out, name, '[');
	for (size_t i = 0; i < contrasts->count; i++) {
		const struct contrast *cell = &contrasts->list[i];
		struct str theme = ranking->tally.themes[cell->theme], column = columns->names[cell->column];
		json_put_comma(out);
		buf_byte(out, '{');
		json_put_text(out, "theme", theme);
		json_put_text(out, "label", label_of(&ranking->labels, theme).text);
		if (pairs) {
			json_put_text(out, "segment", pair_first(column));
			json_put_text(out, "value", pair_second(column));
		} else {
			json_put_text(out, "channel", column);
		}
		json_put_text(out, "said", str_from(contrast_words[cell->word]));
		json_put_int(out, "contacts", (int64_t)cell->in);
		json_put_share(out, "share", share_of(cell->in, cell->of_in));
		json_put_share(out, "share_elsewhere", share_of(cell->out, cell->of_out));
		json_put_fixed(out, "odds", cell->odds, 3);
		json_put_fixed(out, "z", cell->z, 2);
		buf_byte(out, '}');
	}
	buf_byte(out, ']');
}

/* Contacts (and people, for segments) by value: what the shares above are of. */
static void sizes_member(struct buf *out, const struct ranking *ranking)
{
	const struct cross *cross = &ranking->cross;
	const struct tally *tally = &ranking->tally;
	const uint64_t *counts = cross->attr + cross->themes * cross->attrs,
	               *people = cross->attr_people + cross->themes * cross->attrs;
	uint64_t hidden = 0;
	json_put_open(out, "segments", '[');
	for (size_t a = 0; a < cross->attrs; a++) {
		if (people[a] < ranking->asked.min_people) {
			hidden += people[a] > 0;
			continue;
		}
		json_put_comma(out);
		buf_byte(out, '{');
		json_put_text(out, "segment", pair_first(tally->attrs.names[a]));
		json_put_text(out, "value", pair_second(tally->attrs.names[a]));
		json_put_int(out, "contacts", (int64_t)counts[a]);
		json_put_int(out, "people", (int64_t)people[a]);
		buf_byte(out, '}');
	}
	buf_byte(out, ']');
	json_put_int(out, "segments_hidden", (int64_t)hidden);
	json_put_bool(out, "segments_dropped", tally->segments_dropped);
}

/* Journey step x theme: each step with its contacts and the themes that name it most. */
static void journeys_member(struct buf *out, const struct ranking *ranking)
{
	const struct cross *cross = &ranking->cross;
	json_put_open(out, "journeys", '[');
	for (size_t s = 0; s < cross->signs; s++) {
		struct str pair = ranking->tally.signs.names[s];
		if (!str_eq(pair_first(pair), STR("journey"))) {
			continue;
		}
		json_put_comma(out);
		buf_byte(out, '{');
		json_put_text(out, "step", pair_second(pair));
		json_put_int(out, "contacts", (int64_t)cross->sign[cross->themes * cross->signs + s]);
		json_put_open(out, "themes", '{');
		for (size_t i = 0; i < ranking->themes.count; i++) {
			uint32_t theme = ranking->themes.order[i];
			uint64_t count = cross->sign[theme * cross->signs + s];
			if (count > 0) {
				json_put_key(out, ranking->tally.themes[theme]);
				buf_integer(out, (int64_t)count);
			}
		}
		buf_text(out, "}}");
	}
	buf_byte(out, ']');
}

static void channels_member(struct buf *out, const char *name, const struct tally_names *names, const uint64_t *counts)
{
	json_put_open(out, name, '{');
	for (size_t i = 0; i < names->count; i++) {
		json_put_key(out, names->names[i].len > 0 ? names->names[i] : STR("unknown"));
		buf_integer(out, (int64_t)counts[i]);
	}
	buf_byte(out, '}');
}

static void totals_members(struct buf *out, const struct ranking *ranking)
{
	const struct tally *tally = &ranking->tally;
	uint64_t reasons[REASON_COUNT], without = 0;
	unassigned_contacts(ranking, reasons);
	for (size_t r = 0; r < REASON_COUNT; r++) {
		without += reasons[r];
	}
	json_put_text(out, "by", str_from(rank_by_names[ranking->asked.by]));
	json_put_text(out, "copies", tally->copies_all ? STR("all") : STR("one"));
	json_put_int(out, "contacts", (int64_t)tally->total);
	json_put_int(out, "people", (int64_t)tally->people.count);
	json_put_int(out, "threads", (int64_t)tally->threads.count);
	json_put_int(out, "mentions", (int64_t)tally->mentions);
	json_put_int(out, "min", (int64_t)ranking->asked.min);
	json_put_share(out, "coverage", tally->total == 0 ? 0 : 1 - share_of(without, tally->total));
	json_put_open(out, "unassigned", '{');
	for (size_t r = 0; r < REASON_COUNT; r++) {
		json_put_int(out, reason_names[r], (int64_t)reasons[r]);
	}
	buf_byte(out, '}');
	if (ranking->costing.money) {
		const struct theme_cost *all = &ranking->costing.themes[tally->theme_count];
		json_put_text(out, "currency", ranking->costs.currency);
		cents_member(out, "cost", all->handling + all->churn);
		cents_member(out, "cost_handling", all->handling);
		cents_member(out, "cost_churn", all->churn);
	}
	json_put_int(out, "churn_risk", (int64_t)ranking->costing.themes[tally->theme_count].at_risk);
	json_put_int(out, "repeat_people", (int64_t)ranking->cross.repeat_people[tally->theme_count]);
	json_put_int(out, "repeat_contacts", (int64_t)ranking->cross.repeat_contacts[tally->theme_count]);
}

void summary_text(struct buf *out, const struct ranking *ranking)
{
	const struct cross *cross = &ranking->cross;
	struct buf headline;
	buf_init(&headline, SIZE_MAX);
	headline_text(&headline, ranking);
	buf_byte(out, '{');
	json_put_text(out, "headline", buf_str(&headline));
	buf_release(&headline);
	totals_members(out, ranking);
	json_put_open(out, "grains", '{');
	grain_member(out, "themes", &ranking->themes, &ranking->theme_boot);
	grain_member(out, "subs", &ranking->leaves, &ranking->leaf_boot);
	buf_byte(out, '}');
	json_put_open(out, "scores", '[');
	for (size_t i = 0; i < ranking->driver_count; i++) {
		json_put_comma(out);
		driver_object(out, ranking, &ranking->drivers[i]);
	}
	buf_byte(out, ']');
	change_member(out, ranking);
	anomalies_member(out, ranking);
	channels_member(out, "channels", &ranking->tally.channels, cross->channel + cross->themes * cross->channels);
	channels_member(out, "sources", &ranking->tally.sources, cross->source + cross->themes * cross->sources);
	contrasts_member(out, "channel_contrasts", ranking, &ranking->channels, &ranking->tally.channels, false);
	sizes_member(out, ranking);
	contrasts_member(out, "segment_contrasts", ranking, &ranking->segments, &ranking->tally.attrs, true);
	journeys_member(out, ranking);
	buf_text(out, "}\n");
}
