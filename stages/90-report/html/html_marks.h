/* html_marks.h - the marks of the charts as SVG. Marks that grow with the page have no text in them and are stretched
 * (their lines keep their width); small charts with text have a fixed size, so that nothing shrinks on a phone. All
 * marks are hidden from screen readers or named by their title: the numbers stand in text or a table beside them. */
#ifndef GRIPE_HTML_MARKS_H
#define GRIPE_HTML_MARKS_H

#include "html.h"

/* mark_bar - a bar from 0 with its interval: share, low and high in parts of the axis (0..1); high 0: none. */
void mark_bar(struct buf *out, double share, double low, double high);
/* mark_dot - a dot on an axis of its own. mark_pair - a lost and a gained stretch on one axis from 0 to 1. */
void mark_dot(struct buf *out, double at);
void mark_stretch(struct buf *out, double from, double to, const char *class);
/* mark_spark - a line through values[count], the highest marked; most: the top of its scale. */
void mark_spark(struct buf *out, const double *values, size_t count, double most);
/* mark_books - contacts by where they are, one bar: counts[count] with the classes k1, k2 … */
void mark_books(struct buf *out, const double *counts, size_t count);

/* Columns a period with a tick each: what they would be had they only followed all contacts. */
struct columns_chart {
	const double *values, *ticks; /* [count]; ticks NULL: none */
	const bool *unusual;          /* [count]; NULL: none is */
	size_t count;
	int width, height;
	double usual; /* a dashed line; 0: none */
};
void mark_columns(struct buf *out, const struct columns_chart *chart, struct str title, struct str description);

#endif
