/* test_columns.c - which column is what. */
#include "cmocka_all.h"

#include "columns.h"

static struct arena arena = ARENA_INIT;
static struct column_words *words;
static struct dates *dates;

static int open_words(void **state)
{
	struct err err = ERR_INIT;
	(void)state;
	return dates_open(&dates, "lexicons", NULL, &err) == 0 ? column_words_open(&words, "lexicons", &err) : -1;
}

static int close_words(void **state)
{
	(void)state;
	column_words_close(words);
	dates_close(dates);
	arena_release(&arena);
	return 0;
}

static struct str *cells_of(const char *line, size_t *count)
{
	struct str *cells = arena_array(&arena, 32, sizeof *cells), rest = str_from(line);
	*count = 0;
	while (rest.at != NULL) {
		cells[(*count)++] = str_cut(rest, '|', &rest);
	}
	return cells;
}

static void guess(struct columns *columns, const char *const *lines, const struct column_map *map)
{
	struct table_row rows[32];
	size_t count, row_count = 0;
	struct str *names = cells_of(lines[0], &count);
	struct column_sample sample = { .names = names, .rows = rows, .map = map, .words = words, .dates = dates };
	struct err err = ERR_INIT;
	for (lines++; *lines != NULL; lines++) {
		rows[row_count].cells = cells_of(*lines, &rows[row_count].count);
		row_count++;
	}
	sample.count = count;
	sample.row_count = row_count;
	assert_int_equal(columns_guess(columns, &arena, &sample, &err), 0);
}

static void has_role(const struct columns *columns, const char *name, enum column_role role)
{
	for (size_t i = 0; i < columns->count; i++) {
		if (str_eq(columns->at[i].name, str_from(name))) {
			if (columns->at[i].role != role) {
				print_error("%s: %s, wanted %s\n", name, column_role_name(columns->at[i].role),
				            column_role_name(role));
			}
			assert_int_equal(columns->at[i].role, role);
			return;
		}
	}
	fail_msg("no column %s", name);
}

static void keys_fold_every_spelling(void **state)
{
	(void)state;
	assert_str(column_key(&arena, STR("Review Text")), "review text");
	assert_str(column_key(&arena, STR("reviewText")), "review text");
	assert_str(column_key(&arena, STR("review_text ")), "review text");
	assert_str(column_key(&arena, STR("...why?")), "why");
	assert_str(column_key(&arena, STR("R\xc3\x89PONSE\xc2\xa0")), "r\xc3\xa9ponse");
	assert_str(column_key(&arena, STR("a\xff\xfe"
	                                  "b")),
	           "a b");
	assert_str(column_key(&arena, STR("NbPassageKS")), "nb passage ks");
}

static void guesses_by_header_and_content(void **state)
{
	static const char *const lines[] = {
		"order_no|when|rating|reviewer|comments|state|reply",
		"A1|2024-01-02|5|ann|Came quickly and tastes good|OH|Thank you for writing to us, Ann",
		"A2|2024-01-03|1|bob|The bag was torn and half empty|NY|We are sorry to hear that, Bob", NULL
	};
	struct columns columns;
	(void)state;
	guess(&columns, lines, NULL);
	has_role(&columns, "comments", COLUMN_TEXT);
	has_role(&columns, "rating", COLUMN_SCORE);
	has_role(&columns, "reviewer", COLUMN_PERSON);
	has_role(&columns, "state", COLUMN_ATTR);
	has_role(&columns, "reply", COLUMN_DROP);
	assert_string_equal(columns.scale, "stars5");
}

static void content_speaks_where_the_header_is_silent(void **state)
{
	static const char *const lines[] = { "a|b|c", "1|x|I was charged twice for one order",
		                             "2|y|My parcel never came and nobody answers",
		                             "3|x|Where is the button to cancel", NULL };
	struct columns columns;
	(void)state;
	guess(&columns, lines, NULL);
	has_role(&columns, "c", COLUMN_TEXT);
	has_role(&columns, "b", COLUMN_ATTR);
}

static void choices_are_no_text(void **state)
{
	static const char *const lines[] = { "id|Which do you prefer of the two", "1|the blue one of course",
		                             "2|the red one of course",           "3|the blue one of course",
		                             "4|the red one of course",           "5|the blue one of course",
		                             "6|the blue one of course",          NULL };
	struct columns columns;
	(void)state;
	guess(&columns, lines, NULL);
	assert_int_equal(columns.role_count[COLUMN_TEXT], 0);
}

/* The text that columns makes of a line like those of guess. */
static struct str text_of(const struct columns *columns, const char *line)
{
	size_t count;
	const struct str *cells = cells_of(line, &count);
	struct contact contact;
	const char *drop;
	columns_contact(columns, &arena, cells, count, &contact, &drop);
	return contact.text;
}

static void a_customers_words_in_several_columns_are_one_text(void **state)
{
	static const char *const lines[] = {
		"when|Pros|Review|Cons|Product story|reply",
		"2024-01-02|bright screen|It broke on the second day of my holiday|price|"
		"A lamp that was drawn in the north by hand|We are sorry to hear that",
		"2024-01-03|quick parcel|The lamp flickers when the fridge starts|too heavy|"
		"A chair that was drawn in the south by hand|Thank you for writing to us",
		"2024-01-04|none|Nobody answers the phone at all these days|poor glue|"
		"A table that was drawn in the west by hand|We will look into it",
		NULL
	};
	struct columns columns;
	(void)state;
	guess(&columns, lines, NULL);
	has_role(&columns, "Review", COLUMN_TEXT);
	has_role(&columns, "Cons", COLUMN_TEXT);
	assert_str(text_of(&columns, lines[1]), "bright screen\nIt broke on the second day of my holiday\nprice");
	assert_str(text_of(&columns, "2024|||price||"), "price");
	assert_str(text_of(&columns, "2024||It broke|It broke||"), "It broke");
	assert_str(text_of(&columns, "2024|||||"), "");
	assert_true(columns.at[4].prose);  /* not the text, and said */
	assert_false(columns.at[5].prose); /* the company's: known to be none */
}

static void a_second_question_is_text_too_and_a_copy_is_not(void **state)
{
	static const char *const lines[] = {
		"comment|comment in small letters?|Was läuft gut?",
		"The App crashes on my phone|the app crashes on my phone|Der Preis ist gut",
		"I was charged twice for one order|i was charged twice for one order|Die Lieferung kam schnell", NULL
	};
	struct columns columns;
	(void)state;
	guess(&columns, lines, NULL);
	assert_str(text_of(&columns, lines[1]), "The App crashes on my phone\nDer Preis ist gut");
}

static void map_wins_over_every_guess(void **state)
{
	static const char *const lines[] = { "id|comments|memo",
		                             "1|good and cheap as well|second text that stands here",
		                             "2|bad and dear as well|another one of this kind", NULL };
	struct columns columns;
	struct column_map map;
	struct err err = ERR_INIT;
	(void)state;
	assert_int_equal(column_map_parse(&map, &arena, "text=memo,title=\"comments\",person=#1", &err), 0);
	guess(&columns, lines, &map);
	has_role(&columns, "memo", COLUMN_TEXT);
	has_role(&columns, "comments", COLUMN_TITLE);
	has_role(&columns, "id", COLUMN_PERSON);
	assert_int_equal(column_map_parse(&map, &arena, "txt=memo", &err), GRIPE_USAGE);
	assert_int_equal(column_map_parse(&map, &arena, "text=\"memo", &err), GRIPE_USAGE);
}

static void two_columns_that_take_turns_are_one(void **state)
{
	static const char *const lines[] = { "content|comments", "Crashes on start every day|",
		                             "|Love the new design a lot", "Login is broken since Monday|", NULL };
	struct columns columns;
	struct contact contact;
	const char *drop;
	struct str *cells;
	size_t count;
	(void)state;
	guess(&columns, lines, NULL);
	cells = cells_of(lines[2], &count);
	columns_contact(&columns, &arena, cells, count, &contact, &drop);
	assert_str(contact.text, "Love the new design a lot");
}

static void a_destroyed_id_is_no_id(void **state)
{
	static const char *const lines[] = { "tweet_id|text", "5.70306E+17|some words to read here",
		                             "5.70307E+17|more words to read here", NULL };
	struct columns columns;
	struct contact contact;
	const char *drop;
	struct str *cells;
	size_t count;
	(void)state;
	guess(&columns, lines, NULL);
	cells = cells_of(lines[1], &count);
	columns_contact(&columns, &arena, cells, count, &contact, &drop);
	assert_int_equal(contact.id.len, 0);
}

static void personal_columns_are_no_attributes(void **state)
{
	static const char *const lines[] = { "email|phone|first name|plan|text",
		                             "a@x.org|+44 1|Ann|pro|It does not print any more",
		                             "b@x.org|+44 2|Bob|free|It prints the wrong page", NULL };
	struct columns columns;
	(void)state;
	guess(&columns, lines, NULL);
	has_role(&columns, "email", COLUMN_PERSON);
	has_role(&columns, "phone", COLUMN_DROP);
	has_role(&columns, "first name", COLUMN_DROP);
	has_role(&columns, "plan", COLUMN_ATTR);
}

static void scores_in_every_spelling(void **state)
{
	static const struct {
		const char *text;
		bool ok;
		double score, top;
	} cells[] = { { "5", true, 5, 0 },
		      { "4.0", true, 4, 0 },
		      { "4,5", true, 4.5, 0 },
		      { "4/5", true, 4, 5 },
		      { "4 out of 5 stars", true, 4, 5 },
		      { "3 stars", true, 3, 0 },
		      { "\xe2\x98\x85\xe2\x98\x85\xe2\x98\x86", true, 2, 3 },
		      { "\xe2\xad\x90\xe2\xad\x90\xef\xb8\x8f", true, 2, 0 },
		      { "\xe2\x98\x85 4.5", true, 4.5, 0 },
		      { "4/5 \xe2\x98\x85", true, 4, 5 },
		      { "4 \xe2\x98\x85", true, 4, 0 },
		      { "5,0 von 5", true, 5, 5 },
		      { "4 sur 5", true, 4, 5 },
		      { "4,0 su 5 stelle", true, 4, 5 },
		      { "Rated 4 out of 5", true, 4, 5 },
		      { "bewertet mit 3 von 5 Sternen", true, 3, 5 },
		      { "FIVE", true, 5, 0 },
		      { "TWO_STARS", true, 2, 0 },
		      { "drei Sterne", true, 3, 0 },
		      { "three things to mend", false, 0, 0 },
		      { "1.234,5", false, 0, 0 },
		      { "75%", true, 75, 100 },
		      { "good", false, 0, 0 },
		      { "2024-01-02", false, 0, 0 },
		      { "", false, 0, 0 } };
	(void)state;
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		double score = 0, top = 0;
		assert_int_equal(cell_score(&words->cells, str_from(cells[i].text), &score, &top), cells[i].ok);
		if (cells[i].ok) {
			assert_true(score == cells[i].score && top == cells[i].top);
		}
	}
}

static void tokens_are_no_words(void **state)
{
	static const char *const tokens[] = { "ann.sample@example.com", "38562efa-c962-428b-a77a-6321b5370d73",
		                              "d41d8cd98f00b204e9800998ecf8427e", "R_1AbC9", "SKU-00417" },
	                         *const prose[] = { "Great", "It broke on day 1", "super!!!", "v2", "caf\xc3\xa9" };
	(void)state;
	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
		assert_true(cell_is_token(str_from(tokens[i])));
	}
	for (size_t i = 0; i < sizeof prose / sizeof *prose; i++) {
		assert_false(cell_is_token(str_from(prose[i])));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(tokens_are_no_words),
		                            cmocka_unit_test(keys_fold_every_spelling),
		                            cmocka_unit_test(guesses_by_header_and_content),
		                            cmocka_unit_test(content_speaks_where_the_header_is_silent),
		                            cmocka_unit_test(choices_are_no_text),
		                            cmocka_unit_test(a_customers_words_in_several_columns_are_one_text),
		                            cmocka_unit_test(a_second_question_is_text_too_and_a_copy_is_not),
		                            cmocka_unit_test(map_wins_over_every_guess),
		                            cmocka_unit_test(two_columns_that_take_turns_are_one),
		                            cmocka_unit_test(a_destroyed_id_is_no_id),
		                            cmocka_unit_test(personal_columns_are_no_attributes),
		                            cmocka_unit_test(scores_in_every_spelling) };
	return cmocka_run_group_tests(tests, open_words, close_words);
}
