/* sheet_row.c - see sheet_row.h. Memory: one row. */
#include "sheet_row.h"

#include <stdlib.h>

#include "arena.h"
#include "array.h"
#include "timestamp.h"

enum { CELLS_FIRST = 64 };

void sheet_row_init(struct sheet_row *row)
{
	*row = (struct sheet_row){ .cells = NULL };
	buf_init(&row->text, SIZE_MAX);
}

void sheet_row_release(struct sheet_row *row)
{
	buf_release(&row->text);
	free(row->cells);
}

void sheet_row_clear(struct sheet_row *row)
{
	buf_clear(&row->text);
	row->count = 0;
}

void sheet_row_set(struct sheet_row *row, size_t column, struct str value)
{
	if (column >= SHEET_COLUMNS || value.len == 0) {
		return;
	}
	while (row->count <= column) {
		row->cells = array_room(row->cells, row->count, &row->cap, sizeof *row->cells, CELLS_FIRST);
		row->cells[row->count++] = (struct sheet_cell){ 0, 0 };
	}
	row->cells[column] = (struct sheet_cell){ row->text.len, value.len };
	buf_str_add(&row->text, value);
}

static void write_cell(struct buf *out, struct str value)
{
	buf_byte(out, '"');
	while (value.len > 0) {
		const char *quote = memchr(value.at, '"', value.len);
		size_t n = quote != NULL ? (size_t)(quote - value.at) + 1 : value.len;
		buf_add(out, value.at, n);
		if (quote != NULL) {
			buf_byte(out, '"');
		}
		value = str_slice(value, n, value.len);
	}
	buf_byte(out, '"');
}

void sheet_row_write(struct sheet_row *row, struct buf *out)
{
	if (row->count == 0) {
		return;
	}
	row->width = row->count > row->width ? row->count : row->width;
	for (size_t i = 0; i < row->width; i++) {
		struct sheet_cell cell = i < row->count ? row->cells[i] : (struct sheet_cell){ 0, 0 };
		if (i > 0) {
			buf_byte(out, ',');
		}
		write_cell(out, (struct str){ row->text.at + cell.start, cell.len });
	}
	buf_byte(out, '\n');
}

bool sheet_serial_text(struct buf *out, double days, bool from_1904)
{
	enum { DAY_1970 = 25569, DAY_1904 = 1462, DAY_LAST = 2958465 /* 9999-12-31 */, DAY_SECONDS = 86400 };
	int year, month, day;
	int64_t whole, seconds;
	if (!(days >= 0) || days > DAY_LAST) {
		return false;
	}
	whole = (int64_t)days;
	seconds = (int64_t)((days - (double)whole) * DAY_SECONDS + 0.5);
	whole += seconds / DAY_SECONDS;
	seconds %= DAY_SECONDS;
	if (whole > 0) {
		timestamp_civil(whole + (from_1904 ? DAY_1904 : 0) - DAY_1970, &year, &month, &day);
		buf_printf(out, "%04d-%02d-%02d", year, month, day);
	}
	if (seconds > 0 || whole == 0) {
		buf_printf(out, "%s%02d:%02d:%02d", whole > 0 ? "T" : "", (int)(seconds / 3600),
		           (int)(seconds / 60 % 60), (int)(seconds % 60));
	}
	return true;
}

/* Behind the '[' at format[at]: "[h]" is a time, "[Red]" and "[$€-407]" are none. */
static bool is_elapsed_time(struct str format, size_t at)
{
	char c = at + 1 < format.len ? ascii_lower(format.at[at + 1]) : '\0';
	return c == 'h' || c == 'm' || c == 's';
}

bool sheet_format_is_date(struct str format)
{
	static const char letters[] = "ydhms", literal[] = "\\_*"; /* behind these the next sign stands for itself */
	bool quoted = false, bracket = false;
	for (size_t i = 0; i < format.len; i++) {
		char c = ascii_lower(format.at[i]);
		if (c == '"') {
			quoted = !quoted;
		} else if (memchr(literal, c, sizeof literal - 1) != NULL) {
			i++;
		} else if (quoted) {
			continue;
		} else if (c == '[' || c == ']') {
			bracket = c == '[' && !is_elapsed_time(format, i);
		} else if (!bracket && memchr(letters, c, sizeof letters - 1) != NULL) {
			return true;
		}
	}
	return false;
}
