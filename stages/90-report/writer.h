/* writer.h - one interface, a printer a format: what a page says is composed once (page.c) and printed as Markdown or
 * HTML.
 *
 * Every text given is plain text from anywhere, also from customers: the printer escapes it for its format. */
#ifndef GRIPE_WRITER_H
#define GRIPE_WRITER_H

#include "buf.h"
#include "str.h"
#include "view.h"

struct column {
	struct str heading;
	bool right; /* it holds numbers */
};

struct writer {
	void (*begin)(struct buf *out, struct str title);
	void (*end)(struct buf *out);
	void (*heading)(struct buf *out, int level, struct str text);
	void (*paragraph)(struct buf *out, struct str text);
	void (*quote)(struct buf *out, struct str text, struct str source);
	void (*list_begin)(struct buf *out);
	void (*list_item)(struct buf *out, struct str text);
	void (*list_end)(struct buf *out);
	/* A table of any width: columns[count], and for each row cells[count]. */
	void (*table_begin)(struct buf *out, const struct column *columns, size_t count);
	void (*table_row)(struct buf *out, const struct column *columns, const struct str *cells, size_t count);
	void (*table_end)(struct buf *out);
	/* chart - the Pareto of the themes; formats without pictures print nothing. */
	void (*chart)(struct buf *out, const struct view *view);
};

extern const struct writer writer_markdown, writer_html;

#endif
