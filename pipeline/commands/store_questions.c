/* store_questions.c - see store_questions.h. Sums come from day_count, what was said of an item from the newest line of
 * it; no question walks the contacts. */
#include "store_questions.h"

#include <stdio.h>
#include <sys/stat.h>

#include "grid.h"
#include "store_call.h"
#include "store_sql.h"
#include "timestamp.h"

enum { WEEK = 7, SPARK_WEEKS = 52, RELEARN_NIGHTS = 14, STALE_DAYS = 2 };

#define STORE_OPTIONS                                                                                                  \
	{ "store", 0, "FILE", "the store that gripe run --store keeps",                                                \
	  OPTION_TEXT(struct store_asked, store, NULL) },                                                              \
	    { "json", 0, NULL, "JSON instead of a page for people", OPTION_FLAG(struct store_asked, json) },           \
	{                                                                                                              \
		"wait", 0, "SECONDS", "wait this long for a store that another program has locked (default 10)",       \
		    OPTION_WHOLE(struct store_asked, wait_seconds, 0, STORE_WAIT_MOST, STORE_WAIT)                     \
	}

static void date_put(struct buf *out, int64_t day)
{
	int year, month, day_of_month;
	timestamp_civil(day, &year, &month, &day_of_month);
	buf_printf(out, "%04d-%02d-%02d", year, month, day_of_month);
}

/* ---- themes ---- */

static const char themes_select[] =
    "WITH sums(item, contacts, month, first, last) AS (SELECT item, sum(contacts), sum(iif(day > ?1 - 28 AND day <= ?1,"
    "  contacts, 0)), min(day), max(day) FROM day_count WHERE contacts > 0 GROUP BY item),"
    " newest(id, run) AS (SELECT coalesce(issue, theme), max(run) FROM theme WHERE coalesce(issue, theme) NOTNULL "
    "GROUP BY 1)"
    " SELECT i.id, i.layer, t.label, t.tab AS \"table\", s.contacts, s.month AS \"last 28 days\","
    " date(s.first * 86400, 'unixepoch') AS \"from\", date(s.last * 86400, 'unixepoch') AS \"to\","
    " t.json ->> '$.trend.state' AS trend, nullif(t.json ->> '$.owner', '') AS owner FROM sums s JOIN item i"
    " ON i.number = s.item LEFT JOIN newest n ON n.id = i.id LEFT JOIN theme t ON t.run = n.run AND"
    " coalesce(t.issue, t.theme) = i.id WHERE i.number > 0 AND (?2 = '' OR i.layer = ?2)"
    " ORDER BY i.layer, s.month DESC, s.contacts DESC, i.id";

static int themes_list(struct store_call *call, struct err *err)
{
	sqlite3_stmt *statement;
	struct str layer = str_from(call->asked.layer);
	int64_t today = 0;
	int result;
	if (layer.len > 0 && !str_eq(layer, STR("issue")) && !str_eq(layer, STR("theme"))) {
		return err_set(err, GRIPE_USAGE, "--layer is issue or theme");
	}
	if (call->path_count > 0) {
		return err_set(err, GRIPE_USAGE, "no file is read: --store FILE says which store");
	}
	result = store_today(call, &today, err);
	result = result < 0 ? result : store_prepare(call->store, themes_select, &statement, err);
	if (result < 0) {
		return result;
	}
	store_bind_whole(statement, 1, today);
	store_bind(statement, 2, layer);
	return grid_write(call->store, statement, call->asked.json, &call->out, NULL, err);
}

int store_themes(const struct command_call *call, struct err *err)
{
	static const struct option_spec options[] = {
		STORE_OPTIONS,
		{ "layer", 0, "LAYER", "issue or theme", OPTION_TEXT(struct store_asked, layer, NULL) },
		{ 0 },
	};
	return store_answer(call, options, themes_list, err);
}

/* ---- theme T ---- */

/* Contacts of the item in each of the last weeks, the newest last; counts[SPARK_WEEKS]. */
static int weeks_read(struct store_call *call, int64_t item, int64_t today, int64_t *counts, struct err *err)
{
	sqlite3_stmt *statement;
	int more, result = store_prepare(call->store,
	                                 "SELECT (?2 - day) / 7, sum(contacts) FROM day_count WHERE item = ?1"
	                                 " AND day <= ?2 AND day > ?2 - ?3 GROUP BY 1",
	                                 &statement, err);
	if (result < 0) {
		return result;
	}
	store_bind_whole(statement, 1, item);
	store_bind_whole(statement, 2, today);
	store_bind_whole(statement, 3, SPARK_WEEKS * WEEK);
	while ((more = store_step(call->store, statement, err)) == 1) {
		counts[SPARK_WEEKS - 1 - sqlite3_column_int64(statement, 0)] = sqlite3_column_int64(statement, 1);
	}
	return more;
}

static int theme_counts(struct store_call *call, const struct store_named *named, struct err *err)
{
	int64_t counts[SPARK_WEEKS] = { 0 }, today = 0, all = 0, first = 0, last = 0;
	size_t from = 0;
	int result = store_today(call, &today, err);
	result = result < 0 ? result : weeks_read(call, named->number, today, counts, err);
	result = result < 0 ? result
	                    : store_number(call->store, &all, err,
	                                   "SELECT sum(contacts) FROM day_count WHERE item = ?1", "i", named->number);
	result = result < 0 ? result
	                    : store_number(call->store, &first, err,
	                                   "SELECT min(day) FROM day_count WHERE item = ?1 AND contacts > 0", "i",
	                                   named->number);
	result = result < 0 ? result
	                    : store_number(call->store, &last, err,
	                                   "SELECT max(day) FROM day_count WHERE item = ?1 AND contacts > 0", "i",
	                                   named->number);
	if (result < 0) {
		return result;
	}
	while (from + 1 < SPARK_WEEKS && counts[from] == 0) {
		from++;
	}
	buf_printf(&call->out, "%lld contacts", (long long)all);
	if (all > 0) {
		buf_text(&call->out, ", ");
		date_put(&call->out, first);
		buf_text(&call->out, " to ");
		date_put(&call->out, last);
	}
	buf_printf(&call->out, "\nby week, %zu weeks up to ", SPARK_WEEKS - from);
	date_put(&call->out, today);
	buf_text(&call->out, ":  ");
	grid_spark(&call->out, counts + from, SPARK_WEEKS - from);
	buf_printf(&call->out, "  (last week %lld)\n", (long long)counts[SPARK_WEEKS - 1]);
	return 0;
}

/* A part of the page: a heading, and the rows that select has of ?1, the item's id; nothing where there are none. */
static int theme_part(struct store_call *call, const struct store_named *named, const char *heading, const char *select,
                      struct err *err)
{
	sqlite3_stmt *statement;
	struct buf rows;
	size_t count = 0;
	int result = store_prepare(call->store, select, &statement, err);
	if (result < 0) {
		return result;
	}
	buf_init(&rows, SIZE_MAX);
	store_bind(statement, 1, named->id);
	result = grid_write(call->store, statement, false, &rows, &count, err);
	if (result == 0 && count > 0) {
		buf_printf(&call->out, "\n%s\n", heading);
		buf_str_add(&call->out, buf_str(&rows));
	}
	buf_release(&rows);
	return result;
}

#define NEWEST_LINE "(SELECT json FROM theme WHERE issue = ?1 OR theme = ?1 ORDER BY run DESC LIMIT 1)"

static int theme_page(struct store_call *call, const struct store_named *named, struct err *err)
{
	static const struct {
		const char *heading, *select;
	} parts[] = {
		{ "The last nights", "SELECT r.night, t.contacts, round(100 * t.share, 1) AS \"share %\", t.json ->> "
		                     "'$.trend.state' AS trend"
		                     " FROM theme t JOIN run r ON r.number = t.run WHERE t.issue = ?1 OR t.theme = ?1"
		                     " ORDER BY r.night DESC, r.number DESC LIMIT 7" },
		{ "Nights that the past does not explain",
		  "SELECT DISTINCT a.value ->> '$.day' AS day, coalesce(a.value ->> '$.value', 'all contacts') AS "
		  "among,"
		  " a.value ->> '$.contacts' AS contacts, a.value ->> '$.expected' AS expected"
		  " FROM theme t, json_each(t.json, '$.anomalies') a WHERE t.issue = ?1 OR t.theme = ?1 ORDER BY 1 "
		  "DESC LIMIT 10" },
		{ "What was done about it", "SELECT day, text, verdict, ratio, ratio_low AS \"from\", ratio_high AS "
		                            "\"to\" FROM action WHERE issue = ?1"
		                            " AND run = (SELECT max(run) FROM action WHERE issue = ?1) ORDER BY day" },
		{ "By channel",
		  "SELECT c.key AS channel, c.value AS contacts FROM json_each(" NEWEST_LINE ", '$.channels') c"
		  " ORDER BY 2 DESC, 1" },
		{ "In customers' words",
		  "SELECT q.value ->> '$.text' AS quote FROM json_each(" NEWEST_LINE ", '$.quotes') q" },
		{ "Next", "SELECT nullif(" NEWEST_LINE " ->> '$.next_step', '') AS step WHERE step NOTNULL" },
		{ "What became of it when the model was learnt again",
		  "SELECT m.id AS model, d.what, coalesce(d.former, '') AS \"from\", coalesce(d.theme, '') AS \"to\", "
		  "d.share / 10 AS"
		  " \"share %\" FROM descent d JOIN model m ON m.number = d.model WHERE d.former = ?1 OR d.theme = ?1"
		  " ORDER BY d.model DESC, d.share DESC" },
	};
	int result;
	buf_printf(&call->out, "%.*s (%.*s)\n", STR_ARGS(named->label), STR_ARGS(named->id));
	result = theme_counts(call, named, err);
	for (size_t i = 0; i < sizeof parts / sizeof *parts && result == 0; i++) {
		result = theme_part(call, named, parts[i].heading, parts[i].select, err);
	}
	return result;
}

static int theme_work(struct store_call *call, struct err *err)
{
	struct store_named named;
	sqlite3_stmt *statement;
	int result;
	if (call->path_count != 1) {
		return err_set(err, GRIPE_USAGE, "which issue or theme? one id or label");
	}
	result = store_item(call, call->paths[0], &named, err);
	if (result < 0 || !call->asked.json) {
		return result < 0 ? result : theme_page(call, &named, err);
	}
	result = store_prepare(call->store,
	                       "SELECT r.night, r.number AS run, m.id AS model, t.json FROM theme t JOIN run r"
	                       " ON r.number = t.run LEFT JOIN model m ON m.number = r.model"
	                       " WHERE t.issue = ?1 OR t.theme = ?1 ORDER BY r.night, r.number",
	                       &statement, err);
	if (result == 0) {
		store_bind(statement, 1, named.id);
		result = grid_write(call->store, statement, true, &call->out, NULL, err);
	}
	return result;
}

const struct option_spec theme_options[] = { STORE_OPTIONS, { 0 } };

static int theme_call(const struct command_call *call, struct err *err)
{
	return store_answer(call, theme_options, theme_work, err);
}

int theme_main(int argc, char **argv, const char *lexicons)
{
	static const struct command_frame frame = {
		.name = "theme",
		.usage =
		    "gripe theme - one issue or theme of a store: how it moves, what was done, in customers' words\n\n"
		    "usage: gripe theme --store FILE [--json] ISSUE-OR-THEME\n\n"
		    "It is named by its id, its label, or a part of the label that no other has.\n\n",
		.parsed = theme_options,
		.shown = theme_options,
		.work = theme_call,
	};
	return command_run(&frame, argc, argv, lexicons);
}

/* ---- trend T ---- */

static const char *const period_names[] = { "day", "week", "month", NULL };

/* SQL of the first day of a period, by its name. Weeks begin on Monday; day 4 was one. */
static const char trend_days[] =
    "WITH bounds(low, high) AS (SELECT max(?2, min(day)), max(day) FROM day_count WHERE item = 0), counted AS"
    " (SELECT CASE ?3 WHEN 'day' THEN date(d.day * 86400, 'unixepoch')"
    "  WHEN 'week' THEN date((d.day - (d.day + 3) % 7) * 86400, 'unixepoch')"
    "  ELSE strftime('%Y-%m-01', d.day * 86400, 'unixepoch') END AS period, sum(d.contacts) AS all_contacts,"
    "  sum(coalesce(i.contacts, 0)) AS contacts FROM day_count d LEFT JOIN day_count i ON i.item = ?1 AND i.day = "
    "d.day,"
    "  bounds WHERE d.item = 0 AND d.day >= low GROUP BY 1)"
    " SELECT period AS \"from\", contacts, all_contacts AS \"of\","
    " round(1000.0 * contacts / all_contacts, 1) AS \"per 1000\","
    " printf('%.*c', CAST(20.0 * contacts / max(1, max(contacts) OVER ()) AS INTEGER), '#') AS bar FROM counted"
    " ORDER BY period";

static int trend_work(struct store_call *call, struct err *err)
{
	struct store_named named;
	sqlite3_stmt *statement;
	int64_t since;
	int result;
	if (call->path_count != 1) {
		return err_set(err, GRIPE_USAGE, "the trend of which issue or theme? one id or label");
	}
	result = store_item(call, call->paths[0], &named, err);
	result = result < 0 ? result : store_day(call->asked.since, &since, err);
	result = result < 0 ? result : store_prepare(call->store, trend_days, &statement, err);
	if (result < 0) {
		return result;
	}
	store_bind_whole(statement, 1, named.number);
	store_bind_whole(statement, 2, since);
	store_bind(statement, 3, str_from(period_names[call->asked.by]));
	if (!call->asked.json) {
		buf_printf(&call->out, "%.*s (%.*s)\n", STR_ARGS(named.label), STR_ARGS(named.id));
	}
	return grid_write(call->store, statement, call->asked.json, &call->out, NULL, err);
}

const struct option_spec trend_options[] = { STORE_OPTIONS,
	                                            { "by", 0, "PERIOD", "day, week or month (default week)",
	                                              OPTION_CHOICE(struct store_asked, by, period_names, 1) },
	                                            { "since", 0, "DATE", "from this day on",
	                                              OPTION_TEXT(struct store_asked, since, NULL) },
	                                            { 0 } };

static int trend_call(const struct command_call *call, struct err *err)
{
	return store_answer(call, trend_options, trend_work, err);
}

int trend_main(int argc, char **argv, const char *lexicons)
{
	static const struct command_frame frame = {
		.name = "trend",
		.usage = "gripe trend - contacts of one issue or theme of a store, by day, week or month\n\n"
		         "usage: gripe trend --store FILE [--by PERIOD] [--since DATE] [--json] ISSUE-OR-THEME\n\n",
		.parsed = trend_options,
		.shown = trend_options,
		.work = trend_call,
	};
	return command_run(&frame, argc, argv, lexicons);
}

/* ---- status ---- */

static const char status_select[] =
    "SELECT (SELECT count(*) FROM run) AS runs, (SELECT max(night) FROM run) AS last_night,"
    " (SELECT max(until) FROM run) AS newest_contact, (SELECT count(*) FROM contact WHERE latest = 1) AS contacts,"
    " (SELECT count(*) FROM mention) AS mentions, (SELECT count(*) FROM person) AS people,"
    " (SELECT id FROM model WHERE mentions > 0 ORDER BY number DESC LIMIT 1) AS model,"
    " (SELECT count(*) FROM run WHERE model = (SELECT max(number) FROM model WHERE mentions > 0)) AS"
    " nights_by_it, (SELECT count(*) FROM birth) AS births, ?1 AS bytes";

/* What a person should do now, each as a line. */
static int status_due(struct store_call *call, struct err *err)
{
	int64_t nights = 0, newest = 0, today = 0;
	int result = store_number(call->store, &nights, err,
	                          "SELECT count(*) FROM run WHERE model = (SELECT max(number) FROM model"
	                          " WHERE mentions > 0)",
	                          "");
	result = result < 0
	             ? result
	             : store_number(call->store, &newest, err, "SELECT max(day) FROM day_count WHERE item = 0", "");
	result = result < 0 ? result : store_today(call, &today, err);
	if (result < 0) {
		return result;
	}
	if (nights > RELEARN_NIGHTS) {
		buf_printf(&call->out, "due: learn the model anew, it has served %lld nights (gripe run --relearn)\n",
		           (long long)nights);
	}
	if (today - newest > STALE_DAYS) {
		buf_printf(&call->out, "due: new contacts, the newest is %lld days old\n", (long long)(today - newest));
	}
	return 0;
}

static int status_work(struct store_call *call, struct err *err)
{
	sqlite3_stmt *statement;
	struct stat about;
	int result = store_prepare(call->store, status_select, &statement, err);
	if (result < 0) {
		return result;
	}
	if (call->path_count > 0) {
		return err_set(err, GRIPE_USAGE, "no file is read: --store FILE says which store");
	}
	store_bind_whole(statement, 1, stat(call->asked.store, &about) == 0 ? (int64_t)about.st_size : 0);
	if (call->asked.json) {
		return grid_write(call->store, statement, true, &call->out, NULL, err);
	}
	result = store_step(call->store, statement, err);
	for (int i = 0; i < sqlite3_column_count(statement) && result == 1; i++) {
		struct str value = store_text(statement, i);
		buf_printf(&call->out, "%-16s %.*s\n", sqlite3_column_name(statement, i),
		           STR_ARGS(value.len > 0 ? value : STR("-")));
	}
	sqlite3_reset(statement);
	return result < 0 ? result : status_due(call, err);
}

const struct option_spec status_options[] = { STORE_OPTIONS, { 0 } };

static int status_call(const struct command_call *call, struct err *err)
{
	return store_answer(call, status_options, status_work, err);
}

int status_main(int argc, char **argv, const char *lexicons)
{
	static const struct command_frame frame = {
		.name = "status",
		.usage = "gripe status - how a store stands: last night, sizes, model, what is due\n\n"
		         "usage: gripe status --store FILE [--now TIME] [--json]\n\n",
		.parsed = status_options,
		.shown = status_options,
		.work = status_call,
	};
	return command_run(&frame, argc, argv, lexicons);
}
