/* ledger_labels.c - see ledger_labels.h. Of each line three members are looked at, and the rest is passed over. */
#include "ledger_labels.h"

#include <unistd.h>

#include "array.h"
#include "infile.h"
#include "json_scan.h"

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

static int line_read(struct reading *reading, struct str line, struct err *err)
{
	enum { FIRST = 64 };
	struct labels *labels = reading->labels;
	struct json_scan scan = { .text = arena_dup(&labels->arena, line) };
	struct named named = { STR_EMPTY, STR_EMPTY, STR_EMPTY };
	bool first = true, good = json_enter(&scan, '{');
	while (good && json_more(&scan, '}', &first)) {
		good = member_read(&scan, &labels->arena, &named);
	}
	if (!good || !json_finish(&scan)) {
		return err_set(err, GRIPE_DATA, "no line of a table of issues or topics: not a JSON object");
	}
	if (named.id.len > 0) {
		uint32_t number = intern_add(&labels->ids, named.id);
		labels->list = array_room(labels->list, number, &reading->cap, sizeof *labels->list, FIRST);
		labels->list[number] = (struct label){ named.label, STR_EMPTY, named.table, -1 };
	}
	return 0;
}

static int table_read(struct reading *reading, const char *path, struct err *err)
{
	struct infile *file;
	struct lines lines;
	struct str line;
	int result = access(path, F_OK) != 0 ? 1 : infile_open(&file, path, err);
	if (result != 0) {
		return result < 0 ? result : 0;
	}
	lines_init(&lines, file);
	while ((result = lines_next(&lines, &line, err)) > 0) {
		result = line_read(reading, line, err);
		if (result < 0) {
			err_at(err, path, lines.number, 0);
			break;
		}
	}
	lines_release(&lines);
	infile_close(file);
	return result;
}

int ledger_labels(struct labels *labels, const char *run, struct err *err)
{
	struct reading reading = { labels, 0 };
	int result = table_read(&reading, arena_printf(&labels->arena, "%s/issues.ndjson", run).at, err);
	return result == 0 ? table_read(&reading, arena_printf(&labels->arena, "%s/themes.ndjson", run).at, err)
	                   : result;
}
