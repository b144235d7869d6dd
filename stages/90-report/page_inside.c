/* page_inside.c - the two kinds of trouble that no issue names: remainders (a class whose thing nobody says, or too
 * few), and contacts that are in no issue at all. Both are told with their topics, because their labels name no cause
 * that could be mended. */
#include "page_parts.h"
#include "page_texts.h"

enum { REST_LABEL, REST_CONTACTS, REST_SHARE, REST_TOPICS, REST_COLUMNS };

static void rest_row(const struct page *page, const struct view_theme *theme)
{
	struct buf cells[REST_COLUMNS];
	struct str texts[REST_COLUMNS];
	for (size_t c = 0; c < REST_COLUMNS; c++) {
		buf_init(&cells[c], SIZE_MAX);
	}
	buf_str_add(&cells[REST_LABEL], theme_text(theme, THEME_label));
	word_whole(&cells[REST_CONTACTS], page->words, theme_number(theme, THEME_contacts));
	word_percent(&cells[REST_SHARE], page->words, theme_number(theme, THEME_share));
	if (theme->topics.count > 0) {
		topics_text(&cells[REST_TOPICS], page, theme);
	} else {
		buf_text(&cells[REST_TOPICS], "–");
	}
	for (size_t c = 0; c < REST_COLUMNS; c++) {
		texts[c] = buf_str(&cells[c]);
	}
	page->writer->form->table_row(page->writer, texts);
	for (size_t c = 0; c < REST_COLUMNS; c++) {
		buf_release(&cells[c]);
	}
}

/* What the ledger made of it, one quote, and what was done about it. */
static void rest_told(const struct page *page, const struct view_theme *theme)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	if (theme->quote_count > 0 || theme->edit_count > 0 || theme->action_count > 0) {
		buf_printf(&text, "%.*s, ", STR_ARGS(theme_text(theme, THEME_label)));
		say_number(&text, page->words, "n.contacts", theme_number(theme, THEME_contacts));
		buf_byte(&text, '.');
		page_paragraph(page, &text);
	}
	page_edits(page, theme);
	if (theme->quote_count > 0) {
		quote_source(&text, page, &theme->quotes[0], (struct source_parts){ false, true });
		page->writer->form->quote(page->writer, theme->quotes[0].text, buf_str(&text));
	}
	page_actions(page, theme);
	buf_release(&text);
}

void page_rests(const struct page *page)
{
	const struct column columns[REST_COLUMNS] = { [REST_LABEL] = { words_get(page->words, "col.trouble"), false },
		                                      [REST_CONTACTS] = { words_get(page->words, "col.contacts"),
		                                                          true },
		                                      [REST_SHARE] = { words_get(page->words, "col.share"), true },
		                                      [REST_TOPICS] = { words_get(page->words, "col.about"), false } };
	const struct view_list *themes = &page->view->themes;
	size_t count = 0;
	for (size_t i = 0; i < themes->count; i++) {
		count += theme_is_rest(&themes->list[i]);
	}
	if (count == 0) {
		return;
	}
	page_heading(page, 2, "h.rests");
	page->writer->form->paragraph(page->writer, words_get(page->words, "rests.what"));
	page->writer->form->table_begin(page->writer, columns, REST_COLUMNS);
	for (size_t i = 0; i < themes->count; i++) {
		if (theme_is_rest(&themes->list[i])) {
			rest_row(page, &themes->list[i]);
		}
	}
	page->writer->form->table_end(page->writer);
	for (size_t i = 0, told = 0; i < themes->count && told < page->top; i++) {
		if (theme_is_rest(&themes->list[i])) {
			rest_told(page, &themes->list[i]);
			told++;
		}
	}
}

void page_outside(const struct page *page)
{
	struct buf text;
	if (!page->view->issues_lead || page->view->outside_count == 0) {
		return;
	}
	page_heading(page, 2, "h.outside");
	page->writer->form->paragraph(page->writer, words_get(page->words, "outside.what"));
	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < page->view->outside_count; i++) {
		const struct field_value *topic = page->view->outside[i];
		buf_printf(&text, "%.*s: ", STR_ARGS(topic[OUTSIDE_label].text));
		say_number(&text, page->words, "n.contacts", topic[OUTSIDE_contacts].number);
		buf_byte(&text, '.');
		page_paragraph(page, &text);
		if (topic[OUTSIDE_text].text.len > 0) {
			page->writer->form->quote(page->writer, topic[OUTSIDE_text].text, topic[OUTSIDE_contact].text);
		}
	}
	buf_release(&text);
}
