/* mail_head.c - see mail_head.h.
 *
 * Half of the time of reading an archive of plain mails went into GMime's objects for trees of one leaf. So the headers are looked for here, in one pass over the block, and a
 * mail whose body is one text as it stands needs no tree; every other mail goes to GMime, and its headers come from there. Decoding is GMime's in both cases, and only where
 * a value has encoded words or bytes beyond ASCII. */
#include "mail_head.h"

#include "charset.h"

static const struct {
	const char *name;
	enum mail_header which;
} header_names[] = {
	{ "Subject", HEAD_SUBJECT },
	{ "From", HEAD_FROM },
	{ "Date", HEAD_DATE },
	{ "Received", HEAD_RECEIVED },
	{ "Message-ID", HEAD_MESSAGE_ID },
	{ "References", HEAD_REFERENCES },
	{ "In-Reply-To", HEAD_IN_REPLY_TO },
	{ "Auto-Submitted", HEAD_AUTO_SUBMITTED },
	{ "Precedence", HEAD_PRECEDENCE },
	{ "Return-Path", HEAD_RETURN_PATH },
	{ "X-Failed-Recipients", HEAD_FAILED_RECIPIENTS },
	{ "X-Autoreply", HEAD_AUTOREPLY },
	{ "X-Autorespond", HEAD_AUTORESPOND },
	{ "Content-Type", HEAD_CONTENT_TYPE },
	{ "Content-Transfer-Encoding", HEAD_CONTENT_ENCODING },
	{ "Content-Disposition", HEAD_CONTENT_DISPOSITION },
};

static void take(struct mail_head *head, struct str name, struct str value)
{
	for (size_t i = 0; i < sizeof header_names / sizeof *header_names; i++) {
		if (strlen(header_names[i].name) == name.len && ascii_lower(name.at[0]) == ascii_lower(header_names[i].name[0]) && str_eq_nocase(name, str_from(header_names[i].name))) {
			if (head->raw[header_names[i].which].at == NULL) {
				head->raw[header_names[i].which] = value;
			}
			return;
		}
	}
}

bool mail_head_scan(struct mail_head *head, struct str bytes, size_t *body)
{
	struct str name = STR_EMPTY;
	size_t at = 0, value = 0;
	memset(head, 0, sizeof *head);
	while (at < bytes.len) {
		const char *newline = memchr(bytes.at + at, '\n', bytes.len - at);
		size_t end = newline == NULL ? bytes.len : (size_t)(newline - bytes.at), colon;
		size_t text_end = end > at && bytes.at[end - 1] == '\r' ? end - 1 : end;
		if (newline == NULL) {
			return false;
		}
		if ((bytes.at[at] == ' ' || bytes.at[at] == '\t') && text_end > at) {
			if (name.len == 0) {
				return false;
			}
			at = end + 1;
			continue;
		}
		if (name.len > 0) {
			take(head, name, str_slice(bytes, value, at));
		}
		if (text_end == at) {
			*body = end + 1;
			return name.len > 0;
		}
		for (colon = at; colon < text_end && (unsigned char)bytes.at[colon] > 32 && (unsigned char)bytes.at[colon] < 127 && bytes.at[colon] != ':'; colon++) {
		}
		if (colon == at || colon == text_end || bytes.at[colon] != ':') {
			return false;
		}
		name = str_slice(bytes, at, colon);
		value = colon + 1;
		at = end + 1;
	}
	return false;
}

static void take_list(struct mail_head *head, GMimeObject *object)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(object);
	for (int i = 0; i < g_mime_header_list_get_count(list); i++) {
		GMimeHeader *header = g_mime_header_list_get_header_at(list, i);
		const char *name = g_mime_header_get_name(header), *value = g_mime_header_get_raw_value(header);
		if (name != NULL && *name != '\0' && value != NULL) {
			take(head, str_from(name), str_from(value));
		}
	}
}

void mail_head_of(struct mail_head *head, GMimeMessage *message)
{
	GMimeObject *part = g_mime_message_get_mime_part(message);
	memset(head, 0, sizeof *head);
	take_list(head, (GMimeObject *)message);
	if (part != NULL) {
		take_list(head, part);
	}
}

bool mail_head_is_plain(const struct mail_head *head)
{
	struct str type = str_trim(head->raw[HEAD_CONTENT_TYPE]), encoding = str_trim(head->raw[HEAD_CONTENT_ENCODING]);
	if (head->raw[HEAD_CONTENT_DISPOSITION].at != NULL || (encoding.len > 0 && !str_eq_nocase(encoding, STR("7bit")) && !str_eq_nocase(encoding, STR("8bit")))) {
		return false;
	}
	return type.len == 0 || (str_starts_nocase(type, STR("text/plain")) && (type.len == 10 || strchr("; \t\r\n", type.at[10]) != NULL));
}

struct str mail_head_text(const struct mail_head *head, enum mail_header which, GMimeParserOptions *options, struct arena *arena)
{
	struct str raw = head->raw[which];
	bool plain = true;
	size_t to = 0;
	char *out;
	if (raw.len == 0) {
		return STR_EMPTY;
	}
	for (size_t i = 0; i < raw.len && plain; i++) {
		plain = (unsigned char)raw.at[i] < 0x80 && raw.at[i] != '\0' && !(raw.at[i] == '=' && i + 1 < raw.len && raw.at[i + 1] == '?');
	}
	if (!plain) {
		struct buf clean;
		const char *note;
		char *unfolded = g_mime_utils_header_unfold(arena_dup(arena, raw).at), *decoded = g_mime_utils_header_decode_text(options, unfolded);
		buf_init(&clean, SIZE_MAX);
		charset_field(&clean, str_from(decoded), NULL, &note);
		raw = arena_dup(arena, buf_str(&clean));
		buf_release(&clean);
		g_free(unfolded);
		g_free(decoded);
	}
	out = arena_alloc(arena, raw.len + 1);
	for (size_t i = 0; i < raw.len; i++) {
		if (!ascii_is_space(raw.at[i])) {
			out[to++] = raw.at[i];
		} else if (to > 0 && out[to - 1] != ' ') {
			out[to++] = ' ';
		}
	}
	to -= to > 0 && out[to - 1] == ' ';
	return (struct str){ out, to };
}
