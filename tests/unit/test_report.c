/* test_report.c - what a report is made of: tables of any width, figures of any length, what is read of a stream. */
#include "cmocka_all.h"

#include "figures_text.h"
#include "page.h"
#include "tables_csv.h"

enum { WIDE = 40 }; /* columns: more than any mask of bits or fixed row holds */

static void a_table_may_have_forty_columns_each_aligned_for_itself(void **state)
{
	struct column columns[WIDE];
	struct str cells[WIDE];
	struct buf out;
	size_t right = 0;
	(void)state;
	for (size_t i = 0; i < WIDE; i++) {
		columns[i] = (struct column){ STR("h"), i == 0 || i == WIDE - 1 };
		cells[i] = STR("c");
	}
	buf_init(&out, SIZE_MAX);
	writer_markdown.table_begin(&out, columns, WIDE);
	writer_markdown.table_row(&out, columns, cells, WIDE);
	for (size_t at = 0; (at = str_find(buf_str(&out), STR("|--:"), at)) < out.len; at++) {
		right++;
	}
	assert_int_equal(right, 2);
	assert_true(str_ends(buf_str(&out), STR("| c | c |\n")));
	buf_clear(&out);
	writer_html.table_begin(&out, columns, WIDE);
	assert_true(str_ends(buf_str(&out), STR("<th>h</th><th class=\"n\">h</th></tr>\n</thead>\n<tbody>\n")));
	buf_release(&out);
}

static void a_figure_of_three_hundred_digits_is_printed_whole(void **state)
{
	struct buf out;
	(void)state;
	buf_init(&out, SIZE_MAX);
	number_grouped(&out, 1e300);
	assert_int_equal(out.len, 301 + 100);
	buf_clear(&out);
	number_grouped(&out, -14427.2);
	assert_string_equal(out.at, "-14,427");
	buf_release(&out);
}

static void a_member_of_another_type_than_its_row_says_counts_as_not_there(void **state)
{
	struct view view;
	struct err err = ERR_INIT;
	(void)state;
	view_init(&view);
	assert_int_equal(view_add(&view,
	                          STR("{\"theme\":7,\"table\":\"pain\",\"contacts\":\"many\",\"share\":null,"
	                              "\"trend\":\"new\",\"quotes\":{},\"subs\":[3],\"terms\":[1,\"a\"]}"),
	                          &err),
	                 0);
	assert_int_equal(view.beside.count, 1);
	assert_int_equal(theme_text(&view.beside.list[0], THEME_theme).len, 0);
	assert_int_equal(theme_text(&view.beside.list[0], THEME_trend).len, 0);
	assert_true(theme_number(&view.beside.list[0], THEME_contacts) == 0);
	assert_int_equal(view.beside.list[0].quote_count, 0);
	view_release(&view);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_may_have_forty_columns_each_aligned_for_itself),
		cmocka_unit_test(a_figure_of_three_hundred_digits_is_printed_whole),
		cmocka_unit_test(a_member_of_another_type_than_its_row_says_counts_as_not_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
