/* utf8.h - reading and repairing UTF-8, and a fold for comparing words. */
#ifndef GRIPE_UTF8_H
#define GRIPE_UTF8_H

#include <stdint.h>

#include "buf.h"
#include "str.h"
#include "utf8_put.h"

#define UTF8_BAD UINT32_MAX
/* utf8_next - decodes at s.at[*at], moves *at behind it. A bad byte gives UTF8_BAD and moves by one. *at < s.len. */
uint32_t utf8_next(struct str s, size_t *at);
/* utf8_bad_at - offset of the first byte that is not valid UTF-8, or s.len. Fast on ASCII. */
size_t utf8_bad_at(struct str s);
/* utf8_repair - s with each maximal bad sequence as U+FFFD; returns how many. NUL bytes become U+FFFD too. */
uint64_t utf8_repair(struct buf *out, struct str s);
/* utf8_floor - the largest boundary of a code point <= at: for cutting text at a limit. */
size_t utf8_floor(struct str s, size_t at);
/* utf8_count - code points; bad bytes count one each. */
size_t utf8_count(struct str s);

#endif
