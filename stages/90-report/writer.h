/* writer.h - one interface, a printer a format: what a page says is composed once (page.c) and printed as Markdown or
 * HTML.
 *
 * Every text given is plain text from anywhere, also from customers: the printer escapes it for its format. */
#ifndef GRIPE_WRITER_H
#define GRIPE_WRITER_H

#include "buf.h"
#include "str.h"
#include "view.h"

struct writer {
	const char *name; /* "md", "html" */
	void (*begin)(struct buf *out, struct str title);
	void (*end)(struct buf *out);
	void (*heading)(struct buf *out, int level, struct str text);
	void (*paragraph)(struct buf *out, struct str text);
	void (*quote)(struct buf *out, struct str text, struct str source);
	void (*list_begin)(struct buf *out);
	void (*list_item)(struct buf *out, struct str text);
	void (*list_end)(struct buf *out);
	/* A table: columns[column_count]; right: bit i set when column i holds numbers. */
	void (*table_begin)(struct buf *out, const struct str *columns, size_t column_count, unsigned right);
	void (*table_row)(struct buf *out, const struct str *cells, size_t cell_count, unsigned right);
	void (*table_end)(struct buf *out);
	/* chart - the Pareto of the themes; formats without pictures print nothing. */
	void (*chart)(struct buf *out, const struct view *view);
};

extern const struct writer writer_markdown, writer_html;

/* page_write - the one page. top: how many issues are shown one by one. title: or empty. */
void page_write(struct buf *out, const struct view *view, const struct writer *writer, size_t top, struct str title);

/* chart_pareto - an SVG of its own: bars by contacts with intervals, the cumulative union share as a line. top: bars at
 * most. alone: a file of its own, with its style inside. */
void chart_pareto(struct buf *out, const struct view *view, size_t top, bool alone);

/* tables_csv - themes as CSV (RFC 4180): one row a theme, numbers in full. A cell that a spreadsheet would run (= + -
 * @, tab, CR first) gets an apostrophe in front. */
void tables_csv(struct buf *out, const struct view *view);

/* escape_xml - & < > " ' as entities, control characters as spaces; for HTML and SVG, text and attribute values. */
void escape_xml(struct buf *out, struct str text);

/* number_grouped - 14427 as "14,427". */
void number_grouped(struct buf *out, double value);
/* percent - 0.1234 as "12 %"; under 10 % one digit behind the point; 0 and small ones as "0 %" and "< 0.1 %". */
void percent(struct buf *out, double share);

#endif
