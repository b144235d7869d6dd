/* test_charset.c - charset repair: what the wild does to bytes, and what must come out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "charset.h"
#include "charset_stream.h"
#include "utf8.h"

static void field_is(const char *bytes, size_t len, const char *want, const char *note_wanted)
{
	struct buf out;
	const char *note = "?";
	buf_init(&out, SIZE_MAX);
	charset_field(&out, (struct str){ bytes, len }, NULL, &note);
	assert_string_equal(out.at, want);
	if (note_wanted == NULL) {
		assert_null(note);
	} else {
		assert_string_equal(note, note_wanted);
	}
	buf_release(&out);
}
#define FIELD(bytes, want, note) field_is(bytes, sizeof(bytes) - 1, want, note)

static void utf8_stays_as_it_is(void **state)
{
	(void)state;
	FIELD("plain", "plain", NULL);
	FIELD("caf\xC3\xA9 \xF0\x9F\x98\x80", "café 😀", NULL);
	FIELD("Â is a letter, São too, DÉJÀ-VU", "Â is a letter, São too, DÉJÀ-VU", NULL);
}

static void lines_end_by_newline_and_nuls_go(void **state)
{
	(void)state;
	FIELD("a\r\nb\rc\n", "a\nb\nc\n", NULL);
	FIELD("a\0b\0", "ab", "nul_removed");
}

static void stray_bytes_are_windows_1252(void **state)
{
	(void)state;
	FIELD("caf\xE9", "café", "charset_windows_1252");
	FIELD("it\x92s \x93"
	      "fine\x94 \x96 50 \x80",
	      "it’s “fine” – 50 €", "charset_windows_1252");
	FIELD("word\x97word, \x85", "word—word, …", "charset_windows_1252");
}

static void cp850_is_told_by_its_neighbours(void **state)
{
	(void)state;
	FIELD("tr\x8As d\x82"
	      "cu",
	      "très décu", "charset_cp850");
	FIELD("caf\x82", "café", "charset_cp850");
	FIELD("pr\x82"
	      "f\x8Are \x85 No\x89l, s\x96r",
	      "préfère à Noël, sûr", "charset_cp850");
}

static void one_cell_may_hold_three_encodings(void **state)
{
	(void)state;
	FIELD("\xC3\xA9t\xE9 d\x82"
	      "but",
	      "été début", "charset_cp850");
}

static void double_encoding_is_undone(void **state)
{
	(void)state;
	FIELD("cafÃ© donâ€™t naÃ¯ve Â£5", "café don’t naïve £5", "charset_double_utf8");
	FIELD("ðŸ˜€", "😀", "charset_double_utf8");
	FIELD("ï»¿text", "text", "charset_double_utf8");
	FIELD("cafÃƒÂ©", "café", "charset_double_utf8");
}

static void labelled_is(const char *bytes, size_t len, const char *label, const char *want)
{
	struct buf out;
	const char *note;
	buf_init(&out, SIZE_MAX);
	charset_labelled(&out, (struct str){ bytes, len }, str_from(label), NULL, &note);
	assert_string_equal(out.at, want);
	buf_release(&out);
}
#define LABELLED(bytes, label, want) labelled_is(bytes, sizeof(bytes) - 1, label, want)

static void labels_right_wrong_and_odd(void **state)
{
	(void)state;
	LABELLED("\x93quoted\x94", "ISO-8859-1", "“quoted”");
	LABELLED("\xCF\xF0\xE8\xE2\xE5\xF2", "windows-1251", "Привет");
	LABELLED("\x1B$B%F\x1B(B", "iso-2022-jp", "テ");
	LABELLED("\xC5\xD7\xBD\xBA\xC6\xAE", "ks_c_5601-1987", "테스트");
	LABELLED("+AGE-b", "unicode-1-1-utf-7", "ab");
	LABELLED("\xD6\xD0\xB9\xFA", "gb2312_charset", "中国");
	LABELLED("caf\xC3\xA9", "uft-8", "café");
	LABELLED("caf\xE9", "x-unknown", "café");
	LABELLED("caf\xE9", "\"default\"", "café");
	LABELLED("caf\xE9", "no-such-charset-at-all", "café");
	LABELLED("\xD0\x9F\xD1\x80\xD0\xB8", "windows-1251", "При");
	LABELLED("", "utf-8", "");
}

static void stream_is(const char *bytes, size_t len, const char *want)
{
	struct infile *file, *decoded;
	struct err err = ERR_INIT;
	struct buf out;
	buf_init(&out, SIZE_MAX);
	assert_int_equal(infile_memory(&file, "m", (struct str){ bytes, len }, &err), 0);
	assert_int_equal(charset_stream(&decoded, file, NULL, &err), 0);
	assert_int_equal(infile_all(decoded, &out, &err), 0);
	assert_string_equal(out.at, want);
	infile_close(decoded);
	infile_close(file);
	buf_release(&out);
}
#define STREAM(bytes, want) stream_is(bytes, sizeof(bytes) - 1, want)

static void byte_order_marks_decide_and_go(void **state)
{
	(void)state;
	STREAM("\xEF\xBB\xBFid", "id");
	STREAM("\xFF\xFEi\0d\0", "id");
	STREAM("\xFE\xFF\0i\0d", "id");
	STREAM("\xFF\xFE\0\0i\0\0\0", "i");
	STREAM("\0\0\xFE\xFF\0\0\0i", "i");
	STREAM("i\0d\0,\0t\0", "id,t");
	STREAM("\0i\0d\0,\0t", "id,t");
	STREAM("caf\xE9", "caf\xE9");
	STREAM("", "");
}

static void a_long_utf16_stream_is_decoded_whole(void **state)
{
	enum { UNITS = 300000 };
	struct infile *file, *decoded;
	struct err err = ERR_INIT;
	struct buf bytes, out;
	(void)state;
	buf_init(&bytes, SIZE_MAX);
	buf_init(&out, SIZE_MAX);
	buf_add(&bytes, "\xFF\xFE", 2);
	for (int i = 0; i < UNITS; i++) {
		buf_add(&bytes, i % 2 == 0 ? "\xE9\0" : "a\0", 2);
	}
	assert_int_equal(infile_memory(&file, "m", buf_str(&bytes), &err), 0);
	assert_int_equal(charset_stream(&decoded, file, NULL, &err), 0);
	assert_int_equal(infile_all(decoded, &out, &err), 0);
	assert_int_equal(out.len, UNITS / 2 * 3);
	assert_int_equal(utf8_count(buf_str(&out)), UNITS);
	infile_close(decoded);
	infile_close(file);
	buf_release(&bytes);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8_stays_as_it_is),
		cmocka_unit_test(lines_end_by_newline_and_nuls_go),
		cmocka_unit_test(stray_bytes_are_windows_1252),
		cmocka_unit_test(cp850_is_told_by_its_neighbours),
		cmocka_unit_test(one_cell_may_hold_three_encodings),
		cmocka_unit_test(double_encoding_is_undone),
		cmocka_unit_test(labels_right_wrong_and_odd),
		cmocka_unit_test(byte_order_marks_decide_and_go),
		cmocka_unit_test(a_long_utf16_stream_is_decoded_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
