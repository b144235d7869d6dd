/* plan.h - a plan: one stage a line with its options, in the order of the flow; from a file, or the default one.
 *
 * `gripe run` executes a plan in one process, `gripe plan --sh` prints the shell pipeline that does the same. Options
 * of `gripe run` that belong to stages are handed to every stage of the plan that declares them. */
#ifndef GRIPE_PLAN_H
#define GRIPE_PLAN_H

#include "arena.h"
#include "option.h"
#include "stage_table.h"

enum { PLAN_STAGES = 24 }; /* a plan names each stage once, so this is never reached */

struct plan_line {
	const struct stage *stage;
	char **argv; /* argv[argc], argv[0] is the stage's name; argv[argc] NULL; in the plan's arena */
	int argc;
	bool rehearsed; /* a first pass with the stage's option `learns` comes before it */
};

struct plan {
	struct arena arena;
	struct plan_line lines[PLAN_STAGES];
	size_t count;
};

/* plan_load - path NULL: the default plan. GRIPE_DATA with line: unknown stage, stages out of order or twice, an open
 * quote, an option that the stage does not know. */
GRIPE_MUST_USE int plan_load(struct plan *plan, const char *path, struct err *err);
void plan_release(struct plan *plan);
/* plan_find - the line of a stage, or NULL. */
struct plan_line *plan_find(struct plan *plan, const char *name);
/* plan_option - the value that an option of a stage has in the plan; NULL: not given, or the stage is not in it. */
const char *plan_option(struct plan *plan, const char *stage, const char *option);
/* plan_add - appends words to a line's argv; value may be NULL (a flag). */
void plan_add(struct plan *plan, struct plan_line *line, const char *option, const char *value);
/* plan_insert - puts a stage where the flow has it, when it is not in the plan yet; returns its line. */
struct plan_line *plan_insert(struct plan *plan, const struct stage *stage);
void plan_remove(struct plan *plan, const char *name);
/* plan_forward - hands every option in `options` that a stage of the plan declares to that stage. */
void plan_forward(struct plan *plan, const struct options *options);
/* plan_specs - the options of all stages, each name once, as a table that ends with a zeroed entry; in arena. own:
 * specs that win over a stage's of the same name. */
const struct option_spec *plan_specs(struct arena *arena, const struct option_spec *own);

/* plan_paths - fills in what the run folder decides (model, summary, books, outputs), with `folder` before each name.
 * Both ways of running call it. */
void plan_paths(struct plan *plan, const char *folder);
/* plan_records - the report is shown the records of the run folder, for its HTML page: where these are kept. */
void plan_records(struct plan *plan, const char *folder);
/* plan_shell - the plan as a shell script that reads its input files from "$@" and fills the folder named in `folder`
 * (quoted for the shell). */
void plan_shell(struct plan *plan, const char *folder, struct buf *out);

/* plan_rehearsal - argv of the first pass: the line's, with the option `uses` turned into `learns`. */
char **plan_rehearsal(struct plan *plan, const struct plan_line *line);
/* plan_text - the plan as a plan file says it. */
void plan_text(const struct plan *plan, struct buf *out);

extern const char plan_default[]; /* text of the default plan */

#endif
