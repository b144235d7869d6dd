/* tnef.c - see tnef.h.
 *
 * In: the attachment. Out: its text. The stream is a row of attributes (MS-OXTNEF 2.1.3): level, id, length, data,
 * checksum; the text is the attribute attBody, or a property of attMsgProps: PidTagBody, PidTagHtml,
 * PidTagRtfCompressed (MS-OXCMSG), the last packed as MS-OXRTFCP says: LZ77 over a window of 4,096 bytes that begins
 * with a dictionary of RTF words. No library in C reads it but libytnef (GPL). Every length is checked against what is
 * there. */
#include "tnef.h"

#include <stdio.h>

#include "utf8_put.h"

enum {
	SIGNATURE = 0x223E9F78,
	ATT_BODY = 0x0002800C,
	ATT_MSG_PROPS = 0x00069003,
	ATT_OEM_CODE_PAGE = 0x00069007,
	PROP_BODY = 0x1000,
	PROP_HTML = 0x1013,
	PROP_RTF = 0x1009,
	TYPE_STRING8 = 0x001E,
	TYPE_UNICODE = 0x001F,
	TYPE_BINARY = 0x0102,
	MULTI_VALUE = 0x1000, /* bit of a type */
	NAMED_FROM = 0x8000,  /* ids of properties that carry a name */
	RTF_PACKED = 0x75465A4C,
	RTF_PLAIN = 0x414C454D,
	WINDOW = 4096,
	RTF_LIMIT = 64 << 20, /* bytes unpacked */
	VALUES_MOST = 4096    /* of one property */
};

struct reader {
	struct str bytes;
	size_t at;
	bool bad;
};

static uint32_t take(struct reader *reader, size_t count)
{
	uint32_t value = 0;
	if (reader->bad || reader->bytes.len - reader->at < count) {
		reader->bad = true;
		return 0;
	}
	for (size_t i = 0; i < count; i++) {
		value |= (uint32_t)(unsigned char)reader->bytes.at[reader->at + i] << (8 * i);
	}
	reader->at += count;
	return value;
}

static struct str take_bytes(struct reader *reader, size_t count)
{
	struct str bytes;
	if (reader->bad || reader->bytes.len - reader->at < count) {
		reader->bad = true;
		return STR_EMPTY;
	}
	bytes = str_slice(reader->bytes, reader->at, reader->at + count);
	reader->at += count;
	return bytes;
}

bool tnef_is(struct str bytes)
{
	struct reader reader = { .bytes = bytes };
	return take(&reader, 4) == SIGNATURE && !reader.bad;
}

/* ---- RTF ---- */

static const char dictionary[] =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    "MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b"
    "\\i\\u\\tab\\tx";

struct unpacking {
	struct reader in;
	struct buf *out;
	char window[WINDOW];
	size_t place; /* in the window, of the next byte */
};

static void give(struct unpacking *unpacking, char byte)
{
	buf_byte(unpacking->out, byte);
	unpacking->window[unpacking->place] = byte;
	unpacking->place = (unpacking->place + 1) % WINDOW;
}

/* One reference: 12 bits of place, 4 of length; true at the end, which refers to the place itself. */
static bool give_reference(struct unpacking *unpacking)
{
	uint32_t high = take(&unpacking->in, 1), low = take(&unpacking->in, 1);
	size_t from = (high << 4 | low >> 4), length = (low & 15) + 2;
	if (unpacking->in.bad || from == unpacking->place) {
		return true;
	}
	for (size_t i = 0; i < length; i++) {
		give(unpacking, unpacking->window[(from + i) % WINDOW]);
	}
	return false;
}

static bool unpack_rtf(struct buf *out, struct str bytes)
{
	struct unpacking unpacking = { .in = { .bytes = bytes }, .out = out, .place = sizeof dictionary - 1 };
	uint32_t kind;
	bool end = false;
	memset(unpacking.window, 0, sizeof unpacking.window);
	memcpy(unpacking.window, dictionary, sizeof dictionary - 1);
	(void)take(&unpacking.in, 4); /* size of what is packed */
	(void)take(&unpacking.in, 4); /* size unpacked */
	kind = take(&unpacking.in, 4);
	(void)take(&unpacking.in, 4); /* checksum */
	if (kind == RTF_PLAIN && !unpacking.in.bad) {
		buf_str_add(out, take_bytes(&unpacking.in, bytes.len - unpacking.in.at));
		return true;
	}
	if (kind != RTF_PACKED) {
		return false;
	}
	while (!end && !unpacking.in.bad && out->len < RTF_LIMIT) {
		uint32_t flags = take(&unpacking.in, 1);
		for (int bit = 0; bit < 8 && !end && !unpacking.in.bad; bit++) {
			if ((flags >> bit & 1) != 0) {
				end = give_reference(&unpacking);
			} else {
				char byte = (char)take(&unpacking.in, 1);
				if (!unpacking.in.bad) {
					give(&unpacking, byte);
				}
			}
		}
	}
	return out->len > 0;
}

/* ---- properties ---- */

/* Bytes of a value of a fixed type; 0: it has a length of its own. */
static size_t fixed_size(uint32_t type)
{
	switch (type) {
	case 0x0002:            /* short */
	case 0x000B:            /* boolean */
	case 0x0003:            /* long */
	case 0x0004:            /* float */
	case 0x000A: return 4;  /* error */
	case 0x0005:            /* double */
	case 0x0006:            /* currency */
	case 0x0007:            /* time of an application */
	case 0x0014:            /* 64 bits */
	case 0x0040: return 8;  /* time */
	case 0x0048: return 16; /* class id */
	default: return 0;
	}
}

static void skip_name(struct reader *reader)
{
	(void)take_bytes(reader, 16);
	if (take(reader, 4) == 0) {
		(void)take(reader, 4);
	} else {
		uint32_t length = take(reader, 4);
		(void)take_bytes(reader, (size_t)length + (4 - length % 4) % 4);
	}
}

/* One property: its value, the first where there are several. */
static struct str take_property(struct reader *reader, uint32_t *id, uint32_t *type)
{
	uint32_t count = 1;
	size_t fixed;
	struct str first = STR_EMPTY;
	*type = take(reader, 2);
	*id = take(reader, 2);
	if (*id >= NAMED_FROM) {
		skip_name(reader);
	}
	fixed = fixed_size(*type & ~(uint32_t)MULTI_VALUE);
	if ((*type & MULTI_VALUE) != 0 || fixed == 0) {
		count = take(reader, 4);
		reader->bad = reader->bad || count > VALUES_MOST;
	}
	for (uint32_t i = 0; i < count && !reader->bad; i++) {
		size_t length = fixed > 0 ? fixed : take(reader, 4);
		struct str value = take_bytes(reader, length);
		if (fixed == 0) {
			(void)take_bytes(reader, (4 - length % 4) % 4);
		}
		first = i == 0 ? value : first;
	}
	return first;
}

struct texts { /* views of the attachment */
	struct str body, unicode, html, rtf;
};

static void take_properties(struct texts *texts, struct str bytes)
{
	struct reader reader = { .bytes = bytes };
	uint32_t count = take(&reader, 4);
	for (uint32_t i = 0; i < count && !reader.bad; i++) {
		uint32_t id, type;
		struct str value = take_property(&reader, &id, &type);
		if (id == PROP_BODY && type == TYPE_UNICODE) {
			texts->unicode = value;
		} else if (id == PROP_BODY && type == TYPE_STRING8) {
			texts->body = value;
		} else if (id == PROP_HTML && (type == TYPE_BINARY || type == TYPE_STRING8)) {
			texts->html = value;
		} else if (id == PROP_RTF && type == TYPE_BINARY) {
			texts->rtf = value;
		}
	}
}

/* UTF-16LE to UTF-8; a lone surrogate becomes U+FFFD. */
static void add_utf16(struct buf *out, struct str bytes)
{
	struct reader reader = { .bytes = { bytes.at, bytes.len & ~(size_t)1 } };
	while (reader.at < reader.bytes.len) {
		uint32_t unit = take(&reader, 2);
		if (unit >= 0xD800 && unit < 0xDC00 && reader.at + 2 <= reader.bytes.len) {
			uint32_t low = take(&reader, 2);
			unit =
			    low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD;
		} else if (unit >= 0xD800 && unit < 0xE000) {
			unit = 0xFFFD;
		}
		if (unit != 0) {
			char bytes_of[UTF8_BYTES];
			buf_add(out, bytes_of, utf8_put(bytes_of, unit));
		}
	}
}

/* False: the row breaks off. */
static bool take_attributes(struct texts *texts, struct str bytes, char charset[24])
{
	struct reader reader = { .bytes = bytes };
	(void)take(&reader, 4);
	(void)take(&reader, 2); /* key */
	while (!reader.bad && reader.at < bytes.len) {
		uint32_t level = take(&reader, 1), id = take(&reader, 4), length = take(&reader, 4);
		struct str data = take_bytes(&reader, length);
		struct reader page = { .bytes = data };
		(void)take(&reader, 2); /* checksum */
		if (level != 1) {
			break; /* attachments follow the message */
		}
		if (id == ATT_BODY && data.len > 0) {
			texts->body = data;
		} else if (id == ATT_MSG_PROPS) {
			take_properties(texts, data);
		} else if (id == ATT_OEM_CODE_PAGE && data.len >= 4) {
			snprintf(charset, 24, "windows-%u", (unsigned)take(&page, 4) % 100000);
		}
	}
	return !reader.bad;
}

enum tnef_text tnef_text(struct buf *out, struct str bytes, char charset[24])
{
	struct texts texts = { STR_EMPTY, STR_EMPTY, STR_EMPTY, STR_EMPTY };
	bool whole;
	charset[0] = '\0';
	if (!tnef_is(bytes)) {
		return TNEF_NONE;
	}
	whole = take_attributes(&texts, bytes, charset);
	if (texts.unicode.len > 2) {
		add_utf16(out, texts.unicode);
		snprintf(charset, 24, "utf-8");
		return TNEF_PLAIN;
	}
	if (texts.html.len > 0) {
		buf_str_add(out, texts.html);
		return TNEF_HTML;
	}
	if (texts.body.len > 1) {
		texts.body.len -= texts.body.at[texts.body.len - 1] == '\0';
		buf_str_add(out, texts.body);
		return TNEF_PLAIN;
	}
	if (texts.rtf.len > 0 && unpack_rtf(out, texts.rtf)) {
		return TNEF_RTF;
	}
	return whole && texts.rtf.len == 0 ? TNEF_NONE : TNEF_DAMAGED;
}
