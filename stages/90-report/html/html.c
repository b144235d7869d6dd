/* html.c - see html.h. */
#include "html.h"

#include "escape.h"
#include "hash.h"

enum { ANCHOR_MOST = 80 };

void html_put(struct buf *out, const char *markup, const struct str *texts, size_t count)
{
	size_t next = 0;
	for (const char *p = markup; *p != '\0'; p++) {
		if (*p == '%' && next < count) {
			escape_xml(out, texts[next++]);
		} else {
			buf_byte(out, *p);
		}
	}
}

void html_heading(const struct html *html, int level, const char *id, const char *key)
{
	buf_printf(html->out, "<h%d", level);
	if (id != NULL) {
		HTML(html->out, " id=\"%\"", str_from(id));
	}
	buf_byte(html->out, '>');
	html_word(html, key);
	buf_printf(html->out, "</h%d>\n", level);
}

void html_paragraph(const struct html *html, const char *class, struct buf *text)
{
	if (text->len > 0) {
		HTML(html->out, "<p class=\"%\">%</p>\n", str_from(class), buf_str(text));
	}
	buf_clear(text);
}

/* An id whose bytes may stand in a link keeps them; any other becomes a hash. */
static void anchor(struct buf *out, struct str id)
{
	bool plain = id.len > 0 && id.len <= ANCHOR_MOST;
	for (size_t i = 0; i < id.len && plain; i++) {
		plain = ascii_is_alnum(id.at[i]) || strchr("-_.", id.at[i]) != NULL;
	}
	if (plain) {
		buf_str_add(out, id);
	} else {
		buf_printf(out, "%016llx", (unsigned long long)hash64(id, 0));
	}
}

void anchor_issue(struct buf *out, const struct view_theme *theme)
{
	struct str id = theme_text(theme, THEME_issue);
	buf_text(out, "i-");
	anchor(out, id.len > 0 ? id : theme_text(theme, THEME_theme));
}

void anchor_contact(struct buf *out, struct str contact)
{
	buf_text(out, "c-");
	anchor(out, contact);
}

void html_numbers_begin(const struct html *html, const struct column *columns, size_t count)
{
	buf_text(html->out, "<details class=\"tb\"><summary>");
	html_word(html, "html.numbers");
	buf_text(html->out, "</summary><div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"");
	html_word(html, "html.numbers");
	buf_text(html->out, "\"><table data-sort><thead><tr>");
	for (size_t i = 0; i < count; i++) {
		HTML(html->out, columns[i].right ? "<th scope=\"col\" class=\"n\">%</th>" : "<th scope=\"col\">%</th>",
		     columns[i].heading);
	}
	buf_text(html->out, "</tr></thead><tbody>\n");
}

void html_numbers_row(const struct html *html, const struct column *columns, const struct str *cells, size_t count)
{
	buf_text(html->out, "<tr>");
	for (size_t i = 0; i < count; i++) {
		HTML(html->out,
		     i == 0             ? "<th scope=\"row\">%</th>"
		     : columns[i].right ? "<td class=\"n\">%</td>"
		                        : "<td>%</td>",
		     cells[i]);
	}
	buf_text(html->out, "</tr>\n");
}

void html_numbers_end(const struct html *html)
{
	buf_text(html->out, "</tbody></table></div></details>\n");
}

size_t html_shown(const struct page *page, const struct view_theme **list)
{
	size_t count = 0;
	for (size_t i = 0; i < page->view->themes.count && count < page->top; i++) {
		if (theme_shows(&page->view->themes.list[i], STR("pain"))) {
			list[count++] = &page->view->themes.list[i];
		}
	}
	return count;
}

void html_quote(const struct html *html, const struct view_quote *quote, bool why)
{
	struct buf text, source;
	bool linked = page_contacts_find(html->contacts, quote->contact) != NULL;
	buf_init(&text, SIZE_MAX);
	buf_init(&source, SIZE_MAX);
	quote_source(&source, html->page, quote, (struct source_parts){ why, !linked });
	HTML(html->out, "<blockquote class=\"qq\" data-channel=\"%\" data-month=\"%\"><p>“<bdi>%</bdi>”</p><footer>",
	     quote->channel, str_slice(quote->time, 0, quote->time.len < 7 ? quote->time.len : 7), quote->text);
	if (linked) {
		anchor_contact(&text, quote->contact);
		HTML(html->out, "<a href=\"#%\">%</a>", buf_str(&text),
		     source.len > 0 ? buf_str(&source) : words_get(html->page->words, "html.contact"));
	} else {
		HTML(html->out, "%", buf_str(&source));
	}
	buf_text(html->out, "</footer></blockquote>\n");
	buf_release(&text);
	buf_release(&source);
}
