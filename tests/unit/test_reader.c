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

static size_t class_number(const struct trouble_reader *reader, const char *name)
{
	size_t c = 0;
	while (!str_eq(trouble_reader_class(reader, c), str_from(name))) {
		c++;
	}
	return c;
}

/* Two readers, one of which has read much else before: kept shares must not change what is said. */
static void says_the_same_whatever_was_read_before(void **state)
{
	struct fixture *fixture = *state;
	struct err err = ERR_INIT;
	int english = trouble_reader_language(fixture->reader, STR("en"), &err);
	static const struct str text = STR("The app crashes every time I open the camera");
	struct trouble_reading reading;
	uint32_t *before = memory_array(trouble_reader_count(fixture->reader), sizeof *before);
	size_t bytes = trouble_reader_count(fixture->reader) * sizeof *before;
	read_text(fixture, english, STR("en"), text, &reading);
	memcpy(before, reading.p, bytes);
	for (unsigned i = 0; i < 20000; i++) { /* more words than are kept */
		char made[128];
		snprintf(made, sizeof made, "w%ua w%ub x%uc y%ud z%ue", i, i * 7, i * 13, i * 29, i * 31);
		read_text(fixture, english, STR("en"), str_from(made), &reading);
	}
	read_text(fixture, english, STR("en"), text, &reading);
	assert_memory_equal(before, reading.p, bytes);
	free(before);
}

static void probabilities_add_up_to_one(void **state)
{
	struct fixture *fixture = *state;
	struct err err = ERR_INIT;
	int english = trouble_reader_language(fixture->reader, STR("en"), &err);
	static const char *const texts[] = { "", "!!!", "Привет", "My bag was lost",
		                             "a b c d e f g h i j k l m n o p q" };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct trouble_reading reading;
		int64_t sum = 0;
		read_text(fixture, english, STR("en"), str_from(texts[i]), &reading);
		for (size_t c = 0; c < trouble_reader_count(fixture->reader); c++) {
			sum += reading.p[c];
		}
		assert_in_range(sum, TROUBLE_CERTAIN - 40, TROUBLE_CERTAIN + 40); /* each is rounded */
	}
}

static void the_word_that_says_it_is_the_evidence(void **state)
{
	struct fixture *fixture = *state;
	struct err err = ERR_INIT;
	int english = trouble_reader_language(fixture->reader, STR("en"), &err);
	struct trouble_reading reading;
	read_text(fixture, english, STR("en"), STR("On Monday the app crashes and we went home"), &reading);
	assert_int_equal(trouble_reader_evidence(fixture->reader, class_number(fixture->reader, "crash")), 4);
	read_text(fixture, english, STR("en"), STR_EMPTY, &reading);
	assert_true(trouble_reader_evidence(fixture->reader, 0) == SIZE_MAX);
}

static void a_language_without_a_table_or_with_another_is_not_read(void **state)
{
	struct fixture *fixture = *state;
	struct err err = ERR_INIT;
	struct piece_table *table;
	assert_int_equal(trouble_reader_language(fixture->reader, STR("xx"), &err), TROUBLE_UNREAD);
	assert_int_equal(trouble_reader_language(fixture->reader, STR_EMPTY, &err), TROUBLE_UNREAD);
	assert_int_equal(trouble_reader_language(fixture->reader, STR("../en"), &err), TROUBLE_UNREAD);
	assert_int_equal(piece_table_open(&table, "lexicons/en/pieces.tbl", &err), 0);
	assert_int_equal(trouble_reader_table(fixture->reader, STR("de"), table, &err), TROUBLE_UNREAD);
}

/* The file with one number of its head or of a part changed. */
static void refuses_a_damaged_file(void **state)
{
	static const struct {
		size_t at;
		uint32_t value;
		const char *why;
	} damages[] = {
		{ 0, 0, "magic" },
		{ 6, 0x3039, "version 9" },
		{ 8, 1, "out of range" },
		{ 12, 47, "out of range" },
		{ 16, 0, "out of range" },
		{ 20, 5, "out of range" },
		{ 24, 64, "" },
		{ 28, 8, "" },
		{ 32, 128, "out of range" },
		{ 36, 63, "out of range" },
		{ 40, 16, "out of range" },
		{ 44, 0, "out of range" },
		{ 48, 31, "out of range" },
		{ 52, 0, "out of range" },
		{ 56, 1, "parts take" },
		{ 60, 9999, "parts take" },
		{ 64, 0, "language 0" },
		{ 64 + 20, 10001, "language 0" },
		{ 64 + 24, 9999, "language 0" },
	};
	struct err err = ERR_INIT;
	struct trouble_reader *reader;
	FILE *file = fopen(WEIGHTS, "rb");
	char *bytes = aligned_alloc(64, 1 << 20);
	size_t len;
	(void)state;
	assert_non_null(file);
	len = fread(bytes, 1, 1 << 20, file);
	fclose(file);
	assert_int_equal(trouble_reader_memory(&reader, (struct str){ bytes, len }, "lexicons", &err), 0);
	trouble_reader_close(reader);
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		uint32_t kept;
		memcpy(&kept, bytes + damages[i].at, sizeof kept);
		memcpy(bytes + damages[i].at, &damages[i].value, sizeof kept);
		err = (struct err)ERR_INIT;
		if (trouble_reader_memory(&reader, (struct str){ bytes, len }, "lexicons", &err) != GRIPE_DATA ||
		    strstr(err.message, damages[i].why) == NULL) {
			fail_msg("number at %zu: \"%s\"", damages[i].at, err.message);
		}
		memcpy(bytes + damages[i].at, &kept, sizeof kept);
	}
	for (size_t shorter = 0; shorter < len; shorter += 997) {
		assert_int_equal(trouble_reader_memory(&reader, (struct str){ bytes, shorter }, "lexicons", &err),
		                 GRIPE_DATA);
	}
	free(bytes);
}

static void a_file_that_is_not_there_is_no_failure(void **state)
{
	struct err err = ERR_INIT;
	struct trouble_reader *reader;
	(void)state;
	assert_int_equal(trouble_reader_open(&reader, "lexicons/none.bin", "lexicons", &err), 0);
	assert_null(reader);
	assert_int_equal(trouble_reader_open(&reader, "lexicons", "lexicons", &err), GRIPE_IO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(reads_as_the_reference_says_to_the_bit, fixture_open, fixture_close),
		cmocka_unit_test_setup_teardown(says_the_same_whatever_was_read_before, fixture_open, fixture_close),
		cmocka_unit_test_setup_teardown(probabilities_add_up_to_one, fixture_open, fixture_close),
		cmocka_unit_test_setup_teardown(the_word_that_says_it_is_the_evidence, fixture_open, fixture_close),
		cmocka_unit_test_setup_teardown(a_language_without_a_table_or_with_another_is_not_read, fixture_open,
		                                fixture_close),
		cmocka_unit_test(refuses_a_damaged_file),
		cmocka_unit_test(a_file_that_is_not_there_is_no_failure),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
