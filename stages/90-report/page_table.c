/* page_table.c - the tables of the page. Which members of a theme are columns, with which heading and in which form, is
 * said by their rows in theme_fields.h. */
#include <stdlib.h>

#include "arena.h"
#include "page_parts.h"
#include "page_texts.h"

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

static void row_write(struct row *row, const struct page *page)
{
	for (size_t i = 0; i < row->count; i++) {
		row->texts[i] = buf_str(&row->cells[i]);
	}
	page->writer->form->table_row(page->writer, row->texts);
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

/* One member of a theme; the ends of an interval stand in the rows behind it. */
static void theme_cell(struct buf *out, const struct page *page, const struct view_theme *theme, size_t row)
{
	const struct field_value *value = &theme->values[row];
	switch (theme_shape.fields[row].shown.cell) {
	case CELL_NONE: break;
	case CELL_TEXT: buf_str_add(out, value->text); break;
	case CELL_TREND: movement_text(out, page, theme); break;
	case CELL_PLACE: place(out, value->number, value[1].number, value[2].number); break;
	case CELL_COUNT: word_whole(out, page->words, value->number); break;
	case CELL_PERCENT: word_percent(out, page->words, value->number); break;
	case CELL_INTERVAL:
		range_text(out, page, theme);
		if (out->len == 0) {
			buf_text(out, "–");
		}
		break;
	}
}

static bool holds_numbers(enum field_cell cell)
{
	return cell != CELL_TEXT && cell != CELL_TREND;
}

struct str table_heading(const struct words *words, const char *name)
{
	struct buf key;
	struct str text;
	buf_init(&key, SIZE_MAX);
	buf_printf(&key, "col.%s", name);
	text = words_get(words, key.at);
	text = text.at == key.at ? str_from(name) : text;
	buf_release(&key);
	return text;
}

/* The rows of the record that are columns of a table, with their headings; issues: what is listed. Returns how many. */
static size_t columns_find(size_t rows[THEME_COUNT], struct column columns[THEME_COUNT], const struct page *page,
                           bool ranked, bool issues)
{
	size_t count = 0;
	for (size_t row = 0; row < THEME_COUNT; row++) {
		const struct field_shown *shown = &theme_shape.fields[row].shown;
		if (shown->heading != NULL && (ranked || !shown->ranked_only)) {
			const char *name = row == THEME_label && !issues ? "topic" : shown->heading;
			columns[count] =
			    (struct column){ table_heading(page->words, name), holds_numbers(shown->cell) };
			rows[count++] = row;
		}
	}
	return count;
}

void page_themes(const struct page *page, const struct view_list *from, struct str table)
{
	struct column columns[THEME_COUNT];
	size_t rows[THEME_COUNT], shown = 0;
	bool issues = page->view->issues_lead && from == &page->view->themes;
	size_t count = columns_find(rows, columns, page, str_eq(table, STR("pain")), issues);
	struct row row;
	row_init(&row, count);
	page->writer->form->table_begin(page->writer, columns, count);
	for (size_t i = 0; i < from->count && shown < page->top; i++) {
		const struct view_theme *theme = &from->list[i];
		if (theme_shows(theme, table)) {
			for (size_t c = 0; c < count; c++) {
				theme_cell(&row.cells[c], page, theme, rows[c]);
			}
			row_write(&row, page);
			shown++;
		}
	}
	page->writer->form->table_end(page->writer);
	row_release(&row);
}

void dropped_text(struct buf *out, const struct page *page, const struct view_counts *dropped)
{
	for (size_t k = 0; k < dropped->count; k++) {
		buf_text(out, k > 0 ? ", " : "");
		word_whole(out, page->words, dropped->list[k].count);
		buf_byte(out, ' ');
		name_text(out, page, "aside", dropped->list[k].name);
	}
}

void page_funnel(const struct page *page)
{
	enum { STAGE, IN, KEPT, SET_ASIDE, COLUMNS };
	const struct column columns[COLUMNS] = { [STAGE] = { table_heading(page->words, "stage"), false },
		                                 [IN] = { table_heading(page->words, "in"), true },
		                                 [KEPT] = { table_heading(page->words, "kept"), true },
		                                 [SET_ASIDE] = { table_heading(page->words, "aside"), false } };
	struct row row;
	if (page->view->book_count == 0) {
		return;
	}
	row_init(&row, COLUMNS);
	page->writer->form->table_begin(page->writer, columns, COLUMNS);
	for (size_t i = 0; i < page->view->book_count; i++) {
		const struct view_book *book = &page->view->books[i];
		buf_str_add(&row.cells[STAGE], book->stage);
		word_whole(&row.cells[IN], page->words, book->in);
		word_whole(&row.cells[KEPT], page->words, book->kept);
		dropped_text(&row.cells[SET_ASIDE], page, &book->dropped);
		row_write(&row, page);
	}
	page->writer->form->table_end(page->writer);
	row_release(&row);
}
