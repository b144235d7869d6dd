/* page_texts.c - see page_texts.h: the texts of the first screen. */
#include "page_texts.h"

#include <math.h>

enum {
	DATE_BYTES = 10,    /* "2025-03-01" of a time */
	RISKS_SHOWN = 5,    /* of alerts */
	UNOWNED_SHOWN = 10, /* of the first issues: who owns smaller ones is another day's question */
	FLOOD_LEAST = 10    /* contacts of one person that are worth a sentence, at least */
};
#define FLOOD_SHARE 0.05 /* of all contacts that one person's are, to be worth a sentence */
#define NARROW 0.015     /* of 1: an interval narrower than this would be rounded away in whole percents */
#define SMALL_SCALE 10   /* up to here a hundredth of a point is worth printing */

static void joined(struct buf *out, size_t nth)
{
	buf_text(out, nth > 0 ? ", " : "");
}

bool headline_composed(const struct page *page)
{
	const struct field_value *summary = page->view->summary;
	return page->facts->five_count > 0 && summary[SUMMARY_counted].number > 0 &&
	       summary[SUMMARY_share].state == FIELD_GIVEN;
}

void headline_names(struct buf *out, const struct page *page)
{
	for (size_t i = 0; i < page->facts->five_count; i++) {
		joined(out, i);
		buf_str_add(out, theme_text(page->facts->five[i], THEME_label));
	}
}

/* Digits behind the point of the headline's percents: none, unless its interval would be rounded away. */
static int headline_digits(const struct view *view)
{
	double width = view->summary[SUMMARY_share_high].number - view->summary[SUMMARY_share_low].number;
	return width > 0 && width < NARROW ? 1 : 0;
}

static void whole_percent(struct buf *out, const struct page *page, double share)
{
	struct buf figure;
	buf_init(&figure, SIZE_MAX);
	word_fixed(&figure, page->words, share * 100, headline_digits(page->view));
	SAY(out, page->words, "percent", buf_str(&figure));
	buf_release(&figure);
}

void headline_finding(struct buf *out, const struct page *page)
{
	const struct view *view = page->view;
	struct buf share, counted, of, few;
	double total = view->summary[SUMMARY_counted].number;
	size_t five = page->facts->five_count;
	buf_init(&share, SIZE_MAX);
	buf_init(&counted, SIZE_MAX);
	buf_init(&of, SIZE_MAX);
	buf_init(&few, SIZE_MAX);
	whole_percent(&share, page, view->summary[SUMMARY_share].number);
	word_whole(&counted, page->words, total);
	word_whole(&few, page->words, (double)five);
	if (page->view->summary[SUMMARY_contacts].state != FIELD_GIVEN) {
		say_plain(out, page->words, "head.unknown");
	} else if (five == 0 || total <= 0) {
		say_number(out, page->words, "head.none", view->summary[SUMMARY_contacts].number);
	} else {
		SAY_COUNT(&of, page->words, view->issues_lead ? "head.of_problems" : "head.of_contacts", total,
		          buf_str(&counted));
		SAY_COUNT(out, page->words, view->issues_lead ? "head.issues" : "head.topics", (double)five,
		          buf_str(&few), buf_str(&share), buf_str(&of));
	}
	buf_release(&share);
	buf_release(&counted);
	buf_release(&of);
	buf_release(&few);
}

void headline_interval(struct buf *out, const struct page *page)
{
	const struct field_value *summary = page->view->summary;
	int digits = headline_digits(page->view);
	struct buf range;
	if (page->facts->five_count == 0 || summary[SUMMARY_counted].number <= 0) {
		return;
	}
	buf_byte(out, '(');
	if (summary[SUMMARY_share_low].state != FIELD_GIVEN) {
		say_plain(out, page->words, "head.too_few");
	} else {
		buf_init(&range, SIZE_MAX);
		word_fixed(&range, page->words, summary[SUMMARY_share_low].number * 100, digits);
		buf_text(&range, "–");
		word_fixed(&range, page->words, summary[SUMMARY_share_high].number * 100, digits);
		SAY(out, page->words, "percent", buf_str(&range));
		buf_release(&range);
	}
	buf_byte(out, ')');
}

void headline_plain(struct buf *out, const struct page *page)
{
	struct str sentence = page->view->summary[SUMMARY_headline].text;
	if (headline_composed(page)) {
		headline_names(out, page);
		buf_text(out, ": ");
		headline_finding(out, page);
		buf_byte(out, ' ');
		headline_interval(out, page);
	} else if (page->view->summary[SUMMARY_share].state == FIELD_GIVEN || sentence.len == 0) {
		headline_finding(out, page);
	} else {
		buf_str_add(out, sentence);
	}
}

static void dates_text(struct buf *out, const struct page *page)
{
	struct str first = page->facts->first, last = page->facts->last;
	if (first.len == 0) {
		return;
	}
	buf_text(out, ", ");
	bool same_year = str_eq(str_slice(first, 0, 4), str_slice(last, 0, 4));
	if (!str_eq(str_slice(first, 0, DATE_BYTES), str_slice(last, 0, DATE_BYTES))) {
		word_date(out, page->words, first, same_year ? DAY_SHORT : DAY_YEAR);
		buf_text(out, " – ");
	}
	word_date(out, page->words, last, DAY_YEAR);
}

void kick_text(struct buf *out, const struct page *page)
{
	const struct field_value *summary = page->view->summary;
	double wordings = summary[SUMMARY_wordings].number, contacts = summary[SUMMARY_contacts].number;
	struct buf parts[3];
	for (size_t i = 0; i < 3; i++) {
		buf_init(&parts[i], SIZE_MAX);
	}
	say_number(&parts[0], page->words, "n.contacts", contacts);
	buf_str_add(out, buf_str(&parts[0]));
	if (wordings > 0 && wordings < contacts) {
		say_number(&parts[1], page->words, "n.wordings", wordings);
		buf_byte(out, ' ');
		SAY(out, page->words, "kick.wordings", buf_str(&parts[1]));
	}
	if (page_people_known(page->view)) {
		say_number(&parts[2], page->words, "n.customers", summary[SUMMARY_people].number);
		buf_byte(out, ' ');
		SAY(out, page->words, "kick.people", buf_str(&parts[2]));
	}
	dates_text(out, page);
	for (size_t i = 0; i < 3; i++) {
		buf_release(&parts[i]);
	}
}

bool place_text(struct buf *out, const struct page *page, enum share_of place)
{
	static const char *const keys[OF_COUNT] = {
		[OF_FIVE] = "place.five",   [OF_ISSUES] = "place.issues",   [OF_RESTS] = "place.rests",
		[OF_MUTED] = "place.muted", [OF_NONE] = "place.none",       [OF_PRAISE] = "place.praise",
		[OF_VENT] = "place.vent",   [OF_NOTHING] = "place.nothing",
	};
	double count = page->facts->places[place];
	if (count <= 0) {
		return false;
	}
	say_number(out, page->words, keys[place], count);
	return true;
}

static size_t set_aside(const struct view *view)
{
	double count = 0;
	for (size_t i = 0; i < view->book_count; i++) {
		for (size_t k = 0; k < view->books[i].dropped.count; k++) {
			count += view->books[i].dropped.list[k].count;
		}
	}
	return (size_t)count;
}

void denominator_text(struct buf *out, const struct page *page)
{
	size_t aside = set_aside(page->view);
	say_number(out, page->words, "place.counted", page->view->summary[SUMMARY_counted].number);
	buf_text(out, ": ");
	for (size_t place = OF_FIVE, told = 0; place < OF_COUNT; place++) {
		size_t before = out->len;
		struct buf text;
		buf_init(&text, SIZE_MAX);
		if (place_text(&text, page, (enum share_of)place)) {
			buf_text(out, place >= OF_PRAISE && told == 0 ? "" : before > 0 && told > 0 ? " · " : "");
			told++;
			buf_str_add(out, buf_str(&text));
		}
		if (place == OF_NONE) {
			buf_text(out, ". ");
			say_plain(out, page->words, "place.outside");
			buf_text(out, ": ");
			told = 0;
		}
		buf_release(&text);
	}
	if (aside > 0) {
		buf_text(out, " · ");
		say_number(out, page->words, "place.aside", (double)aside);
	}
	buf_byte(out, '.');
}

/* One person's flood: contacts count each, whoever writes them, so it is said how many are one person's. */
static void flood_text(struct buf *out, const struct page *page)
{
	const struct field_value *summary = page->view->summary;
	double busiest = summary[SUMMARY_busiest].number, all = summary[SUMMARY_contacts].number;
	struct buf count, share;
	if (busiest < FLOOD_LEAST || busiest < FLOOD_SHARE * all) {
		return;
	}
	buf_init(&count, SIZE_MAX);
	buf_init(&share, SIZE_MAX);
	word_whole(&count, page->words, busiest);
	word_percent(&share, page->words, busiest / all);
	SAY(out, page->words, "note.flood", buf_str(&count), buf_str(&share));
	buf_byte(out, ' ');
	buf_release(&count);
	buf_release(&share);
}

void money_text(struct buf *out, const struct page *page, double amount)
{
	word_whole(out, page->words, amount);
	buf_printf(out, " %.*s", STR_ARGS(page->view->summary[SUMMARY_currency].text));
}

static void unpriced_channels(struct buf *out, const struct page *page)
{
	for (size_t i = 0; i < page->view->unpriced.count; i++) {
		joined(out, i);
		name_text(out, page, "channel", page->view->unpriced.list[i].name);
	}
}

/* What all contacts cost, and which of them have no price. */
static void cost_note(struct buf *out, const struct page *page)
{
	const struct field_value *summary = page->view->summary;
	struct buf amount, channels;
	double without = 0;
	if (summary[SUMMARY_cost].state != FIELD_GIVEN) {
		return;
	}
	for (size_t i = 0; i < page->view->unpriced.count; i++) {
		without += page->view->unpriced.list[i].count;
	}
	buf_init(&amount, SIZE_MAX);
	buf_init(&channels, SIZE_MAX);
	money_text(&amount, page, summary[SUMMARY_cost].number);
	unpriced_channels(&channels, page);
	if (without > 0 && without >= summary[SUMMARY_contacts].number && summary[SUMMARY_cost].number <= 0) {
		SAY(out, page->words, "note.no_price", buf_str(&channels));
	} else if (without > 0) {
		struct buf count;
		buf_init(&count, SIZE_MAX);
		say_number(&count, page->words, "n.contacts", without);
		SAY(out, page->words, "note.cost_without", buf_str(&amount), buf_str(&count), buf_str(&channels));
		buf_release(&count);
	} else {
		SAY(out, page->words, "note.cost", buf_str(&amount));
	}
	buf_release(&amount);
	buf_release(&channels);
}

void notes_text(struct buf *out, const struct page *page)
{
	flood_text(out, page);
	if (!page->view->issues_lead && str_eq(page->view->summary[SUMMARY_layer].text, STR("topics"))) {
		say_plain(out, page->words, "note.topics");
		buf_byte(out, ' ');
	}
	cost_note(out, page);
}

/* One scale over all who answered. */
static void score_text(struct buf *out, const struct page *page, const struct field_value *score)
{
	struct str scale = score[SCORE_scale].text, called = score[SCORE_called].text;
	double high = score[SCORE_highest].number;
	struct buf mean, lowest, highest, answers;
	buf_init(&mean, SIZE_MAX);
	buf_init(&lowest, SIZE_MAX);
	buf_init(&highest, SIZE_MAX);
	buf_init(&answers, SIZE_MAX);
	word_fixed(&mean, page->words, score[SCORE_score].number, high > SMALL_SCALE ? 0 : 2);
	word_whole(&lowest, page->words, score[SCORE_lowest].number);
	word_whole(&highest, page->words, high);
	say_number(&answers, page->words, "n.answers", score[SCORE_scored].number);
	SAY(out, page->words, "score.line", scale.len > 0 ? scale : words_get(page->words, "score.answers"),
	    buf_str(&mean), buf_str(&lowest), buf_str(&highest), buf_str(&answers));
	if (score[SCORE_silent].number > 0) {
		buf_text(out, ", ");
		say_number(out, page->words, "score.silent", score[SCORE_silent].number);
	}
	if (called.len > 0 && !str_eq(called, scale)) {
		buf_text(out, "; ");
		SAY(out, page->words, "score.called", called, buf_str(&highest));
	}
	if (score[SCORE_out_of_range].number > 0) {
		buf_text(out, "; ");
		say_number(out, page->words, "score.outside", score[SCORE_out_of_range].number);
	}
	buf_byte(out, '.');
	buf_release(&mean);
	buf_release(&lowest);
	buf_release(&highest);
	buf_release(&answers);
}

void scores_text(struct buf *out, const struct page *page)
{
	for (size_t i = 0; i < page->view->score_count; i++) {
		buf_text(out, i > 0 ? " " : "");
		score_text(out, page, page->view->scores[i]);
	}
}

void name_text(struct buf *out, const struct page *page, const char *group, struct str name)
{
	struct buf key;
	struct str text;
	buf_init(&key, SIZE_MAX);
	buf_printf(&key, "%s.%.*s", group, STR_ARGS(name));
	text = words_get(page->words, key.at);
	if (text.at != key.at) { /* it has a word */
		buf_str_add(out, text);
	} else {
		for (size_t i = 0; i < name.len; i++) {
			buf_byte(out, name.at[i] == '_' ? ' ' : name.at[i]);
		}
	}
	buf_release(&key);
}

const char *arrow_sign(enum arrow arrow)
{
	static const char *const signs[ARROW_COUNT] = { [ARROW_UNKNOWN] = "–", [ARROW_FLAT] = "▬", [ARROW_UP] = "▲",
		                                        [ARROW_DOWN] = "▼",    [ARROW_NEW] = "▲",  [ARROW_GONE] = "▼" };
	return signs[arrow];
}

void movement_shares(struct buf *out, const struct page *page, const struct movement *move)
{
	struct buf shares, day;
	if (move->arrow == ARROW_UNKNOWN) {
		return;
	}
	buf_init(&shares, SIZE_MAX);
	buf_init(&day, SIZE_MAX);
	word_figure(&shares, page->words, move->before);
	buf_text(&shares, " → ");
	word_figure(&shares, page->words, move->after);
	if (move->arrow == ARROW_NEW || move->arrow == ARROW_GONE) {
		say_plain(out, page->words, move->arrow == ARROW_NEW ? "trend.new" : "trend.gone");
		buf_text(out, ", ");
	}
	SAY(out, page->words, "percent", buf_str(&shares));
	if (move->since.len > 0) {
		word_date(&day, page->words, move->since, DAY_SHORT);
		buf_byte(out, ' ');
		SAY(out, page->words, "trend.since", buf_str(&day));
	}
	buf_release(&shares);
	buf_release(&day);
}

void movement_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	struct movement move = movement_of(theme);
	buf_text(out, arrow_sign(move.arrow));
	if (move.arrow != ARROW_UNKNOWN) {
		buf_byte(out, ' ');
		movement_shares(out, page, &move);
	}
}

void range_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	if (theme->values[THEME_too_few].whole != 0) {
		say_plain(out, page->words, "too_few");
	} else if (theme_number(theme, THEME_share_high) > 0) {
		word_range(out, page->words, theme_number(theme, THEME_share_low),
		           theme_number(theme, THEME_share_high));
	}
}

void people_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	if (page_people_known(page->view)) {
		say_number(out, page->words, "n.people", theme_number(theme, THEME_people));
	} else {
		say_number(out, page->words, "n.contacts", theme_number(theme, THEME_contacts));
	}
}

void meta_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	struct str kind = theme_text(theme, THEME_kind), owner = theme_text(theme, THEME_owner);
	bool known = kind.len > 0 && !str_eq(kind, STR("other"));
	if (known) {
		name_text(out, page, "kind", kind);
	}
	if (theme->values[THEME_cost].state == FIELD_GIVEN && theme_number(theme, THEME_cost) > 0) {
		buf_text(out, known ? " · " : "");
		known = true;
		money_text(out, page, theme_number(theme, THEME_cost));
	}
	if (owner.len > 0) {
		buf_text(out, known ? " · " : "");
		SAY(out, page->words, "owner.is", owner);
	}
}

void quote_source(struct buf *out, const struct page *page, const struct view_quote *quote, struct source_parts parts)
{
	size_t before = out->len;
	if (parts.why && quote->pick.len > 0) {
		name_text(out, page, "pick", quote->pick);
	}
	if (quote->time.len >= DATE_BYTES) {
		buf_text(out, out->len > before ? ", " : "");
		word_date(out, page->words, quote->time, DAY_YEAR);
	}
	if (quote->channel.len > 0) {
		buf_text(out, out->len > before ? ", " : "");
		name_text(out, page, "channel", quote->channel);
	}
	if (quote->scale.len > 0) {
		buf_text(out, out->len > before ? ", " : "");
		buf_str_add(out, quote->scale);
		buf_byte(out, ' ');
		word_fixed(out, page->words, quote->score, quote->score == floor(quote->score) ? 0 : 1);
	}
	if (parts.id) {
		buf_text(out, out->len > before ? ", " : "");
		buf_str_add(out, quote->contact);
	}
}

bool change_shows(const struct view_theme *theme)
{
	enum arrow arrow = movement_of(theme).arrow;
	return arrow != ARROW_UNKNOWN && arrow != ARROW_FLAT && !theme_is_rest(theme) &&
	       !str_eq(theme_text(theme, THEME_table), STR("muted"));
}

void change_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	struct movement move = movement_of(theme);
	buf_printf(out, "%s %.*s: ", arrow_sign(move.arrow), STR_ARGS(theme_text(theme, THEME_label)));
	movement_shares(out, page, &move);
	if (move.low > 0 && move.high > 0) {
		buf_text(out, ", ×");
		word_fixed(out, page->words, move.ratio, move.ratio < 1 ? 2 : 1);
		buf_text(out, " (");
		word_fixed(out, page->words, move.low, move.low < 1 ? 2 : 1);
		buf_text(out, "–");
		word_fixed(out, page->words, move.high, move.high < 1 ? 2 : 1);
		buf_byte(out, ')');
	}
}

void changed_since(struct buf *out, const struct page *page)
{
	static const size_t rows[] = { PERIOD_CHANGE_recent_from, PERIOD_CHANGE_recent_to, PERIOD_CHANGE_before_from,
		                       PERIOD_CHANGE_before_to };
	struct buf days[4];
	for (size_t i = 0; i < 4; i++) {
		buf_init(&days[i], SIZE_MAX);
		word_date(&days[i], page->words, page->view->change[rows[i]].text, DAY_SHORT);
	}
	if (page->view->change[rows[0]].text.len >= DATE_BYTES) {
		SAY(out, page->words, "change.windows", buf_str(&days[0]), buf_str(&days[1]), buf_str(&days[2]),
		    buf_str(&days[3]));
	}
	for (size_t i = 0; i < 4; i++) {
		buf_release(&days[i]);
	}
}

void unusual_text(struct buf *out, const struct page *page)
{
	const struct view *view = page->view;
	struct buf list, count, expected;
	buf_init(&list, SIZE_MAX);
	buf_init(&count, SIZE_MAX);
	buf_init(&expected, SIZE_MAX);
	for (size_t i = 0; i < view->unusual_count; i++) {
		const struct field_value *values = view->unusual[i];
		buf_clear(&count);
		buf_clear(&expected);
		word_whole(&count, page->words, values[ANOMALY_contacts].number);
		word_whole(&expected, page->words, values[ANOMALY_expected].number);
		buf_text(&list, i > 0 ? "; " : "");
		SAY(&list, page->words, values[ANOMALY_days].number > 1 ? "unusual.two_days" : "unusual.night",
		    values[ANOMALY_label].text, buf_str(&count), buf_str(&expected));
	}
	if (list.len > 0) {
		SAY(out, page->words, "unusual.line", buf_str(&list));
	}
	buf_release(&list);
	buf_release(&count);
	buf_release(&expected);
}

void births_text(struct buf *out, const struct page *page)
{
	const struct view *view = page->view;
	struct buf list;
	buf_init(&list, SIZE_MAX);
	for (size_t i = 0; i < view->birth_count; i++) {
		buf_text(&list, i > 0 ? "; “" : "“");
		buf_str_add(&list, view->births[i].name);
		buf_text(&list, "” (");
		say_number(&list, page->words, "births.mentions", view->births[i].count);
		buf_byte(&list, ')');
	}
	if (list.len > 0) {
		SAY(out, page->words, "births.line", buf_str(&list));
	}
	buf_release(&list);
}

void alerts_text(struct buf *out, const struct page *page)
{
	const struct view_alerts *alerts = &page->view->alerts;
	say_number(out, page->words, "alerts.contacts", (double)alerts->contacts);
	if (alerts->gravest > 0) {
		buf_text(out, ", ");
		say_number(out, page->words, "alerts.gravest", (double)alerts->gravest);
	}
	for (size_t i = 0; i < alerts->risks.count && i < RISKS_SHOWN; i++) {
		buf_text(out, i > 0 ? ", " : ": ");
		name_text(out, page, "risk", alerts->risks.list[i].name);
		buf_byte(out, ' ');
		word_whole(out, page->words, alerts->risks.list[i].count);
	}
	buf_byte(out, '.');
}

void unowned_text(struct buf *out, const struct page *page)
{
	const struct view_list *themes = &page->view->themes;
	bool owned = false;
	size_t looked = 0, told = 0;
	for (size_t i = 0; i < themes->count; i++) {
		owned = owned || theme_text(&themes->list[i], THEME_owner).len > 0;
	}
	for (size_t i = 0; i < themes->count && looked < UNOWNED_SHOWN && owned; i++) {
		const struct view_theme *theme = &themes->list[i];
		if (theme_shows(theme, STR("pain"))) {
			looked++;
			if (theme_text(theme, THEME_owner).len == 0) {
				buf_text(out, told++ > 0 ? "; " : "");
				buf_str_add(out, theme_text(theme, THEME_label));
			}
		}
	}
}

void volume_period(struct buf *out, const struct page *page, size_t period)
{
	struct arena arena = ARENA_INIT;
	const struct volume *volume = &page->facts->volume;
	int64_t days = period_days(volume->period);
	struct str from = day_after(&arena, volume->from, (int64_t)period * days);
	word_date(out, page->words, from, DAY_SHORT);
	arena_release(&arena);
}

void volume_note(struct buf *out, const struct page *page, size_t period)
{
	const struct volume *volume = &page->facts->volume;
	double ratio = volume->periods->list[period] / volume->usual;
	if (volume->unusual[period]) {
		buf_text(out, "×");
		word_fixed(out, page->words, ratio, ratio < 1 ? 2 : 1);
	}
}

void volume_title(struct buf *out, const struct page *page)
{
	const struct volume *volume = &page->facts->volume;
	struct buf key, days;
	size_t told = 0;
	buf_init(&key, SIZE_MAX);
	buf_init(&days, SIZE_MAX);
	buf_printf(&key, "volume.%.*s", STR_ARGS(volume->period));
	for (size_t i = 0; i < volume->periods->count && volume->unusual_count <= 2; i++) {
		if (volume->unusual[i]) {
			joined(&days, told++);
			volume_period(&days, page, i);
			buf_byte(&days, ' ');
			volume_note(&days, page, i);
		}
	}
	say_plain(out, page->words, key.at);
	if (told > 0) {
		buf_text(out, ": ");
		SAY(out, page->words, "volume.unusual", buf_str(&days));
	}
	buf_release(&key);
	buf_release(&days);
}

void volume_text(struct buf *out, const struct page *page)
{
	const struct volume *volume = &page->facts->volume;
	struct buf usual, part;
	size_t told = 0;
	if (volume->usual <= 0) {
		return;
	}
	buf_init(&usual, SIZE_MAX);
	buf_init(&part, SIZE_MAX);
	word_whole(&usual, page->words, volume->usual);
	SAY(out, page->words, "volume.usual", buf_str(&usual));
	for (size_t i = 0; i < volume->periods->count; i++) {
		if (volume->unusual[i]) {
			joined(&part, told++);
			volume_period(&part, page, i);
			buf_byte(&part, ' ');
			word_whole(&part, page->words, volume->periods->list[i]);
			buf_text(&part, " (");
			volume_note(&part, page, i);
			buf_byte(&part, ')');
		}
	}
	if (told > 0) {
		buf_byte(out, ' ');
		SAY(out, page->words, "volume.stand_out", buf_str(&part));
	}
	buf_release(&usual);
	buf_release(&part);
}
