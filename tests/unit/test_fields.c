/* The tables of members (field.h): what is written by them, and that they are whole. With the word "rows" it prints all
 * rows instead, for tests/lint/fields.py: shape, name, type, digits, shape within, when, place and name in the
 * CSV, heading on the page, unit, description. */
#include "cmocka_all.h"

#include <stdio.h>
#include <string.h>

#include "book_fields.h"
#include "summary_fields.h"
#include "table_fields.h"

static const struct field_shape *const shapes[] = {
	&theme_shape,          &unassigned_shape,    &sub_shape,           &quote_shape,
	&contrast_shape,       &trend_shape,         &change_shape,        &anomaly_shape,
	&action_shape,         &if_fixed_shape,      &summary_shape,       &grains_shape,
	&grain_shape,          &curve_shape,         &top_shape,           &score_shape,
	&score_part_shape,     &period_change_shape, &segment_shape,       &journey_shape,
	&book_shape,           &family_shape,        &topic_shape,         &outside_shape,
	&table_issues_shape,   &table_trend_shape,   &table_drivers_shape, &table_segments_shape,
	&table_contacts_shape, &table_counted_shape, &table_changes_shape,
};
enum { SHAPES = sizeof shapes / sizeof *shapes };

static const char *const types[] = {
	[FIELD_TEXT] = "text",   [FIELD_TIME] = "time",       [FIELD_DAY] = "day",
	[FIELD_FLAG] = "flag",   [FIELD_COUNT] = "count",     [FIELD_EXACT] = "exact",
	[FIELD_FIXED] = "fixed", [FIELD_SHARE] = "share",     [FIELD_NUMBER] = "number",
	[FIELD_TINY] = "tiny",   [FIELD_TEXTS] = "texts",     [FIELD_COUNTS] = "counts",
	[FIELD_SPAN] = "span",   [FIELD_BY_NAME] = "by_name", [FIELD_FACTORS] = "factors",
	[FIELD_SEEN] = "seen",   [FIELD_SEEN_IN] = "seen_in", [FIELD_OBJECT] = "object",
	[FIELD_LIST] = "list",   [FIELD_LISTS] = "lists",
};
static const char *const whens[] = { "always", "null", "left out", "null or left out" };

static void a_value_is_written_as_its_row_says_and_one_that_was_not_set_is_left_out(void **state)
{
	struct field_value values[TREND_COUNT] = { 0 };
	struct buf out;
	(void)state;
	buf_init(&out, SIZE_MAX);
	set_text(values, TREND_state, STR("new"));
	set_whole(values, TREND_recent, 12);
	set_null(values, TREND_ratio_high);
	set_number(values, TREND_q, 0.25);
	set_whole(values, TREND_from, 0);
	set_text(values, TREND_counts, STR("[1,2]"));
	fields_write(&out, &trend_shape, values);
	assert_string_equal(out.at, "{\"state\":\"new\",\"recent\":12,\"ratio_high\":null,\"q\":0.250000,"
	                            "\"from\":\"1970-01-01\",\"counts\":[1,2]}");
	buf_release(&out);
}

static void exact_figures_keep_every_digit_and_their_sign(void **state)
{
	struct field_value values[IF_FIXED_COUNT] = { 0 };
	struct buf out;
	(void)state;
	buf_init(&out, SIZE_MAX);
	set_whole(values, IF_FIXED_cost, -5);
	set_whole(values, IF_FIXED_points, INT64_MIN);
	fields_write(&out, &if_fixed_shape, values);
	assert_string_equal(out.at, "{\"cost\":-0.05,\"points\":-9223372036854.775808}");
	buf_release(&out);
}

static void a_cell_holds_a_value_without_the_quotes_of_json_and_nothing_where_none_was_given(void **state)
{
	struct field_value values[TABLE_TREND_COUNT] = { 0 };
	struct buf out;
	(void)state;
	buf_init(&out, SIZE_MAX);
	set_text(values, TABLE_TREND_label, STR("say \"no\""));
	set_whole(values, TABLE_TREND_from, 1);
	set_null(values, TABLE_TREND_of);
	for (size_t i = 0; i < TABLE_TREND_COUNT; i++) {
		field_plain(&out, &table_trend_shape.fields[i], &values[i]);
		buf_byte(&out, '|');
	}
	assert_string_equal(out.at, "||say \"no\"||1970-01-02|||");
	buf_release(&out);
}

static void every_row_has_a_name_of_its_own_and_a_description(void **state)
{
	(void)state;
	for (size_t s = 0; s < SHAPES; s++) {
		for (size_t i = 0; i < shapes[s]->count; i++) {
			const struct field *field = &shapes[s]->fields[i];
			assert_true(strlen(field->doc) > 0 && strchr(field->doc, '\t') == NULL);
			assert_true((field->type >= FIELD_OBJECT) == (field->of != NULL));
			for (size_t k = 0; k < i; k++) {
				assert_string_not_equal(field->name, shapes[s]->fields[k].name);
			}
		}
	}
}

static void columns_of_the_csv_have_places_without_a_gap(void **state)
{
	int most = 0, count = 0;
	(void)state;
	for (size_t i = 0; i < THEME_COUNT; i++) {
		int place = theme_shape.fields[i].shown.csv;
		most = place > most ? place : most;
		count += place > 0;
		for (size_t k = 0; k < i && place > 0; k++) {
			assert_int_not_equal(place, theme_shape.fields[k].shown.csv);
		}
	}
	assert_int_equal(most, count);
}

/* Cells with an interval take its ends from the rows behind (page_table.c). */
static void the_ends_of_an_interval_stand_behind_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < THEME_COUNT; i++) {
		const struct field *field = &theme_shape.fields[i];
		if (field->shown.cell == CELL_PLACE) {
			assert_true(strstr(field[1].name, "_low") != NULL && strstr(field[2].name, "_high") != NULL);
		} else if (field->shown.cell == CELL_INTERVAL) {
			assert_true(strstr(field[0].name, "_low") != NULL && strstr(field[1].name, "_high") != NULL);
		}
	}
}

static void print_rows(void)
{
	for (size_t s = 0; s < SHAPES; s++) {
		for (size_t i = 0; i < shapes[s]->count; i++) {
			const struct field *f = &shapes[s]->fields[i];
			printf("%s\t%s\t%s\t%d\t%s\t%s\t%d\t%s\t%s\t%s\t%s\n", shapes[s]->name, f->name, types[f->type],
			       f->digits, f->of != NULL ? f->of->name : "", whens[f->when], f->shown.csv,
			       f->shown.csv_name != NULL ? f->shown.csv_name : "",
			       f->shown.heading != NULL ? f->shown.heading : "", f->unit, f->doc);
		}
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_is_written_as_its_row_says_and_one_that_was_not_set_is_left_out),
		cmocka_unit_test(exact_figures_keep_every_digit_and_their_sign),
		cmocka_unit_test(a_cell_holds_a_value_without_the_quotes_of_json_and_nothing_where_none_was_given),
		cmocka_unit_test(every_row_has_a_name_of_its_own_and_a_description),
		cmocka_unit_test(columns_of_the_csv_have_places_without_a_gap),
		cmocka_unit_test(the_ends_of_an_interval_stand_behind_it),
	};
	if (argc > 1 && strcmp(argv[1], "rows") == 0) {
		print_rows();
		return 0;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
