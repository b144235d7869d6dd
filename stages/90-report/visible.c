/* visible.c - see visible.h. */
#include "visible.h"

#include "utf8.h"

static bool is_hidden(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x200b || c == 0x200e || c == 0x200f ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0x61c;
}

void visible_add(struct buf *out, struct str text)
{
	bool space = false, begun = false;
	size_t at = 0;
	while (at < text.len) {
		size_t start = at;
		uint32_t c = utf8_next(text, &at);
		if (c == ' ' || (c >= '\t' && c <= '\r')) {
			space = begun;
		} else if (!is_hidden(c)) {
			if (space) {
				buf_byte(out, ' ');
			}
			space = false;
			begun = true;
			if (c == UTF8_BAD) {
				buf_text(out, "\xEF\xBF\xBD");
			} else {
				buf_add(out, text.at + start, at - start);
			}
		}
	}
}
