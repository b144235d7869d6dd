/* chart_pareto.c - an SVG Pareto: one horizontal bar an issue, its 95 % interval as a whisker, and the share that the
 * issues down to it reach together as a line. Horizontal, because labels are phrases. All coordinates are printed with
 * one digit behind the point. */
#include "chart_pareto.h"

#include "figures_text.h"

enum { WIDTH = 960, LABEL_WIDTH = 300, ROW = 30, TOP = 44, BOTTOM = 36, RIGHT = 70, LABEL_BYTES = 44 };

static void number(struct buf *out, double value)
{
	buf_fixed(out, value, 1);
}

static void line(struct buf *out, const char *class, double x1, double y1, double x2, double y2)
{
	buf_printf(out, "<line class=\"%s\" x1=\"", class);
	number(out, x1);
	buf_text(out, "\" y1=\"");
	number(out, y1);
	buf_text(out, "\" x2=\"");
	number(out, x2);
	buf_text(out, "\" y2=\"");
	number(out, y2);
	buf_text(out, "\"/>\n");
}

static void label(struct buf *out, const char *attributes, double x, double y, struct str text)
{
	buf_printf(out, "<text %s x=\"", attributes);
	number(out, x);
	buf_text(out, "\" y=\"");
	number(out, y);
	buf_text(out, "\">");
	escape_xml(out, text);
	buf_text(out, "</text>\n");
}

/* A label that fits: cut between code points, with an ellipsis. */
static void fitted(struct buf *out, struct str text)
{
	size_t at = 0, shown = 0;
	while (at < text.len && shown < LABEL_BYTES) {
		at++;
		while (at < text.len && ((unsigned char)text.at[at] & 0xC0) == 0x80) {
			at++;
		}
		shown++;
	}
	buf_add(out, text.at, at);
	if (at < text.len) {
		buf_text(out, "…");
	}
}

static void bar(struct buf *out, const struct view_theme *t, double y, double unit)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	fitted(&text, theme_text(t, THEME_label));
	label(out, "text-anchor=\"end\"", LABEL_WIDTH - 10, y + 19, buf_str(&text));
	buf_text(out, "<rect class=\"bar\" rx=\"2\" x=\"");
	number(out, LABEL_WIDTH);
	buf_text(out, "\" y=\"");
	number(out, y + 6);
	buf_text(out, "\" width=\"");
	number(out, theme_number(t, THEME_share) * unit);
	buf_printf(out, "\" height=\"%d\"><title>", ROW - 12);
	escape_xml(out, theme_text(t, THEME_label));
	buf_text(out, ": ");
	number_grouped(out, theme_number(t, THEME_contacts));
	buf_text(out, " contacts</title></rect>\n");
	if (theme_number(t, THEME_share_high) > 0) {
		double middle = y + ROW / 2.0;
		line(out, "range", LABEL_WIDTH + theme_number(t, THEME_share_low) * unit, middle,
		     LABEL_WIDTH + theme_number(t, THEME_share_high) * unit, middle);
	}
	buf_release(&text);
}

static void axis(struct buf *out, double height, double unit)
{
	for (int tick = 0; tick <= 100; tick += 25) {
		double x = LABEL_WIDTH + unit * tick / 100;
		char text[16];
		struct buf name;
		line(out, "axis", x, TOP - 6, x, height - BOTTOM);
		buf_init(&name, sizeof text);
		buf_printf(&name, "%d %%", tick);
		label(out, "class=\"soft\" text-anchor=\"middle\"", x, height - BOTTOM + 18, buf_str(&name));
		buf_release(&name);
	}
}

void chart_pareto(struct buf *out, const struct view *view, size_t top, bool alone)
{
	size_t count = 0;
	double height, unit = WIDTH - LABEL_WIDTH - RIGHT;
	struct buf path;
	while (count < view->themes.count && count < top &&
	       str_eq(theme_text(&view->themes.list[count], THEME_table), STR("pain")) &&
	       !theme_is_rest(&view->themes.list[count])) {
		count++;
	}
	if (count == 0) {
		return;
	}
	height = TOP + (double)count * ROW + BOTTOM;
	buf_printf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d ", WIDTH);
	number(out, height);
	buf_text(out,
	         "\" role=\"img\" aria-label=\"Share of contacts by issue, and of all issues down to it together\">\n");
	if (alone) { /* on a page, the page's style holds */
		buf_text(out, "<style>text{fill:#1c2330;font:13px "
		              "system-ui,sans-serif}.soft{fill:#5a6475}.bar{fill:#3b6fb6}.line{fill:none;stroke:#"
		              "c8553d;stroke-width:2}"
		              ".dot{fill:#c8553d}.axis{stroke:#d9dee7}.range{stroke:#1c2330;stroke-width:1.2}</style>\n"
		              "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
	}
	label(out, "class=\"soft\"", LABEL_WIDTH, 20,
	      STR("share of contacts (line: this issue and those above it together)"));
	axis(out, height, unit);
	buf_init(&path, SIZE_MAX);
	for (size_t i = 0; i < count; i++) {
		const struct view_theme *t = &view->themes.list[i];
		double y = TOP + (double)i * ROW;
		bar(out, t, y, unit);
		buf_byte(&path, i == 0 ? 'M' : 'L');
		number(&path, LABEL_WIDTH + theme_number(t, THEME_union_share) * unit);
		buf_byte(&path, ' ');
		number(&path, y + ROW / 2.0);
	}
	buf_printf(out, "<path class=\"line\" d=\"%s\"/>\n", path.at);
	for (size_t i = 0; i < count; i++) {
		const struct view_theme *t = &view->themes.list[i];
		double together = theme_number(t, THEME_union_share), high = theme_number(t, THEME_share_high),
		       x = LABEL_WIDTH + together * unit,
		       free_x = LABEL_WIDTH + (high > together ? high : together) * unit,
		       y = TOP + (double)i * ROW + ROW / 2.0;
		buf_clear(&path);
		percent(&path, together);
		buf_text(out, "<circle class=\"dot\" r=\"3.5\" cx=\"");
		number(out, x);
		buf_text(out, "\" cy=\"");
		number(out, y);
		buf_text(out, "\"/>\n");
		label(out, "class=\"soft\"", free_x + 9, y + 4, buf_str(&path));
	}
	buf_text(out, "</svg>\n");
	buf_release(&path);
}
