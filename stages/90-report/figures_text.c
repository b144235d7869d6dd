/* figures_text.c - see figures_text.h. */
#include "figures_text.h"

#include <math.h>

enum { DIGITS_IN_GROUP = 3 };
/* Shares of a hundred. */
#define LEAST_SHOWN 0.1
#define WHOLE_FROM 9.95 /* from here on a digit behind the point says less than it costs to read */

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

/* A number of the stream can be as long as 1e308 is: the digits stand in a buffer that grows. */
void number_grouped(struct buf *out, double value)
{
	struct buf digits;
	buf_init(&digits, SIZE_MAX);
	buf_printf(&digits, "%.0f", fabs(value));
	if (value <= -0.5) {
		buf_byte(out, '-');
	}
	for (size_t i = 0; i < digits.len; i++) {
		if (i > 0 && (digits.len - i) % DIGITS_IN_GROUP == 0) {
			buf_byte(out, ',');
		}
		buf_byte(out, digits.at[i]);
	}
	buf_release(&digits);
}

void percent(struct buf *out, double share)
{
	double points = share * 100;
	if (points > 0 && points < LEAST_SHOWN) {
		buf_text(out, "< 0.1 %");
		return;
	}
	buf_fixed(out, points, points > 0 && points < WHOLE_FROM ? 1 : 0);
	buf_text(out, " %");
}

void plural(struct buf *out, double count, const char *one, const char *more)
{
	number_grouped(out, count);
	buf_byte(out, ' ');
	buf_text(out, count == 1 ? one : more);
}
