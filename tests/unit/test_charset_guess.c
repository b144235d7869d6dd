/* test_charset_guess.c - charsets told by their letters, and files that were encoded twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <unicode/ucnv.h>

#include "charset_double.h"
#include "charset_guess.h"

static struct language *letters;

/* text in a charset, as guessed. */
static struct charset_guess guessed(const char *text, const char *charset)
{
	char bytes[1024];
	struct charset_guess guess;
	UErrorCode status = U_ZERO_ERROR;
	int32_t len = ucnv_convert(charset, "UTF-8", bytes, sizeof bytes, text, (int32_t)strlen(text), &status);
	assert_true(U_SUCCESS(status));
	charset_guess(&guess, (struct str){ bytes, (size_t)len }, letters);
	return guess;
}

static void languages_are_read_in_their_charsets(void **state)
{
	static const struct {
		const char *charset, *text;
	} files[] = {
		{ "windows-1252", "Die Lieferung kam zu spät, das Gerät ist beschädigt. Schöne Grüße" },
		{ "macintosh", "Le colis n'est jamais arrivé à la maison. Déçu, très déçu par la qualité." },
		{ "IBM850", "El envío llegó con retraso. La aplicación se cierra, esperé más de una hora." },
		{ "windows-1250", "Zapłaciłem dwa razy za jedno zamówienie, paczka nie dotarła." },
		{ "ISO-8859-2", "Paczka przyszła uszkodzona, źle zapakowana, proszę o zwrot pieniędzy." },
		{ "windows-1251", "Посылка так и не пришла, поддержка молчит." },
		{ "KOI8-R", "Приложение падает при каждом запуске." },
		{ "IBM866", "С меня дважды сняли деньги за один заказ." },
		{ "windows-1253", "Το δέμα δεν έφτασε ποτέ και κανείς δεν απαντά." },
		{ "windows-1254", "Kargo hâlâ gelmedi ve kimse sorularıma cevap vermiyor." },
		{ "windows-1257", "Siunta vis dar neatėjo, programėlė nuolat užstringa." },
		{ "windows-1255", "החבילה עדיין לא הגיעה ואף אחד לא עונה לי." },
		{ "windows-1256", "لم يصل الطرد حتى الآن ولا أحد يرد على رسائلي." },
		{ "windows-31j", "アプリが頻繁に落ちて使えません。返金してください。" },
		{ "EUC-JP", "荷物がまだ届きません。問い合わせても返事がありません。" },
		{ "windows-949", "택배가 아직 도착하지 않았고 아무도 답변하지 않습니다." },
		{ "gb18030", "包裹一直没有收到，客服也不回复。请尽快退款。" },
		{ "Big5", "包裹一直沒有收到，客服也不回覆。請盡快退款。" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		assert_string_equal(guessed(files[i].text, files[i].charset).name, files[i].charset);
		assert_true(guessed(files[i].text, files[i].charset).confidence > 40);
	}
}

static void little_is_guessed_with_little_confidence(void **state)
{
	struct charset_guess guess;
	(void)state;
	charset_guess(&guess, STR("caf\xe9"), letters);
	assert_string_equal(guess.name, "windows-1252");
	assert_true(guess.confidence < 60);
	charset_guess(&guess, STR("plain"), letters);
	assert_int_equal(guess.confidence, 0);
	charset_guess(&guess, STR_EMPTY, NULL);
	assert_string_equal(guess.name, "windows-1252");
}

static void a_file_encoded_twice_is_known_in_any_script(void **state)
{
	static const char *const twice[] = {
		"{\"a\":\"Zo\\u00c3\\u00ab\",\"b\":"
		"\"\\u00d0\\u009f\\u00d0\\u00be\\u00d1\\u0087\\u00d1\\u0082\\u00d0\\u00b0\"}",
		"{\"a\":\"\\u00f0\\u009f\\u0098\\u00a0\"}",
		"caf\xc3\x83\xc2\xa9 cr\xc3\x83\xc2\xa8me",
	};
	static const char *const once[] = { "{\"a\":\"Zo\\u00eb\",\"b\":\"caf\\u00e9\"}",
		                            "café crème",
		                            "«CAFÉ» «BÉBÉ» là",
		                            "{\"a\":\"\\u041f\\u043e\\u0447\\u0442\\u0430\"}",
		                            "plain",
		                            "São Paulo não é",
		                            "Zo\xc3\x83\xc2\xab and caf\xc3\xa9" };
	(void)state;
	for (size_t i = 0; i < sizeof twice / sizeof *twice; i++) {
		assert_true(charset_is_double(str_from(twice[i])));
	}
	for (size_t i = 0; i < sizeof once / sizeof *once; i++) {
		assert_false(charset_is_double(str_from(once[i])));
	}
}

static void it_is_undone_and_the_rest_stays(void **state)
{
	static const struct {
		const char *text, *wanted;
	} cases[] = { { "caf\xc3\x83\xc2\xa9", "café" },
		      { "It was \xc3\xb0\xc2\x9f\xc2\x98\xc2\xa0!", "It was 😠!" },
		      { "\xc3\xa2\xe2\x82\xac\xe2\x84\xa2s", "’s" },
		      { "plain", "plain" },
		      { "cut \xc3\xb0\xc2\x9f", "cut \xc3\xb0\xc2\x9f" } };
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out;
		buf_init(&out, SIZE_MAX);
		assert_int_equal(charset_undo_double(&out, str_from(cases[i].text)),
		                 strcmp(cases[i].text, cases[i].wanted) != 0);
		assert_string_equal(out.at, cases[i].wanted);
		buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(languages_are_read_in_their_charsets),
		                            cmocka_unit_test(little_is_guessed_with_little_confidence),
		                            cmocka_unit_test(a_file_encoded_twice_is_known_in_any_script),
		                            cmocka_unit_test(it_is_undone_and_the_rest_stays) };
	struct err err = { 0 };
	int failed = language_open(&letters, "lexicons", &err);
	failed = failed < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
	language_close(letters);
	return failed;
}
