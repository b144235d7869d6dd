/* page_table.c - the tables of the page. Which members of a theme are columns, with which heading and in which form, is
 * said by their rows in theme_fields.h. */
#include <stdlib.h>

#include "arena.h"
#include "figures_text.h"
#include "page.h"

/* The cells of a row are built in a buffer each and handed over together: cells[count]. */
struct row {
	struct buf *cells;
	struct str *texts;
	size_t count;
};

static void row_init(struct row *row, size_t count)
{
	row->cells = memory_array(count, sizeof *row->cells);
	row->texts = memory_array(count, sizeof *row->texts);
	row->count = count;
	for (size_t i = 0; i < count; i++) {
		buf_init(&row->cells[i], SIZE_MAX);
	}
}

static void row_write(struct row *row, struct buf *out, const struct writer *writer, const struct column *columns)
{
	for (size_t i = 0; i < row->count; i++) {
		row->texts[i] = buf_str(&row->cells[i]);
	}
	writer->table_row(out, columns, row->texts, row->count);
	for (size_t i = 0; i < row->count; i++) {
		buf_clear(&row->cells[i]);
	}
}

static void row_release(struct row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		buf_release(&row->cells[i]);
	}
	free(row->cells);
	free(row->texts);
}

/* "11.8–12.9 %": the unit once. It is set off by a plain space, so that grep finds it. */
static void interval(struct buf *out, double low, double high)
{
	struct buf a;
	if (high <= 0) {
		buf_text(out, "–");
		return;
	}
	buf_init(&a, SIZE_MAX);
	percent(&a, low);
	buf_str_add(out,
	            str_ends(buf_str(&a), STR(" %")) ? str_slice(buf_str(&a), 0, a.len - STR(" %").len) : buf_str(&a));
	buf_text(out, "–");
	percent(out, high);
	buf_release(&a);
}

/* "2", or "2 (2–4)" when ranks cannot be told apart. */
static void place(struct buf *out, double at, double low, double high)
{
	buf_fixed(out, at, 0);
	if (high > low) {
		buf_text(out, " (");
		buf_fixed(out, low, 0);
		buf_text(out, "–");
		buf_fixed(out, high, 0);
		buf_text(out, ")");
	}
}

static bool is_said(struct str word)
{
	return word.len > 0 && !str_eq(word, STR("unknown"));
}

/* One member of a theme; the ends of an interval stand in the rows behind it. */
static void theme_cell(struct buf *out, const struct view_theme *theme, size_t row)
{
	const struct field_value *value = &theme->values[row];
	switch (theme_shape.fields[row].shown.cell) {
	case CELL_NONE: break;
	case CELL_TEXT: buf_str_add(out, value->text); break;
	case CELL_WORD: buf_str_add(out, is_said(value->text) ? value->text : STR("–")); break;
	case CELL_PLACE: place(out, value->number, value[1].number, value[2].number); break;
	case CELL_COUNT: number_grouped(out, value->number); break;
	case CELL_PERCENT: percent(out, value->number); break;
	case CELL_INTERVAL:
		if (theme->values[THEME_too_few].whole != 0) {
			buf_text(out, "too few");
		} else {
			interval(out, value->number, value[1].number);
		}
		break;
	}
}

static bool holds_numbers(enum field_cell cell)
{
	return cell != CELL_TEXT && cell != CELL_WORD;
}

/* The rows of the record that are columns of a table, with their headings; names: the heading of the labels. Returns
 * how many. */
static size_t columns_find(size_t rows[THEME_COUNT], struct column columns[THEME_COUNT], bool ranked, struct str names)
{
	size_t count = 0;
	for (size_t row = 0; row < THEME_COUNT; row++) {
		const struct field_shown *shown = &theme_shape.fields[row].shown;
		if (shown->heading != NULL && (ranked || !shown->ranked_only)) {
			columns[count] = (struct column){ row == THEME_label ? names : str_from(shown->heading),
				                          holds_numbers(shown->cell) };
			rows[count++] = row;
		}
	}
	return count;
}

void page_themes(struct buf *out, const struct page *page, const struct view_list *from, struct str table)
{
	struct column columns[THEME_COUNT];
	size_t rows[THEME_COUNT], shown = 0;
	bool issues = page->view->issues_lead && from == &page->view->themes;
	size_t count = columns_find(rows, columns, str_eq(table, STR("pain")), issues ? STR("issue") : STR("topic"));
	struct row row;
	row_init(&row, count);
	page->writer->table_begin(out, columns, count);
	for (size_t i = 0; i < from->count && shown < page->top; i++) {
		const struct view_theme *theme = &from->list[i];
		if (str_eq(theme_text(theme, THEME_table), table)) {
			for (size_t c = 0; c < count; c++) {
				theme_cell(&row.cells[c], theme, rows[c]);
			}
			row_write(&row, out, page->writer, columns);
			shown++;
		}
	}
	page->writer->table_end(out);
	row_release(&row);
}

static void set_aside(struct buf *out, const struct view_counts *dropped)
{
	for (size_t k = 0; k < dropped->count; k++) {
		buf_text(out, k > 0 ? ", " : "");
		number_grouped(out, dropped->list[k].count);
		buf_printf(out, " %.*s", STR_ARGS(dropped->list[k].name));
	}
	for (size_t i = 0; i < out->len; i++) {
		out->at[i] = out->at[i] == '_' ? ' ' : out->at[i];
	}
}

void page_funnel(struct buf *out, const struct page *page)
{
	enum { STAGE, IN, KEPT, SET_ASIDE, COLUMNS };
	static const struct column columns[COLUMNS] = { [STAGE] = { { "stage", 5 }, false },
		                                        [IN] = { { "in", 2 }, true },
		                                        [KEPT] = { { "kept", 4 }, true },
		                                        [SET_ASIDE] = { { "set aside", 9 }, false } };
	struct row row;
	if (page->view->book_count == 0) {
		return;
	}
	row_init(&row, COLUMNS);
	page->writer->table_begin(out, columns, COLUMNS);
	for (size_t i = 0; i < page->view->book_count; i++) {
		const struct view_book *book = &page->view->books[i];
		buf_str_add(&row.cells[STAGE], book->stage);
		number_grouped(&row.cells[IN], book->in);
		number_grouped(&row.cells[KEPT], book->kept);
		set_aside(&row.cells[SET_ASIDE], &book->dropped);
		row_write(&row, out, page->writer, columns);
	}
	page->writer->table_end(out);
	row_release(&row);
}
