/* csv_sink.c - see table_sink.h. The guard of formulas: a spreadsheet runs a text cell that begins with = + - @, a tab
 * or a line's end, and in some of its languages the full-width forms of these; with an apostrophe before it is a text
 * again. Numbers are our own and need none. */
#include "table_sink.h"

#include "outfile.h"

enum { PIECE = 1 << 16 /* bytes held before they are written */ };

static bool is_formula(struct str text)
{
	static const char *const wide[] = { "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
		                            "\xEF\xBC\xA0" }; /* ＝＋－＠ */
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
		if (str_starts(text, str_from(wide[i]))) {
			return true;
		}
	}
	return text.len > 0 && strchr("=+-@\t\r\n", text.at[0]) != NULL && text.at[0] != '\0';
}

void csv_text(struct buf *out, struct str text, bool guard)
{
	bool formula = guard && is_formula(text), quoted = formula;
	for (size_t i = 0; i < text.len && !quoted; i++) {
		quoted = text.at[i] == ',' || text.at[i] == '"' || text.at[i] == '\r' || text.at[i] == '\n';
	}
	buf_text(out, quoted ? "\"" : "");
	buf_text(out, formula ? "'" : "");
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"') {
			buf_byte(out, '"');
		}
		buf_byte(out, text.at[i]);
	}
	buf_text(out, quoted ? "\"" : "");
}

static int begin(void *to, const struct field_shape *shape, struct err *err)
{
	struct csv_sink *csv = to;
	(void)err;
	csv->shape = shape;
	buf_text(csv->out, csv->excel ? BYTE_ORDER_MARK : "");
	for (size_t i = 0; i < shape->count; i++) {
		buf_text(csv->out, i > 0 ? "," : "");
		buf_text(csv->out, shape->fields[i].name);
	}
	buf_byte(csv->out, '\n');
	return 0;
}

static int row(void *to, const struct field_value *values, struct err *err)
{
	struct csv_sink *csv = to;
	struct buf plain;
	buf_init(&plain, SIZE_MAX);
	for (size_t i = 0; i < csv->shape->count; i++) {
		buf_clear(&plain);
		field_plain(&plain, &csv->shape->fields[i], &values[i]);
		buf_text(csv->out, i > 0 ? "," : "");
		csv_text(csv->out, buf_str(&plain), csv->excel && csv->shape->fields[i].type == FIELD_TEXT);
	}
	buf_byte(csv->out, '\n');
	buf_release(&plain);
	if (csv->file != NULL && csv->out->len >= PIECE) {
		int result = outfile_write(csv->file, buf_str(csv->out), err);
		buf_clear(csv->out);
		return result;
	}
	return buf_check(csv->out, "the table", err);
}

struct table_sink csv_sink(struct csv_sink *csv)
{
	return (struct table_sink){ begin, row, csv };
}
