/* page_issue.c - one issue after the other: how big it is, what it is about, in customers' words, and what to do next.
 */
#include "page_parts.h"
#include "page_texts.h"

static void topics_line(const struct page *page, const struct view_theme *theme)
{
	struct buf list, text;
	if (theme->topics.count == 0) {
		return;
	}
	buf_init(&list, SIZE_MAX);
	buf_init(&text, SIZE_MAX);
	topics_text(&list, page, theme);
	SAY(&text, page->words, "issue.about", buf_str(&list));
	page_paragraph(page, &text);
	buf_release(&list);
	buf_release(&text);
}

static void quotes(const struct page *page, const struct view_theme *theme)
{
	struct buf source;
	buf_init(&source, SIZE_MAX);
	for (size_t i = 0; i < theme->quote_count; i++) {
		buf_clear(&source);
		quote_source(&source, page, &theme->quotes[i], (struct source_parts){ true, true });
		page->writer->form->quote(page->writer, theme->quotes[i].text, buf_str(&source));
	}
	buf_release(&source);
}

static void issue(const struct page *page, const struct view_theme *theme)
{
	enum { LEVEL = 3 };
	struct buf text;
	buf_init(&text, SIZE_MAX);
	buf_fixed(&text, theme_number(theme, THEME_rank), 0);
	buf_printf(&text, ". %.*s: ", STR_ARGS(theme_text(theme, THEME_label)));
	share_of_text(&text, page, theme);
	page->writer->form->heading(page->writer, LEVEL, buf_str(&text));
	buf_clear(&text);
	facts_text(&text, page, theme);
	page_paragraph(page, &text);
	words_text(&text, page, theme);
	page_paragraph(page, &text);
	topics_line(page, theme);
	page_edits(page, theme);
	subs_text(&text, page, theme);
	page_paragraph(page, &text);
	quotes(page, theme);
	fixed_text(&text, page, theme);
	page_paragraph(page, &text);
	page_actions(page, theme);
	step_text(&text, page, theme);
	page_paragraph(page, &text);
	buf_release(&text);
}

void page_issues(const struct page *page, struct str table, size_t most)
{
	size_t shown = 0;
	for (size_t i = 0; i < page->view->themes.count && shown < most; i++) {
		if (theme_shows(&page->view->themes.list[i], table)) {
			issue(page, &page->view->themes.list[i]);
			shown++;
		}
	}
}
