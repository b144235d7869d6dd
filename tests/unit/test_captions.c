/* test_captions.c - cues of WebVTT, SubRip and SBV; and the web platform's own tests, where ../shared/data is there.
 *
 * tests/reference/vtt_wpt.tsv says how many cues each file of wpt-file-parsing has and their texts (made by
 * make_vtt_wpt.js from the assertions of w3c/webvtt.js); wpt-cue-parsing/X.json holds cue texts and their expected
 * trees, of which the text nodes count here. GRIPE_VTT_TABLE=1 prints each difference. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>

#include "captions.h"
#include "infile.h"
#include "tsv.h"

#define SHARE_WANTED 0.95

static void vtt_is(const char *bytes, size_t len, const char *want)
{
	struct cues cues = { 0 };
	struct buf got;
	buf_init(&got, SIZE_MAX);
	if (!captions_vtt(&cues, (struct str){ bytes, len })) {
		buf_text(&got, "no vtt");
	}
	for (size_t i = 0; i < cues.count; i++) {
		struct str voice;
		buf_fixed(&got, cues.cues[i].start, 3);
		buf_byte(&got, ' ');
		caption_text(&got, cues.cues[i].text, &cues.arena, &voice);
		if (voice.len > 0) {
			buf_printf(&got, " by %.*s", STR_ARGS(voice));
		}
		buf_byte(&got, ';');
	}
	assert_string_equal(got.at, want);
	cues_release(&cues);
	buf_release(&got);
}
#define VTT(bytes, want) vtt_is(bytes, sizeof(bytes) - 1, want)

static void vtt_follows_the_recommendation(void **state)
{
	(void)state;
	VTT("WEBVTT\n\n00:01.000 --> 00:02.000\none\ntwo\n\nid\n01:00:00.500 --> 01:00:01.000 align:start\nthree\n",
	    "1.000 one\ntwo;3600.500 three;");
	VTT("\xEF\xBB\xBFWEBVTT - title\nKind: captions\n\nNOTE a\nb\n\nSTYLE\n::cue {}\n\n00:01.000 --> "
	    "00:02.000\n<c.x>a</c> &amp; <00:01.500>b\n",
	    "1.000 a & b;");
	VTT("WEBVTT\r\r00:01.000 --> 00:02.000\ra\r\r00:02.000 --> 00:03.00\rbad time\r", "1.000 a;");
	VTT("WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Ann &amp; Bob>hello</v>\n", "1.000 hello by Ann & Bob;");
	VTT("WEBVTTX\n", "no vtt");
	VTT("", "no vtt");
}

static void loose_is(void (*read)(struct cues *cues, struct str bytes), const char *bytes, const char *want)
{
	struct cues cues = { 0 };
	struct buf got;
	buf_init(&got, SIZE_MAX);
	read(&cues, str_from(bytes));
	for (size_t i = 0; i < cues.count; i++) {
		buf_fixed(&got, cues.cues[i].start, 1);
		buf_byte(&got, '-');
		buf_fixed(&got, cues.cues[i].end, 1);
		buf_printf(&got, " %.*s;", STR_ARGS(cues.cues[i].text));
	}
	assert_string_equal(got.at, want);
	cues_release(&cues);
	buf_release(&got);
}

static void srt_is_read_as_players_do(void **state)
{
	(void)state;
	loose_is(captions_srt,
	         "1\n00:00:01,000 --> 00:00:02,500\none\n\ntwo\n\n2\n00:00:03.000 --> 00:00:04.000  X1:1 X2:2\n42\n\n",
	         "1.0-2.5 one\n\ntwo;3.0-4.0 42;");
	loose_is(captions_srt, "00:00:01,000 --> 00:00:02,500\r\nno index\r\n00:00:03,000 --> 00:00:04,000\r\nnext",
	         "1.0-2.5 no index;3.0-4.0 next;");
	loose_is(captions_srt, "1\nno times", "");
}

static void sbv_has_its_two_times_in_one_word(void **state)
{
	(void)state;
	loose_is(captions_sbv, "0:00:00.500,0:00:07.000\none\n\n0:00:07.000,0:00:11.900\ntwo\nlines\n",
	         "0.5-7.0 one;7.0-11.9 two\nlines;");
	loose_is(captions_sbv, "0:00:13.f89,0:00:15.489\nx\n", "");
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

/* The text nodes of `| <b>\n|   "te\nxt"\n`: between the first quote of a line's content and the last before the next
 * line that starts with "|". */
static void tree_text(struct buf *out, struct str tree)
{
	size_t at = 0;
	while (at < tree.len) {
		size_t from = at + 1, end = at + 1;
		struct str node;
		while (end < tree.len && !(tree.at[end] == '\n' && (end + 1 == tree.len || tree.at[end + 1] == '|'))) {
			end++;
		}
		while (from < end && tree.at[from] == ' ') {
			from++;
		}
		node = str_slice(tree, from, end);
		if (node.len >= 2 && node.at[0] == '"' && node.at[node.len - 1] == '"') {
			buf_str_add(out, str_slice(node, 1, node.len - 1));
		}
		at = end + 1;
	}
}

static bool cue_file_equal(const char *name, bool table)
{
	char path[512];
	struct json_object *oracle;
	struct arena arena = ARENA_INIT;
	bool equal = true;
	snprintf(path, sizeof path, "../shared/data/parser-suites/webvtt-wpt/wpt-cue-parsing/%s.json", name);
	oracle = json_object_from_file(path);
	if (oracle == NULL) {
		skip();
	}
	for (size_t i = 0; i < json_object_array_length(oracle); i++) {
		struct json_object *one = json_object_array_get_idx(oracle, i),
		                   *text = json_object_object_get(one, "text");
		struct str raw = { json_object_get_string(text), (size_t)json_object_get_string_len(text) };
		struct buf got, want, whole;
		struct cues cues = { 0 };
		buf_init(&got, SIZE_MAX);
		buf_init(&want, SIZE_MAX);
		buf_init(&whole, SIZE_MAX);
		/* as a file, so that NULs and empty lines in the text mean what they mean there */
		buf_text(&whole, "WEBVTT\n\n00:00.000 --> 00:01.000\n");
		buf_str_add(&whole, raw);
		assert_true(captions_vtt(&cues, buf_str(&whole)));
		caption_text(&got, cues.count > 0 ? cues.cues[0].text : STR_EMPTY, &arena, NULL);
		tree_text(&want, str_from(json_object_get_string(json_object_object_get(one, "expectedTree"))));
		if (!str_eq(buf_str(&got), buf_str(&want))) {
			equal = false;
			if (table) {
				printf("# %s.vtt cue %zu: wanted \"%s\", got \"%s\"\n", name, i, want.at, got.at);
			}
		}
		cues_release(&cues);
		buf_release(&got);
		buf_release(&want);
		buf_release(&whole);
	}
	arena_release(&arena);
	json_object_put(oracle);
	return equal;
}

static bool file_equal(const struct tsv_row *row, const struct buf *bytes, bool table)
{
	struct cues cues = { 0 };
	struct json_object *texts = json_tokener_parse(arena_dup(&cues.arena, row->cells[2]).at);
	size_t wanted = json_object_array_length(texts);
	bool equal = captions_vtt(&cues, buf_str(bytes)) ? cues.count == wanted : wanted == 0;
	for (size_t i = 0; i < wanted && equal; i++) {
		struct json_object *text = json_object_array_get_idx(texts, i);
		equal = text == NULL || str_eq(cues.cues[i].text, str_from(json_object_get_string(text)));
	}
	if (!equal && table) {
		printf("# %.*s: wanted %zu cues %.*s, got %zu\n", STR_ARGS(row->cells[0]), wanted,
		       STR_ARGS(row->cells[2]), cues.count);
	}
	json_object_put(texts);
	cues_release(&cues);
	return equal;
}

static void the_web_platforms_tests(void **state)
{
	static const char *const cue_files[] = { "entities", "tags", "text", "timestamps", "tree-building" };
	struct tsv rows;
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	bool table = getenv("GRIPE_VTT_TABLE") != NULL;
	unsigned equal = 0, all = 0;
	(void)state;
	for (size_t i = 0; i < sizeof cue_files / sizeof *cue_files; i++) {
		equal += cue_file_equal(cue_files[i], table);
		all++;
	}
	assert_int_equal(tsv_load(&rows, &arena, "tests/reference/vtt_wpt.tsv", 3, &err), 0);
	for (size_t i = 0; i < rows.row_count; i++) {
		char path[512];
		struct buf bytes;
		snprintf(path, sizeof path, "../shared/data/parser-suites/webvtt-wpt/wpt-file-parsing/%.*s",
		         STR_ARGS(rows.rows[i].cells[0]));
		buf_init(&bytes, SIZE_MAX);
		if (!str_eq(rows.rows[i].cells[1], STR("-1")) && read_file(&bytes, path)) {
			equal += file_equal(&rows.rows[i], &bytes, table);
			all++;
		}
		buf_release(&bytes);
	}
	arena_release(&arena);
	if (table) {
		printf("# %u of %u files equal\n", equal, all);
	}
	assert_true(all > 30);
	assert_true(equal >= SHARE_WANTED * all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vtt_follows_the_recommendation),
		cmocka_unit_test(srt_is_read_as_players_do),
		cmocka_unit_test(sbv_has_its_two_times_in_one_word),
		cmocka_unit_test(the_web_platforms_tests),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
