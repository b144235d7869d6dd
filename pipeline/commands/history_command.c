/* history_command.c - see history_command.h. */
#include "history_command.h"

#include <stdio.h>

#include "grid.h"
#include "night_births.h"
#include "option.h"
#include "outfile.h"
#include "restate.h"
#include "stage_table.h"
#include "store_model.h"
#include "store_past.h"
#include "store_sql.h"

enum { WAIT_SECONDS = 10, WAIT_MOST = 3600 };

const struct option_spec history_options[] = {
	{ "store", 0, "FILE", "the store that gripe run --store keeps", OPTION_TEXT(struct store_asked, store, NULL) },
	{ "json", 0, NULL, "JSON instead of a table", OPTION_FLAG(struct store_asked, json) },
	{ "before", 0, "DATE", "prune: nights before this day", OPTION_TEXT(struct store_asked, before, NULL) },
	{ "since", 0, "DATE", "export: nights from this day on", OPTION_TEXT(struct store_asked, since, NULL) },
	{ "ledger", 0, "FILE", "restate: edits that assigning heeds", OPTION_TEXT(struct store_asked, ledger, NULL) },
	{ "run", 0, "N", "prune: this run alone, with all that it counted",
	  OPTION_WHOLE(struct store_asked, run, 1, INT64_MAX, 0) },
	{ "wait", 0, "SECONDS", "wait this long for a store that another program has locked (default 10)",
	  OPTION_WHOLE(struct store_asked, wait_seconds, 0, WAIT_MOST, WAIT_SECONDS) },
	{ 0 },
};

static const char usage[] =
    "gripe history - the nights that a store keeps\n\n"
    "usage: gripe history list --store FILE [--json]\n"
    "       gripe history show RUN --store FILE [--json]\n"
    "       gripe history diff RUN RUN --store FILE [--json]\n"
    "       gripe history check|vacuum --store FILE\n"
    "       gripe history export [--since DATE] --store FILE\n"
    "       gripe history prune --before DATE|--run N --store FILE\n"
    "       gripe history model DIR --store FILE\n"
    "       gripe history past|births DIR --store FILE\n"
    "       gripe history restate DIR [--ledger FILE] --store FILE\n\n"
    "A RUN is its number, its id, or a night with one run. Without one of these words it is the stage that keeps a run "
    "(gripe history -h).\n\n";

static int rows_put(struct store_call *call, const char *select, int64_t run, struct err *err)
{
	sqlite3_stmt *statement;
	int result = store_prepare(call->store, select, &statement, err);
	if (result < 0) {
		return result;
	}
	store_bind_whole(statement, 1, run);
	return grid_write(call->store, statement, call->asked.json, &call->out, NULL, err);
}

static int list(struct store_call *call, struct err *err)
{
	return rows_put(
	    call,
	    "SELECT r.number, r.night, r.contacts, r.mentions, r.id, m.id AS model, r.settings, r.version,"
	    " r.headline FROM run r LEFT JOIN model m ON m.number = r.model WHERE ?1 = 0 ORDER BY r.night, r.number",
	    0, err);
}

static int show(struct store_call *call, struct err *err)
{
	int64_t run = 0;
	int result = call->path_count == 1 ? store_run(call, call->paths[0], &run, err)
	                                   : err_set(err, GRIPE_USAGE, "which run? gripe history show RUN");
	if (result < 0) {
		return result;
	}
	if (call->asked.json) {
		return rows_put(
		    call,
		    "SELECT r.number, r.id, r.night, r.until, r.headline, r.inputs, r.settings, m.id AS model,"
		    " r.version, r.contacts, r.mentions, r.summary AS json FROM run r LEFT JOIN model m"
		    " ON m.number = r.model WHERE r.number = ?1",
		    run, err);
	}
	result =
	    rows_put(call,
	             "SELECT r.number, r.night, r.contacts, r.mentions, r.inputs, r.settings, m.id AS model, r.version"
	             " FROM run r LEFT JOIN model m ON m.number = r.model WHERE r.number = ?1",
	             run, err);
	if (result == 0) {
		result = rows_put(call, "SELECT headline AS \"\" FROM run WHERE number = ?1", run, err);
		buf_byte(&call->out, '\n');
	}
	return result < 0
	           ? result
	           : rows_put(call,
	                      "SELECT coalesce(issue, theme) AS id, tab AS \"table\", label, contacts,"
	                      " round(100 * share, 1) AS \"share %\", json ->> '$.trend.state' AS trend FROM theme"
	                      " WHERE run = ?1 AND tab IN ('pain', 'request', 'howto', 'absent') AND issue NOTNULL"
	                      " ORDER BY tab = 'absent', contacts DESC, id",
	                      run, err);
}

static int vacuum(struct store_call *call, struct err *err)
{
	static const char *const steps[] = { "INSERT INTO mention_words(mention_words) VALUES('optimize')", "VACUUM",
		                             "PRAGMA wal_checkpoint(TRUNCATE)" };
	int result = 0;
	for (size_t i = 0; i < sizeof steps / sizeof *steps && result == 0; i++) {
		result = store_script(call->store, steps[i], "cannot be made smaller", err);
	}
	return result;
}

static int model(struct store_call *call, struct err *err)
{
	struct str id;
	int result;
	if (call->path_count != 1) {
		return err_set(err, GRIPE_USAGE, "where shall the model go? gripe history model DIR");
	}
	result = store_model_current(call->store, &call->arena, &id, err);
	if (result == 0 && id.len == 0) {
		result =
		    err_set(err, GRIPE_DATA, "the store has no model yet: its first night with contacts learns it");
	}
	return result < 0 ? result : store_model_write(call->store, id, call->paths[0], err);
}

static int past(struct store_call *call, struct err *err)
{
	struct past_wanted wanted = { .now = str_from(call->run.now), .arena = &call->arena };
	struct buf rows;
	int result;
	if (call->path_count != 1) {
		return err_set(err, GRIPE_USAGE, "of which run folder? gripe history past DIR");
	}
	wanted.contacts = arena_printf(&call->arena, "%s/contacts.ndjson", call->paths[0]).at;
	buf_init(&rows, SIZE_MAX);
	result = store_past(call->store, &wanted, &rows, err);
	result = result == 0
	             ? outfile_save(arena_printf(&call->arena, "%s/past.tsv", call->paths[0]).at, buf_str(&rows), err)
	             : result;
	buf_release(&rows);
	return result;
}

/* The same two steps as night_past of gripe run: the births need the night. */
static int births(struct store_call *call, struct err *err)
{
	struct past_wanted wanted = { .now = str_from(call->run.now), .arena = &call->arena };
	struct births_wanted births = { .run = &call->run };
	struct buf rows;
	int result;
	if (call->path_count != 1) {
		return err_set(err, GRIPE_USAGE, "of which run folder? gripe history births DIR");
	}
	births.folder = call->paths[0];
	births.model = arena_printf(&call->arena, "%s/model", call->paths[0]).at;
	wanted.contacts = arena_printf(&call->arena, "%s/contacts.ndjson", call->paths[0]).at;
	buf_init(&rows, SIZE_MAX);
	result = store_past(call->store, &wanted, &rows, err);
	buf_release(&rows);
	births.night = wanted.night;
	return result == 0 ? night_births(call->store, &births, err) : result;
}

static int restate_work(struct store_call *call, struct err *err)
{
	struct restate_wanted wanted = { .ledger = call->asked.ledger, .run = &call->run };
	int64_t nights = 0;
	int result;
	if (call->path_count != 1) {
		return err_set(err, GRIPE_USAGE, "by which run's model? gripe history restate DIR");
	}
	wanted.model = arena_printf(&call->arena, "%s/model", call->paths[0]).at;
	result = store_model_current(call->store, &call->arena, &wanted.parent, err);
	result = result == 0 ? restate(call->store, &wanted, &nights, err) : result;
	if (result == 0) {
		buf_printf(&call->out, "%lld runs assigned again\n", (long long)nights);
	}
	return result;
}

static const struct {
	const char *word;
	int (*work)(struct store_call *call, struct err *err);
} words[] = { { "list", list },
	      { "show", show },
	      { "diff", history_diff },
	      { "check", history_check },
	      { "vacuum", vacuum },
	      { "model", model },
	      { "births", births },
	      { "past", past },
	      { "restate", restate_work },
	      { "export", history_export },
	      { "prune", history_prune } };

static int word_find(const char *word)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strcmp(words[i].word, word) == 0) {
			return (int)i;
		}
	}
	return -1;
}

static int history_work(const struct command_call *call, struct err *err)
{
	struct command_call rest = *call;
	int word = call->path_count > 0 ? word_find(call->paths[0]) : -1;
	if (word < 0) {
		return err_set(err, GRIPE_USAGE,
		               "what is to be done? list, show, diff, check, vacuum, export, prune, model, past, "
		               "births or restate");
	}
	rest.paths++;
	rest.path_count--;
	return (words[word].work == past ? store_answer_new : store_answer)(&rest, history_options, words[word].work,
	                                                                    err);
}

int history_main(int argc, char **argv, const char *lexicons)
{
	static const struct command_frame frame = { .name = "history",
		                                    .usage = usage,
		                                    .parsed = history_options,
		                                    .shown = history_options,
		                                    .work = history_work };
	bool asks = argc > 1 && word_find(argv[1]) >= 0;
	return asks ? command_run(&frame, argc, argv, lexicons)
	            : stage_main(stage_find("history"), argc, argv, lexicons);
}
