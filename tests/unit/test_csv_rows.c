/* test_csv_rows.c - delimited files row by row; csv-spectrum and commons-csv where ../shared/data is present. */
#include "cmocka_all.h"

#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>

#include "buf.h"
#include "csv_rows.h"

/* Every row as "[a|b][c|d]", cells trimmed. */
static int rows_of(struct buf *out, struct str bytes, const struct csv_dialect *dialect, size_t expected,
                   struct err *err)
{
	struct infile *file;
	struct csv_rows *rows;
	struct csv_row row;
	int status = infile_memory(&file, "test.csv", bytes, err);
	assert_int_equal(status, 0);
	csv_rows_open(&rows, file, dialect);
	while ((status = csv_rows_next(rows, &row, expected, NULL, err)) == 1) {
		buf_byte(out, '[');
		for (size_t i = 0; i < row.count; i++) {
			buf_text(out, i > 0 ? "|" : "");
			buf_str_add(out, str_trim(row.cells[i]));
		}
		buf_byte(out, ']');
	}
	csv_rows_close(rows);
	infile_close(file);
	return status;
}

static void reads(const char *text, char delimiter, const char *wanted)
{
	struct csv_dialect dialect = { .delimiter = delimiter, .quotes = true };
	struct err err = ERR_INIT;
	struct buf out;
	buf_init(&out, SIZE_MAX);
	assert_int_equal(rows_of(&out, str_from(text), &dialect, 0, &err), 0);
	assert_string_equal(out.at, wanted);
	buf_release(&out);
}

static void cuts_plain_and_quoted_rows(void **state)
{
	(void)state;
	reads("a,b\n1,2\n", ',', "[a|b][1|2]");
	reads("a,b\r\n1,2", ',', "[a|b][1|2]");
	reads("a;b\n\"1;x\";2\n", ';', "[a|b][1;x|2]");
	reads("a,b\n\"he said \"\"no\"\"\",2\n", ',', "[a|b][he said \"no\"|2]");
	reads("a,b\n\"two\nlines\",2\n", ',', "[a|b][two\nlines|2]");
	reads("a,b\n5\" screen,2\n", ',', "[a|b][5\" screen|2]");
	reads("a,b\n\"x\" y,2\n3,4\n", ',', "[a|b][\"x\" y|2][3|4]");
	reads("a,,\n,,b\n", ',', "[a||][||b]");
	reads("\n\na,b\n\n1,2\n\n", ',', "[a|b][1|2]");
	reads("\"a\",\"b\"\n\"\",\"\"\n", ',', "[a|b][|]");
}

static void a_bare_cr_ends_rows_only_where_nothing_else_does(void **state)
{
	struct csv_dialect dialect;
	struct err err = ERR_INIT;
	struct buf out;
	size_t cells;
	struct str mac = STR("a,b\r1,\"x\ry\"\r2,z\r"), unix_file = STR("a,b\n1,x\ry\n2,z\n");
	(void)state;
	buf_init(&out, SIZE_MAX);
	(void)csv_sniff(&dialect, mac, true, &cells);
	assert_true(dialect.cr_ends);
	assert_int_equal(rows_of(&out, mac, &dialect, 0, &err), 0);
	assert_string_equal(out.at, "[a|b][1|x\ry][2|z]");
	buf_clear(&out);
	(void)csv_sniff(&dialect, unix_file, true, &cells);
	assert_false(dialect.cr_ends);
	assert_int_equal(rows_of(&out, unix_file, &dialect, 0, &err), 0);
	assert_string_equal(out.at, "[a|b][1|x\ry][2|z]");
	buf_release(&out);
}

static void says_where_a_quote_opened_that_never_closes(void **state)
{
	struct csv_dialect dialect = { .delimiter = ',', .quotes = true };
	struct err err = ERR_INIT;
	struct buf out;
	char text[128];
	(void)state;
	buf_init(&out, SIZE_MAX);
	assert_int_equal(rows_of(&out, STR("a,b\n1,\"x\ny\"\n2,\"open\n3,z\n"), &dialect, 2, &err), GRIPE_DATA);
	assert_string_equal(out.at, "[a|b][1|x\ny]");
	err_text(&err, text, sizeof text);
	assert_string_equal(text, "test.csv:4: quote not closed");
	buf_release(&out);
}

static void a_stray_quote_costs_one_row(void **state)
{
	struct csv_dialect dialect = { .delimiter = ',', .quotes = true };
	struct err err = ERR_INIT;
	struct buf out;
	(void)state;
	buf_init(&out, SIZE_MAX);
	assert_int_equal(rows_of(&out, STR("a,b,c\n1,\"stray,x\n2,y,z\n3,\"w\",v\n"), &dialect, 3, &err), 0);
	assert_string_equal(out.at, "[a|b|c][1|\"stray|x][2|y|z][3|w|v]");
	buf_release(&out);
}

static void tells_delimiter_and_escape(void **state)
{
	static const struct {
		const char *text;
		char delimiter;
		bool backslash;
		size_t cells;
	} files[] = {
		{ "a;b;c\n1,5;2;3\n2,5;3;4\n", ';', false, 3 },
		{ "a\tb\n1, and 2\tx\n3\ty\n", '\t', false, 2 },
		{ "a|b|c\n1|2|3\n", '|', false, 3 },
		{ "a,b\n\"say \\\"hi\\\", then\",2\n\"x\",3\n", ',', true, 2 },
		{ "a,b\n\"x;y;z\",2\n\"u;v;w\",3\n", ',', false, 2 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct csv_dialect dialect;
		size_t cells;
		double share = csv_sniff(&dialect, str_from(files[i].text), true, &cells);
		assert_true(share == 1.0);
		assert_int_equal(dialect.delimiter, files[i].delimiter);
		assert_int_equal(dialect.backslash, files[i].backslash);
		assert_int_equal(cells, files[i].cells);
	}
}

/* ---- the suites of others ---- */

static bool load(const char *path, struct buf *out)
{
	struct infile *file;
	struct err err = ERR_INIT;
	int status;
	buf_init(out, SIZE_MAX);
	if (infile_open(&file, path, &err) != 0) {
		return false;
	}
	status = infile_all(file, out, &err);
	infile_close(file);
	return status >= 0;
}

static void wanted_of(struct json_object *list, struct buf *out, bool header)
{
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		size_t n = 0;
		buf_byte(out, '[');
		json_object_object_foreach(json_object_array_get_idx(list, i), key, value)
		{
			struct str text = str_trim(header ? str_from(key) : str_from(json_object_get_string(value)));
			buf_text(out, n++ > 0 ? "|" : "");
			for (size_t k = 0; k < text.len; k++) { /* inside quotes line ends are brought to one byte */
				if (text.at[k] != '\r') {
					buf_byte(out, text.at[k]);
				}
			}
		}
		buf_byte(out, ']');
		if (header) {
			break;
		}
	}
}

static void reads_csv_spectrum(void **state)
{
	static const char *const names[] = { "comma_in_quotes", "empty",
		                             "escaped_quotes",  "json",
		                             "newlines",        "quotes_and_newlines",
		                             "simple",          "utf8" };
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char path[256];
		struct buf bytes, got, wanted;
		struct csv_dialect dialect;
		struct err err = ERR_INIT;
		struct json_object *list;
		size_t cells;
		snprintf(path, sizeof path, "../shared/data/parser-suites/csv-spectrum/%s.csv", names[i]);
		if (!load(path, &bytes)) {
			buf_release(&bytes);
			skip();
		}
		buf_init(&got, SIZE_MAX);
		buf_init(&wanted, SIZE_MAX);
		(void)csv_sniff(&dialect, buf_str(&bytes), true, &cells);
		assert_int_equal(rows_of(&got, buf_str(&bytes), &dialect, 0, &err), 0);
		snprintf(path, sizeof path, "../shared/data/parser-suites/csv-spectrum/%s.json", names[i]);
		list = json_object_from_file(path);
		assert_non_null(list);
		wanted_of(list, &wanted, true);
		wanted_of(list, &wanted, false);
		assert_string_equal(got.at, wanted.at);
		json_object_put(list);
		buf_release(&bytes);
		buf_release(&got);
		buf_release(&wanted);
	}
}

static void reads_commons_csv(void **state)
{
	static const struct {
		const char *name, *wanted;
		char delimiter;
	} files[] = {
		/* test_rfc4180_trim: blanks around cells and quotes are no part of them; blank lines are none */
		{ "CSVFileParser/test.csv",
		  "[A|B|C|D][# plain values][a|b|c|d][# spaces before and after][e|f|g|h][# quoted: with spaces before "
		  "and after][i|j|k|l][# empty values][|||]"
		  "[# empty quoted values][|||][# 3 empty lines][# EOF on next line]",
		  ',' },
		{ "CSVFileParser/testCSV85.csv",
		  "[# Comment 1][a|b|c|e|f][# Very Long][# Comment 2][g|h|i|j|k][# Very Long][# Comment 3][l|m|n|o|p]",
		  ',' },
		{ "CSVFileParser/testCSV246.csv",
		  "[a|b|c|e|f][# Very Long][# Comment 2][g|h|i|j|k][# Very Long][# Comment 3][l|m|n|o|p]", ',' },
		{ "CSV-213/999751170.patch.csv", "[CHANELID|ADDRESS][27|]", ';' },
		{ "CSV-254/csv-254.csv", "[AA|33|][AA||][|33|CC]", ',' },
		{ "CSV-259/sample.txt", "[x|y|z]", ',' },
		{ "CSV-290/psql.csv",
		  "[1|abc|test line 1\ntest line 2||][2|xyz|\\b:\b \\t:\t \\n:\n \\r:|a|b][3|a|b,c,d|\"quoted\"|e]",
		  ',' },
		{ "csv-167/sample1.csv",
		  "[# Comment before header][author|title|publishDate][Dan Simmons|Hyperion|1989][# Comment Line 1][# "
		  "Comment Line 2][# Comment Line 3]"
		  "[Douglas Adams|The Hitchhiker's \\\"Guide\\\" to the Galaxy|1979][Douglas John|The Hitchhiker's "
		  "\\\"Guide\\\" to the Mars|1979]",
		  ',' },
	};
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char path[256];
		struct buf bytes, got;
		struct csv_dialect dialect = { .delimiter = files[i].delimiter, .quotes = true };
		struct err err = ERR_INIT;
		snprintf(path, sizeof path, "../shared/data/parser-suites/commons-csv/%s", files[i].name);
		if (!load(path, &bytes)) {
			buf_release(&bytes);
			skip();
		}
		buf_init(&got, SIZE_MAX);
		assert_int_equal(rows_of(&got, buf_str(&bytes), &dialect, 0, &err), 0);
		assert_string_equal(got.at, files[i].wanted);
		buf_release(&bytes);
		buf_release(&got);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(cuts_plain_and_quoted_rows),
		                            cmocka_unit_test(a_bare_cr_ends_rows_only_where_nothing_else_does),
		                            cmocka_unit_test(says_where_a_quote_opened_that_never_closes),
		                            cmocka_unit_test(a_stray_quote_costs_one_row),
		                            cmocka_unit_test(tells_delimiter_and_escape),
		                            cmocka_unit_test(reads_csv_spectrum),
		                            cmocka_unit_test(reads_commons_csv) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
