/* escape.h - foreign text in HTML and SVG: the one function that lets it in. */
#ifndef GRIPE_ESCAPE_H
#define GRIPE_ESCAPE_H

#include "buf.h"
#include "str.h"

/* escape_xml - & < > " ' as entities, control characters as spaces; for text and attribute values. */
void escape_xml(struct buf *out, struct str text);

#endif
