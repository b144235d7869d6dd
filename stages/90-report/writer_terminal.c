/* writer_terminal.c - a page for a terminal: as wide as it is, words wrapped, tables cut to fit, bars and a little
 * colour where it shows colours. What customers wrote is stripped of control and direction characters, so that nothing
 * of it can move the cursor or turn the line. */
#include <stdlib.h>

#include "array.h"
#include "utf8.h"
#include "visible.h"
#include "writer.h"

enum { NARROWEST = 40, CELLS_FIRST = 64, GAP = 2, BAR_LEAST = 10, BAR_MOST = 40, INDENT = 2, COUNT_ROOM = 24 };

#define BOLD "\033[1m"
#define FAINT "\033[2m"
#define HOT "\033[33m"
#define PLAIN "\033[0m"

void writer_init(struct writer *writer, const struct writer_form *form, struct buf *out)
{
	*writer = (struct writer){ .form = form, .out = out, .width = 80 };
	buf_init(&writer->cells.text, SIZE_MAX);
}

void writer_release(struct writer *writer)
{
	buf_release(&writer->cells.text);
	free(writer->cells.ends);
}

static int width_of(const struct writer *writer)
{
	return writer->width < NARROWEST ? NARROWEST : writer->width;
}

static void paint(struct writer *writer, const char *code)
{
	if (writer->colour) {
		buf_text(writer->out, code);
	}
}

/* Words of a line, folded at the width, each line behind so many blanks. */
static void wrapped(struct writer *writer, struct str text, int indent)
{
	struct buf clean;
	struct str rest, word;
	int at = 0, width = width_of(writer);
	buf_init(&clean, SIZE_MAX);
	visible_add(&clean, text);
	rest = buf_str(&clean);
	while (rest.at != NULL && rest.len > 0) {
		int len;
		word = str_cut(rest, ' ', &rest);
		len = (int)utf8_count(word);
		if (at > 0 && at + 1 + len > width) {
			buf_byte(writer->out, '\n');
			at = 0;
		}
		if (at == 0) {
			buf_printf(writer->out, "%*s", indent, "");
			at = indent;
		} else {
			buf_byte(writer->out, ' ');
			at++;
		}
		buf_str_add(writer->out, word);
		at += len;
	}
	buf_byte(writer->out, '\n');
	buf_release(&clean);
}

static void heading(struct writer *writer, int level, struct str text)
{
	if (writer->out->len > 0) {
		buf_text(writer->out, level <= 2 ? "\n" : "");
	}
	paint(writer, BOLD);
	wrapped(writer, text, 0);
	paint(writer, PLAIN);
	if (level == 1) {
		buf_byte(writer->out, '\n');
	}
}

static void paragraph(struct writer *writer, struct str text)
{
	wrapped(writer, text, 0);
	buf_byte(writer->out, '\n');
}

static void quote(struct writer *writer, struct str text, struct str source)
{
	struct buf line;
	buf_init(&line, SIZE_MAX);
	buf_text(&line, "“");
	buf_str_add(&line, text);
	buf_text(&line, "”");
	wrapped(writer, buf_str(&line), 2 * INDENT);
	if (source.len > 0) {
		paint(writer, FAINT);
		wrapped(writer, source, 2 * INDENT);
		paint(writer, PLAIN);
	}
	buf_release(&line);
}

static void list_item(struct writer *writer, struct str text)
{
	wrapped(writer, text, INDENT);
}

static void list_end(struct writer *writer)
{
	buf_byte(writer->out, '\n');
}

static void cell_keep(struct cells *cells, struct str text)
{
	cells->ends = array_room(cells->ends, cells->count, &cells->cap, sizeof *cells->ends, CELLS_FIRST);
	visible_add(&cells->text, text);
	cells->ends[cells->count++] = cells->text.len;
}

static struct str cell_at(const struct cells *cells, size_t i)
{
	return str_slice(buf_str(&cells->text), i == 0 ? 0 : cells->ends[i - 1], cells->ends[i]);
}

static void table_begin(struct writer *writer, const struct column *columns, size_t count)
{
	writer->columns = columns;
	writer->column_count = count;
	writer->cells.count = 0;
	buf_clear(&writer->cells.text);
	for (size_t i = 0; i < count; i++) {
		cell_keep(&writer->cells, columns[i].heading);
	}
}

static void table_row(struct writer *writer, const struct str *cells)
{
	for (size_t i = 0; i < writer->column_count; i++) {
		cell_keep(&writer->cells, cells[i]);
	}
}

/* The text in so many columns: cut with an ellipsis, or filled with blanks; right: these come first. */
static void fitted(struct buf *out, struct str text, int width, bool right)
{
	int len = (int)utf8_count(text);
	size_t at = 0;
	if (len > width) {
		for (int shown = 0; shown < width - 1; shown++) {
			utf8_next(text, &at);
		}
		buf_add(out, text.at, at);
		buf_text(out, "…");
		return;
	}
	if (right) {
		buf_printf(out, "%*s", width - len, "");
	}
	buf_str_add(out, text);
	if (!right) {
		buf_printf(out, "%*s", width - len, "");
	}
}

/* Widths of the columns: those of texts give way, the widest first, until the row fits. */
static void widths_find(const struct writer *writer, int *widths)
{
	size_t columns = writer->column_count;
	int all = 0, room = width_of(writer);
	for (size_t i = 0; i < writer->cells.count; i++) {
		int len = (int)utf8_count(cell_at(&writer->cells, i));
		widths[i % columns] = len > widths[i % columns] ? len : widths[i % columns];
	}
	for (size_t c = 0; c < columns; c++) {
		all += widths[c] + (c > 0 ? GAP : 0);
	}
	while (all > room) {
		size_t widest = columns;
		for (size_t c = 0; c < columns; c++) {
			bool may = !writer->columns[c].right && widths[c] > BAR_LEAST;
			widest = may && (widest == columns || widths[c] > widths[widest]) ? c : widest;
		}
		if (widest == columns) {
			break;
		}
		widths[widest]--;
		all--;
	}
}

static void table_end(struct writer *writer)
{
	size_t columns = writer->column_count;
	int *widths = memory_array(columns + 1, sizeof *widths);
	memset(widths, 0, (columns + 1) * sizeof *widths);
	widths_find(writer, widths);
	for (size_t i = 0; i < writer->cells.count; i++) {
		size_t c = i % columns;
		if (i < columns && c == 0) {
			paint(writer, FAINT);
		}
		buf_printf(writer->out, "%*s", c > 0 ? GAP : 0, "");
		fitted(writer->out, cell_at(&writer->cells, i), widths[c], writer->columns[c].right);
		if (c + 1 == columns) {
			while (writer->out->len > 0 && writer->out->at[writer->out->len - 1] == ' ') {
				writer->out->len--;
			}
			if (i < columns) {
				paint(writer, PLAIN);
			}
			buf_byte(writer->out, '\n');
		}
	}
	buf_byte(writer->out, '\n');
	free(widths);
}

/* A bar of eighths. */
static void bar(struct buf *out, double part, int width)
{
	static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
	int units = (int)(part * width * 8 + 0.5);
	for (int i = 0; i < units / 8; i++) {
		buf_text(out, "█");
	}
	buf_text(out, eighths[units % 8]);
}

static void part_add(struct buf *out, struct str text)
{
	if (text.len > 0) {
		buf_text(out, out->len > 0 ? " · " : "");
		buf_str_add(out, text);
	}
}

static void issue(struct writer *writer, const struct issue_row *row)
{
	struct buf line;
	int room = width_of(writer) / 3;
	buf_init(&line, SIZE_MAX);
	buf_printf(writer->out, "%2zu ", row->rank);
	paint(writer, BOLD);
	visible_add(writer->out, row->name);
	paint(writer, PLAIN);
	buf_text(writer->out, "\n   ");
	bar(writer->out, row->part, room < BAR_LEAST ? BAR_LEAST : room > BAR_MOST ? BAR_MOST : room);
	buf_byte(writer->out, ' ');
	paint(writer, BOLD);
	visible_add(writer->out, row->share);
	paint(writer, PLAIN);
	if (row->range.len > 0) {
		buf_text(writer->out, " (");
		visible_add(writer->out, row->range);
		buf_byte(writer->out, ')');
	}
	buf_byte(writer->out, '\n');
	part_add(&line, row->movement);
	part_add(&line, row->people);
	part_add(&line, row->meta);
	paint(writer, row->alarming ? HOT : "");
	wrapped(writer, buf_str(&line), 3);
	paint(writer, row->alarming ? PLAIN : "");
	if (row->quote.len > 0) {
		quote(writer, row->quote, row->source);
	}
	buf_release(&line);
}

static void volume(struct writer *writer, const struct volume_row *rows, size_t count, struct str sentence)
{
	enum { ROWS_MOST = 14 };
	size_t labels = 0, counts = 0;
	int room;
	for (size_t i = 0; i < count; i++) {
		size_t label = utf8_count(rows[i].label), number = utf8_count(rows[i].count);
		labels = label > labels ? label : labels;
		counts = number > counts ? number : counts;
	}
	room = width_of(writer) - (int)(labels + counts) - COUNT_ROOM;
	room = room < BAR_LEAST ? BAR_LEAST : room > BAR_MOST ? BAR_MOST : room;
	for (size_t i = count > ROWS_MOST ? count - ROWS_MOST : 0; i < count; i++) {
		buf_text(writer->out, "  ");
		fitted(writer->out, rows[i].label, (int)labels, false);
		buf_text(writer->out, "  ");
		fitted(writer->out, rows[i].count, (int)counts, true);
		buf_text(writer->out, "  ");
		paint(writer, rows[i].note.len > 0 ? HOT : "");
		bar(writer->out, rows[i].part, room);
		if (rows[i].note.len > 0) {
			buf_printf(writer->out, " ◀ %.*s", STR_ARGS(rows[i].note));
			paint(writer, PLAIN);
		}
		buf_byte(writer->out, '\n');
	}
	if (sentence.len > 0) {
		wrapped(writer, sentence, INDENT);
	}
	buf_byte(writer->out, '\n');
}

const struct writer_form writer_terminal = { heading,     paragraph, quote,     list_item, list_end,
	                                     table_begin, table_row, table_end, issue,     volume };
