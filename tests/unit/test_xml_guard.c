/* test_xml_guard.c - XML as it is glued together in exports becomes well-formed, and nothing else of it changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "xml_guard.h"

/* bytes through the guard in pieces of `step`. */
static void guard(struct buf *out, struct str bytes, size_t step, struct xml_guard *guard)
{
	xml_guard_init(guard);
	for (size_t at = 0; at < bytes.len; at += step) {
		xml_guard_add(guard, out, str_slice(bytes, at, at + step < bytes.len ? at + step : bytes.len), false);
	}
	xml_guard_add(guard, out, STR_EMPTY, true);
}

static void becomes(const char *bytes, const char *wanted, uint64_t mended)
{
	static const size_t steps[] = { 1, 3, 7, 4096 };
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		struct xml_guard machine;
		struct buf out;
		buf_init(&out, SIZE_MAX);
		guard(&out, str_from(bytes), steps[i], &machine);
		assert_string_equal(out.at, wanted);
		assert_int_equal(machine.mended, mended);
		buf_release(&out);
		xml_guard_release(&machine);
	}
}

static void what_is_well_formed_stays(void **state)
{
	static const char *const same[] = {
		"<a><b x=\"1\" y='2 > 1'>t &amp; &#10; &#xA9; u</b><c/></a>",
		"<?xml version=\"1.0\"?>\n<a><!-- <x & y> --><![CDATA[a & b < c]]></a>",
		"<a\n\tx = \"1\"/>",
		"<ns:a xmlns:ns=\"u\"><ns:b/></ns:a>",
	};
	(void)state;
	becomes(same[0], same[0], 0);
	becomes(same[1], same[1], 0);
	becomes(same[3], same[3], 0);
	becomes(same[2], "<a x=\"1\"></a>", 1);
}

static void raw_signs_are_escaped(void **state)
{
	(void)state;
	becomes("<a>Sound & picture</a>", "<a>Sound &amp; picture</a>", 1);
	becomes("<a>1 < 2 <3</a>", "<a>1 &lt; 2 &lt;3</a>", 2);
	becomes("<a>&nbsp;&#0;&#x110000;&</a>", "<a>&amp;nbsp;&amp;#0;&amp;#x110000;&amp;</a>", 4);
	becomes("<a>end &", "<a>end &amp;</a>", 1);
	becomes("<a t=\"R&D\">x</a>", "<a t=\"R&amp;D\">x</a>", 2);
}

static void tags_are_balanced(void **state)
{
	(void)state;
	becomes("<a><b>bold</a>", "<a><b>bold</b></a>", 1);
	becomes("<a>x</b></a>", "<a>x</a>", 1);
	becomes("<a><b><c>x</b>y</a>", "<a><b><c>x</c></b>y</a>", 1);
	becomes("<a>x</a><b>y</b>", "<a>x<b>y</b></a>", 0);
	becomes("junk <a>x</a>", "     <a>x</a>", 0);
}

static void attributes_are_mended(void **state)
{
	(void)state;
	becomes("<a x=1 y>t</a>", "<a x=\"1\">t</a>", 1);
	becomes("<a x=\"1\" x=\"2\">t</a>", "<a x=\"1\">t</a>", 1);
	becomes("<a x='say \"no\"' z>t</a>", "<a x=\"say &quot;no&quot;\">t</a>", 1);
	becomes("<a x=\"open>t <b>u</b></a>", "<a x=\"open\">t <b>u</b></a>", 1);
}

static void a_doctype_goes_and_its_lines_stay(void **state)
{
	(void)state;
	becomes("<!DOCTYPE r SYSTEM \"x\" [\n<!ENTITY p \"&q;>\">\n<!ENTITY q \"&p;\">\n]>\n<r>t &p; u</r>",
	        "\n\n\n\n<r>t &amp;p; u</r>", 1);
}

static void a_file_that_is_cut_off_is_known(void **state)
{
	struct xml_guard machine;
	struct buf out;
	(void)state;
	buf_init(&out, SIZE_MAX);
	guard(&out, STR("<a>\n<b>one</b>\n<b>two"), 4096, &machine);
	assert_string_equal(out.at, "<a>\n<b>one</b>\n<b>two</b></a>");
	assert_true(machine.cut);
	xml_guard_release(&machine);
	buf_clear(&out);
	guard(&out, STR("<a>\n\n<b>x & y</b>\n</a>"), 4096, &machine);
	assert_false(machine.cut);
	assert_int_equal(machine.mended_line, 3);
	xml_guard_release(&machine);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(what_is_well_formed_stays),
		                            cmocka_unit_test(raw_signs_are_escaped),
		                            cmocka_unit_test(tags_are_balanced),
		                            cmocka_unit_test(attributes_are_mended),
		                            cmocka_unit_test(a_doctype_goes_and_its_lines_stay),
		                            cmocka_unit_test(a_file_that_is_cut_off_is_known) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
