/* run.c - `gripe run FILE…`: the whole pipeline in one process, the page on standard output, and with --out a run
 * folder. `gripe plan --sh [PLAN]`: the same as a shell pipeline. Options of the stages are taken here too and handed
 * to them. The clock and the environment are read here and nowhere deeper. */
#include "run.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "common_options.h"
#include "plan.h"
#include "run_folder.h"

static const struct option_spec run_options[] = {
	{ "plan", 0, "FILE", "the stages and their options, one a line (default: gripe plan shows it)" },
	{ "out", 0, "DIR", "keep the run in DIR: records, themes, model, report, manifest" },
	{ "model", 0, "DIR", "use the themes of this model instead of learning new ones" },
	{ "customers", 0, "FILE", "join attributes of customers from a CSV by person" },
	{ NULL, 0, NULL, NULL },
};

static const struct option_spec plan_options[] = {
	{ "sh", 0, NULL, "as a shell script that does the same" },
	{ "out", 0, "DIR", "the run folder that the script fills (default: run)" },
	{ "model", 0, "DIR", "use the themes of this model instead of learning new ones" },
	{ "customers", 0, "FILE", "join attributes of customers from a CSV by person" },
	{ NULL, 0, NULL, NULL },
};

/* What the command line changes in the plan, the same for both commands. */
static int shape_plan(struct plan *plan, const struct options *options, const char *folder)
{
	const char *model = option_text(options, "model", NULL);
	if (model != NULL) {
		plan_remove(plan, "learn");
	}
	if (option_given(options, "customers")) {
		plan_insert(plan, stage_find("join"));
	}
	if (option_given(options, "store")) {
		plan_insert(plan, stage_find("history"));
	}
	plan_forward(plan, options);
	plan_paths(plan, folder);
	return 0;
}

static int tell(const char *command, const struct err *err, int result)
{
	if (result < 0) {
		char text[1400];
		err_text(err, text, sizeof text);
		fprintf(stderr, "gripe %s: %s\n", command, text);
	}
	return -result;
}

static int help(const char *usage, const struct option_spec *specs, struct err *err)
{
	struct buf out;
	int result;
	buf_init(&out, SIZE_MAX);
	buf_text(&out, usage);
	for (int table = 0; table < 2; table++) {
		for (const struct option_spec *s = table == 0 ? specs : common_options; s->name != NULL; s++) {
			char left[64];
			snprintf(left, sizeof left, "%s%.1s%s--%s%s%s", s->letter != 0 ? "-" : "",
			         s->letter != 0 ? &s->letter : "", s->letter != 0 ? ", " : "", s->name,
			         s->argument != NULL ? " " : "", s->argument != NULL ? s->argument : "");
			buf_printf(&out, "  %-28s %s\n", left, s->help);
		}
		buf_byte(&out, '\n');
	}
	result = outfile_save(NULL, buf_str(&out), err);
	buf_release(&out);
	return result;
}

static void tell_books(const struct fused *f)
{
	struct buf out;
	buf_init(&out, SIZE_MAX);
	for (uint64_t i = 0; i < f->rejects.count && i < REJECTS_TOLD; i++) {
		buf_printf(&out, "gripe run: rejected: %s\n", f->rejects.told[i]);
	}
	for (size_t i = 0; i < f->plan->count && f->common.verbose > 0; i++) {
		buf_printf(&out, "gripe %s: ", f->plan->lines[i].stage->name);
		book_sentence(&f->books[i], &out);
		buf_byte(&out, '\n');
	}
	buf_str_add(&out, buf_str(&f->said));
	if (f->alerts > 0) {
		buf_printf(&out,
		           "gripe run: %llu alert%s: somebody should read them at once (gripe alert, or alerts.ndjson "
		           "of a run folder)\n",
		           (unsigned long long)f->alerts, f->alerts == 1 ? "" : "s");
	}
	fputs(out.at, stderr);
	buf_release(&out);
}

static int execute(struct fused *f, struct plan *plan, const struct options *options, struct err *err)
{
	const char *out = option_text(options, "out", NULL);
	char folder[4096];
	int64_t started = (int64_t)time(NULL);
	int result = folder_begin(out, f->common.temporary, folder, sizeof folder, err);
	if (result < 0) {
		return result;
	}
	f->plan = plan;
	f->folder = folder;
	f->keep_records = out != NULL;
	shape_plan(plan, options, folder);
	result = fused_run(f, err);
	if (result == 0 && out != NULL) {
		result = manifest_write(f, started, (int64_t)time(NULL), err);
		if (result == 0) {
			result = folder_publish(folder, out, err);
		}
	}
	if (result < 0 || out == NULL) {
		folder_remove(folder);
	}
	if (f->common.verbose >= 0) {
		tell_books(f);
	}
	if (result == 0 && f->common.verbose >= -1) {
		result = outfile_save(f->common.output, buf_str(&f->page), err);
	}
	return result;
}

int run_main(int argc, char **argv, const char *lexicons)
{
	static char standard[] = "-";
	char *only[] = { standard };
	struct arena arena = ARENA_INIT;
	struct options *options = NULL;
	struct plan plan = { .count = 0 };
	struct fused f = { .plan = NULL };
	struct err err = ERR_INIT;
	char **paths = NULL;
	int result;
	signal(SIGPIPE, SIG_DFL);
	buf_init(&f.page, SIZE_MAX);
	buf_init(&f.said, SIZE_MAX);
	result = options_parse(&options, plan_specs(&arena, run_options), common_options, argc, argv, &paths,
	                       &f.path_count, &err);
	if (result == 0 && option_given(options, "help")) {
		result = help("gripe run - the whole pipeline: the one page of what hurts most, on standard output\n\n"
		              "usage: gripe run [OPTION]... FILE...\n\nEvery option of a stage is taken too (gripe "
		              "STAGE -h), and handed to it.\n\n",
		              run_options, &err);
	} else if (result == 0) {
		f.paths = f.path_count > 0 ? paths : only;
		f.path_count = f.path_count > 0 ? f.path_count : 1;
		result = plan_load(&plan, option_text(options, "plan", NULL), &err);
		if (result == 0) {
			result = run_from_options(&f.common, options, lexicons, &err);
		}
		if (result == 0) {
			result = option_number(options, "max-rejects", 0.01, 0, 1, &f.max_rejects, &err);
		}
		if (result == 0) {
			result = execute(&f, &plan, options, &err);
		}
	}
	plan_release(&plan);
	options_free(options);
	arena_release(&arena);
	buf_release(&f.page);
	buf_release(&f.said);
	return tell("run", &err, result);
}

int plan_main(int argc, char **argv, const char *lexicons)
{
	struct arena arena = ARENA_INIT;
	struct options *options = NULL;
	struct plan plan = { .count = 0 };
	struct err err = ERR_INIT;
	struct buf out;
	char **paths = NULL;
	size_t path_count = 0;
	int result;
	(void)lexicons;
	buf_init(&out, SIZE_MAX);
	result = options_parse(&options, plan_specs(&arena, plan_options), common_options, argc, argv, &paths,
	                       &path_count, &err);
	if (result == 0 && option_given(options, "help")) {
		result = help("gripe plan - shows a plan, or the shell pipeline that does the same\n\n"
		              "usage: gripe plan [--sh] [--out DIR] [OPTION OF A STAGE]... [PLAN]\n\n",
		              plan_options, &err);
	} else if (result == 0 && path_count > 1) {
		result = err_set(&err, GRIPE_USAGE, "one plan at a time");
	} else if (result == 0) {
		result = plan_load(&plan, path_count == 1 ? paths[0] : NULL, &err);
		if (result == 0 && option_given(options, "sh")) {
			shape_plan(&plan, options, "$out");
			plan_shell(&plan, option_text(options, "out", "run"), &out);
		} else if (result == 0) {
			plan_text(&plan, &out);
		}
		if (result == 0) {
			result = outfile_save(option_text(options, "output", NULL), buf_str(&out), &err);
		}
	}
	plan_release(&plan);
	options_free(options);
	arena_release(&arena);
	buf_release(&out);
	return tell("plan", &err, result);
}
