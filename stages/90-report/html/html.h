/* html.h - pieces of the HTML page. Markup comes from string literals of this room alone; all that is filled in passes
 * escape_xml, in html_put and nowhere else. */
#ifndef GRIPE_HTML_H
#define GRIPE_HTML_H

#include "page_contacts.h"
#include "page_parts.h"
#include "page_texts.h"

/* What the HTML page shows beside what every format does. */
struct html {
	const struct page *page;
	struct buf *out;
	const struct page_contacts *contacts; /* what was quoted, in full */
};

/* html_put - the markup with each % in it replaced by the next of the texts, escaped. HTML(out, "<b>%</b>", text). */
void html_put(struct buf *out, const char *markup, const struct str *texts, size_t count);
#define HTML(out, markup, ...)                                                                                         \
	html_put(out, markup, (const struct str[]){ __VA_ARGS__ },                                                     \
	         sizeof((const struct str[]){ __VA_ARGS__ }) / sizeof(struct str))

/* html_word - a text of the page's words, escaped. */
static inline void html_word(const struct html *html, const char *key)
{
	HTML(html->out, "%", words_get(html->page->words, key));
}
/* html_heading - <hN id="…">words of the key</hN>; id may be NULL. */
void html_heading(const struct html *html, int level, const char *id, const char *key);
/* html_paragraph - the text as <p class="…"> unless it is empty; the buffer is emptied. */
void html_paragraph(const struct html *html, const char *class, struct buf *text);

/* anchor_issue, anchor_contact - what an id is called in links: letters, digits, "-", "_" and "." alone. */
void anchor_issue(struct buf *out, const struct view_theme *theme);
void anchor_contact(struct buf *out, struct str contact);

/* html_numbers_… - a table of numbers behind a chart, in <details>. */
void html_numbers_begin(const struct html *html, const struct column *columns, size_t count);
void html_numbers_row(const struct html *html, const struct column *columns, const struct str *cells, size_t count);
void html_numbers_end(const struct html *html);

/* Sections, in the order of the page. Each writes nothing where it has nothing to show, and says so by its _shows. */
void html_first(const struct html *html);
void html_pareto(const struct html *html);
void html_trends(const struct html *html);
void html_channels(const struct html *html);
void html_journey(const struct html *html);
void html_segments(const struct html *html);
void html_score(const struct html *html);
void html_issues(const struct html *html);
void html_asides(const struct html *html);
void html_alerts(const struct html *html);
void html_rest(const struct html *html);
void html_contacts(const struct html *html);
bool html_trends_shows(const struct page *page);
bool html_channels_shows(const struct page *page);
bool html_journey_shows(const struct page *page);
bool html_segments_shows(const struct page *page);
bool html_score_shows(const struct page *page);
bool html_asides_shows(const struct page *page);
bool html_contacts_shows(const struct html *html);

/* The issues that the sections show: the first page->top of the table of pain. Returns how many; list[page->top]. */
size_t html_shown(const struct page *page, const struct view_theme **list);

/* A quote with its source, linked to its contact in full where that is on the page. */
void html_quote(const struct html *html, const struct view_quote *quote, bool why);

#endif
