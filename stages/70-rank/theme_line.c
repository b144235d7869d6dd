/* theme_line.c - a theme as one JSON object with its keys in a fixed order; gripe-rank(1) describes each.
 * In: the finished ranking. Nothing is computed here beyond a division. */
#include "json_line.h"
#include "rank.h"
#include "timestamp.h"

static double share(uint64_t part, uint64_t whole)
{
	return whole == 0 ? 0 : (double)part / (double)whole;
}

static void range_members(struct buf *out, const char *low, const char *high, const struct range *range)
{
	if (range == NULL || range->low > range->high) {
		json_null(out, low);
		json_null(out, high);
	} else {
		json_share(out, low, range->low);
		json_share(out, high, range->high);
	}
}

static void terms_member(struct buf *out, struct str terms)
{
	json_open(out, "terms", '[');
	while (terms.len > 0) {
		size_t end = 0;
		while (end < terms.len && terms.at[end] != ',' && terms.at[end] != ';' && terms.at[end] != '|') {
			end++;
		}
		struct str term = str_trim(str_slice(terms, 0, end));
		if (term.len > 0) {
			json_comma(out);
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
	json_open(out, family, '{');
	for (size_t s = 0; s < cross->signs; s++) {
		struct str name = ranking->tally.signs.names[s];
		uint64_t count = cross->sign[item * cross->signs + s];
		if (count > 0 && str_eq(pair_first(name), str_from(family))) {
			json_key(out, pair_second(name));
			buf_integer(out, (int64_t)count);
		}
	}
	buf_byte(out, '}');
}

static void counts_member(struct buf *out, const char *key, const struct tally_names *names, const uint64_t *counts)
{
	json_open(out, key, '{');
	for (size_t i = 0; i < names->count; i++) {
		if (counts[i] > 0) {
			json_key(out, names->names[i].len > 0 ? names->names[i] : STR("unknown"));
			buf_integer(out, (int64_t)counts[i]);
		}
	}
	buf_byte(out, '}');
}

static void time_member(struct buf *out, const char *name, int64_t seconds)
{
	if (seconds == TIME_NONE) {
		json_null(out, name);
	} else {
		json_key(out, str_from(name));
		buf_byte(out, '"');
		timestamp_format(out, seconds);
		buf_byte(out, '"');
	}
}

static void quotes_member(struct buf *out, const struct ranking *ranking, struct str theme)
{
	const struct quote *picked[QUOTES_SHOWN];
	size_t count = quotes_pick(&ranking->quotes, theme, picked);
	json_open(out, "quotes", '[');
	for (size_t i = 0; i < count; i++) {
		json_comma(out);
		buf_byte(out, '{');
		json_text(out, "contact", str_from(picked[i]->contact));
		json_int(out, "n", picked[i]->n);
		json_open(out, "span", '[');
		buf_printf(out, "%u,%u]", (unsigned)picked[i]->span.start, (unsigned)picked[i]->span.end);
		json_text(out, "text", (struct str){ picked[i]->text, picked[i]->text_len });
		json_key(out, STR("fit"));
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
	json_int(out, "rank", (int64_t)(place - grain->starts[table]) + 1);
	if (table == TABLE_PAIN && boot->rank_low[item] > 0) {
		json_int(out, "rank_low", boot->rank_low[item]);
		json_int(out, "rank_high", boot->rank_high[item]);
	} else {
		json_null(out, "rank_low");
		json_null(out, "rank_high");
	}
}

static void union_members(struct buf *out, const struct grain *grain, const struct bootstrap *boot, uint32_t item)
{
	if (grain->items[item].table != TABLE_PAIN) {
		return;
	}
	size_t k = grain->place[item] + 1;
	json_share(out, "union_share", share(grain->covered[UNIT_CONTACTS][k], grain->totals[UNIT_CONTACTS]));
	range_members(out, "union_low", "union_high", k <= boot->tracked ? &boot->covered[UNIT_CONTACTS][k] : NULL);
	json_share(out, "union_people", share(grain->covered[UNIT_PEOPLE][k], grain->totals[UNIT_PEOPLE]));
	json_share(out, "union_threads", share(grain->covered[UNIT_THREADS][k], grain->totals[UNIT_THREADS]));
}

static void count_members(struct buf *out, const struct ranking *ranking, const struct grain *grain, const struct bootstrap *boot, uint32_t item)
{
	const struct item *it = &grain->items[item];
	json_int(out, "contacts", (int64_t)it->units[UNIT_CONTACTS]);
	json_int(out, "people", (int64_t)it->units[UNIT_PEOPLE]);
	json_int(out, "threads", (int64_t)it->units[UNIT_THREADS]);
	json_int(out, "mentions", (int64_t)it->mentions);
	json_share(out, "share", share(it->units[UNIT_CONTACTS], grain->totals[UNIT_CONTACTS]));
	range_members(out, "share_low", "share_high", &boot->share[item]);
	json_bool(out, "too_few", it->units[UNIT_CONTACTS] < ranking->asked.min);
}

static void subs_member(struct buf *out, const struct ranking *ranking, uint32_t item)
{
	const struct tally *tally = &ranking->tally;
	const struct grain *grain = &ranking->leaves;
	json_open(out, "subs", '[');
	for (size_t i = 0; i < grain->count; i++) { /* in the finer grain's own order: the largest of this theme first */
		uint32_t leaf = grain->order[i];
		struct str sub = pair_second(tally->leaves.names[leaf]);
		if (tally->leaf_theme[leaf] != item || sub.len == 0) {
			continue;
		}
		json_comma(out);
		buf_byte(out, '{');
		json_text(out, "sub", sub);
		json_text(out, "label", label_of(&ranking->labels, sub).text);
		if (grain->items[leaf].table == TABLE_PAIN) {
			json_int(out, "rank", (int64_t)i + 1);
		}
		count_members(out, ranking, grain, &ranking->leaf_boot, leaf);
		union_members(out, grain, &ranking->leaf_boot, leaf);
		buf_byte(out, '}');
	}
	buf_byte(out, ']');
}

void theme_line(struct buf *out, const struct ranking *ranking, uint32_t item)
{
	const struct tally *tally = &ranking->tally;
	const struct cross *cross = &ranking->cross;
	const struct item *it = &ranking->themes.items[item];
	struct label label = label_of(&ranking->labels, tally->themes[item]);
	buf_byte(out, '{');
	json_text(out, "theme", tally->themes[item]);
	json_text(out, "table", str_from(table_names[it->table]));
	place_members(out, ranking, item);
	json_text(out, "label", label.text);
	terms_member(out, label.terms);
	count_members(out, ranking, &ranking->themes, &ranking->theme_boot, item);
	json_int(out, "of", (int64_t)tally->total);
	union_members(out, &ranking->themes, &ranking->theme_boot, item);
	json_text(out, "kind", str_from(kind_names[it->kind]));
	json_open(out, "kinds", '{');
	for (size_t k = 0; k < KIND_COUNT; k++) {
		if (it->kinds[k] > 0) {
			json_int(out, kind_names[k], (int64_t)it->kinds[k]);
		}
	}
	buf_byte(out, '}');
	json_fixed(out, "sentiment", share(1, it->mentions) * (double)it->sentiment_milli / 1000, 4);
	json_int(out, "effort", (int64_t)cross->effort[item]);
	family_member(out, ranking, item, "emotion");
	family_member(out, ranking, item, "trust");
	family_member(out, ranking, item, "journey");
	family_member(out, ranking, item, "risk");
	counts_member(out, "channels", &tally->channels, cross->channel + item * cross->channels);
	counts_member(out, "sources", &tally->sources, cross->source + item * cross->sources);
	time_member(out, "first_seen", it->first);
	time_member(out, "last_seen", it->last);
	quotes_member(out, ranking, tally->themes[item]);
	subs_member(out, ranking, item);
	buf_byte(out, '}');
}

void reason_line(struct buf *out, const struct ranking *ranking, enum unassigned_reason reason)
{
	uint64_t counts[REASON_COUNT];
	unassigned_contacts(ranking, counts);
	buf_byte(out, '{');
	json_null(out, "theme");
	json_text(out, "table", STR("unassigned"));
	json_text(out, "reason", str_from(reason_names[reason]));
	json_int(out, "contacts", (int64_t)counts[reason]);
	json_int(out, "mentions", (int64_t)ranking->tally.unassigned_mentions[reason]);
	json_share(out, "share", share(counts[reason], ranking->tally.total));
	json_int(out, "of", (int64_t)ranking->tally.total);
	buf_byte(out, '}');
}
