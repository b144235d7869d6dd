/* json_stream.h - a JSON file as elements, one after the other: the lines of NDJSON, the elements of an array, or the
 * one object that it is. */
#ifndef GRIPE_JSON_STREAM_H
#define GRIPE_JSON_STREAM_H

#include <json-c/json.h>

#include "format.h"

/* Called for each element; value is freed behind it. Negative stops. sole: the value is the whole file (one object, no
 * array around it). */
struct json_each {
	int (*each)(void *to, struct json_object *value, uint64_t line, bool sole, struct err *err);
	void *to;
};

/* json_elements - a bad line of NDJSON is rejected with its place and reading goes on; a fault in an array or object is
 * GRIPE_DATA with the line. "window.YTD.tweets.part0 = " and the like before the first bracket are skipped. Memory: one
 * element (the whole file for one object), DOCUMENT_LIMIT at the most. */
GRIPE_MUST_USE int json_elements(struct reading *reading, const struct json_each *each, struct err *err);

/* json_looks - the first byte that is no white space opens an object or array, behind an assignment of a Twitter
 * archive too. */
bool json_looks(struct str ahead);
/* json_has_key - "key" followed by a colon stands in the first 64 KB. */
bool json_has_key(struct str ahead, struct str key);
/* json_has_keys - each entry of "a|b;c" has one of its keys there. */
bool json_has_keys(struct str ahead, const char *needs);

/* json_at - the value at a dotted path; "#" is the first element of an array; NULL when it is not there or null. */
struct json_object *json_at(struct json_object *value, struct str path);
/* json_text - a string, number or boolean at the first of "a.b|c" that is there and not empty, as text; lists of such
 * joined by ", ". Borrowed from value or in arena. Empty when there is none. */
struct str json_text(struct json_object *value, const char *paths, struct arena *arena);
struct str json_text_str(struct json_object *value, struct str paths, struct arena *arena);
/* json_scalar - value itself as text; lists of scalars joined. */
struct str json_scalar(struct json_object *value, struct arena *arena);

#endif
