/* csv.c - tables nobody knows by name: comma, semicolon, tab or bar between cells.
 *
 * in: any delimited text. out: contacts by what columns.c guesses, or by --map.
 * Detected by rows that agree in their number of cells under one delimiter; a file name's ending helps. Memory: as
 * table.c. */
#include "table.h"

enum {
	SURE_NAMED = 75,  /* the file says .csv or .tsv and some delimiter is there */
	SURE_WIDE = 55,   /* no name, but nine rows in ten have the same three cells or more */
	SURE_NARROW = 35, /* two cells a row: prose with one comma a line looks like that too */
	SURE_NAME_ONLY = 30
};

static bool named(const char *path)
{
	static const char *const endings[] = { ".csv", ".tsv", ".tab", ".psv" };
	struct str name = str_from(path);
	if (str_ends_nocase(name, STR(".gz"))) {
		name.len -= 3;
	} else if (str_ends_nocase(name, STR(".zst"))) {
		name.len -= 4;
	}
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		if (str_ends_nocase(name, str_from(endings[i]))) {
			return true;
		}
	}
	return false;
}

/* Sentences with a comma in each: nearly all commas have a blank behind them, and lines end as sentences do. */
static bool is_prose(struct str ahead)
{
	enum { BYTES = 16 * 1024 };
	size_t commas = 0, blanks = 0, lines = 0, sentences = 0;
	ahead.len = ahead.len < BYTES ? ahead.len : BYTES;
	for (size_t i = 1; i < ahead.len; i++) {
		commas += ahead.at[i] == ',';
		blanks += ahead.at[i] == ' ' && ahead.at[i - 1] == ',';
		lines += ahead.at[i] == '\n';
		sentences +=
		    ahead.at[i] == '\n' && strchr(".!?", ahead.at[i - 1 - (ahead.at[i - 1] == '\r' && i > 1)]) != NULL;
	}
	return commas > 0 && lines > 0 && blanks * 10 >= commas * 9 && sentences * 2 > lines;
}

/* How sure the rows alone make, without a name that says so. */
static int sure_of_rows(struct str ahead)
{
	struct csv_dialect dialect;
	size_t cells;
	double share = csv_sniff(&dialect, ahead, ahead.len < INFILE_PEEK, &cells);
	if (dialect.delimiter == ',' && is_prose(ahead)) {
		return 0;
	}
	return share >= 0.9 && cells >= 3 ? SURE_WIDE : share >= 0.95 && cells == 2 ? SURE_NARROW : 0;
}

static bool opens_other_format(char first)
{
	return first == '{' || first == '[' || first == '<';
}

static int csv_detect(const struct glance *first)
{
	struct str ahead = first->ahead;
	struct csv_dialect dialect;
	size_t cells;
	bool by_name = named(first->path);
	if (ahead.len == 0 || memchr(ahead.at, '\0', ahead.len < 4096 ? ahead.len : 4096) != NULL) {
		return by_name ? SURE_NAME_ONLY : 0;
	}
	if (!by_name) {
		return opens_other_format(ahead.at[0]) ? 0 : sure_of_rows(ahead);
	}
	(void)csv_sniff(&dialect, ahead, ahead.len < INFILE_PEEK, &cells);
	return cells > 1 ? SURE_NAMED : SURE_NAME_ONLY;
}

const struct format format_csv = {
	.name = "csv",
	.looks_for = "rows with the same number of cells between , ; tab or |; columns guessed by header words and "
	             "content, or --map",
	.detect = csv_detect,
	.parse = table_parse,
};
