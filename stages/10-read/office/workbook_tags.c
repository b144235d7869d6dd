/* workbook_tags.c - workbooks that are text with tags: a page of HTML under the name .xls, as many programs export
 * their reports, and Excel's own XML of 2003 (SpreadsheetML).
 *
 * In: the file. Out: a CSV for each worksheet; all tables of a page are one, for a title above the data is often a
 * table of its own. Method: a scan for the tags of rows and cells; what stands in a cell goes through html_text.h,
 * which knows entities and line breaks. A table within a cell ends that cell. Memory: the file, DOCUMENT_LIMIT at the
 * most. */
#include "charset.h"
#include "format.h"
#include "html_text.h"
#include "office_kinds.h"
#include "option.h"
#include "sheet_row.h"

#include <stdlib.h>

enum { PIECE = 64 * 1024, HEAD_BYTES = 4096, SPAN_MOST = 256 };

enum tag_kind { TAG_OTHER, TAG_ROW, TAG_CELL, TAG_END, TAG_SHEET };

struct tag {
	enum tag_kind kind; /* TAG_END: of a row or a cell, or a table's bound */
	struct str inside;  /* between < and > */
	size_t start, end;  /* place of <, place behind > */
};

struct scan {
	struct str page; /* of one sheet */
	size_t at;
	struct sheet_row row;
	size_t column;
	struct buf cell;
};

static bool is_name(struct str name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq_nocase(name, str_from(names[i]))) {
			return true;
		}
	}
	return false;
}

static enum tag_kind kind_of(struct str inside)
{
	static const char *const rows[] = { "tr", "row", "ss:row" }, *const cells[] = { "td", "th", "cell", "ss:cell" },
	                         *const sheets[] = { "worksheet", "ss:worksheet" }, *const tables[] = { "table" };
	bool ends = str_starts(inside, STR("/"));
	struct str name = str_slice(inside, ends, inside.len);
	size_t len = 0;
	while (len < name.len && !ascii_is_space(name.at[len]) && name.at[len] != '/') {
		len++;
	}
	name.len = len;
	if (is_name(name, rows, sizeof rows / sizeof *rows)) {
		return ends ? TAG_END : TAG_ROW;
	}
	if (is_name(name, cells, sizeof cells / sizeof *cells)) {
		return ends ? TAG_END : TAG_CELL;
	}
	if (is_name(name, sheets, sizeof sheets / sizeof *sheets)) {
		return ends ? TAG_OTHER : TAG_SHEET;
	}
	return is_name(name, tables, 1) ? TAG_END : TAG_OTHER;
}

/* Behind the > that ends the tag at page[start]; 0: it is none, for another begins in it. Quotes hide both signs. */
static size_t tag_end(struct str page, size_t start)
{
	char quote = '\0';
	for (size_t at = start + 1; at < page.len; at++) {
		char c = page.at[at];
		if (quote == '\0' && (c == '>' || c == '<')) {
			return c == '>' ? at + 1 : 0;
		}
		if (c == quote) {
			quote = '\0';
		} else if (quote == '\0' && (c == '"' || c == '\'')) {
			quote = c;
		}
	}
	return 0;
}

/* The next tag from `from` on that is none of the others; false: there is none. */
static bool next_tag(struct str page, size_t from, struct tag *tag)
{
	while ((tag->start = str_find(page, STR("<"), from)) < page.len) {
		tag->end = tag_end(page, tag->start);
		tag->inside = tag->end > 0 ? str_slice(page, tag->start + 1, tag->end - 1) : STR_EMPTY;
		tag->kind = kind_of(tag->inside);
		if (tag->kind != TAG_OTHER) {
			return true;
		}
		from = tag->end > 0 ? tag->end : tag->start + 1;
	}
	return false;
}

/* The number of an attribute such as colspan, from 1 on; 0: not there. */
static size_t number_in(struct str inside, struct str name)
{
	size_t at = str_find_nocase(inside, name, 0) + name.len, end;
	int64_t number;
	while (at < inside.len && strchr("=\"' ", inside.at[at]) != NULL && inside.at[at] != '\0') {
		at++;
	}
	for (end = at; end < inside.len && ascii_is_digit(inside.at[end]); end++) {
	}
	return at < inside.len && integer_parse(str_slice(inside, at, end), &number) && number > 0 &&
	               number <= SHEET_COLUMNS
	           ? (size_t)number
	           : 0;
}

static void end_row(struct scan *scan, struct buf *out)
{
	sheet_row_write(&scan->row, out);
	sheet_row_clear(&scan->row);
	scan->column = 0;
}

/* The cell that tag opens, up to the next tag of a cell or a row, where the scan goes on. */
static int take_cell(struct scan *scan, const struct tag *tag, struct err *err)
{
	struct tag next;
	size_t place = number_in(tag->inside, STR("ss:Index")), span = number_in(tag->inside, STR("colspan"));
	bool empty = str_ends(tag->inside, STR("/"));
	int status = 0;
	scan->column = place > 0 ? place - 1 : scan->column;
	scan->at = tag->end;
	if (!empty) {
		scan->at = next_tag(scan->page, tag->end, &next) ? next.start : scan->page.len;
		buf_clear(&scan->cell);
		status = html_to_text(&scan->cell, str_slice(scan->page, tag->end, scan->at), err);
		sheet_row_set(&scan->row, scan->column, str_trim(buf_str(&scan->cell)));
	}
	scan->column += span > 1 && span < SPAN_MOST ? span : 1;
	return status;
}

static int more_rows(void *state, struct buf *out, struct err *err)
{
	struct scan *scan = state;
	struct tag tag;
	int status = 0;
	while (status >= 0 && out->len < PIECE) {
		if (!next_tag(scan->page, scan->at, &tag)) {
			scan->at = scan->page.len;
			end_row(scan, out);
			return 0;
		}
		if (tag.kind == TAG_CELL) {
			status = take_cell(scan, &tag, err);
			continue;
		}
		if (tag.kind == TAG_ROW) {
			end_row(scan, out);
		}
		scan->at = tag.end;
	}
	return status < 0 ? status : 1;
}

/* Where the sheet that begins at `from` ends, and whether it has a cell at all. */
static size_t sheet_end(struct str page, size_t from, bool *has_cells)
{
	struct tag tag = { .end = from };
	*has_cells = false;
	while (next_tag(page, tag.end, &tag)) {
		if (tag.kind == TAG_SHEET && *has_cells) {
			return tag.start;
		}
		*has_cells = *has_cells || tag.kind == TAG_CELL;
	}
	return page.len;
}

static int visit_sheets(const struct office_file *office, struct scan *scan, struct str page, struct err *err)
{
	struct office_part part = { .more = more_rows, .state = scan };
	struct buf name;
	size_t from = 0;
	int status = 0;
	bool has_cells;
	buf_init(&name, SIZE_MAX);
	for (int sheet = 1; status >= 0 && from < page.len; sheet++) {
		size_t end = sheet_end(page, from, &has_cells);
		scan->page = str_slice(page, from, end);
		scan->at = scan->column = scan->row.width = 0;
		sheet_row_clear(&scan->row);
		buf_clear(&name);
		buf_printf(&name, "table%d.csv", sheet);
		from = end;
		if (has_cells) {
			status = office_part_visit(office, name.at, &part, err);
		} else if (sheet == 1) {
			status = err_set(err, GRIPE_DATA, "a workbook without a cell");
		}
	}
	buf_release(&name);
	return status;
}

/* What the page says of its charset: charset=…, or encoding="…" of XML; empty: nothing. */
static struct str label_of(struct str page)
{
	struct str head = str_slice(page, 0, page.len < HEAD_BYTES ? page.len : HEAD_BYTES);
	static const char *const names[] = { "charset=", "encoding=" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t at = str_find_nocase(head, str_from(names[i]), 0) + strlen(names[i]), end;
		while (at < head.len && (head.at[at] == '"' || head.at[at] == '\'')) {
			at++;
		}
		for (end = at;
		     end < head.len && (ascii_is_alnum(head.at[end]) || head.at[end] == '-' || head.at[end] == '_');
		     end++) {
		}
		if (end > at) {
			return str_slice(head, at, end);
		}
	}
	return STR_EMPTY;
}

bool workbook_tags_is(struct str ahead, const char *path)
{
	struct str head = str_slice(ahead, 0, ahead.len < HEAD_BYTES ? ahead.len : HEAD_BYTES);
	size_t at = str_starts(head, STR("\xEF\xBB\xBF")) ? 3 : 0;
	while (at < head.len && ascii_is_space(head.at[at])) {
		at++;
	}
	if (at == head.len || head.at[at] != '<') {
		return false;
	}
	return str_find(head, STR("schemas-microsoft-com:office:spreadsheet"), 0) < head.len ||
	       str_find(head, STR("schemas-microsoft-com:office:excel"), 0) < head.len ||
	       (str_ends_nocase(str_from(path), STR(".xls")) && str_find_nocase(head, STR("<table"), 0) < head.len);
}

int workbook_tags_walk(const struct office_file *office, struct infile *file, struct err *err)
{
	struct scan scan = { .at = 0 };
	struct buf bytes, page;
	const char *note;
	int status;
	buf_init(&bytes, DOCUMENT_LIMIT);
	buf_init(&page, SIZE_MAX);
	buf_init(&scan.cell, SIZE_MAX);
	sheet_row_init(&scan.row);
	status = infile_all(file, &bytes, err);
	if (status >= 0) {
		charset_labelled(&page, buf_str(&bytes), label_of(buf_str(&bytes)), NULL, &note);
		status = visit_sheets(office, &scan, buf_str(&page), err);
	}
	sheet_row_release(&scan.row);
	buf_release(&scan.cell);
	buf_release(&page);
	buf_release(&bytes);
	return status;
}
