/* run.c - `gripe run FILE…`: the whole pipeline in one process, the page on standard output, and with --out a run
 * folder. `gripe plan --sh [PLAN]`: the same as a shell pipeline. Options of the stages are taken here too and handed
 * to them. The clock and the environment are read here and nowhere deeper. */
#include "run.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "command_frame.h"
#include "manifest.h"
#include "memory_plan.h"
#include "night.h"
#include "plan.h"
#include "run_folder.h"
#include "run_places.h"
#include "sandbox.h"
#include "tell.h"
#include "terminal.h"
#include "timestamp.h"

struct plan_asked { /* options of both commands */
	const char *plan, *out, *model, *customers, *mem;
	bool shell, no_sandbox, relearn;
};

const struct option_spec run_options[] = {
	{ "plan", 0, "FILE", "the stages and their options, one a line (default: gripe plan shows it)",
	  OPTION_TEXT(struct plan_asked, plan, NULL) },
	{ "out", 0, "DIR", "keep the run in DIR: records, issues, themes, model, report, manifest",
	  OPTION_TEXT(struct plan_asked, out, NULL) },
	{ "model", 0, "DIR", "use the issues and themes of this model instead of learning new ones",
	  OPTION_TEXT(struct plan_asked, model, NULL) },
	{ "customers", 0, "FILE", "join attributes of customers from a CSV by person",
	  OPTION_TEXT(struct plan_asked, customers, NULL) },
	{ "mem", 0, "SIZE", "memory to use, 700M or 2G (default 1G); what is more waits in temporary files",
	  OPTION_TEXT(struct plan_asked, mem, NULL) },
	{ "relearn", 0, NULL,
	  "with --store: learn the store's model anew, keeping ids and names of what is found again",
	  OPTION_FLAG(struct plan_asked, relearn) },
	{ "no-sandbox", 0, NULL, "do without the sandbox: no net, no other programs, no files elsewhere",
	  OPTION_FLAG(struct plan_asked, no_sandbox) },
	{ 0 },
};

const struct option_spec plan_options[] = {
	{ "sh", 0, NULL, "as a shell script that does the same", OPTION_FLAG(struct plan_asked, shell) },
	{ "out", 0, "DIR", "the run folder that the script fills (default: run)",
	  OPTION_TEXT(struct plan_asked, out, "run") },
	{ "model", 0, "DIR", "use the issues and themes of this model instead of learning new ones",
	  OPTION_TEXT(struct plan_asked, model, NULL) },
	{ "customers", 0, "FILE", "join attributes of customers from a CSV by person",
	  OPTION_TEXT(struct plan_asked, customers, NULL) },
	{ "relearn", 0, NULL,
	  "with --store: learn the store's model anew, keeping ids and names of what is found again",
	  OPTION_FLAG(struct plan_asked, relearn) },
	{ 0 },
};

/* A page for the terminal that it goes to, unless the plan says its format. */
static void shape_page(struct plan *plan, const struct terminal *terminal)
{
	struct plan_line *report = plan_find(plan, "report");
	char width[16];
	if (!terminal->is || report == NULL || plan_option(plan, "report", "format") != NULL) {
		return;
	}
	snprintf(width, sizeof width, "%d", terminal->width);
	plan_add(plan, report, "format", "terminal");
	plan_add(plan, report, "width", width);
	if (terminal->colour) {
		plan_add(plan, report, "colour", NULL);
	}
}

/* What the command line and the store change in the plan, the same for both commands. */
static int shape_plan(struct night *night, struct plan *plan, const struct plan_asked *asked,
                      const struct options *options, const struct night_asked *where, struct err *err)
{
	int result;
	if (asked->model != NULL) {
		plan_remove(plan, "learn");
	}
	if (asked->customers != NULL) {
		plan_insert(plan, stage_find("join"));
	}
	if (option_given(options, "store")) { /* an option of the stage that keeps runs */
		plan_insert(plan, stage_find("history"));
	}
	plan_forward(plan, options);
	result = night_shape(night, plan, where, err);
	plan_paths(plan, where->folder);
	return result;
}

/* A plan's file: as it is named, or, for a word without a slash that is no file here, the one of that name that came
 * with the lexicons. */
static const char *plan_path(struct arena *arena, const char *name, const char *lexicons)
{
	static const char *const places[] = { "../pipeline/plans", "../plans" }; /* of a checkout, installed */
	if (name == NULL || strchr(name, '/') != NULL || access(name, F_OK) == 0) {
		return name;
	}
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		const char *path = arena_printf(arena, "%s/%s/%s", lexicons, places[i], name).at;
		if (access(path, F_OK) == 0) {
			return path;
		}
	}
	return name;
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
	tell(buf_str(&out));
	buf_release(&out);
}

/* What a run that succeeded leaves: the folder put in place at once, then what is kept outside of it. */
static int publish(struct fused *f, struct run_folder *folder, int64_t started, struct err *err)
{
	int result = 0;
	if (folder->target[0] != '\0') {
		result = manifest_write(f, started, (int64_t)time(NULL), err);
		if (result == 0) {
			result = run_folder_publish(folder, &f->said, err);
		}
	}
	return result == 0 ? fused_keep(f, err) : result;
}

static int past_write(void *night, const struct fused *f, struct err *err)
{
	return night_past(night, f, err);
}

/* What is in place before the first record: the ledger's copy; of a night its settings, and who gives it its past. */
static int prepare(struct fused *f, struct night *night, int64_t started, struct err *err)
{
	int result = folder_copy(f->folder, "ledger.tsv", plan_option(f->plan, "assign", "ledger"), err);
	struct buf today;
	if (result < 0 || night->store == NULL) {
		return result;
	}
	buf_init(&today, SIZE_MAX);
	timestamp_format(&today, started);
	plan_add(f->plan, plan_find(f->plan, "history"), "undated", today.at);
	plan_add(f->plan, plan_find(f->plan, "read"), "allow-empty", NULL);
	buf_release(&today);
	if (plan_option(f->plan, "rank", "past") != NULL && plan_option(f->plan, "history", "records") != NULL) {
		f->may_be_empty = true;
		f->before_ranking = past_write;
		f->to = night;
	}
	return night_settings(f, err);
}

/* From the folder that stands open to the one that is published. */
static int fill(struct fused *f, struct night *night, struct run_folder *folder, int64_t started, struct err *err)
{
	int result = prepare(f, night, started, err);
	result = result == 0 ? fused_run(f, err) : result;
	return result == 0 ? publish(f, folder, started, err) : result;
}

/* Everything in a run's folder, and the store, is for its owner alone. */
static int execute(struct fused *f, const struct plan_asked *asked, const struct options *options,
                   struct terminal *terminal, struct err *err)
{
	struct run_folder folder;
	struct night night = { .store = NULL };
	int64_t started = (int64_t)time(NULL);
	mode_t mask = umask(S_IRWXG | S_IRWXO);
	struct buf *said = &f->said;
	int result = run_folder_open(&folder, asked->out, f->common.temporary, said, err);
	tell(buf_str(said));
	buf_clear(said);
	if (result == 0) {
		f->folder = folder.path;
		result = shape_plan(&night, f->plan, asked, options,
		                    &(struct night_asked){ asked->relearn, asked->plan != NULL, asked->model != NULL,
		                                           folder.path, f->common.temporary },
		                    err);
		f->keep_records = asked->out != NULL || night.store != NULL;
		if (f->keep_records) {
			plan_records(f->plan, folder.path);
		}
		if (f->common.output == NULL) {
			shape_page(f->plan, terminal);
		}
		result =
		    result == 0 ? memory_for_records(f->plan, f->common.threads, asked->mem, &f->memory, err) : result;
		f->common.temporary = folder.path; /* in $TMPDIR itself the sandbox would have to let all of it */
		if (result == 0 && !asked->no_sandbox) {
			result = run_places_only(f, &folder, night.anchor, err);
		}
		result = result == 0 ? fill(f, &night, &folder, started, err) : result;
		fused_close(f);
		night_release(&night);
		run_folder_close(&folder);
		if (f->common.verbose >= 0) {
			tell_books(f);
		}
		tell(buf_str(&f->urgent));
	}
	umask(mask);
	if (result == 0) {
		result = f->common.output == NULL ? terminal_show(terminal, buf_str(&f->page), err)
		                                  : outfile_save(f->common.output, buf_str(&f->page), err);
	}
	return result == 0 ? rejects_files(&f->rejects, err) : result;
}

static int run_work(const struct command_call *call, struct err *err)
{
	static char standard[] = "-";
	char *only[] = { standard };
	struct plan plan = { .count = 0 };
	struct arena arena = ARENA_INIT;
	struct plan_asked asked;
	struct common_asked common;
	struct terminal terminal;
	struct fused f = { .plan = &plan,
		           .paths = call->path_count > 0 ? call->paths : only,
		           .path_count = call->path_count > 0 ? call->path_count : 1 };
	int result = options_fill(call->options, run_options, &asked, err);
	buf_init(&f.page, SIZE_MAX);
	buf_init(&f.said, SIZE_MAX);
	buf_init(&f.urgent, SIZE_MAX);
	if (result == 0) {
		result = plan_load(&plan, plan_path(&arena, asked.plan, call->lexicons), err);
	}
	if (result == 0) {
		result = run_from_options(&f.common, &common, call->options, call->lexicons, err);
	}
	if (result == 0 && call->path_count == 0 && f.common.verbose >= 0) {
		tell_waiting("run");
	}
	terminal_open(&terminal);
	if (result == 0 && !asked.no_sandbox) {
		result = sandbox_enter(err);
	}
	if (result == 0) {
		f.max_rejects = common.max_rejects;
		f.rejects_raw = common.rejects_raw;
		result = execute(&f, &asked, call->options, &terminal, err);
	}
	terminal_close(&terminal);
	plan_release(&plan);
	arena_release(&arena);
	buf_release(&f.page);
	buf_release(&f.said);
	buf_release(&f.urgent);
	return result;
}

int run_main(int argc, char **argv, const char *lexicons)
{
	struct arena arena = ARENA_INIT;
	struct command_frame frame = {
		.name = "run",
		.usage = "gripe run - the whole pipeline: the one page of what hurts most, on standard output\n\n"
		         "usage: gripe run [OPTION]... FILE...\n\nEvery option of a stage is taken too (gripe "
		         "STAGE -h), and handed to it.\n\n",
		.parsed = plan_specs(&arena, run_options),
		.shown = run_options,
		.work = run_work,
	};
	int status = command_run(&frame, argc, argv, lexicons);
	arena_release(&arena);
	return status;
}

static int plan_work(const struct command_call *call, struct err *err)
{
	struct plan plan = { .count = 0 };
	struct arena arena = ARENA_INIT;
	struct plan_asked asked;
	struct buf out;
	int result = options_fill(call->options, plan_options, &asked, err);
	if (result < 0) {
		return result;
	}
	if (call->path_count > 1) {
		return err_set(err, GRIPE_USAGE, "one plan at a time");
	}
	buf_init(&out, SIZE_MAX);
	result =
	    plan_load(&plan, plan_path(&arena, call->path_count == 1 ? call->paths[0] : NULL, call->lexicons), err);
	if (result == 0 && asked.shell) {
		struct night night = { .store = NULL };
		result = shape_plan(
		    &night, &plan, &asked, call->options,
		    &(struct night_asked){ asked.relearn, call->path_count == 1, asked.model != NULL, "$out", NULL },
		    err);
		plan_records(&plan, "$out");
		plan_shell(&plan, asked.out, &out);
		night_release(&night);
	} else if (result == 0) {
		plan_text(&plan, &out);
	}
	if (result == 0) {
		result = outfile_save(option_text(call->options, "output", NULL), buf_str(&out), err);
	}
	plan_release(&plan);
	arena_release(&arena);
	buf_release(&out);
	return result;
}

int plan_main(int argc, char **argv, const char *lexicons)
{
	struct arena arena = ARENA_INIT;
	struct command_frame frame = {
		.name = "plan",
		.usage = "gripe plan - shows a plan, or the shell pipeline that does the same\n\n"
		         "usage: gripe plan [--sh] [--out DIR] [OPTION OF A STAGE]... [PLAN]\n\n",
		.parsed = plan_specs(&arena, plan_options),
		.shown = plan_options,
		.work = plan_work,
	};
	int status = command_run(&frame, argc, argv, lexicons);
	arena_release(&arena);
	return status;
}
