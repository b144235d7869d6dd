/* why_excerpt.c - see why.h. */
#include "utf8.h"
#include "why.h"

void why_excerpt(struct buf *out, struct str text, size_t characters)
{
	size_t at = 0;
	for (size_t c = 0; at < text.len && c < characters; c++) {
		size_t from = at;
		(void)utf8_next(text, &at);
		if ((unsigned char)text.at[from] < ' ' || text.at[from] == 127) {
			buf_byte(out, ' ');
		} else {
			buf_add(out, text.at + from, at - from);
		}
	}
	if (at < text.len) {
		buf_text(out, "\xE2\x80\xA6");
	}
}
