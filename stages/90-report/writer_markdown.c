/* writer_markdown.c - a page as Markdown (CommonMark with tables). Text is kept on one line, and what could start
 * markup is escaped, so that a customer's words can neither break a table nor become a link, an image or HTML. */
#include "writer.h"

/* Could this byte begin markup where it stands? */
static bool is_markup(struct str text, size_t at)
{
	char c = text.at[at];
	bool begins = at == 0 || text.at[at - 1] == '\n';
	return strchr("\\`*_[]|~", c) != NULL || (begins && strchr("#>+-", c) != NULL);
}

static void byte_in(struct buf *out, struct str text, size_t at)
{
	switch (text.at[at]) {
	case '<': buf_text(out, "&lt;"); break;
	case '&': buf_text(out, "&amp;"); break;
	default:
		if (is_markup(text, at)) {
			buf_byte(out, '\\');
		}
		buf_byte(out, text.at[at]);
	}
}

/* On one line: white space and control characters become one space. */
static void text_in(struct buf *out, struct str text)
{
	bool space = false;
	for (size_t i = 0; i < text.len; i++) {
		if (ascii_is_space(text.at[i]) || (unsigned char)text.at[i] < 0x20) {
			space = out->len > 0;
			continue;
		}
		if (space && out->at[out->len - 1] != ' ' && out->at[out->len - 1] != '\n') {
			buf_byte(out, ' ');
		}
		space = false;
		byte_in(out, text, i);
	}
}

static void begin(struct buf *out, struct str title)
{
	(void)out;
	(void)title; /* the page's first heading is its title */
}

static void end(struct buf *out)
{
	(void)out;
}

static void heading(struct buf *out, int level, struct str text)
{
	if (out->len > 0) {
		buf_byte(out, '\n');
	}
	for (int i = 0; i < level; i++) {
		buf_byte(out, '#');
	}
	buf_byte(out, ' ');
	text_in(out, text);
	buf_text(out, "\n\n");
}

static void paragraph(struct buf *out, struct str text)
{
	text_in(out, text);
	buf_text(out, "\n\n");
}

static void quote(struct buf *out, struct str text, struct str source)
{
	buf_text(out, "> ");
	text_in(out, text);
	buf_text(out, " — `");
	for (size_t i = 0; i < source.len; i++) {
		buf_byte(out, source.at[i] == '`' || (unsigned char)source.at[i] < 0x20 ? '?' : source.at[i]);
	}
	buf_text(out, "`\n\n");
}

static void list_begin(struct buf *out)
{
	(void)out;
}

static void list_item(struct buf *out, struct str text)
{
	buf_text(out, "- ");
	text_in(out, text);
	buf_byte(out, '\n');
}

static void list_end(struct buf *out)
{
	buf_byte(out, '\n');
}

static void table_begin(struct buf *out, const struct column *columns, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_text(out, i == 0 ? "| " : " | ");
		text_in(out, columns[i].heading);
	}
	buf_text(out, " |\n");
	for (size_t i = 0; i < count; i++) {
		buf_text(out, columns[i].right ? "|--:" : "|---");
	}
	buf_text(out, "|\n");
}

static void table_row(struct buf *out, const struct column *columns, const struct str *cells, size_t count)
{
	(void)columns;
	for (size_t i = 0; i < count; i++) {
		buf_text(out, i == 0 ? "| " : " | ");
		text_in(out, cells[i]);
	}
	buf_text(out, " |\n");
}

static void table_end(struct buf *out)
{
	buf_byte(out, '\n');
}

static void chart(struct buf *out, const struct view *view)
{
	(void)out;
	(void)view;
}

const struct writer writer_markdown = { begin,     end,      heading,     paragraph, quote,     list_begin,
	                                list_item, list_end, table_begin, table_row, table_end, chart };
