/* history_diff.c - gripe history diff A B: what differs between two runs, issue by issue, and by what: the data, or the
 * footing (settings, model and version, of which it says which differ).
 *
 * What a run published stands in its lines. What its contacts count for today stands in the store, where learning anew
 * puts all nights on the footing of the new model. So B's published count less A's is the sum of two: what the contacts
 * of both differ by on today's footing (data), and what today's footing makes of A's less what it makes of B's. Runs
 * whose contacts are pruned have no second count: all is data then, and that is said. */
#include <stdio.h>

#include "grid.h"
#include "history_command.h"
#include "json_write.h"
#include "store_sql.h"

static const char changes_select[] =
    "WITH said(id, label, a, b) AS (SELECT coalesce(issue, theme), max(label), sum(iif(run = ?1, contacts, 0)),"
    "  sum(iif(run = ?2, contacts, 0)) FROM theme WHERE run IN (?1, ?2) AND coalesce(issue, theme) NOTNULL GROUP BY 1),"
    " now(id, a, b) AS (SELECT i.id, sum(iif(c.run = ?1, c.weight, 0)), sum(iif(c.run = ?2, c.weight, 0))"
    "  FROM contact c JOIN contact_item ci ON ci.contact = c.number JOIN item i ON i.number = ci.item"
    "  WHERE c.run IN (?1, ?2) GROUP BY i.id),"
    " ids(id) AS (SELECT id FROM said UNION SELECT id FROM now),"
    " both(id, label, a, b, now_a, now_b) AS (SELECT ids.id, coalesce(s.label, ids.id), coalesce(s.a, 0),"
    "  coalesce(s.b, 0), iif(?3, coalesce(n.a, 0), coalesce(s.a, 0)), iif(?3, coalesce(n.b, 0), coalesce(s.b, 0))"
    "  FROM ids LEFT JOIN said s ON s.id = ids.id LEFT JOIN now n ON n.id = ids.id)"
    " SELECT id, label, a, b, b - a AS change, now_b - now_a AS \"by data\","
    " (b - a) - (now_b - now_a) AS \"by footing\" FROM both WHERE b <> a OR now_b <> now_a"
    " ORDER BY abs(b - a) DESC, id";

static const char descent_select[] =
    "SELECT d.what, d.former AS \"from\", f.label AS former, d.theme AS \"to\", t.label AS now, d.share / 10 AS "
    "\"share %\""
    " FROM descent d JOIN model m ON m.number = d.model LEFT JOIN model_theme f ON f.model = m.parent"
    " AND f.theme = d.former LEFT JOIN model_theme t ON t.model = d.model AND t.theme = d.theme"
    " WHERE d.model > ?1 AND d.model <= ?2 AND d.what <> 'kept' ORDER BY d.model, d.what, d.former, d.theme";

struct two { /* of the two runs */
	int64_t number[2], model[2], kept[2];
};

static int text_equal(struct store_call *call, const struct two *two, const char *select, bool *equal, struct err *err)
{
	int64_t distinct = 0;
	int result = store_number(call->store, &distinct, err, select, "ii", two->number[0], two->number[1]);
	*equal = distinct == 1;
	return result < 0 ? result : 0;
}

static int head_write(struct store_call *call, const struct two *two, struct err *err)
{
	static const struct {
		const char *name, *select;
	} parts[] = {
		{ "data", "SELECT count(DISTINCT inputs) FROM run WHERE number IN (?1, ?2)" },
		{ "settings", "SELECT count(DISTINCT settings) FROM run WHERE number IN (?1, ?2)" },
		{ "model", "SELECT count(DISTINCT coalesce(model, 0)) FROM run WHERE number IN (?1, ?2)" },
		{ "version", "SELECT count(DISTINCT version) FROM run WHERE number IN (?1, ?2)" },
	};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		bool equal;
		int result = text_equal(call, two, parts[i].select, &equal, err);
		if (result < 0) {
			return result;
		}
		if (call->asked.json) {
			buf_text(&call->out, i == 0 ? "{" : "");
			json_put_bool(&call->out, parts[i].name, !equal);
		} else {
			buf_printf(&call->out, "%s%s: %s", i > 0 ? "; " : "", parts[i].name,
			           equal ? "the same" : "differs");
		}
	}
	buf_text(&call->out, call->asked.json ? "}\n" : "\n");
	return 0;
}

static int rows(struct store_call *call, const char *select, const int64_t *values, size_t count, struct err *err)
{
	sqlite3_stmt *statement;
	size_t before = call->out.len, written = 0;
	int result = store_prepare(call->store, select, &statement, err);
	if (result < 0) {
		return result;
	}
	for (size_t i = 0; i < count; i++) {
		store_bind_whole(statement, (int)i + 1, values[i]);
	}
	buf_text(&call->out, call->asked.json ? "" : "\n");
	result = grid_write(call->store, statement, call->asked.json, &call->out, &written, err);
	call->out.len = written == 0 ? before : call->out.len;
	return result;
}

static int two_read(struct store_call *call, struct two *two, struct err *err)
{
	int result = 0;
	for (int i = 0; i < 2 && result >= 0; i++) {
		result = store_run(call, call->paths[i], &two->number[i], err);
		result = result < 0 ? result
		                    : store_number(call->store, &two->model[i], err,
		                                   "SELECT coalesce(model, 0) FROM run WHERE number = ?1", "i",
		                                   two->number[i]);
		result = result < 0 ? result
		                    : store_number(call->store, &two->kept[i], err,
		                                   "SELECT (SELECT count(*) FROM contact WHERE run = ?1) ="
		                                   " (SELECT contacts FROM run WHERE number = ?1)",
		                                   "i", two->number[i]);
	}
	return result < 0 ? result : 0;
}

int history_diff(struct store_call *call, struct err *err)
{
	struct two two = { .kept = { 0 } };
	int64_t older, newer;
	int result = call->path_count == 2 ? two_read(call, &two, err)
	                                   : err_set(err, GRIPE_USAGE, "which two runs? gripe history diff RUN RUN");
	if (result < 0) {
		return result;
	}
	older = two.model[0] < two.model[1] ? two.model[0] : two.model[1];
	newer = two.model[0] < two.model[1] ? two.model[1] : two.model[0];
	result = head_write(call, &two, err);
	if (!call->asked.json) {
		if (two.kept[0] == 0 || two.kept[1] == 0) {
			buf_text(&call->out, "contacts of one of them are pruned: what the footing makes cannot be "
			                     "told from the data\n");
		}
	}
	result = result < 0
	             ? result
	             : rows(call, changes_select,
	                    (int64_t[]){ two.number[0], two.number[1], two.kept[0] == 1 && two.kept[1] == 1 }, 3, err);
	return result < 0 ? result : rows(call, descent_select, (int64_t[]){ older, newer }, 2, err);
}
