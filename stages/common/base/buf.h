/* buf.h - growing bytes with a hard limit given at init; a NUL stands behind len at all times. */
#ifndef GRIPE_BUF_H
#define GRIPE_BUF_H

#include <stdint.h>

#include "err.h"
#include "str.h"

struct buf {
	char *at;     /* never NULL after buf_init */
	size_t len;   /* bytes used */
	size_t cap;   /* bytes held, NUL included */
	size_t limit; /* len never exceeds it */
	bool over;    /* something did not fit: what was appended since is lost; checked by the owner at its end */
};

/* buf_init - limit: most bytes it may ever hold, SIZE_MAX for what our own code bounds. */
void buf_init(struct buf *buf, size_t limit);
void buf_release(struct buf *buf);
static inline void buf_clear(struct buf *buf)
{
	buf->len = 0;
	buf->at[0] = '\0';
	buf->over = false;
}
/* buf_detach - the bytes (free() them), and buf is empty again. */
char *buf_detach(struct buf *buf, size_t *len);
static inline struct str buf_str(const struct buf *buf)
{
	return (struct str){ buf->at, buf->len };
}
/* buf_reserve - room for `more` bytes beyond len; false, with over set, when the limit forbids it. */
bool buf_reserve(struct buf *buf, size_t more);
void buf_add(struct buf *buf, const void *bytes, size_t len);
static inline void buf_str_add(struct buf *buf, struct str s)
{
	buf_add(buf, s.at, s.len);
}
static inline void buf_text(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}
static inline void buf_byte(struct buf *buf, char c)
{
	if (buf->len + 1 < buf->cap && buf->len < buf->limit) {
		buf->at[buf->len++] = c;
		buf->at[buf->len] = '\0';
	} else {
		buf_add(buf, &c, 1);
	}
}
void buf_printf(struct buf *buf, const char *format, ...) GRIPE_PRINTF(2, 3);
/* buf_codepoint - UTF-8 of one code point; surrogates and what is beyond U+10FFFF become U+FFFD. */
void buf_codepoint(struct buf *buf, uint32_t codepoint);
/* buf_check - GRIPE_DATA "WHAT is longer than N bytes" when over is set, else 0. */
GRIPE_MUST_USE int buf_check(const struct buf *buf, const char *what, struct err *err);

/* Numbers, printed by these two alone: decimal point ".", no locale, shortest form that reads back the same; NaN and
 * inf become 0. */
void buf_number(struct buf *buf, double value);
void buf_integer(struct buf *buf, int64_t value);
/* buf_grouped - for people: "14,427". */
void buf_grouped(struct buf *buf, uint64_t value);
/* buf_fixed - with `digits` (0-15) behind the point, rounded half away from zero on the shortest decimal form, "-0"
 * never. */
void buf_fixed(struct buf *buf, double value, int digits);
/* buf_json_string - s in double quotes with JSON's escapes. s is valid UTF-8; bytes beyond ASCII stand as they are. */
void buf_json_string(struct buf *buf, struct str s);

#endif
