/* xlsx_book.c - see xlsx_book.h. Rows go to libxlsxwriter's temporary file as they come (constant_memory), so a sheet
 * of a million contacts needs no more memory than one of ten. The date that a workbook says it was made on is a fixed
 * one: the same run gives the same bytes. */
#include "xlsx_book.h"

#include <stdlib.h>

#include "arena.h"

#ifdef GRIPE_XLSX

#include <xlsxwriter.h>

#include "option.h"
#include "table_fields.h"
#include "utf8.h"

enum {
	SHEET_ROWS = 1048576, /* the most a sheet of Excel holds, its header among them */
	CELL_UNITS = 32767,   /* UTF-16 units in a cell */
	BARS = 10,            /* issues in the first chart */
	LINES_SHOWN = 5,      /* issues in the second: more lines cannot be told apart */
	MADE_ON = 1735689600  /* 2025-01-01, of every workbook */
};

struct sheet {
	struct xlsx_book *book;
	lxw_worksheet *sheet;
	const struct field_shape *shape;
	uint32_t rows; /* written, with the header */
};

struct xlsx_book {
	lxw_workbook *workbook;
	lxw_format *head, *share;
	struct sheet issues, trend, other; /* other: whichever is written now and has no chart */
	const char *path, *name;
	/* for the charts: rows of the sheet "issues" that are of the table of pain, and where each issue's trend is */
	uint32_t pain, series[LINES_SHOWN + 1];
	size_t series_count;
	struct str last; /* id of the trend's last row; borrowed, compared at once */
	uint64_t cut;
};

/* So much of a text as a cell holds, and what XML cannot hold as U+FFFD. Returns whether it was cut. */
static bool cell_text(struct buf *out, struct str text)
{
	size_t units = 0, at = 0;
	while (at < text.len) {
		size_t start = at;
		uint32_t point = utf8_next(text, &at);
		units += point > 0xFFFF && point != UTF8_BAD ? 2 : 1;
		if (units >= CELL_UNITS) { /* one is left for the ellipsis */
			buf_text(out, "…");
			return true;
		}
		if (point == 0xFFFE || point == 0xFFFF || point == UTF8_BAD) {
			buf_codepoint(out, 0xFFFD);
		} else {
			buf_add(out, text.at + start, at - start);
		}
	}
	return false;
}

static int failed(lxw_error status, struct err *err)
{
	return status == LXW_NO_ERROR
	           ? 0
	           : err_set(err, GRIPE_IO, "the workbook cannot be written: %s", lxw_strerror(status));
}

static int begin(void *to, const struct field_shape *shape, struct err *err)
{
	struct sheet *sheet = to;
	lxw_error status = LXW_NO_ERROR;
	sheet->sheet = workbook_add_worksheet(sheet->book->workbook, sheet->book->name);
	sheet->shape = shape;
	if (sheet->sheet == NULL) {
		return err_set(err, GRIPE_IO, "the workbook takes no sheet \"%s\"", sheet->book->name);
	}
	worksheet_freeze_panes(sheet->sheet, 1, 0);
	for (size_t i = 0; i < shape->count && status == LXW_NO_ERROR; i++) {
		status =
		    worksheet_write_string(sheet->sheet, 0, (lxw_col_t)i, shape->fields[i].name, sheet->book->head);
	}
	sheet->rows = 1;
	return failed(status, err);
}

static lxw_error text_write(struct sheet *sheet, size_t column, struct str text)
{
	struct buf cell;
	buf_init(&cell, SIZE_MAX);
	sheet->book->cut += cell_text(&cell, text);
	lxw_error status =
	    worksheet_write_string(sheet->sheet, sheet->rows, (lxw_col_t)column, cell.len > 0 ? cell.at : NULL, NULL);
	buf_release(&cell);
	return status;
}

static lxw_error cell_write(struct sheet *sheet, size_t column, const struct field_value *value)
{
	const struct field *field = &sheet->shape->fields[column];
	struct buf plain;
	double number = 0;
	lxw_error status;
	if (value->state != FIELD_GIVEN) {
		return LXW_NO_ERROR;
	}
	if (field->type == FIELD_TEXT) {
		return text_write(sheet, column, value->text);
	}
	if (field->type == FIELD_FLAG) {
		return worksheet_write_boolean(sheet->sheet, sheet->rows, (lxw_col_t)column, value->whole != 0, NULL);
	}
	buf_init(&plain, SIZE_MAX);
	field_plain(&plain, field, value);
	status = number_parse(buf_str(&plain), &number)
	             ? worksheet_write_number(sheet->sheet, sheet->rows, (lxw_col_t)column, number,
	                                      field->type == FIELD_SHARE ? sheet->book->share : NULL)
	             : text_write(sheet, column, buf_str(&plain));
	buf_release(&plain);
	return status;
}

/* Notes what the charts are of. */
static void chart_note(struct sheet *sheet, const struct field_value *values)
{
	struct xlsx_book *book = sheet->book;
	if (sheet == &book->issues && book->pain + 1 == sheet->rows &&
	    str_eq(values[TABLE_ISSUES_table].text, STR("pain"))) {
		book->pain++;
	}
	if (sheet == &book->trend && book->series_count <= LINES_SHOWN &&
	    (book->series_count == 0 || values[TABLE_TREND_label].text.at != book->last.at)) {
		book->last = values[TABLE_TREND_label].text;
		book->series[book->series_count++] = sheet->rows;
	}
}

static int row(void *to, const struct field_value *values, struct err *err)
{
	struct sheet *sheet = to;
	lxw_error status = LXW_NO_ERROR;
	if (sheet->rows >= SHEET_ROWS) {
		return err_set(err, GRIPE_DATA, "%s: more rows than a sheet holds (%d); --format csv has no end",
		               sheet->book->name, SHEET_ROWS);
	}
	for (size_t i = 0; i < sheet->shape->count && status == LXW_NO_ERROR; i++) {
		status = cell_write(sheet, i, &values[i]);
	}
	chart_note(sheet, values);
	sheet->rows++;
	return failed(status, err);
}

int xlsx_book_open(struct xlsx_book **book, const char *path, const char *temporary, struct err *err)
{
	char *folder = memory_alloc(strlen(temporary) + 1); /* the library takes no const */
	struct xlsx_book *b = memory_alloc(sizeof *b);
	memcpy(folder, temporary, strlen(temporary));
	lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = folder, .use_zip64 = LXW_FALSE };
	lxw_doc_properties properties = { .created = MADE_ON };
	*book = b;
	b->path = path;
	b->workbook = workbook_new_opt(path, &options); /* it copies what it is given */
	free(folder);
	if (b->workbook == NULL) {
		return err_set(err, GRIPE_IO, "the workbook cannot be made");
	}
	workbook_set_properties(b->workbook, &properties);
	b->head = workbook_add_format(b->workbook);
	format_set_bold(b->head);
	b->share = workbook_add_format(b->workbook);
	format_set_num_format(b->share, "0.0%");
	return 0;
}

struct table_sink xlsx_sheet(struct xlsx_book *book, const char *name)
{
	struct sheet *sheet = strcmp(name, "issues") == 0  ? &book->issues
	                      : strcmp(name, "trend") == 0 ? &book->trend
	                                                   : &book->other;
	sheet->book = book;
	book->name = name;
	return (struct table_sink){ begin, row, sheet };
}

static void bars(struct xlsx_book *book, lxw_worksheet *on)
{
	uint32_t last = book->pain < BARS ? book->pain : BARS;
	lxw_chart *chart = workbook_add_chart(book->workbook, LXW_CHART_BAR);
	lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
	chart_series_set_categories(series, "issues", 1, TABLE_ISSUES_label, last, TABLE_ISSUES_label);
	chart_series_set_values(series, "issues", 1, TABLE_ISSUES_share, last, TABLE_ISSUES_share);
	chart_series_set_name(series, "share of contacts");
	chart_title_set_name(chart, "The first issues, by their share of the contacts");
	chart_axis_set_reverse(chart->y_axis); /* the first stands on top */
	chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
	worksheet_insert_chart(on, 0, 0, chart);
}

static void lines(struct xlsx_book *book, lxw_worksheet *on)
{
	enum { BELOW = 18 }; /* row of the sheet, under the first chart */
	lxw_chart *chart = workbook_add_chart(book->workbook, LXW_CHART_LINE);
	for (size_t i = 0; i < book->series_count && i < LINES_SHOWN; i++) {
		uint32_t first = book->series[i],
		         last = (i + 1 < book->series_count ? book->series[i + 1] : book->trend.rows) - 1;
		lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
		chart_series_set_categories(series, "trend", first, TABLE_TREND_from, last, TABLE_TREND_from);
		chart_series_set_values(series, "trend", first, TABLE_TREND_contacts, last, TABLE_TREND_contacts);
		chart_series_set_name_range(series, "trend", first, TABLE_TREND_label);
	}
	chart_title_set_name(chart, "Contacts by period");
	worksheet_insert_chart(on, BELOW, 0, chart);
}

void xlsx_charts(struct xlsx_book *book)
{
	bool trend = book->trend.rows > 1 && book->series_count > 0;
	lxw_worksheet *on = book->pain > 0 || trend ? workbook_add_worksheet(book->workbook, "charts") : NULL;
	if (on != NULL && book->pain > 0) {
		bars(book, on);
	}
	if (on != NULL && trend) {
		lines(book, on);
	}
}

int xlsx_book_close(struct xlsx_book *book, struct err *err)
{
	lxw_error status = workbook_close(book->workbook); /* frees it in any case */
	int result = failed(status, err);
	err_at(err, result < 0 ? book->path : NULL, 0, 0);
	free(book);
	return result;
}

void xlsx_book_drop(struct xlsx_book *book)
{
	if (book != NULL) {
		lxw_workbook_free(book->workbook);
		free(book);
	}
}

uint64_t xlsx_cut_count(const struct xlsx_book *book)
{
	return book->cut;
}

#else

int xlsx_book_open(struct xlsx_book **book, const char *path, const char *temporary, struct err *err)
{
	(void)path;
	(void)temporary;
	*book = NULL;
	return err_set(err, GRIPE_USAGE, "this gripe was built without libxlsxwriter: --format csv is there");
}

struct table_sink xlsx_sheet(struct xlsx_book *book, const char *name)
{
	(void)name;
	return (struct table_sink){ NULL, NULL, book }; /* never reached: no book is ever open */
}

void xlsx_charts(struct xlsx_book *book)
{
	(void)book;
}

int xlsx_book_close(struct xlsx_book *book, struct err *err)
{
	(void)book;
	(void)err;
	return 0;
}

void xlsx_book_drop(struct xlsx_book *book)
{
	(void)book;
}

uint64_t xlsx_cut_count(const struct xlsx_book *book)
{
	(void)book;
	return 0;
}

#endif
