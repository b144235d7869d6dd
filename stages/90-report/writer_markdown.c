/* writer_markdown.c - a page as Markdown (CommonMark with tables). Text is kept on one line, and what would start
 * markup where it stands is escaped, so that a customer's words can neither break a table nor become a link, an image
 * or HTML; what would not stays as it was written, so that the page reads well unrendered too. */
#include "visible.h"
#include "writer.h"

enum place { AT_START, INSIDE, IN_TABLE }; /* of a line, behind other markup or text, in a cell */

static char at_or_space(struct str text, size_t at)
{
	return at < text.len ? text.at[at] : ' ';
}

/* "2. " or "2) " at the beginning of a line would be a list: is this its point? */
static bool ends_number(struct str text, size_t at)
{
	for (size_t i = 0; i < at; i++) {
		if (!ascii_is_digit(text.at[i])) {
			return false;
		}
	}
	return at > 0 && ascii_is_space(at_or_space(text, at + 1));
}

/* Emphasis opens or closes beside a letter; an underscore within a word is none. */
static bool is_emphasis(struct str text, size_t at)
{
	char before = at == 0 ? ' ' : text.at[at - 1], after = at_or_space(text, at + 1);
	if (text.at[at] == '_') {
		return !(byte_of_word(before) && byte_of_word(after)) && !(before == ' ' && after == ' ');
	}
	return !(ascii_is_space(before) && ascii_is_space(after));
}

/* Would this byte be markup where it stands? A link needs its bracket closed and what follows; nothing else does. */
static bool is_markup(struct str text, size_t at, enum place place)
{
	bool begins = at == 0 && place == AT_START;
	switch (text.at[at]) {
	case '\\':
	case '`': return true;
	case '|': return place == IN_TABLE;
	case '*':
	case '_': return is_emphasis(text, at);
	case '~': return at_or_space(text, at + 1) == '~' || (at > 0 && text.at[at - 1] == '~');
	case ']': return strchr("([:", at_or_space(text, at + 1)) != NULL;
	case '#':
	case '>':
	case '+':
	case '=':
	case '-':
	case '[': return begins;
	case '.':
	case ')': return place == AT_START && ends_number(text, at);
	default: return false;
	}
}

static bool begins_entity(struct str text, size_t at)
{
	size_t end = at + 1;
	while (end < text.len && (ascii_is_alnum(text.at[end]) || text.at[end] == '#')) {
		end++;
	}
	return end > at + 1 && at_or_space(text, end) == ';';
}

static void byte_in(struct buf *out, struct str text, size_t at, enum place place)
{
	char c = text.at[at], after = at_or_space(text, at + 1);
	if (c == '<' && (ascii_is_alpha(after) || strchr("/!?", after) != NULL)) {
		buf_text(out, "&lt;");
	} else if (c == '&' && begins_entity(text, at)) {
		buf_text(out, "&amp;");
	} else {
		if (is_markup(text, at, place)) {
			buf_byte(out, '\\');
		}
		buf_byte(out, c);
	}
}

static void text_in(struct buf *out, struct str text, enum place place)
{
	struct buf line;
	buf_init(&line, SIZE_MAX);
	visible_add(&line, text);
	for (size_t i = 0; i < line.len; i++) {
		byte_in(out, buf_str(&line), i, place);
	}
	buf_release(&line);
}

static void heading(struct writer *writer, int level, struct str text)
{
	struct buf *out = writer->out;
	for (int i = 0; i < level; i++) {
		buf_byte(out, '#');
	}
	buf_byte(out, ' ');
	text_in(out, text, INSIDE);
	buf_text(out, "\n\n");
}

static void paragraph(struct writer *writer, struct str text)
{
	text_in(writer->out, text, AT_START);
	buf_text(writer->out, "\n\n");
}

static void quoted(struct buf *out, struct str text, struct str source)
{
	buf_text(out, "> ");
	text_in(out, text, AT_START);
	if (source.len > 0) {
		buf_text(out, " — ");
		text_in(out, source, INSIDE);
	}
	buf_byte(out, '\n');
}

static void quote(struct writer *writer, struct str text, struct str source)
{
	quoted(writer->out, text, source);
	buf_byte(writer->out, '\n');
}

static void list_item(struct writer *writer, struct str text)
{
	buf_text(writer->out, "- ");
	text_in(writer->out, text, AT_START);
	buf_byte(writer->out, '\n');
}

static void list_end(struct writer *writer)
{
	buf_byte(writer->out, '\n');
}

static void table_begin(struct writer *writer, const struct column *columns, size_t count)
{
	struct buf *out = writer->out;
	writer->columns = columns;
	writer->column_count = count;
	for (size_t i = 0; i < count; i++) {
		buf_text(out, i == 0 ? "| " : " | ");
		text_in(out, columns[i].heading, IN_TABLE);
	}
	buf_text(out, " |\n");
	for (size_t i = 0; i < count; i++) {
		buf_text(out, columns[i].right ? "|--:" : "|---");
	}
	buf_text(out, "|\n");
}

static void table_row(struct writer *writer, const struct str *cells)
{
	for (size_t i = 0; i < writer->column_count; i++) {
		buf_text(writer->out, i == 0 ? "| " : " | ");
		text_in(writer->out, cells[i], IN_TABLE);
	}
	buf_text(writer->out, " |\n");
}

static void table_end(struct writer *writer)
{
	buf_byte(writer->out, '\n');
}

static void part_add(struct buf *out, struct str text)
{
	if (text.len > 0) {
		buf_text(out, " · ");
		text_in(out, text, INSIDE);
	}
}

static void issue(struct writer *writer, const struct issue_row *row)
{
	struct buf *out = writer->out;
	buf_printf(out, "%zu. **", row->rank);
	text_in(out, row->name, INSIDE);
	buf_text(out, "**: ");
	text_in(out, row->share, INSIDE);
	if (row->range.len > 0) {
		buf_text(out, " (");
		text_in(out, row->range, INSIDE);
		buf_byte(out, ')');
	}
	part_add(out, row->people);
	part_add(out, row->movement);
	part_add(out, row->meta);
	buf_byte(out, '\n');
	if (row->quote.len > 0) {
		buf_text(out, "   ");
		quoted(out, row->quote, row->source);
	}
}

/* One column a period, of eight heights. */
static void volume(struct writer *writer, const struct volume_row *rows, size_t count, struct str sentence)
{
	static const char *const heights[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	enum { HEIGHTS = sizeof heights / sizeof *heights };
	struct buf *out = writer->out;
	for (size_t i = 0; i < count; i++) {
		size_t height = (size_t)(rows[i].part * HEIGHTS);
		buf_text(out, heights[height < HEIGHTS ? height : HEIGHTS - 1]);
	}
	buf_byte(out, ' ');
	text_in(out, rows[0].label, INSIDE);
	buf_text(out, " – ");
	text_in(out, rows[count - 1].label, INSIDE);
	if (sentence.len > 0) {
		buf_text(out, ". ");
		text_in(out, sentence, INSIDE);
	}
	buf_text(out, "\n\n");
}

const struct writer_form writer_markdown = { heading,     paragraph, quote,     list_item, list_end,
	                                     table_begin, table_row, table_end, issue,     volume };
