/* writer.h - one interface, a printer a format: what a page says is composed once (page.c) and printed as Markdown or
 * for a terminal. The HTML page has a layout of its own (html_document.c), of the same texts (page_texts.h).
 *
 * Every text given is plain text from anywhere, also from customers: the printer escapes it for its format. */
#ifndef GRIPE_WRITER_H
#define GRIPE_WRITER_H

#include "buf.h"
#include "str.h"

struct column {
	struct str heading;
	bool right; /* it holds numbers */
};

/* An issue as a row of the first screen. Texts may be empty. */
struct issue_row {
	size_t rank;
	struct str name, share, range, movement, people, meta, quote, source;
	double part, low, high; /* share with its interval, in parts of the longest bar: 0..1 */
	bool alarming;          /* it rises or is new */
};

/* A chart of columns: contacts a period. */
struct volume_row {
	struct str label, count, note; /* of the period; what is unusual about it, or empty */
	double part;                   /* of the highest: 0..1 */
};

struct cells { /* rows of a table, kept until its widths are known */
	struct buf text;
	size_t *ends; /* of each cell in text */
	size_t count, cap;
};

struct writer {
	const struct writer_form *form;
	struct buf *out;
	int width;   /* columns of the terminal */
	bool colour; /* it shows colours */
	const struct column *columns;
	size_t column_count;
	struct cells cells;
};

struct writer_form {
	void (*heading)(struct writer *writer, int level, struct str text);
	void (*paragraph)(struct writer *writer, struct str text);
	void (*quote)(struct writer *writer, struct str text, struct str source);
	/* List items stand between list_begin and list_end. */
	void (*list_item)(struct writer *writer, struct str text);
	void (*list_end)(struct writer *writer);
	/* A table of any width: columns[count], which outlive it, and for each row cells[count]. */
	void (*table_begin)(struct writer *writer, const struct column *columns, size_t count);
	void (*table_row)(struct writer *writer, const struct str *cells);
	void (*table_end)(struct writer *writer);
	void (*issue)(struct writer *writer, const struct issue_row *row);
	/* Columns over time: rows[count], oldest first, and a sentence of them. */
	void (*volume)(struct writer *writer, const struct volume_row *rows, size_t count, struct str sentence);
};

extern const struct writer_form writer_markdown, writer_terminal;

void writer_init(struct writer *writer, const struct writer_form *form, struct buf *out);
void writer_release(struct writer *writer);

#endif
