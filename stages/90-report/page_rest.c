/* page_rest.c - what the numbers rest on: what was set aside on the way, what has no topic, and how it was counted. */
#include "page_parts.h"
#include "page_texts.h"

void page_rest(const struct page *page)
{
	struct buf text;
	page_heading(page, 2, "h.rest");
	page_funnel(page);
	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; rest_text(&text, page, i); i++) {
		page_paragraph(page, &text);
	}
	buf_release(&text);
}
