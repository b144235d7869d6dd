/* theme_line.c - a theme as one JSON object with its keys in a fixed order; gripe-rank(1) describes each.
 * In: the finished ranking. Nothing is computed here beyond a division. */
#include <stdlib.h>

#include "json_write.h"
#include "rank.h"
#include "timestamp.h"

static void range_members(struct buf *out, const char *low, const char *high, const struct range *range)
{
	if (range == NULL || range->low > range->high) {
		json_put_null(out, low);
		json_put_null(out, high);
	} else {
		json_put_share(out, low, range->low);
		json_put_share(out, high, range->high);
	}
}

static void terms_member(struct buf *out, struct str terms)
{
	json_put_open(out, "terms", '[');
	while (terms.len > 0) {
		size_t end = 0;
		while (end < terms.len && terms.at[end] != ',' && terms.at[end] != ';' && terms.at[end] != '|') {
			end++;
		}
		struct str term = str_trim(str_slice(terms, 0, end));
		if (term.len > 0) {
			json_put_comma(out);
			buf_json_string(out, term);
		}
		terms = str_slice(terms, end < terms.len ? end + 1 : end, terms.len);
	}
	buf_byte(out, ']');
}

/* Contacts by value of one family of signals, values in byte order, zeros left out. */
static void family_member(struct buf *out, const struct ranking *ranking, uint32_t item, const char *family)
{
	const struct cross *cross = &ranking->cross;
	json_put_open(out, family, '{');
	for (size_t s = 0; s < cross->signs; s++) {
		struct str name = ranking->tally.signs.names[s];
		uint64_t count = cross->sign[item * cross->signs + s];
		if (count > 0 && str_eq(pair_first(name), str_from(family))) {
			json_put_key(out, pair_second(name));
			buf_integer(out, (int64_t)count);
		}
	}
	buf_byte(out, '}');
}

static void counts_member(struct buf *out, const char *key, const struct tally_names *names, const uint64_t *counts)
{
	json_put_open(out, key, '{');
	for (size_t i = 0; i < names->count; i++) {
		if (counts[i] > 0) {
			json_put_key(out, names->names[i].len > 0 ? names->names[i] : STR("unknown"));
			buf_integer(out, (int64_t)counts[i]);
		}
	}
	buf_byte(out, '}');
}

static void time_member(struct buf *out, const char *name, int64_t seconds)
{
	if (seconds == TIME_NONE) {
		json_put_null(out, name);
	} else {
		json_put_key(out, str_from(name));
		buf_byte(out, '"');
		timestamp_format(out, seconds);
		buf_byte(out, '"');
	}
}

static void quotes_member(struct buf *out, const struct ranking *ranking, uint32_t item)
{
	const struct quote *picked[QUOTES_SHOWN];
	struct str theme = ranking->tally.themes[item], label = label_of(&ranking->labels, theme).text;
	bool praise = ranking->themes.items[item].table == TABLE_PRAISE;
	size_t count = quotes_pick(&ranking->quotes, theme, label, praise, picked);
	if (count == 0) {
		count = quotes_pick(&ranking->quotes, theme, label, !praise, picked);
	}
	json_put_open(out, "quotes", '[');
	for (size_t i = 0; i < count; i++) {
		json_put_comma(out);
		buf_byte(out, '{');
		json_put_text(out, "contact", str_from(picked[i]->contact));
		json_put_int(out, "n", picked[i]->n);
		json_put_open(out, "span", '[');
		buf_printf(out, "%u,%u]", (unsigned)picked[i]->span.start, (unsigned)picked[i]->span.end);
		json_put_text(out, "text", (struct str){ picked[i]->text, picked[i]->text_len });
		json_put_key(out, STR("fit"));
		buf_number(out, picked[i]->fit);
		buf_byte(out, '}');
	}
	buf_byte(out, ']');
}

static void place_members(struct buf *out, const struct ranking *ranking, uint32_t item)
{
	const struct grain *grain = &ranking->themes;
	const struct bootstrap *boot = &ranking->theme_boot;
	size_t place = grain->place[item];
	enum table table = grain->items[item].table;
	json_put_int(out, "rank", (int64_t)(place - grain->starts[table]) + 1);
	if (table == TABLE_PAIN && boot->rank_low[item] > 0) {
		json_put_int(out, "rank_low", boot->rank_low[item]);
		json_put_int(out, "rank_high", boot->rank_high[item]);
		json_put_bool(out, "tied", boot->rank_low[item] != boot->rank_high[item]);
	} else {
		json_put_null(out, "rank_low");
		json_put_null(out, "rank_high");
		json_put_null(out, "tied");
	}
}

static void union_members(struct buf *out, const struct grain *grain, const struct bootstrap *boot, uint32_t item)
{
	if (grain->items[item].table != TABLE_PAIN) {
		return;
	}
	size_t k = grain->place[item] + 1;
	json_put_share(out, "union_share", share_of(grain->covered[UNIT_CONTACTS][k], grain->totals[UNIT_CONTACTS]));
	range_members(out, "union_low", "union_high", k <= boot->tracked ? &boot->covered[UNIT_CONTACTS][k] : NULL);
	json_put_share(out, "union_people", share_of(grain->covered[UNIT_PEOPLE][k], grain->totals[UNIT_PEOPLE]));
	json_put_share(out, "union_threads", share_of(grain->covered[UNIT_THREADS][k], grain->totals[UNIT_THREADS]));
}

static void count_members(struct buf *out, const struct ranking *ranking, const struct grain *grain,
                          const struct bootstrap *boot, uint32_t item)
{
	const struct item *it = &grain->items[item];
	json_put_int(out, "contacts", (int64_t)it->units[UNIT_CONTACTS]);
	json_put_int(out, "people", (int64_t)it->units[UNIT_PEOPLE]);
	json_put_int(out, "threads", (int64_t)it->units[UNIT_THREADS]);
	json_put_int(out, "mentions", (int64_t)it->mentions);
	json_put_share(out, "share", share_of(it->units[UNIT_CONTACTS], grain->totals[UNIT_CONTACTS]));
	range_members(out, "share_low", "share_high", &boot->share[item]);
	json_put_bool(out, "too_few", it->units[UNIT_CONTACTS] < ranking->asked.min);
}

static int place_order(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

static void subs_member(struct buf *out, const struct ranking *ranking, uint32_t item)
{
	const struct tally *tally = &ranking->tally;
	const struct grain *grain = &ranking->leaves;
	size_t from = tally->theme_start[item], to = tally->theme_start[item + 1], count = 0;
	uint32_t *places = memory_array(
	    to - from + 1, sizeof *places); /* in the finer grain's own order: the largest of this theme first */
	for (size_t leaf = from; leaf < to; leaf++) {
		places[count++] = grain->place[leaf];
	}
	qsort(places, count, sizeof *places, place_order);
	json_put_open(out, "subs", '[');
	for (size_t i = 0; i < count; i++) {
		uint32_t leaf = grain->order[places[i]];
		struct str sub = pair_second(tally->leaves.names[leaf]);
		if (sub.len == 0) {
			continue;
		}
		json_put_comma(out);
		buf_byte(out, '{');
		json_put_text(out, "sub", sub);
		json_put_text(out, "label", label_of(&ranking->labels, sub).text);
		if (grain->items[leaf].table == TABLE_PAIN) {
			json_put_int(out, "rank", (int64_t)places[i] + 1);
		}
		count_members(out, ranking, grain, &ranking->leaf_boot, leaf);
		union_members(out, grain, &ranking->leaf_boot, leaf);
		buf_byte(out, '}');
	}
	buf_byte(out, ']');
	free(places);
}

struct str theme_journey(const struct ranking *ranking, uint32_t item)
{
	const struct cross *cross = &ranking->cross;
	struct str best = decision_of(&ranking->decisions, "journey", ranking->tally.themes[item]);
	uint64_t most = 0;
	for (size_t s = 0; s < cross->signs && (best.len == 0 || most > 0); s++) {
		uint64_t count = cross->sign[item * cross->signs + s];
		if (count > most && str_eq(pair_first(ranking->tally.signs.names[s]), STR("journey"))) {
			most = count;
			best = pair_second(ranking->tally.signs.names[s]);
		}
	}
	return best;
}

static void cost_members(struct buf *out, const struct ranking *ranking, uint32_t item)
{
	const struct theme_cost *cost = &ranking->costing.themes[item];
	if (ranking->costing.money) {
		cents_member(out, "cost", cost->handling + cost->churn);
		cents_member(out, "cost_handling", cost->handling);
		cents_member(out, "cost_churn", cost->churn);
	}
	json_put_int(out, "churn_risk", (int64_t)cost->at_risk);
}

static void score_members(struct buf *out, const struct ranking *ranking, uint32_t item)
{
	if (ranking->driver_count == 0) {
		return;
	}
	const struct drivers *drivers = &ranking->drivers[0];
	const struct driver *driver = &drivers->list[item];
	uint64_t others = drivers->scored - driver->scored;
	json_put_text(out, "scale", drivers->name);
	json_put_int(out, "scored", (int64_t)driver->scored);
	micro_member(out, "points_lost", driver->lost_mean);
	micro_member(out, "points_gained", driver->gained_mean);
	if (driver->scored > 0) {
		json_put_share(out, "score", (double)driver->points / (double)driver->scored / 1e6);
	}
	if (others > 0) {
		double without = (double)(drivers->points - driver->points) / (double)others / 1e6;
		json_put_share(out, "score_without", without);
		json_put_share(out, "score_impact", (double)drivers->points / (double)drivers->scored / 1e6 - without);
	}
	json_put_int(out, "detractors", (int64_t)driver->detractors);
	json_put_int(out, "passives", (int64_t)driver->passives);
	json_put_int(out, "promoters", (int64_t)driver->promoters);
	json_put_share(out, "gain", share_of(driver->promoters, drivers->scored) * 100);
	json_put_share(out, "loss", share_of(driver->detractors, drivers->scored) * 100);
	if (drivers->moved) {
		micro_member(out, "moved_mix", driver->mix_mean);
		micro_member(out, "moved_within", driver->within_mean);
	}
}

static void seen_cell(struct buf *out, struct str name, int64_t first, int64_t last)
{
	json_put_key(out, name);
	buf_text(out, "[\"");
	timestamp_format(out, first);
	buf_text(out, "\",\"");
	timestamp_format(out, last);
	buf_text(out, "\"]");
}

/* First and last contact by channel, and by value of each attribute (a version, say) with enough people. */
static void seen_member(struct buf *out, const struct ranking *ranking, uint32_t item)
{
	const struct cross *cross = &ranking->cross;
	const struct tally *tally = &ranking->tally;
	const int64_t *first = cross->first + item * (cross->channels + cross->attrs),
	              *last = cross->last + item * (cross->channels + cross->attrs);
	struct str key = STR_EMPTY;
	json_put_open(out, "seen_by_channel", '{');
	for (size_t c = 0; c < cross->channels; c++) {
		if (first[c] != TIME_NONE) {
			seen_cell(out, tally->channels.names[c].len > 0 ? tally->channels.names[c] : STR("unknown"),
			          first[c], last[c]);
		}
	}
	buf_byte(out, '}');
	json_put_open(out, "seen_by_segment", '{');
	bool open = false;
	for (size_t a = 0; a < cross->attrs; a++) {
		size_t column = cross->channels + a;
		struct str pair = tally->attrs.names[a];
		if (first[column] == TIME_NONE ||
		    cross->attr_people[item * cross->attrs + a] < ranking->asked.min_people) {
			continue;
		}
		if (!open || !str_eq(key, pair_first(pair))) {
			key = pair_first(pair);
			buf_text(out, open ? "}" : "");
			json_put_key(out, key);
			buf_byte(out, '{');
			open = true;
		}
		seen_cell(out, pair_second(pair), first[column], last[column]);
	}
	buf_text(out, open ? "}}" : "}");
}

/* Segments whose contacts name the theme more often than the attribute's other values do. */
static void segments_member(struct buf *out, const struct ranking *ranking, uint32_t item)
{
	struct str last = STR_EMPTY;
	bool open = false;
	json_put_open(out, "segments", '{');
	for (size_t i = 0; i < ranking->segments.count; i++) {
		const struct contrast *cell = &ranking->segments.list[i];
		if (cell->theme != item || cell->z <= 0) {
			continue;
		}
		struct str pair = ranking->tally.attrs.names[cell->column], key = pair_first(pair);
		if (!open || !str_eq(key, last)) {
			buf_text(out, open ? "]" : "");
			json_put_key(out, key);
			buf_byte(out, '[');
			last = key;
			open = true;
		}
		json_put_comma(out);
		buf_byte(out, '{');
		json_put_text(out, "value", pair_second(pair));
		json_put_int(out, "contacts", (int64_t)cell->in);
		json_put_share(out, "share", share_of(cell->in, cell->of_in));
		json_put_share(out, "share_elsewhere", share_of(cell->out, cell->of_out));
		json_put_fixed(out, "odds", cell->odds, 3);
		json_put_fixed(out, "z", cell->z, 2);
		buf_byte(out, '}');
	}
	buf_text(out, open ? "]}" : "}");
}

static void trend_member(struct buf *out, const struct ranking *ranking, uint32_t item)
{
	const struct trends *trends = &ranking->trends;
	const struct theme_trend *trend = &trends->themes[item];
	json_put_open(out, "trend", '{');
	json_put_text(out, "state", str_from(trend_names[trend->state]));
	if (ranking->series.days > 0) {
		json_put_int(out, "recent", (int64_t)trend->recent);
		json_put_int(out, "recent_of", (int64_t)trends->recent_of);
		json_put_int(out, "before", (int64_t)trend->before);
		json_put_int(out, "before_of", (int64_t)trends->before_of);
		ratio_members(out, &trend->ratio);
		json_put_share(out, "q", trend->q);
		if (trend->has_change) {
			json_put_open(out, "change", '{');
			day_member(out, "day", trend->change_day);
			json_put_share(out, "before", trend->change.before);
			json_put_share(out, "after", trend->change.after);
			json_put_fixed(out, "gain", trend->change.gain, 3);
			buf_byte(out, '}');
		}
		json_put_text(out, "period",
		              trends->period_days == 1   ? STR("day")
		              : trends->period_days == 7 ? STR("week")
		                                         : STR("fortnight"));
		day_member(out, "from", trends->first_period);
		json_put_open(out, "counts", '[');
		for (size_t p = 0; p < trends->period_count; p++) {
			json_put_comma(out);
			buf_integer(out, (int64_t)trend_period(trends, &ranking->series, item, p));
		}
		buf_byte(out, ']');
	}
	buf_byte(out, '}');
}

static void anomalies_member(struct buf *out, const struct ranking *ranking, uint32_t item)
{
	json_put_open(out, "anomalies", '[');
	for (size_t i = 0; i < ranking->anomalies.count; i++) {
		if (ranking->anomalies.list[i].theme == item) {
			json_put_comma(out);
			anomaly_object(out, ranking, &ranking->anomalies.list[i], false);
		}
	}
	buf_byte(out, ']');
}

static void actions_member(struct buf *out, const struct ranking *ranking, uint32_t item)
{
	json_put_open(out, "actions", '[');
	for (size_t i = 0; i < ranking->decisions.count; i++) {
		if (ranking->effect_theme[i] != item) {
			continue;
		}
		const struct action_effect *effect = &ranking->effects[i];
		json_put_comma(out);
		buf_byte(out, '{');
		day_member(out, "day", effect->day);
		json_put_text(out, "text", ranking->decisions.list[i].text);
		json_put_text(out, "verdict", str_from(verdict_names[effect->verdict]));
		json_put_int(out, "before", (int64_t)effect->before);
		json_put_int(out, "before_of", (int64_t)effect->before_of);
		json_put_fixed(out, "before_per_1000", share_of(effect->before, effect->before_of) * 1000, 3);
		json_put_int(out, "after", (int64_t)effect->after);
		json_put_int(out, "after_of", (int64_t)effect->after_of);
		json_put_fixed(out, "after_per_1000", share_of(effect->after, effect->after_of) * 1000, 3);
		json_put_int(out, "before_days", (int64_t)effect->before_days);
		json_put_int(out, "after_days", (int64_t)effect->after_days);
		ratio_members(out, &effect->ratio);
		json_put_int(out, "people_before", (int64_t)effect->people_before);
		json_put_int(out, "people_back", (int64_t)effect->people_back);
		buf_byte(out, '}');
	}
	buf_byte(out, ']');
}

static void next_members(struct buf *out, const struct ranking *ranking, uint32_t item)
{
	struct str journey = theme_journey(ranking, item),
	           owner = owner_of(&ranking->decisions, ranking->tally.themes[item], journey);
	const struct item *it = &ranking->themes.items[item];
	json_put_text(out, "step", journey);
	json_put_text(out, "owner", owner);
	json_put_text(out, "next_step",
	              next_step_of(&ranking->decisions, str_from(kind_names[it->kind]), owner, journey));
	if (it->table != TABLE_PAIN) {
		return;
	}
	const struct if_fixed *fixed = &ranking->fixed[ranking->themes.place[item]];
	json_put_open(out, "if_fixed", '{');
	json_put_int(out, "contacts", (int64_t)fixed->gone);
	json_put_share(out, "top_share", share_of(fixed->covered, fixed->of));
	json_put_int(out, "of", (int64_t)fixed->of);
	json_put_int(out, "issues", (int64_t)ranking->themes.ranked - 1);
	if (ranking->costing.money) {
		cents_member(out, "cost",
		             ranking->costing.themes[item].gone_handling + ranking->costing.themes[item].gone_churn);
	}
	if (ranking->driver_count > 0) {
		micro_member(out, "points", ranking->drivers[0].list[item].lost_mean);
	}
	buf_byte(out, '}');
}

static void said_members(struct buf *out, const struct ranking *ranking, uint32_t item)
{
	const struct tally *tally = &ranking->tally;
	const struct cross *cross = &ranking->cross;
	const struct item *it = &ranking->themes.items[item];
	json_put_text(out, "kind", str_from(kind_names[it->kind]));
	json_put_open(out, "kinds", '{');
	for (size_t k = 0; k < KIND_COUNT; k++) {
		if (it->kinds[k] > 0) {
			json_put_int(out, kind_names[k], (int64_t)it->kinds[k]);
		}
	}
	buf_byte(out, '}');
	json_put_fixed(out, "sentiment", share_of(1, it->mentions) * (double)it->sentiment_milli / 1000, 4);
	json_put_int(out, "effort", (int64_t)cross->effort[item]);
	json_put_int(out, "repeat_people", (int64_t)cross->repeat_people[item]);
	json_put_int(out, "repeat_contacts", (int64_t)cross->repeat_contacts[item]);
	family_member(out, ranking, item, "emotion");
	family_member(out, ranking, item, "trust");
	family_member(out, ranking, item, "journey");
	family_member(out, ranking, item, "risk");
	counts_member(out, "channels", &tally->channels, cross->channel + item * cross->channels);
	counts_member(out, "sources", &tally->sources, cross->source + item * cross->sources);
}

void theme_line(struct buf *out, const struct ranking *ranking, uint32_t item)
{
	const struct tally *tally = &ranking->tally;
	const struct item *it = &ranking->themes.items[item];
	struct label label = label_of(&ranking->labels, tally->themes[item]);
	buf_byte(out, '{');
	json_put_text(out, "theme", tally->themes[item]);
	json_put_text(out, "table", str_from(table_names[it->table]));
	place_members(out, ranking, item);
	json_put_text(out, "label", label.text);
	terms_member(out, label.terms);
	count_members(out, ranking, &ranking->themes, &ranking->theme_boot, item);
	json_put_int(out, "of", (int64_t)tally->total);
	union_members(out, &ranking->themes, &ranking->theme_boot, item);
	if (tally->praised[item] > 0) {
		json_put_int(out, "praised", (int64_t)tally->praised[item]);
	}
	cost_members(out, ranking, item);
	score_members(out, ranking, item);
	said_members(out, ranking, item);
	segments_member(out, ranking, item);
	time_member(out, "first_seen", it->first);
	time_member(out, "last_seen", it->last);
	seen_member(out, ranking, item);
	trend_member(out, ranking, item);
	anomalies_member(out, ranking, item);
	actions_member(out, ranking, item);
	quotes_member(out, ranking, item);
	next_members(out, ranking, item);
	subs_member(out, ranking, item);
	buf_byte(out, '}');
}

void reason_line(struct buf *out, const struct ranking *ranking, enum unassigned_reason reason)
{
	uint64_t counts[REASON_COUNT];
	unassigned_contacts(ranking, counts);
	buf_byte(out, '{');
	json_put_null(out, "theme");
	json_put_text(out, "table", STR("unassigned"));
	json_put_text(out, "reason", str_from(reason_names[reason]));
	json_put_int(out, "contacts", (int64_t)counts[reason]);
	json_put_int(out, "mentions", (int64_t)ranking->tally.unassigned_mentions[reason]);
	json_put_share(out, "share", share_of(counts[reason], ranking->tally.total));
	json_put_int(out, "of", (int64_t)ranking->tally.total);
	buf_byte(out, '}');
}
