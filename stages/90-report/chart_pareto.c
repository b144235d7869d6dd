/* chart_pareto.c - an SVG Pareto: one horizontal bar an issue, its 95 % interval as a whisker, and the share that the
 * issues down to it reach together as a line. Horizontal, because labels are phrases. All coordinates are printed with
 * one digit behind the point. */
#include "chart_pareto.h"

#include <stdlib.h>

#include "escape.h"

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

/* The highest of the bars, their intervals and their union: what the axis has to hold. */
static double longest(const struct view_theme *const *themes, size_t count)
{
	double most = 0;
	for (size_t i = 0; i < count; i++) {
		const double ends[] = { theme_number(themes[i], THEME_share), theme_number(themes[i], THEME_share_high),
			                theme_number(themes[i], THEME_union_share) };
		for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
			most = ends[k] > most ? ends[k] : most;
		}
	}
	return most;
}

static void bar(struct buf *out, const struct page *page, const struct view_theme *t, double y, double unit)
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
	buf_clear(&text);
	buf_printf(&text, "%.*s: ", STR_ARGS(theme_text(t, THEME_label)));
	say_number(&text, page->words, "n.contacts", theme_number(t, THEME_contacts));
	escape_xml(out, buf_str(&text));
	buf_text(out, "</title></rect>\n");
	if (theme_number(t, THEME_share_high) > 0) {
		double middle = y + ROW / 2.0;
		line(out, "range", LABEL_WIDTH + theme_number(t, THEME_share_low) * unit, middle,
		     LABEL_WIDTH + theme_number(t, THEME_share_high) * unit, middle);
	}
	buf_release(&text);
}

/* Lines every 10 % or 25 %, up to where the axis ends. */
static void axis(struct buf *out, const struct page *page, double height, double most)
{
	int step = most > 0.5 ? 25 : most > 0.2 ? 10 : 5;
	double unit = (WIDTH - LABEL_WIDTH - RIGHT) / most;
	for (int tick = 0; tick <= most * 100; tick += step) {
		double x = LABEL_WIDTH + unit * tick / 100;
		struct buf name;
		line(out, "axis", x, TOP - 6, x, height - BOTTOM);
		buf_init(&name, SIZE_MAX);
		word_fixed(&name, page->words, tick, 0);
		buf_text(&name, " %");
		label(out, "class=\"soft\" text-anchor=\"middle\"", x, height - BOTTOM + 18, buf_str(&name));
		buf_release(&name);
	}
}

/* The line of the union through the middles of the bars, a dot and a figure at each. */
static void union_line(struct buf *out, const struct page *page, const struct view_theme *const *themes, size_t count,
                       double unit)
{
	struct buf path;
	buf_init(&path, SIZE_MAX);
	for (size_t i = 0; i < count; i++) {
		buf_byte(&path, i == 0 ? 'M' : 'L');
		number(&path, LABEL_WIDTH + theme_number(themes[i], THEME_union_share) * unit);
		buf_byte(&path, ' ');
		number(&path, TOP + (double)i * ROW + ROW / 2.0);
	}
	buf_printf(out, "<path class=\"line\" d=\"%s\"/>\n", path.at);
	for (size_t i = 0; i < count; i++) {
		double all = theme_number(themes[i], THEME_union_share),
		       high = theme_number(themes[i], THEME_share_high),
		       free_x = LABEL_WIDTH + (high > all ? high : all) * unit, y = TOP + (double)i * ROW + ROW / 2.0;
		buf_clear(&path);
		word_percent(&path, page->words, all);
		buf_text(out, "<circle class=\"dot\" r=\"3.5\" cx=\"");
		number(out, LABEL_WIDTH + all * unit);
		buf_text(out, "\" cy=\"");
		number(out, y);
		buf_text(out, "\"/>\n");
		label(out, "class=\"soft\"", free_x + 9, y + 4, buf_str(&path));
	}
	buf_release(&path);
}

void chart_pareto(struct buf *out, const struct page *page, size_t top)
{
	const struct view_list *list = &page->view->themes;
	const struct view_theme **themes = memory_array(list->count + 1, sizeof *themes);
	size_t count = 0;
	double height, unit, most;
	for (size_t i = 0; i < list->count && count < top; i++) {
		if (theme_shows(&list->list[i], STR("pain"))) {
			themes[count++] = &list->list[i];
		}
	}
	most = longest(themes, count);
	if (count > 0 && most > 0) {
		height = TOP + (double)count * ROW + BOTTOM;
		unit = (WIDTH - LABEL_WIDTH - RIGHT) / most;
		buf_printf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d ", WIDTH);
		number(out, height);
		buf_text(out, "\" role=\"img\" aria-label=\"");
		escape_xml(out, words_get(page->words, "pareto.title"));
		buf_text(out, "\">\n<style>text{fill:#1c2330;font:13px "
		              "system-ui,sans-serif}.soft{fill:#5a6475}.bar{fill:#2a6496}.line{fill:none;stroke:#"
		              "b5441c;stroke-width:2}.dot{fill:#b5441c}.axis{stroke:#d9dee7}.range{stroke:#1c2330;"
		              "stroke-width:1.2}</style>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
		label(out, "class=\"soft\"", LABEL_WIDTH, 20, words_get(page->words, "pareto.unit"));
		axis(out, page, height, most);
		for (size_t i = 0; i < count; i++) {
			bar(out, page, themes[i], TOP + (double)i * ROW, unit);
		}
		union_line(out, page, themes, count, unit);
		buf_text(out, "</svg>\n");
	}
	free(themes);
}
