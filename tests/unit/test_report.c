/* test_report.c - what a report is made of: tables of any width, figures of any length, what is read of a stream. */
#include "cmocka_all.h"

#include "html.h"
#include "page_texts.h"
#include "tables_csv.h"

enum { WIDE = 40 }; /* columns: more than any mask of bits or fixed row holds */

/* A writer of Markdown or for a terminal, and what it wrote. */
struct written {
	struct writer writer;
	struct buf out;
};

static void written_init(struct written *written, const struct writer_form *form)
{
	buf_init(&written->out, SIZE_MAX);
	writer_init(&written->writer, form, &written->out);
}

static void written_release(struct written *written)
{
	writer_release(&written->writer);
	buf_release(&written->out);
}

static size_t times(const struct buf *out, struct str what)
{
	size_t count = 0;
	for (size_t at = 0; (at = str_find(buf_str(out), what, at)) < out->len; at++) {
		count++;
	}
	return count;
}

static void a_table_may_have_forty_columns_each_aligned_for_itself(void **state)
{
	struct column columns[WIDE];
	struct str cells[WIDE];
	struct written md, terminal;
	(void)state;
	for (size_t i = 0; i < WIDE; i++) {
		columns[i] = (struct column){ STR("h"), i == 0 || i == WIDE - 1 };
		cells[i] = STR("c");
	}
	written_init(&md, &writer_markdown);
	writer_markdown.table_begin(&md.writer, columns, WIDE);
	writer_markdown.table_row(&md.writer, cells);
	assert_int_equal(times(&md.out, STR("|--:")), 2);
	assert_true(str_ends(buf_str(&md.out), STR("| c | c |\n")));
	written_release(&md);
	written_init(&terminal, &writer_terminal);
	writer_terminal.table_begin(&terminal.writer, columns, WIDE);
	writer_terminal.table_row(&terminal.writer, cells);
	writer_terminal.table_end(&terminal.writer);
	assert_int_equal(times(&terminal.out, STR("\n")), 3);
	assert_int_equal(times(&terminal.out, STR("c")), WIDE);
	written_release(&terminal);
}

static void a_table_for_a_terminal_is_no_wider_than_it(void **state)
{
	const struct column columns[] = { { STR("issue"), false }, { STR("contacts"), true } };
	struct written terminal;
	size_t start = 0;
	(void)state;
	written_init(&terminal, &writer_terminal);
	terminal.writer.width = 40;
	writer_terminal.table_begin(&terminal.writer, columns, 2);
	writer_terminal.table_row(
	    &terminal.writer,
	    (const struct str[]){ STR("A very long name of an issue that goes on and on"), STR("7") });
	writer_terminal.table_end(&terminal.writer);
	for (size_t at = 0; at < terminal.out.len; at++) {
		if (terminal.out.at[at] == '\n') {
			assert_true(at - start <= 40 + 2); /* the ellipsis has three bytes */
			start = at + 1;
		}
	}
	assert_int_equal(times(&terminal.out, STR("…")), 1);
	written_release(&terminal);
}

static void colour_is_there_only_where_it_was_asked_for(void **state)
{
	struct written terminal;
	const struct issue_row row = {
		.rank = 1, .name = STR("Late"), .share = STR("10 %"), .part = 1, .alarming = true
	};
	(void)state;
	written_init(&terminal, &writer_terminal);
	writer_terminal.heading(&terminal.writer, 1, STR("Head"));
	writer_terminal.issue(&terminal.writer, &row);
	assert_int_equal(times(&terminal.out, STR("\033")), 0);
	terminal.writer.colour = true;
	writer_terminal.issue(&terminal.writer, &row);
	assert_true(times(&terminal.out, STR("\033[")) >= 4);
	written_release(&terminal);
}

static void nothing_of_a_customer_moves_the_cursor_or_turns_the_line(void **state)
{
	struct written terminal;
	(void)state;
	written_init(&terminal, &writer_terminal);
	writer_terminal.quote(&terminal.writer,
	                      STR("a\033[2Jb\xE2\x80\xAE"
	                          "c\xE2\x80\x8B\x07"),
	                      STR("x\r\ny"));
	assert_int_equal(times(&terminal.out, STR("\033")), 0);
	assert_int_equal(times(&terminal.out, STR("\xE2\x80\xAE")), 0);
	assert_int_equal(times(&terminal.out, STR("a[2Jbc")), 1);
	assert_int_equal(times(&terminal.out, STR("x y")), 1);
	written_release(&terminal);
}

struct marked {
	struct str said, printed;
};

static void markdown_escapes_what_would_be_markup_and_nothing_else(void **state)
{
	static const struct marked cases[] = {
		{ { "snake_case and 2 * 3", 20 }, { "snake_case and 2 * 3", 20 } },
		{ { "*bold* _em_", 11 }, { "\\*bold\\* \\_em\\_", 15 } },
		{ { "[a](http://e)", 13 }, { "\\[a\\](http://e)", 15 } },
		{ { "see [handle] now", 16 }, { "see [handle] now", 16 } },
		{ { "# no heading", 12 }, { "\\# no heading", 13 } },
		{ { "1. no list", 10 }, { "1\\. no list", 11 } },
		{ { "15.6 % of it", 12 }, { "15.6 % of it", 12 } },
		{ { "a < b & c", 9 }, { "a < b & c", 9 } },
		{ { "<b>&lt;</b>", 11 }, { "&lt;b>&amp;lt;&lt;/b>", 21 } },
		{ { "a | b", 5 }, { "a | b", 5 } },
		{ { "two\nlines", 9 }, { "two lines", 9 } },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct written md;
		written_init(&md, &writer_markdown);
		writer_markdown.paragraph(&md.writer, cases[i].said);
		assert_memory_equal(md.out.at, cases[i].printed.at, cases[i].printed.len);
		assert_int_equal(md.out.len, cases[i].printed.len + 2);
		written_release(&md);
	}
}

static void markup_lets_foreign_text_in_through_the_escape_alone(void **state)
{
	struct buf out;
	(void)state;
	buf_init(&out, SIZE_MAX);
	HTML(&out, "<a href=\"#%\">%</a>", STR("\" onclick=\"x"), STR("<script>'&100 %"));
	assert_string_equal(out.at, "<a href=\"#&quot; onclick=&quot;x\">&lt;script&gt;&#39;&amp;100 %</a>");
	buf_release(&out);
}

static void figures_are_written_as_the_language_does(void **state)
{
	static const struct {
		const char *lang, *count, *small, *share;
	} cases[] = { { "en", "14,427", "1,234", "12.3 %" },
		      { "de", "14.427", "1.234", "12,3 %" },
		      { "es", "14.427", "1234", "12,3 %" },
		      { "it", "14.427", "1.234", "12,3%" },
		      { "xx", "14,427", "1,234", "12.3 %" } };
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct words words;
		struct err err = ERR_INIT;
		struct buf out;
		buf_init(&out, SIZE_MAX);
		words_init(&words);
		assert_int_equal(words_load(&words, "lexicons", str_from(cases[i].lang), &err), 0);
		word_whole(&out, &words, 14427);
		assert_string_equal(out.at, cases[i].count);
		buf_clear(&out);
		word_whole(&out, &words, 1234);
		assert_string_equal(out.at, cases[i].small);
		buf_clear(&out);
		word_percent(&out, &words, 0.1234);
		assert_string_equal(out.at, cases[i].share);
		words_release(&words);
		buf_release(&out);
	}
}

static void a_figure_of_three_hundred_digits_is_printed_whole(void **state)
{
	struct words words;
	struct err err = ERR_INIT;
	struct buf out;
	(void)state;
	buf_init(&out, SIZE_MAX);
	words_init(&words);
	assert_int_equal(words_load(&words, "lexicons", STR("en"), &err), 0);
	word_whole(&out, &words, 1e300);
	assert_int_equal(out.len, 301 + 100);
	buf_clear(&out);
	word_whole(&out, &words, -14427.2);
	assert_string_equal(out.at, "−14,427");
	buf_clear(&out);
	word_date(&out, &words, STR("2015-02-22T10:00:00Z"), DAY_YEAR);
	assert_string_equal(out.at, "22 Feb 2015");
	buf_clear(&out);
	word_date(&out, &words, STR("no day"), DAY_YEAR);
	assert_string_equal(out.at, "no day");
	words_release(&words);
	buf_release(&out);
}

/* Nine days: the doubled ones stand out, the first and last, cut off, do not. */
static void a_day_is_unusual_when_it_lies_far_from_the_median(void **state)
{
	double counts[] = { 4, 1530, 1350, 1366, 1465, 1537, 3043, 2973, 1157 };
	struct view view;
	struct facts facts;
	(void)state;
	view_init(&view);
	view.periods = (struct view_series){ counts, sizeof counts / sizeof *counts };
	facts_find(&facts, &view);
	assert_true(facts.volume.usual == 1530);
	assert_int_equal(facts.volume.unusual_count, 2);
	assert_true(facts.volume.unusual[6] && facts.volume.unusual[7]);
	view.periods.count = 5; /* three whole ones say nothing */
	facts_find(&facts, &view);
	assert_int_equal(facts.volume.unusual_count, 0);
	view_release(&view);
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
		cmocka_unit_test(a_table_for_a_terminal_is_no_wider_than_it),
		cmocka_unit_test(colour_is_there_only_where_it_was_asked_for),
		cmocka_unit_test(nothing_of_a_customer_moves_the_cursor_or_turns_the_line),
		cmocka_unit_test(markdown_escapes_what_would_be_markup_and_nothing_else),
		cmocka_unit_test(markup_lets_foreign_text_in_through_the_escape_alone),
		cmocka_unit_test(figures_are_written_as_the_language_does),
		cmocka_unit_test(a_figure_of_three_hundred_digits_is_printed_whole),
		cmocka_unit_test(a_day_is_unusual_when_it_lies_far_from_the_median),
		cmocka_unit_test(a_member_of_another_type_than_its_row_says_counts_as_not_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
