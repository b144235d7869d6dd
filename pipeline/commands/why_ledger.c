/* why_ledger.c - see why_ledger.h. The edits were made by the function that assigning uses (ledger_apply); here they
 * are only told. */
#include "why_ledger.h"

#include <stdlib.h>

#include "json_write.h"

int why_ledger_open(struct why_ledger **out, const char *path, struct err *err)
{
	struct why_ledger *why;
	int result;
	*out = NULL;
	if (path == NULL) {
		return 0;
	}
	why = memory_alloc(sizeof *why);
	*why = (struct why_ledger){ .ledger = NULL };
	result = ledger_open(&why->ledger, path, err);
	if (result == 0) {
		result = ledger_rules_open(&why->rules, why->ledger, err);
	}
	if (result < 0) {
		why_ledger_close(why);
		return result;
	}
	*out = why;
	return 0;
}

void why_ledger_close(struct why_ledger *why)
{
	if (why != NULL) {
		ledger_rules_close(why->rules);
		ledger_close(why->ledger);
		free(why);
	}
}

static const struct ledger_row *row_of(const struct why_ledger *why, uint32_t line)
{
	size_t r = 0;
	while (r + 1 < why->ledger->count && why->ledger->rows[r].line != line) {
		r++;
	}
	return &why->ledger->rows[r]; /* the lines are of this ledger, so one of them it is */
}

/* The ledger's name for an id, the model's, or the id. */
static struct str label_of_id(const struct why_ledger *why, struct str id)
{
	struct str label = ledger_label(why->ledger, id);
	int64_t issue = why->issues != NULL && label.len == 0 ? issue_model_issue(why->issues, id) : -1;
	if (issue >= 0) {
		label = why->issues->issues[issue].label;
	}
	for (size_t t = 0; t < why->themes->theme_count && label.len == 0; t++) {
		label = str_eq(why->themes->themes[t].id, id) ? why->themes->themes[t].label : label;
	}
	return label.len > 0 ? label : id;
}

static void text_edit(const struct ledger_row *row, struct buf *out)
{
	buf_printf(out, "by ledger line %llu: %s", (unsigned long long)row->line, ledger_verbs[row->verb]);
	if (row->phrase.len > 0) {
		buf_printf(out, " of \xE2\x80\x9C%.*s\xE2\x80\x9D", STR_ARGS(row->phrase));
	}
	if (row->verb != LEDGER_PIN) {
		buf_printf(out, " from %.*s", STR_ARGS(row->id));
	}
	buf_printf(out, " into %.*s", STR_ARGS(row->into));
}

static void text_counted(const struct why_ledger *why, const char *what, struct str id, struct buf *out)
{
	buf_printf(out, "; counted for the %s %.*s (%.*s)", what, STR_ARGS(label_of_id(why, id)), STR_ARGS(id));
}

void why_ledger_text(const struct why_ledger *why, const struct mention *mention, struct buf *out)
{
	const struct ledger_edit *edit = mention->edit;
	if (why == NULL || edit == NULL) {
		return;
	}
	buf_text(out, "  ledger     ");
	for (size_t i = 0; i < edit->line_count; i++) {
		buf_text(out, i > 0 ? "; " : "");
		text_edit(row_of(why, edit->lines[i]), out);
	}
	if (!str_eq(edit->issue, mention->issue)) {
		text_counted(why, "issue", mention->issue, out);
	}
	if (edit->theme.len > 0 || edit->unassigned.len > 0) {
		text_counted(why, "topic", mention->theme, out);
	}
	buf_byte(out, '\n');
}

static void json_counted(const struct why_ledger *why, const char *name, struct str id, struct buf *out)
{
	if (id.len == 0) {
		json_put_null(out, name);
		return;
	}
	json_put_open(out, name, '{');
	json_put_text(out, "id", id);
	json_put_text(out, "label", label_of_id(why, id));
	buf_byte(out, '}');
}

void why_ledger_json(const struct why_ledger *why, const struct mention *mention, struct buf *out)
{
	const struct ledger_edit *edit = mention->edit;
	if (why == NULL || edit == NULL) {
		return;
	}
	json_put_open(out, "ledger", '{');
	json_put_open(out, "edits", '[');
	for (size_t i = 0; i < edit->line_count; i++) {
		const struct ledger_row *row = row_of(why, edit->lines[i]);
		json_put_comma(out);
		buf_byte(out, '{');
		json_put_int(out, "line", edit->lines[i]);
		json_put_text(out, "edit", str_from(ledger_verbs[row->verb]));
		json_put_filled(out, "phrase", row->phrase);
		json_put_text(out, "id", row->id);
		json_put_text(out, "into", row->into);
		buf_byte(out, '}');
	}
	buf_byte(out, ']');
	json_counted(why, "issue", mention->issue, out);
	json_counted(why, "theme", mention->theme, out);
	buf_byte(out, '}');
}
