/* lexicon.c - see lexicon.h: the options, which part is asked for, and where what it says goes. */
#include "lexicon.h"

#include <stdio.h>
#include <unistd.h>

#include "outfile.h"
#include "tell.h"

enum {
	LEAST = 4,  /* contacts, of as many people: three may be one mood */
	MOST = 100, /* rows: more than anybody looks at in one sitting */
	NUMBER_MOST = 1000000
};
static const double PRECISION = 0.4;

/* clang-format off */
const struct option_spec lexicon_options[] = {
	{ "trouble", 0, NULL, "suggest: rows of trouble.tsv and thing.tsv",
	  OPTION_FLAG(struct lexicon_asked, trouble) },
	{ "least", 0, "N", "suggest: contacts, of as many people, that a row must find anew (default 3)",
	  OPTION_WHOLE(struct lexicon_asked, least, 1, NUMBER_MOST, LEAST) },
	{ "most", 0, "N", "suggest: rows of each list at the most (default 100)",
	  OPTION_WHOLE(struct lexicon_asked, most, 1, NUMBER_MOST, MOST) },
	{ "precision", 0, "SHARE", "suggest --trouble: a row is right in this share of its contacts (default 0.4)",
	  OPTION_NUMBER(struct lexicon_asked, precision, 0, 1, PRECISION) },
	{ "lang", 0, "LANG", "suggest: mentions of this language alone (default: that of most)",
	  OPTION_TEXT(struct lexicon_asked, lang, "") },
	{ "json", 0, NULL, "JSON instead of a table", OPTION_FLAG(struct lexicon_asked, json) },
	{ 0 },
};
/* clang-format on */

static const char usage[] = "gripe lexicon - what is wrong with word lists, and which rows a corpus would have\n\n"
                            "usage: gripe lexicon check DIR [RUN|FILE]...\n"
                            "       gripe lexicon suggest [--trouble] RUN|FILE...\n\n"
                            "check tries every row of the lists in DIR; lists that it lacks are those that came with "
                            "gripe. With mentions (a run\n"
                            "folder, or a file as split or a later stage writes it) it tells rows that never fired "
                            "too. Exit 1: a row is wrong.\n"
                            "suggest prints rows for a person to look at: with --trouble, of trouble.tsv and "
                            "thing.tsv, for what the reader sees\n"
                            "and no pattern says; without, of sentiment.tsv, from the scores that contacts carry.\n\n";

static int lexicon_work(const struct command_call *call, struct err *err)
{
	struct stage_run run = { .threads = 1 };
	struct common_asked common;
	struct lexicon_job job = { .run = &run };
	struct buf out, said;
	bool checks;
	int found = options_fill(call->options, lexicon_options, &job.asked, err), result;
	found = found < 0 ? found : run_from_options(&run, &common, call->options, call->lexicons, err);
	if (found < 0) {
		return found;
	}
	checks = call->path_count > 0 && strcmp(call->paths[0], "check") == 0;
	if (!checks && (call->path_count == 0 || strcmp(call->paths[0], "suggest") != 0)) {
		return err_set(err, GRIPE_USAGE, "check or suggest? gripe lexicon -h tells more");
	}
	job.lexicons = run.lexicons;
	job.paths = call->paths + 1;
	job.path_count = call->path_count - 1;
	job.columns = run.output == NULL && isatty(STDOUT_FILENO) == 1;
	buf_init(&out, SIZE_MAX);
	buf_init(&said, SIZE_MAX);
	found = checks ? lexicon_check(&job, &out, &said, err) : lexicon_suggest(&job, &out, &said, err);
	result = found < 0 ? found : outfile_save(run.output, buf_str(&out), err);
	if (result == 0 && !common.quiet) {
		tell(STR("gripe lexicon: "));
		tell(buf_str(&said));
	}
	buf_release(&out);
	buf_release(&said);
	return result < 0 ? result : found > 0 ? GRIPE_FOUND : 0;
}

int lexicon_main(int argc, char **argv, const char *lexicons)
{
	static const struct command_frame frame = { .name = "lexicon",
		                                    .usage = usage,
		                                    .parsed = lexicon_options,
		                                    .shown = lexicon_options,
		                                    .work = lexicon_work };
	return command_run(&frame, argc, argv, lexicons);
}
