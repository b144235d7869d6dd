/* xml_guard.h - bytes of XML on their way to the parser: what comes out is well-formed, whatever comes in. */
#ifndef GRIPE_XML_GUARD_H
#define GRIPE_XML_GUARD_H

#include <stdint.h>

#include "buf.h"

enum xml_guard_place { XML_IN_TEXT, XML_IN_CDATA, XML_IN_COMMENT, XML_IN_INSTRUCTION, XML_IN_DOCTYPE };

struct xml_guard {
	struct buf kept; /* the end of the last piece, of which more must be seen */
	enum xml_guard_place place;
	int brackets;    /* of a DOCTYPE that are open */
	char quote;      /* within a DOCTYPE; 0: outside */
	struct buf open; /* names of the elements that are open, each with a NUL */
	size_t depth;
	bool has_root, root_ended;    /* its end tag is held back to the end of the file: what follows it is within */
	uint64_t line;                /* 1-based, of the byte in hand */
	uint64_t mended, mended_line; /* how often, and where first */
	bool marks; /* set by who wants to see where elements were mended: XML_MENDED stands there, with the line */
	bool cut;   /* elements were open at the end, the root among them */
};

/* The processing instruction that marks a place: "<?gripe-mended 12?>". Within a text inline tags that HTML leaves open
 * (<br>, <b>) are mended without one: no word depends on them. */
#define XML_MENDED "gripe-mended"
bool xml_is_inline(struct str name);

void xml_guard_init(struct xml_guard *guard);
void xml_guard_release(struct xml_guard *guard);
/* xml_guard_add - text through the guard, appended to out. A '&' that opens no reference becomes &amp;, a '<' that
 * opens no tag &lt;; end tags that fit nothing are left out, those that are missing put in; attributes get their
 * quotes, and the second of one name goes; a DOCTYPE goes with all its entities. Lines stay where they were. last:
 * nothing follows. What is in CDATA or a comment stays. */
void xml_guard_add(struct xml_guard *guard, struct buf *out, struct str bytes, bool last);

#endif
