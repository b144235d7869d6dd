/* page_issue.c - one issue after the other: how big it is, what it is about, in customers' words, and what to do next.
 */
#include "figures_text.h"
#include "page.h"

enum { SUBS_SHOWN = 4, HEADLINE_NAMES = 5 };
#define WORTH_FIXING 0.005 /* share of the contacts: less is not worth a sentence about the rest */

static void subs_line(struct buf *out, const struct view_theme *theme, const struct writer *writer)
{
	const struct view_counts *subs = &theme->subs;
	struct buf text;
	if (subs->count < 2) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	buf_text(&text, "Within it: ");
	for (size_t i = 0; i < subs->count && i < SUBS_SHOWN; i++) {
		buf_text(&text, i > 0 ? "; " : "");
		buf_str_add(&text, subs->list[i].name);
		buf_text(&text, " (");
		number_grouped(&text, subs->list[i].count);
		buf_text(&text, ")");
	}
	if (subs->count > SUBS_SHOWN) {
		buf_printf(&text, "; and %zu more", subs->count - SUBS_SHOWN);
	}
	buf_text(&text, ".");
	writer->paragraph(out, buf_str(&text));
	buf_release(&text);
}

static void terms_text(struct buf *out, const struct view_theme *theme)
{
	if (theme->term_count == 0) {
		return;
	}
	buf_text(out, " Words: ");
	for (size_t i = 0; i < theme->term_count; i++) {
		buf_text(out, i > 0 ? ", " : "");
		buf_str_add(out, theme->terms[i]);
	}
	buf_byte(out, '.');
}

static void channels_text(struct buf *out, const struct view_theme *theme)
{
	if (theme->channels.count < 2) {
		return;
	}
	buf_text(out, " Channels: ");
	for (size_t i = 0; i < theme->channels.count; i++) {
		buf_text(out, i > 0 ? ", " : "");
		buf_str_add(out, theme->channels.list[i].name);
		buf_byte(out, ' ');
		number_grouped(out, theme->channels.list[i].count);
	}
	buf_byte(out, '.');
}

/* An issue of the table of pain, so a problem whatever the word lists see in its sentences. */
static bool is_problem(const struct view_theme *theme)
{
	return theme_text(theme, THEME_issue).len > 0 && str_eq(theme_text(theme, THEME_table), STR("pain"));
}

static void size_text(struct buf *out, const struct view *view, const struct view_theme *theme)
{
	struct str kind = theme_text(theme, THEME_kind);
	plural(out, theme_number(theme, THEME_contacts), "contact", "contacts");
	if (page_people_known(view)) {
		buf_text(out, " from ");
		plural(out, theme_number(theme, THEME_people), "person", "people");
	}
	if (kind.len > 0 && !str_eq(kind, STR("other")) && !is_problem(theme)) {
		buf_text(out, ", mostly ");
		for (size_t i = 0; i < kind.len; i++) {
			buf_byte(out, kind.at[i] == '_' ? '-' : kind.at[i]);
		}
	}
}

/* What it costs: points of the score, which a problem alone takes away; money. */
static void cost_text(struct buf *out, const struct view *view, const struct view_theme *theme)
{
	struct str scale = theme_text(theme, THEME_scale);
	if (is_problem(theme) && theme_number(theme, THEME_points_lost) > 0) {
		buf_text(out, "; costs ");
		buf_fixed(out, theme_number(theme, THEME_points_lost), 2);
		buf_printf(out, " points of the score%s%.*s%s", scale.len > 0 ? " (" : "", STR_ARGS(scale),
		           scale.len > 0 ? ")" : "");
	}
	if (theme_number(theme, THEME_cost) > 0) { /* 0: its channels have no price, which the head of the page says */
		buf_text(out, "; cost ");
		number_grouped(out, theme_number(theme, THEME_cost));
		buf_byte(out, ' ');
		buf_str_add(out, view->summary[SUMMARY_currency].text);
	}
}

/* Of the issues that a headline names: in how many resamples learning found it too. */
static void came_back_text(struct buf *out, const struct view_theme *theme)
{
	if (theme->values[THEME_came_back].state == FIELD_GIVEN && theme_number(theme, THEME_rank) <= HEADLINE_NAMES &&
	    str_eq(theme_text(theme, THEME_table), STR("pain"))) {
		buf_printf(out, "; found again in %.0f of %.0f redraws of the customers",
		           theme_number(theme, THEME_came_back), theme_number(theme, THEME_of_resamples));
	}
}

static void facts(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	size_text(&text, page->view, theme);
	if (theme_number(theme, THEME_praised) > 0) {
		buf_text(&text, "; ");
		plural(&text, theme_number(theme, THEME_praised), "more praises it", "more praise it");
	}
	if (theme_number(theme, THEME_effort) > 0) {
		buf_text(&text, "; ");
		plural(&text, theme_number(theme, THEME_effort), "tells of having to try again",
		       "tell of having to try again");
	}
	cost_text(&text, page->view, theme);
	came_back_text(&text, theme);
	buf_byte(&text, '.');
	terms_text(&text, theme);
	channels_text(&text, theme);
	page_family_text(&text, page, theme);
	page->writer->paragraph(out, buf_str(&text));
	buf_release(&text);
}

static void topics_line(struct buf *out, const struct view_theme *theme, const struct writer *writer)
{
	struct buf text;
	if (theme->topics.count == 0) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	buf_text(&text, "Most about: ");
	page_topics_text(&text, theme);
	buf_byte(&text, '.');
	writer->paragraph(out, buf_str(&text));
	buf_release(&text);
}

static void fixed_line(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	double gone = theme->fixed[IF_FIXED_contacts].number;
	struct buf text;
	if (gone < 1 || gone < WORTH_FIXING * page->view->summary[SUMMARY_contacts].number ||
	    theme->fixed[IF_FIXED_issues].number < 1) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	buf_text(&text, "If this were gone: at most ");
	plural(&text, gone, "contact", "contacts");
	buf_text(&text, " fewer, those that name nothing else.");
	page->writer->paragraph(out, buf_str(&text));
	buf_release(&text);
}

static void step_line(struct buf *out, const struct view_theme *theme, const struct writer *writer)
{
	struct str step = theme_text(theme, THEME_next_step), owner = theme_text(theme, THEME_owner);
	struct buf text;
	if (step.len == 0) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	buf_printf(&text, "Next: %.*s", STR_ARGS(step));
	if (owner.len > 0) {
		buf_printf(&text, " (owner: %.*s)", STR_ARGS(owner));
	}
	writer->paragraph(out, buf_str(&text));
	buf_release(&text);
}

/* What its share is of. */
static void share_of_text(struct buf *out, const struct view *view, const struct view_theme *theme)
{
	bool praise = str_eq(theme_text(theme, THEME_table), STR("praise"));
	buf_text(out, !view->issues_lead ? " of contacts"
	              : praise           ? " of all contacts"
	                                 : " of contacts with a problem");
}

static void issue(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	enum { LEVEL = 3 };
	struct buf head;
	buf_init(&head, SIZE_MAX);
	buf_fixed(&head, theme_number(theme, THEME_rank), 0);
	buf_printf(&head, ". %.*s: ", STR_ARGS(theme_text(theme, THEME_label)));
	percent(&head, theme_number(theme, THEME_share));
	share_of_text(&head, page->view, theme);
	page->writer->heading(out, LEVEL, buf_str(&head));
	buf_release(&head);
	facts(out, page, theme);
	topics_line(out, theme, page->writer);
	page_edits(out, page, theme);
	subs_line(out, theme, page->writer);
	for (size_t i = 0; i < theme->quote_count; i++) {
		page->writer->quote(out, theme->quotes[i].text, theme->quotes[i].contact);
	}
	fixed_line(out, page, theme);
	page_actions(out, page, theme);
	step_line(out, theme, page->writer);
}

void page_issues(struct buf *out, const struct page *page, struct str table, size_t most)
{
	size_t shown = 0;
	for (size_t i = 0; i < page->view->themes.count && shown < most; i++) {
		const struct view_theme *theme = &page->view->themes.list[i];
		if (str_eq(theme_text(theme, THEME_table), table) && !theme_is_rest(theme)) {
			issue(out, page, theme);
			shown++;
		}
	}
}
