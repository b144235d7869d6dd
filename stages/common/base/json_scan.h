/* json_scan.h - a strict, forward-only reader of one JSON text (RFC 8259), for records: no tree is built, and what is
 * not wanted is checked and skipped. The same scanner holds other programs' documents to the standard (json_check).
 *
 * Why beside json-c: between stages every record is parsed, a tree of small allocations costs five times what reading
 * straight into the record does, and unknown members must keep their raw bytes, which a tree no longer has. Documents
 * of other programs (exports) are read with json-c. The text must be valid UTF-8 (checked by the caller) and outlive
 * what is read: strings without escapes are slices of it. */
#ifndef GRIPE_JSON_SCAN_H
#define GRIPE_JSON_SCAN_H

#include <stdint.h>

#include "arena.h"
#include "err.h"
#include "str.h"

enum json_kind { JSON_END, JSON_OBJECT, JSON_ARRAY, JSON_STRING, JSON_NUMBER, JSON_TRUE, JSON_FALSE, JSON_NULL };

enum { JSON_SCAN_DEPTH = 64 }; /* nesting of a record's unknown fields; more is refused */

struct json_scan {
	struct str text;
	size_t at;       /* place of the next byte, for messages */
	const char *bad; /* why it failed, or NULL */
};

/* Each returns false when the text is not JSON there (scan->bad says why, scan->at where). */

/* json_kind_next - what stands next, white space skipped; JSON_END at the end or at something that starts no value. */
enum json_kind json_kind_next(struct json_scan *scan);
/* json_enter - takes '{' or '[' (open). json_more - after it: true while there is another member or element, with the
 * comma taken; false at the closing bracket (taken) or when bad. */
bool json_enter(struct json_scan *scan, char open);
bool json_more(struct json_scan *scan, char close, bool *first);
/* json_key - a member's name and its colon; json_string - a string, unescaped into arena where it has escapes; lone
 * surrogates become U+FFFD. */
bool json_key(struct json_scan *scan, struct arena *arena, struct str *name);
bool json_string(struct json_scan *scan, struct arena *arena, struct str *value);
/* json_number - any number; *whole: true, and *integer set, when it has no point or exponent and fits. */
bool json_number(struct json_scan *scan, double *value, bool *whole, int64_t *integer);
/* json_skip - any one value, checked; *raw gets its bytes. */
bool json_skip(struct json_scan *scan, struct str *raw);
/* json_check - whether text is exactly one value with white space around it, as RFC 8259 has it, for documents of other
 * programs before a parser that takes more than that builds a tree of them. 0: it is; else the offset of the first byte
 * that does not belong, plus one, and *why. */
enum { JSON_CHECK_DEPTH = 1024 /* levels: real exports have under 30; json-c's parser keeps a frame for each */ };
size_t json_check(struct str text, const char **why);
/* json_finish - true when nothing but white space is left. */
bool json_finish(struct json_scan *scan);

#endif
