/* test_html_text.c - HTML to lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "html_text.h"

static void text_is(const char *html, const char *want)
{
	struct buf out;
	struct err err = ERR_INIT;
	buf_init(&out, SIZE_MAX);
	assert_int_equal(html_to_text(&out, str_from(html), &err), 0);
	assert_string_equal(out.at, want);
	buf_release(&out);
}

static void blocks_become_lines(void **state)
{
	(void)state;
	text_is("<p>One  two\n three</p><p>Four<br>five</p>", "One two three\n\nFour\nfive");
	text_is("<div>a</div><div>b</div>", "a\nb");
	text_is("Hi<br><br>there", "Hi\n\nthere");
	text_is("<ul><li>one<li>two</ul>after", "- one\n- two\n\nafter");
	text_is("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc");
	text_is("<p>It <b>fails</b> <i>again</i>, <a href='x'>see</a> it</p>", "It fails again, see it");
	text_is("", "");
	text_is("just text", "just text");
}

static void quotes_get_marks(void **state)
{
	(void)state;
	text_is("<div>New</div><blockquote type=cite>old<p>older</p></blockquote>end",
	        "New\n\n> old\n>\n> older\n\nend");
	text_is("Yes<div class=\"gmail_quote\">On Monday X wrote:<br><blockquote>hello</blockquote></div>",
	        "Yes\n\n> On Monday X wrote:\n>\n> > hello");
}

static void scripts_styles_and_hidden_parts_go(void **state)
{
	(void)state;
	text_is("<html><head><title>T</title><style>p{color:red}</style></head><body>a<script>var "
	        "x='<p>';</script>b</body></html>",
	        "ab");
	text_is("<div style=\"display : none\">peek<p>more</p></div>seen", "seen");
	text_is("a<!-- no -->b", "ab");
}

static void entities_and_links(void **state)
{
	(void)state;
	text_is("<a href=\"http://e.example/\">link</a> &amp; caf&eacute;&nbsp;&lt;x&gt; it&#146;s &#8364;5",
	        "link & café <x> it’s €5");
	text_is("<p>x<img src=\"a.png\" alt=\"😀\">y<img alt=\"logo\"></p>", "x😀y");
}

static void code_blocks_are_fenced_and_pre_keeps_lines(void **state)
{
	(void)state;
	text_is("<p>see</p><pre><code>a  = 1\n\nb</code></pre><p>then</p>", "see\n\n```\na  = 1\n\nb\n```\n\nthen");
	text_is("<pre>line 1\nline 2</pre>", "line 1\nline 2");
}

static void utf8_is_not_doubted_by_a_meta_tag(void **state)
{
	(void)state;
	text_is("<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; "
	        "charset=iso-8859-1\"></head><body>café</body></html>",
	        "café");
}

static void deep_nesting_is_cut_and_text_stays(void **state)
{
	struct buf html, out;
	struct err err = ERR_INIT;
	(void)state;
	buf_init(&html, SIZE_MAX);
	buf_init(&out, SIZE_MAX);
	for (int i = 0; i < 200000; i++) {
		buf_text(&html, "<b>");
	}
	buf_text(&html, "deep");
	for (int i = 0; i < 200000; i++) {
		buf_text(&html, "</i>");
	}
	assert_int_equal(html_to_text(&out, buf_str(&html), &err), 0);
	assert_string_equal(out.at, "deep");
	buf_release(&html);
	buf_release(&out);
}

static void html_is_told_from_text(void **state)
{
	(void)state;
	assert_true(looks_like_html(STR("<p>hello")));
	assert_true(looks_like_html(STR("I <b>love</b> it")));
	assert_true(looks_like_html(STR("one<br/>two")));
	assert_false(looks_like_html(STR("a < b and c > d")));
	assert_false(looks_like_html(STR("a <b and c> d")));
	assert_false(looks_like_html(STR("mail me <me@example.com> or <http://example.com/>")));
	assert_false(looks_like_html(STR("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_become_lines),
		cmocka_unit_test(quotes_get_marks),
		cmocka_unit_test(scripts_styles_and_hidden_parts_go),
		cmocka_unit_test(entities_and_links),
		cmocka_unit_test(code_blocks_are_fenced_and_pre_keeps_lines),
		cmocka_unit_test(utf8_is_not_doubted_by_a_meta_tag),
		cmocka_unit_test(deep_nesting_is_cut_and_text_stays),
		cmocka_unit_test(html_is_told_from_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
