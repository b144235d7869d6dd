/* assign.c - mentions enter, mentions with their theme leave: the frozen model's answer, the same for one line as for a
 * night's millions.
 *
 * All the method stands in stages/common/engine/theme_assign.c and stages/common/issue/issue_assign.c, which learning
 * uses as well; what people decided otherwise (--ledger) comes behind it, by stages/common/issue/ledger_apply.c. Each
 * thread has its own state; the model is mapped, so its bytes are shared between them. Memory: the model, and a word
 * cache of at most 20 MB a thread. */
#include <stdlib.h>

#include "issue_assign.h"
#include "ledger_apply.h"
#include "stage.h"
#include "theme_assign.h"

struct assign_asked { /* options */
	const char *model, *ledger;
};

static const struct option_spec assign_options[] = {
	{ "model", 'm', "DIR", "the model folder that learning wrote (required)",
	  OPTION_TEXT(struct assign_asked, model, NULL) },
	{ "ledger", 0, "FILE", "edits that move mentions: merge, split, pin (ledger.tsv)",
	  OPTION_TEXT(struct assign_asked, ledger, NULL) },
	{ 0 },
};

struct assign {
	struct stage_run *run;
	struct theme_model *model;
	struct theme_assigner *assigner;
	struct issue_model *issues; /* NULL: a model from before there were issues */
	struct issue_assigner *issue_assigner;
	struct ledger *ledger; /* NULL: none is given */
	struct ledger_rules *rules;
};

static void assign_close(void *state)
{
	struct assign *assign = state;
	if (assign != NULL) {
		ledger_rules_close(assign->rules);
		ledger_close(assign->ledger);
		issue_assigner_close(assign->issue_assigner);
		issue_model_close(assign->issues);
		theme_assigner_close(assign->assigner);
		theme_model_close(assign->model);
		free(assign);
	}
}

static int open_ledger(struct assign *assign, const char *path, struct err *err)
{
	int status = ledger_open(&assign->ledger, path, err);
	if (status == 0 && assign->issues != NULL) {
		status = ledger_classes(assign->ledger, assign->issues->ontology, err);
	}
	return status == 0 ? ledger_rules_open(&assign->rules, assign->ledger, err) : status;
}

static int assign_open(struct stage_run *run, void **state, struct err *err)
{
	struct assign *assign = memory_alloc(sizeof *assign);
	struct assign_asked asked;
	int status = options_fill(run->options, assign_options, &asked, err);
	*state = assign;
	assign->run = run;
	if (status < 0) {
		return status;
	}
	if (asked.model == NULL) {
		return err_set(err, GRIPE_USAGE, "which model? --model DIR");
	}
	status = theme_model_open(&assign->model, asked.model, err);
	if (status == 0) {
		status = theme_assigner_open(&assign->assigner, assign->model, run->lexicons, err);
	}
	if (status == 0) {
		status = issue_model_open(&assign->issues, asked.model, run->lexicons, err);
	}
	if (status == 0 && assign->issues != NULL) {
		status = issue_assigner_open(&assign->issue_assigner, assign->issues, run->lexicons, err);
	}
	if (status == 0 && asked.ledger != NULL) {
		status = open_ledger(assign, asked.ledger, err);
	}
	return status;
}

/* What the model says of each mention, then what the ledger says. */
static int decide(struct assign *assign, struct record *record, struct err *err)
{
	int result = 0;
	theme_assign_record(assign->assigner, record);
	for (size_t i = 0; i < record->mention_count; i++) {
		record->mentions[i].edit = NULL;
	}
	if (assign->issue_assigner != NULL) {
		result = issue_assign_record(assign->issue_assigner, record, err);
	}
	return result == 0 && assign->rules != NULL ? ledger_apply(assign->rules, record, err) : result;
}

static int assign_step(void *state, struct record *record, const struct emit *emit, struct err *err)
{
	struct assign *assign = state;
	bool any = false;
	int result = decide(assign, record, err);
	if (result < 0) {
		return result;
	}
	for (size_t i = 0; i < record->mention_count; i++) {
		if (record->mentions[i].edit != NULL) {
			book_note(assign->run->book, "mentions moved by the ledger", 1);
		}
		char note[64] = "mentions without a theme: ";
		if (record->mentions[i].unassigned.len > 0) {
			memcpy(note + strlen(note), record->mentions[i].unassigned.at,
			       record->mentions[i].unassigned.len); /* one of three short words */
			book_note(assign->run->book, note, 1);
		} else {
			book_note(assign->run->book, "mentions with a theme", 1);
			any = true;
		}
	}
	book_note(assign->run->book, any ? "contacts with a theme" : "contacts without a theme", 1);
	return emit_put(emit, record, err);
}

const struct stage stage_assign = {
	.name = "assign",
	.summary = "give each mention its issue and its theme by a learned model, or the reason why it has none",
	.reads = SHAPE_MENTIONS,
	.writes = SHAPE_MENTIONS,
	.funnel = 65,
	.holds = "the model",
	.pure = true,
	.options = assign_options,
	.open = assign_open,
	.step = assign_step,
	.close = assign_close,
};
