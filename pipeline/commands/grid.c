/* grid.c - see grid.h. */
#include "grid.h"

#include <stdlib.h>

#include "array.h"
#include "json_write.h"
#include "store_sql.h"
#include "utf8.h"

enum { CELLS_FIRST = 256, GAP = 2, HEIGHTS = 8, REAL_DIGITS = 3 };

struct grid {
	struct arena arena;
	struct str *cells; /* [rows][columns] */
	bool *numbers;     /* [columns] every cell so far is a number or NULL */
	size_t *widths;    /* [columns] characters */
	size_t columns, count, cap;
};

static void json_row(sqlite3_stmt *statement, int columns, struct buf *out)
{
	buf_byte(out, '{');
	for (int i = 0; i < columns; i++) {
		const char *name = sqlite3_column_name(statement, i);
		struct str text = store_text(statement, i);
		switch (sqlite3_column_type(statement, i)) {
		case SQLITE_INTEGER: json_put_int(out, name, sqlite3_column_int64(statement, i)); break;
		case SQLITE_FLOAT: json_put_number(out, name, sqlite3_column_double(statement, i)); break;
		case SQLITE_NULL: json_put_null(out, name); break;
		default:
			if (strcmp(name, "json") == 0) {
				json_put_name(out, name);
				buf_str_add(out, text);
			} else {
				json_put_text(out, name, text);
			}
		}
	}
	buf_text(out, "}\n");
}

static struct str cell_text(struct grid *grid, sqlite3_stmt *statement, int column)
{
	struct buf text;
	struct str kept, value = store_text(statement, column);
	int type = sqlite3_column_type(statement, column);
	buf_init(&text, SIZE_MAX);
	if (type == SQLITE_FLOAT) {
		buf_fixed(&text, sqlite3_column_double(statement, column), REAL_DIGITS);
	} else if (type == SQLITE_NULL) {
		buf_byte(&text, '-');
	} else {
		for (size_t i = 0; i < value.len; i++) {
			buf_byte(&text, (unsigned char)value.at[i] < ' ' || value.at[i] == 0x7f ? ' ' : value.at[i]);
		}
	}
	kept = arena_dup(&grid->arena, buf_str(&text));
	buf_release(&text);
	return kept;
}

static void row_add(struct grid *grid, sqlite3_stmt *statement)
{
	for (size_t i = 0; i < grid->columns; i++) {
		int type = sqlite3_column_type(statement, (int)i);
		struct str cell = cell_text(grid, statement, (int)i);
		size_t width = utf8_count(cell);
		grid->cells = array_room(grid->cells, grid->count, &grid->cap, sizeof *grid->cells, CELLS_FIRST);
		grid->cells[grid->count++] = cell;
		grid->widths[i] = width > grid->widths[i] ? width : grid->widths[i];
		grid->numbers[i] =
		    grid->numbers[i] && (type == SQLITE_INTEGER || type == SQLITE_FLOAT || type == SQLITE_NULL);
	}
}

static void blanks(struct buf *out, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_byte(out, ' ');
	}
}

static void line_write(const struct grid *grid, const struct str *cells, struct buf *out)
{
	for (size_t i = 0; i < grid->columns; i++) {
		size_t room = grid->widths[i] - utf8_count(cells[i]);
		blanks(out, i > 0 ? GAP : 0);
		blanks(out, grid->numbers[i] ? room : 0);
		buf_str_add(out, cells[i]);
		blanks(out, grid->numbers[i] || i + 1 == grid->columns ? 0 : room);
	}
	buf_byte(out, '\n');
}

static int table_write(struct store *store, sqlite3_stmt *statement, struct buf *out, size_t *rows, struct err *err)
{
	struct grid grid = { .arena = ARENA_INIT, .columns = (size_t)sqlite3_column_count(statement) };
	struct str *heads = arena_array(&grid.arena, grid.columns + 1, sizeof *heads);
	int more;
	grid.numbers = arena_array(&grid.arena, grid.columns + 1, sizeof *grid.numbers);
	grid.widths = arena_array(&grid.arena, grid.columns + 1, sizeof *grid.widths);
	for (size_t i = 0; i < grid.columns; i++) {
		heads[i] = arena_dup(&grid.arena, str_from(sqlite3_column_name(statement, (int)i)));
		grid.widths[i] = utf8_count(heads[i]);
		grid.numbers[i] = true;
	}
	while ((more = store_step(store, statement, err)) == 1) {
		row_add(&grid, statement);
		++*rows;
	}
	if (more == 0 && *rows > 0) {
		line_write(&grid, heads, out);
		for (size_t r = 0; r < grid.count; r += grid.columns) {
			line_write(&grid, grid.cells + r, out);
		}
	}
	free(grid.cells);
	arena_release(&grid.arena);
	return more;
}

int grid_write(struct store *store, sqlite3_stmt *statement, bool json, struct buf *out, size_t *rows, struct err *err)
{
	size_t count = 0;
	int more = 0;
	if (json) {
		while ((more = store_step(store, statement, err)) == 1) {
			json_row(statement, sqlite3_column_count(statement), out);
			count++;
		}
	} else {
		more = table_write(store, statement, out, &count, err);
	}
	if (rows != NULL) {
		*rows = count;
	}
	return more;
}

void grid_spark(struct buf *out, const int64_t *counts, size_t count)
{
	static const char *const heights[HEIGHTS] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	int64_t most = 1;
	for (size_t i = 0; i < count; i++) {
		most = counts[i] > most ? counts[i] : most;
	}
	for (size_t i = 0; i < count; i++) {
		buf_text(out, heights[counts[i] <= 0 ? 0 : (counts[i] * (HEIGHTS - 1) + most - 1) / most]);
	}
}
