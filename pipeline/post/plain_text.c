/* plain_text.c - see plain_text.h. */
#include "plain_text.h"

#include "utf8.h"

/* Marks that turn the direction of writing, and those that take no room but join nothing: U+200B, U+200E, U+200F,
 * U+202A-202E, U+2060-2064, U+2066-2069, U+FEFF. */
static bool is_hidden(uint32_t point)
{
	return point == 0x200B || point == 0x200E || point == 0x200F || (point >= 0x202A && point <= 0x202E) ||
	       (point >= 0x2060 && point <= 0x2069) || point == 0xFEFF;
}

void plain_text(struct buf *out, struct str text)
{
	size_t at = 0;
	while (at < text.len) {
		size_t start = at;
		uint32_t point = utf8_next(text, &at);
		if (point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 || point == 0x2029) {
			if (out->len > 0 && out->at[out->len - 1] != ' ') {
				buf_byte(out, ' ');
			}
		} else if (point == UTF8_BAD || point == 0xFFFE || point == 0xFFFF) {
			buf_codepoint(out, 0xFFFD);
		} else if (!is_hidden(point)) {
			buf_add(out, text.at + start, at - start);
		}
	}
}

struct str text_clipped(struct arena *arena, struct str text)
{
	size_t end = text.len <= CLIP_BYTES ? text.len : utf8_floor(text, CLIP_BYTES);
	return end == text.len ? text : arena_printf(arena, "%.*s…", (int)end, text.at);
}
