/* json_strict.h - RFC 8259, to the letter: is this run of bytes one JSON value? */
#ifndef GRIPE_JSON_STRICT_H
#define GRIPE_JSON_STRICT_H

#include "str.h"

enum { JSON_DEPTH = 1024 /* levels: real exports have under 30; json-c's parser keeps a frame for each */ };

/* json_strict - 0 when text is exactly one value with white space around it; else the offset of the first byte that
 * does not belong, plus one, and *why. */
size_t json_strict(struct str text, const char **why);

#endif
