/* ledger_labels.c - see ledger_labels.h. Of each line three members are looked at, and the rest is passed over. */
#include "ledger_labels.h"

#include "array.h"
#include "json_scan.h"
#include "run_lines.h"

struct reading {
	struct labels *labels;
	size_t cap; /* of labels->list */
};

struct named { /* one line */
	struct str id, label, table;
};

static bool member_read(struct json_scan *scan, struct arena *arena, struct named *named)
{
	struct str name, raw;
	struct str *to;
	if (!json_key(scan, arena, &name)) {
		return false;
	}
	to = str_eq(name, STR("issue")) || str_eq(name, STR("theme")) ? &named->id
	     : str_eq(name, STR("label"))                             ? &named->label
	     : str_eq(name, STR("table"))                             ? &named->table
	                                                              : NULL;
	return to != NULL && json_kind_next(scan) == JSON_STRING ? json_string(scan, arena, to) : json_skip(scan, &raw);
}

static int line_read(void *to, struct str line, uint64_t number, struct err *err)
{
	enum { FIRST = 64 };
	struct reading *reading = to;
	struct labels *labels = reading->labels;
	struct json_scan scan = { .text = arena_dup(&labels->arena, line) };
	struct named named = { STR_EMPTY, STR_EMPTY, STR_EMPTY };
	(void)number;
	bool first = true, good = json_enter(&scan, '{');
	while (good && json_more(&scan, '}', &first)) {
		good = member_read(&scan, &labels->arena, &named);
	}
	if (!good || !json_finish(&scan)) {
		return err_set(err, GRIPE_DATA, "no line of a table of issues or topics: not a JSON object");
	}
	if (named.id.len > 0) {
		uint32_t id = intern_add(&labels->ids, named.id);
		labels->list = array_room(labels->list, id, &reading->cap, sizeof *labels->list, FIRST);
		labels->list[id] = (struct label){ named.label, STR_EMPTY, named.table, -1 };
	}
	return 0;
}

int ledger_labels(struct labels *labels, const char *run, struct err *err)
{
	struct reading reading = { labels, 0 };
	const struct run_lines lines = { line_read, &reading };
	int result = run_lines_of(run, "issues.ndjson", &lines, err);
	return result == 0 ? run_lines_of(run, "themes.ndjson", &lines, err) : result;
}
