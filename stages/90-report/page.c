/* page.c - the one page: what hurts most, in an order that somebody who has two minutes can act on. Headline with its
 * denominator and grain, the table of the biggest issues, each with what it is about, in customers' words, and what to
 * do next; the troubles without an issue of their own; then praise, then what the numbers rest on. */
#include "page.h"

#include "figures_text.h"

enum {
	DATE_LEN = 10, /* "2025-03-01" of a time */
	PRAISE_SHOWN = 3,
	ASKED_SHOWN = 3,
	CONTRASTS_SHOWN = 5,
	FLOOD_LEAST = 10 /* contacts of one person that are worth a sentence, at least */
};
#define FLOOD_SHARE 0.05 /* of all contacts that one person's are, to be worth a sentence */
#define SMALL_SCALE 10   /* up to here a hundredth of a point is worth printing */

static size_t count_table(const struct view *view, struct str table)
{
	size_t n = 0;
	for (size_t i = 0; i < view->themes.count; i++) {
		n += str_eq(theme_text(&view->themes.list[i], THEME_table), table) &&
		     !theme_is_rest(&view->themes.list[i]);
	}
	return n;
}

static void more_line(struct buf *out, const struct page *page, struct str table)
{
	size_t all = count_table(page->view, table);
	struct buf text;
	if (all <= page->top) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	buf_printf(&text, "… and %zu smaller ones; %s.ndjson and themes.csv have them all.", all - page->top,
	           page->view->issues_lead ? "issues" : "themes");
	page->writer->paragraph(out, buf_str(&text));
	buf_release(&text);
}

/* ", 2025-03-02 to 2025-04-30": from the first contact of any theme to the last. */
static void dates_text(struct buf *out, const struct view *view)
{
	struct str first = STR_EMPTY, last = STR_EMPTY;
	for (size_t i = 0; i < view->themes.count; i++) {
		struct str from = theme_text(&view->themes.list[i], THEME_first_seen),
		           to = theme_text(&view->themes.list[i], THEME_last_seen);
		if (from.len >= DATE_LEN && (first.len == 0 || str_cmp(from, first) < 0)) {
			first = from;
		}
		if (to.len >= DATE_LEN && str_cmp(to, last) > 0) {
			last = to;
		}
	}
	if (first.len > 0) {
		buf_printf(out, ", %.*s to %.*s", STR_ARGS(str_slice(first, 0, DATE_LEN)),
		           STR_ARGS(str_slice(last, 0, last.len < DATE_LEN ? last.len : DATE_LEN)));
	}
}

/* How few topics half of all contacts name, at both grains. */
static void half_text(struct buf *out, const struct view *view)
{
	double half = view->curves[GRAIN_OF_THEMES][CURVE_k50].number,
	       topics = view->grains[GRAIN_OF_THEMES][GRAIN_issues].number,
	       fine_half = view->curves[GRAIN_OF_SUBS][CURVE_k50].number,
	       fine_topics = view->grains[GRAIN_OF_SUBS][GRAIN_issues].number;
	if (half <= 0) {
		return;
	}
	buf_text(out, " Half of all contacts name ");
	if (half == 1) {
		buf_text(out, "the biggest");
	} else {
		buf_printf(out, "at least one of the %.0f biggest", half);
	}
	buf_printf(out, " of %.0f topic%s", topics, topics == 1 ? "" : "s");
	if (fine_half > 0) {
		buf_printf(out, " (at the finer grain: %.0f of %.0f)", fine_half, fine_topics);
	}
	buf_byte(out, '.');
}

static double counted_by(const struct view *view, const char *name)
{
	for (size_t i = 0; i < view->states.count; i++) {
		if (str_eq(view->states.list[i].name, str_from(name))) {
			return view->states.list[i].count;
		}
	}
	return 0;
}

/* One person's flood: contacts count each, whoever writes them, so it is said how many are one person's. */
static void flood_text(struct buf *out, const struct view *view)
{
	double busiest = view->summary[SUMMARY_busiest].number, all = view->summary[SUMMARY_contacts].number;
	if (busiest >= FLOOD_LEAST && busiest >= FLOOD_SHARE * all) {
		buf_text(out, " One customer alone wrote ");
		number_grouped(out, busiest);
		buf_text(out, " of the contacts (");
		percent(out, busiest / all);
		buf_text(out, ").");
	}
}

/* In how much of what is counted issues are named, and in how much more remainders alone are. */
static void named_text(struct buf *out, const struct view *view, double unplaced, double counted)
{
	double named = counted > 0 ? 1 - unplaced / counted : 0, issues = 0;
	bool rests = false;
	for (size_t i = 0; i < view->themes.count; i++) {
		const struct view_theme *theme = &view->themes.list[i];
		bool pain = str_eq(theme_text(theme, THEME_table), STR("pain"));
		rests = rests || theme_is_rest(theme);
		if (pain && !theme_is_rest(theme) && theme_number(theme, THEME_union_share) > issues) {
			issues = theme_number(theme, THEME_union_share);
		}
	}
	buf_text(out, " Issues below are named in ");
	percent(out, rests ? issues : named);
	buf_text(out, " of the first");
	if (rests) {
		buf_text(out, ", troubles of no issue of their own in a further ");
		percent(out, named > issues ? named - issues : 0);
	}
}

/* What stands inside of the denominator and what outside. */
static void denominator_text(struct buf *out, const struct view *view)
{
	double unplaced = view->summary[SUMMARY_unplaced].number, counted = view->summary[SUMMARY_counted].number,
	       muted = view->summary[SUMMARY_muted].number;
	buf_text(out, ": ");
	plural(out, counted, "states a problem, a request or a question", "state a problem, a request or a question");
	buf_text(out, ", ");
	plural(out, counted_by(view, "praise"), "praises", "praise");
	buf_text(out, ", ");
	plural(out, counted_by(view, "vent") + counted_by(view, "churn"), "is displeased or leaves and says not why",
	       "are displeased or leave and say not why");
	buf_text(out, ", ");
	plural(out, counted_by(view, "nothing"), "says nothing of these", "say nothing of these");
	buf_byte(out, '.');
	flood_text(out, view);
	named_text(out, view, unplaced + muted, counted);
	if (muted > 0) {
		buf_text(out, ", muted ones alone in a further ");
		percent(out, muted / counted);
	}
	buf_text(out, "; shares are of them.");
}

static void unpriced_channels(struct buf *out, const struct view *view)
{
	for (size_t i = 0; i < view->unpriced.count; i++) {
		bool unknown = str_eq(view->unpriced.list[i].name, STR("unknown"));
		buf_text(out, i > 0 ? ", " : "");
		buf_str_add(out, unknown ? STR("an unknown channel") : view->unpriced.list[i].name);
	}
}

/* What all contacts cost, and which of them have no price. */
static void money_text(struct buf *out, const struct view *view)
{
	const struct field_value *summary = view->summary;
	double without = 0;
	if (summary[SUMMARY_cost].state != FIELD_GIVEN) {
		return;
	}
	for (size_t i = 0; i < view->unpriced.count; i++) {
		without += view->unpriced.list[i].count;
	}
	if (without > 0 && without >= summary[SUMMARY_contacts].number && summary[SUMMARY_cost].number <= 0) {
		buf_text(out, " What it cost is not known: the table of costs has no price for contacts by ");
		unpriced_channels(out, view);
		buf_byte(out, '.');
		return;
	}
	buf_text(out, " All of it cost ");
	number_grouped(out, summary[SUMMARY_cost].number);
	buf_printf(out, " %.*s", STR_ARGS(summary[SUMMARY_currency].text));
	if (without > 0) {
		buf_text(out, ", without ");
		plural(out, without, "contact by ", "contacts by ");
		unpriced_channels(out, view);
		buf_text(out, ", that the table of costs has no price for");
	}
	buf_byte(out, '.');
}

/* One scale over all who answered. */
static void score_text(struct buf *out, const struct field_value *score)
{
	struct str scale = score[SCORE_scale].text, called = score[SCORE_called].text;
	double high = score[SCORE_highest].number;
	buf_printf(out, "Score (%.*s): ", STR_ARGS(scale.len > 0 ? scale : STR("answers")));
	buf_fixed(out, score[SCORE_score].number, high > SMALL_SCALE ? 0 : 2);
	buf_text(out, " on a scale from ");
	number_grouped(out, score[SCORE_lowest].number);
	buf_text(out, " to ");
	number_grouped(out, high);
	buf_text(out, ", of ");
	plural(out, score[SCORE_scored].number, "answer", "answers");
	if (score[SCORE_silent].number > 0) {
		buf_text(out, ", ");
		number_grouped(out, score[SCORE_silent].number);
		buf_text(out, " of them without words");
	}
	if (called.len > 0 && !str_eq(called, scale)) {
		buf_printf(out, "; the data call it %.*s, which it is not: no answer is 0 or above ", STR_ARGS(called));
		number_grouped(out, high);
	}
	if (score[SCORE_out_of_range].number > 0) {
		buf_text(out, "; ");
		plural(out, score[SCORE_out_of_range].number, "answer outside of the scale is not in it",
		       "answers outside of the scale are not in it");
	}
	buf_byte(out, '.');
}

static void scores(struct buf *out, const struct page *page)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < page->view->score_count; i++) {
		buf_text(&text, i > 0 ? " " : "");
		score_text(&text, page->view->scores[i]);
	}
	if (text.len > 0) {
		page->writer->paragraph(out, buf_str(&text));
	}
	buf_release(&text);
}

static void headline(struct buf *out, const struct page *page)
{
	const struct field_value *summary = page->view->summary;
	struct str sentence = summary[SUMMARY_headline].text;
	struct buf text;
	buf_init(&text, SIZE_MAX);
	if (summary[SUMMARY_headline].text.len > 0 && summary[SUMMARY_contacts].number <= 0) { /* a night without any */
		page->writer->heading(out, 1, STR("No contacts"));
		page->writer->paragraph(out, STR("Nobody wrote, or all that came was set aside."));
		buf_release(&text);
		return;
	}
	page->writer->heading(out, 1, sentence.len > 0 ? sentence : STR("What customers tell us"));
	buf_text(&text, "Of ");
	plural(&text, summary[SUMMARY_contacts].number, "contact", "contacts");
	if (summary[SUMMARY_wordings].number > 0 &&
	    summary[SUMMARY_wordings].number < summary[SUMMARY_contacts].number) {
		buf_text(&text, " in ");
		plural(&text, summary[SUMMARY_wordings].number, "wording", "wordings");
	}
	if (page_people_known(page->view)) {
		buf_text(&text, " from ");
		plural(&text, summary[SUMMARY_people].number, "customer", "customers");
	}
	dates_text(&text, page->view);
	if (page->view->issues_lead) {
		denominator_text(&text, page->view);
	} else {
		buf_text(&text, "; ");
		percent(&text, summary[SUMMARY_coverage].number);
		buf_text(&text, " have a topic.");
		flood_text(&text, page->view);
		if (str_eq(summary[SUMMARY_layer].text, STR("topics"))) {
			buf_text(&text, " Few of them state a trouble that is known, so topics stand here: what "
			                "they are about, not what is wrong.");
			half_text(&text, page->view);
		}
	}
	money_text(&text, page->view);
	page->writer->paragraph(out, buf_str(&text));
	buf_release(&text);
	scores(out, page);
}

struct state {
	struct str name; /* of a trend */
	const char *says;
};
static const struct state states[] = { { { "new", 3 }, "New:" },
	                               { { "rising", 6 }, "Rising:" },
	                               { { "falling", 7 }, "Falling:" },
	                               { { "gone", 4 }, "Gone:" } };
enum { STATES = sizeof states / sizeof *states };

static bool in_state(const struct view_theme *theme, const struct state *state)
{
	return str_eq(theme_text(theme, THEME_trend), state->name) &&
	       !str_eq(theme_text(theme, THEME_table), STR("muted"));
}

static void trend_item(struct buf *out, const struct page *page, const struct state *state)
{
	struct buf text;
	size_t count = 0;
	buf_init(&text, SIZE_MAX);
	buf_text(&text, state->says);
	for (size_t i = 0; i < page->view->themes.count; i++) {
		if (in_state(&page->view->themes.list[i], state)) {
			buf_text(&text, count++ > 0 ? "; " : " ");
			buf_str_add(&text, theme_text(&page->view->themes.list[i], THEME_label));
		}
	}
	if (count > 0) {
		page->writer->list_item(out, buf_str(&text));
	}
	buf_release(&text);
}

/* What the last night had more of than its past explains, each with what the past would have had. */
static void unusual(struct buf *out, const struct page *page)
{
	const struct view *view = page->view;
	struct buf text;
	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < view->unusual_count; i++) {
		const struct field_value *values = view->unusual[i];
		buf_text(&text, i > 0 ? "; " : "Far more than the nights before: ");
		buf_str_add(&text, values[ANOMALY_label].text);
		buf_byte(&text, ' ');
		number_grouped(&text, values[ANOMALY_contacts].number);
		buf_text(&text, values[ANOMALY_days].number > 1 ? " in two days, where " : ", where ");
		number_grouped(&text, values[ANOMALY_expected].number);
		buf_text(&text, i == 0 ? " were to be expected" : "");
	}
	if (view->unusual_count > 0) {
		page->writer->list_item(out, buf_str(&text));
	}
	buf_release(&text);
}

static void births(struct buf *out, const struct page *page)
{
	const struct view *view = page->view;
	struct buf text;
	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < view->birth_count; i++) {
		buf_text(&text,
		         i > 0 ? "; “" : "Topics that the model does not know yet, each by one who speaks of it: “");
		buf_str_add(&text, view->births[i].name);
		buf_text(&text, "” (");
		plural(&text, view->births[i].count, "mention of the last nights)", "mentions of the last nights)");
	}
	if (view->birth_count > 0) {
		page->writer->list_item(out, buf_str(&text));
	}
	buf_release(&text);
}

/* New, rising, falling and gone issues, and what is unusual; nothing at all when all is steady, because filler is not
 * read. */
static void changes(struct buf *out, const struct page *page)
{
	enum { LEVEL = 2 };
	const struct view *view = page->view;
	struct str from = view->change[PERIOD_CHANGE_recent_from].text, to = view->change[PERIOD_CHANGE_recent_to].text;
	struct buf text;
	bool any = view->unusual_count + view->birth_count > 0;
	for (size_t i = 0; i < view->themes.count; i++) {
		for (size_t s = 0; s < STATES; s++) {
			any = any || in_state(&view->themes.list[i], &states[s]);
		}
	}
	if (!any) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	buf_text(&text, "What changed");
	if (from.len >= DATE_LEN && to.len >= DATE_LEN) {
		buf_printf(&text, ", %.*s to %.*s", STR_ARGS(str_slice(from, 0, DATE_LEN)),
		           STR_ARGS(str_slice(to, 0, DATE_LEN)));
	}
	page->writer->heading(out, LEVEL, buf_str(&text));
	page->writer->list_begin(out);
	unusual(out, page);
	births(out, page);
	for (size_t s = 0; s < STATES; s++) {
		trend_item(out, page, &states[s]);
	}
	page->writer->list_end(out);
	buf_release(&text);
}

/* Where one channel tells what the others do not. */
static void contrasts(struct buf *out, const struct page *page)
{
	struct buf text;
	if (page->view->contrast_count == 0) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	page->writer->heading(out, 2, STR("What one channel tells and others do not"));
	page->writer->list_begin(out);
	for (size_t i = 0; i < page->view->contrast_count && i < CONTRASTS_SHOWN; i++) {
		const struct field_value *contrast = page->view->contrasts[i].values;
		buf_clear(&text);
		buf_printf(&text, "%.*s: ", STR_ARGS(contrast[CONTRAST_label].text));
		percent(&text, contrast[CONTRAST_share].number);
		buf_printf(&text, " of contacts by %.*s, ", STR_ARGS(contrast[CONTRAST_channel].text));
		percent(&text, contrast[CONTRAST_share_elsewhere].number);
		buf_text(&text, " elsewhere");
		page->writer->list_item(out, buf_str(&text));
	}
	page->writer->list_end(out);
	buf_release(&text);
}

/* Contacts whose date is none. */
static void dates_apart(struct buf *out, const struct page *page)
{
	double apart = page->view->summary[SUMMARY_dates_apart].number;
	struct buf text;
	if (apart <= 0) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	plural(&text, apart, "contact is dated half a year or more behind all others: it counts, without that date.",
	       "contacts are dated half a year or more behind all others: they count, without that date.");
	page->writer->paragraph(out, buf_str(&text));
	buf_release(&text);
}

static void unassigned(struct buf *out, const struct page *page)
{
	const struct view_counts *reasons = &page->view->unassigned;
	struct buf text;
	double sum = 0;
	size_t told = 0;
	for (size_t i = 0; i < reasons->count; i++) {
		sum += reasons->list[i].count;
	}
	if (sum == 0) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	plural(&text, sum, "contact has no topic:", "contacts have no topic:");
	for (size_t i = 0; i < reasons->count; i++) {
		struct str name = reasons->list[i].name;
		if (reasons->list[i].count <= 0) {
			continue;
		}
		buf_text(&text, told++ > 0 ? ", " : " ");
		number_grouped(&text, reasons->list[i].count);
		buf_byte(&text, ' ');
		for (size_t k = 0; k < name.len; k++) {
			buf_byte(&text, name.at[k] == '_' ? ' ' : name.at[k]);
		}
	}
	buf_byte(&text, '.');
	page->writer->paragraph(out, buf_str(&text));
	buf_release(&text);
}

/* A table and, of its first ones, what they say. */
static void section(struct buf *out, const struct page *page, struct str heading, struct str table, size_t told)
{
	if (count_table(page->view, table) > 0) {
		page->writer->heading(out, 2, heading);
		page_themes(out, page, &page->view->themes, table);
		page_issues(out, page, table, told);
	}
}

/* The themes, where issues lead: for drill-down. */
static void topics(struct buf *out, const struct page *page)
{
	if (!page->view->issues_lead || page->view->beside.count == 0) {
		return;
	}
	page->writer->heading(out, 2, STR("What they write about"));
	page->writer->paragraph(out,
	                        STR("Topics: groups of sentences alike in words and meaning, with what is wrong in "
	                            "them or not. themes.csv has them all, themes.ndjson their parts too."));
	page_themes(out, page, &page->view->beside, STR("pain"));
}

/* What the headline's interval holds beside sampling. */
static void learnt_again(struct buf *out, const struct page *page)
{
	double resamples = page->view->summary[SUMMARY_resamples].number;
	struct buf text;
	if (resamples < 1) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	buf_printf(
	    &text,
	    "The issues were learnt again on %.0f redraws of the customers (as many persons, drawn by lot, some of "
	    "them more than once and some not at all): \"found again\" says in how many of them an issue came out too, "
	    "and the "
	    "headline's interval is wider by how far the share of their first five moves.",
	    resamples);
	page->writer->paragraph(out, buf_str(&text));
	buf_release(&text);
}

static void rest(struct buf *out, const struct page *page)
{
	page->writer->heading(out, 2, STR("What the numbers rest on"));
	page_funnel(out, page);
	unassigned(out, page);
	page_muted(out, page);
	dates_apart(out, page);
	if (page->view->issues_lead) {
		page->writer->paragraph(
		    out,
		    STR("An issue is a trouble and the thing that has it. A contact counts once for every issue that "
		        "one "
		        "of its sentences states, so shares overlap and \"together\" counts each contact once. What "
		        "is counted is named outright: the true shares are larger. Intervals are 95 % (bootstrap over "
		        "persons); ranks in brackets cannot be told apart."));
		learnt_again(out, page);
		return;
	}
	page->writer->paragraph(
	    out, STR("A contact counts once for every topic it names, so shares overlap and \"together\" "
	             "counts each contact once. "
	             "Intervals are 95 % (bootstrap over persons); ranks in brackets cannot be told apart. "
	             "How finely topics are split is a choice (--coarse, --fine): the headline names it."));
}

void page_write(struct buf *out, const struct page *page)
{
	const struct writer *w = page->writer;
	const struct view *view = page->view;
	struct str sentence = view->summary[SUMMARY_headline].text;
	w->begin(out, page->title.len > 0 ? page->title : sentence.len > 0 ? sentence : STR("gripe"));
	headline(out, page);
	w->chart(out, view);
	if (count_table(view, STR("pain")) > 0) {
		w->heading(out, 2, view->issues_lead ? STR("The issues, by contacts") : STR("The topics, by contacts"));
		page_themes(out, page, &view->themes, STR("pain"));
		more_line(out, page, STR("pain"));
		page_families(out, page);
		w->heading(out, 2, STR("In customers' words"));
		page_issues(out, page, STR("pain"), page->top);
	}
	page_rests(out, page);
	page_outside(out, page);
	changes(out, page);
	contrasts(out, page);
	section(out, page, STR("What they ask for"), STR("request"), ASKED_SHOWN);
	section(out, page, STR("What they ask"), STR("howto"), ASKED_SHOWN);
	section(out, page, STR("Praise"), STR("praise"), PRAISE_SHOWN);
	topics(out, page);
	if (count_table(view, STR("other")) > 0) {
		w->heading(out, 2, STR("No issue"));
		w->paragraph(out, STR("What people write about without a problem, a request or praise in it."));
		page_themes(out, page, &view->themes, STR("other"));
	}
	rest(out, page);
	w->end(out);
}
