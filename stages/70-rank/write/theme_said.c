/* theme_said.c - what the contacts of a theme say and who they are, as values of its record: kinds and signals,
 * channels and segments, the first and the last of them, quotes. In: the counts of the ranking. */
#include <math.h>

#include "rank_members.h"
#include "theme_part.h"
#include "timestamp.h"

/* Contacts by value of one family of signals, values in byte order, zeros left out. */
static void fill_family(struct theme_part *part, size_t at)
{
	const struct cross *cross = &part->ranking->cross;
	struct buf *out = part_scratch(part);
	struct str family = str_from(theme_shape.fields[at].name); /* the member has the family's name */
	buf_byte(out, '{');
	for (size_t s = 0; s < cross->signs; s++) {
		struct str name = part->ranking->tally.signs.names[s];
		uint64_t count = cross->sign[part->item * cross->signs + s];
		if (count > 0 && str_eq(pair_first(name), family)) {
			json_put_key(out, pair_second(name));
			buf_integer(out, (int64_t)count);
		}
	}
	buf_byte(out, '}');
	set_text(part->values, at, part_keep(part));
}

static void fill_counts(struct theme_part *part, size_t at, const struct tally_names *names, const uint64_t *counts)
{
	counts_write(part_scratch(part), names, counts, false);
	set_text(part->values, at, part_keep(part));
}

static void fill_kinds(struct theme_part *part)
{
	const struct item *it = &part->ranking->themes.items[part->item];
	named_counts_write(part_scratch(part), kind_names, it->kinds, KIND_COUNT, false);
	set_text(part->values, THEME_kind, str_from(kind_names[it->kind]));
	set_text(part->values, THEME_kinds, part_keep(part));
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

static void fill_seen_by_channel(struct theme_part *part, const int64_t *first, const int64_t *last)
{
	const struct tally *tally = &part->ranking->tally;
	struct buf *out = part_scratch(part);
	buf_byte(out, '{');
	for (size_t c = 0; c < part->ranking->cross.channels; c++) {
		struct str name = tally->channels.names[c];
		if (first[c] != TIME_NONE) {
			seen_cell(out, name.len > 0 ? name : STR("unknown"), first[c], last[c]);
		}
	}
	buf_byte(out, '}');
	set_text(part->values, THEME_seen_by_channel, part_keep(part));
}

/* An object within an object, by the halves of a pair's name: pairs are sorted, so those of one key are neighbours. The
 * inner one is opened by the first pair of its key. */
static void group_key(struct buf *out, struct str *open, struct str key, const char *brackets)
{
	if (open->at != NULL && str_eq(*open, key)) {
		return;
	}
	if (open->at != NULL) {
		buf_byte(out, brackets[1]);
	}
	json_put_key(out, key);
	buf_byte(out, brackets[0]);
	*open = key;
}

static void group_end(struct buf *out, struct str open, const char *brackets)
{
	if (open.at != NULL) {
		buf_byte(out, brackets[1]);
	}
	buf_byte(out, '}');
}

/* By value of each attribute (a version, say) with enough people. first, last: [attrs]. */
static void fill_seen_by_segment(struct theme_part *part, const int64_t *first, const int64_t *last)
{
	const struct cross *cross = &part->ranking->cross;
	const uint64_t *people = cross->attr_people + part->item * cross->attrs;
	struct buf *out = part_scratch(part);
	struct str open = STR_EMPTY;
	buf_byte(out, '{');
	for (size_t a = 0; a < cross->attrs; a++) {
		struct str pair = part->ranking->tally.attrs.names[a];
		if (first[a] != TIME_NONE && people[a] >= part->ranking->asked.min_people) {
			group_key(out, &open, pair_first(pair), "{}");
			seen_cell(out, pair_second(pair), first[a], last[a]);
		}
	}
	group_end(out, open, "{}");
	set_text(part->values, THEME_seen_by_segment, part_keep(part));
}

static void time_set(struct field_value *values, size_t at, int64_t seconds)
{
	if (seconds == TIME_NONE) {
		set_null(values, at);
	} else {
		set_whole(values, at, seconds);
	}
}

static void fill_seen(struct theme_part *part)
{
	const struct cross *cross = &part->ranking->cross;
	const struct item *it = &part->ranking->themes.items[part->item];
	size_t row = part->item * (cross->channels + cross->attrs);
	time_set(part->values, THEME_first_seen, it->first);
	time_set(part->values, THEME_last_seen, it->last);
	fill_seen_by_channel(part, cross->first + row, cross->last + row);
	fill_seen_by_segment(part, cross->first + row + cross->channels, cross->last + row + cross->channels);
}

/* Segments whose contacts name the theme more often than the attribute's other values do. */
static void fill_segments(struct theme_part *part)
{
	const struct contrasts *segments = &part->ranking->segments;
	struct buf *out = part_scratch(part);
	struct str open = STR_EMPTY;
	buf_byte(out, '{');
	for (size_t i = 0; i < segments->count; i++) {
		const struct contrast *cell = &segments->list[i];
		struct field_value values[CONTRAST_COUNT] = { 0 };
		if (cell->theme != part->item || cell->z <= 0) {
			continue;
		}
		struct str pair = part->ranking->tally.attrs.names[cell->column];
		set_text(values, CONTRAST_value, pair_second(pair));
		contrast_set(values, cell);
		group_key(out, &open, pair_first(pair), "[]");
		json_put_comma(out);
		fields_write(out, &contrast_shape, values);
	}
	group_end(out, open, "[]");
	set_text(part->values, THEME_segments, part_keep(part));
}

static void quote_object(struct buf *out, const struct quote_picked *picked)
{
	const struct quote *quote = picked->quote;
	int64_t seconds;
	struct field_value values[QUOTE_COUNT] = { 0 };
	struct buf span;
	buf_init(&span, SIZE_MAX);
	span_write(&span, quote->span);
	set_text(values, QUOTE_contact, str_from(quote->contact));
	set_whole(values, QUOTE_n, quote->n);
	set_text(values, QUOTE_span, buf_str(&span));
	set_text(values, QUOTE_text, (struct str){ quote->text, quote->text_len });
	set_number(values, QUOTE_fit, quote->fit);
	set_text(values, QUOTE_pick, str_from(pick_names[picked->pick]));
	if (timestamp_parse(str_from(quote->time), &seconds)) {
		set_whole(values, QUOTE_time, seconds);
	}
	if (quote->channel[0] != '\0') {
		set_text(values, QUOTE_channel, str_from(quote->channel));
	}
	if (!isnan(quote->score)) {
		set_number(values, QUOTE_score, quote->score);
		set_text(values, QUOTE_scale, str_from(quote->scale));
	}
	json_put_comma(out);
	fields_write(out, &quote_shape, values);
	buf_release(&span);
}

static void fill_quotes(struct theme_part *part)
{
	const struct ranking *ranking = part->ranking;
	struct quote_picked picked[QUOTES_SHOWN];
	struct str theme = ranking->tally.themes[part->item], label = label_of(&ranking->labels, theme).text;
	struct buf *out = part_scratch(part);
	bool praise = ranking->themes.items[part->item].table == TABLE_PRAISE;
	size_t count = quotes_pick(&ranking->quotes, theme, label, praise, picked);
	if (count == 0) {
		count = quotes_pick(&ranking->quotes, theme, label, !praise, picked);
	}
	buf_byte(out, '[');
	for (size_t i = 0; i < count; i++) {
		quote_object(out, &picked[i]);
	}
	buf_byte(out, ']');
	set_text(part->values, THEME_quotes, part_keep(part));
}

static void fill_topics(struct theme_part *part)
{
	const struct issue_topics *topics = &part->ranking->topics;
	struct buf *out = part_scratch(part);
	if (topics->start == NULL || topics->start[part->item] == topics->start[part->item + 1]) {
		return;
	}
	buf_byte(out, '[');
	for (size_t i = topics->start[part->item]; i < topics->start[part->item + 1]; i++) {
		struct field_value values[TOPIC_COUNT] = { 0 };
		set_text(values, TOPIC_theme, topics->list[i].id);
		set_text(values, TOPIC_label, topics->list[i].label);
		set_whole(values, TOPIC_contacts, (int64_t)topics->list[i].contacts);
		json_put_comma(out);
		fields_write(out, &topic_shape, values);
	}
	buf_byte(out, ']');
	set_text(part->values, THEME_topics, part_keep(part));
}

void fill_said(struct theme_part *part)
{
	static const size_t families[] = { THEME_emotion, THEME_trust, THEME_journey, THEME_risk };
	const struct ranking *ranking = part->ranking;
	const struct cross *cross = &ranking->cross;
	const struct item *it = &ranking->themes.items[part->item];
	fill_kinds(part);
	set_number(part->values, THEME_sentiment, share_of(1, it->mentions) * (double)it->sentiment_milli / 1000);
	set_whole(part->values, THEME_effort, (int64_t)cross->effort[part->item]);
	set_whole(part->values, THEME_repeat_people, (int64_t)cross->repeat_people[part->item]);
	set_whole(part->values, THEME_repeat_contacts, (int64_t)cross->repeat_contacts[part->item]);
	for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
		fill_family(part, families[i]);
	}
	fill_counts(part, THEME_channels, &ranking->tally.channels, cross->channel + part->item * cross->channels);
	fill_counts(part, THEME_sources, &ranking->tally.sources, cross->source + part->item * cross->sources);
	fill_segments(part);
	fill_seen(part);
	fill_topics(part);
	fill_quotes(part);
}
