/* tables_csv.c - see tables_csv.h. Enters: the view. Leaves: a line of column names, and a line for each issue and each
 * theme, the layer that leads first. */
#include "tables_csv.h"

static void csv_text(struct buf *out, struct str text)
{
	bool quote = false;
	if (text.len > 0 && strchr("=+-@\t\r", text.at[0]) != NULL) {
		buf_text(out, "\"'");
		quote = true;
	}
	for (size_t i = 0; i < text.len && !quote; i++) {
		if (strchr(",\"\r\n", text.at[i]) != NULL) {
			buf_byte(out, '"');
			quote = true;
		}
	}
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"') {
			buf_byte(out, '"');
		}
		buf_byte(out, text.at[i]);
	}
	if (quote) {
		buf_byte(out, '"');
	}
}

static bool is_text(enum field_type type)
{
	return type == FIELD_TEXT || type == FIELD_TIME || type == FIELD_DAY || type == FIELD_OBJECT ||
	       type == FIELD_LIST;
}

/* The rows of the record that are columns here, by their places. Returns how many. */
static size_t columns_find(size_t columns[THEME_COUNT])
{
	size_t count = 0;
	for (int place = 1; place <= THEME_COUNT; place++) {
		for (size_t row = 0; row < THEME_COUNT; row++) {
			if (theme_shape.fields[row].shown.csv == place) {
				columns[count++] = row;
			}
		}
	}
	return count;
}

static void rows(struct buf *out, const struct view_list *list, const size_t *columns, size_t count)
{
	for (size_t i = 0; i < list->count; i++) {
		for (size_t c = 0; c < count; c++) {
			const struct field_value *value = &list->list[i].values[columns[c]];
			buf_text(out, c > 0 ? "," : "");
			if (is_text(theme_shape.fields[columns[c]].type)) {
				csv_text(out, value->text);
			} else if (value->state == FIELD_GIVEN) { /* an empty cell is no 0 */
				buf_number(out, value->number);
			}
		}
		buf_byte(out, '\n');
	}
}

void tables_csv(struct buf *out, const struct view *view)
{
	size_t columns[THEME_COUNT], count = columns_find(columns);
	for (size_t c = 0; c < count; c++) {
		const struct field *field = &theme_shape.fields[columns[c]];
		buf_text(out, c > 0 ? "," : "");
		buf_text(out, field->shown.csv_name != NULL ? field->shown.csv_name : field->name);
	}
	buf_byte(out, '\n');
	rows(out, &view->themes, columns, count);
	rows(out, &view->beside, columns, count);
}
