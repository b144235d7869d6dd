/* sheet_read.c - see sheet.h: a sheet as it comes back, saved by whatever spreadsheet, with commas, semicolons or tabs,
 * rows in any order, columns too, and yes and no in any language of the lexicons. */
#include <stdlib.h>

#include "array.h"
#include "csv_rows.h"
#include "language_rows.h"
#include "run_contacts.h"
#include "sheet.h"
#include "table_sink.h"
#include "utf8.h"

enum { ROWS_FIRST = 256, CELL_SHOWN = 40 /* bytes, in a message */ };
#define NO_COLUMN SIZE_MAX

struct sheet_reading {
	struct sheet *sheet;
	const struct run_read *run;
	struct language_rows words;    /* of lexicons/LANG/sheet.tsv */
	size_t columns[SHEET_COLUMNS]; /* where each stands */
	int reader;
};

void sheet_init(struct sheet *sheet)
{
	*sheet = (struct sheet){ .arena = ARENA_INIT };
	intern_init(&sheet->mentions);
}

void sheet_release(struct sheet *sheet)
{
	intern_release(&sheet->mentions);
	free(sheet->rows);
	arena_release(&sheet->arena);
}

static int header_read(struct sheet_reading *reading, const struct csv_row *row, struct err *err)
{
	for (size_t c = 0; c < SHEET_COLUMNS; c++) {
		reading->columns[c] = NO_COLUMN;
		for (size_t i = 0; i < row->count; i++) {
			struct str cell = row->cells[i];
			if (i == 0 && str_starts(cell, STR(BYTE_ORDER_MARK))) {
				cell = str_slice(cell, strlen(BYTE_ORDER_MARK), cell.len);
			}
			if (str_eq_nocase(str_trim(cell), str_from(sheet_names[c]))) {
				reading->columns[c] = i;
			}
		}
		if (reading->columns[c] == NO_COLUMN && c != SHEET_LABEL && c != SHEET_TEXT && c != SHEET_OTHER) {
			return err_set(err, GRIPE_DATA,
			               "no sheet of gripe: it has no column \"%s\" (saved as CSV in UTF-8?)",
			               sheet_names[c]);
		}
	}
	return 0;
}

static struct str cell_of(const struct sheet_reading *reading, const struct csv_row *row, enum sheet_column column)
{
	size_t at = reading->columns[column];
	struct str cell = at < row->count ? str_trim(row->cells[at]) : STR_EMPTY;
	bool guarded = cell.len > 1 && cell.at[0] == '\''; /* as it was written for the spreadsheet */
	return guarded ? str_slice(cell, 1, cell.len) : cell;
}

static int tick_read(const struct sheet_reading *reading, struct str cell, enum sheet_tick *tick, struct err *err)
{
	*tick = TICK_NONE;
	for (size_t i = 0; i < reading->words.count; i++) {
		const struct str *cells = reading->words.at[i].row->cells;
		if (str_eq_nocase(cells[1], cell)) {
			*tick = str_eq(cells[0], STR("fits")) ? TICK_FITS : TICK_NOT;
		}
	}
	if (*tick == TICK_NONE && cell.len > 0) {
		return err_set(err, GRIPE_DATA, "column \"fits\": \"%.*s\" is neither yes nor no",
		               (int)utf8_floor(cell, CELL_SHOWN), cell.at);
	}
	return 0;
}

/* The id of an issue that a reader named by its id or its label; empty: the run has none of that name. */
static struct str issue_named(const struct run_read *run, struct str name)
{
	for (size_t i = 0; i < run->issues.count && name.len > 0; i++) {
		json_object *line = run->issues.list[i];
		if (str_eq_nocase(run_id(line), name) || str_eq_nocase(json_text_of(line, "label"), name)) {
			return run_id(line);
		}
	}
	return STR_EMPTY;
}

static struct sheet_row *row_of(struct sheet *sheet, struct str mention)
{
	size_t known = sheet->mentions.count;
	uint32_t number = intern_add(&sheet->mentions, mention);
	sheet->rows = array_room(sheet->rows, number, &sheet->cap, sizeof *sheet->rows, ROWS_FIRST);
	if (sheet->mentions.count > known) {
		sheet->rows[number] = (struct sheet_row){ .mention = sheet->mentions.names[number] };
		sheet->count = sheet->mentions.count;
	}
	return &sheet->rows[number];
}

static int row_take(struct sheet_reading *reading, const struct csv_row *row, struct err *err)
{
	struct sheet *sheet = reading->sheet;
	struct str mention = cell_of(reading, row, SHEET_MENTION), issue = cell_of(reading, row, SHEET_ISSUE),
	           other = issue_named(reading->run, cell_of(reading, row, SHEET_OTHER));
	enum sheet_tick tick;
	int result = tick_read(reading, cell_of(reading, row, SHEET_FITS), &tick, err);
	if (result < 0 || mention.len == 0) {
		return result;
	}
	struct sheet_row *to = row_of(sheet, mention);
	if (to->ticks[reading->reader] != TICK_NONE && tick != TICK_NONE) {
		return err_set(err, GRIPE_DATA, "mention \"%.*s\" is ticked twice", STR_ARGS(mention));
	}
	to->ticks[reading->reader] = tick != TICK_NONE ? tick : to->ticks[reading->reader];
	to->issue = to->issue.len > 0 ? to->issue : arena_dup(&sheet->arena, issue);
	to->other = to->other.len > 0 ? to->other : arena_dup(&sheet->arena, other);
	return 0;
}

static int rows_read(struct sheet_reading *reading, struct infile *file, struct err *err)
{
	struct csv_dialect dialect;
	struct csv_rows *rows = NULL;
	struct csv_row row;
	struct str ahead;
	size_t cells = 0;
	int result = infile_peek(file, &ahead, err), got = 0;
	if (result < 0) {
		return result;
	}
	if (csv_sniff(&dialect, ahead, false, &cells) <= 0) {
		dialect = (struct csv_dialect){ .delimiter = ',', .quotes = true };
	}
	csv_rows_open(&rows, file, &dialect);
	for (size_t n = 0; result >= 0 && (got = csv_rows_next(rows, &row, cells, NULL, err)) > 0; n++) {
		result = n == 0 ? header_read(reading, &row, err) : row_take(reading, &row, err);
		err_at(err, result < 0 ? infile_name(file) : NULL, result < 0 ? row.line : 0, 0);
	}
	csv_rows_close(rows);
	return result < 0 ? result : got;
}

int sheet_read(struct sheet *sheet, struct infile *file, const struct run_read *run, const char *lexicons,
               struct err *err)
{
	struct sheet_reading reading = { .sheet = sheet, .run = run, .reader = sheet->readers };
	int result = language_rows_open(&reading.words, &sheet->arena, lexicons, "sheet.tsv", 2, err);
	result = result == 0 ? rows_read(&reading, file, err) : result;
	sheet->readers++;
	return result;
}

struct checking {
	struct sheet *sheet;
	struct buf key;
};

static void key_look(struct checking *checking, struct str issue)
{
	uint32_t number = intern_find(&checking->sheet->mentions, buf_str(&checking->key));
	if (number != INTERN_NONE) {
		struct sheet_row *row = &checking->sheet->rows[number];
		row->known = row->known || str_eq(row->issue, issue);
	}
}

static int check_contact(void *to, const struct run_contact *contact, struct err *err)
{
	struct checking *checking = to;
	struct str id = contact->record.contact.id;
	(void)err;
	for (size_t i = 0; i < contact->record.mention_count; i++) {
		const struct mention *mention = &contact->record.mentions[i];
		buf_clear(&checking->key);
		buf_printf(&checking->key, "%.*s#%u", STR_ARGS(id), (unsigned)mention->n);
		key_look(checking, mention->issue);
	}
	buf_clear(&checking->key);
	buf_printf(&checking->key, "%.*s#-", STR_ARGS(id));
	key_look(checking, STR_EMPTY);
	return 0;
}

int64_t sheet_check(struct sheet *sheet, const struct run_read *run, struct err *err)
{
	struct checking checking = { .sheet = sheet };
	const struct run_contact_visit visit = { check_contact, &checking };
	int64_t unknown = 0;
	buf_init(&checking.key, SIZE_MAX);
	int result = run_contacts(run, &visit, err);
	buf_release(&checking.key);
	for (size_t i = 0; i < sheet->count; i++) {
		unknown += !sheet->rows[i].known;
	}
	if (result == 0 && (size_t)unknown == sheet->count) {
		return err_set(err, GRIPE_DATA, "the sheet is of another run: this one has none of its %zu mentions",
		               sheet->count);
	}
	return result < 0 ? result : unknown;
}
