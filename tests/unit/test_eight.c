/* test_eight.c - eight bytes at once say what a look at each of them says; one writer of UTF-8 and one reader agree. */
#include "cmocka_all.h"

#include "eight.h"
#include "utf8.h"

/* Eight bytes of which most lie near the borders that the tests look for. */
static void draw_bytes(uint64_t *random, char bytes[8])
{
	static const char borders[] = { 0x00, 0x1F, 0x20, 0x21,       '"',        '&',        '\\',
		                        '\n', 0x7E, 0x7F, (char)0x80, (char)0xA0, (char)0xFF, 'a' };
	for (size_t i = 0; i < 8; i++) {
		*random = *random * 6364136223846793005u + 1442695040888963407u;
		bytes[i] = *random >> 60 < 14 ? borders[*random >> 60] : (char)(*random >> 40 & 0xFF);
	}
}

static size_t first_of(const char bytes[8], char equal, unsigned char below)
{
	for (size_t i = 0; i < 8; i++) {
		if (bytes[i] == equal || (unsigned char)bytes[i] < below) {
			return i;
		}
	}
	return 8;
}

static void tests_of_eight_bytes_agree_with_each_byte(void **state)
{
	uint64_t random = 11;
	(void)state;
	for (int round = 0; round < 200000; round++) {
		char bytes[8];
		uint64_t eight, hits;
		size_t wide = 0;
		draw_bytes(&random, bytes);
		eight = eight_load(bytes);
		hits = eight_equal(eight, bytes[round % 8]) | eight_below(eight, (unsigned char)(round % 0x81));
		assert_true(hits != 0);
		assert_int_equal(eight_first(hits), first_of(bytes, bytes[round % 8], (unsigned char)(round % 0x81)));
		hits = eight_equal(eight, '"');
		assert_int_equal(hits == 0 ? 8 : eight_first(hits), first_of(bytes, '"', 0));
		for (size_t i = 0; i < 8; i++) {
			wide |= (size_t)((unsigned char)bytes[i] >> 7) << i;
			assert_int_equal(eight_wide(eight) >> (8 * i + 7) & 1, wide >> i & 1);
		}
	}
}

static void code_points_written_are_read_again(void **state)
{
	(void)state;
	for (uint32_t c = 0; c < 0x110010; c++) {
		char bytes[UTF8_BYTES];
		struct str text = { bytes, utf8_put(bytes, c) };
		size_t at = 0;
		bool none = (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF;
		assert_int_equal(utf8_next(text, &at), none ? 0xFFFD : c);
		assert_int_equal(at, text.len);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tests_of_eight_bytes_agree_with_each_byte),
		cmocka_unit_test(code_points_written_are_read_again),
	};
	return cmocka_run_group_tests_name("eight", tests, NULL, NULL);
}
