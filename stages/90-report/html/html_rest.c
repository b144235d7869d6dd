/* html_rest.c - what stands behind the issues: requests, questions and praise; troubles of no issue of their own and
 * what no issue holds; alerts; what the numbers rest on; and the quoted contacts in full. */
#include "html.h"

enum { ASIDES_SHOWN = 5, ALERTS_SHOWN = 30 };

static void section_begin(const struct html *html, const char *id, const char *heading)
{
	HTML(html->out, "<section id=\"%\" aria-labelledby=\"h-%\"><h2 id=\"h-%\">%</h2>\n", str_from(id), str_from(id),
	     str_from(id), words_get(html->page->words, heading));
}

/* A name with its contacts, and a quote. */
static void item(const struct html *html, const struct view_theme *theme)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	anchor_issue(&text, theme);
	HTML(html->out, "<li id=\"%\"><b>%</b> ", buf_str(&text), theme_text(theme, THEME_label));
	buf_clear(&text);
	say_number(&text, html->page->words, "n.contacts", theme_number(theme, THEME_contacts));
	HTML(html->out, "<span class=\"iv\">%", buf_str(&text));
	buf_clear(&text);
	topics_text(&text, html->page, theme);
	HTML(html->out, text.len > 0 ? "; %</span>" : "%</span>", buf_str(&text));
	if (theme->quote_count > 0) {
		html_quote(html, &theme->quotes[0], false);
	}
	buf_text(html->out, "</li>\n");
	buf_release(&text);
}

static void group(const struct html *html, const char *heading, const char *what, struct str table)
{
	const struct view_list *themes = &html->page->view->themes;
	bool rests = table.len == 0;
	size_t told = 0;
	for (size_t i = 0; i < themes->count && told < (rests ? html->page->top : ASIDES_SHOWN); i++) {
		const struct view_theme *theme = &themes->list[i];
		if (rests ? theme_is_rest(theme) : theme_shows(theme, table)) {
			if (told++ == 0) {
				buf_text(html->out, "<div><h3>");
				html_word(html, heading);
				buf_text(html->out, "</h3>\n");
				if (what != NULL) {
					HTML(html->out, "<p class=\"unit\">%</p>", words_get(html->page->words, what));
				}
				buf_text(html->out, "<ul class=\"rest\">\n");
			}
			item(html, theme);
		}
	}
	buf_text(html->out, told > 0 ? "</ul></div>\n" : "");
}

static void outside(const struct html *html)
{
	const struct view *view = html->page->view;
	struct buf text;
	if (!view->issues_lead || view->outside_count == 0) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	buf_text(html->out, "<div><h3>");
	html_word(html, "h.outside");
	HTML(html->out, "</h3><p class=\"unit\">%</p><ul class=\"rest\">\n",
	     words_get(html->page->words, "outside.what"));
	for (size_t i = 0; i < view->outside_count; i++) {
		const struct field_value *topic = view->outside[i];
		buf_clear(&text);
		say_number(&text, html->page->words, "n.contacts", topic[OUTSIDE_contacts].number);
		HTML(html->out, "<li><b>%</b> <span class=\"iv\">%</span>", topic[OUTSIDE_label].text, buf_str(&text));
		if (topic[OUTSIDE_text].text.len > 0) {
			html_quote(html,
			           &(struct view_quote){ .contact = topic[OUTSIDE_contact].text,
			                                 .text = topic[OUTSIDE_text].text },
			           false);
		}
		buf_text(html->out, "</li>\n");
	}
	buf_text(html->out, "</ul></div>\n");
	buf_release(&text);
}

/* The topics that lie under the issues. */
static void topics(const struct html *html)
{
	const struct view_list *beside = &html->page->view->beside;
	size_t told = 0;
	if (!html->page->view->issues_lead || table_count(beside, STR("pain")) == 0) {
		return;
	}
	buf_text(html->out, "<div><h3>");
	html_word(html, "h.topics");
	HTML(html->out, "</h3><p class=\"unit\">%</p><ul class=\"rest\">\n",
	     words_get(html->page->words, "topics.what"));
	for (size_t i = 0; i < beside->count && told < html->page->top; i++) {
		if (theme_shows(&beside->list[i], STR("pain"))) {
			item(html, &beside->list[i]);
			told++;
		}
	}
	buf_text(html->out, "</ul></div>\n");
}

bool html_asides_shows(const struct page *page)
{
	const struct view_list *themes = &page->view->themes;
	size_t rests = 0;
	for (size_t i = 0; i < themes->count; i++) {
		rests += theme_is_rest(&themes->list[i]);
	}
	return rests > 0 || page->view->outside_count > 0 || table_count(themes, STR("request")) > 0 ||
	       table_count(themes, STR("howto")) > 0 || table_count(themes, STR("praise")) > 0 ||
	       table_count(&page->view->beside, STR("pain")) > 0;
}

void html_asides(const struct html *html)
{
	if (!html_asides_shows(html->page)) {
		return;
	}
	section_begin(html, "asides", "h.asides");
	buf_text(html->out, "<div class=\"two\">\n");
	group(html, "h.requests", NULL, STR("request"));
	group(html, "h.questions", NULL, STR("howto"));
	group(html, "h.praise", NULL, STR("praise"));
	group(html, "h.rests", "rests.what", STR_EMPTY);
	outside(html);
	topics(html);
	buf_text(html->out, "</div></section>\n");
}

void html_alerts(const struct html *html)
{
	const struct view_alerts *alerts = &html->page->view->alerts;
	struct buf text;
	if (alerts->count == 0) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	section_begin(html, "alerts", "h.alerts");
	alerts_text(&text, html->page);
	html_paragraph(html, "unit", &text);
	buf_text(html->out, "<ol class=\"rest\">\n");
	for (size_t i = 0; i < alerts->count && i < ALERTS_SHOWN; i++) {
		const struct view_alert *alert = &alerts->list[i];
		buf_clear(&text);
		name_text(&text, html->page, "risk", alert->risk);
		buf_printf(&text, " (%.0f)", alert->severity);
		HTML(html->out, "<li><b>%</b>", buf_str(&text));
		html_quote(html,
		           &(struct view_quote){ .contact = alert->contact,
		                                 .text = alert->text,
		                                 .time = alert->time,
		                                 .channel = alert->channel },
		           false);
		buf_text(html->out, "</li>\n");
	}
	buf_text(html->out, "</ol>\n");
	if (alerts->count > ALERTS_SHOWN) {
		buf_clear(&text);
		say_number(&text, html->page->words, "alerts.more", (double)(alerts->count - ALERTS_SHOWN));
		html_paragraph(html, "note", &text);
	}
	buf_text(html->out, "</section>\n");
	buf_release(&text);
}

static void funnel(const struct html *html)
{
	enum { STAGE, IN, KEPT, ASIDE, COLUMNS };
	static const char *const names[COLUMNS] = { "stage", "in", "kept", "aside" };
	struct column columns[COLUMNS];
	struct buf cells[3];
	for (size_t c = 0; c < COLUMNS; c++) {
		columns[c] = (struct column){ table_heading(html->page->words, names[c]), c == IN || c == KEPT };
	}
	for (size_t i = 0; i < 3; i++) {
		buf_init(&cells[i], SIZE_MAX);
	}
	if (html->page->view->book_count > 0) {
		html_numbers_begin(html, columns, COLUMNS);
		for (size_t i = 0; i < html->page->view->book_count; i++) {
			const struct view_book *book = &html->page->view->books[i];
			for (size_t c = 0; c < 3; c++) {
				buf_clear(&cells[c]);
			}
			word_whole(&cells[0], html->page->words, book->in);
			word_whole(&cells[1], html->page->words, book->kept);
			dropped_text(&cells[2], html->page, &book->dropped);
			html_numbers_row(html, columns,
			                 (const struct str[COLUMNS]){ book->stage, buf_str(&cells[0]),
			                                              buf_str(&cells[1]), buf_str(&cells[2]) },
			                 COLUMNS);
		}
		html_numbers_end(html);
	}
	for (size_t i = 0; i < 3; i++) {
		buf_release(&cells[i]);
	}
}

void html_rest(const struct html *html)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	section_begin(html, "rests", "h.rest");
	for (size_t i = 0; rest_text(&text, html->page, i); i++) {
		html_paragraph(html, "rule", &text);
	}
	funnel(html);
	buf_text(html->out, "</section>\n");
	buf_release(&text);
}

static void contact(const struct html *html, const struct page_contact *from)
{
	const struct view_quote about = { .contact = from->id,
		                          .time = from->time,
		                          .channel = from->channel,
		                          .scale = from->scale,
		                          .score = from->score };
	struct buf text;
	buf_init(&text, SIZE_MAX);
	anchor_contact(&text, from->id);
	HTML(html->out, "<div id=\"%\"><dt>", buf_str(&text));
	buf_clear(&text);
	quote_source(&text, html->page, &about, (struct source_parts){ false, true });
	HTML(html->out, "%</dt><dd>", buf_str(&text));
	if (from->title.len > 0) {
		HTML(html->out, "<b><bdi>%</bdi></b> ", from->title);
	}
	HTML(html->out, from->cut ? "<bdi>% …</bdi></dd></div>\n" : "<bdi>%</bdi></dd></div>\n", from->text);
	buf_release(&text);
}

bool html_contacts_shows(const struct html *html)
{
	for (size_t i = 0; html->contacts != NULL && i < html->contacts->wanted.count; i++) {
		if (html->contacts->list[i].id.len > 0) {
			return true;
		}
	}
	return false;
}

void html_contacts(const struct html *html)
{
	const struct page_contacts *contacts = html->contacts;
	bool any = false;
	for (size_t i = 0; contacts != NULL && i < contacts->wanted.count; i++) {
		if (contacts->list[i].id.len > 0) {
			if (!any) {
				section_begin(html, "contacts", "h.contacts");
				HTML(html->out, "<p class=\"unit\">%</p><dl class=\"full\">\n",
				     words_get(html->page->words, "contacts.what"));
				any = true;
			}
			contact(html, &contacts->list[i]);
		}
	}
	buf_text(html->out, any ? "</dl></section>\n" : "");
}
