/* test_mail_body.c - which parts of a mail are what a person wrote, and how they are decoded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mail_body.h"
#include "mail_head.h"

static void body_is(const char *mail, const char *text, const char *attachments, unsigned found)
{
	struct mail_tree tree;
	struct mail_body body;
	mail_tree_open(&tree, str_from(mail));
	assert_non_null(tree.message);
	mail_body_init(&body);
	mail_body_read(&body, g_mime_message_get_mime_part(tree.message), NULL);
	mail_body_cut_footer(&body, NULL);
	assert_string_equal(body.text.at, text);
	assert_string_equal(body.attachments.at, attachments);
	assert_int_equal(body.found, found);
	mail_body_release(&body);
	mail_tree_close(&tree);
}

static void plain_text_comes_before_html(void **state)
{
	(void)state;
	body_is("Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: "
	        "text/html\n\n<p>html</p>\n--b\nContent-Type: text/plain\n\nplain\n--b--\n",
	        "plain", "", 0);
	body_is("Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n "
	        "\n--b\nContent-Type: text/html\n\n<p>only <b>here</b></p>\n--b--\n",
	        "only here", "", MAIL_FROM_HTML);
}

static void attachments_are_named_and_not_read(void **state)
{
	(void)state;
	body_is("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b\nContent-Type: text/plain; "
	        "name=\"log.txt\"\n\nlog\n--b\nContent-Type: image/png\n\nx\n--b\n"
	        "Content-Type: text/plain\nContent-Disposition: attachment; "
	        "filename=\"=?utf-8?Q?caf=C3=A9.txt?=\"\n\nno\n--b\nContent-Type: text/plain\n\nbye\n--b--\n",
	        "hello\n\nbye", "log.txt; image/png; café.txt", 0);
}

static void transfer_encodings_under_odd_labels(void **state)
{
	(void)state;
	body_is("Content-Transfer-Encoding: quoted printable\nContent-Type: text/plain; charset=utf-8\n\ncaf=C3=A9 "
	        "=3D=\n x =ZZ\n",
	        "café = x =ZZ", "", 0);
	body_is("Content-Transfer-Encoding: \"Base64\"\nContent-Type: text/plain\n\naGVsbG8g\nd29ybGQ=\n",
	        "hello world", "", 0);
	body_is("Content-Transfer-Encoding: 7-bit\nContent-Type: text/plain; charset=iso-8859-1\n\ncaf\xE9\n", "café",
	        "", 0);
	body_is("Content-Transfer-Encoding: base64\nContent-Type: text/plain\n\nThis is plain prose, whatever the "
	        "label says.\n",
	        "This is plain prose, whatever the label says.", "", MAIL_BROKEN);
	body_is("Content-Type: plain\n\nno slash\n", "no slash", "", 0);
}

static void flowed_text_is_joined(void **state)
{
	struct buf out;
	(void)state;
	buf_init(&out, SIZE_MAX);
	mail_unflow(&out, STR("A long \nline.\n> quoted \n> too.\n>> deep\n From here\n-- \nAnn\n"), false);
	assert_string_equal(out.at, "A long line.\n> quoted too.\n>> deep\nFrom here\n-- \nAnn\n");
	buf_clear(&out);
	mail_unflow(&out, STR("ab \ncd\n"), true);
	assert_string_equal(out.at, "abcd\n");
	buf_release(&out);
}

static void reports_and_secrets_are_told(void **state)
{
	(void)state;
	body_is("Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nIt did not "
	        "arrive.\n--b\nContent-Type: message/delivery-status\n\nX: y\n--b--\n",
	        "It did not arrive.", "", MAIL_BOUNCE);
	body_is("Content-Type: multipart/encrypted; boundary=b\n\n--b\nContent-Type: "
	        "application/pgp-encrypted\n\nVersion: 1\n--b--\n",
	        "", "", MAIL_ENCRYPTED);
	body_is("Content-Type: multipart/signed; boundary=b\n\n--b\n\nsigned\n--b\nContent-Type: "
	        "application/pgp-signature\n\nx\n--b--\n",
	        "signed", "", 0);
}

static void an_enclosed_mail_is_read_when_the_outer_says_nothing(void **state)
{
	(void)state;
	body_is("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nsee below\n--b\nContent-Type: "
	        "message/rfc822\n\nSubject: x\n\ninner\n--b--\n",
	        "see below", "message", 0);
	body_is("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nSubject: "
	        "x\n\ninner\n--b--\n",
	        "inner", "message", MAIL_ENCLOSED);
}

static void list_footers_go_and_quoted_ones_stay(void **state)
{
	(void)state;
	body_is("Subject: x\n\nmine\n\n_______________________________________________\nlist at "
	        "example.org\nhttps://example.org/list\n",
	        "mine", "", MAIL_LIST_FOOTER);
	body_is("Subject: x\n\nmine\n> _______________________________________________\n> list at example.org\n",
	        "mine\n> _______________________________________________\n> list at example.org", "", 0);
	body_is("Subject: x\n\nabove\n_______________________________________________\njust a rule\n",
	        "above\n_______________________________________________\njust a rule", "", 0);
}

static void headers_are_found_without_a_tree_when_they_are_regular(void **state)
{
	struct mail_head head;
	GMimeParserOptions *options = mail_options();
	struct arena arena = ARENA_INIT;
	size_t body = 0;
	(void)state;
	assert_true(mail_head_scan(
	    &head, STR("subject: =?utf-8?Q?caf=C3=A9?=\n =?utf-8?Q?_two?=\r\nFrom: a@b\nFROM: c@d\n\ntext"), &body));
	assert_int_equal(body, 71);
	assert_true(str_eq(mail_head_text(&head, HEAD_SUBJECT, options, &arena), STR("café two")));
	assert_true(str_eq(mail_head_text(&head, HEAD_FROM, options, &arena), STR("a@b")));
	assert_true(mail_head_is_plain(&head));
	assert_false(mail_head_scan(&head, STR(" continuation first\n\nx"), &body));
	assert_false(mail_head_scan(&head, STR("Subject: x\nno header here\n\nx"), &body));
	assert_false(mail_head_scan(&head, STR("Subject: never ends\n"), &body));
	assert_false(mail_head_scan(&head, STR(""), &body));
	assert_true(mail_head_scan(&head, STR("Content-Type: text/html\n\nx"), &body));
	assert_false(mail_head_is_plain(&head));
	arena_release(&arena);
	g_mime_parser_options_free(options);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text_comes_before_html),
		cmocka_unit_test(attachments_are_named_and_not_read),
		cmocka_unit_test(transfer_encodings_under_odd_labels),
		cmocka_unit_test(flowed_text_is_joined),
		cmocka_unit_test(reports_and_secrets_are_told),
		cmocka_unit_test(an_enclosed_mail_is_read_when_the_outer_says_nothing),
		cmocka_unit_test(list_footers_go_and_quoted_ones_stay),
		cmocka_unit_test(headers_are_found_without_a_tree_when_they_are_regular),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
