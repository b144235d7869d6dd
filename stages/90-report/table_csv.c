/* table_csv.c - the themes as a table for spreadsheets, and the small printers that every format of a report shares. */
#include "writer.h"

#include <math.h>
#include <stdio.h>

void escape_xml(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];
		switch (c) {
		case '&': buf_text(out, "&amp;"); break;
		case '<': buf_text(out, "&lt;"); break;
		case '>': buf_text(out, "&gt;"); break;
		case '"': buf_text(out, "&quot;"); break;
		case '\'': buf_text(out, "&#39;"); break;
		default: buf_byte(out, (unsigned char)c < 0x20 || c == 0x7f ? ' ' : c);
		}
	}
}

void number_grouped(struct buf *out, double value)
{
	char digits[32];
	int n = snprintf(digits, sizeof digits, "%.0f", fabs(value));
	if (value <= -0.5) {
		buf_byte(out, '-');
	}
	for (int i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0) {
			buf_byte(out, ',');
		}
		buf_byte(out, digits[i]);
	}
}

void percent(struct buf *out, double share)
{
	double points = share * 100;
	if (points > 0 && points < 0.1) {
		buf_text(out, "< 0.1 %");
		return;
	}
	buf_fixed(out, points, points > 0 && points < 9.95 ? 1 : 0);
	buf_text(out, " %");
}

static void csv_text(struct buf *out, struct str text)
{
	bool quote = false;
	if (text.len > 0 && strchr("=+-@\t\r", text.at[0]) != NULL) {
		buf_text(out, "\"'");
		quote = true;
	}
	for (size_t i = 0; i < text.len && !quote; i++) {
		if (strchr(",\"\r\n", text.at[i]) != NULL) {
			buf_byte(out, '"');
			quote = true;
		}
	}
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"') {
			buf_byte(out, '"');
		}
		buf_byte(out, text.at[i]);
	}
	if (quote) {
		buf_byte(out, '"');
	}
}

static void csv_number(struct buf *out, double value)
{
	buf_byte(out, ',');
	buf_number(out, value);
}

static void csv_cell(struct buf *out, struct str text)
{
	buf_byte(out, ',');
	csv_text(out, text);
}

void tables_csv(struct buf *out, const struct view *view)
{
	buf_text(out, "theme,table,rank,rank_low,rank_high,label,contacts,people,of,share,share_low,share_high,"
	              "together,kind,trend,effort,owner,next_step,"
	              "first_seen,last_seen,quote\n");
	for (size_t i = 0; i < view->theme_count; i++) {
		const struct view_theme *t = &view->themes[i];
		csv_text(out, t->id);
		csv_cell(out, t->table);
		csv_number(out, t->rank);
		csv_number(out, t->rank_low);
		csv_number(out, t->rank_high);
		csv_cell(out, t->label);
		csv_number(out, t->contacts);
		csv_number(out, t->people);
		csv_number(out, t->of);
		csv_number(out, t->share);
		csv_number(out, t->share_low);
		csv_number(out, t->share_high);
		csv_number(out, t->union_share);
		csv_cell(out, t->kind);
		csv_cell(out, t->trend);
		csv_number(out, t->effort);
		csv_cell(out, t->owner);
		csv_cell(out, t->next_step);
		csv_cell(out, t->first_seen);
		csv_cell(out, t->last_seen);
		csv_cell(out, t->quote_count > 0 ? t->quotes[0].text : STR_EMPTY);
		buf_byte(out, '\n');
	}
}
