/* test_record.c - records on the wire and in memory, streams in and files out. */
#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "infile.h"
#include "outfile.h"
#include "record.h"
#include "record_pack.h"

static void check_contact_round_trip(const char *line)
{
	struct arena a = ARENA_INIT;
	struct record r;
	struct err err = ERR_INIT;
	struct buf b;
	buf_init(&b, SIZE_MAX);
	assert_int_equal(record_decode_contact(&r, &a, str_from(line), &err), 0);
	record_encode(&b, &r, SHAPE_CONTACTS);
	assert_int_equal(b.at[b.len - 1], '\n');
	b.at[--b.len] = '\0';
	assert_string_equal(b.at, line);
	buf_release(&b);
	arena_release(&a);
}

static void a_contact_comes_back_as_it_went(void **state)
{
	(void)state;
	check_contact_round_trip("{\"id\":\"1\",\"text\":\"late\"}");
	check_contact_round_trip("{\"id\":\"1\",\"source\":\"play\",\"channel\":\"review\",\"time\":\"2025-03-01T09:00:"
	                         "00Z\",\"person\":\"p\",\"role\":\"customer\",\"thread\":\"t\","
	                         "\"score\":4.5,\"scale\":\"stars5\",\"lang\":\"en\",\"title\":\"a\\nb\",\"text\":"
	                         "\"\xC3\xA9\",\"url\":\"u\",\"copies\":3,"
	                         "\"attrs\":{\"a\":\"1\",\"b\":\"2\"},\"notes\":[\"x\",\"y\"]}");
	check_contact_round_trip(
	    "{\"id\":\"1\",\"text\":\"t\",\"mine\":{\"b\":[1.50,\"\\u00e9}\\\\\"],\"a\":null},\"z\":-0.0}");
}

static void unknown_fields_keep_their_bytes_and_known_ones_their_order(void **state)
{
	struct arena a = ARENA_INIT;
	struct record r;
	struct err err = ERR_INIT;
	struct buf b;
	(void)state;
	buf_init(&b, SIZE_MAX);
	assert_int_equal(
	    record_decode_contact(
	        &r, &a, STR(" { \"x\" : [ 1 , 2 ] , \"text\" : \"t\" , \"id\":\"1\", \"y\":tru\x65 } "), &err),
	    0);
	record_encode(&b, &r, SHAPE_CONTACTS);
	assert_string_equal(b.at, "{\"id\":\"1\",\"text\":\"t\",\"x\":[ 1 , 2 ],\"y\":true}\n");
	buf_release(&b);
	arena_release(&a);
}

static void bad_lines_are_told_apart(void **state)
{
	static const struct {
		const char *line, *why;
	} cases[] = {
		{ "{\"id\":\"1\",\"text\":", "ends too early" },
		{ "[1]", "no object" },
		{ "{\"id\":1}", "field \"id\" is not a string" },
		{ "{\"id\":\"1\"} x", "not JSON at byte 11" },
		{ "{}", "without \"id\"" },
		{ "{\"id\":\"1\",\"score\":\"5\"}", "\"score\" is not a number" },
		{ "{\"id\":\"1\",\"copies\":-1}", "\"copies\"" },
		{ "{'id':'1'}", "not JSON" },
		{ "{\"id\":\"\xFF\"}", "not valid UTF-8 at byte 7" },
		{ "{\"id\":\"1\",\"attrs\":[]}", "\"attrs\"" },
		{ "nul", "not JSON" },
		{ "{\"id\":\"1\",\"notes\":[1]}", "\"notes\"" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = ARENA_INIT;
		struct record r;
		struct err err = ERR_INIT;
		assert_int_equal(record_decode_contact(&r, &a, str_from(cases[i].line), &err), GRIPE_DATA);
		if (strstr(err.message, cases[i].why) == NULL) {
			fail_msg("%s: %s", cases[i].line, err.message);
		}
		arena_release(&a);
	}
}

static void a_contact_without_an_id_gets_one_from_its_content(void **state)
{
	struct arena a = ARENA_INIT;
	struct record one, two, other;
	struct err err = ERR_INIT;
	(void)state;
	assert_int_equal(record_decode_contact(&one, &a, STR("{\"text\":\"late\",\"attrs\":{\"x\":\"1\"}}"), &err), 0);
	assert_int_equal(record_decode_contact(&two, &a, STR("{\"text\":\"late\"}"), &err), 0);
	assert_int_equal(record_decode_contact(&other, &a, STR("{\"text\":\"late\",\"person\":\"p\"}"), &err), 0);
	assert_int_equal(one.contact.id.len, 17);
	assert_true(str_eq(one.contact.id, two.contact.id));
	assert_false(str_eq(one.contact.id, other.contact.id));
	arena_release(&a);
}

static void each_part_of_the_content_counts_for_the_id(void **state)
{
	static const char *const lines[] = { "{\"text\":\"b\"}",
		                             "{\"text\":\"b\",\"title\":\"a\"}",
		                             "{\"text\":\"b\",\"title\":\"c\"}",
		                             "{\"text\":\"b\",\"thread\":\"a\"}",
		                             "{\"text\":\"b\",\"person\":\"a\"}",
		                             "{\"text\":\"b\",\"source\":\"a\"}",
		                             "{\"text\":\"b\",\"time\":\"2025-01-01T00:00:00Z\"}",
		                             "{\"text\":\"ab\"}" };
	enum { LINES = sizeof lines / sizeof *lines };
	struct arena a = ARENA_INIT;
	struct record records[LINES];
	struct err err = ERR_INIT;
	(void)state;
	for (size_t i = 0; i < LINES; i++) {
		assert_int_equal(record_decode_contact(&records[i], &a, str_from(lines[i]), &err), 0);
		for (size_t j = 0; j < i; j++) {
			assert_false(str_eq(records[i].contact.id, records[j].contact.id));
		}
	}
	arena_release(&a);
}

static void a_mention_comes_back_as_it_went(void **state)
{
	static const char line[] =
	    "{\"contact\":\"c\\\"1\",\"n\":2,\"span\":[10,14],\"text\":\"late\",\"stems\":["
	    "\"late\"],\"stems_of\":\"00ff00ff00ff00ff\",\"phrases\":[\"so late\"],"
	    "\"signals\":{\"sentiment\":[{\"value\":\"negative\",\"weight\":-1.5,\"span\":[10,"
	    "14]},{\"value\":\"positive\",\"span\":[10,11]}],"
	    "\"kind\":[{\"value\":\"defect\",\"span\":[10,14]}]},\"theme\":\"t1\",\"sub\":\"t1."
	    "s2\",\"fit\":0.75,\"runner_up\":\"t2\",\"ledger\":{\"lines\":[3,12],\"states\":\"problem\","
	    "\"issue\":\"late\",\"theme\":\"t2\",\"sub\":\"t2.s1\",\"fit\":0.5},"
	    "\"source\":\"play\",\"time\":\"2025-03-01T09:00:00Z\",\"score\":1,\"copies\":4,"
	    "\"attrs\":{\"store\":\"7\"},\"own\":[]}";
	struct arena a = ARENA_INIT;
	struct record r = { .mention_count = 1 };
	struct mention m;
	struct err err = ERR_INIT;
	struct buf b;
	(void)state;
	buf_init(&b, SIZE_MAX);
	assert_int_equal(record_decode_mention(&r.contact, &m, &a, str_from(line), &err), 0);
	r.mentions = &m;
	record_encode(&b, &r, SHAPE_MENTIONS);
	b.at[--b.len] = '\0';
	assert_string_equal(b.at, line);
	buf_release(&b);
	arena_release(&a);
}

static void a_copy_shares_nothing(void **state)
{
	struct arena a = ARENA_INIT, c = ARENA_INIT;
	struct record r, copy;
	struct err err = ERR_INIT;
	struct buf before, after;
	(void)state;
	buf_init(&before, SIZE_MAX);
	buf_init(&after, SIZE_MAX);
	assert_int_equal(
	    record_decode_contact(
	        &r, &a, STR("{\"id\":\"1\",\"text\":\"late again\",\"attrs\":{\"k\":\"v\"},\"notes\":[\"n\"],\"x\":1}"),
	        &err),
	    0);
	r.mentions = arena_array(&a, 1, sizeof *r.mentions);
	r.mention_count = 1;
	r.mentions[0] =
	    (struct mention){ .span = { 5, 10 }, .text = str_slice(r.contact.text, 5, 10), .theme = STR("t") };
	record_dup(&copy, &c, &r);
	record_encode(&before, &r, SHAPE_CONTACTS);
	record_encode(&before, &r, SHAPE_MENTIONS);
	arena_release(&a);
	record_encode(&after, &copy, SHAPE_CONTACTS);
	record_encode(&after, &copy, SHAPE_MENTIONS);
	assert_string_equal(before.at, after.at);
	assert_ptr_equal(copy.mentions[0].text.at, copy.contact.text.at + 5);
	arena_release(&c);
	buf_release(&before);
	buf_release(&after);
}

/* All fields of a contact and of two mentions, one of them no slice of the text; and one with nothing but an id. */
static void a_packed_record_comes_back_whole(void **state)
{
	static const char *const contacts[] = {
		"{\"id\":\"1\",\"source\":\"s\",\"channel\":\"chat\",\"time\":\"2025-03-01T09:00:00Z\","
		"\"person\":\"p\",\"role\":\"customer\",\"thread\":\"t\",\"score\":2.5,\"scale\":\"nps\",\"lang\":"
		"\"en\","
		"\"title\":\"ti\",\"text\":\"late again\",\"url\":\"u\",\"copies\":3,\"senders\":2,"
		"\"attrs\":{\"k\":\"v\",\"l\":\"w\"},\"notes\":[\"n\",\"o\"],\"x\":1}",
		"{\"id\":\"2\"}"
	};
	static const char mention[] =
	    "{\"contact\":\"1\",\"n\":1,\"span\":[0,4],\"text\":\"Late\",\"stems\":[\"late\"],"
	    "\"stems_of\":\"00ff00ff00ff00ff\",\"phrases\":[\"so "
	    "late\"],\"signals\":{\"sentiment\":[{\"value\":\"negative\","
	    "\"weight\":-1.5,\"span\":[0,4]}]},\"theme\":\"t1\",\"sub\":\"t1.s2\",\"fit\":0.75,\"runner_up\":\"t2\","
	    "\"ledger\":{\"lines\":[3,12],\"states\":\"problem\",\"issue\":\"late\"},\"own\":[]}";
	struct trouble trouble = { STR("late"), STR("parcel"), STR("both"), 700, 600, { 0, 4 } };
	struct arena a = ARENA_INIT, b = ARENA_INIT;
	struct err err = ERR_INIT;
	struct buf packed, before, after;
	struct contact ignored;
	struct record r[2], again;
	const unsigned char *at;
	(void)state;
	buf_init(&packed, SIZE_MAX);
	buf_init(&before, SIZE_MAX);
	buf_init(&after, SIZE_MAX);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(record_decode_contact(&r[i], &a, str_from(contacts[i]), &err), 0);
	}
	r[0].line = 77;
	r[0].mention_count = 2;
	r[0].mentions = arena_array(&a, 2, sizeof *r[0].mentions);
	r[0].mentions[0] = (struct mention){ .span = { 5, 10 }, .text = str_slice(r[0].contact.text, 5, 10) };
	assert_int_equal(record_decode_mention(&ignored, &r[0].mentions[1], &a, str_from(mention), &err), 0);
	r[0].mentions[1].troubles = &trouble;
	r[0].mentions[1].trouble_count = 1;
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(record_pack(&packed, &r[i], &err), 0);
	}
	at = (const unsigned char *)packed.at;
	for (size_t i = 0; i < 2; i++) {
		at += record_unpack(&again, &b, at);
		assert_int_equal(again.line, r[i].line);
		assert_int_equal(again.mention_count, r[i].mention_count);
		buf_clear(&before);
		buf_clear(&after);
		record_encode(&before, &r[i], SHAPE_CONTACTS);
		record_encode(&before, &r[i], SHAPE_MENTIONS);
		record_encode(&after, &again, SHAPE_CONTACTS);
		record_encode(&after, &again, SHAPE_MENTIONS);
		assert_string_equal(before.at, after.at);
	}
	assert_int_equal(at - (const unsigned char *)packed.at, packed.len);
	assert_non_null(strstr(before.at, "\"id\":\"2\""));
	arena_release(&a);
	arena_release(&b);
	buf_release(&packed);
	buf_release(&before);
	buf_release(&after);
}

static void attributes_stay_sorted_and_notes_distinct(void **state)
{
	struct arena a = ARENA_INIT;
	struct contact c = { .copies = 1 };
	(void)state;
	contact_attr(&c, &a, STR("b"), STR("2"));
	contact_attr(&c, &a, STR("a"), STR("1"));
	contact_attr(&c, &a, STR("c"), STR("3"));
	contact_attr(&c, &a, STR("b"), STR("4"));
	contact_attr(&c, &a, STR("c"), STR_EMPTY);
	contact_attr(&c, &a, STR("z"), STR_EMPTY);
	assert_int_equal(c.attr_count, 2);
	assert_str(c.attrs[0].key, "a");
	assert_str(contact_attr_get(&c, STR("b")), "4");
	assert_int_equal(contact_attr_get(&c, STR("c")).len, 0);
	contact_note(&c, &a, STR("x"));
	contact_note(&c, &a, STR("x"));
	assert_int_equal(c.note_count, 1);
	arena_release(&a);
}

static void lines_of_any_length_come_whole(void **state)
{
	struct infile *file = NULL;
	struct lines lines;
	struct str line;
	struct err err = ERR_INIT;
	char *text = malloc(700000);
	(void)state;
	memset(text, 'x', 700000);
	memcpy(text, "a\r\n\nb\n", 6);
	text[600000] = '\n';
	assert_int_equal(infile_memory(&file, "m", (struct str){ text, 700000 }, &err), 0);
	lines_init(&lines, file);
	assert_int_equal(lines_next(&lines, &line, &err), 1);
	assert_str(line, "a\r");
	assert_int_equal(lines_next(&lines, &line, &err), 1);
	assert_int_equal(line.len, 0);
	assert_int_equal(lines_next(&lines, &line, &err), 1);
	assert_str(line, "b");
	assert_int_equal(lines_next(&lines, &line, &err), 1);
	assert_int_equal(line.len, 600000 - 6);
	assert_int_equal(lines.offset, 6);
	assert_int_equal(lines_next(&lines, &line, &err), 1);
	assert_int_equal(line.len, 99999);
	assert_int_equal(lines.number, 5);
	assert_int_equal(lines_next(&lines, &line, &err), 0);
	lines_release(&lines);
	infile_close(file);
	free(text);
}

static int64_t write_and_read(const char *path, size_t cut, struct err *err)
{
	struct outfile *out = NULL;
	struct infile *in = NULL;
	struct buf all;
	struct stat info;
	int64_t result;
	assert_int_equal(outfile_open(&out, path, err), 0);
	for (int i = 0; i < 50000; i++) {
		char line[32];
		int n = snprintf(line, sizeof line, "line %d\n", i * 7919);
		assert_int_equal(outfile_write(out, (struct str){ line, (size_t)n }, err), 0);
	}
	assert_int_equal(outfile_commit(out, err), 0);
	assert_int_equal(stat(path, &info), 0);
	if (cut > 0) {
		assert_int_equal(truncate(path, info.st_size - (off_t)cut), 0);
	}
	assert_int_equal(infile_open(&in, path, err), 0);
	buf_init(&all, SIZE_MAX);
	result = infile_all(in, &all, err);
	result = result < 0 ? result : (int64_t)all.len;
	infile_close(in);
	buf_release(&all);
	unlink(path);
	return result;
}

static void compressed_files_come_back_and_cut_ones_are_refused(void **state)
{
	char folder[] = "/tmp/gripe-unitXXXXXX", path[64];
	struct err err = ERR_INIT;
	int64_t plain;
	static const char *const endings[] = { "gz", "zst" };
	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/plain", folder);
	plain = write_and_read(path, 0, &err);
	assert_true(plain > 500000);
	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof path, "%s/x.%s", folder, endings[i]);
		assert_int_equal(write_and_read(path, 0, &err), plain);
		assert_int_equal(write_and_read(path, 40, &err), GRIPE_DATA);
		assert_non_null(strstr(err.message, "cut off"));
		assert_true(err.offset > 0);
	}
	assert_int_equal(rmdir(folder), 0);
}

static void an_aborted_file_leaves_the_old_one(void **state)
{
	char folder[] = "/tmp/gripe-unitXXXXXX", path[64];
	struct err err = ERR_INIT;
	struct outfile *out = NULL;
	struct infile *in = NULL;
	struct str ahead;
	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/f", folder);
	assert_int_equal(outfile_save(path, STR("old"), &err), 0);
	assert_int_equal(outfile_open(&out, path, &err), 0);
	assert_int_equal(outfile_write(out, STR("new"), &err), 0);
	outfile_abort(out);
	assert_int_equal(infile_open(&in, path, &err), 0);
	assert_int_equal(infile_peek(in, &ahead, &err), 0);
	assert_str(ahead, "old");
	infile_close(in);
	unlink(path);
	assert_int_equal(rmdir(folder), 0); /* nothing else was left in it */
	assert_int_equal(outfile_open(&out, "/nonexistent/x", &err), GRIPE_IO);
	assert_int_equal(infile_open(&in, "/tmp", &err), GRIPE_IO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_contact_comes_back_as_it_went),
		cmocka_unit_test(unknown_fields_keep_their_bytes_and_known_ones_their_order),
		cmocka_unit_test(bad_lines_are_told_apart),
		cmocka_unit_test(a_contact_without_an_id_gets_one_from_its_content),
		cmocka_unit_test(each_part_of_the_content_counts_for_the_id),
		cmocka_unit_test(a_mention_comes_back_as_it_went),
		cmocka_unit_test(a_copy_shares_nothing),
		cmocka_unit_test(a_packed_record_comes_back_whole),
		cmocka_unit_test(attributes_stay_sorted_and_notes_distinct),
		cmocka_unit_test(lines_of_any_length_come_whole),
		cmocka_unit_test(compressed_files_come_back_and_cut_ones_are_refused),
		cmocka_unit_test(an_aborted_file_leaves_the_old_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
