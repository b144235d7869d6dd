/* table.c - a delimited file as a table (table.h).
 *
 * in: reading->file at its start. out: header, columns, rows; and by table_parse, contacts.
 * Method: the bytes that can be looked at ahead give dialect, header row and up to SAMPLE_ROWS rows to guess from; then
 * the file is read once, from its start. Rows that have too few cells are held until the next one: when the two
 * together make one whole row, a line break had stood outside of quotes. Order of day and month: all values of the time
 * column in the sample; when none decides and the file can be opened again, all values of the file. Memory: the sample
 * (INFILE_PEEK at the most) and one row. */
#include "table.h"

#include <stdio.h>
#include <stdlib.h>

#include "charset.h"
#include "column_words.h"
#include "utf8.h"

enum {
	SAMPLE_ROWS = 1000,       /* rows to guess columns from */
	PADDING_ROWS = 20,        /* rows that may stand above the header: titles, export dates */
	HEADER_BYTES = 16 * 1024, /* of the first row, looked at to tell known tables */
	HEADER_CELLS = 512,
	HEADER_CELL_MAX = 400 /* bytes: questions of a survey are long, but no prose */
};

bool table_is_named_tabs(const char *path)
{
	struct str name = str_from(path);
	if (str_ends_nocase(name, STR(".gz"))) {
		name.len -= 3;
	} else if (str_ends_nocase(name, STR(".zst"))) {
		name.len -= 4;
	}
	return str_ends_nocase(name, STR(".tsv")) || str_ends_nocase(name, STR(".tab"));
}

static struct table_row row_dup(struct arena *arena, const struct csv_row *row)
{
	struct table_row copy = { arena_array(arena, row->count + 1, sizeof *copy.cells), row->count, row->line };
	for (size_t i = 0; i < row->count; i++) {
		copy.cells[i] = arena_dup(arena, row->cells[i]);
	}
	return copy;
}

static size_t filled_cells(const struct table_row *row)
{
	size_t filled = 0;
	for (size_t i = 0; i < row->count; i++) {
		filled += str_trim(row->cells[i]).len > 0;
	}
	return filled;
}

/* The first row that is as wide as the table and mostly filled. */
static void find_header(struct table *table, size_t modal)
{
	table->header = 0;
	for (size_t i = 0; i < table->sample_count && i < PADDING_ROWS; i++) {
		const struct table_row *row = &table->sample[i];
		if (row->count <= 2 &&
		    str_starts(row->cells[0], STR("sep="))) { /* a spreadsheet's note of the delimiter */
			continue;
		}
		if (row->count >= modal && filled_cells(row) * 2 >= modal) {
			table->header = i;
			break;
		}
	}
}

/* No cell of a header is a number, a date or an address, and none is prose. */
static bool may_name_a_column(const struct table *table, struct str cell)
{
	double number;
	int64_t seconds;
	return cell.len == 0 ||
	       (cell.len <= HEADER_CELL_MAX && !number_parse(cell, &number) && !str_starts_nocase(cell, STR("http")) &&
	        date_read(table->reading->words->dates, cell, DATE_ORDER_UNKNOWN, &seconds) == DATE_NONE);
}

/* Some word of the cell, as a header's, says what is below it. */
static bool is_header_word(const struct table *table, struct str cell)
{
	struct arena arena = ARENA_INIT;
	struct str key = column_key(&arena, cell);
	bool known = false;
	for (int role = COLUMN_TEXT; role < COLUMN_ROLES && !known; role++) {
		known = column_words_is(table->reading->words->columns, key, (enum column_role)role);
	}
	arena_release(&arena);
	return known;
}

/* "A,1,2" and "B,3,4": the same kinds of signs in the same order, digits among them. */
static bool has_shape_of(struct str a, struct str b)
{
	enum { SHAPE_LEAST = 3 /* bytes: "Q1" is a name */ };
	bool digits = false;
	if (a.len != b.len || a.len < SHAPE_LEAST) {
		return false;
	}
	for (size_t i = 0; i < a.len; i++) {
		bool digit = ascii_is_digit(a.at[i]);
		if (digit != ascii_is_digit(b.at[i]) || ascii_is_alpha(a.at[i]) != ascii_is_alpha(b.at[i]) ||
		    (!digit && !ascii_is_alpha(a.at[i]) && a.at[i] != b.at[i])) {
			return false;
		}
		digits = digits || digit;
	}
	return digits;
}

/* The cell stands below itself, or it is a sentence above sentences: it is a value of its column. */
static bool is_value(const struct table *table, size_t column)
{
	enum { SENTENCE = 5 /* words */ };
	const struct table_row *header = &table->sample[table->header];
	struct str cell = str_trim(header->cells[column]);
	bool letters = false;
	size_t same = 0, shaped = 0, sentences = 0, rows = 0;
	char last = cell.len > 0 ? cell.at[cell.len - 1] : ' ';
	for (size_t r = table->header + 1; r < table->sample_count; r++) {
		if (column < table->sample[r].count) {
			struct str below = str_trim(table->sample[r].cells[column]);
			same += cell.len > 0 && str_eq(below, cell);
			shaped += has_shape_of(below, cell);
			sentences += cell_word_count(below, &letters) >= SENTENCE;
			rows++;
		}
	}
	/* questions are headers of surveys */
	return same > 0 || (shaped > 0 && shaped * 2 >= rows) ||
	       (cell_word_count(cell, &letters) >= SENTENCE && last != '?' && last != ':' && sentences * 2 > rows);
}

/* Names, and below them something else. */
static bool is_header(const struct table *table)
{
	const struct table_row *row = &table->sample[table->header];
	size_t values = 0, known = 0;
	for (size_t i = 0; i < row->count; i++) {
		struct str cell = str_trim(row->cells[i]);
		if (!may_name_a_column(table, cell)) {
			return false;
		}
		known += is_header_word(table, cell);
		values += is_value(table, i);
	}
	return filled_cells(row) > 0 && (known > 0 || values * 2 < row->count || values == 0);
}

static int take_sample(struct table *table, struct str ahead, bool whole, struct err *err)
{
	struct infile *file = NULL;
	struct csv_rows *rows;
	struct csv_row row;
	struct err ignored = ERR_INIT; /* a quote that the look ahead cuts open is no fault yet */
	int status = infile_memory(&file, table->reading->path, ahead, err);
	if (status != 0) {
		return status;
	}
	table->sample = arena_array(&table->arena, SAMPLE_ROWS, sizeof *table->sample);
	csv_rows_open(&rows, file, &table->dialect);
	while (table->sample_count < SAMPLE_ROWS &&
	       csv_rows_next(rows, &row, table->column_count, NULL, &ignored) == 1) {
		table->sample[table->sample_count++] = row_dup(&table->arena, &row);
	}
	if (!whole && table->sample_count > 1 && table->sample_count < SAMPLE_ROWS) {
		table->sample_count--; /* the last row may be cut */
	}
	csv_rows_close(rows);
	infile_close(file);
	return 0;
}

int table_open(struct table *table, struct reading *reading, struct err *err)
{
	struct str ahead;
	size_t modal;
	bool whole;
	int status;
	*table = (struct table){ .reading = reading, .arena = ARENA_INIT, .held_arena = ARENA_INIT };
	status = infile_peek(reading->file, &ahead, err);
	if (status < 0) {
		return status;
	}
	whole = ahead.len < INFILE_PEEK;
	if (table_is_named_tabs(reading->path)) {
		(void)csv_sniff_tabs(&table->dialect, ahead, whole, &modal);
	} else {
		(void)csv_sniff(&table->dialect, ahead, whole, &modal);
	}
	table->column_count = modal;
	status = take_sample(table, ahead, whole, err);
	if (status != 0) {
		return status;
	}
	if (table->sample_count == 0) {
		/* a quote that opens in the first row and never closes: the reader says where */
		csv_rows_open(&table->rows, reading->file, &table->dialect);
		{
			struct csv_row row;
			status = csv_rows_next(table->rows, &row, 0, NULL, err);
		}
		return status < 0 ? status : err_set(err, GRIPE_DATA, "no row in %s", reading->path);
	}
	find_header(table, modal);
	table->has_header = is_header(table);
	table->column_count = table->sample[table->header].count;
	return 0;
}

static void header_names(struct table *table, struct str *names)
{
	for (size_t i = 0; i < table->column_count; i++) {
		names[i] = table->names != NULL ? table->names[i]
		           : table->has_header  ? table->sample[table->header].cells[i]
		                                : arena_printf(&table->arena, "column %zu", i + 1);
		if (utf8_bad_at(names[i]) < names[i].len) {
			struct buf fixed;
			const char *note = NULL;
			buf_init(&fixed, SIZE_MAX);
			charset_field(&fixed, names[i], NULL, &note);
			names[i] = arena_dup(&table->arena, buf_str(&fixed));
			buf_release(&fixed);
		}
	}
}

/* All values of the time column, from a second opening of the file. */
static void watch_whole_file(struct table *table, size_t column)
{
	struct reading_again again;
	struct csv_rows *rows;
	struct csv_row row;
	struct err ignored = ERR_INIT;
	if (reading_again(table->reading, &again)) {
		struct date_evidence all = { 0 };
		csv_rows_open(&rows, again.text, &table->dialect);
		while (csv_rows_next(rows, &row, table->column_count, NULL, &ignored) == 1) {
			if (row.line > table->sample[table->header].line && column < row.count) {
				date_watch(&all, table->columns.date_words, row.cells[column]);
			}
		}
		csv_rows_close(rows);
		table->columns.dates = all;
		table->columns.order = date_decide(&all, &table->columns.order_guessed);
	}
	reading_again_close(&again);
}

static void decide_dates(struct table *table)
{
	struct columns *columns = &table->columns;
	if (columns->role_count[COLUMN_TIME] == 0) {
		return;
	}
	if (table->reading->date_order != DATE_ORDER_UNKNOWN) {
		columns->order = (enum date_order)table->reading->date_order;
		columns->order_guessed = false;
		return;
	}
	if (columns->order_guessed && table->reading->again != NULL) {
		watch_whole_file(table, columns->by_role[COLUMN_TIME][0]);
	}
	if (columns->dates.open > 0 && table->reading->run->said != NULL && table->reading->explain == NULL) {
		struct str name = columns->at[columns->by_role[COLUMN_TIME][0]].name;
		buf_printf(table->reading->run->said, "gripe read: %s: dates in \"%.*s\" have the %s first%s\n",
		           table->reading->path, STR_ARGS(name), columns->order == DATE_DAY_FIRST ? "day" : "month",
		           columns->order_guessed ? ": no value decides it (--day-first or --month-first says so)"
		                                  : "");
	}
}

/* The first cell that is filled; row->count: none. */
static size_t first_filled(const struct table_row *row)
{
	size_t first = 0;
	while (first < row->count && str_trim(row->cells[first]).len == 0) {
		first++;
	}
	return first;
}

/* Rows of the sample from `first` on, without the sums below the table: their numbers are nobody's scores. */
static size_t rows_above_sums(const struct table *table, size_t first)
{
	const struct cell_words *words = cell_words_of(table->reading->words->columns);
	size_t count = table->sample_count;
	while (count > first) {
		const struct table_row *row = &table->sample[count - 1];
		size_t filled = first_filled(row);
		if (filled < row->count && !cell_is_total(words, row->cells[filled])) {
			break;
		}
		count--;
	}
	return count > first ? count - first : table->sample_count - first;
}

int table_guess(struct table *table, const struct table_spec *spec, size_t first, struct err *err)
{
	struct str *names = arena_array(&table->arena, table->column_count + 1, sizeof *names);
	int status;
	header_names(table, names);
	status = columns_guess(
	    &table->columns, &table->arena,
	    &(struct column_sample){ .names = names,
	                             .count = table->column_count,
	                             .rows = table->sample + first,
	                             .row_count = table->sample_count > first ? rows_above_sums(table, first) : 0,
	                             .spec = spec,
	                             .map = table->reading->map,
	                             .words = table->reading->words->columns,
	                             .dates = table->reading->words->dates },
	    err);
	if (status == 0) {
		decide_dates(table);
	}
	if (table->reading->format->channel != NULL) { /* the format knows better than a word in a header */
		table->columns.channel = NULL;
	}
	return status;
}

int table_start(struct table *table, size_t skip, struct err *err)
{
	size_t rows_before = table->header + (table->has_header ? 1 : 0) + skip;
	csv_rows_open(&table->rows, table->reading->file, &table->dialect);
	while (rows_before > 0) {
		int status = csv_rows_next(table->rows, &table->ahead, table->column_count, NULL, err);
		if (status <= 0) {
			return status;
		}
		rows_before--;
	}
	return 0;
}

/* held + blank lines + next, as one row; false when they do not make exactly one. */
static bool rejoin(struct table *table, const struct csv_row *next, size_t blank)
{
	struct table_row *held = &table->held;
	size_t count = held->count + next->count - 1;
	struct str *cells;
	struct buf joint;
	if (next->count == 0 || next->count >= table->column_count || count != table->column_count) {
		return false;
	}
	cells = arena_array(&table->held_arena, count, sizeof *cells);
	memcpy(cells, held->cells, held->count * sizeof *cells);
	buf_init(&joint, SIZE_MAX);
	buf_str_add(&joint, held->cells[held->count - 1]);
	for (size_t i = 0; i <= blank; i++) {
		buf_byte(&joint, '\n');
	}
	buf_str_add(&joint, next->cells[0]);
	cells[held->count - 1] = arena_dup(&table->held_arena, buf_str(&joint));
	buf_release(&joint);
	for (size_t i = 1; i < next->count; i++) {
		cells[held->count - 1 + i] = arena_dup(&table->held_arena, next->cells[i]);
	}
	held->cells = cells;
	held->count = count;
	return true;
}

/* "# exported by …": one cell where a row has several. */
static bool is_comment(const struct table *table, const struct csv_row *row)
{
	return row->count == 1 && table->column_count > 1 && str_starts(row->cells[0], STR("#"));
}

/* More cells than the header has, and the last column is the text: its delimiters were not quoted, so the rest of the
 * line belongs to it. */
static void join_overflow(struct table *table)
{
	struct csv_row *row = &table->ahead;
	size_t last = table->column_count - 1;
	const char *start;
	if (row->count <= table->column_count || table->columns.count != table->column_count ||
	    table->columns.at[last].role != COLUMN_TEXT) {
		return;
	}
	start = row->cells[last].at;
	if (start < row->raw.at || start > row->raw.at + row->raw.len) {
		return; /* not a piece of the line: libcsv has copied it */
	}
	row->cells[last].len = (size_t)(row->raw.at + row->raw.len - start);
	row->count = table->column_count;
	table->overlong++;
}

int table_next(struct table *table, struct table_row *row, bool *whole, struct err *err)
{
	size_t blank = 0;
	int status;
	do {
		if (!table->ahead_read) {
			status = csv_rows_next(table->rows, &table->ahead, table->column_count, NULL, err);
			if (status <= 0) {
				return status;
			}
		}
		table->ahead_read = false;
	} while (is_comment(table, &table->ahead));
	*whole = table->ahead.count >= table->column_count;
	if (*whole) {
		join_overflow(table);
		*row = (struct table_row){ table->ahead.cells, table->ahead.count, table->ahead.line };
		return 1;
	}
	arena_reset(&table->held_arena);
	table->held = row_dup(&table->held_arena, &table->ahead);
	status = csv_rows_next(table->rows, &table->ahead, table->column_count, &blank, err);
	if (status < 0) {
		return status;
	}
	if (status > 0 && rejoin(table, &table->ahead, blank)) {
		table->rejoined++;
		*whole = true;
	} else {
		table->ahead_read = status > 0;
	}
	*row = table->held;
	return 1;
}

void table_close(struct table *table)
{
	if (table->columns.spec != NULL && table->columns.spec->release != NULL) {
		table->columns.spec->release(table->columns.prepared);
	}
	csv_rows_close(table->rows);
	arena_release(&table->held_arena);
	arena_release(&table->arena);
}

/* The first row's cells under one delimiter; quotes around a cell are taken off. Up to HEADER_CELLS of them. */
static size_t split_first(struct str ahead, char delimiter, struct str *cells)
{
	size_t count = 0, start = 0, i = 0;
	bool inside = false;
	for (;; i++) {
		bool end = i == ahead.len || (!inside && (ahead.at[i] == '\n' || ahead.at[i] == '\r'));
		if (!end && ahead.at[i] == '"') {
			inside = !inside;
		}
		if (end || (!inside && ahead.at[i] == delimiter)) {
			struct str cell = str_trim(str_slice(ahead, start, i));
			if (cell.len >= 2 && cell.at[0] == '"' && cell.at[cell.len - 1] == '"') {
				cell = str_slice(cell, 1, cell.len - 1);
			}
			cells[count++] = cell;
			start = i + 1;
		}
		if (end || count == HEADER_CELLS) {
			return count;
		}
	}
}

void table_header_open(struct table_header *header, struct str ahead)
{
	static const char delimiters[] = { ',', ';', '\t', '|' };
	struct str *best = NULL;
	*header = (struct table_header){ .arena = ARENA_INIT };
	while (ahead.len > 0 && (ahead.at[0] == '\n' || ahead.at[0] == '\r')) {
		ahead = str_slice(ahead, 1, ahead.len);
	}
	if (str_starts(ahead, STR("sep="))) {
		struct str rest;
		(void)str_cut(ahead, '\n', &rest);
		ahead = rest;
	}
	if (ahead.len == 0 || ahead.at[0] == '{' || ahead.at[0] == '[' || ahead.at[0] == '<') {
		return;
	}
	if (ahead.len > HEADER_BYTES) {
		ahead.len = HEADER_BYTES;
	}
	for (size_t d = 0; d < sizeof delimiters; d++) {
		struct str *cells = arena_array(&header->arena, HEADER_CELLS, sizeof *cells);
		size_t count = split_first(ahead, delimiters[d], cells);
		if (count > 1 && count > header->count) {
			header->count = count;
			best = cells;
		}
	}
	header->columns = arena_array(&header->arena, header->count + 1, sizeof *header->columns);
	for (size_t i = 0; i < header->count; i++) {
		header->columns[i].name = best[i];
		header->columns[i].key = column_key(&header->arena, best[i]);
	}
}

void table_header_close(struct table_header *header)
{
	arena_release(&header->arena);
}

int table_header_fits(const struct table_header *header, const struct table_spec *spec)
{
	return header->count > 1 && table_spec_fits(spec, header->columns, header->count)
	           ? (spec->certainty == 0 ? 90 : spec->certainty)
	           : 0;
}

int table_detect(const struct table_spec *spec, const struct glance *first)
{
	struct table_header own;
	int sure;
	if (first->header != NULL) {
		return table_header_fits(first->header, spec);
	}
	table_header_open(&own, first->ahead);
	sure = table_header_fits(&own, spec);
	table_header_close(&own);
	return sure;
}

/* The header once more, where tables were put one below the other. */
static bool is_header_again(const struct table *table, const struct table_row *row)
{
	const struct table_row *header = &table->sample[table->header];
	bool filled = false;
	if (!table->has_header || row->count < header->count) {
		return false;
	}
	for (size_t i = 0; i < header->count; i++) {
		filled = filled || row->cells[i].len > 0;
		if (!str_eq(str_trim(row->cells[i]), str_trim(header->cells[i]))) {
			return false;
		}
	}
	return filled;
}

/* Sums below the table: the first cell that is filled says so, is no text, and what every other row has is missing: a
 * time, or without such a column some other cell. */
static bool is_sums(const struct table *table, const struct table_row *row, const struct contact *contact)
{
	const struct columns *columns = &table->columns;
	size_t first;
	if (columns->role_count[COLUMN_TIME] > 0 ? contact->time.len > 0 : filled_cells(row) >= columns->count) {
		return false; /* nearly every row */
	}
	first = first_filled(row);
	return first < row->count && first < columns->count && columns->at[first].role != COLUMN_TEXT &&
	       columns->at[first].role != COLUMN_TITLE &&
	       cell_is_total(cell_words_of(table->reading->words->columns), row->cells[first]);
}

static int row_contact(struct table *table, const struct table_row *row, bool whole, struct err *err)
{
	struct reading *reading = table->reading;
	struct contact contact;
	const char *drop;
	columns_contact(&table->columns, &reading->arena, row->cells, row->count, &contact, &drop);
	if (drop == NULL && is_header_again(table, row)) {
		drop = "header_again";
	} else if (drop == NULL && is_sums(table, row, &contact)) {
		drop = "row_of_sums";
	} else {
		columns_said_row(&table->said, row->cells, row->count, &contact);
	}
	if (drop != NULL) {
		book_drop(reading->run->book, drop, 1);
		arena_reset(&reading->arena);
		return 0;
	}
	if (!whole) {
		if (contact.text.len == 0) {
			char why[80];
			snprintf(why, sizeof why, "row has %zu of %zu cells, and no text", row->count,
			         table->column_count);
			arena_reset(&reading->arena);
			return reading_reject(reading, row->line, SIZE_MAX, why,
			                      row->count > 0 ? row->cells[0] : STR_EMPTY, err);
		}
		table->ragged++;
		contact_note(&contact, &reading->arena, STR("row_short"));
	}
	return reading_emit(reading, &contact, err);
}

static void table_notes(const struct table *table)
{
	if (table->rejoined > 0) {
		book_note(table->reading->run->book, "rows_rejoined", table->rejoined);
	}
	if (table->overlong > 0) {
		book_note(table->reading->run->book, "rows_overlong", table->overlong);
	}
	if (table->ragged > 0) {
		book_note(table->reading->run->book, "rows_short", table->ragged);
	}
}

int table_parse(struct reading *reading, struct err *err)
{
	struct table table;
	int status = table_open(&table, reading, err);
	if (status == 0) {
		status = table_guess(&table, reading->format->spec, table.header + (table.has_header ? 1 : 0), err);
	}
	if (status == 0 && reading->explain != NULL) {
		columns_explain(&table.columns, reading->explain);
		table_close(&table);
		return 0;
	}
	if (status == 0 && table.columns.role_count[COLUMN_TEXT] == 0) {
		reading_without_text(reading, &table.columns);
	}
	if (status == 0 && table.columns.spec != NULL && table.columns.spec->prepare != NULL) {
		table.columns.prepared = table.columns.spec->prepare(&table);
	}
	if (status == 0) {
		columns_said_watch(&table.said, reading, &table.columns);
		status = table_start(&table, 0, err);
	}
	while (status == 0) {
		struct table_row row;
		bool whole;
		int more = table_next(&table, &row, &whole, err);
		if (more <= 0) {
			status = more;
			break;
		}
		status = row_contact(&table, &row, whole, err);
	}
	table_notes(&table);
	columns_said_tell(&table.said);
	table_close(&table);
	return status;
}
