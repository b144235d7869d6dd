/* store_call.c - see store_call.h. */
#include "store_call.h"

#include "common_options.h"
#include "outfile.h"
#include "store_sql.h"
#include "timestamp.h"

enum { MS_OF_SECOND = 1000, DAY_SECONDS = 86400 };

static int answer(const struct command_call *call, const struct option_spec *specs,
                  int (*work)(struct store_call *call, struct err *err), bool creates, struct err *err)
{
	struct store_call question = { .paths = call->paths, .path_count = call->path_count, .arena = ARENA_INIT };
	struct common_asked common;
	int result = options_fill(call->options, specs, &question.asked, err);
	result = result == 0 ? run_from_options(&question.run, &common, call->options, call->lexicons, err) : result;
	if (result == 0 && question.asked.store == NULL) {
		result = err_set(err, GRIPE_USAGE, "which store? --store FILE");
	}
	if (result < 0) {
		return result;
	}
	buf_init(&question.out, SIZE_MAX);
	result = (creates ? store_open : store_look)(&question.store, question.asked.store,
	                                             (int)question.asked.wait_seconds * MS_OF_SECOND, err);
	result = result == 0 ? work(&question, err) : result;
	store_close(question.store);
	if (result == 0 || result == GRIPE_FOUND) {
		int saved = outfile_save(question.run.output, buf_str(&question.out), err);
		result = saved < 0 ? saved : result;
	}
	buf_release(&question.out);
	arena_release(&question.arena);
	return result;
}

int store_answer(const struct command_call *call, const struct option_spec *specs,
                 int (*work)(struct store_call *call, struct err *err), struct err *err)
{
	return answer(call, specs, work, false, err);
}

int store_answer_new(const struct command_call *call, const struct option_spec *specs,
                     int (*work)(struct store_call *call, struct err *err), struct err *err)
{
	return answer(call, specs, work, true, err);
}

/* Items by one of three ways, strictest first; ?1 the word. */
static const char *const ways[] = {
	"SELECT i.number, i.id, coalesce(l.label, i.id) FROM item i LEFT JOIN label_now l ON l.id = i.id WHERE i.id = "
	"?1"
	" AND i.number > 0",
	"SELECT i.number, i.id, l.label FROM label_now l JOIN item i ON i.id = l.id WHERE l.label = ?1 COLLATE NOCASE"
	" ORDER BY i.number",
	"SELECT i.number, i.id, l.label FROM label_now l JOIN item i ON i.id = l.id"
	" WHERE instr(lower(l.label), lower(?1)) > 0 ORDER BY i.number",
};

/* first: of the row before the one that stands in the statement. */
static int several(struct store_call *call, sqlite3_stmt *statement, const struct store_named *first, const char *word,
                   struct err *err)
{
	enum { NAMED = 5 };
	struct buf names;
	int more = 1;
	buf_init(&names, SIZE_MAX);
	buf_printf(&names, "%.*s (%.*s)", STR_ARGS(first->id), STR_ARGS(first->label));
	for (int i = 1; i < NAMED && more == 1; i++) {
		buf_printf(&names, ", %.*s (%.*s)", STR_ARGS(store_text(statement, 1)),
		           STR_ARGS(store_text(statement, 2)));
		more = store_step(call->store, statement, err);
	}
	sqlite3_reset(statement);
	err_set(err, GRIPE_USAGE, "\"%.60s\" is in several: %s%s", word, names.at, more == 1 ? ", …" : "");
	buf_release(&names);
	return GRIPE_USAGE;
}

int store_item(struct store_call *call, const char *word, struct store_named *found, struct err *err)
{
	int result =
	    store_script(call->store,
	                 "CREATE TEMP VIEW IF NOT EXISTS label_now(id, label) AS SELECT coalesce(issue, theme),"
	                 " label FROM theme t WHERE coalesce(issue, theme) NOTNULL AND run = (SELECT max(run)"
	                 " FROM theme o WHERE o.issue = t.issue OR o.theme = t.theme)",
	                 "no room for temporary tables", err);
	for (size_t i = 0; i < sizeof ways / sizeof *ways && result == 0; i++) {
		sqlite3_stmt *statement;
		result = store_prepare(call->store, ways[i], &statement, err);
		if (result == 0) {
			store_bind(statement, 1, str_from(word));
			result = store_step(call->store, statement, err);
		}
		if (result == 1) {
			found->number = sqlite3_column_int64(statement, 0);
			found->id = arena_dup(&call->arena, store_text(statement, 1));
			found->label = arena_dup(&call->arena, store_text(statement, 2));
			result = store_step(call->store, statement, err);
			return result == 1 ? several(call, statement, found, word, err) : result;
		}
	}
	return result < 0 ? result
	                  : err_set(err, GRIPE_USAGE,
	                            "the store has no issue or theme \"%.60s\" (gripe themes lists them)", word);
}

int store_day(const char *text, int64_t *day, struct err *err)
{
	int64_t seconds;
	*day = INT64_MIN;
	if (text == NULL) {
		return 0;
	}
	if (!timestamp_parse(str_from(text), &seconds)) {
		return err_set(err, GRIPE_USAGE, "\"%.40s\" is no date; one is written 2025-03-01", text);
	}
	*day = timestamp_day(seconds);
	return 0;
}

int store_today(struct store_call *call, int64_t *day, struct err *err)
{
	int result;
	if (call->run.now != NULL) {
		return store_day(call->run.now, day, err);
	}
	*day = INT64_MIN;
	result = store_number(call->store, day, err, "SELECT max(day) FROM day_count WHERE item = 0", "");
	return result < 0 ? result : 0;
}

int store_run(struct store_call *call, const char *word, int64_t *number, struct err *err)
{
	int64_t count = 0;
	int result = store_number(call->store, &count, err,
	                          "SELECT count(*) FROM run WHERE CAST(number AS TEXT) = ?1 OR id = ?1 OR night = ?1",
	                          "t", str_from(word));
	if (result >= 0 && count != 1) {
		return err_set(err, GRIPE_USAGE, "%s \"%.60s\" (gripe history list shows them)",
		               count == 0 ? "the store has no run" : "more than one run is called", word);
	}
	result = result < 0
	             ? result
	             : store_number(call->store, number, err,
	                            "SELECT number FROM run WHERE CAST(number AS TEXT) = ?1 OR id = ?1 OR night = ?1",
	                            "t", str_from(word));
	return result < 0 ? result : 0;
}
