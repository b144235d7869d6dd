/* json_line.h - members of a JSON object, appended in order; shared by the theme lines and the summary. */
#ifndef GRIPE_JSON_LINE_H
#define GRIPE_JSON_LINE_H

#include "buf.h"

enum { SHARE_DIGITS = 6 }; /* behind the point of shares and points: a contact in a million */

/* A comma unless an object or array has just begun, then "name":. */
static inline void json_comma(struct buf *out)
{
	if (out->len > 0 && out->at[out->len - 1] != '{' && out->at[out->len - 1] != '[') {
		buf_byte(out, ',');
	}
}
static inline void json_key(struct buf *out, struct str name)
{
	json_comma(out);
	buf_json_string(out, name);
	buf_byte(out, ':');
}
static inline void json_int(struct buf *out, const char *name, int64_t value)
{
	json_key(out, str_from(name));
	buf_integer(out, value);
}
static inline void json_fixed(struct buf *out, const char *name, double value, int digits)
{
	json_key(out, str_from(name));
	buf_fixed(out, value, digits);
}
static inline void json_share(struct buf *out, const char *name, double value)
{
	json_fixed(out, name, value, SHARE_DIGITS);
}
static inline void json_text(struct buf *out, const char *name, struct str value)
{
	json_key(out, str_from(name));
	buf_json_string(out, value);
}
static inline void json_bool(struct buf *out, const char *name, bool value)
{
	json_key(out, str_from(name));
	buf_text(out, value ? "true" : "false");
}
static inline void json_null(struct buf *out, const char *name)
{
	json_key(out, str_from(name));
	buf_text(out, "null");
}
static inline void json_open(struct buf *out, const char *name, char bracket)
{
	json_key(out, str_from(name));
	buf_byte(out, bracket);
}

#endif
