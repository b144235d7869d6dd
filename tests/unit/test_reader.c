/* The reader of troubles: tests/reference/reader.tsv to the bit, its evidence, and files that are not what they should
 * be. Tables of languages that are not in lexicons/ are taken from ../shared/languages, where that is. */
#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>

#include "option.h"
#include "trouble_reader.h"
#include "tsv.h"

static const char WEIGHTS[] = "lexicons/reader.bin";

struct fixture {
	struct arena arena;
	struct tokenizer *tokenizer;
	struct trouble_reader *reader;
};

static int fixture_open(void **state)
{
	struct err err = ERR_INIT;
	struct fixture *fixture = memory_alloc(sizeof *fixture);
	*state = fixture;
	return tokenizer_open(&fixture->tokenizer, &err) < 0 ||
	       trouble_reader_open(&fixture->reader, WEIGHTS, "lexicons", &err) < 0 || fixture->reader == NULL;
}

static int fixture_close(void **state)
{
	struct fixture *fixture = *state;
	trouble_reader_close(fixture->reader);
	tokenizer_close(fixture->tokenizer);
	arena_release(&fixture->arena);
	free(fixture);
	return 0;
}

/* A language's table: that of lexicons/, else that of ../shared; its number, or TROUBLE_UNREAD. */
static int language_open(struct fixture *fixture, struct str lang)
{
	struct err err = ERR_INIT;
	struct piece_table *table;
	char path[64];
	int number = trouble_reader_language(fixture->reader, lang, &err);
	if (number != TROUBLE_UNREAD) {
		return number;
	}
	snprintf(path, sizeof path, "../shared/languages/themes-%.*s.tbl", STR_ARGS(lang));
	assert_int_equal(piece_table_open(&table, path, &err), 0);
	return trouble_reader_table(fixture->reader, lang, table, &err);
}

static void read_text(struct fixture *fixture, int number, struct str lang, struct str text,
                      struct trouble_reading *reading)
{
	struct token *tokens;
	size_t n = tokenize(fixture->tokenizer, &fixture->arena, text, lang, &tokens);
	trouble_reader_read(fixture->reader, number, tokens, n, reading);
}

static void check_row(struct fixture *fixture, const struct tsv_row *row, const struct trouble_reading *reading)
{
	struct str logits = row->cells[3], top = row->cells[4];
	const int32_t *rows;
	size_t count = trouble_reader_pieces(fixture->reader, &rows), pieces = 1;
	for (size_t i = 0; i < row->cells[2].len; i++) {
		pieces += row->cells[2].at[i] == '|';
	}
	assert_int_equal(count, pieces);
	for (size_t c = 0; c < trouble_reader_count(fixture->reader); c++) {
		int64_t wanted;
		assert_true(integer_parse(str_cut(logits, ' ', &logits), &wanted));
		assert_int_equal(reading->logits[c], wanted);
	}
	for (size_t rank = 0; rank < 3; rank++) {
		struct str name, pair = str_cut(top, ' ', &top), p;
		int64_t wanted;
		size_t c = 0;
		name = str_cut(pair, ':', &p);
		while (!str_eq(trouble_reader_class(fixture->reader, c), name)) {
			c++;
		}
		assert_true(integer_parse(p, &wanted));
		assert_int_equal(reading->p[c], wanted);
	}
}

static void reads_as_the_reference_says_to_the_bit(void **state)
{
	struct fixture *fixture = *state;
	struct err err = ERR_INIT;
	struct tsv table;
	size_t read = 0, left = 0;
	assert_int_equal(tsv_load(&table, &fixture->arena, "tests/reference/reader.tsv", 5, &err), 0);
	for (size_t i = 1; i < table.row_count; i++) { /* the first names the columns */
		struct str lang = table.rows[i].cells[0];
		struct trouble_reading reading;
		int number = language_open(fixture, lang);
		if (number == TROUBLE_UNREAD) {
			assert_false(str_eq(lang, STR("en")));
			left++;
			continue;
		}
		read_text(fixture, number, lang, table.rows[i].cells[1], &reading);
		check_row(fixture, &table.rows[i], &reading);
		read++;
	}
	assert_true(read >= 60);
	print_message("# %zu rows read, %zu of languages without a table left out\n", read, left);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(reads_as_the_reference_says_to_the_bit, fixture_open, fixture_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
