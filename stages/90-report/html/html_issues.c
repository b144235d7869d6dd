/* html_issues.c - each issue, one behind the other and closed: when it began, where, who, what it is about, three
 * quotes, more of them drawn by lot, its neighbours, and why these contacts count. */
#include <stdlib.h>

#include "html.h"
#include "html_marks.h"

enum { CHART_WIDTH = 264, CHART_HEIGHT = 80, SEGMENTS_SHOWN = 4, NEIGHBOURS_SHOWN = 6, MONTH_BYTES = 7 };

static struct str month_of(struct str time)
{
	return time.len < MONTH_BYTES ? STR_EMPTY : str_slice(time, 0, MONTH_BYTES);
}

/* A line of the sheet: words of a key, then what they name. */
static void fact(const struct html *html, const char *key, struct buf *text)
{
	if (text->len > 0) {
		HTML(html->out, "<dt>%</dt><dd>%</dd>\n", words_get(html->page->words, key), buf_str(text));
	}
	buf_clear(text);
}

static void seen_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	struct str first = theme_text(theme, THEME_first_seen), last = theme_text(theme, THEME_last_seen);
	if (first.len > 0) {
		word_date(out, page->words, first, DAY_YEAR);
		buf_text(out, " – ");
		word_date(out, page->words, last, DAY_YEAR);
	}
}

static void counted(struct buf *out, const struct page *page, const char *group, const struct view_counts *counts)
{
	for (size_t i = 0; i < counts->count; i++) {
		buf_text(out, i > 0 ? ", " : "");
		name_text(out, page, group, counts->list[i].name);
		buf_byte(out, ' ');
		word_whole(out, page->words, counts->list[i].count);
	}
}

static void who_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	for (size_t i = 0; i < theme->segment_count && i < SEGMENTS_SHOWN; i++) {
		const struct field_value *segment = theme->segments[i].values;
		struct buf here, there;
		buf_init(&here, SIZE_MAX);
		buf_init(&there, SIZE_MAX);
		word_percent(&here, page->words, segment[CONTRAST_share].number);
		word_percent(&there, page->words, segment[CONTRAST_share_elsewhere].number);
		buf_text(out, i > 0 ? "; " : "");
		SAY(out, page->words, "issue.who", segment[CONTRAST_segment].text, segment[CONTRAST_value].text,
		    buf_str(&here), buf_str(&there));
		buf_release(&here);
		buf_release(&there);
	}
}

/* Class and thing of an issue's id. */
static struct str part_of(struct str id, bool thing)
{
	struct str rest, class = str_cut(id, '.', &rest);
	return thing ? rest : class;
}

/* Issues of the same trouble or of the same thing, as links. */
static void neighbours(const struct html *html, const struct view_theme *theme)
{
	const struct view_list *themes = &html->page->view->themes;
	struct str id = theme_text(theme, THEME_issue), thing = part_of(id, true);
	struct buf anchor;
	size_t told = 0;
	buf_init(&anchor, SIZE_MAX);
	for (size_t i = 0; i < themes->count && told < NEIGHBOURS_SHOWN && id.len > 0; i++) {
		const struct view_theme *other = &themes->list[i];
		struct str its = theme_text(other, THEME_issue);
		bool near = str_eq(part_of(its, false), part_of(id, false)) ||
		            (thing.len > 0 && str_eq(part_of(its, true), thing));
		if (other != theme && near && theme_shows(other, STR("pain"))) {
			if (told == 0) {
				HTML(html->out, "<dt>%</dt><dd>", words_get(html->page->words, "issue.neighbours"));
			}
			buf_clear(&anchor);
			anchor_issue(&anchor, other);
			buf_text(html->out, told++ > 0 ? ", " : "");
			HTML(html->out, "<a href=\"#%\">%</a>", buf_str(&anchor), theme_text(other, THEME_label));
		}
	}
	buf_text(html->out, told > 0 ? "</dd>\n" : "");
	buf_release(&anchor);
}

static void sheet(const struct html *html, const struct view_theme *theme)
{
	const struct page *page = html->page;
	struct buf text;
	buf_init(&text, SIZE_MAX);
	buf_text(html->out, "<dl class=\"facts\">");
	seen_text(&text, page, theme);
	fact(html, "issue.when", &text);
	movement_text(&text, page, theme);
	fact(html, "issue.moves", &text);
	counted(&text, page, "channel", &theme->channels);
	fact(html, "issue.where", &text);
	counted(&text, page, "step", &theme->journey);
	fact(html, "issue.step", &text);
	who_text(&text, page, theme);
	fact(html, "issue.who_more", &text);
	topics_text(&text, page, theme);
	fact(html, "issue.about_short", &text);
	neighbours(html, theme);
	buf_text(html->out, "</dl>\n");
	buf_release(&text);
}

static void trend_chart(const struct html *html, const struct view_theme *theme)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	movement_text(&text, html->page, theme);
	if (theme->periods.count >= 2) {
		mark_columns(html->out,
		             &(struct columns_chart){ .values = theme->periods.list,
		                                      .count = theme->periods.count,
		                                      .width = CHART_WIDTH,
		                                      .height = CHART_HEIGHT },
		             theme_text(theme, THEME_label), buf_str(&text));
	}
	buf_release(&text);
}

static void more_quote(const struct html *html, const struct page_mention *mention)
{
	const struct view_quote quote = { .contact = mention->contact,
		                          .time = mention->time,
		                          .channel = mention->channel,
		                          .scale = mention->scale,
		                          .score = mention->score };
	struct buf source;
	buf_init(&source, SIZE_MAX);
	quote_source(&source, html->page, &quote, (struct source_parts){ false, true });
	HTML(html->out,
	     "<blockquote class=\"qq\" data-channel=\"%\" data-month=\"%\" data-attrs=\"%\"><p><bdi>%</bdi></p>"
	     "<footer>%</footer></blockquote>\n",
	     mention->channel, month_of(mention->time), mention->attrs, mention->text, buf_str(&source));
	buf_release(&source);
}

/* More of what was said, drawn by lot; where the rest is. */
static void more(const struct html *html, const struct view_theme *theme)
{
	const struct page_mentions *mentions = page_mentions_of(html->contacts, theme_text(theme, THEME_issue));
	struct buf text, shown, all;
	if (mentions == NULL) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	buf_init(&shown, SIZE_MAX);
	buf_init(&all, SIZE_MAX);
	word_whole(&shown, html->page->words, (double)mentions->count);
	say_number(&all, html->page->words, "n.mentions", theme_number(theme, THEME_mentions));
	SAY(&text, html->page->words, "issue.drawn", buf_str(&shown), buf_str(&all));
	HTML(html->out, "<details class=\"more\"><summary>%</summary>\n", buf_str(&text));
	for (size_t i = 0; i < mentions->count; i++) {
		more_quote(html, &mentions->list[i]);
	}
	buf_text(html->out, "</details>\n");
	buf_release(&text);
	buf_release(&shown);
	buf_release(&all);
}

static void told(const struct html *html, const struct view_theme *theme)
{
	const struct page *page = html->page;
	struct buf text;
	buf_init(&text, SIZE_MAX);
	facts_text(&text, page, theme);
	html_paragraph(html, "lead", &text);
	for (size_t i = 0; i < theme->quote_count; i++) {
		html_quote(html, &theme->quotes[i], true);
	}
	more(html, theme);
	fixed_text(&text, page, theme);
	html_paragraph(html, "fixed", &text);
	for (size_t i = 0; i < theme->action_count; i++) {
		action_text(&text, page, theme->actions[i]);
		html_paragraph(html, "fixed", &text);
	}
	step_text(&text, page, theme);
	html_paragraph(html, "next", &text);
	buf_release(&text);
}

static void aside(const struct html *html, const struct view_theme *theme)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	trend_chart(html, theme);
	sheet(html, theme);
	words_text(&text, html->page, theme);
	html_paragraph(html, "note", &text);
	subs_text(&text, html->page, theme);
	html_paragraph(html, "note", &text);
	edits_text(&text, html->page, theme);
	html_paragraph(html, "note", &text);
	if (theme_text(theme, THEME_issue).len > 0) {
		SAY(&text, html->page->words, "issue.why", theme_text(theme, THEME_issue));
		html_paragraph(html, "note", &text);
	}
	buf_release(&text);
}

static void issue(const struct html *html, const struct view_theme *theme)
{
	const struct page *page = html->page;
	struct buf text;
	buf_init(&text, SIZE_MAX);
	anchor_issue(&text, theme);
	HTML(html->out, "<div class=\"sec\" id=\"%\" data-kind=\"%\"", buf_str(&text), theme_text(theme, THEME_kind));
	buf_printf(html->out, " data-contacts=\"%.0f\"><details><summary><h3>", theme_number(theme, THEME_contacts));
	HTML(html->out, "%</h3> <span class=\"sumn\">", theme_text(theme, THEME_label));
	buf_clear(&text);
	share_of_text(&text, page, theme);
	buf_text(&text, " · ");
	movement_text(&text, page, theme);
	HTML(html->out, "%</span></summary><div class=\"sg\"><div>\n", buf_str(&text));
	aside(html, theme);
	buf_text(html->out, "</div><div>\n");
	told(html, theme);
	buf_text(html->out, "</div></div></details></div>\n");
	buf_release(&text);
}

void html_issues(const struct html *html)
{
	const struct view_theme **list = memory_array(html->page->top + 1, sizeof *list);
	size_t count = html_shown(html->page, list);
	struct buf text;
	buf_init(&text, SIZE_MAX);
	if (count > 0) {
		buf_text(html->out, "<section id=\"issues\" aria-labelledby=\"h-issues\">");
		html_heading(html, 2, "h-issues", "h.each");
		buf_text(html->out, "<div class=\"tools\" id=\"tools\" hidden></div>\n<div id=\"list\">\n");
		for (size_t i = 0; i < count; i++) {
			issue(html, list[i]);
		}
		buf_text(html->out, "</div>\n");
		if (table_count(&html->page->view->themes, STR("pain")) > count) {
			say_number(&text, html->page->words,
			           html->page->view->issues_lead ? "more.issues" : "more.topics",
			           (double)(table_count(&html->page->view->themes, STR("pain")) - count));
			html_paragraph(html, "note", &text);
		}
		buf_text(html->out, "</section>\n");
	}
	buf_release(&text);
	free(list);
}
