/* test_mail_shapes.c - what mailboxes, Outlook and signing programs put around a mail: labels, winmail.dat, PGP, CMS,
 * headers that stand twice. */
#include "cmocka_all.h"

#include <gmime/gmime.h>
#include <stdlib.h>

#include "infile.h"
#include "mail_armour.h"
#include "mail_body.h"
#include "mail_head.h"
#include "mail_labels.h"
#include "tnef.h"

static void labels_say_what_a_mail_is_in_the_mailboxs_language(void **state)
{
	static const struct {
		const char *labels;
		enum mail_label is;
	} rows[] = {
		{ "Inbox,Opened,Category Personal", MAIL_LABEL_NONE },
		{ "Spam,Unread", MAIL_LABEL_SPAM },
		{ "Inbox,Trash", MAIL_LABEL_SPAM },
		{ "Sent,Opened", MAIL_LABEL_SENT },
		{ "Sent,Trash", MAIL_LABEL_SPAM },
		{ "Brouillons,Non lus", MAIL_LABEL_DRAFT },
		{ "Gesendet, Geöffnet", MAIL_LABEL_SENT },
		{ "Posteingang,\"Spam, really not\",Opened", MAIL_LABEL_NONE },
		{ "Posteingang,\"Kunden, wichtig\",Papierkorb", MAIL_LABEL_SPAM },
		{ "Sentences", MAIL_LABEL_NONE },
		{ "\"", MAIL_LABEL_NONE },
		{ "", MAIL_LABEL_NONE },
	};
	struct language_rows exports;
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	(void)state;
	assert_int_equal(language_rows_open(&exports, &arena, "lexicons", "export.tsv", 2, &err), 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(mail_label_of(&exports, str_from(rows[i].labels)), rows[i].is);
	}
	arena_release(&arena);
}

static void bare_is(const char *text, const char *want, bool encrypted_wanted)
{
	struct buf out;
	bool encrypted = false;
	buf_init(&out, SIZE_MAX);
	if (!mail_unarmour(&out, str_from(text), &encrypted)) {
		buf_text(&out, text);
	}
	assert_string_equal(out.at, want);
	assert_int_equal(encrypted, encrypted_wanted);
	buf_release(&out);
}

static void pgps_lines_go_and_the_words_stay(void **state)
{
	(void)state;
	bare_is("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nIt broke.\n- -- \nAnn\n-----BEGIN PGP "
	        "SIGNATURE-----\n\niQIz\n=Zz\n-----END PGP SIGNATURE-----\nbelow",
	        "It broke.\n-- \nAnn\nbelow", false);
	bare_is("Above.\n-----BEGIN PGP PUBLIC KEY BLOCK-----\nabc\n-----END PGP PUBLIC KEY BLOCK-----\n", "Above.\n",
	        false);
	bare_is("-----BEGIN PGP MESSAGE-----\nabc\n-----END PGP MESSAGE-----\n", "", true);
	bare_is("I see -----BEGIN PGP in the middle", "I see -----BEGIN PGP in the middle", false);
	bare_is("-----BEGIN PGP SIGNATURE-----\nnever ends", "", false);
}

/* An octet string in one piece, in two (of no stated length), cut off, and something else. */
static void a_signed_message_gives_its_content(void **state)
{
#define OUTER "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02"
#define DATA "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01"
	static const struct {
		struct str bytes;
		const char *want;
	} rows[] = {
		{ STR(OUTER DATA "\xA0\x07\x04\x05hello"), "hello" },
		{ STR(OUTER DATA "\xA0\x80\x24\x80\x04\x03hel\x04\x02lo\x00\x00\x00\x00"), "hello" },
		{ STR(OUTER DATA "\xA0\x81\x07\x04\x81\x04"
		                 "cut"),
		  NULL },
		{ STR(OUTER DATA "\xA0\x07\x04\x84\xFF\xFF\xFF\xFF"
		                 "x"),
		  NULL },
		{ STR(DATA "\xA0\x07\x04\x05hello"), NULL },
		{ STR(OUTER), NULL },
		{ STR("hello"), NULL },
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf out;
		buf_init(&out, SIZE_MAX);
		assert_int_equal(mail_signed_content(&out, rows[i].bytes), rows[i].want != NULL);
		if (rows[i].want != NULL) {
			assert_string_equal(out.at, rows[i].want);
		}
		buf_release(&out);
	}
}

/* A file of bytes of the corpus, as what the reader makes of it. */
static void tnef_is_read(const char *path, enum tnef_text kind, const char *want, const char *charset_wanted)
{
	struct buf bytes, out;
	struct infile *file;
	struct err err = ERR_INIT;
	char charset[24];
	buf_init(&bytes, SIZE_MAX);
	buf_init(&out, SIZE_MAX);
	assert_int_equal(infile_open(&file, path, &err), 0);
	assert_true(infile_all(file, &bytes, &err) >= 0);
	infile_close(file);
	assert_int_equal(tnef_text(&out, buf_str(&bytes), charset), kind);
	assert_string_equal(out.at, want);
	assert_string_equal(charset, charset_wanted);
	for (size_t cut = 0; cut < bytes.len; cut++) { /* whatever is cut off, nothing is read beyond */
		char *copy = memory_alloc(cut + 1);
		memcpy(copy, bytes.at, cut);
		buf_clear(&out);
		(void)tnef_text(&out, (struct str){ copy, cut }, charset);
		free(copy);
	}
	buf_release(&bytes);
	buf_release(&out);
}

static void outlooks_attachment_gives_its_text(void **state)
{
	(void)state;
	tnef_is_read("tests/fuzz/corpus/tnef/unicode.dat", TNEF_PLAIN, "The printer jams — every page.", "utf-8");
	tnef_is_read("tests/fuzz/corpus/tnef/body.dat", TNEF_PLAIN, "text", "");
	tnef_is_read("tests/fuzz/corpus/tnef/rtf.dat", TNEF_RTF, "{\\rtf1\\ansi hello}", "");
	/* the example of MS-OXRTFCP, 4.1 */
	tnef_is_read("tests/fuzz/corpus/tnef/rtf_packed.dat", TNEF_RTF,
	             "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n", "");
}

static void one_type_of_several_counts(void **state)
{
	struct buf out;
	struct str one;
	(void)state;
	buf_init(&out, SIZE_MAX);
	one = mail_head_one_type(&out,
	                         STR("A: 1\nContent-Type: multipart/mixed;\n boundary=b\nContent-Type: text/plain\nB: "
	                             "2\n\nbody\n"));
	assert_str(one, "A: 1\nContent-Type: multipart/mixed;\n boundary=b\nB: 2\n\nbody\n");
	buf_clear(&out);
	one = mail_head_one_type(&out, STR("Content-Type: text/plain\nContent-Type: text/html\n\nbody\n"));
	assert_str(one, "Content-Type: text/plain\nContent-Type: text/html\n\nbody\n");
	one = mail_head_one_type(&out, STR("no mail"));
	assert_str(one, "no mail");
	buf_release(&out);
}

static void encoded_words_behind_padding_are_read(void **state)
{
	GMimeParserOptions *options = mail_options();
	struct arena arena = ARENA_INIT;
	struct mail_head head = { .raw = { [HEAD_SUBJECT] = STR(" =?utf-8?B?YQ==?=\n =?utf-8?B?Yg==?= and "
		                                                "=?utf-8?Q?caf=C3=A9?=\n") } };
	(void)state;
	assert_str(mail_head_text(&head, HEAD_SUBJECT, options, &arena), "ab and café");
	arena_release(&arena);
	g_mime_parser_options_free(options);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_say_what_a_mail_is_in_the_mailboxs_language),
		cmocka_unit_test(pgps_lines_go_and_the_words_stay),
		cmocka_unit_test(a_signed_message_gives_its_content),
		cmocka_unit_test(outlooks_attachment_gives_its_text),
		cmocka_unit_test(one_type_of_several_counts),
		cmocka_unit_test(encoded_words_behind_padding_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
