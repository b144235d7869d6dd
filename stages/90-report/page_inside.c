/* page_inside.c - what is inside an issue, in the corpus' own topics; and the two kinds of trouble that no issue names:
 * remainders (a class whose thing nobody says, or too few), and contacts that are in no issue at all. Both are told
 * with their topics, because their labels name no cause that could be mended. */
#include "figures_text.h"
#include "page.h"

void page_topics_text(struct buf *out, const struct view_theme *theme)
{
	for (size_t i = 0; i < theme->topics.count; i++) {
		const struct view_count *topic = &theme->topics.list[i];
		buf_text(out, i > 0 ? ", " : "");
		buf_printf(out, "%.*s (", STR_ARGS(topic->name));
		if (i == 0) {
			plural(out, topic->count, "contact", "contacts");
		} else {
			number_grouped(out, topic->count);
		}
		buf_byte(out, ')');
	}
}

enum { REST_LABEL, REST_CONTACTS, REST_SHARE, REST_TOPICS, REST_COLUMNS };

static void rest_row(struct buf *out, const struct page *page, const struct column *columns,
                     const struct view_theme *theme)
{
	struct buf cells[REST_COLUMNS];
	struct str texts[REST_COLUMNS];
	for (size_t c = 0; c < REST_COLUMNS; c++) {
		buf_init(&cells[c], SIZE_MAX);
	}
	buf_str_add(&cells[REST_LABEL], theme_text(theme, THEME_label));
	number_grouped(&cells[REST_CONTACTS], theme_number(theme, THEME_contacts));
	percent(&cells[REST_SHARE], theme_number(theme, THEME_share));
	if (theme->topics.count > 0) {
		page_topics_text(&cells[REST_TOPICS], theme);
	} else {
		buf_text(&cells[REST_TOPICS], "–");
	}
	for (size_t c = 0; c < REST_COLUMNS; c++) {
		texts[c] = buf_str(&cells[c]);
	}
	page->writer->table_row(out, columns, texts, REST_COLUMNS);
	for (size_t c = 0; c < REST_COLUMNS; c++) {
		buf_release(&cells[c]);
	}
}

/* Its counts and topics in words, what the ledger made of it, one quote, and what was done about it. */
static void rest_told(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	buf_printf(&text, "%.*s, ", STR_ARGS(theme_text(theme, THEME_label)));
	plural(&text, theme_number(theme, THEME_contacts), "contact", "contacts");
	if (theme->topics.count > 0) {
		buf_text(&text, "; most about ");
		page_topics_text(&text, theme);
	}
	buf_byte(&text, '.');
	page->writer->paragraph(out, buf_str(&text));
	buf_release(&text);
	page_edits(out, page, theme);
	if (theme->quote_count > 0) {
		page->writer->quote(out, theme->quotes[0].text, theme->quotes[0].contact);
	}
	page_actions(out, page, theme);
}

void page_rests(struct buf *out, const struct page *page)
{
	static const struct column columns[REST_COLUMNS] = { [REST_LABEL] = { { "trouble", 7 }, false },
		                                             [REST_CONTACTS] = { { "contacts", 8 }, true },
		                                             [REST_SHARE] = { { "share", 5 }, true },
		                                             [REST_TOPICS] = { { "most about", 10 }, false } };
	const struct view_list *themes = &page->view->themes;
	size_t count = 0;
	for (size_t i = 0; i < themes->count; i++) {
		count += theme_is_rest(&themes->list[i]);
	}
	if (count == 0) {
		return;
	}
	page->writer->heading(out, 2, STR("Troubles of no issue of their own"));
	page->writer->paragraph(out,
	                        STR("Contacts that state a trouble of a known kind but name no thing that has it often "
	                            "enough to be an issue: what is left of each kind, and what it is most about."));
	page->writer->table_begin(out, columns, REST_COLUMNS);
	for (size_t i = 0; i < themes->count; i++) {
		if (theme_is_rest(&themes->list[i])) {
			rest_row(out, page, columns, &themes->list[i]);
		}
	}
	page->writer->table_end(out);
	for (size_t i = 0, told = 0; i < themes->count && told < page->top; i++) {
		if (theme_is_rest(&themes->list[i])) {
			rest_told(out, page, &themes->list[i]);
			told++;
		}
	}
}

void page_outside(struct buf *out, const struct page *page)
{
	struct buf text;
	if (!page->view->issues_lead || page->view->outside_count == 0) {
		return;
	}
	page->writer->heading(out, 2, STR("What issues do not hold"));
	page->writer->paragraph(
	    out, STR("The topics of contacts that state a problem, a request or a question and are in no "
	             "issue above, those with most of them first."));
	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < page->view->outside_count; i++) {
		const struct field_value *topic = page->view->outside[i];
		buf_clear(&text);
		buf_printf(&text, "%.*s: ", STR_ARGS(topic[OUTSIDE_label].text));
		plural(&text, topic[OUTSIDE_contacts].number, "contact", "contacts");
		buf_byte(&text, '.');
		page->writer->paragraph(out, buf_str(&text));
		if (topic[OUTSIDE_text].text.len > 0) {
			page->writer->quote(out, topic[OUTSIDE_text].text, topic[OUTSIDE_contact].text);
		}
	}
	buf_release(&text);
}
