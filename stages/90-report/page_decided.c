/* page_decided.c - what people decided, by the ledger: what they made of an issue, what was done about it and whether
 * it helped; and the things that have several issues. */
#include "page_parts.h"
#include "page_texts.h"

void page_edits(const struct page *page, const struct view_theme *theme)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	edits_text(&text, page, theme);
	page_paragraph(page, &text);
	buf_release(&text);
}

void page_actions(const struct page *page, const struct view_theme *theme)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < theme->action_count; i++) {
		action_text(&text, page, theme->actions[i]);
		page_paragraph(page, &text);
	}
	buf_release(&text);
}

void page_families(const struct page *page)
{
	struct buf list, text, count;
	if (page->view->family_count == 0) {
		return;
	}
	buf_init(&list, SIZE_MAX);
	buf_init(&text, SIZE_MAX);
	buf_init(&count, SIZE_MAX);
	for (size_t i = 0; i < page->view->family_count; i++) {
		const struct field_value *family = page->view->families[i];
		buf_text(&list, i > 0 ? "; " : "");
		buf_printf(&list, "%.*s: ", STR_ARGS(family[FAMILY_label].text));
		say_number(&list, page->words, "n.issues", family[FAMILY_issues].number);
		buf_text(&list, ", ");
		say_number(&list, page->words, "n.contacts", family[FAMILY_contacts].number);
		buf_text(&list, " (");
		word_percent(&list, page->words, family[FAMILY_share].number);
		buf_byte(&list, ')');
	}
	SAY(&text, page->words, "families", buf_str(&list));
	page_paragraph(page, &text);
	buf_release(&list);
	buf_release(&text);
	buf_release(&count);
}
