/* post_command.c - see post_command.h. Everything is made in memory and looked at by the gate before the first byte is
 * written. Files are written one by one, each whole or not at all, the feed last: it names no page that is not there.
 */
#include "post_command.h"

#include <errno.h>
#include <sys/stat.h>

#include "command_frame.h"
#include "outfile.h"
#include "post_gate.h"
#include "post_print.h"
#include "tell.h"

const struct option_spec post_options[] = {
	{ "since", 0, "RUN0", "the run of the post before: what changed is what is new since", OPTION_NOWHERE },
	{ "before", 0, "RUN0", "the same", OPTION_TEXT(struct post_asked, before, NULL) },
	{ "out", 0, "DIR",
	  "publish into DIR: Markdown, HTML, charts, tables, and the feed (default: Markdown on the output)",
	  OPTION_TEXT(struct post_asked, out, NULL) },
	{ "for", 0, "TEAM", "a digest of the issues that TEAM owns", OPTION_TEXT(struct post_asked, team, NULL) },
	{ "mail", 0, "FILE", "also write a message as sendmail -t takes it; wants --from and --to",
	  OPTION_TEXT(struct post_asked, mail, NULL) },
	{ "from", 0, "ADDRESS", "who sends it", OPTION_TEXT(struct post_asked, from, NULL) },
	{ "to", 0, "ADDRESSES", "who gets it, with commas between", OPTION_TEXT(struct post_asked, to, NULL) },
	{ "site", 0, "URL", "where DIR is published, for the links of the feed (default: links without it)",
	  OPTION_TEXT(struct post_asked, site, NULL) },
	{ "date", 0, "DAY", "day of the post (default: of the newest contact)",
	  OPTION_TEXT(struct post_asked, date, NULL) },
	{ "post-lang", 0, "LANG", "language of the sentences, lexicons/LANG/post.tsv (default en)",
	  OPTION_TEXT(struct post_asked, lang, "en") },
	{ "min-people", 0, "N", "publish nothing that tells of an issue of fewer people (default 5)",
	  OPTION_WHOLE(struct post_asked, min_people, 1, 1000000, 5) },
	{ "min-coverage", 0, "SHARE",
	  "publish nothing when fewer of the contacts with a problem are in an issue (default "
	  "0.5)",
	  OPTION_NUMBER(struct post_asked, min_coverage, 0, 1, 0.5) },
	{ "keep-handle", 0, "NAME", "an account that may be named, as gripe clean was told; may be given again",
	  OPTION_NOWHERE },
	{ "explain", 0, NULL, "say of each thing that the gate looks at whether it passed, where and why not",
	  OPTION_FLAG(struct post_asked, explain) },
	{ 0 },
};

static const char usage[] =
    "gripe post - the article of a fortnight, if it passes its gate\n\n"
    "usage: gripe post [OPTION]... RUN\n\n"
    "Status 1, and nothing is published: a quote is not verbatim, too few people name an issue, personal data is left, "
    "a number\ncannot be made again from the tables, coverage is under its floor, the books do not balance, or an "
    "issue "
    "of the headline is\nmixed.\n\n";

struct publishing {
	const struct post *post;
	struct arena arena;
};

static int save(struct publishing *publishing, const char *ending, struct str text, struct err *err)
{
	const struct post *post = publishing->post;
	return outfile_save(
	    arena_printf(&publishing->arena, "%s/%.*s%s", post->asked.out, STR_ARGS(post_name(post)), ending).at, text,
	    err);
}

static int save_printed(struct publishing *publishing, const char *ending,
                        void (*print)(struct buf *out, const struct post *post), struct err *err)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	print(&text, publishing->post);
	int result = save(publishing, ending, buf_str(&text), err);
	buf_release(&text);
	return result;
}

static int save_tables(struct publishing *publishing, struct err *err)
{
	const struct post *post = publishing->post;
	const struct {
		const char *ending;
		const struct buf *csv;
	} tables[] = { { "-counted.csv", &post->counted },
		       { "-issues.csv", &post->issues_csv },
		       { "-trend.csv", &post->trend_csv },
		       { "-changes.csv", &post->changes } };
	int result = 0;
	for (size_t i = 0; i < sizeof tables / sizeof *tables && result == 0; i++) {
		result = save(publishing, tables[i].ending, buf_str(tables[i].csv), err);
	}
	return result;
}

static int save_charts(struct publishing *publishing, struct err *err)
{
	int result = 0;
	for (size_t i = 0; i < publishing->post->doc.chart_count && result == 0; i++) {
		const struct post_chart *chart = &publishing->post->doc.charts[i];
		const char *ending = arena_printf(&publishing->arena, "-%.*s.svg", STR_ARGS(chart->name)).at;
		result = save(publishing, ending, chart->svg, err);
	}
	return result;
}

static int publish(struct publishing *publishing, struct err *err)
{
	const char *out = publishing->post->asked.out, *feed = arena_printf(&publishing->arena, "%s/feed.xml", out).at;
	struct buf text;
	int result;
	if (mkdir(out, 0777) != 0 && errno != EEXIST) {
		err_errno(err, "cannot be made");
		err_at(err, out, 0, 0);
		return GRIPE_IO;
	}
	buf_init(&text, SIZE_MAX);
	result = post_feed(&text, publishing->post, feed, err); /* before anything is written: it may be refused */
	result = result == 0 ? save_tables(publishing, err) : result;
	result = result == 0 ? save_charts(publishing, err) : result;
	result = result == 0 ? save_printed(publishing, ".html", post_html, err) : result;
	result = result == 0 ? save_printed(publishing, ".md", post_markdown, err) : result;
	result = result == 0 ? outfile_save(feed, buf_str(&text), err) : result;
	buf_release(&text);
	return result;
}

static int mail_save(const struct post *post, struct err *err)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	int result = post_mail(&text, post, err);
	result = result == 0 ? outfile_save(post->asked.mail, buf_str(&text), err) : result;
	buf_release(&text);
	return result;
}

/* What passed the gate goes where it was asked for. */
static int deliver(const struct post *post, const char *output, struct err *err)
{
	struct publishing publishing = { post, ARENA_INIT };
	struct buf text;
	int result = post->asked.mail != NULL ? mail_save(post, err) : 0;
	if (result == 0 && post->asked.out != NULL) {
		result = publish(&publishing, err);
	} else if (result == 0 && post->asked.mail == NULL && !post->asked.explain) {
		buf_init(&text, SIZE_MAX);
		post_markdown(&text, post);
		result = outfile_save(output, buf_str(&text), err);
		buf_release(&text);
	}
	arena_release(&publishing.arena);
	return result;
}

static int pass(const struct post *post, struct stage_run *run, struct err *err)
{
	struct gate gate;
	struct buf text;
	int result = gate_run(&gate, post, run, err);
	buf_init(&text, SIZE_MAX);
	if (result == 0 && post->asked.explain) {
		gate_explain(&text, &gate);
		result = outfile_save(run->output, buf_str(&text), err);
		buf_clear(&text);
	}
	if (result == 0 && gate_failed(&gate) > 0) {
		gate_sentence(&text, &gate);
		tell(buf_str(&text));
		result = GRIPE_FOUND;
	}
	buf_release(&text);
	gate_release(&gate);
	return result;
}

static int asked_check(const struct post_asked *asked, const struct command_call *call, struct err *err)
{
	if (call->path_count != 1) {
		return err_set(err, GRIPE_USAGE, "one run folder is wanted: gripe post RUN");
	}
	if (asked->mail != NULL && (asked->from == NULL || asked->to == NULL)) {
		return err_set(err, GRIPE_USAGE, "--mail wants --from ADDRESS and --to ADDRESSES");
	}
	if (asked->team != NULL && str_trim(str_from(asked->team)).len == 0) {
		return err_set(err, GRIPE_USAGE, "--for takes the name of an owner");
	}
	return 0;
}

static int post_work(const struct command_call *call, struct err *err)
{
	struct post post = { .contacts = 0 };
	struct stage_run run = { .book = NULL };
	struct common_asked common;
	int result = options_fill(call->options, post_options, &post.asked, err);
	result = result == 0 ? run_from_options(&run, &common, call->options, call->lexicons, err) : result;
	result = result == 0 ? asked_check(&post.asked, call, err) : result;
	if (result < 0) {
		return result;
	}
	post.asked.before = option_text(call->options, "since", post.asked.before);
	result = post_open(&post, call->paths[0], run.lexicons, err);
	if (result == 0) {
		post_compose(&post);
		result = pass(&post, &run, err);
	}
	result = result == 0 ? deliver(&post, run.output, err) : result;
	post_release(&post);
	return result;
}

int post_main(int argc, char **argv, const char *lexicons)
{
	static const struct command_frame frame = {
		.name = "post", .usage = usage, .parsed = post_options, .shown = post_options, .work = post_work
	};
	return command_run(&frame, argc, argv, lexicons);
}
