/* mail_armour.c - see mail_armour.h.
 *
 * In: text, or the bytes of a CMS message. Out: what was signed. No signature is checked: nothing here depends on who
 * wrote. The content of a CMS message stands behind the object identifier id-data as an octet string, in one piece or
 * in several; nothing else of its structure is needed. GMime reads both only with GnuPG beside it. */
#include "mail_armour.h"

#include <stdint.h>

/* ---- PGP ---- */

struct armour {
	struct buf *out;
	bool in_signed, in_headers; /* of a signed text; its headers up to the empty line */
	bool hidden;                /* inside of a signature, a key, an encrypted message */
	bool encrypted;
};

static bool begins(struct str line, const char *what)
{
	struct str begin = STR("-----BEGIN PGP ");
	return str_starts(line, begin) && str_starts(str_slice(line, begin.len, line.len), str_from(what));
}

static void take_line(struct armour *armour, struct str line, bool last)
{
	struct str bare = str_trim(line);
	if (begins(bare, "SIGNED MESSAGE-----")) {
		armour->in_signed = armour->in_headers = true;
	} else if (str_starts(bare, STR("-----BEGIN PGP "))) {
		armour->hidden = true;
		armour->in_signed = false;
		armour->encrypted = armour->encrypted || begins(bare, "MESSAGE");
	} else if (str_starts(bare, STR("-----END PGP "))) {
		armour->hidden = false;
	} else if (armour->in_headers) {
		armour->in_headers = bare.len > 0;
	} else if (!armour->hidden) {
		buf_str_add(armour->out,
		            armour->in_signed && str_starts(line, STR("- ")) ? str_slice(line, 2, line.len) : line);
		buf_text(armour->out, last ? "" : "\n");
	}
}

bool mail_unarmour(struct buf *out, struct str text, bool *encrypted)
{
	struct armour armour = { .out = out };
	*encrypted = false;
	if (!str_starts(text, STR("-----BEGIN PGP ")) && str_find(text, STR("\n-----BEGIN PGP "), 0) == text.len) {
		return false;
	}
	while (text.at != NULL) {
		struct str rest, line = str_cut(text, '\n', &rest);
		take_line(&armour, line, rest.at == NULL);
		text = rest;
	}
	*encrypted = armour.encrypted;
	return true;
}

/* ---- CMS ---- */

enum { TAG_OCTETS = 0x04, TAG_OCTETS_IN_PIECES = 0x24, TAG_CONTENT = 0xA0 };

struct element { /* of DER or BER */
	unsigned char tag;
	size_t from, end; /* of its content; end: SIZE_MAX where its length is not said */
};

/* The element at *at, which moves to its content; false: none is there whole. */
static bool next_element(struct str bytes, size_t *at, struct element *element)
{
	size_t length = 0, count;
	if (bytes.len - *at < 2) {
		return false;
	}
	element->tag = (unsigned char)bytes.at[(*at)++];
	count = (unsigned char)bytes.at[(*at)++];
	if (count == 0x80) {
		element->from = *at;
		element->end = SIZE_MAX;
		return true;
	}
	if (count < 0x80) {
		length = count;
	} else {
		count &= 0x7F;
		if (count > sizeof(uint32_t) || bytes.len - *at < count) {
			return false;
		}
		for (size_t i = 0; i < count; i++) {
			length = length << 8 | (unsigned char)bytes.at[(*at)++];
		}
	}
	if (bytes.len - *at < length) {
		return false;
	}
	element->from = *at;
	element->end = *at + length;
	return true;
}

/* The octets of a string in one piece or in several, one behind the other. */
static bool add_octets(struct buf *out, struct str bytes, size_t at)
{
	struct element string, piece;
	if (!next_element(bytes, &at, &string)) {
		return false;
	}
	if (string.tag == TAG_OCTETS && string.end != SIZE_MAX) {
		buf_str_add(out, str_slice(bytes, string.from, string.end));
		return string.end > string.from;
	}
	if (string.tag != TAG_OCTETS_IN_PIECES) {
		return false;
	}
	while (at < bytes.len && at < string.end && next_element(bytes, &at, &piece) && piece.tag == TAG_OCTETS &&
	       piece.end != SIZE_MAX) {
		buf_str_add(out, str_slice(bytes, piece.from, piece.end));
		at = piece.end;
	}
	return out->len > 0;
}

bool mail_signed_content(struct buf *out, struct str bytes)
{
	static const char signed_data[] = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02",
	                  data[] = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01";
	size_t outer = str_find(bytes, STR(signed_data), 0), at = str_find(bytes, STR(data), outer);
	struct element content;
	if (at == bytes.len) {
		return false;
	}
	at += sizeof data - 1;
	return next_element(bytes, &at, &content) && content.tag == TAG_CONTENT && add_octets(out, bytes, at);
}
