/* page_texts_read.c - page_texts.h: what people found when they read mentions of an issue. */
#include "page_texts.h"

void read_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	const struct read_mark *mark = view_mark(page->view, theme);
	struct buf readers, fit, read;
	if (mark == NULL || mark->read == 0) {
		return;
	}
	buf_init(&readers, SIZE_MAX);
	buf_init(&fit, SIZE_MAX);
	buf_init(&read, SIZE_MAX);
	word_whole(&readers, page->words, mark->readers);
	word_whole(&fit, page->words, mark->fit);
	word_whole(&read, page->words, mark->read);
	SAY_COUNT(out, page->words, "issue.read", mark->readers, buf_str(&readers), buf_str(&fit), buf_str(&read));
	buf_release(&readers);
	buf_release(&fit);
	buf_release(&read);
}

void mixed_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	const struct read_mark *mark = view_mark(page->view, theme);
	if (mark != NULL && read_mark_mixed(mark)) {
		say_plain(out, page->words, "issue.mixed");
	}
}
