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

/* What a row says of this id; nothing: it says nothing of it. */
static void edit_text(struct buf *out, const struct ledger_row *row, const struct labels *labels, struct str id)
{
	bool out_of_it = str_eq(row->id, id), into_it = str_eq(row->into, id);
	const struct str other = out_of_it ? row->into : row->id;
	switch (row->verb) {
	case LEDGER_RENAME:
		if (out_of_it) {
			rename_text(out, labels, id);
		}
		break;
	case LEDGER_MERGE:
		if (into_it) { /* what is merged away has no record */
			buf_printf(out, "merge of %.*s", STR_ARGS(row->id));
		}
		break;
	case LEDGER_SPLIT:
		if (into_it || out_of_it) {
			buf_printf(out, "split %s %.*s by \"%.*s\"", into_it ? "from" : "into", STR_ARGS(other),
			           STR_ARGS(row->phrase));
		}
		break;
	case LEDGER_PIN:
		if (into_it) {
			buf_printf(out, "pin of \"%.*s\"", STR_ARGS(row->phrase));
		}
		break;
	case LEDGER_MUTE:
		if (out_of_it) {
			buf_printf(out, "mute%s%.*s", row->value.len > 0 ? ": " : "", STR_ARGS(row->value));
		}
		break;
	case LEDGER_OWNER:
	case LEDGER_JOURNEY:
	case LEDGER_ACTION: /* have members of their own */
	case LEDGER_VERBS: break;
	}
}

void fill_edits(struct theme_part *part)
{
	const struct ledger *ledger = part->ranking->decisions->ledger;
	struct buf *out = part_scratch(part), text;
	size_t count = 0;
	buf_init(&text, SIZE_MAX);
	buf_byte(out, '[');
	for (size_t r = 0; ledger != NULL && r < ledger->count; r++) {
		size_t before;
		buf_clear(&text);
		buf_printf(&text, "line %llu: ", (unsigned long long)ledger->rows[r].line);
		before = text.len;
		edit_text(&text, &ledger->rows[r], &part->ranking->labels, part->ranking->tally.themes[part->item]);
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
