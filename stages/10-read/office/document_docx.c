/* document_docx.c - the text of documents of Word since 2007 (ECMA-376, part 1, 17).
 *
 * In: word/document.xml. Out: a line a paragraph. What was deleted under tracked changes, field instructions, comments
 * and notes are no text of it; a tab is a tab, a break within a paragraph a new line, the cells of a table's row are
 * joined by tabs. Memory: a paragraph. */
#include "office_kinds.h"
#include "xml_stream.h"

enum { PIECE = 64 * 1024 };

struct document {
	struct xml_stream xml;
	bool in_text;
	int deleted; /* depth of <w:del>, <mc:Fallback> and the like that is open; 0: none */
	int cells;   /* open ones, nested tables counted */
};

/* Elements whose text is not the document's, or stands in it a second time. */
static bool is_left_out(struct str name)
{
	return str_eq(name, STR("del")) || str_eq(name, STR("moveFrom")) || str_eq(name, STR("Fallback")) ||
	       str_eq(name, STR("instrText"));
}

static void start_element(struct document *document, struct str name, struct buf *out)
{
	if (str_eq(name, STR("t"))) {
		document->in_text = true;
	} else if (str_eq(name, STR("tab"))) {
		buf_byte(out, '\t');
	} else if (str_eq(name, STR("br")) || str_eq(name, STR("cr"))) {
		buf_byte(out, '\n');
	} else if (str_eq(name, STR("noBreakHyphen"))) {
		buf_byte(out, '-');
	} else if (str_eq(name, STR("tc"))) {
		document->cells++;
	}
}

/* A paragraph within a cell does not end the line: the cell, or the row, does. */
static void end_element(struct document *document, struct str name, struct buf *out)
{
	if (str_eq(name, STR("t"))) {
		document->in_text = false;
	} else if (str_eq(name, STR("p"))) {
		buf_byte(out, document->cells > 0 ? ' ' : '\n');
	} else if (str_eq(name, STR("tc"))) {
		document->cells -= document->cells > 0;
		buf_byte(out, '\t');
	} else if (str_eq(name, STR("tr")) && document->cells == 0) {
		buf_byte(out, '\n');
	}
}

/* Properties hold elements of the same names (w:tab is a tab stop there). */
static bool is_properties(struct str name)
{
	return str_eq(name, STR("pPr")) || str_eq(name, STR("rPr")) || str_eq(name, STR("sectPr")) ||
	       str_eq(name, STR("tblPr"));
}

static void take_node(struct document *document, struct buf *out)
{
	xmlTextReaderPtr reader = document->xml.reader;
	int type = xmlTextReaderNodeType(reader), depth = xmlTextReaderDepth(reader);
	struct str name = xml_name(&document->xml);
	bool empty = type == XML_READER_TYPE_ELEMENT && xmlTextReaderIsEmptyElement(reader) == 1;
	if (document->deleted > 0) {
		document->deleted =
		    type == XML_READER_TYPE_END_ELEMENT && depth == document->deleted ? 0 : document->deleted;
		return;
	}
	if (type == XML_READER_TYPE_ELEMENT) {
		if (is_left_out(name) || is_properties(name)) {
			document->deleted = empty ? 0 : depth;
			return;
		}
		start_element(document, name, out);
	}
	if (type == XML_READER_TYPE_END_ELEMENT || empty) {
		end_element(document, name, out);
	} else if (document->in_text && type != XML_READER_TYPE_ELEMENT) {
		const xmlChar *value = xmlTextReaderConstValue(reader);
		buf_text(out, value != NULL ? (const char *)value : "");
	}
}

static int more_text(void *state, struct buf *out, struct err *err)
{
	struct document *document = state;
	int more = 1;
	while (out->len < PIECE && (more = xml_next(&document->xml, err)) > 0) {
		take_node(document, out);
	}
	return more;
}

int document_docx_walk(struct office_file *office, struct err *err)
{
	struct document document = { .in_text = false };
	struct office_part part = { .more = more_text, .state = &document };
	struct book ignored = { 0 };
	struct infile *file;
	int status = zip_file_member(&file, &office->zip, "word/document.xml", err);
	if (status <= 0) {
		return status;
	}
	status = xml_open(&document.xml, file, &ignored, err);
	if (status >= 0) {
		status = office_part_visit(office, "text.txt", &part, err);
	}
	xml_close(&document.xml);
	infile_close(file);
	return status;
}
