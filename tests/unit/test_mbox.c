/* test_mbox.c - where mails start in an mbox; and MimeKit's oracles of offsets, where ../shared/data is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <json-c/json.h>
#include <stdio.h>

#include "mbox.h"

/* "offset:envelope|first bytes;" of each mail */
static struct dates *dates;

static int open_dates(void **state)
{
	struct err err = ERR_INIT;
	(void)state;
	return dates_open(&dates, "lexicons", NULL, &err);
}

static int close_dates(void **state)
{
	(void)state;
	dates_close(dates);
	return 0;
}

static void split_is(struct str bytes, const char *want)
{
	struct infile *file;
	struct err err = ERR_INIT;
	struct mbox mbox;
	struct mbox_mail mail;
	struct buf got;
	int result;
	buf_init(&got, SIZE_MAX);
	assert_int_equal(infile_memory(&file, "m", bytes, &err), 0);
	mbox_init(&mbox, file, dates);
	while ((result = mbox_next(&mbox, &mail, &err)) > 0) {
		buf_printf(&got, "%u:%.*s|%.*s;", (unsigned)mail.offset, STR_ARGS(mail.envelope), STR_ARGS(mail.bytes));
	}
	assert_int_equal(result, 0);
	assert_string_equal(got.at, want);
	mbox_release(&mbox);
	infile_close(file);
	buf_release(&got);
}

static void a_from_line_needs_a_date_or_an_address_and_a_header_behind_it(void **state)
{
	(void)state;
	assert_int_equal(mbox_from_line(dates, STR("From a@b.example Fri Jun  1 00:04:24 2007")), 2);
	assert_int_equal(mbox_from_line(dates, STR("From ann at b.example  Fri Jun  1 00:04:24 2007")), 2);
	assert_int_equal(mbox_from_line(dates, STR("From -")), 2);
	assert_int_equal(mbox_from_line(dates, STR("From - Mon Jun  3 12:50:27 1996")), 2);
	assert_int_equal(mbox_from_line(dates, STR("From 1844347792267117879@xxx")), 1);
	assert_int_equal(mbox_from_line(dates, STR("From 1844347792267117879@xxx Fri Sep 26 17:18:40 +0000 2025")), 2);
	assert_int_equal(mbox_from_line(dates, STR("From these two files we take 10:30 as a start")), 0);
	assert_int_equal(mbox_from_line(dates, STR("From Russia with love")), 0);
	assert_int_equal(mbox_from_line(dates, STR("From: a@b")), 0);
	split_is(STR("From a@b Fri Jun  1 00:04:24 2007\nSubject: 1\n\nFrom these two files\nx\n\nFrom now on\n\nFrom "
	             "a@b Fri Jun  1 00:05:24 2007\nSubject: 2\n\ny\n"),
	         "0:From a@b Fri Jun  1 00:04:24 2007|Subject: 1\n\nFrom these two files\nx\n\nFrom now on\n\n;83:From "
	         "a@b Fri Jun  1 00:05:24 2007|Subject: 2\n\ny\n;");
}

static void content_length_is_obeyed_where_a_mail_stands_behind_it(void **state)
{
	(void)state;
	/* the body quotes a mail with its From line: only the length tells */
	split_is(STR("From a@b Fri Jun  1 00:04:24 2007\nContent-Length: 47\n\n\nFrom c@d Fri Jun  1 00:04:24 "
	             "2007\nSubject: in\n\nFrom a@b Fri Jun  1 00:05:24 2007\nSubject: 2\n\ny\n"),
	         "0:From a@b Fri Jun  1 00:04:24 2007|Content-Length: 47\n\n\nFrom c@d Fri Jun  1 00:04:24 "
	         "2007\nSubject: in\n\n;102:From a@b Fri Jun  1 00:05:24 2007|Subject: 2\n\ny\n;");
}

static void content_length_that_lies_is_survived(void **state)
{
	(void)state;
	split_is(STR("From a@b Fri Jun  1 00:04:24 2007\nContent-Length: 999\n\nx\n\nFrom a@b Fri Jun  1 00:05:24 "
	             "2007\nSubject: 2\n\ny\n"),
	         "0:From a@b Fri Jun  1 00:04:24 2007|Content-Length: 999\n\nx\n\n;58:From a@b Fri Jun  1 00:05:24 "
	         "2007|Subject: 2\n\ny\n;");
	split_is(STR("From a@b Fri Jun  1 00:04:24 2007\nContent-Length: 1\n\nxyz\n"),
	         "0:From a@b Fri Jun  1 00:04:24 2007|Content-Length: 1\n\nxyz\n;");
}

static void quoted_from_lines_are_undone_but_not_under_a_length(void **state)
{
	(void)state;
	split_is(STR("From a@b Fri Jun  1 00:04:24 2007\nA: b\n\n>From here\n>>From there\n> From\n"),
	         "0:From a@b Fri Jun  1 00:04:24 2007|A: b\n\nFrom here\n>From there\n> From\n;");
	split_is(STR("From a@b Fri Jun  1 00:04:24 2007\nContent-Length: 11\n\n>From here\n"),
	         "0:From a@b Fri Jun  1 00:04:24 2007|Content-Length: 11\n\n>From here\n;");
}

static void patches_in_a_mail_are_no_mails_but_in_a_file_of_patches(void **state)
{
	(void)state;
	split_is(STR("From a@b Fri Jun  1 00:04:24 2007\nA: b\n\nFrom fc88 Mon Sep 17 00:00:00 2001\nFrom: c\n\nx\n"),
	         "0:From a@b Fri Jun  1 00:04:24 2007|A: b\n\nFrom fc88 Mon Sep 17 00:00:00 2001\nFrom: c\n\nx\n;");
	split_is(
	    STR("From fc88 Mon Sep 17 00:00:00 2001\nFrom: c\n\nx\nFrom fc89 Mon Sep 17 00:00:00 2001\nFrom: d\n\ny\n"),
	    "0:From fc88 Mon Sep 17 00:00:00 2001|From: c\n\nx\n;46:From fc89 Mon Sep 17 00:00:00 2001|From: "
	    "d\n\ny\n;");
}

static void text_before_the_first_mail_is_a_mail_without_envelope(void **state)
{
	(void)state;
	split_is(STR("Subject: 0\n\nz\n\nFrom a@b Fri Jun  1 00:05:24 2007\nSubject: 1\n\ny"),
	         "0:|Subject: 0\n\nz\n\n;15:From a@b Fri Jun  1 00:05:24 2007|Subject: 1\n\ny;");
	split_is(STR(""), "");
	split_is(STR("\n\n"), "");
}

static void long_mails_cross_the_pieces(void **state)
{
	struct buf bytes;
	struct infile *file;
	struct err err = ERR_INIT;
	struct mbox mbox;
	struct mbox_mail mail;
	int count = 0;
	(void)state;
	buf_init(&bytes, SIZE_MAX);
	for (int i = 0; i < 7; i++) {
		buf_text(&bytes, "From a@b Fri Jun  1 00:04:24 2007\nSubject: x\n\n");
		for (int j = 0; j < 50000 * (i % 3); j++) {
			buf_text(&bytes, j % 100 == 99 ? "\n" : "word ");
		}
		buf_text(&bytes, "\n\n");
	}
	assert_int_equal(infile_memory(&file, "m", buf_str(&bytes), &err), 0);
	mbox_init(&mbox, file, dates);
	while (mbox_next(&mbox, &mail, &err) > 0) {
		assert_true(memcmp(bytes.at + mail.offset, "From a@b", 8) == 0);
		assert_true(memcmp(bytes.at + mail.bytes_offset, "Subject", 7) == 0);
		count++;
	}
	assert_int_equal(count, 7);
	mbox_release(&mbox);
	infile_close(file);
	buf_release(&bytes);
}

static bool read_file(struct buf *into, const char *path)
{
	struct infile *file;
	struct err err = ERR_INIT;
	bool good = infile_open(&file, path, &err) == 0;
	if (good) {
		good = infile_all(file, into, &err) == 0;
		infile_close(file);
	}
	return good;
}

static void offsets_are(const char *name, bool dos)
{
	struct buf bytes, dos_bytes;
	struct infile *file;
	struct err err = ERR_INIT;
	struct mbox mbox;
	struct mbox_mail mail;
	struct json_object *oracle;
	char path[512];
	size_t i = 0;
	buf_init(&bytes, SIZE_MAX);
	buf_init(&dos_bytes, SIZE_MAX);
	snprintf(path, sizeof path, "../shared/data/email/MimeKit/mbox/%s.%s-offsets.json", name, dos ? "dos" : "unix");
	oracle = json_object_from_file(path);
	snprintf(path, sizeof path, "../shared/data/email/MimeKit/mbox/%s.mbox.txt", name);
	if (oracle == NULL || !read_file(&bytes, path)) {
		skip();
	}
	for (size_t k = 0; dos && k < bytes.len; k++) {
		if (bytes.at[k] == '\n' && (k == 0 || bytes.at[k - 1] != '\r')) {
			buf_byte(&dos_bytes, '\r');
		}
		buf_byte(&dos_bytes, bytes.at[k]);
	}
	assert_int_equal(infile_memory(&file, "m", dos ? buf_str(&dos_bytes) : buf_str(&bytes), &err), 0);
	mbox_init(&mbox, file, dates);
	while (mbox_next(&mbox, &mail, &err) > 0) {
		struct json_object *want = json_object_array_get_idx(oracle, i++);
		assert_non_null(want);
		assert_int_equal(mail.offset, json_object_get_int64(json_object_object_get(want, "mboxMarkerOffset")));
		assert_int_equal(mail.bytes_offset, json_object_get_int64(json_object_object_get(want, "beginOffset")));
	}
	assert_int_equal(i, json_object_array_length(oracle));
	mbox_release(&mbox);
	infile_close(file);
	json_object_put(oracle);
	buf_release(&bytes);
	buf_release(&dos_bytes);
}

static void mimekit_offsets_of_all_mails(void **state)
{
	(void)state;
	offsets_are("content-length", false);
	offsets_are("content-length", true);
	offsets_are("issue1189", false);
	offsets_are("issue1189", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_from_line_needs_a_date_or_an_address_and_a_header_behind_it),
		cmocka_unit_test(content_length_is_obeyed_where_a_mail_stands_behind_it),
		cmocka_unit_test(content_length_that_lies_is_survived),
		cmocka_unit_test(quoted_from_lines_are_undone_but_not_under_a_length),
		cmocka_unit_test(patches_in_a_mail_are_no_mails_but_in_a_file_of_patches),
		cmocka_unit_test(text_before_the_first_mail_is_a_mail_without_envelope),
		cmocka_unit_test(long_mails_cross_the_pieces),
		cmocka_unit_test(mimekit_offsets_of_all_mails),
	};
	return cmocka_run_group_tests(tests, open_dates, close_dates);
}
