/* workbook_xlsx.c - workbooks of Excel since 2007, and of what writes the same (ECMA-376, part 1, 18).
 *
 * In: the parts of an .xlsx or .xlsm. Out: each sheet as CSV. Method: the workbook names its sheets, its relations say
 * in which part each stands; the shared strings and the number formats are read first, then each sheet is streamed, row
 * by row. A number is a date when its cell's format shows one. Memory: a row, the shared strings' index
 * (sheet_strings.h), a byte a cell format. */
#include <stdlib.h>

#include "array.h"
#include "office_kinds.h"
#include "option.h"
#include "sheet_row.h"
#include "sheet_strings.h"
#include "xml_stream.h"

enum { SHEETS_FIRST = 8, FORMATS_FIRST = 64, SHEETS_MOST = 10000, PIECE = 64 * 1024 };

struct workbook {
	struct office_file *office;
	struct arena arena;
	struct workbook_sheet {
		struct str name, relation, part;
	} *sheets;
	size_t sheet_count, sheet_cap;
	bool *is_date; /* is_date[format_count], by number of the cell format */
	size_t format_count, format_cap;
	struct str strings_part, styles_part;
	struct sheet_strings strings;
	bool from_1904;
};

/* Calls take at each start tag of a part; 0 too when the part is not there. */
static int each_element(struct workbook *book, const char *part,
                        int (*take)(struct workbook *book, struct xml_stream *xml, struct str name, struct err *err),
                        struct err *err)
{
	struct infile *file;
	struct book ignored = { 0 };
	struct xml_stream xml;
	int more = 0, status = zip_file_member(&file, &book->office->zip, part, err);
	if (status <= 0) {
		return status;
	}
	status = xml_open(&xml, file, &ignored, err);
	while (status >= 0 && (more = xml_next(&xml, err)) > 0) {
		if (xmlTextReaderNodeType(xml.reader) == XML_READER_TYPE_ELEMENT) {
			status = take(book, &xml, xml_name(&xml), err);
		}
	}
	xml_close(&xml);
	infile_close(file);
	return status < 0 ? status : more;
}

static struct str attribute(struct workbook *book, struct xml_stream *xml, const char *name)
{
	struct buf value;
	struct str kept = STR_EMPTY;
	buf_init(&value, SIZE_MAX);
	if (xml_attribute(xml, name, &value)) {
		kept = arena_dup(&book->arena, buf_str(&value));
	}
	buf_release(&value);
	return kept;
}

static int take_workbook(struct workbook *book, struct xml_stream *xml, struct str name, struct err *err)
{
	if (str_eq(name, STR("workbookPr"))) {
		struct str says = attribute(book, xml, "date1904");
		book->from_1904 = str_eq(says, STR("1")) || str_eq(says, STR("true"));
	} else if (str_eq(name, STR("sheet"))) {
		struct workbook_sheet *sheet;
		if (book->sheet_count == SHEETS_MOST) {
			return err_set(err, GRIPE_DATA, "the workbook has more than %d sheets", SHEETS_MOST);
		}
		book->sheets =
		    array_room(book->sheets, book->sheet_count, &book->sheet_cap, sizeof *book->sheets, SHEETS_FIRST);
		sheet = &book->sheets[book->sheet_count++];
		sheet->name = attribute(book, xml, "name");
		sheet->relation = attribute(book, xml, "r:id");
		sheet->part = STR_EMPTY;
	}
	return 0;
}

/* "worksheets/sheet1.xml" is below xl/, "/xl/worksheets/sheet1.xml" below the root. */
static struct str part_of(struct workbook *book, struct str target)
{
	return str_starts(target, STR("/")) ? str_slice(target, 1, target.len)
	                                    : arena_printf(&book->arena, "xl/%.*s", STR_ARGS(target));
}

static int take_relation(struct workbook *book, struct xml_stream *xml, struct str name, struct err *err)
{
	struct str id, type, part;
	(void)err;
	if (!str_eq(name, STR("Relationship"))) {
		return 0;
	}
	id = attribute(book, xml, "Id");
	type = attribute(book, xml, "Type");
	part = part_of(book, attribute(book, xml, "Target"));
	for (size_t i = 0; i < book->sheet_count && str_ends(type, STR("/worksheet")); i++) {
		if (str_eq(book->sheets[i].relation, id)) {
			book->sheets[i].part = part;
		}
	}
	book->strings_part = str_ends(type, STR("/sharedStrings")) ? part : book->strings_part;
	book->styles_part = str_ends(type, STR("/styles")) ? part : book->styles_part;
	return 0;
}

/* ---- number formats ---- */

/* Those that every workbook has by number and does not spell out. */
static bool is_known_date(int64_t id)
{
	return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/* The formats that the workbook spells out, those of dates alone. */
struct styles {
	struct workbook *book;
	int64_t *dates;
	size_t count, cap;
	bool in_cells; /* within cellXfs */
};

static bool is_spelt_date(const struct styles *styles, int64_t id)
{
	for (size_t i = 0; i < styles->count; i++) {
		if (styles->dates[i] == id) {
			return true;
		}
	}
	return false;
}

static int64_t attribute_number(struct workbook *book, struct xml_stream *xml, const char *name, int64_t otherwise)
{
	int64_t number;
	return integer_parse(attribute(book, xml, name), &number) ? number : otherwise;
}

static void take_style(struct styles *styles, struct xml_stream *xml, struct str name)
{
	struct workbook *book = styles->book;
	if (str_eq(name, STR("numFmt")) && sheet_format_is_date(attribute(book, xml, "formatCode"))) {
		styles->dates =
		    array_room(styles->dates, styles->count, &styles->cap, sizeof *styles->dates, FORMATS_FIRST);
		styles->dates[styles->count++] = attribute_number(book, xml, "numFmtId", -1);
	} else if (str_eq(name, STR("xf")) && styles->in_cells) {
		int64_t id = attribute_number(book, xml, "numFmtId", 0);
		book->is_date = array_room(book->is_date, book->format_count, &book->format_cap, sizeof *book->is_date,
		                           FORMATS_FIRST);
		book->is_date[book->format_count++] = is_known_date(id) || is_spelt_date(styles, id);
	}
}

static int read_styles(struct workbook *book, struct err *err)
{
	struct styles styles = { .book = book };
	struct infile *file;
	struct book ignored = { 0 };
	struct xml_stream xml;
	int more = 0, status = book->styles_part.len == 0
	                           ? 0
	                           : zip_file_member(&file, &book->office->zip, book->styles_part.at, err);
	if (status <= 0) {
		return status;
	}
	status = xml_open(&xml, file, &ignored, err);
	while (status >= 0 && (more = xml_next(&xml, err)) > 0) {
		int type = xmlTextReaderNodeType(xml.reader);
		struct str name = xml_name(&xml);
		if (str_eq(name, STR("cellXfs"))) {
			styles.in_cells = type == XML_READER_TYPE_ELEMENT;
		} else if (type == XML_READER_TYPE_ELEMENT) {
			take_style(&styles, &xml, name);
		}
	}
	xml_close(&xml);
	infile_close(file);
	free(styles.dates);
	return status < 0 ? status : more;
}

/* ---- strings ---- */

/* _x000D_: a sign that XML cannot hold; a return is dropped, since a new line follows. */
static void add_unescaped(struct buf *out, struct str text)
{
	enum { ESCAPE = 7 };
	for (size_t i = 0; i < text.len; i++) {
		uint32_t c = 0;
		bool escape = text.at[i] == '_' && i + ESCAPE <= text.len && text.at[i + 1] == 'x' &&
		              text.at[i + ESCAPE - 1] == '_';
		for (size_t k = i + 2; escape && k < i + ESCAPE - 1; k++) {
			int digit = ascii_is_digit(text.at[k]) ? text.at[k] - '0'
			            : strchr("abcdef", ascii_lower(text.at[k])) != NULL
			                ? ascii_lower(text.at[k]) - 'a' + 10
			                : -1;
			escape = digit >= 0;
			c = c * 16 + (uint32_t)digit;
		}
		if (!escape) {
			buf_byte(out, text.at[i]);
			continue;
		}
		if (c != '\r' && c != 0) {
			buf_codepoint(out, c);
		}
		i += ESCAPE - 1;
	}
}

static bool is_characters(int type)
{
	return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
	       type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE || type == XML_READER_TYPE_WHITESPACE;
}

/* The text of <si> or <is>, where the stream stands: the t of all runs, without how it is spoken (rPh). */
static int read_rich(struct xml_stream *xml, struct buf *out, struct err *err)
{
	int depth = xmlTextReaderDepth(xml->reader), more;
	bool in_text = false, spoken = false;
	if (xmlTextReaderIsEmptyElement(xml->reader) == 1) {
		return 0;
	}
	while ((more = xml_next(xml, err)) > 0) {
		int type = xmlTextReaderNodeType(xml->reader);
		if (type == XML_READER_TYPE_ELEMENT || type == XML_READER_TYPE_END_ELEMENT) {
			bool starts = type == XML_READER_TYPE_ELEMENT && xmlTextReaderIsEmptyElement(xml->reader) != 1;
			struct str name = xml_name(xml);
			if (type == XML_READER_TYPE_END_ELEMENT && xmlTextReaderDepth(xml->reader) == depth) {
				return 0;
			}
			in_text = str_eq(name, STR("t")) ? starts : in_text;
			spoken = str_eq(name, STR("rPh")) ? starts : spoken;
		} else if (in_text && !spoken && is_characters(type)) {
			add_unescaped(out, str_from((const char *)xmlTextReaderConstValue(xml->reader)));
		}
	}
	return more;
}

static int take_string(struct workbook *book, struct xml_stream *xml, struct str name, struct err *err)
{
	struct buf text;
	int status;
	if (!str_eq(name, STR("si"))) {
		return 0;
	}
	buf_init(&text, SIZE_MAX);
	status = read_rich(xml, &text, err);
	if (status >= 0) {
		status = sheet_strings_add(&book->strings, buf_str(&text), err);
	}
	buf_release(&text);
	return status;
}

/* ---- a sheet ---- */

struct sheet {
	struct workbook *book;
	struct xml_stream xml;
	struct sheet_row row;
	struct buf value, string;
	/* the cell in hand: */
	size_t column;
	char type; /* of its attribute t: s, i(nlineStr), t (str), b, e, d, n */
	bool is_date;
};

/* "BC12" is column 54, from 0. */
static size_t column_of(struct str reference, size_t otherwise)
{
	size_t column = 0, i = 0;
	while (i < reference.len && i < 4 && ascii_is_alpha(reference.at[i])) {
		column = column * 26 + (size_t)(ascii_lower(reference.at[i++]) - 'a' + 1);
	}
	return column == 0 ? otherwise : column - 1;
}

static void start_cell(struct sheet *sheet)
{
	const struct workbook *book = sheet->book;
	int64_t style;
	sheet->column = xml_attribute(&sheet->xml, "r", &sheet->value)
	                    ? column_of(buf_str(&sheet->value), sheet->column + 1)
	                    : sheet->column + 1;
	sheet->is_date = xml_attribute(&sheet->xml, "s", &sheet->value) &&
	                 integer_parse(buf_str(&sheet->value), &style) && style >= 0 &&
	                 (uint64_t)style < book->format_count && book->is_date[style];
	sheet->type = 'n';
	if (xml_attribute(&sheet->xml, "t", &sheet->value) && sheet->value.len > 0) {
		sheet->type = str_eq(buf_str(&sheet->value), STR("str")) ? 't' : sheet->value.at[0];
	}
	buf_clear(&sheet->value);
}

/* A number as it is stored; one that is whole and written with an exponent, in full. */
static void put_number(struct sheet *sheet)
{
	const double exact = 9007199254740992.0; /* 2^53 */
	struct str text = buf_str(&sheet->value);
	double number;
	if (!number_parse(str_trim(text), &number)) {
		sheet_row_set(&sheet->row, sheet->column, text);
		return;
	}
	buf_clear(&sheet->string);
	if (sheet->is_date && sheet_serial_text(&sheet->string, number, sheet->book->from_1904)) {
		sheet_row_set(&sheet->row, sheet->column, buf_str(&sheet->string));
	} else if (memchr(text.at, 'E', text.len) != NULL && number < exact && number > -exact &&
	           number == (double)(int64_t)number) {
		buf_integer(&sheet->string, (int64_t)number);
		sheet_row_set(&sheet->row, sheet->column, buf_str(&sheet->string));
	} else {
		sheet_row_set(&sheet->row, sheet->column, str_trim(text));
	}
}

static int end_cell(struct sheet *sheet, struct err *err)
{
	struct str text = buf_str(&sheet->value);
	int64_t number;
	int status = 0;
	if (text.len == 0) {
		return 0;
	}
	switch (sheet->type) {
	case 's':
		if (integer_parse(str_trim(text), &number) && number >= 0) {
			status = sheet_strings_get(&sheet->book->strings, (uint64_t)number, &sheet->string, err);
			sheet_row_set(&sheet->row, sheet->column, buf_str(&sheet->string));
		}
		break;
	case 'b': sheet_row_set(&sheet->row, sheet->column, str_eq(text, STR("1")) ? STR("true") : STR("false")); break;
	case 'e': break; /* #N/A, #REF! */
	case 'n': put_number(sheet); break;
	default: sheet_row_set(&sheet->row, sheet->column, text);
	}
	return status;
}

/* <v>: its text into value. */
static int read_value(struct sheet *sheet, struct err *err)
{
	int depth = xmlTextReaderDepth(sheet->xml.reader), more;
	if (xmlTextReaderIsEmptyElement(sheet->xml.reader) == 1) {
		return 0;
	}
	while ((more = xml_next(&sheet->xml, err)) > 0) {
		int type = xmlTextReaderNodeType(sheet->xml.reader);
		if (type == XML_READER_TYPE_END_ELEMENT && xmlTextReaderDepth(sheet->xml.reader) == depth) {
			return 0;
		}
		if (is_characters(type)) {
			add_unescaped(&sheet->value,
			              str_from((const char *)xmlTextReaderConstValue(sheet->xml.reader)));
		}
	}
	return more;
}

/* One node of a sheet; rows that end are written to out. */
static int take_node(struct sheet *sheet, struct buf *out, struct err *err)
{
	int type = xmlTextReaderNodeType(sheet->xml.reader);
	struct str name;
	if (type != XML_READER_TYPE_ELEMENT && type != XML_READER_TYPE_END_ELEMENT) {
		return 0;
	}
	name = xml_name(&sheet->xml);
	if (type == XML_READER_TYPE_END_ELEMENT) {
		if (str_eq(name, STR("row"))) {
			sheet_row_write(&sheet->row, out);
		}
		return str_eq(name, STR("c")) ? end_cell(sheet, err) : 0;
	}
	if (str_eq(name, STR("row"))) {
		sheet_row_clear(&sheet->row);
		sheet->column = SIZE_MAX; /* one before the first */
	} else if (str_eq(name, STR("c"))) {
		start_cell(sheet);
	} else if (str_eq(name, STR("v"))) {
		return read_value(sheet, err);
	} else if (str_eq(name, STR("is"))) {
		return read_rich(&sheet->xml, &sheet->value, err);
	}
	return 0;
}

static int more_rows(void *state, struct buf *out, struct err *err)
{
	struct sheet *sheet = state;
	int more = 1, status = 0;
	while (status >= 0 && out->len < PIECE && (more = xml_next(&sheet->xml, err)) > 0) {
		status = take_node(sheet, out, err);
	}
	return status < 0 ? status : more;
}

static int visit_sheet(struct workbook *book, const struct workbook_sheet *about, struct err *err)
{
	struct sheet *sheet;
	struct office_part part = { .more = more_rows };
	struct infile *file;
	struct book ignored = { 0 };
	int status = zip_file_member(&file, &book->office->zip, about->part.at, err);
	if (status <= 0) {
		return status;
	}
	sheet = memory_alloc(sizeof *sheet);
	sheet->book = book;
	part.state = sheet;
	buf_init(&sheet->value, SIZE_MAX);
	buf_init(&sheet->string, SIZE_MAX);
	sheet_row_init(&sheet->row);
	status = xml_open(&sheet->xml, file, &ignored, err);
	if (status >= 0) {
		status = office_part_visit(
		    book->office, arena_printf(&book->arena, "%.*s.csv", STR_ARGS(about->name)).at, &part, err);
	}
	xml_close(&sheet->xml);
	infile_close(file);
	sheet_row_release(&sheet->row);
	buf_release(&sheet->value);
	buf_release(&sheet->string);
	free(sheet);
	return status;
}

int workbook_xlsx_walk(struct office_file *office, struct err *err)
{
	struct workbook book = { .office = office, .arena = ARENA_INIT };
	int status;
	sheet_strings_init(&book.strings, office->temporary);
	status = each_element(&book, "xl/workbook.xml", take_workbook, err);
	if (status >= 0) {
		status = each_element(&book, "xl/_rels/workbook.xml.rels", take_relation, err);
	}
	if (status >= 0 && book.strings_part.len > 0) {
		status = each_element(&book, book.strings_part.at, take_string, err);
	}
	if (status >= 0) {
		status = read_styles(&book, err);
	}
	for (size_t i = 0; i < book.sheet_count && status >= 0; i++) {
		status = book.sheets[i].part.len > 0 ? visit_sheet(&book, &book.sheets[i], err) : 0;
	}
	sheet_strings_release(&book.strings);
	arena_release(&book.arena);
	free(book.sheets);
	free(book.is_date);
	return status;
}
