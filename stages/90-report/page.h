/* page.h - the one page, and its parts. */
#ifndef GRIPE_PAGE_H
#define GRIPE_PAGE_H

#include "writer.h"

/* What a page is made from and where it goes. */
struct page {
	const struct view *view;
	const struct writer *writer;
	size_t top;       /* so many issues are shown one by one */
	struct str title; /* of the document; empty: the headline */
};

void page_write(struct buf *out, const struct page *page);

/* page_table.c: the themes of one table as rows, and what was set aside by stage. */
void page_themes(struct buf *out, const struct page *page, const struct view_list *from, struct str table);
void page_funnel(struct buf *out, const struct page *page);
/* page_issue.c: the first `most` themes of one table, each with what it is about, in customers' words, and what to do
 * next. */
void page_issues(struct buf *out, const struct page *page, struct str table, size_t most);

/* page_family.c: the sentence of an issue that is one of several of its thing; and all such things in a paragraph.
 * Nothing where there are none. */
void page_family_text(struct buf *out, const struct page *page, const struct view_theme *theme);
void page_families(struct buf *out, const struct page *page);
/* page_decided.c: what the ledger made of an issue; what was done about it; what is in no ranking. Nothing where it
 * says nothing. */
void page_edits(struct buf *out, const struct page *page, const struct view_theme *theme);
void page_actions(struct buf *out, const struct page *page, const struct view_theme *theme);
void page_muted(struct buf *out, const struct page *page);

/* page_people_known - whether it is known who wrote. Where no contact says it, each counts as a person of its own, and
 * speaking of people would claim too much. */
static inline bool page_people_known(const struct view *view)
{
	return view->summary[SUMMARY_people].number != view->summary[SUMMARY_contacts].number;
}

#endif
