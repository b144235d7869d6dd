/* xml_stream.h - libxml2's streaming reader over an infile: repaired bytes in, no network, no external entities, errors
 * by line. */
#ifndef GRIPE_XML_STREAM_H
#define GRIPE_XML_STREAM_H

#include <libxml/xmlreader.h>

#include "book.h"
#include "buf.h"
#include "infile.h"
#include "xml_guard.h"

struct xml_stream {
	xmlTextReaderPtr reader;
	struct infile *file; /* borrowed */
	struct book *book;
	struct xml_guard guard;
	struct buf ready; /* repaired, not yet given */
	size_t ready_at;
	char carry[4]; /* the start of a character whose rest comes with the next piece */
	size_t carried;
	bool as_is; /* the declaration names a charset that libxml2 is left to decode */
	struct err *err;
	int status;        /* of the infile */
	char message[256]; /* libxml2's first complaint, or "" */
	int message_line;
	bool root_closed;
	bool file_ended;
};

/* xml_open - GRIPE_IO, GRIPE_DATA from the file. The stream must not move in memory. */
GRIPE_MUST_USE int xml_open(struct xml_stream *stream, struct infile *file, struct book *book, struct err *err);
/* xml_open_marked - the same; where elements were mended nodes XML_MENDED stand (xml_guard.h). */
GRIPE_MUST_USE int xml_open_marked(struct xml_stream *stream, struct infile *file, struct book *book, struct err *err);
void xml_close(struct xml_stream *stream);

/* xml_next - 1: at a node (xmlTextReaderNodeType …), 0: the document ended after its root element was closed.
 * GRIPE_DATA: it ended before, or is beyond repair, with the line; smaller faults are passed over, and counted once in
 * the book's notes as "xml_repaired". */
GRIPE_MUST_USE int xml_next(struct xml_stream *stream, struct err *err);

/* xml_attribute - of the node it is at, into out (cleared first); false: not there. */
bool xml_attribute(struct xml_stream *stream, const char *name, struct buf *out);
/* xml_name - local name of the node: "rating" for <im:rating>. */
struct str xml_name(struct xml_stream *stream);
/* xml_text - the text inside the element it is at, into out (appended); the stream stands at its end tag then. */
GRIPE_MUST_USE int xml_text(struct xml_stream *stream, struct buf *out, struct err *err);

#endif
