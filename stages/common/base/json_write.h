/* json_write.h - members of a JSON object, appended in order: a comma where one is due, the name, the value. The one
 * writer of JSON; what reads it back is json_scan.h.
 *
 * buf_byte(&line, '{');
 * json_put_text(&line, "id", id);
 * json_put_int(&line, "copies", 3);
 * buf_byte(&line, '}'); */
#ifndef GRIPE_JSON_WRITE_H
#define GRIPE_JSON_WRITE_H

#include "buf.h"

enum { SHARE_DIGITS = 6 }; /* behind the point of shares and points: a contact in a million */

/* Inlined where the name is a literal, so that its length is known when compiling: they run for every field of every
 * record. */
#define JSON_PUT_INLINE static inline __attribute__((always_inline))

/* json_put_comma - a comma, unless an object or an array has just begun: before an element. */
static inline void json_put_comma(struct buf *out)
{
	if (out->len > 0 && out->at[out->len - 1] != '{' && out->at[out->len - 1] != '[') {
		buf_byte(out, ',');
	}
}
/* json_put_key - a member's name that comes from the data, and its colon. */
static inline void json_put_key(struct buf *out, struct str name)
{
	json_put_comma(out);
	buf_json_string(out, name);
	buf_byte(out, ':');
}
/* json_put_name - a member's name that is ours (ASCII without quotes), and its colon. All below take such a name. */
JSON_PUT_INLINE void json_put_name(struct buf *out, const char *name)
{
	json_put_comma(out);
	buf_byte(out, '"');
	buf_text(out, name);
	buf_text(out, "\":");
}
JSON_PUT_INLINE void json_put_int(struct buf *out, const char *name, int64_t value)
{
	json_put_name(out, name);
	buf_integer(out, value);
}
JSON_PUT_INLINE void json_put_number(struct buf *out, const char *name, double value)
{
	json_put_name(out, name);
	buf_number(out, value);
}
JSON_PUT_INLINE void json_put_fixed(struct buf *out, const char *name, double value, int digits)
{
	json_put_name(out, name);
	buf_fixed(out, value, digits);
}
JSON_PUT_INLINE void json_put_share(struct buf *out, const char *name, double value)
{
	json_put_fixed(out, name, value, SHARE_DIGITS);
}
JSON_PUT_INLINE void json_put_text(struct buf *out, const char *name, struct str value)
{
	json_put_name(out, name);
	buf_json_string(out, value);
}
/* json_put_filled - nothing when value is empty. */
JSON_PUT_INLINE void json_put_filled(struct buf *out, const char *name, struct str value)
{
	if (value.len > 0) {
		json_put_text(out, name, value);
	}
}
JSON_PUT_INLINE void json_put_bool(struct buf *out, const char *name, bool value)
{
	json_put_name(out, name);
	buf_text(out, value ? "true" : "false");
}
JSON_PUT_INLINE void json_put_null(struct buf *out, const char *name)
{
	json_put_name(out, name);
	buf_text(out, "null");
}
/* json_put_open - an object or array as value: bracket is '{' or '['; the closing one is the caller's. */
JSON_PUT_INLINE void json_put_open(struct buf *out, const char *name, char bracket)
{
	json_put_name(out, name);
	buf_byte(out, bracket);
}
/* json_put_item - a string as the next element of an array. */
static inline void json_put_item(struct buf *out, struct str value)
{
	json_put_comma(out);
	buf_json_string(out, value);
}
JSON_PUT_INLINE void json_put_list(struct buf *out, const char *name, const struct str *list, size_t count)
{
	json_put_open(out, name, '[');
	for (size_t i = 0; i < count; i++) {
		if (i >
		    0) { /* cheaper than a look at what stands there: lists of stems are half of all that is written */
			buf_byte(out, ',');
		}
		buf_json_string(out, list[i]);
	}
	buf_byte(out, ']');
}

#endif
