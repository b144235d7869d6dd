/* rank_part.c - see rank_part.h. In: the state as it stands after the last record. Out: lines in byte order.
 * Merging is what tally_close and quotes_offer do anyway: sets unite, counts add, best quotes stay; so the result of
 * merged parts is that of the whole. Memory: the lines of the state once more, while they are sorted. */
#include "rank_part.h"

#include <math.h>
#include <stdlib.h>

#include "array.h"
#include "option.h"

#define ISSUE_MARK "issue_" /* before the word that begins a line of the layer of issues */

/* ---- writing ---- */

static void word(struct buf *out, struct str text)
{
	static const char digits[] = "0123456789abcdef";
	buf_byte(out, ' ');
	if (text.len == 0) {
		buf_byte(out, '%');
	}
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];
		if (c <= ' ' || c == '"' || c == '%' || c == '\\' || c == 127) {
			buf_byte(out, '%');
			buf_byte(out, digits[c >> 4]);
			buf_byte(out, digits[c & 15]);
		} else {
			buf_byte(out, (char)c);
		}
	}
}

static void number(struct buf *out, int64_t value)
{
	buf_byte(out, ' ');
	buf_integer(out, value);
}

static void sign_words(struct buf *out, const struct tally *tally, const uint64_t *signs)
{
	uint64_t count = 0;
	for (size_t s = 0; s < tally->signs.intern.count; s++) {
		count += sign_in(signs, (uint32_t)s);
	}
	number(out, (int64_t)count);
	for (size_t s = 0; s < tally->signs.intern.count; s++) {
		if (sign_in(signs, (uint32_t)s)) {
			word(out, pair_first(tally->signs.intern.names[s]));
			word(out, pair_second(tally->signs.intern.names[s]));
		}
	}
}

static void entry_words(struct buf *out, const struct tally *tally, const struct tally_entry *entry)
{
	struct str leaf = tally->leaves.intern.names[entry->leaf];
	word(out, pair_first(leaf));
	word(out, pair_second(leaf));
	number(out, entry->mentions);
	number(out, entry->sentiment_milli);
	sign_words(out, tally, entry->signs);
}

static void row_words(struct buf *out, const struct tally *tally, const struct tally_row *row)
{
	const int64_t facts[] = { (int64_t)row->contact, (int64_t)row->person, (int64_t)row->thread, row->time,
		                  row->value_cents,      row->score_milli,     row->copies,          row->senders,
		                  row->mentions,         row->reasons,         row->states };
	const uint32_t *attrs = row_attrs(row);
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		number(out, facts[i]);
	}
	word(out, tally->channels.intern.names[row->channel]);
	word(out, tally->sources.intern.names[row->source]);
	word(out, tally->scales.intern.names[row->scale]);
	sign_words(out, tally, row->signs);
	number(out, row->attr_count);
	for (uint32_t i = 0; i < row->attr_count; i++) {
		word(out, pair_first(tally->attrs.intern.names[attrs[i]]));
		word(out, pair_second(tally->attrs.intern.names[attrs[i]]));
	}
	number(out, row->entry_count);
	for (uint32_t i = 0; i < row->entry_count; i++) {
		entry_words(out, tally, &row->entries[i]);
	}
}

static void quote_words(struct buf *out, struct str theme, const struct quote *quote)
{
	word(out, theme);
	word(out, str_from(quote->contact));
	number(out, quote->n);
	number(out, quote->span.start);
	number(out, quote->span.end);
	buf_byte(out, ' ');
	buf_number(out, quote->fit);
	number(out, (int64_t)quote->person);
	number(out, (int64_t)quote->words);
	word(out, str_from(quote->time));
	word(out, str_from(quote->channel));
	word(out, str_from(quote->scale));
	if (isnan(quote->score)) {
		word(out, STR_EMPTY);
	} else {
		buf_byte(out, ' ');
		buf_number(out, quote->score);
	}
	word(out, (struct str){ quote->text, quote->text_len });
}

enum { LINES_FIRST = 1024 };
struct part_lines {
	struct buf text;
	size_t *ends;
	size_t count, cap;
};

static void line_end(struct part_lines *lines)
{
	lines->ends = array_room(lines->ends, lines->count, &lines->cap, sizeof *lines->ends, LINES_FIRST);
	buf_text(&lines->text, "\"}");
	lines->ends[lines->count++] = lines->text.len;
}

static int line_order(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static int put_sorted(const struct part_lines *lines, int (*put)(void *to, struct str line, struct err *err), void *to,
                      struct err *err)
{
	struct str *list = memory_array(lines->count + 1, sizeof *list);
	int result = 0;
	for (size_t i = 0, start = 0; i < lines->count; start = lines->ends[i++]) {
		list[i] = str_slice(buf_str(&lines->text), start, lines->ends[i]);
	}
	qsort(list, lines->count, sizeof *list, line_order);
	for (size_t i = 0; i < lines->count && result == 0; i++) {
		result = put(to, list[i], err);
	}
	free(list);
	return result;
}

/* What is kept of a theme for any pick; one that is kept for two stands twice, and counts once. */
static void quote_lines(struct part_lines *lines, const struct tally *tally, const struct quote_pool *quotes,
                        size_t theme)
{
	for (size_t pick = 0; pick < PICK_COUNT; pick++) {
		for (size_t i = 0; i < quotes->kept[theme][pick].count; i++) {
			buf_text(&lines->text, PART_START);
			buf_text(&lines->text, tally->layer == LAYER_ISSUES ? ISSUE_MARK "quote" : "quote");
			quote_words(&lines->text, quotes->themes.names[theme], &quotes->kept[theme][pick].list[i]);
			line_end(lines);
		}
	}
}

int part_write(const struct tally *tally, const struct quote_pool *quotes,
               int (*put)(void *to, struct str line, struct err *err), void *to, struct err *err)
{
	struct part_lines lines = { .count = 0 };
	struct tally_place place = { 0 };
	buf_init(&lines.text, SIZE_MAX);
	for (const struct tally_row *row; (row = tally_next(tally, &place)) != NULL;) {
		buf_text(&lines.text, PART_START);
		buf_text(&lines.text, tally->layer == LAYER_ISSUES ? ISSUE_MARK "row" : "row");
		row_words(&lines.text, tally, row);
		line_end(&lines);
	}
	for (size_t t = 0; t < quotes->themes.count; t++) {
		quote_lines(&lines, tally, quotes, t);
	}
	for (uint32_t k = 0; k < tally->keys.intern.count; k++) {
		if (tally_key_over(tally, k)) {
			buf_text(&lines.text, PART_START);
			buf_text(&lines.text, tally->layer == LAYER_ISSUES ? ISSUE_MARK "key" : "key");
			word(&lines.text, tally->keys.intern.names[k]);
			line_end(&lines);
		}
	}
	buf_text(&lines.text, PART_START);
	buf_text(&lines.text, tally->layer == LAYER_ISSUES ? ISSUE_MARK "counts" : "counts");
	number(&lines.text, (int64_t)tally->mentions);
	for (size_t r = 0; r < REASON_COUNT; r++) {
		number(&lines.text, (int64_t)tally->unassigned_mentions[r]);
	}
	line_end(&lines);
	int result = put_sorted(&lines, put, to, err);
	buf_release(&lines.text);
	free(lines.ends);
	return result;
}

/* ---- reading ---- */

struct reading {
	struct str rest;
	struct arena arena; /* unescaped words of this line */
	bool bad;
};

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static struct str take_word(struct reading *in)
{
	struct str rest, raw = str_cut(in->rest, ' ', &rest);
	if (raw.len == 0) {
		in->bad = true;
		return STR_EMPTY;
	}
	in->rest = rest;
	if (str_eq(raw, STR("%"))) {
		return STR_EMPTY;
	}
	char *at = arena_alloc(&in->arena, raw.len);
	size_t len = 0;
	for (size_t i = 0; i < raw.len; i++) {
		if (raw.at[i] != '%') {
			at[len++] = raw.at[i];
		} else if (i + 2 < raw.len && hex(raw.at[i + 1]) >= 0 && hex(raw.at[i + 2]) >= 0) {
			at[len++] = (char)(hex(raw.at[i + 1]) * 16 + hex(raw.at[i + 2]));
			i += 2;
		} else {
			in->bad = true;
			return STR_EMPTY;
		}
	}
	return (struct str){ at, len };
}

static int64_t take_number(struct reading *in, int64_t low, int64_t high)
{
	int64_t value = 0;
	if (!integer_parse(take_word(in), &value) || value < low || value > high) {
		in->bad = true;
		return low;
	}
	return value;
}

enum { PART_ITEMS_MAX = 1 << 20 }; /* entries or attributes of one contact: bounds what a damaged line can ask for */

static int take_signs(struct tally *tally, struct reading *in, uint64_t *to, struct err *err)
{
	int64_t signs = take_number(in, 0, SIGNS_MAX);
	int result = 0;
	for (int64_t i = 0; i < signs && !in->bad && result == 0; i++) {
		struct str family = take_word(in), value = take_word(in);
		result = in->bad ? 0 : tally_set_sign(tally, to, family, value, err);
	}
	return result;
}

static int take_entry(struct tally *tally, struct reading *in, struct tally_entry *entry, struct err *err)
{
	struct str theme = take_word(in), sub = take_word(in);
	*entry = (struct tally_entry){ .mentions = (uint32_t)take_number(in, 0, UINT32_MAX),
		                       .sentiment_milli = take_number(in, -INT64_MAX / 2, INT64_MAX / 2) };
	if (in->bad || theme.len == 0) {
		in->bad = true;
		return 0;
	}
	entry->leaf = tally_leaf(tally, theme, sub);
	return take_signs(tally, in, entry->signs, err);
}

static int take_row(struct tally *tally, struct reading *in, struct err *err)
{
	struct tally_row facts = { 0 };
	facts.contact = (uint64_t)take_number(in, INT64_MIN, INT64_MAX);
	facts.person = (uint64_t)take_number(in, INT64_MIN, INT64_MAX);
	facts.thread = (uint64_t)take_number(in, INT64_MIN, INT64_MAX);
	facts.time = take_number(in, INT64_MIN, INT64_MAX);
	facts.value_cents = take_number(in, INT64_MIN, INT64_MAX);
	facts.score_milli = (int32_t)take_number(in, INT32_MIN, INT32_MAX);
	facts.copies = (uint32_t)take_number(in, 1, UINT32_MAX);
	facts.senders = (uint32_t)take_number(in, 1, facts.copies);
	facts.mentions = (uint32_t)take_number(in, 0, UINT32_MAX);
	facts.reasons = (uint32_t)take_number(in, 0, (1 << REASON_COUNT) - 1);
	facts.states = (uint32_t)take_number(in, 0, (1 << STATES_COUNT) - 1);
	facts.channel = intern_add(&tally->channels.intern, take_word(in));
	facts.source = intern_add(&tally->sources.intern, take_word(in));
	facts.scale = intern_add(&tally->scales.intern, take_word(in));
	int result = take_signs(tally, in, facts.signs, err);
	size_t attr_count = (size_t)take_number(in, 0, PART_ITEMS_MAX), attrs = 0, count = 0;
	uint32_t *pairs = memory_array(attr_count + 1, sizeof *pairs);
	for (size_t i = 0; i < attr_count && !in->bad; i++) {
		struct str key = take_word(in), value = take_word(in);
		uint32_t pair = in->bad ? INTERN_NONE : tally_attr(tally, key, value);
		if (pair != INTERN_NONE) {
			pairs[attrs++] = pair;
		}
	}
	count = (size_t)take_number(in, 0, PART_ITEMS_MAX);
	struct tally_entry *entries = memory_array(count + 1, sizeof *entries);
	for (size_t i = 0; i < count && result == 0 && !in->bad; i++) {
		result = take_entry(tally, in, &entries[i], err);
	}
	if (result == 0 && !in->bad) {
		struct tally_row *row = tally_row(tally, count, attrs);
		facts.entry_count = row->entry_count;
		facts.attr_count = row->attr_count;
		*row = facts;
		memcpy(row->entries, entries, count * sizeof *entries);
		memcpy(row->entries + count, pairs, attrs * sizeof *pairs);
	}
	free(entries);
	free(pairs);
	return result;
}

static void take_quote(struct quote_pool *quotes, struct reading *in)
{
	struct str theme = take_word(in), contact = take_word(in);
	struct quote quote = { .n = (uint32_t)take_number(in, 0, UINT32_MAX), .score = NAN };
	quote.span.start = (uint32_t)take_number(in, 0, UINT32_MAX);
	quote.span.end = (uint32_t)take_number(in, 0, UINT32_MAX);
	if (!number_parse(take_word(in), &quote.fit)) {
		in->bad = true;
	}
	quote.person = (uint64_t)take_number(in, INT64_MIN, INT64_MAX);
	quote.words = (uint64_t)take_number(in, INT64_MIN, INT64_MAX);
	struct str time = arena_dup(&in->arena, take_word(in)), channel = arena_dup(&in->arena, take_word(in)),
	           scale = arena_dup(&in->arena, take_word(in)), score = take_word(in), text = take_word(in);
	if (score.len > 0 && !number_parse(score, &quote.score)) {
		in->bad = true;
	}
	if (in->bad || theme.len == 0 || text.len > QUOTE_CHARS_MAX * 4) {
		in->bad = true;
		return;
	}
	struct str id = arena_dup(&in->arena, contact), copy = arena_dup(&in->arena, text);
	quote.contact = (char *)(uintptr_t)id.at;
	quote.time = (char *)(uintptr_t)time.at;
	quote.channel = (char *)(uintptr_t)channel.at;
	quote.scale = (char *)(uintptr_t)scale.at;
	quote.text = (char *)(uintptr_t)copy.at;
	quote.text_len = (uint32_t)copy.len;
	quotes_offer(quotes, theme, &quote);
}

static void take_counts(struct tally *tally, struct reading *in)
{
	int64_t counts[1 + REASON_COUNT];
	for (size_t i = 0; i < 1 + REASON_COUNT; i++) {
		counts[i] = take_number(in, 0, INT64_MAX / 2);
	}
	for (size_t r = 0; r < REASON_COUNT && !in->bad; r++) {
		tally->unassigned_mentions[r] += (uint64_t)counts[1 + r];
	}
	tally->mentions += in->bad ? 0 : (uint64_t)counts[0];
}

static int take_line(struct tally *tally, struct quote_pool *quotes, struct reading *in, struct str what,
                     struct err *err)
{
	if (str_eq(what, STR("row"))) {
		return take_row(tally, in, err);
	}
	if (str_eq(what, STR("quote"))) {
		take_quote(quotes, in);
	} else if (str_eq(what, STR("counts"))) {
		take_counts(tally, in);
	} else if (str_eq(what, STR("key"))) {
		struct str key = take_word(in);
		if (!in->bad) {
			tally_key_give_up(tally, key);
		}
	} else {
		in->bad = true;
	}
	return 0;
}

int part_read(const struct part_layer layers[PART_LAYERS], struct str line, struct err *err)
{
	struct reading in = { str_trim(line), ARENA_INIT, false };
	int result = 0;
	if (in.rest.len < sizeof PART_START - 1 + 2 || !str_starts(in.rest, STR(PART_START)) ||
	    !str_ends(in.rest, STR("\"}"))) { /* they may not overlap */
		return err_set(err, GRIPE_DATA, "not a line of a partial result (gripe rank --partial)");
	}
	in.rest = str_slice(in.rest, sizeof PART_START - 1, in.rest.len - 2);
	struct str what = take_word(&in);
	bool issue = str_starts(what, STR(ISSUE_MARK));
	const struct part_layer *layer = &layers[issue ? LAYER_ISSUES : LAYER_THEMES];
	what = issue ? str_slice(what, sizeof ISSUE_MARK - 1, what.len) : what;
	result = take_line(layer->tally, layer->quotes, &in, what, err);
	if (result == 0 && (in.bad || in.rest.len > 0)) {
		result = err_set(err, GRIPE_DATA, "a damaged line of a partial result");
	}
	arena_release(&in.arena);
	return result;
}
