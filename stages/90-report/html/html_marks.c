/* html_marks.c - see html_marks.h. Coordinates are printed with one digit behind the point. A chart library would bring
 * weight, inks of its own and inline styles that the page's policy forbids; these few marks are all that is needed. */
#include "html_marks.h"

enum { BAR_WIDTH = 100, SPARK_WIDTH = 92, SPARK_HEIGHT = 26, SPARK_EDGE = 3, BOOKS_WIDTH = 1000, BOOKS_GAP = 2 };
#define LEAST_GAP 0.2 /* of a column's room that stays free */

static void number(struct buf *out, double value)
{
	buf_fixed(out, value, 1);
}

/* name="value", with a blank before it. */
static void attribute(struct buf *out, const char *name, double value)
{
	buf_printf(out, " %s=\"", name);
	number(out, value);
	buf_byte(out, '"');
}

static void rect(struct buf *out, const char *class, const double box[4])
{
	static const char *const names[] = { "x", "y", "width", "height" };
	buf_printf(out, "<rect class=\"%s\"", class);
	for (size_t i = 0; i < 4; i++) {
		attribute(out, names[i], box[i]);
	}
	buf_text(out, "/>");
}

static void track_begin(struct buf *out)
{
	buf_text(out, "<svg class=\"track\" viewBox=\"0 0 100 14\" preserveAspectRatio=\"none\" aria-hidden=\"true\" "
	              "focusable=\"false\">");
}

/* A whisker from low to high; ends: with a stroke at each. */
static void whisker(struct buf *out, const char *class, double low, double high, bool ends)
{
	buf_printf(out, "<path class=\"%s\" d=\"M", class);
	number(out, low * BAR_WIDTH);
	buf_text(out, " 7H");
	number(out, high * BAR_WIDTH);
	if (ends) {
		buf_byte(out, 'M');
		number(out, low * BAR_WIDTH);
		buf_text(out, " 3.5V10.5M");
		number(out, high * BAR_WIDTH);
		buf_text(out, " 3.5V10.5");
	}
	buf_text(out, "\"/>");
}

void mark_bar(struct buf *out, double share, double low, double high)
{
	track_begin(out);
	rect(out, "b", (double[]){ 0, 2, share * BAR_WIDTH, 10 });
	if (high > 0) {
		whisker(out, "wh0", low, high, false);
		whisker(out, "wh", low, high, true);
	}
	buf_text(out, "</svg>");
}

void mark_dot(struct buf *out, double at)
{
	track_begin(out);
	buf_text(out, "<path class=\"gr\" d=\"M0 7H100\"/><path class=\"undot\" d=\"M");
	number(out, at * BAR_WIDTH);
	buf_text(out, " 7h0.01\"/></svg>");
}

void mark_stretch(struct buf *out, double from, double to, const char *class)
{
	double left = from < to ? from : to, right = from < to ? to : from;
	track_begin(out);
	buf_text(out, "<path class=\"gr\" d=\"M0 0V14M100 0V14\"/>");
	rect(out, class, (double[]){ left * BAR_WIDTH, 2, (right - left) * BAR_WIDTH, 10 });
	buf_text(out, "</svg>");
}

void mark_spark(struct buf *out, const double *values, size_t count, double most)
{
	double step = count > 1 ? (double)(SPARK_WIDTH - 2 * SPARK_EDGE) / (double)(count - 1) : 0, top_x = 0,
	       top_y = 0;
	size_t top = 0;
	if (count < 2 || most <= 0) {
		return;
	}
	buf_printf(out,
	           "<svg class=\"spark\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" aria-hidden=\"true\" "
	           "focusable=\"false\"><path class=\"ax\" d=\"M3 23.5H89\"/><polyline class=\"ln\" points=\"",
	           SPARK_WIDTH, SPARK_HEIGHT, SPARK_WIDTH, SPARK_HEIGHT);
	for (size_t i = 0; i < count; i++) {
		double x = SPARK_EDGE + step * (double)i,
		       y = SPARK_HEIGHT - SPARK_EDGE - values[i] / most * (SPARK_HEIGHT - 2 * SPARK_EDGE);
		buf_text(out, i > 0 ? " " : "");
		number(out, x);
		buf_byte(out, ',');
		number(out, y);
		if (i == 0 || values[i] > values[top]) {
			top = i;
			top_x = x;
			top_y = y;
		}
	}
	buf_text(out, "\"/><circle class=\"pk\"");
	attribute(out, "cx", top_x);
	attribute(out, "cy", top_y);
	buf_text(out, " r=\"2.4\"/></svg>");
}

void mark_books(struct buf *out, const double *counts, size_t count)
{
	double all = 0, at = 0;
	for (size_t i = 0; i < count; i++) {
		all += counts[i];
	}
	if (all <= 0) {
		return;
	}
	buf_printf(out,
	           "<svg class=\"books\" viewBox=\"0 0 %d 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\" "
	           "focusable=\"false\">",
	           BOOKS_WIDTH);
	for (size_t i = 0; i < count; i++) {
		double width = counts[i] / all * BOOKS_WIDTH;
		if (counts[i] > 0) {
			char class[8] = { 'k', (char)('1' + (int)i), '\0' };
			rect(out, class, (double[]){ at, 0, width > BOOKS_GAP ? width - BOOKS_GAP : width, 10 });
		}
		at += width;
	}
	buf_text(out, "</svg>");
}

/* What the chart says of itself: a title, and its numbers in words. */
static void columns_begin(struct buf *out, const struct columns_chart *chart, struct str title, struct str description)
{
	buf_printf(out,
	           "<svg class=\"cols\" role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" aria-label=\"",
	           chart->width, chart->height, chart->width, chart->height);
	HTML(out, "%. %\">", title, description);
}

void mark_columns(struct buf *out, const struct columns_chart *chart, struct str title, struct str description)
{
	double most = chart->usual, room = (double)chart->width / (double)chart->count, base = chart->height - 1;
	for (size_t i = 0; i < chart->count; i++) {
		most = chart->values[i] > most ? chart->values[i] : most;
		most = chart->ticks != NULL && chart->ticks[i] > most ? chart->ticks[i] : most;
	}
	if (chart->count == 0 || most <= 0) {
		return;
	}
	columns_begin(out, chart, title, description);
	for (size_t i = 0; i < chart->count; i++) {
		double height = chart->values[i] / most * (base - 2), x = room * (double)i, free = room * LEAST_GAP;
		bool hot = chart->unusual != NULL && chart->unusual[i];
		rect(out, hot ? "hot" : "b", (double[]){ x + free / 2, base - height, room - free, height });
		if (chart->ticks != NULL) {
			buf_text(out, "<path class=\"tick\" d=\"M");
			number(out, x);
			buf_byte(out, ' ');
			number(out, base - chart->ticks[i] / most * (base - 2));
			buf_byte(out, 'h');
			number(out, room);
			buf_text(out, "\"/>");
		}
	}
	if (chart->usual > 0) {
		buf_text(out, "<path class=\"usual\" d=\"M0 ");
		number(out, base - chart->usual / most * (base - 2));
		buf_printf(out, "H%d\"/>", chart->width);
	}
	buf_text(out, "<path class=\"axl\" d=\"M0 ");
	number(out, base);
	buf_printf(out, "H%d\"/></svg>\n", chart->width);
}
