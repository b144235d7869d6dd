/* test_options.c - every option of every stage and command says what it takes, and what -h says of its default is so.
 */
#include <string.h>

#include "cmocka_all.h"
#include "common_options.h"
#include "stage_table.h"

/* What follows "default " in the help, up to the bracket or comma that ends it; empty when it says none. */
static struct str said_default(const char *help)
{
	const char *at = strstr(help, "(default "), *end;
	if (at == NULL) {
		return STR_EMPTY;
	}
	at += strlen("(default ");
	end = at + strcspn(at, "):,;");
	return (struct str){ at, (size_t)(end - at) };
}

static void check_default(const struct option_spec *spec, struct str said)
{
	struct buf declared;
	double number;
	buf_init(&declared, SIZE_MAX);
	switch (spec->type) {
	case OPTION_TYPE_NUMBER: buf_number(&declared, spec->fallback.number); break;
	case OPTION_TYPE_WHOLE: buf_integer(&declared, spec->fallback.whole); break;
	case OPTION_TYPE_CHOICE: buf_text(&declared, spec->choices[spec->fallback.choice]); break;
	case OPTION_TYPE_TEXT: buf_text(&declared, spec->fallback.text != NULL ? spec->fallback.text : ""); break;
	case OPTION_TYPE_FLAG:
	case OPTION_TYPE_NOWHERE: break;
	}
	if (!str_eq(said, buf_str(&declared)) &&
	    (spec->type != OPTION_TYPE_TEXT || spec->fallback.text != NULL || number_parse(said, &number))) {
		fail_msg("--%s: help says default \"%.*s\", declared is \"%s\"", spec->name, STR_ARGS(said),
		         declared.at);
	}
	buf_release(&declared);
}

static void check_table(const struct option_spec *specs)
{
	for (; specs != NULL && specs->name != NULL; specs++) {
		bool alone = strcmp(specs->name, "help") == 0 || strcmp(specs->name, "version") == 0;
		struct str said = said_default(specs->help);
		assert_int_equal(specs->type == OPTION_TYPE_NOWHERE, alone);
		if (!alone) {
			assert_int_equal(specs->type == OPTION_TYPE_FLAG, specs->argument == NULL);
		}
		if (said.len > 0) {
			check_default(specs, said);
		}
	}
}

static void every_option_declares_what_it_takes_and_its_help_says_the_default(void **state)
{
	(void)state;
	check_table(common_options);
	for (size_t i = 0; i < STAGE_COUNT; i++) {
		check_table(stage_table[i]->options);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_option_declares_what_it_takes_and_its_help_says_the_default),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
