/* page.c - the one page, in Markdown or for a terminal: what hurts most, in an order that somebody who has two minutes
 * can act on. The first screen (page_first.c) answers a manager's questions one by one; behind it stand all issues,
 * each with what it is about, in customers' words, and what to do next; the troubles without an issue of their own;
 * then praise, then what the numbers rest on. */
#include "page_parts.h"

#include "page_texts.h"

enum { PRAISE_SHOWN = 3, ASKED_SHOWN = 3, CONTRASTS_SHOWN = 5 };

static void more_line(const struct page *page, struct str table)
{
	size_t all = table_count(&page->view->themes, table);
	struct buf text;
	if (all <= page->top) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	say_number(&text, page->words, page->view->issues_lead ? "more.issues" : "more.topics",
	           (double)(all - page->top));
	page_paragraph(page, &text);
	buf_release(&text);
}

static void headline(const struct page *page)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	headline_plain(&text, page);
	page->writer->form->heading(page->writer, 1, buf_str(&text));
	buf_clear(&text);
	if (page->view->summary[SUMMARY_contacts].number > 0) {
		kick_text(&text, page);
		buf_text(&text, ". ");
		if (page->view->issues_lead) {
			denominator_text(&text, page);
		}
		page_paragraph(page, &text);
	}
	notes_text(&text, page);
	page_paragraph(page, &text);
	scores_text(&text, page);
	page_paragraph(page, &text);
	buf_release(&text);
}

/* Where one channel tells what the others do not. */
static void contrasts(const struct page *page)
{
	struct buf text, channel, here, elsewhere;
	if (page->view->contrast_count == 0) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	buf_init(&channel, SIZE_MAX);
	buf_init(&here, SIZE_MAX);
	buf_init(&elsewhere, SIZE_MAX);
	page_heading(page, 2, "h.contrasts");
	for (size_t i = 0; i < page->view->contrast_count && i < CONTRASTS_SHOWN; i++) {
		const struct field_value *contrast = page->view->contrasts[i].values;
		buf_clear(&text);
		buf_clear(&channel);
		buf_clear(&here);
		buf_clear(&elsewhere);
		name_text(&channel, page, "channel", contrast[CONTRAST_channel].text);
		word_percent(&here, page->words, contrast[CONTRAST_share].number);
		word_percent(&elsewhere, page->words, contrast[CONTRAST_share_elsewhere].number);
		SAY(&text, page->words, "contrast.line", contrast[CONTRAST_label].text, buf_str(&here),
		    buf_str(&channel), buf_str(&elsewhere));
		page->writer->form->list_item(page->writer, buf_str(&text));
	}
	page->writer->form->list_end(page->writer);
	buf_release(&text);
	buf_release(&channel);
	buf_release(&here);
	buf_release(&elsewhere);
}

/* A table and, of its first ones, what they say. */
static void section(const struct page *page, const char *heading, struct str table, size_t told)
{
	if (table_count(&page->view->themes, table) > 0) {
		page_heading(page, 2, heading);
		page_themes(page, &page->view->themes, table);
		page_issues(page, table, told);
	}
}

/* The themes, where issues lead: for drill-down. */
static void topics(const struct page *page)
{
	if (page->view->issues_lead && page->view->beside.count > 0) {
		page_heading(page, 2, "h.topics");
		page->writer->form->paragraph(page->writer, words_get(page->words, "topics.what"));
		page_themes(page, &page->view->beside, STR("pain"));
	}
}

void page_write(const struct page *page)
{
	const struct view *view = page->view;
	headline(page);
	page_first(page);
	if (table_count(&view->themes, STR("pain")) > 0) {
		page_heading(page, 2, view->issues_lead ? "h.all" : "h.all_topics");
		page_themes(page, &view->themes, STR("pain"));
		more_line(page, STR("pain"));
		page_families(page);
		page_heading(page, 2, "h.each");
		page_issues(page, STR("pain"), page->top);
	}
	page_rests(page);
	page_outside(page);
	contrasts(page);
	section(page, "h.requests", STR("request"), ASKED_SHOWN);
	section(page, "h.questions", STR("howto"), ASKED_SHOWN);
	section(page, "h.praise", STR("praise"), PRAISE_SHOWN);
	topics(page);
	if (table_count(&view->themes, STR("other")) > 0) {
		page_heading(page, 2, "h.other");
		page->writer->form->paragraph(page->writer, words_get(page->words, "other.what"));
		page_themes(page, &view->themes, STR("other"));
	}
	page_rest(page);
}
