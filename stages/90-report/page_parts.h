/* page_parts.h - the one page, and its parts. */
#ifndef GRIPE_PAGE_PARTS_H
#define GRIPE_PAGE_PARTS_H

#include "page_facts.h"
#include "page_words.h"
#include "writer.h"

/* What a page is made from and where it goes. */
struct page {
	const struct view *view;
	const struct facts *facts;
	const struct words *words;
	struct writer *writer; /* NULL: the HTML page, which asks for texts alone */
	size_t top;            /* so many issues are shown one by one */
};

void page_write(const struct page *page);

/* page_first.c: the first screen, behind the headline. */
void page_first(const struct page *page);

/* page_table.c: the themes of one table as rows, remainders aside, and what was set aside by stage. */
void page_themes(const struct page *page, const struct view_list *from, struct str table);
void page_funnel(const struct page *page);
/* table_heading - of a column; dropped_text - what a stage set aside, "4 no text, 2 duplicates". */
struct str table_heading(const struct words *words, const char *name);
void dropped_text(struct buf *out, const struct page *page, const struct view_counts *dropped);
/* page_issue.c: the first `most` themes of one table, remainders aside, each with what it is about, in customers'
 * words, and what to do next. */
void page_issues(const struct page *page, struct str table, size_t most);

/* page_inside.c: remainders, and what no issue holds, each in a section of its own. Nothing where there are none. */
void page_rests(const struct page *page);
void page_outside(const struct page *page);

/* page_family.c: all things with several issues in a paragraph. Nothing where there are none. */
void page_families(const struct page *page);
/* page_decided.c: what the ledger made of an issue; what was done about it. Nothing where it says nothing. */
void page_edits(const struct page *page, const struct view_theme *theme);
void page_actions(const struct page *page, const struct view_theme *theme);
/* page_rest.c: what the numbers rest on. */
void page_rest(const struct page *page);

/* page_people_known - whether it is known who wrote. Where no contact says it, each counts as a person of its own, and
 * speaking of people would claim too much. */
static inline bool page_people_known(const struct view *view)
{
	return view->summary[SUMMARY_people].number != view->summary[SUMMARY_contacts].number;
}

/* page_paragraph - the text as a paragraph unless it is empty; the buffer is emptied. page_heading - a heading by its
 * key. */
static inline void page_paragraph(const struct page *page, struct buf *text)
{
	if (text->len > 0) {
		page->writer->form->paragraph(page->writer, buf_str(text));
	}
	buf_clear(text);
}
static inline void page_heading(const struct page *page, int level, const char *key)
{
	page->writer->form->heading(page->writer, level, words_get(page->words, key));
}

#endif
