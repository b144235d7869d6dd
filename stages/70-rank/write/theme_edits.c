/* theme_edits.c - what the ledger made of a theme or an issue, as texts of its record: "line 3: merge of late.parcel".
 * Those that move mentions were applied when they were assigned; they are told where they lead, and where they lead
 * from. */
#include "theme_part.h"

/* "rename of Delivery late": what it would be called without it. */
static void rename_text(struct buf *out, const struct labels *labels, struct str id)
{
	struct str label = label_learnt(labels, id);
	buf_printf(out, "rename%s%.*s", label.len > 0 ? " of " : "", STR_ARGS(label));
}

/* What a row puts into it. */
static void into_text(struct buf *out, const struct ledger_row *row)
{
	if (row->verb == LEDGER_MERGE) {
		buf_printf(out, "merge of %.*s", STR_ARGS(row->id));
	} else if (row->verb == LEDGER_SPLIT) {
		buf_printf(out, "split from %.*s by \"%.*s\"", STR_ARGS(row->id), STR_ARGS(row->phrase));
	} else if (row->verb == LEDGER_PIN) {
		buf_printf(out, "pin of \"%.*s\"", STR_ARGS(row->phrase));
	}
}

/* What a row about it does; owners, journey steps and actions have members of their own, and what is merged away has no
 * record. */
static void own_text(struct buf *out, const struct ledger_row *row, const struct labels *labels)
{
	if (row->verb == LEDGER_RENAME) {
		rename_text(out, labels, row->id);
	} else if (row->verb == LEDGER_SPLIT) {
		buf_printf(out, "split into %.*s by \"%.*s\"", STR_ARGS(row->into), STR_ARGS(row->phrase));
	} else if (row->verb == LEDGER_MUTE) {
		buf_printf(out, "mute%s%.*s", row->value.len > 0 ? ": " : "", STR_ARGS(row->value));
	} else if (row->verb == LEDGER_MIXED) {
		buf_printf(out, "mixed%s%.*s", row->value.len > 0 ? ": " : "", STR_ARGS(row->value));
	} else if (row->verb == LEDGER_NEXT) {
		buf_text(out, "what to do next");
	} else if (row->verb == LEDGER_ASKED) {
		buf_printf(out, "answer to a card%s%.*s", row->text.len > 0 ? ": " : "", STR_ARGS(row->text));
	}
}

void fill_edits(struct theme_part *part)
{
	const struct ledger *ledger = part->ranking->decisions->ledger;
	struct str id = part->ranking->tally.themes[part->item];
	struct buf *out = part_scratch(part), text;
	size_t count = 0;
	buf_init(&text, SIZE_MAX);
	buf_byte(out, '[');
	for (size_t r = 0; ledger != NULL && r < ledger->count; r++) {
		size_t before;
		buf_clear(&text);
		buf_printf(&text, "line %llu: ", (unsigned long long)ledger->rows[r].line);
		before = text.len;
		if (str_eq(ledger->rows[r].into, id)) {
			into_text(&text, &ledger->rows[r]);
		} else if (str_eq(ledger->rows[r].id, id)) {
			own_text(&text, &ledger->rows[r], &part->ranking->labels);
		}
		if (text.len > before) {
			json_put_item(out, buf_str(&text));
			count++;
		}
	}
	buf_byte(out, ']');
	if (count > 0) {
		set_text(part->values, THEME_edits, part_keep(part));
	}
	buf_release(&text);
}
