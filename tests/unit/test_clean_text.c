/* test_clean_text.c - characters in one form, non-answers, languages, boilerplate, roles. All texts are made. */
#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "boilerplate.h"
#include "boilerplate_unit.h"
#include "language.h"
#include "nonanswer.h"
#include "normalise.h"
#include "redacted.h"
#include "role.h"

static struct arena arena;

static void normal_is(const char *text, const char *wanted)
{
	struct normalise *normalise;
	struct err err = ERR_INIT;
	struct str got, again;
	assert_int_equal(normalise_open(&normalise, &err), 0);
	normalise_text(normalise, &arena, str_from(text), true, &got);
	assert_str(got, wanted);
	normalise_text(normalise, &arena, got, true, &again);
	if (memchr(wanted, '&', strlen(wanted)) == NULL) {
		assert_ptr_equal(again.at, got.at); /* what is normal is not copied */
	}
	normalise_close(normalise);
	arena_reset(&arena);
}

static void characters_get_one_form(void **state)
{
	(void)state;
	normal_is("plain text", "plain text");
	normal_is("cafe\xCC\x81", "caf\xC3\xA9");
	normal_is("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "\xED\x95\x9C");
	normal_is("fish &amp; chips &lt;3 &#233;&#x20AC;&nbsp;&hellip;",
	          "fish & chips <3 \xC3\xA9\xE2\x82\xAC \xE2\x80\xA6");
	normal_is("it&amp;#39;s", "it's");
	normal_is("a &unknown; b & c &; &#xD800; &#99999999;", "a &unknown; b & c &; &#xD800; &#99999999;");
	normal_is("one\r\ntwo\rthree\xE2\x80\xA8"
	          "four",
	          "one\ntwo\nthree\nfour");
	normal_is("zero\xE2\x80\x8Bwidth\xC2\xAD\xEF\xBB\xBF bell\a", "zerowidth bell");
	normal_is("a\xC2\xA0"
	          "b\xE2\x80\xAF"
	          "c",
	          "a b c");
	normal_is(" \n text \n ", "text");
	normal_is("", "");
	/* joiners that emoji need stay */
	normal_is("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB", "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB");
}

static void what_answers_nothing_is_told_from_what_answers(void **state)
{
	static const char *const empty[] = { "n/a",
		                             "N.A.",
		                             "nothing",
		                             "Nothing!",
		                             "no comment",
		                             ".",
		                             "...",
		                             "asdf",
		                             "ASDFGHJK",
		                             "qwerty",
		                             "*****",
		                             "\xE2\x98\x85\xE2\x98\x85\xE2\x98\x85",
		                             "5",
		                             "10/10",
		                             "---",
		                             "xxx",
		                             "aaaaaaa",
		                             "None.",
		                             "don't know",
		                             "dont know",
		                             "I don't know",
		                             "keine",
		                             "k.A.",
		                             "rien",
		                             "Aucun commentaire",
		                             "nada",
		                             "niente",
		                             "geen",
		                             "inget",
		                             "ei mit\xC3\xA4\xC3\xA4n",
		                             "brak uwag",
		                             "yok",
		                             "\xD0\xBD\xD0\xB5\xD1\x82",
		                             "\xE7\x89\xB9\xE3\x81\xAB\xE3\x81\xAA\xE3\x81\x97",
		                             "\xE6\x97\xA0",
		                             "\xEC\x97\x86\xEC\x9D\x8C",
		                             "???",
		                             "1 2 3" };
	static const char *const answers[] = { "it crashes",
		                               "nothing works",
		                               "no comment from your team in weeks",
		                               "\xF0\x9F\x91\x8D",
		                               ":(",
		                               "<3",
		                               "slow",
		                               "were",
		                               "power",
		                               "haha",
		                               "bad",
		                               "price",
		                               "no internet",
		                               "nothing but trouble",
		                               "\xD0\xBF\xD0\xBB\xD0\xBE\xD1\x85\xD0\xBE",
		                               "\xE9\xAB\x98\xE3\x81\x84" };
	struct nonanswer *nonanswer;
	struct err err = ERR_INIT;
	(void)state;
	assert_int_equal(nonanswer_open(&nonanswer, "lexicons", &err), 0);
	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
		if (!nonanswer_is(nonanswer, str_from(empty[i]))) {
			fail_msg("taken for an answer: %s", empty[i]);
		}
	}
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		if (nonanswer_is(nonanswer, str_from(answers[i]))) {
			fail_msg("taken for nothing: %s", answers[i]);
		}
	}
	nonanswer_close(nonanswer);
}

static void sentences_tell_their_language(void **state)
{
	static const char *const rows[][2] = {
		{ "en", "The app keeps crashing when I try to pay" },
		{ "de", "Die App stürzt beim Bezahlen immer wieder ab" },
		{ "fr", "L'application plante chaque fois que je veux payer" },
		{ "es", "La aplicación se cierra cada vez que intento pagar" },
		{ "it", "L'applicazione si blocca ogni volta che provo a pagare" },
		{ "pt", "O aplicativo fecha sempre que tento fazer o pagamento" },
		{ "nl", "De app crasht elke keer als ik probeer te betalen" },
		{ "da", "Appen går ned hver gang jeg forsøger at betale, og ingen svarer på mine mails" },
		{ "no", "Appen krasjer hver gang jeg prøver å betale, og ingen svarer på e-postene mine" },
		{ "sv", "Appen kraschar varje gång jag försöker betala" },
		{ "fi", "Sovellus kaatuu aina kun yritän maksaa" },
		{ "hu", "Az alkalmazás mindig összeomlik, amikor fizetni próbálok" },
		{ "pl", "Aplikacja zawiesza się za każdym razem, gdy próbuję zapłacić" },
		{ "cs", "Aplikace spadne pokaždé, když se snažím zaplatit" },
		{ "ro", "Aplicația se închide de fiecare dată când încerc să plătesc" },
		{ "tr", "Ödeme yapmaya çalıştığımda uygulama sürekli çöküyor" },
		{ "ca", "L'aplicació es tanca cada vegada que intento pagar amb la targeta" },
		{ "eu", "Aplikazioa itxi egiten da ordaintzen saiatzen naizen bakoitzean" },
		{ "lt", "Programėlė užstringa kiekvieną kartą, kai bandau sumokėti" },
		{ "id", "Aplikasi ini selalu berhenti setiap kali saya mencoba membayar" },
		{ "ga", "Ní oibríonn an aip ar chor ar bith nuair a bhím ag iarraidh íoc" },
		{ "ru", "Приложение вылетает каждый раз, когда я пытаюсь заплатить" },
		{ "uk", "Застосунок вилітає щоразу, коли я намагаюся заплатити" },
		{ "sr", "Апликација се руши сваки пут кад покушам да платим" },
		{ "el", "Η εφαρμογή κλείνει κάθε φορά που προσπαθώ να πληρώσω" },
		{ "ar", "يتوقف التطبيق في كل مرة أحاول فيها الدفع" },
		{ "hi", "जब भी मैं भुगतान करने की कोशिश करता हूं तो ऐप बंद हो जाता है" },
		{ "ne", "मैले भुक्तानी गर्न खोज्दा एप बन्द हुन्छ" },
		{ "ta", "பணம் செலுத்த முயலும்போது செயலி நின்றுவிடுகிறது" },
		{ "hy", "Հավելվածը փակվում է ամեն անգամ" },
		{ "yi", "די אַפּ פֿאַלט אַרײַן יעדעס מאָל ווען איך וויל צאָלן" },
		{ "ja", "支払おうとするたびにアプリが落ちます" },
		{ "zh", "每次付款时应用都会崩溃" },
		{ "ko", "결제하려고 할 때마다 앱이 종료됩니다" },
		{ "en", "@acme worst flight ever http://example.org/a1" },
		{ "", "12345 !!!" },
	};
	static const char *const none[] = {
		"Mae'r ap yn cau bob tro rydw i'n ceisio talu am y tocyn ac nid oes neb yn ateb y ffôn", /* Welsh */
		"Mi ò lè wọlé sínú àkántì mi, kò sì sí ẹnikẹ́ni tó ń dáhùn nígbà tí mo bá pè wọn",        /* Yoruba */
	};
	struct language *language;
	struct err err = ERR_INIT;
	bool foreign;
	(void)state;
	assert_int_equal(language_open(&language, "lexicons", &err), 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str got = language_of(language, str_from(rows[i][1]), STR(""), &foreign);
		if (!str_eq(got, str_from(rows[i][0])) || foreign) {
			fail_msg("%s taken for %.*s: %s", rows[i][0], STR_ARGS(got), rows[i][1]);
		}
	}
	/* the same again, now that the words are cached, and in the middle of other texts */
	assert_str(language_of(language, str_from(rows[7][1]), STR(""), &foreign), "da");
	assert_str(language_of(language, STR("12 :)"), STR("fr-CA"), &foreign), "fr");
	assert_str(language_of(language, STR("super"), STR("de"), &foreign), "de");
	assert_str(language_of(language, STR("The app keeps crashing when I try to pay"), STR("de"), &foreign), "en");
	for (size_t i = 0; i < sizeof none / sizeof *none;
	     i++) { /* not taken for the language of ours that is nearest */
		struct str got = language_of(language, str_from(none[i]), STR(""), &foreign);
		assert_true(foreign);
		assert_str(got, "");
	}
	(void)language_of(language, STR("აპლიკაცია არ მუშაობს"), STR(""), &foreign);
	assert_true(foreign);
	assert_str(language_code(language, STR("PT_br")), "pt");
	assert_str(language_code(language, STR("nb")), "no");
	assert_str(language_code(language, STR("iw")), "he");
	assert_str(language_code(language, STR("eng")), "");
	language_close(language);
}

static void a_damaged_table_of_languages_is_refused_with_its_line(void **state)
{
	char folder[] = "/tmp/gripe-unit.XXXXXX", path[200];
	struct language *language;
	struct err err = ERR_INIT;
	FILE *file;
	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "mkdir %s/any && cp lexicons/any/languages.tsv %s/any/", folder, folder);
	assert_int_equal(system(path), 0);
	snprintf(path, sizeof path, "%s/any/language.tbl", folder);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs("th\ten12 de-3\nqu\ten999\n", file);
	fclose(file);
	assert_int_equal(language_open(&language, folder, &err), GRIPE_DATA);
	assert_int_equal(err.line, 2);
	snprintf(path, sizeof path, "rm -r %s", folder);
	assert_int_equal(system(path), 0);
}

static void cut_is(struct boilerplate *boilerplate, const char *text, const char *wanted)
{
	struct str own;
	boilerplate_cut(boilerplate, &arena, str_from(text), false, &own);
	assert_str(own, wanted);
	arena_reset(&arena);
}

static void lines_of_forms_and_programs_go(void **state)
{
	struct boilerplate *boilerplate;
	struct err err = ERR_INIT;
	(void)state;
	assert_int_equal(boilerplate_open(&boilerplate, &(struct boilerplate_rules){ .lexicons = "lexicons" }, &err),
	                 0);
	cut_is(boilerplate,
	       "### Describe the bug\n<!-- please be\nclear -->\nIt jams.\n\n### Steps to Reproduce\n1. print\n- [x] I "
	       "have searched",
	       "It jams.\n\n1. print");
	cut_is(boilerplate, "It jams.\n------------+-----\n Reporter: ann | Owner: bob\n Type: defect | Status: new",
	       "It jams.");
	cut_is(boilerplate, "It jams.\n[[alternative HTML version deleted]]", "It jams.");
	cut_is(boilerplate, "price | quality\ngood | bad", "price | quality\ngood | bad");
	cut_is(boilerplate, "Fails:\n```\n-----\nprint(1)\n```\nevery time it runs", "Fails:\nevery time it runs");
	cut_is(boilerplate, "Fails:\n```shell\nnever closed", "Fails:\nnever closed");
	cut_is(boilerplate, "Fails:\n<details>\nx < y\n</details>", "Fails:\nx < y");
	cut_is(boilerplate, "Description\nSummary", "Description\nSummary");
	boilerplate_close(boilerplate);
}

static void learn_from(struct boilerplate_learner *learner, int from, int to, int step)
{
	for (int i = from; i != to; i += step) {
		char sender[40], text[300];
		snprintf(sender, sizeof sender, "person %d", i % 50);
		snprintf(text, sizeof text,
		         "### Printer model number\nMy printer %d jams at page %d\nSent by the help form of Acme",
		         i * 7, i % 9);
		if (i % 10 == 0) {
			snprintf(text, sizeof text,
			         "The very same words\nfrom everybody here"); /* copies are one text */
		}
		boilerplate_learn(learner, str_from(sender), str_from(text));
	}
}

static size_t read_all(const char *path, char *out, size_t cap)
{
	FILE *file = fopen(path, "r");
	size_t len;
	assert_non_null(file);
	len = fread(out, 1, cap - 1, file);
	out[len] = '\0';
	fclose(file);
	return len;
}

static void recurring_lines_are_learnt_whatever_the_order(void **state)
{
	static char first[20000], second[20000];
	char path[] = "/tmp/gripe-unit.XXXXXX";
	struct boilerplate_learner *learner;
	struct boilerplate *boilerplate;
	struct err err = ERR_INIT;
	size_t lines;
	int fd = mkstemp(path);
	(void)state;
	assert_true(fd >= 0);
	close(fd);
	boilerplate_learner_open(&learner, 40);
	learn_from(learner, 0, 500, 1);
	assert_int_equal(boilerplate_learned(learner, &(struct boilerplate_list){ .path = path }, &lines, &err), 0);
	boilerplate_learner_close(learner);
	read_all(path, first, sizeof first);
	boilerplate_learner_open(&learner, 40);
	learn_from(learner, 499, -1, -1);
	assert_int_equal(boilerplate_learned(learner, &(struct boilerplate_list){ .path = path }, &lines, &err), 0);
	boilerplate_learner_close(learner);
	read_all(path, second, sizeof second);
	assert_string_equal(first, second);
	assert_int_equal(lines, 3); /* "my printer 0 jams at page 0" recurs in its folded form too */
	assert_non_null(strstr(first, "\tprinter model number\tfield\n"));
	assert_null(strstr(first, "the very same words"));
	assert_int_equal(
	    boilerplate_open(&boilerplate, &(struct boilerplate_rules){ .lexicons = "lexicons", .list = path }, &err),
	    0);
	cut_is(boilerplate, "### Printer model number\nMine is loud and smells.\nSent by the help form of Acme",
	       "Mine is loud and smells.");
	boilerplate_close(boilerplate);
	unlink(path);
}

static void what_others_blacked_out_becomes_one_mask(void **state)
{
	static const char *const rows[][2] = {
		{ "On XX/XX/2024 I called XXXX XXXX about my loan.",
		  "On [redacted] I called [redacted] about my loan." },
		{ "XXXX's agent XXXX, in XXXX XXXX, NY XXXX",
		  "[redacted]'s agent [redacted], in [redacted], NY [redacted]" },
		{ "ID XXX-XX-XXXX and XXXX", "ID [redacted] and [redacted]" },
		{ "XX/XX/", "[redacted]/" },
		{ "size XXL or XXXL, XXX rated, karyotype 46 XX, xxxx love, MAXXXX, XXXXs",
		  "size XXL or XXXL, XXX rated, karyotype 46 XX, xxxx love, MAXXXX, XXXXs" },
		{ "[redacted] XXXX", "[redacted] [redacted]" },
		{ "XXXX ", "[redacted] " },
		{ "", "" },
	};
	struct str out;
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		redacted_mask(&arena, str_from(rows[i][0]), false, &out);
		assert_str(out, rows[i][1]);
	}
	assert_int_equal(redacted_mask(&arena, STR("to XXXX, XX/XX/2024"), true, &out), 2);
	assert_str(out, "to , ");
	arena_reset(&arena);
}

static void roles_are_taken_from_sources_and_from_phrases(void **state)
{
	struct role *role;
	struct err err = ERR_INIT;
	(void)state;
	assert_int_equal(role_open(&role, "lexicons", &err), 0);
	assert_str(role_of(role, STR("End-User"), STR("hello")), "customer");
	assert_str(role_of(role, STR("admin"), STR("hello")), "agent");
	assert_str(role_of(role, STR("system"), STR("hello")), "bot");
	assert_str(role_of(role, STR("partner"), STR("hello")), "partner");
	assert_str(role_of(role, STR(""), STR("This is an automated message. Your ticket is open.")), "bot");
	assert_str(role_of(role, STR(""), STR("Hi Ann,\nthank you for contacting our support about it.")), "agent");
	assert_str(role_of(role, STR("customer"), STR("This is an automated message")), "customer");
	assert_str(role_of(role, STR(""), STR("The printer jams.")), "");
	role_close(role);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(characters_get_one_form),
		cmocka_unit_test(what_answers_nothing_is_told_from_what_answers),
		cmocka_unit_test(sentences_tell_their_language),
		cmocka_unit_test(a_damaged_table_of_languages_is_refused_with_its_line),
		cmocka_unit_test(lines_of_forms_and_programs_go),
		cmocka_unit_test(recurring_lines_are_learnt_whatever_the_order),
		cmocka_unit_test(what_others_blacked_out_becomes_one_mask),
		cmocka_unit_test(roles_are_taken_from_sources_and_from_phrases),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_release(&arena);
	return failed;
}
