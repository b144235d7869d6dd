/* ledger_command.c - see ledger_command.h. check: a dry run; apply: the edits on assigned mentions, as assigning makes
 * them, or the answers to cards as edits; suggest: lines that a person may accept. */
#include "ledger_command.h"

#include "command_frame.h"
#include "ledger_check.h"
#include "ledger_suggest.h"
#include "ledger_walk.h"
#include "names.h"
#include "outfile.h"
#include "tell.h"

struct ledger_asked { /* options */
	bool json, free_labels;
	const char *names;
};

const struct option_spec ledger_options[] = {
	{ "json", 0, NULL, "check: one JSON object instead of a table", OPTION_FLAG(struct ledger_asked, json) },
	{ "names", 0, "FILE", "apply: the ledger with what was answered to the cards of a run",
	  OPTION_TEXT(struct ledger_asked, names, NULL) },
	{ "free-labels", 0, NULL, "apply --names: take labels whose words stand in no mention",
	  OPTION_FLAG(struct ledger_asked, free_labels) },
	{ 0 },
};

static const char usage[] =
    "gripe ledger - what people decided about issues: checked against a run, applied, suggested\n\n"
    "usage: gripe ledger check LEDGER RUN\n"
    "       gripe ledger apply LEDGER [MENTIONS.ndjson]\n"
    "       gripe ledger apply --names ANSWERS.ndjson [--free-labels] LEDGER RUN\n"
    "       gripe ledger suggest RUN\n\n"
    "check says how many contacts of the run each edit moves, and finds ids that nobody has, edits that move nothing, "
    "that claim the same and that\ncontradict each other; status 1 when there are any. apply edits assigned mentions "
    "as gripe assign --ledger does; with --names it writes the ledger with the answers to cards (gripe themes --cards) "
    "as new lines. suggest writes edits, as\nlines of a ledger, for a person to choose from.\n\n";

struct ledger_call {
	struct stage_run run; /* of the common options */
	struct ledger_asked asked;
	char **paths; /* behind the word that says what to do */
	size_t path_count;
};

static int check_work(const struct ledger_call *call, struct err *err)
{
	struct ledger *ledger = NULL;
	struct ledger_check check;
	struct buf out;
	int result;
	if (call->path_count != 2) {
		return err_set(err, GRIPE_USAGE, "two are wanted: gripe ledger check LEDGER RUN");
	}
	result = ledger_open(&ledger, call->paths[0], err);
	if (result < 0) {
		return result;
	}
	buf_init(&out, SIZE_MAX);
	result = ledger_check(&check, ledger, call->paths[1], call->run.lexicons, err);
	if (result == 0) {
		check_notes_find(&check);
		(call->asked.json ? check_json : check_text)(&check, &out);
		result = outfile_save(call->run.output, buf_str(&out), err);
	}
	if (result == 0 && check_count_notes(&check) > 0) {
		result = GRIPE_FOUND;
	}
	ledger_check_release(&check);
	ledger_close(ledger);
	buf_release(&out);
	return result;
}

struct applying {
	struct ledger_rules *rules;
	struct outfile *out;
	struct buf line;
};

static int apply_mention(void *to, struct record *record, uint64_t contact, struct err *err)
{
	struct applying *applying = to;
	int result = ledger_apply(applying->rules, record, err);
	(void)contact;
	if (result < 0) {
		return result;
	}
	buf_clear(&applying->line);
	record_encode(&applying->line, record, SHAPE_MENTIONS);
	return outfile_write(applying->out, buf_str(&applying->line), err);
}

static int apply_all(struct applying *applying, const char *mentions, const char *output, struct err *err)
{
	const struct ledger_visit visit = { apply_mention, applying };
	int result = outfile_open(&applying->out, output, err);
	if (result < 0) {
		return result;
	}
	buf_init(&applying->line, SIZE_MAX);
	result = ledger_walk(mentions, &visit, err);
	buf_release(&applying->line);
	if (result < 0) {
		outfile_abort(applying->out);
		return result;
	}
	return outfile_commit(applying->out, err);
}

/* The ledger with its new lines; what was not taken is said, and makes the status 1. */
static int names_work(const struct ledger_call *call, struct err *err)
{
	struct names_job job = { .answers = call->asked.names,
		                 .lexicons = call->run.lexicons,
		                 .free_labels = call->asked.free_labels };
	struct buf out, said;
	int result;
	if (call->path_count != 2) {
		return err_set(err, GRIPE_USAGE, "two are wanted: gripe ledger apply --names ANSWERS LEDGER RUN");
	}
	job.ledger = call->paths[0];
	job.run = call->paths[1];
	buf_init(&out, SIZE_MAX);
	buf_init(&said, SIZE_MAX);
	result = names_apply(&job, &out, &said, err);
	if (result >= 0) {
		int saved = outfile_save(call->run.output, buf_str(&out), err);
		result = saved < 0 ? saved : result > 0 ? GRIPE_FOUND : 0;
		tell(buf_str(&said));
	}
	buf_release(&out);
	buf_release(&said);
	return result;
}

static int apply_work(const struct ledger_call *call, struct err *err)
{
	struct ledger *ledger = NULL;
	struct ontology *ontology = NULL;
	struct applying applying = { .rules = NULL };
	int result;
	if (call->asked.names != NULL) {
		return names_work(call, err);
	}
	if (call->path_count < 1 || call->path_count > 2) {
		return err_set(err, GRIPE_USAGE, "a ledger is wanted, and at most one file of mentions");
	}
	result = ledger_open(&ledger, call->paths[0], err);
	result = result == 0 ? ontology_open(&ontology, call->run.lexicons, err) : result;
	result = result == 0 ? ledger_classes(ledger, ontology, err) : result;
	result = result == 0 ? ledger_rules_open(&applying.rules, ledger, err) : result;
	if (result == 0) {
		result = apply_all(&applying, call->path_count == 2 ? call->paths[1] : "-", call->run.output, err);
	}
	ledger_rules_close(applying.rules);
	ontology_close(ontology);
	ledger_close(ledger);
	return result;
}

static int suggest_work(const struct ledger_call *call, struct err *err)
{
	struct buf out;
	int result;
	if (call->path_count != 1) {
		return err_set(err, GRIPE_USAGE, "one run folder is wanted: gripe ledger suggest RUN");
	}
	buf_init(&out, SIZE_MAX);
	result = ledger_suggest(&out, call->paths[0], call->run.lexicons, err);
	result = result == 0 ? outfile_save(call->run.output, buf_str(&out), err) : result;
	buf_release(&out);
	return result;
}

static int ledger_work(const struct command_call *call, struct err *err)
{
	static const struct {
		const char *name;
		int (*work)(const struct ledger_call *call, struct err *err);
	} actions[] = { { "check", check_work }, { "apply", apply_work }, { "suggest", suggest_work } };
	struct ledger_call asked = { .paths = call->paths + 1,
		                     .path_count = call->path_count > 0 ? call->path_count - 1 : 0 };
	struct common_asked common;
	int result = options_fill(call->options, ledger_options, &asked.asked, err);
	result = result == 0 ? run_from_options(&asked.run, &common, call->options, call->lexicons, err) : result;
	if (result < 0) {
		return result;
	}
	for (size_t i = 0; i < sizeof actions / sizeof *actions && call->path_count > 0; i++) {
		if (strcmp(call->paths[0], actions[i].name) == 0) {
			return actions[i].work(&asked, err);
		}
	}
	return err_set(err, GRIPE_USAGE, "what is to be done? check, apply or suggest");
}

int ledger_main(int argc, char **argv, const char *lexicons)
{
	static const struct command_frame frame = {
		.name = "ledger", .usage = usage, .parsed = ledger_options, .shown = ledger_options, .work = ledger_work
	};
	return command_run(&frame, argc, argv, lexicons);
}
