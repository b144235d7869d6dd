/* page.c - the one page: what hurts most, in an order that somebody who has two minutes can act on. Headline with its
 * denominator and grain, the table of the biggest issues, each with what it is about, in customers' words, and what to
 * do next; then praise, then what the numbers rest on. */
#include "page.h"

#include "figures_text.h"

enum {
	DATE_LEN = 10, /* "2025-03-01" of a time */
	PRAISE_SHOWN = 3,
	CONTRASTS_SHOWN = 5
};

static size_t count_table(const struct view *view, struct str table)
{
	size_t n = 0;
	for (size_t i = 0; i < view->theme_count; i++) {
		n += str_eq(theme_text(&view->themes[i], THEME_table), table);
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
	buf_printf(&text, "… and %zu smaller ones; themes.ndjson and themes.csv have them all.", all - page->top);
	page->writer->paragraph(out, buf_str(&text));
	buf_release(&text);
}

/* ", 2025-03-02 to 2025-04-30": from the first contact of any theme to the last. */
static void dates_text(struct buf *out, const struct view *view)
{
	struct str first = STR_EMPTY, last = STR_EMPTY;
	for (size_t i = 0; i < view->theme_count; i++) {
		struct str from = theme_text(&view->themes[i], THEME_first_seen),
		           to = theme_text(&view->themes[i], THEME_last_seen);
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

/* How few issues half of all contacts name, at both grains. */
static void half_text(struct buf *out, const struct view *view)
{
	double half = view->curves[GRAIN_OF_THEMES][CURVE_k50].number,
	       issues = view->grains[GRAIN_OF_THEMES][GRAIN_issues].number,
	       fine_half = view->curves[GRAIN_OF_SUBS][CURVE_k50].number,
	       fine_issues = view->grains[GRAIN_OF_SUBS][GRAIN_issues].number;
	if (half <= 0) {
		return;
	}
	buf_text(out, " Half of all contacts name ");
	if (half == 1) {
		buf_text(out, "the biggest");
	} else {
		buf_printf(out, "at least one of the %.0f biggest", half);
	}
	buf_printf(out, " of %.0f issue%s", issues, issues == 1 ? "" : "s");
	if (fine_half > 0) {
		buf_printf(out, " (at the finer grain: %.0f of %.0f)", fine_half, fine_issues);
	}
	buf_byte(out, '.');
}

static void headline(struct buf *out, const struct page *page)
{
	const struct field_value *summary = page->view->summary;
	struct str sentence = summary[SUMMARY_headline].text;
	struct buf text;
	buf_init(&text, SIZE_MAX);
	page->writer->heading(out, 1, sentence.len > 0 ? sentence : STR("What customers tell us"));
	buf_text(&text, "Of ");
	plural(&text, summary[SUMMARY_contacts].number, "contact", "contacts");
	if (page_people_known(page->view)) {
		buf_text(&text, " from ");
		plural(&text, summary[SUMMARY_people].number, "customer", "customers");
	}
	dates_text(&text, page->view);
	buf_text(&text, "; ");
	percent(&text, summary[SUMMARY_coverage].number);
	buf_text(&text, " name an issue that was found.");
	half_text(&text, page->view);
	if (summary[SUMMARY_cost].number > 0) {
		buf_text(&text, " All of it cost ");
		number_grouped(&text, summary[SUMMARY_cost].number);
		buf_printf(&text, " %.*s.", STR_ARGS(summary[SUMMARY_currency].text));
	}
	page->writer->paragraph(out, buf_str(&text));
	buf_release(&text);
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
	return str_eq(theme_text(theme, THEME_trend), state->name);
}

static void trend_item(struct buf *out, const struct page *page, const struct state *state)
{
	struct buf text;
	size_t count = 0;
	buf_init(&text, SIZE_MAX);
	buf_text(&text, state->says);
	for (size_t i = 0; i < page->view->theme_count; i++) {
		if (in_state(&page->view->themes[i], state)) {
			buf_text(&text, count++ > 0 ? "; " : " ");
			buf_str_add(&text, theme_text(&page->view->themes[i], THEME_label));
		}
	}
	if (count > 0) {
		page->writer->list_item(out, buf_str(&text));
	}
	buf_release(&text);
}

/* New, rising, falling and gone issues; nothing at all when all is steady, because filler is not read. */
static void changes(struct buf *out, const struct page *page)
{
	enum { LEVEL = 2 };
	const struct view *view = page->view;
	struct str from = view->change[PERIOD_CHANGE_recent_from].text, to = view->change[PERIOD_CHANGE_recent_to].text;
	struct buf text;
	bool any = false;
	for (size_t i = 0; i < view->theme_count; i++) {
		for (size_t s = 0; s < STATES; s++) {
			any = any || in_state(&view->themes[i], &states[s]);
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
	plural(&text, sum, "contact names no issue:", "contacts name no issue:");
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

void page_write(struct buf *out, const struct page *page)
{
	const struct writer *w = page->writer;
	struct str sentence = page->view->summary[SUMMARY_headline].text;
	w->begin(out, page->title.len > 0 ? page->title : sentence.len > 0 ? sentence : STR("gripe"));
	headline(out, page);
	w->chart(out, page->view);
	if (count_table(page->view, STR("pain")) > 0) {
		w->heading(out, 2, STR("The issues, by contacts"));
		page_themes(out, page, STR("pain"));
		more_line(out, page, STR("pain"));
		w->heading(out, 2, STR("In customers' words"));
		page_issues(out, page, STR("pain"), page->top);
	}
	changes(out, page);
	contrasts(out, page);
	if (count_table(page->view, STR("praise")) > 0) {
		w->heading(out, 2, STR("Praise"));
		page_themes(out, page, STR("praise"));
		page_issues(out, page, STR("praise"), PRAISE_SHOWN);
	}
	if (count_table(page->view, STR("other")) > 0) {
		w->heading(out, 2, STR("No issue"));
		w->paragraph(out, STR("What people write about without a problem, a request or praise in it."));
		page_themes(out, page, STR("other"));
	}
	w->heading(out, 2, STR("What the numbers rest on"));
	page_funnel(out, page);
	unassigned(out, page);
	w->paragraph(out, STR("A contact counts once for every issue it names, so shares overlap and \"together\" "
	                      "counts each contact once. "
	                      "Intervals are 95 % (bootstrap over contacts); ranks in brackets cannot be told apart. "
	                      "How finely issues are split is a choice (--coarse, --fine): the headline names it."));
	w->end(out);
}
