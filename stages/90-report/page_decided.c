/* page_decided.c - what people decided, by the ledger: what they made of an issue, what was done about it and whether
 * it helped, and what they want in no ranking. */
#include <math.h>

#include "figures_text.h"
#include "page.h"

void page_edits(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	struct buf text;
	if (theme->edit_count == 0) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	buf_text(&text, "By the ledger: ");
	for (size_t i = 0; i < theme->edit_count; i++) {
		buf_text(&text, i > 0 ? "; " : "");
		buf_str_add(&text, theme->edits[i]);
	}
	buf_byte(&text, '.');
	page->writer->paragraph(out, buf_str(&text));
	buf_release(&text);
}

/* "−49 %", "+3.0 %" */
static void change_text(struct buf *out, double change)
{
	buf_text(out, change < 0 ? "−" : "+");
	percent(out, fabs(change));
}

static void per_1000(struct buf *out, const struct field_value *action, size_t row)
{
	buf_fixed(out, action[row].number, 1);
}

static void rates_text(struct buf *out, const struct field_value *action)
{
	per_1000(out, action, ACTION_before_per_1000);
	buf_text(out, " of 1,000 contacts name it before, ");
	per_1000(out, action, ACTION_after_per_1000);
	buf_text(out, " after");
	if (action[ACTION_ratio].state == FIELD_GIVEN) {
		buf_text(out, ": ");
		change_text(out, action[ACTION_ratio].number - 1);
	}
	if (action[ACTION_ratio_low].state == FIELD_GIVEN && action[ACTION_ratio_high].state == FIELD_GIVEN) {
		buf_text(out, " (");
		change_text(out, action[ACTION_ratio_low].number - 1);
		buf_text(out, " to ");
		change_text(out, action[ACTION_ratio_high].number - 1);
		buf_text(out, ")");
	}
}

static void action_line(struct buf *out, const struct page *page, const struct field_value *action)
{
	struct str what = action[ACTION_text].text;
	struct buf text;
	bool rates =
	    action[ACTION_before_per_1000].state == FIELD_GIVEN && action[ACTION_after_per_1000].state == FIELD_GIVEN;
	buf_init(&text, SIZE_MAX);
	buf_printf(&text, "Done on %.*s%s%.*s: %.*s. ", STR_ARGS(action[ACTION_day].text), what.len > 0 ? ", " : "",
	           STR_ARGS(what), STR_ARGS(action[ACTION_verdict].text));
	if (rates) {
		rates_text(&text, action);
	} else {
		buf_text(&text, "There are no contacts on both sides of it");
	}
	if (action[ACTION_expected].state == FIELD_GIVEN) {
		buf_text(&text, "; expected ");
		change_text(&text, action[ACTION_expected].number);
	}
	buf_byte(&text, '.');
	page->writer->paragraph(out, buf_str(&text));
	buf_release(&text);
}

void page_actions(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	for (size_t i = 0; i < theme->action_count; i++) {
		action_line(out, page, theme->actions[i]);
	}
}

void page_muted(struct buf *out, const struct page *page)
{
	const struct view_list *lists[] = { &page->view->themes, &page->view->beside };
	struct buf text;
	size_t count = 0;
	buf_init(&text, SIZE_MAX);
	for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
		for (size_t i = 0; i < lists[l]->count; i++) {
			const struct view_theme *theme = &lists[l]->list[i];
			if (str_eq(theme_text(theme, THEME_table), STR("muted"))) {
				buf_text(&text, count++ > 0 ? "; " : "Muted by the ledger, so in no table above: ");
				buf_str_add(&text, theme_text(theme, THEME_label));
				buf_text(&text, " (");
				number_grouped(&text, theme_number(theme, THEME_contacts));
				buf_text(&text, ")");
			}
		}
	}
	if (count > 0) {
		buf_byte(&text, '.');
		page->writer->paragraph(out, buf_str(&text));
	}
	buf_release(&text);
}
