/* test_plan.c - plans: read from text, options handed on, told as a script. */
#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common_options.h"
#include "plan.h"

static int load(struct plan *plan, const char *text, struct err *err)
{
	char path[] = "/tmp/gripe-planXXXXXX";
	int fd = mkstemp(path), result;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	result = plan_load(plan, path, err);
	unlink(path);
	return result;
}

static void the_default_plan_is_in_the_order_of_the_flow(void **state)
{
	struct plan plan;
	struct err err = ERR_INIT;
	(void)state;
	assert_int_equal(plan_load(&plan, NULL, &err), 0);
	assert_string_equal(plan.lines[0].stage->name, "read");
	assert_string_equal(plan.lines[plan.count - 1].stage->name, "report");
	plan_release(&plan);
}

static void a_plan_keeps_quoted_words_and_skips_comments(void **state)
{
	struct plan plan;
	struct err err = ERR_INIT;
	(void)state;
	assert_int_equal(load(&plan, "# nightly\nread --source 'app store' # here\n\nsplit\n", &err), 0);
	assert_int_equal(plan.count, 2);
	assert_int_equal(plan.lines[0].argc, 3);
	assert_string_equal(plan.lines[0].argv[2], "app store");
	plan_release(&plan);
}

static void a_wrong_plan_is_refused_with_its_line(void **state)
{
	static const struct {
		const char *text, *why;
		uint64_t line;
	} cases[] = {
		{ "read\nnosuch\n", "no stage is called \"nosuch\"", 2 },
		{ "read\nsplit\nclean\n", "clean cannot come after split", 3 },
		{ "read\nread\n", "read cannot come after read", 2 },
		{ "read 'x\n", "quote not closed", 1 },
		{ "split\n", "begins with \"read\"", 0 },
		{ "read --nosuch\n", "unknown option --nosuch", 1 },
		{ "read file.csv\n", "is no option", 1 },
		{ "", "begins with", 0 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct plan plan;
		struct err err = ERR_INIT;
		assert_int_equal(load(&plan, cases[i].text, &err), GRIPE_DATA);
		if (strstr(err.message, cases[i].why) == NULL || err.line != cases[i].line) {
			fail_msg("%s: line %llu: %s", cases[i].text, (unsigned long long)err.line, err.message);
		}
		plan_release(&plan);
	}
}

static void stages_are_put_where_the_flow_has_them(void **state)
{
	struct plan plan;
	struct err err = ERR_INIT;
	(void)state;
	assert_int_equal(load(&plan, "read\ndedupe\nreport\n", &err), 0);
	plan_insert(&plan, stage_find("clean"));
	plan_insert(&plan, stage_find("join"));
	plan_insert(&plan, stage_find("join"));
	assert_int_equal(plan.count, 5);
	assert_string_equal(plan.lines[1].stage->name, "join");
	assert_string_equal(plan.lines[2].stage->name, "clean");
	plan_remove(&plan, "dedupe");
	assert_null(plan_find(&plan, "dedupe"));
	assert_string_equal(plan.lines[3].stage->name, "report");
	plan_release(&plan);
}

static void options_reach_every_stage_that_has_them(void **state)
{
	const char *argv[] = { "run", "--model", "m", "--near=0.8", "--coarse", NULL };
	struct arena arena = ARENA_INIT;
	static const struct option_spec none[] = { { 0 } };
	struct options *options = NULL;
	struct plan plan;
	struct buf text;
	struct err err = ERR_INIT;
	char **paths;
	size_t path_count;
	(void)state;
	assert_int_equal(options_parse(&options, plan_specs(&arena, none), common_options, 5, (char **)(uintptr_t)argv,
	                               &paths, &path_count, &err),
	                 0);
	assert_int_equal(load(&plan, "read\ndedupe\nlearn\nassign\nrank\n", &err), 0);
	plan_forward(&plan, options);
	buf_init(&text, SIZE_MAX);
	plan_text(&plan, &text);
	assert_string_equal(text.at, "read\ndedupe --near 0.8\nlearn --coarse\nassign --model m\nrank --model m\n");
	buf_release(&text);
	plan_release(&plan);
	options_free(options);
	arena_release(&arena);
}

static void the_script_quotes_what_a_shell_would_read(void **state)
{
	struct plan plan;
	struct buf text;
	struct err err = ERR_INIT;
	(void)state;
	assert_int_equal(load(&plan, "read --source \"it's; rm $HOME\"\nsplit\n", &err), 0);
	buf_init(&text, SIZE_MAX);
	plan_shell(&plan, "my runs/1", &text);
	assert_non_null(strstr(text.at, "out='my runs/1'\n"));
	assert_non_null(strstr(text.at, "gripe read --source 'it'\\''s; rm $HOME' "));
	assert_non_null(strstr(text.at, "set -o pipefail -eu\n"));
	buf_release(&text);
	plan_release(&plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_default_plan_is_in_the_order_of_the_flow),
		cmocka_unit_test(a_plan_keeps_quoted_words_and_skips_comments),
		cmocka_unit_test(a_wrong_plan_is_refused_with_its_line),
		cmocka_unit_test(stages_are_put_where_the_flow_has_them),
		cmocka_unit_test(options_reach_every_stage_that_has_them),
		cmocka_unit_test(the_script_quotes_what_a_shell_would_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
