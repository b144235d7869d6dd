/* customers.c - a table of customers held in memory (customers.h).
 *
 * in: a delimited file with a header; one row a customer. It is decoded, cut into rows and its header is understood by
 * what the reader uses for its tables: byte order marks, UTF-16, windows-1252, any delimiter, header words of every
 * language. out: a table from normalised key to attributes.
 * Keys are compared without case and blanks; of a mail address the part in <> is taken, and a "+tag" is left out when
 * the whole finds nothing: people write from ada+shop@x.org what the customer list knows as ada@x.org. Columns with
 * other people's words for a person (names, phones) are no attributes: what is joined is stored and reported. Memory:
 * the table. */
#include "customers.h"

#include <stdlib.h>

#include "array.h"
#include "charset.h"
#include "charset_stream.h"
#include "column_words.h"
#include "csv_rows.h"
#include "infile.h"
#include "utf8.h"

enum {
	VALUE_MAX = 160,  /* bytes: an attribute is a label */
	ROWS_FIRST = 1024 /* room to begin with */
};

struct loader {
	struct customers *customers;
	const struct column_words *words;
	const char *key, *path;
	size_t width; /* cells of the header */
	size_t row_cap, count_cap;
};

/* The cell as valid UTF-8, in the arena of the table. */
static struct str clean_cell(struct arena *arena, struct str cell)
{
	const char *note = NULL;
	struct buf fixed;
	cell = str_trim(cell);
	if (utf8_bad_at(cell) == cell.len) {
		return arena_dup(arena, cell);
	}
	buf_init(&fixed, SIZE_MAX);
	charset_field(&fixed, cell, NULL, &note);
	cell = arena_dup(arena, buf_str(&fixed));
	buf_release(&fixed);
	return cell;
}

/* The column that --key names, else the first whose header is a word for a person; row->count: none. */
static size_t find_key(const struct loader *loader, const struct csv_row *row, struct arena *arena)
{
	for (size_t i = 0; i < row->count; i++) {
		struct str header = str_trim(row->cells[i]);
		if (loader->key != NULL ? str_eq_nocase(header, str_from(loader->key))
		                        : column_words_is(loader->words, column_key(arena, header), COLUMN_PERSON)) {
			return i;
		}
	}
	return row->count;
}

static int take_header(struct loader *loader, const struct csv_row *row, struct err *err)
{
	struct customers *customers = loader->customers;
	struct arena *arena = &customers->arena;
	size_t key = find_key(loader, row, arena);
	if (key == row->count && loader->key != NULL) {
		err_set(err, GRIPE_DATA, "no column \"%s\" in the header", loader->key);
		err_at(err, loader->path, row->line, 0);
		return GRIPE_DATA;
	}
	loader->width = row->count;
	customers->key_column = key < row->count ? key : 0;
	customers->column_count = row->count;
	customers->names = arena_array(arena, row->count + 1, sizeof *customers->names);
	for (size_t i = 0; i < row->count; i++) {
		struct str header = column_key(arena, clean_cell(arena, row->cells[i]));
		bool personal = i == customers->key_column || column_words_is(loader->words, header, COLUMN_PERSON) ||
		                column_words_is(loader->words, header, COLUMN_DROP);
		customers->names[i] = personal ? STR_EMPTY : column_attr(arena, header);
	}
	return 0;
}

/* Lower case, without blanks around; of "Name <address>" the address. */
static struct str key_of(struct arena *arena, struct str person)
{
	struct str text = str_trim(person);
	char *key;
	if (text.len > 2 && text.at[text.len - 1] == '>') {
		size_t open = text.len;
		while (open > 0 && text.at[open - 1] != '<') {
			open--;
		}
		text = open > 0 ? str_slice(text, open, text.len - 1) : text;
	}
	if (str_starts_nocase(text, STR("mailto:"))) {
		text = str_slice(text, 7, text.len);
	}
	key = arena_alloc(arena, text.len + 1);
	for (size_t i = 0; i < text.len; i++) {
		key[i] = ascii_lower(text.at[i]);
	}
	return (struct str){ key, text.len };
}

static int by_key(const void *a, const void *b)
{
	return str_cmp(((const struct attr *)a)->key, ((const struct attr *)b)->key);
}

static void take_row(struct loader *loader, const struct csv_row *row)
{
	struct customers *customers = loader->customers;
	struct arena *arena = &customers->arena;
	struct str key = customers->key_column < row->count
	                     ? key_of(arena, clean_cell(arena, row->cells[customers->key_column]))
	                     : STR_EMPTY;
	struct attr *attrs = arena_array(arena, row->count + 1, sizeof *attrs);
	size_t count = 0, place = customers->keys.count;
	if (key.len == 0) {
		customers->short_rows++;
		return;
	}
	if (intern_add(&customers->keys, key) < place) {
		customers->repeated++;
		return;
	}
	for (size_t i = 0; i < row->count && i < customers->column_count; i++) {
		struct str value = customers->names[i].len > 0 ? clean_cell(arena, row->cells[i]) : STR_EMPTY;
		if (value.len > 0 && value.len <= VALUE_MAX) {
			attrs[count++] = (struct attr){ customers->names[i], value };
		}
	}
	if (count > 1) {
		qsort(attrs, count, sizeof *attrs, by_key);
	}
	customers->rows = array_room(customers->rows, place, &loader->row_cap, sizeof *customers->rows, ROWS_FIRST);
	customers->counts =
	    array_room(customers->counts, place, &loader->count_cap, sizeof *customers->counts, ROWS_FIRST);
	customers->rows[place] = attrs;
	customers->counts[place] = count;
}

/* "sep=;" above the header is a spreadsheet's note of the delimiter. */
static bool is_separator_note(const struct csv_row *row)
{
	return row->count <= 2 && str_starts(row->cells[0], STR("sep="));
}

static int read_rows(struct loader *loader, struct infile *text, struct err *err)
{
	struct csv_dialect dialect;
	struct csv_rows *rows;
	struct csv_row row;
	struct str ahead;
	size_t cells;
	int status = infile_peek(text, &ahead, err);
	if (status < 0) {
		return status;
	}
	(void)csv_sniff(&dialect, ahead, ahead.len < INFILE_PEEK, &cells);
	csv_rows_open(&rows, text, &dialect);
	while (status >= 0 && (status = csv_rows_next(rows, &row, loader->width, NULL, err)) > 0) {
		if (loader->width > 0) {
			take_row(loader, &row);
		} else if (!is_separator_note(&row)) {
			status = take_header(loader, &row, err);
		}
	}
	csv_rows_close(rows);
	return status;
}

/* Bytes of any charset, decoded: by their mark, or by their letters. */
static int read_decoded(struct loader *loader, struct infile *marked, struct charset_judge *judge, struct err *err)
{
	struct charset_found found;
	struct infile *text = NULL;
	int status = charset_decode(&text, marked, judge, &found, err);
	if (status == 0) {
		status = read_rows(loader, text, err);
		infile_close(text);
	}
	return status;
}

static int load(struct loader *loader, const char *lexicons, struct err *err)
{
	struct charset_judge judge = { .lexicons = lexicons };
	struct infile *file = NULL, *marked = NULL;
	int status = infile_open(&file, loader->path, err);
	if (status != 0) {
		return status;
	}
	status = charset_stream(&marked, file, NULL, err);
	if (status == 0) {
		status = read_decoded(loader, marked, &judge, err);
		infile_close(marked);
	}
	infile_close(file);
	charset_judge_release(&judge);
	if (status == 0 && loader->customers->keys.count == 0) {
		status = err_set(err, GRIPE_DATA, "no customer in the table");
	}
	if (status < 0) {
		err_at(err, loader->path, 0, 0);
	}
	return status;
}

int customers_open(struct customers *customers, const char *path, const char *key, const char *lexicons,
                   struct err *err)
{
	struct column_words *words = NULL;
	struct loader loader = { .customers = customers, .key = key, .path = path };
	int status = column_words_open(&words, lexicons, err);
	*customers = (struct customers){ .arena = ARENA_INIT };
	intern_init(&customers->keys);
	if (status == 0) {
		loader.words = words;
		customers->word_files = words->files;
		status = load(&loader, lexicons, err);
	}
	column_words_close(words);
	return status;
}

void customers_close(struct customers *customers)
{
	free(customers->rows);
	free(customers->counts);
	intern_release(&customers->keys);
	arena_release(&customers->arena);
}

const struct attr *customers_find(const struct customers *customers, struct str person, size_t *count)
{
	struct arena scratch = ARENA_INIT;
	struct str key = key_of(&scratch, person);
	uint32_t row = intern_find(&customers->keys, key);
	size_t plus = str_find(key, STR("+"), 0), at = str_find(key, STR("@"), 0);
	if (row == INTERN_NONE && plus > 0 && plus < at && at < key.len) {
		char *plain = arena_alloc(&scratch, key.len + 1);
		memcpy(plain, key.at, plus);
		memcpy(plain + plus, key.at + at, key.len - at);
		row = intern_find(&customers->keys, (struct str){ plain, plus + key.len - at });
	}
	arena_release(&scratch);
	if (row == INTERN_NONE) {
		return NULL;
	}
	*count = customers->counts[row];
	return customers->rows[row];
}
