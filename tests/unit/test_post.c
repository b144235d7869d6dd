/* A post's sentences, figures and formats: what a list of sentences may hold, how figures are written, and that
 * nobody's words become markup. */
#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "outfile.h"
#include "post_print.h"

static void words_open(struct post_words *words, struct arena *arena)
{
	struct err err = ERR_INIT;
	assert_int_equal(post_words_open(words, arena, "lexicons", "en", &err), 0);
}

static void figures_are_written_as_the_language_does(void **state)
{
	struct arena arena = ARENA_INIT;
	struct post_words words;
	struct buf out;
	(void)state;
	words_open(&words, &arena);
	buf_init(&out, SIZE_MAX);
	post_word_count(&out, &words, 1234567);
	buf_byte(&out, '|');
	post_word_count(&out, &words, 999);
	buf_byte(&out, '|');
	post_word_share(&out, &words, 0.0573);
	buf_byte(&out, '|');
	post_word_share(&out, &words, 0.36);
	buf_byte(&out, '|');
	post_word_share(&out, &words, 0);
	buf_byte(&out, '|');
	post_word_times(&out, &words, 2.14);
	buf_byte(&out, '|');
	post_word_ratio(&out, &words, 0.827);
	buf_byte(&out, '|');
	post_word_rate(&out, &words, 1234.56);
	buf_byte(&out, '|');
	post_word_day(&out, &words, 16490);
	assert_string_equal(out.at,
	                    "1,234,567|999|5.7\xC2\xA0%|36\xC2\xA0%|0\xC2\xA0%|×2.1|0.83|1,234.6|24 February 2015");
	buf_release(&out);
	arena_release(&arena);
}

/* lexicons/en/post.tsv with one line more, or without one, as a list of sentences of its own. */
static void list_of(const char *folder, const char *without, const char *more)
{
	char path[512], line[4096];
	struct buf text;
	struct err err = ERR_INIT;
	FILE *from = fopen("lexicons/en/post.tsv", "r");
	assert_non_null(from);
	buf_init(&text, SIZE_MAX);
	while (fgets(line, sizeof line, from) != NULL) {
		if (without == NULL || strncmp(line, without, strlen(without)) != 0) {
			buf_text(&text, line);
		}
	}
	fclose(from);
	buf_text(&text, more);
	snprintf(path, sizeof path, "%s/xx", folder);
	(void)mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/xx/post.tsv", folder);
	assert_int_equal(outfile_save(path, buf_str(&text), &err), 0);
	buf_release(&text);
}

static void a_list_of_sentences_is_held_to_the_keys_and_places_of_a_post(void **state)
{
	static const struct {
		const char *without, *more, *says;
	} lists[] = { { NULL, "", NULL },
		      { "title_quiet\t", "", "has no sentence for \"title_quiet\"" },
		      { "month.5\t", "", "has no sentence for \"month.5\"" },
		      { NULL, "title_nothing\tx\n", "\"title_nothing\" is no key" },
		      { NULL, "month.13\tx\n", "\"month.13\" is no key" },
		      { NULL, "title_new\tx\n", "\"title_new\" stands in line" },
		      { "title_new\t", "title_new\tNew: {labels}\n", "nothing fills {labels}" },
		      { "title_new\t", "title_new\tNew: {label\n", "nothing fills {label" },
		      { NULL, "title_new.one\tOne {label}\n", NULL } };
	char folder[] = "/tmp/gripe-words.XXXXXX", path[512];
	(void)state;
	assert_non_null(mkdtemp(folder));
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct arena arena = ARENA_INIT;
		struct post_words words;
		struct err err = ERR_INIT;
		list_of(folder, lists[i].without, lists[i].more);
		int result = post_words_open(&words, &arena, folder, "xx", &err);
		assert_int_equal(result, lists[i].says == NULL ? 0 : GRIPE_DATA);
		if (lists[i].says != NULL && strstr(err.message, lists[i].says) == NULL) {
			fail_msg("list %zu: %s", i, err.message);
		}
		arena_release(&arena);
	}
	snprintf(path, sizeof path, "%s/xx/post.tsv", folder);
	unlink(path);
	snprintf(path, sizeof path, "%s/xx", folder);
	rmdir(path);
	rmdir(folder);
}

struct made { /* a post of one quote */
	struct post post;
	struct arena arena;
};

static void made_open(struct made *made, const char *quote)
{
	*made = (struct made){ .arena = ARENA_INIT };
	words_open(&made->post.words, &made->arena);
	made->post.doc = (struct post_doc){ .arena = &made->arena, .words = &made->post.words, .lang = STR("en") };
	doc_block(&made->post.doc, BLOCK_QUOTE)->source = str_from(quote);
	doc_foreign(&made->post.doc, RUN_PLAIN, str_from(quote));
}

static void nobodys_words_become_markup_a_link_or_a_template(void **state)
{
	static const char *const texts[] = { "<script>alert(1)</script>",
		                             "{{ site.secret }}",
		                             "{% include x %}",
		                             "[a](http://example.org)",
		                             "![a](x.png)",
		                             "www.example.org and http://example.org",
		                             "me@example.org",
		                             "# heading",
		                             "- item",
		                             "1. item",
		                             "12) item",
		                             "| a | b |",
		                             "**bold** _em_ `code`",
		                             "&lt;b&gt;",
		                             "line\n# two\r\n> three",
		                             "\xE2\x80\xAEturned\xE2\x80\xAC",
		                             "a\xE2\x80\x8B"
		                             "b\xEF\xBB\xBF" };
	static const char *const never[] = { "<script", "{{",           "{%",           "](",           "www.",
		                             "://",     "@ex",          "\n# ",         "\n- ",         "> - ",
		                             "> 1.",    "> 12)",        "| a",          "**b",          "`",
		                             "&lt;b",   "\xE2\x80\xAE", "\xE2\x80\x8B", "\xEF\xBB\xBF", "\r" };
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct made made;
		struct buf out;
		made_open(&made, texts[i]);
		buf_init(&out, SIZE_MAX);
		post_markdown_body(&out, &made.post);
		for (size_t k = 0; k < sizeof never / sizeof *never; k++) {
			if (strstr(out.at, never[k]) != NULL) {
				fail_msg("%s: %s", texts[i], out.at);
			}
		}
		assert_ptr_equal(strchr(out.at, '\n'), out.at + out.len - 1); /* a quote is one line */
		buf_clear(&out);
		post_html_body(&out, &made.post, true);
		assert_null(strstr(out.at, "<script"));
		assert_null(strstr(out.at, "\xE2\x80\xAE"));
		buf_release(&out);
		arena_release(&made.arena);
	}
}

static void every_figure_of_a_sentence_is_kept_with_what_it_is_of(void **state)
{
	struct made made;
	struct post_args args = { .count = 0 };
	struct figure figure = { .of = FIGURE_NAMED, .id = STR("late.parcel"), .stated = 1 };
	struct buf out;
	(void)state;
	made_open(&made, "x");
	arg_figure(&args, "n", ARG_COUNT, &figure);
	doc_block(&made.post.doc, BLOCK_PARAGRAPH);
	doc_say(&made.post.doc, RUN_PLAIN, "at_most", &args);
	args.list[0].figure.stated = 1234;
	doc_say(&made.post.doc, RUN_PLAIN, "at_most", &args);
	buf_init(&out, SIZE_MAX);
	runs_text(&out, made.post.doc.blocks[1].runs, made.post.doc.blocks[1].count);
	assert_string_equal(out.at, "At most 1 contact would go away. At most 1,234 contacts would go away.");
	assert_int_equal(made.post.doc.figure_count, 2);
	assert_true(str_eq(made.post.doc.figures[1].shown, STR("1,234")));
	assert_true(str_eq(made.post.doc.figures[1].id, STR("late.parcel")));
	buf_release(&out);
	arena_release(&made.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_are_written_as_the_language_does),
		cmocka_unit_test(a_list_of_sentences_is_held_to_the_keys_and_places_of_a_post),
		cmocka_unit_test(nobodys_words_become_markup_a_link_or_a_template),
		cmocka_unit_test(every_figure_of_a_sentence_is_kept_with_what_it_is_of),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
