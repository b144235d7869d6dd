/* test_walk.c - folders and archives, member by member. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buf.h"
#include "office.h"
#include "walk.h"

static int note_failed(void *to, const char *path, int status, struct err *err)
{
	(void)status;
	buf_printf(to, "%s: %s;", path, err->message);
	*err = (struct err)ERR_INIT;
	return 0;
}

static int note(void *to, struct infile *file, const char *path, struct err *err)
{
	struct buf *seen = to, content;
	struct str ahead;
	int result = infile_peek(file, &ahead, err);
	if (result >= 0 && walk_is_archive(ahead)) {
		struct walk_visit visit = { note, note_failed, to };
		static int depth;
		depth++;
		result = walk_archive(file, path, depth, &visit, err);
		depth--;
		return result;
	}
	buf_init(&content, 1 << 20);
	if (result >= 0) {
		result = infile_all(file, &content, err);
	}
	buf_printf(seen, "%s=%s;", path, content.at);
	buf_release(&content);
	return result;
}

static void add(struct archive *archive, const char *name, const char *bytes, size_t len)
{
	struct archive_entry *entry = archive_entry_new();
	archive_entry_set_pathname(entry, name);
	archive_entry_set_size(entry, (la_int64_t)len);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
	assert_int_equal(archive_write_data(archive, bytes, len), len);
	archive_entry_free(entry);
}

enum { CAP = 1 << 20 };

static size_t make_archive(char *bytes, bool zip)
{
	size_t used = 0;
	struct archive *archive = archive_write_new();
	if (zip) {
		archive_write_set_format_zip(archive);
	} else {
		archive_write_set_format_ustar(archive);
	}
	assert_int_equal(archive_write_open_memory(archive, bytes, CAP, &used), ARCHIVE_OK);
	add(archive, "b/two.txt", "2", 1);
	add(archive, "a.txt", "one", 3);
	add(archive, "__MACOSX/._a.txt", "x", 1);
	add(archive, ".hidden", "x", 1);
	assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
	archive_write_free(archive);
	return used;
}

static void walked(struct str bytes, const char *want, int status)
{
	struct infile *file;
	struct err err = ERR_INIT;
	struct buf seen;
	struct walk_visit visit = { note, note_failed, &seen };
	struct str ahead;
	buf_init(&seen, SIZE_MAX);
	assert_int_equal(infile_memory(&file, "m", bytes, &err), 0);
	assert_int_equal(infile_peek(file, &ahead, &err), 0);
	assert_true(walk_is_archive(ahead));
	assert_int_equal(walk_archive(file, "m", 0, &visit, &err), status);
	if (want != NULL) {
		assert_string_equal(seen.at, want);
	} else {
		assert_true(err.message[0] != '\0');
	}
	infile_close(file);
	buf_release(&seen);
}

static void members_of_tar_and_zip_are_visited(void **state)
{
	char *bytes = malloc(CAP);
	(void)state;
	walked((struct str){ bytes, make_archive(bytes, false) }, "m!b/two.txt=2;m!a.txt=one;", 0);
	walked((struct str){ bytes, make_archive(bytes, true) }, "m!b/two.txt=2;m!a.txt=one;", 0);
	free(bytes);
}

static void a_cut_archive_is_an_error_with_a_reason(void **state)
{
	char *bytes = malloc(CAP);
	size_t len = make_archive(bytes, false);
	(void)state;
	walked((struct str){ bytes, len > 513 ? 513 : len }, NULL, GRIPE_DATA);
	free(bytes);
}

static void archives_within_archives_are_read_to_a_depth(void **state)
{
	char *inner = malloc(CAP), *outer = malloc(CAP);
	size_t used = 0, len = make_archive(inner, true);
	(void)state;
	for (int level = 0; level < 5; level++) {
		struct archive *archive = archive_write_new();
		archive_write_set_format_ustar(archive);
		assert_int_equal(archive_write_open_memory(archive, outer, CAP, &used), ARCHIVE_OK);
		add(archive, "in", inner, len);
		assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
		archive_write_free(archive);
		if (level == 0) {
			walked((struct str){ outer, used }, "m!in!b/two.txt=2;m!in!a.txt=one;", 0);
		}
		memcpy(inner, outer, used);
		len = used;
	}
	walked((struct str){ outer, used }, NULL, GRIPE_DATA);
	free(inner);
	free(outer);
}

static void put(const char *folder, const char *name, const char *text)
{
	char path[512];
	FILE *file;
	snprintf(path, sizeof path, "%s/%s", folder, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static void folders_are_walked_in_byte_order_without_what_is_hidden(void **state)
{
	char base[] = "/tmp/gripe-walk.XXXXXX", path[512], want[4096];
	static const char *const folders[] = { "a",          "mail",           "mail/cur",       "mail/new", "mail/tmp",
		                               "mail/.Sent", "mail/.Sent/cur", "mail/.Sent/new", ".git" };
	struct buf seen;
	struct walk_visit visit = { note, note_failed, &seen };
	struct err err = ERR_INIT;
	(void)state;
	assert_non_null(mkdtemp(base));
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		snprintf(path, sizeof path, "%s/%s", base, folders[i]);
		assert_int_equal(mkdir(path, 0700), 0);
	}
	put(base, "a/x", "1");
	put(base, "a.txt", "2");
	put(base, "B.txt", "3");
	put(base, "mail/cur/1:2,S", "4");
	put(base, "mail/tmp/2", "no");
	put(base, "mail/.Sent/new/3", "5");
	put(base, ".git/config", "no");
	snprintf(path, sizeof path, "%s/loop", base);
	assert_int_equal(symlink(base, path), 0);
	buf_init(&seen, SIZE_MAX);
	snprintf(path, sizeof path, "%s/to-nothing", base);
	assert_int_equal(symlink("/nonexistent/x", path), 0);
	snprintf(want, sizeof want,
	         "%s/B.txt=3;%s/a.txt=2;%s/a/x=1;%s/loop: a link that is not followed: it leads to a folder;"
	         "%s/mail/.Sent/new/3=5;%s/mail/cur/1:2,S=4;"
	         "%s/to-nothing: a link that is not followed: No such file or directory;",
	         base, base, base, base, base, base, base);
	assert_int_equal(walk_folder(base, &visit, &err), 0);
	assert_string_equal(seen.at, want);
	assert_true(walk_is_folder(base));
	assert_false(walk_is_folder("-"));
	buf_release(&seen);
	snprintf(path, sizeof path, "rm -r '%s'", base);
	assert_int_equal(system(path), 0);
}

static void office_documents_are_told_from_archives(void **state)
{
	char bytes[128] = "PK\x03\x04";
	(void)state;
	memcpy(bytes + 30, "[Content_Types].xml", 19);
	bytes[26] = 19; /* length of the name */
	assert_true(office_is((struct str){ bytes, sizeof bytes }, "x"));
	assert_false(office_is(STR("plain text"), "x.xls"));
	assert_false(walk_is_archive(STR("plain text")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_of_tar_and_zip_are_visited),
		cmocka_unit_test(a_cut_archive_is_an_error_with_a_reason),
		cmocka_unit_test(archives_within_archives_are_read_to_a_depth),
		cmocka_unit_test(folders_are_walked_in_byte_order_without_what_is_hidden),
		cmocka_unit_test(office_documents_are_told_from_archives),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
