/* xml_stream.c - see xml_stream.h.
 *
 * Exports say encoding="utf-8" and hold bytes that are not, and control characters that XML forbids; libxml2 stops at
 * the first of either. So bytes are repaired on the way in (charset.h), piece by piece, and the reader is told UTF-8
 * whatever the declaration says, unless that names a charset which is neither UTF nor Latin-1. XML_PARSE_RECOVER passes
 * over undefined entities. Raw '&' and '<' are escaped and a DTD inside the file is taken out before (xml_guard.h):
 * libxml2 ends at the former, and entities of the latter may refer to each other without end. Nothing is loaded, and
 * libxml2's own guard against amplification stays on. Memory: one node, at most 10 MB by
 * libxml2's limit. */
#include "xml_stream.h"

#include "arena.h"
#include "charset.h"
#include "utf8.h"

enum { PIECE = 32 * 1024 };

/* The start of a character cut off at the end of s: its length in bytes, 0-3. */
static size_t cut_off(const char *s, size_t len)
{
	for (size_t back = 1; back <= 3 && back <= len; back++) {
		unsigned char c = (unsigned char)s[len - back];
		if (c >= 0xC0) {
			size_t want = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
			return want > back ? back : 0;
		}
		if (c < 0x80) {
			break;
		}
	}
	return 0;
}

static int refill(struct xml_stream *stream)
{
	char piece[PIECE + 4];
	size_t len = stream->carried;
	int64_t n;
	memcpy(piece, stream->carry, len);
	n = infile_read(stream->file, piece + len, PIECE, stream->err);
	if (n < 0) {
		return (int)n;
	}
	len += (size_t)n;
	stream->file_ended = n == 0;
	stream->carried = n == 0 ? 0 : cut_off(piece, len);
	len -= stream->carried;
	memcpy(stream->carry, piece + len, stream->carried);
	buf_clear(&stream->ready);
	stream->ready_at = 0;
	/* under another charset markup is ASCII all the same; double encoding is undone per field, later */
	if (stream->as_is || utf8_bad_at((struct str){ piece, len }) == len) {
		xml_guard_add(&stream->guard, &stream->ready, (struct str){ piece, len }, n == 0);
	} else {
		const char *note;
		struct buf repaired;
		buf_init(&repaired, SIZE_MAX);
		charset_field(&repaired, (struct str){ piece, len }, stream->book, &note);
		xml_guard_add(&stream->guard, &stream->ready, buf_str(&repaired), n == 0);
		buf_release(&repaired);
	}
	for (size_t i = 0; i < stream->ready.len; i++) {
		char *c = &stream->ready.at[i];
		if ((unsigned char)*c < 0x20 && *c != '\n' && *c != '\t' && *c != '\r') {
			*c = ' ';
		}
	}
	return 0;
}

static int give(void *context, char *to, int cap)
{
	struct xml_stream *stream = context;
	size_t n;
	while (stream->ready_at == stream->ready.len) {
		stream->status = refill(stream);
		if (stream->status < 0) {
			return -1;
		}
		if (stream->ready.len == 0 && stream->file_ended) {
			return 0;
		}
	}
	n = stream->ready.len - stream->ready_at;
	n = n < (size_t)cap ? n : (size_t)cap;
	memcpy(to, stream->ready.at + stream->ready_at, n);
	stream->ready_at += n;
	return (int)n;
}

static void complain(void *context, xmlErrorPtr error)
{
	struct xml_stream *stream = context;
	if (stream->message[0] == '\0' && error != NULL && error->message != NULL && error->level >= XML_ERR_ERROR) {
		struct str text = str_trim(str_from(error->message));
		size_t n = text.len < sizeof stream->message - 1 ? utf8_floor(text, text.len)
		                                                 : utf8_floor(text, sizeof stream->message - 1);
		memcpy(stream->message, text.at, n);
		stream->message[n] = '\0';
		stream->message_line = error->line;
	}
}

/* Whether the declaration names a charset that is left to libxml2: shift_jis, koi8-r … */
static bool declares_other(struct str ahead)
{
	static const char *const ours[] = { "utf",          "ucs",         "iso-10646", "us-ascii",     "ascii",
		                            "iso-8859-1\"", "iso-8859-1'", "latin1",    "windows-1252", "cp1252" };
	size_t end = str_find(ahead, STR("?>"), 0), at;
	struct str declaration = str_slice(ahead, 0, end < 512 ? end : 0), name;
	at = str_find(declaration, STR("encoding"), 0);
	if (!str_starts(str_trim(declaration), STR("<?xml")) || at == declaration.len) {
		return false;
	}
	name = str_slice(declaration, at + 8, declaration.len);
	while (name.len > 0 && strchr(" =\"'\t\r\n", name.at[0]) != NULL) {
		name = str_slice(name, 1, name.len);
	}
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++) {
		if (str_starts_nocase(name, str_from(ours[i]))) {
			return false;
		}
	}
	return name.len > 0;
}

static int open_stream(struct xml_stream *stream, struct infile *file, struct book *book, bool marks, struct err *err)
{
	struct str ahead;
	int result;
	memset(stream, 0, sizeof *stream);
	buf_init(&stream->ready, SIZE_MAX);
	xml_guard_init(&stream->guard);
	stream->guard.marks = marks;
	stream->file = file;
	stream->book = book;
	stream->err = err;
	result = infile_peek(file, &ahead, err);
	if (result < 0) {
		return result;
	}
	stream->as_is = declares_other(ahead);
	stream->reader = xmlReaderForIO(give, NULL, stream, NULL, stream->as_is ? NULL : "UTF-8",
	                                XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT);
	if (stream->reader == NULL) {
		memory_exhausted(0);
	}
	xmlTextReaderSetStructuredErrorHandler(stream->reader, complain, stream);
	return 0;
}

int xml_open(struct xml_stream *stream, struct infile *file, struct book *book, struct err *err)
{
	return open_stream(stream, file, book, false, err);
}

int xml_open_marked(struct xml_stream *stream, struct infile *file, struct book *book, struct err *err)
{
	return open_stream(stream, file, book, true, err);
}

void xml_close(struct xml_stream *stream)
{
	if (stream->reader != NULL) {
		xmlFreeTextReader(stream->reader);
	}
	buf_release(&stream->ready);
	xml_guard_release(&stream->guard);
}

int xml_next(struct xml_stream *stream, struct err *err)
{
	int more;
	stream->err = err;
	more = xmlTextReaderRead(stream->reader);
	if (stream->status < 0) {
		return stream->status;
	}
	if (more == 1) {
		int type = xmlTextReaderNodeType(stream->reader);
		bool ends = type == XML_READER_TYPE_END_ELEMENT ||
		            (type == XML_READER_TYPE_ELEMENT && xmlTextReaderIsEmptyElement(stream->reader) == 1);
		stream->root_closed = stream->root_closed || (ends && xmlTextReaderDepth(stream->reader) == 0);
		return 1;
	}
	if (stream->root_closed && !stream->guard.cut) {
		if (stream->message[0] != '\0' || stream->guard.mended > 0) {
			book_note(stream->book, "xml_repaired", 1);
		}
		return 0;
	}
	err_set(err, GRIPE_DATA, "XML that cannot be read: %s",
	        stream->message[0] != '\0' ? stream->message : "it ends before its root element does");
	err_at(err, infile_name(stream->file),
	       (uint64_t)(stream->message_line > 0 ? stream->message_line
	                                           : xmlTextReaderGetParserLineNumber(stream->reader)),
	       0);
	return GRIPE_DATA;
}

bool xml_attribute(struct xml_stream *stream, const char *name, struct buf *out)
{
	xmlChar *value = xmlTextReaderGetAttribute(stream->reader, (const xmlChar *)name);
	buf_clear(out);
	if (value == NULL) {
		return false;
	}
	buf_text(out, (const char *)value);
	xmlFree(value);
	return true;
}

struct str xml_name(struct xml_stream *stream)
{
	return str_from((const char *)xmlTextReaderConstLocalName(stream->reader));
}

int xml_text(struct xml_stream *stream, struct buf *out, struct err *err)
{
	int depth = xmlTextReaderDepth(stream->reader), result = 0;
	if (xmlTextReaderIsEmptyElement(stream->reader) == 1) {
		return 0;
	}
	while ((result = xml_next(stream, err)) > 0) {
		int type = xmlTextReaderNodeType(stream->reader);
		if (type == XML_READER_TYPE_END_ELEMENT && xmlTextReaderDepth(stream->reader) == depth) {
			return 0;
		}
		if (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
		    type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE || type == XML_READER_TYPE_WHITESPACE) {
			const xmlChar *value = xmlTextReaderConstValue(stream->reader);
			buf_text(out, value != NULL ? (const char *)value : "");
		} else if (type == XML_READER_TYPE_ELEMENT && out->len > 0 && !ascii_is_space(out->at[out->len - 1])) {
			buf_byte(out, ' ');
		}
	}
	return result;
}
