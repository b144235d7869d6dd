/* customers.c - a CSV of customers held in memory (customers.h).
 *
 * in: a file with a header; one row a customer. out: a table from normalised key to attributes.
 * Keys are compared without case and blanks; of a mail address the part in <> is taken, and a "+tag" is left out when
 * the whole finds nothing: people write from ada+shop@x.org what the customer list knows as ada@x.org. Columns with
 * other people's words for a person (names, phones) are no attributes: what is joined is stored and reported. Memory:
 * the table. */
#include "customers.h"

#include <csv.h>
#include <stdlib.h>

#include "infile.h"
#include "tsv.h"

#define CUSTOMERS_LIMIT ((size_t)1 << 30) /* bytes of the file: it is held whole */
enum { VALUE_MAX = 160 /* bytes: an attribute is a label */ };

struct loader {
	struct customers *customers;
	struct str *cells;
	size_t cell_count, cell_cap;
	uint64_t line;
	bool has_header;
	size_t row_cap;
	const char *key, *path;
	struct tsv words;
	struct err *err;
	int status;
};

/* "Yearly Value" -> "yearly_value" */
static struct str attr_name(struct arena *arena, struct str header)
{
	char *name = arena_alloc(arena, header.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < header.len; i++) {
		char c = ascii_lower(header.at[i]);
		bool word = ascii_is_alpha(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80;
		if (word) {
			name[len++] = c;
		} else if (len > 0 && name[len - 1] != '_') {
			name[len++] = '_';
		}
	}
	while (len > 0 && name[len - 1] == '_') {
		len--;
	}
	return (struct str){ name, len };
}

/* Is the header, whole, one of the words of a role? "_" and " " are the same here. */
static bool header_says(const struct tsv *words, struct str name, const char *role, const char *other)
{
	for (size_t i = 0; i < words->row_count; i++) {
		struct str word = words->rows[i].cells[1];
		bool same =
		    word.len == name.len && (str_eq(words->rows[i].cells[0], str_from(role)) ||
		                             (other != NULL && str_eq(words->rows[i].cells[0], str_from(other))));
		for (size_t k = 0; same && k < word.len; k++) {
			same = word.at[k] == name.at[k] || (word.at[k] == ' ' && name.at[k] == '_');
		}
		if (same) {
			return true;
		}
	}
	return false;
}

static void take_header(struct loader *loader)
{
	struct customers *customers = loader->customers;
	size_t key = loader->cell_count;
	customers->column_count = loader->cell_count;
	customers->names = arena_array(&customers->arena, loader->cell_count + 1, sizeof *customers->names);
	for (size_t i = 0; i < loader->cell_count; i++) {
		struct str header = str_trim(loader->cells[i]);
		customers->names[i] = attr_name(&customers->arena, header);
		if (loader->key != NULL ? str_eq_nocase(header, str_from(loader->key)) && key == loader->cell_count
		                        : key == loader->cell_count &&
		                              header_says(&loader->words, customers->names[i], "person", NULL)) {
			key = i;
		}
	}
	if (key == loader->cell_count && loader->key != NULL) {
		loader->status = err_set(loader->err, GRIPE_DATA, "no column \"%s\" in the header", loader->key);
		err_at(loader->err, loader->path, 1, 0);
		return;
	}
	customers->key_column = key < loader->cell_count ? key : 0;
	for (size_t i = 0; i < loader->cell_count; i++) {
		if (i == customers->key_column || header_says(&loader->words, customers->names[i], "person", "drop")) {
			customers->names[i].len = 0;
		}
	}
	loader->has_header = true;
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

static void take_row(struct loader *loader)
{
	struct customers *customers = loader->customers;
	struct str key = customers->key_column < loader->cell_count
	                     ? key_of(&customers->arena, loader->cells[customers->key_column])
	                     : STR_EMPTY;
	struct attr *attrs = arena_array(&customers->arena, loader->cell_count + 1, sizeof *attrs);
	size_t count = 0, before = customers->keys.count;
	if (key.len == 0) {
		customers->short_rows++;
		return;
	}
	if (intern_add(&customers->keys, key) < before) {
		customers->repeated++;
		return;
	}
	for (size_t i = 0; i < loader->cell_count && i < customers->column_count; i++) {
		struct str value = str_trim(loader->cells[i]);
		if (customers->names[i].len > 0 && value.len > 0 && value.len <= VALUE_MAX) {
			attrs[count++] = (struct attr){ customers->names[i], arena_dup(&customers->arena, value) };
		}
	}
	if (count > 1) {
		qsort(attrs, count, sizeof *attrs, by_key);
	}
	if (customers->keys.count > loader->row_cap) {
		loader->row_cap = loader->row_cap == 0 ? 1024 : loader->row_cap * 2;
		customers->rows = memory_grow(customers->rows, loader->row_cap, sizeof *customers->rows);
		customers->counts = memory_grow(customers->counts, loader->row_cap, sizeof *customers->counts);
	}
	customers->rows[before] = attrs;
	customers->counts[before] = count;
}

static void on_cell(void *bytes, size_t len, void *to)
{
	struct loader *loader = to;
	if (loader->cell_count == loader->cell_cap) {
		loader->cell_cap = loader->cell_cap == 0 ? 32 : loader->cell_cap * 2;
		loader->cells = memory_grow(loader->cells, loader->cell_cap, sizeof *loader->cells);
	}
	loader->cells[loader->cell_count++] = arena_dup(&loader->customers->arena, (struct str){ bytes, len });
}

static void on_row(int end, void *to)
{
	struct loader *loader = to;
	(void)end;
	if (loader->status == 0 && !loader->has_header) {
		take_header(loader);
	} else if (loader->status == 0) {
		take_row(loader);
	}
	loader->cell_count = 0;
}

static unsigned char delimiter_of(struct str text)
{
	struct str rest, header = str_cut(text, '\n', &rest);
	size_t commas = 0, semicolons = 0, tabs = 0;
	for (size_t i = 0; i < header.len; i++) {
		commas += header.at[i] == ',';
		semicolons += header.at[i] == ';';
		tabs += header.at[i] == '\t';
	}
	return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
}

static int fault(struct loader *loader, struct str text, size_t at, const char *why)
{
	uint64_t line = 1;
	for (size_t i = 0; i < at && i < text.len; i++) {
		line += text.at[i] == '\n';
	}
	loader->status = err_set(loader->err, GRIPE_DATA, "%s", why);
	err_at(loader->err, loader->path, line, 0);
	return loader->status;
}

static int parse(struct loader *loader, struct str text)
{
	struct csv_parser parser;
	size_t taken;
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
		memory_exhausted(sizeof parser);
	}
	csv_set_delim(&parser, delimiter_of(text));
	taken = csv_parse(&parser, text.at, text.len, on_cell, on_row, loader);
	if (loader->status != 0) {
		/* told already */
	} else if (taken != text.len) {
		fault(loader, text, taken, "a quote inside of a quoted cell is not doubled");
	} else {
		size_t held = parser.entry_pos; /* of the cell in hand: its quote opened just before */
		if (csv_fini(&parser, on_cell, on_row, loader) != 0 && loader->status == 0) {
			fault(loader, text, text.len > held ? text.len - held : 0, "quote not closed");
		}
	}
	csv_free(&parser);
	return loader->status;
}

static int load(struct loader *loader, const char *lexicons)
{
	struct infile *file = NULL;
	struct buf all;
	struct str text;
	int status =
	    tsv_lexicon(&loader->words, &loader->customers->arena, lexicons, "en", "columns.tsv", 2, loader->err);
	if (status == 0) {
		status = infile_open(&file, loader->path, loader->err);
	}
	if (status != 0) {
		return status;
	}
	buf_init(&all, CUSTOMERS_LIMIT);
	status = infile_all(file, &all, loader->err);
	infile_close(file);
	text = buf_str(&all);
	if (str_starts(text, STR("\xEF\xBB\xBF"))) {
		text = str_slice(text, 3, text.len);
	}
	if (status >= 0) {
		status = parse(loader, text);
	}
	buf_release(&all);
	if (status == 0 && loader->customers->keys.count == 0) {
		status = err_set(loader->err, GRIPE_DATA, "no customer in the table");
		err_at(loader->err, loader->path, 0, 0);
	}
	return status;
}

int customers_open(struct customers *customers, const char *path, const char *key, const char *lexicons,
                   struct err *err)
{
	struct loader loader = { .customers = customers, .key = key, .path = path, .err = err };
	int status;
	*customers = (struct customers){ .arena = ARENA_INIT };
	intern_init(&customers->keys);
	status = load(&loader, lexicons);
	free(loader.cells);
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
