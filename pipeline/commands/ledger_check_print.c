/* ledger_check_print.c - see ledger_check.h: what a check found, for people and for programs. */
#include <stdlib.h>

#include "json_write.h"
#include "ledger_check.h"
#include "utf8.h"

enum { EDIT_WIDTH = 44, ID_WIDTH = 30 };

static void pad(struct buf *out, size_t from, int width)
{
	size_t shown = utf8_count(str_slice(buf_str(out), from, out->len));
	for (; (int)shown < width; shown++) {
		buf_byte(out, ' ');
	}
}

/* "split crash.app by "update" into crash.update" */
static void edit_text(const struct ledger_row *row, struct buf *out)
{
	buf_printf(out, "%s %.*s", ledger_verbs[row->verb], STR_ARGS(row->id));
	if (row->phrase.len > 0) {
		buf_printf(out, " by \"%.*s\"", STR_ARGS(row->phrase));
	}
	if (row->verb == LEDGER_MERGE || row->verb == LEDGER_SPLIT) {
		buf_printf(out, " into %.*s", STR_ARGS(row->into));
	} else if (row->verb != LEDGER_PIN && row->value.len > 0) {
		buf_printf(out, ": %.*s", STR_ARGS(row->value));
	}
}

static void edit_line(const struct ledger_check *check, size_t r, struct buf *out)
{
	const struct check_edit *edit = &check->edits[r];
	const struct ledger_row *row = &check->ledger->rows[r];
	size_t from;
	buf_printf(out, "%5llu  ", (unsigned long long)row->line);
	from = out->len;
	edit_text(row, out);
	pad(out, from, EDIT_WIDTH);
	if (row->of_learning) {
		buf_text(out, "         -  claims its mentions when learning");
	} else {
		buf_printf(out, "  %8llu", (unsigned long long)edit->contacts);
	}
	for (size_t s = 0; s < edit->said_count; s++) {
		buf_printf(out, "%s%s: %.*s", s == 0 ? "  " : "; ", check_notes[edit->said[s].note],
		           STR_ARGS(edit->said[s].text));
	}
	buf_byte(out, '\n');
}

static int by_name(const void *left, const void *right)
{
	return str_cmp(*(const struct str *)left, *(const struct str *)right);
}

/* The ids whose contacts change, by name, in the check's arena. */
static size_t changed_ids(const struct ledger_check *check, struct str **out)
{
	struct str *ids = memory_array(check->ids.count + 1, sizeof *ids);
	size_t count = 0;
	for (size_t i = 0; i < check->ids.count; i++) {
		if (check->counts[i].before != check->counts[i].after) {
			ids[count++] = check->ids.names[i];
		}
	}
	qsort(ids, count, sizeof *ids, by_name);
	*out = ids;
	return count;
}

static void id_line(const struct ledger_check *check, struct str id, struct buf *out)
{
	const struct check_id *count = &check->counts[intern_find(&check->ids, id)];
	size_t from = out->len;
	buf_str_add(out, id);
	pad(out, from, ID_WIDTH);
	buf_printf(out, "  %8llu  %8llu  %.*s\n", (unsigned long long)count->before, (unsigned long long)count->after,
	           STR_ARGS(check_label(check, id)));
}

void check_text(const struct ledger_check *check, struct buf *out)
{
	struct str *ids;
	size_t count = changed_ids(check, &ids), notes = check_count_notes(check);
	buf_printf(out, " line  %-*s  contacts  notes\n", EDIT_WIDTH, "edit");
	for (size_t r = 0; r < check->ledger->count; r++) {
		edit_line(check, r, out);
	}
	if (count > 0) {
		buf_printf(out, "\n%-*s    before     after  label\n", ID_WIDTH, "id");
	}
	for (size_t i = 0; i < count; i++) {
		id_line(check, ids[i], out);
	}
	buf_printf(out, "\n%zu edit%s, %zu note%s\n", check->ledger->count, check->ledger->count == 1 ? "" : "s", notes,
	           notes == 1 ? "" : "s");
	free(ids);
}

static void edit_json(const struct ledger_check *check, size_t r, struct buf *out)
{
	const struct check_edit *edit = &check->edits[r];
	const struct ledger_row *row = &check->ledger->rows[r];
	json_put_comma(out);
	buf_byte(out, '{');
	json_put_int(out, "line", (int64_t)row->line);
	json_put_text(out, "edit", str_from(ledger_verbs[row->verb]));
	json_put_text(out, "id", row->id);
	json_put_filled(out, "phrase", row->phrase);
	json_put_filled(out, "into", row->into);
	if (!row->of_learning) {
		json_put_int(out, "contacts", (int64_t)edit->contacts);
	}
	json_put_open(out, "notes", '[');
	for (size_t s = 0; s < edit->said_count; s++) {
		json_put_comma(out);
		buf_byte(out, '{');
		json_put_text(out, "note", str_from(check_notes[edit->said[s].note]));
		json_put_text(out, "text", edit->said[s].text);
		if (edit->said[s].other > 0) {
			json_put_int(out, "other", (int64_t)edit->said[s].other);
		}
		buf_byte(out, '}');
	}
	buf_text(out, "]}");
}

void check_json(const struct ledger_check *check, struct buf *out)
{
	struct str *ids;
	size_t count = changed_ids(check, &ids);
	buf_byte(out, '{');
	json_put_open(out, "edits", '[');
	for (size_t r = 0; r < check->ledger->count; r++) {
		edit_json(check, r, out);
	}
	buf_byte(out, ']');
	json_put_open(out, "changed", '[');
	for (size_t i = 0; i < count; i++) {
		const struct check_id *counts = &check->counts[intern_find(&check->ids, ids[i])];
		json_put_comma(out);
		buf_byte(out, '{');
		json_put_text(out, "id", ids[i]);
		json_put_text(out, "label", check_label(check, ids[i]));
		json_put_int(out, "before", (int64_t)counts->before);
		json_put_int(out, "after", (int64_t)counts->after);
		buf_byte(out, '}');
	}
	buf_text(out, "]}\n");
	free(ids);
}
