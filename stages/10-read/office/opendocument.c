/* opendocument.c - spreadsheets and texts of OpenDocument (ISO/IEC 26300: .ods, .odt and their templates).
 *
 * In: content.xml. Out: each table of a spreadsheet as CSV, or the text, a line a paragraph. Repeated cells and rows
 * are written out, up to REPEAT_MOST rows: a sheet ends in a million empty ones. Dates stand in ISO 8601 in the file.
 * Notes, comments and what was deleted under tracked changes are left out. Memory: a row or a paragraph. */
#include "office_kinds.h"
#include "option.h"
#include "sheet_row.h"
#include "xml_stream.h"

#include <stdlib.h>

enum {
	PIECE = 64 * 1024,
	REPEAT_MOST = 1000, /* filled rows that are the same */
	BLANKS_MOST = 100   /* of text:s */
};

struct content {
	struct xml_stream xml;
	int left_out; /* depth of an element that is passed over; 0: none */
	struct buf value;
	/* of a sheet: */
	struct sheet_row row;
	struct buf cell;
	size_t column, repeat_cells, repeat_rows;
	bool has_value; /* the cell's value stands in an attribute */
	bool table_ended;
	size_t paragraphs; /* in the cell so far */
};

static bool is_left_out(struct str name)
{
	return str_eq(name, STR("annotation")) || str_eq(name, STR("tracked-changes")) || str_eq(name, STR("note")) ||
	       str_eq(name, STR("ruby-text")) || str_eq(name, STR("shapes"));
}

static size_t attribute_count(struct content *content, const char *name, size_t most)
{
	int64_t count;
	if (!xml_attribute(&content->xml, name, &content->value) || !integer_parse(buf_str(&content->value), &count) ||
	    count < 1) {
		return 1;
	}
	return (uint64_t)count < most ? (size_t)count : most;
}

/* Characters and the elements that stand for some. */
static void take_text(struct content *content, int type, struct str name, struct buf *out)
{
	if (type == XML_READER_TYPE_ELEMENT) {
		if (str_eq(name, STR("tab"))) {
			buf_byte(out, '\t');
		} else if (str_eq(name, STR("line-break"))) {
			buf_byte(out, '\n');
		} else if (str_eq(name, STR("s"))) {
			for (size_t i = attribute_count(content, "text:c", BLANKS_MOST); i > 0; i--) {
				buf_byte(out, ' ');
			}
		}
	} else if (type != XML_READER_TYPE_END_ELEMENT) {
		const xmlChar *value = xmlTextReaderConstValue(content->xml.reader);
		buf_text(out, value != NULL ? (const char *)value : "");
	}
}

/* The next node that is not passed over: 1, 0 at the end, negative. */
static int next_node(struct content *content, int *type, struct str *name, struct err *err)
{
	int more;
	while ((more = xml_next(&content->xml, err)) > 0) {
		xmlTextReaderPtr reader = content->xml.reader;
		int depth = xmlTextReaderDepth(reader);
		*type = xmlTextReaderNodeType(reader);
		if (content->left_out > 0) {
			content->left_out =
			    *type == XML_READER_TYPE_END_ELEMENT && depth == content->left_out ? 0 : content->left_out;
			continue;
		}
		*name = xml_name(&content->xml);
		if (*type != XML_READER_TYPE_ELEMENT || !is_left_out(*name)) {
			return 1;
		}
		content->left_out = xmlTextReaderIsEmptyElement(reader) == 1 ? 0 : depth;
	}
	return more;
}

/* ---- sheets ---- */

static void start_cell(struct content *content)
{
	static const char *const values[] = { "office:date-value", "office:time-value", "office:boolean-value",
		                              "office:value" };
	buf_clear(&content->cell);
	content->paragraphs = 0;
	content->has_value = false;
	content->repeat_cells = attribute_count(content, "table:number-columns-repeated", SHEET_COLUMNS);
	for (size_t i = 0; i < sizeof values / sizeof *values && !content->has_value; i++) {
		content->has_value = xml_attribute(&content->xml, values[i], &content->cell);
	}
}

static void end_cell(struct content *content)
{
	for (size_t i = 0; i < content->repeat_cells; i++) {
		sheet_row_set(&content->row, content->column + i, buf_str(&content->cell));
	}
	content->column += content->repeat_cells;
}

static void end_row(struct content *content, struct buf *out)
{
	for (size_t i = 0; i < content->repeat_rows; i++) {
		sheet_row_write(&content->row, out);
	}
}

static bool is_cell(struct str name)
{
	return str_eq(name, STR("table-cell")) || str_eq(name, STR("covered-table-cell"));
}

static void start_in_table(struct content *content, struct str name)
{
	bool empty = xmlTextReaderIsEmptyElement(content->xml.reader) == 1;
	if (str_eq(name, STR("table-row"))) {
		sheet_row_clear(&content->row);
		content->column = 0;
		content->repeat_rows = attribute_count(content, "table:number-rows-repeated", REPEAT_MOST);
	} else if (is_cell(name)) {
		start_cell(content);
		if (empty) {
			end_cell(content);
		}
	} else if (str_eq(name, STR("p"))) {
		if (content->paragraphs++ > 0 && !content->has_value) {
			buf_byte(&content->cell, '\n');
		}
	} else if (!content->has_value) {
		take_text(content, XML_READER_TYPE_ELEMENT, name, &content->cell);
	}
}

static void take_in_table(struct content *content, int type, struct str name, struct buf *out)
{
	if (type == XML_READER_TYPE_ELEMENT) {
		start_in_table(content, name);
	} else if (type != XML_READER_TYPE_END_ELEMENT) {
		if (!content->has_value && content->paragraphs > 0) {
			take_text(content, type, name, &content->cell);
		}
	} else if (is_cell(name)) {
		end_cell(content);
	} else if (str_eq(name, STR("table-row"))) {
		end_row(content, out);
	} else if (str_eq(name, STR("table"))) {
		content->table_ended = true;
	}
}

static int more_rows(void *state, struct buf *out, struct err *err)
{
	struct content *content = state;
	struct str name;
	int type, more = 1;
	while (!content->table_ended && out->len < PIECE && (more = next_node(content, &type, &name, err)) > 0) {
		take_in_table(content, type, name, out);
	}
	return more < 0 ? more : content->table_ended ? 0 : more;
}

/* The stream stands at <table:table>. */
static int visit_table(const struct office_file *office, struct content *content, struct err *err)
{
	struct office_part part = { .more = more_rows, .state = content };
	struct buf name, rest;
	int status, more = 1;
	if (xmlTextReaderIsEmptyElement(content->xml.reader) == 1) {
		return 0;
	}
	buf_init(&name, SIZE_MAX);
	buf_init(&rest, SIZE_MAX);
	content->table_ended = false;
	content->row.width = 0;
	if (!xml_attribute(&content->xml, "table:name", &name)) {
		buf_text(&name, "sheet");
	}
	buf_text(&name, ".csv");
	status = office_part_visit(office, name.at, &part, err);
	while (status >= 0 && more > 0) { /* what the visitor left */
		buf_clear(&rest);
		more = more_rows(content, &rest, err);
	}
	buf_release(&name);
	buf_release(&rest);
	return status < 0 ? status : more;
}

/* ---- text ---- */

static int more_text(void *state, struct buf *out, struct err *err)
{
	struct content *content = state;
	struct str name;
	int type, more = 1;
	while (out->len < PIECE && (more = next_node(content, &type, &name, err)) > 0) {
		bool paragraph = str_eq(name, STR("p")) || str_eq(name, STR("h"));
		bool empty = type == XML_READER_TYPE_ELEMENT && xmlTextReaderIsEmptyElement(content->xml.reader) == 1;
		if (paragraph && (type == XML_READER_TYPE_END_ELEMENT || empty)) {
			buf_byte(out, '\n');
			content->paragraphs = 0;
		} else if (paragraph && type == XML_READER_TYPE_ELEMENT) {
			content->paragraphs = 1;
		} else if (content->paragraphs > 0) {
			take_text(content, type, name, out);
		}
	}
	return more;
}

static int walk_body(const struct office_file *office, struct content *content, struct err *err)
{
	struct office_part text = { .more = more_text, .state = content };
	struct str name;
	int type, more, status = 0;
	while (status >= 0 && (more = next_node(content, &type, &name, err)) > 0) {
		if (type != XML_READER_TYPE_ELEMENT) {
			continue;
		}
		if (str_eq(name, STR("table"))) {
			status = visit_table(office, content, err);
		} else if (str_eq(name, STR("text"))) {
			return office_part_visit(office, "text.txt", &text, err);
		}
	}
	return status < 0 ? status : more;
}

int opendocument_walk(struct office_file *office, struct err *err)
{
	struct content *content;
	struct book ignored = { 0 };
	struct infile *file;
	int status = zip_file_member(&file, &office->zip, "content.xml", err);
	if (status <= 0) {
		return status;
	}
	content = memory_alloc(sizeof *content);
	buf_init(&content->value, SIZE_MAX);
	buf_init(&content->cell, SIZE_MAX);
	sheet_row_init(&content->row);
	status = xml_open(&content->xml, file, &ignored, err);
	if (status >= 0) {
		status = walk_body(office, content, err);
	}
	xml_close(&content->xml);
	infile_close(file);
	sheet_row_release(&content->row);
	buf_release(&content->cell);
	buf_release(&content->value);
	free(content);
	return status;
}
