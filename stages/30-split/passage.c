/* passage.c - what the cutters ask of a text under work: its tokens by place, its white space, lists of spans. */
#include <unicode/uchar.h>

#include "array.h"
#include "split.h"
#include "utf8.h"

enum { SPANS_FIRST = 16 }; /* room at first: most contacts have fewer sentences */

void spans_add(struct spans *spans, size_t start, size_t end)
{
	spans->at =
	    array_room_arena(spans->arena, spans->at, spans->count, &spans->cap, sizeof *spans->at, SPANS_FIRST);
	spans->at[spans->count++] = (struct span){ (uint32_t)start, (uint32_t)end };
}

size_t passage_token(const struct passage *passage, size_t at)
{
	size_t low = 0, high = passage->token_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (passage->tokens[middle].start < at) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

size_t passage_words(const struct passage *passage, struct span span)
{
	return passage_token(passage, span.end) - passage_token(passage, span.start);
}

size_t blank_len(struct str text, size_t at)
{
	unsigned char c;
	size_t next = at;
	if (at >= text.len) {
		return 0;
	}
	c = (unsigned char)text.at[at];
	if (c < 0x80) {
		return ascii_is_space((char)c) ? 1 : 0;
	}
	if (c != 0xC2 && c != 0xE1 && c != 0xE2 &&
	    c != 0xE3) { /* where U+0085, U+00A0, U+1680, U+2000 …, U+3000 begin */
		return 0;
	}
	return u_isUWhiteSpace((UChar32)utf8_next(text, &next)) ? next - at : 0;
}

struct span span_trim(struct str text, struct span span)
{
	size_t blank;
	while (span.start < span.end && (blank = blank_len(str_slice(text, 0, span.end), span.start)) > 0) {
		span.start += (uint32_t)blank;
	}
	while (span.end > span.start) {
		size_t before = utf8_floor(text, span.end - 1u);
		if (blank_len(text, before) != span.end - before) {
			break;
		}
		span.end = (uint32_t)before;
	}
	return span;
}
