/* mail_body.c - see mail_body.h.
 *
 * In: GMime's tree of a message. Out: one text. A mixed multipart gives all of its inline text parts in order, an
 * alternative its plain text when that is not empty, else its HTML as lines (html_text.h); related and signed give
 * their root; a report its human part; an encrypted one nothing. An enclosed mail is an attachment, and read only where
 * the outer mail says nothing itself (forwarded "as attachment"). The recursion is bounded by MIME_DEPTH. GMime decodes
 * base64 and quoted-printable; what it cannot know is corrected here: encodings' labels that are misspelt, and base64
 * that is none. */
#include "mail_body.h"

#include <stdlib.h>

#include "arena.h"
#include "charset.h"
#include "html_text.h"
#include "mail_armour.h"
#include "rtf_text.h"
#include "tnef.h"

void mail_body_init(struct mail_body *body)
{
	memset(body, 0, sizeof *body);
	buf_init(&body->text, SIZE_MAX);
	buf_init(&body->attachments, 16 * 1024);
}

void mail_body_release(struct mail_body *body)
{
	buf_release(&body->text);
	buf_release(&body->attachments);
	mail_trees_release(&body->trees);
}

/* Bare CR as line end (old Macs): the whole mail is turned; a mail that has any '\n' is left as it is. */
static struct str with_newlines(struct buf *turned, struct str bytes)
{
	if (memchr(bytes.at, '\n', bytes.len) != NULL || memchr(bytes.at, '\r', bytes.len) == NULL) {
		return bytes;
	}
	buf_str_add(turned, bytes);
	for (size_t i = 0; i < turned->len; i++) {
		turned->at[i] = turned->at[i] == '\r' ? '\n' : turned->at[i];
	}
	return buf_str(turned);
}

GMimeParserOptions *mail_options(void)
{
	static const char *fallback[] = { "utf-8", "windows-1252", NULL };
	GMimeParserOptions *options;
	g_mime_init(); /* counts its calls; never shut down, for its types cannot be registered twice */
	options = g_mime_parser_options_new();
	g_mime_parser_options_set_fallback_charsets(options, fallback);
	g_mime_parser_options_set_allow_addresses_without_domain(options, TRUE);
	return options;
}

void mail_tree_open(struct mail_tree *tree, struct str bytes)
{
	GMimeParser *parser;
	memset(tree, 0, sizeof *tree);
	buf_init(&tree->turned, SIZE_MAX);
	if (bytes.len == 0) {
		return;
	}
	tree->options = mail_options();
	bytes = with_newlines(&tree->turned, bytes);
	/* GMime reads the bytes where they stand: it takes a GByteArray, and only looks at its two fields. */
	tree->array.data = (guint8 *)(uintptr_t)bytes.at;
	tree->array.len = (guint)bytes.len;
	tree->stream = g_mime_stream_mem_new();
	g_mime_stream_mem_set_byte_array((GMimeStreamMem *)tree->stream, &tree->array);
	parser = g_mime_parser_new_with_stream(tree->stream);
	g_mime_parser_set_format(parser, GMIME_FORMAT_MESSAGE);
	tree->message = g_mime_parser_construct_message(parser, tree->options);
	g_object_unref(parser);
}

void mail_tree_close(struct mail_tree *tree)
{
	if (tree->message != NULL) {
		g_object_unref(tree->message);
	}
	if (tree->stream != NULL) {
		g_object_unref(tree->stream);
	}
	if (tree->options != NULL) {
		g_mime_parser_options_free(tree->options);
	}
	buf_release(&tree->turned);
}

int mail_tree_headers(const struct mail_tree *tree)
{
	GMimeObject *part = tree->message != NULL ? g_mime_message_get_mime_part(tree->message) : NULL;
	if (tree->message == NULL) {
		return 0;
	}
	return g_mime_header_list_get_count(g_mime_object_get_header_list((GMimeObject *)tree->message)) +
	       (part != NULL ? g_mime_header_list_get_count(g_mime_object_get_header_list(part)) : 0);
}

static void stream_bytes(struct buf *out, GMimeDataWrapper *content, bool raw)
{
	GMimeStream *memory = g_mime_stream_mem_new();
	GByteArray *bytes = g_mime_stream_mem_get_byte_array((GMimeStreamMem *)memory);
	if (raw) {
		GMimeStream *source = g_mime_data_wrapper_get_stream(content);
		g_mime_stream_reset(source);
		g_mime_stream_write_to_stream(source, memory);
		g_mime_stream_reset(source);
	} else {
		g_mime_data_wrapper_write_to_stream(content, memory);
	}
	buf_add(out, bytes->data, bytes->len);
	g_object_unref(memory);
}

/* The encoding by the first letters of its label: "quoted printable", "quoted-printable;", "base 64", "Base64_"; what
 * is none of them is as it stands. */
static GMimeContentEncoding encoding_of(GMimeObject *object)
{
	GMimeHeader *header =
	    g_mime_header_list_get_header(g_mime_object_get_header_list(object), "Content-Transfer-Encoding");
	struct str label = str_trim(str_from(header != NULL ? g_mime_header_get_raw_value(header) : NULL));
	if (label.len > 0 && (label.at[0] == '"' || label.at[0] == '\'')) {
		label = str_slice(label, 1, label.len);
	}
	if (str_starts_nocase(label, STR("quoted"))) {
		return GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
	}
	if (str_starts_nocase(label, STR("base64")) || str_starts_nocase(label, STR("base 64")) ||
	    str_starts_nocase(label, STR("base-64"))) {
		return GMIME_CONTENT_ENCODING_BASE64;
	}
	if (str_starts_nocase(label, STR("x-uu")) || str_starts_nocase(label, STR("uuencode"))) {
		return GMIME_CONTENT_ENCODING_UUENCODE;
	}
	return GMIME_CONTENT_ENCODING_8BIT;
}

/* Base64 has no blanks inside its lines and few signs beyond its alphabet; prose under a wrong label has many. */
static bool is_not_base64(struct str raw)
{
	size_t foreign = 0, n = raw.len < 4096 ? raw.len : 4096;
	for (size_t i = 0; i < n; i++) {
		char c = raw.at[i];
		bool inner_blank =
		    c == ' ' && i > 0 && i + 1 < n && !ascii_is_space(raw.at[i - 1]) && !ascii_is_space(raw.at[i + 1]);
		foreign += inner_blank || (!ascii_is_alpha(c) && !ascii_is_digit(c) && !ascii_is_space(c) && c != '+' &&
		                           c != '/' && c != '=' && c != '-' && c != '_');
	}
	return foreign * 12 > n; /* a twelfth: prose has a blank every six letters */
}

bool mail_part_bytes(struct buf *out, GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeContentEncoding encoding = encoding_of((GMimeObject *)part);
	struct buf raw;
	bool broken = false;
	if (content == NULL) {
		return false;
	}
	if (encoding == GMIME_CONTENT_ENCODING_BASE64) {
		buf_init(&raw, SIZE_MAX);
		stream_bytes(&raw, content, true);
		broken = is_not_base64(buf_str(&raw));
		if (broken) {
			buf_str_add(out, buf_str(&raw));
		}
		buf_release(&raw);
		if (broken) {
			return true;
		}
	}
	g_mime_data_wrapper_set_encoding(content, encoding);
	stream_bytes(out, content, false);
	return false;
}

/* One line of text from s at *at, without its newline; false at the end. */
static bool next_line(struct str s, size_t *at, struct str *line)
{
	const char *end;
	if (*at >= s.len) {
		return false;
	}
	end = memchr(s.at + *at, '\n', s.len - *at);
	*line = str_slice(s, *at, end == NULL ? s.len : (size_t)(end - s.at));
	*at += line->len + 1;
	return true;
}

struct mail_subtree {
	struct mail_subtree *older;
	struct buf bytes;
	struct mail_tree tree;
};

enum { SUBTREES_MOST = 64 };

void mail_trees_release(struct mail_trees *trees)
{
	while (trees->newest != NULL) {
		struct mail_subtree *old = trees->newest;
		trees->newest = old->older;
		mail_tree_close(&old->tree);
		buf_release(&old->bytes);
		free(old);
	}
	trees->count = 0;
}

/* Room for one more; its bytes are to be filled before subtree_parse. NULL: there are enough. */
static struct mail_subtree *subtree_add(struct mail_trees *trees)
{
	struct mail_subtree *subtree;
	if (trees->count == SUBTREES_MOST) {
		return NULL;
	}
	subtree = memory_alloc(sizeof *subtree);
	buf_init(&subtree->bytes, SIZE_MAX);
	subtree->older = trees->newest;
	trees->newest = subtree;
	trees->count++;
	return subtree;
}

GMimeMessage *mail_encoded_message(struct mail_trees *trees, GMimePart *part)
{
	GMimeContentType *type = g_mime_object_get_content_type((GMimeObject *)part);
	GMimeContentEncoding encoding = encoding_of((GMimeObject *)part);
	struct mail_subtree *subtree;
	if (!g_mime_content_type_is_type(type, "message", "rfc822") ||
	    (encoding != GMIME_CONTENT_ENCODING_BASE64 && encoding != GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE)) {
		return NULL;
	}
	subtree = subtree_add(trees);
	if (subtree == NULL) {
		return NULL;
	}
	(void)mail_part_bytes(&subtree->bytes, part);
	mail_tree_open(&subtree->tree, subtree->bytes.len < UINT32_MAX ? buf_str(&subtree->bytes) : STR_EMPTY);
	return mail_tree_headers(&subtree->tree) > 0 ? subtree->tree.message : NULL;
}

GMimeObject *mail_repaired_multipart(struct mail_trees *trees, GMimeMultipart *multipart)
{
	struct str text = str_from(g_mime_multipart_get_prologue(multipart)),
	           boundary = str_from(g_mime_multipart_get_boundary(multipart)), line;
	GMimeContentType *type = g_mime_object_get_content_type((GMimeObject *)multipart);
	struct mail_subtree *subtree = boundary.len > 0 && text.len > 0 ? subtree_add(trees) : NULL;
	size_t at = 0, found = 0;
	if (subtree == NULL) {
		return NULL;
	}
	buf_printf(&subtree->bytes, "Content-Type: multipart/%s; boundary=\"gripe\"\n\n",
	           g_mime_content_type_get_media_subtype(type));
	while (next_line(text, &at, &line)) {
		if (line.len >= boundary.len + 2 && line.at[0] == '-' && line.at[1] == '-' &&
		    str_starts(str_slice(line, 2, line.len), boundary)) {
			buf_text(&subtree->bytes, str_starts(str_slice(line, 2 + boundary.len, line.len), STR("--"))
			                              ? "--gripe--"
			                              : "--gripe");
			found++;
		} else {
			buf_str_add(&subtree->bytes, line);
		}
		buf_byte(&subtree->bytes, '\n');
	}
	if (found == 0) {
		return NULL;
	}
	mail_tree_open(&subtree->tree, buf_str(&subtree->bytes));
	return subtree->tree.message != NULL ? g_mime_message_get_mime_part(subtree->tree.message) : NULL;
}

/* A line of format=flowed (RFC 3676). */
struct flowed {
	size_t depth;    /* quote marks */
	struct str text; /* behind them, the stuffed blank taken off */
	bool signature;  /* "-- ", which flows nowhere */
	bool soft;       /* ends with a blank: goes on in the next line */
};

static struct flowed flowed_line(struct str line)
{
	struct flowed flowed = { .depth = 0 };
	while (flowed.depth < line.len && line.at[flowed.depth] == '>') {
		flowed.depth++;
	}
	flowed.text = str_slice(line, flowed.depth, line.len);
	if (str_starts(flowed.text, STR(" "))) {
		flowed.text = str_slice(flowed.text, 1, flowed.text.len);
	}
	flowed.signature = str_eq(flowed.text, STR("-- "));
	flowed.soft = str_ends(flowed.text, STR(" ")) && !flowed.signature;
	return flowed;
}

static void trim_blanks(struct buf *out)
{
	while (out->len > 0 && out->at[out->len - 1] == ' ') {
		out->at[--out->len] = '\0';
	}
}

/* "> " as deep as the line is quoted. */
static void add_marks(struct buf *out, const struct flowed *line)
{
	for (size_t i = 0; i < line->depth; i++) {
		buf_byte(out, '>');
	}
	if (line->depth > 0 && line->text.len > 0) {
		buf_byte(out, ' ');
	}
}

void mail_unflow(struct buf *out, struct str text, bool delsp)
{
	struct flowed before = { .depth = 0 };
	struct str bytes;
	size_t at = 0;
	for (bool first = true; next_line(text, &at, &bytes); first = false) {
		struct flowed line = flowed_line(bytes);
		if (!before.soft || line.depth != before.depth || line.signature) {
			if (before.soft) {
				trim_blanks(out);
			}
			if (!first) {
				buf_byte(out, '\n');
			}
			add_marks(out, &line);
		}
		buf_str_add(out, line.soft && delsp ? str_slice(line.text, 0, line.text.len - 1) : line.text);
		before = line;
	}
	if (str_ends(text, STR("\n"))) {
		buf_byte(out, '\n');
	}
}

enum {
	UU_BEGIN = sizeof "begin " - 1,   /* then three digits of rights and a blank */
	UU_NAME = sizeof "begin 644" - 1, /* where the name stands, behind a blank */
	UU_FULL_LINE = 61,                /* 'M' and 60 characters of 0x20 to 0x60: 45 bytes */
	UU_NAME_MOST = 200                /* bytes of it that are told */
};

/* The first line of a file's bytes: a full one, or a short one that says its length in its first character. */
static bool is_uuencoded(struct str line)
{
	size_t said = line.len > 0 ? (size_t)((line.at[0] - ' ') & 63) : 0;
	return line.len > 1 && ((line.at[0] == 'M' && line.len >= UU_FULL_LINE) || said <= line.len * 3 / 4 + 3);
}

/* "begin 644 name" with such a line behind it. */
static bool opens_uuencoded(struct str line, struct str text, size_t next)
{
	struct str behind;
	return str_starts(line, STR("begin ")) && line.len > UU_NAME + 1 && ascii_is_digit(line.at[UU_BEGIN]) &&
	       ascii_is_digit(line.at[UU_NAME - 1]) && next_line(text, &next, &behind) && is_uuencoded(behind);
}

/* "begin 644 name" … "end": files inside the text, from before MIME. They are taken out and named as attachments. */
static bool remove_uuencoded(struct buf *out, struct str text, struct mail_body *body)
{
	struct str line;
	size_t at = 0;
	bool any = false;
	if (str_find(text, STR("begin "), 0) == text.len) {
		return false;
	}
	while (next_line(text, &at, &line)) {
		if (!opens_uuencoded(line, text, at)) {
			buf_str_add(out, line);
			buf_byte(out, '\n');
			continue;
		}
		{
			struct str name = str_trim(str_slice(line, UU_NAME, line.len)), inside;
			buf_printf(&body->attachments, "%s%.*s", body->attachment_count++ > 0 ? "; " : "",
			           (int)(name.len < UU_NAME_MOST ? name.len : UU_NAME_MOST), name.at);
			while (next_line(text, &at, &inside) && !str_eq(str_trim(inside), STR("end"))) {
			}
		}
		any = true;
	}
	return any;
}

/* "felix at example.org": behind the word a domain, which has a dot between letters. */
static bool spells_an_address(struct str line, const struct language_rows *words)
{
	size_t length, at = words != NULL ? language_rows_finds(words, "at_sign", line, &length) : line.len;
	struct str rest, domain;
	if (at == line.len) {
		return false;
	}
	domain = str_cut(str_trim(str_slice(line, at + length, line.len)), ' ', &rest);
	for (size_t i = 1; i + 1 < domain.len; i++) {
		if (domain.at[i] == '.' && ascii_is_alnum(domain.at[i - 1]) && ascii_is_alpha(domain.at[i + 1])) {
			return true;
		}
	}
	return false;
}

/* Names an address or a page: what the lines of a footer do. */
static bool names_a_place(struct str line, const struct language_rows *words)
{
	return str_find(line, STR("://"), 0) < line.len || memchr(line.at, '@', line.len) != NULL ||
	       spells_an_address(line, words);
}

/* "message: The parcel was left at the wrong door": a line of a form, not of a footer. Its value is prose: words in
 * small letters without digits, a second label or an address. */
static bool is_form_line(struct str line)
{
	enum { LABEL_BYTES = 30, VALUE_WORDS = 5 };
	size_t colon = str_find(line, STR(": "), 0);
	struct str value = colon < line.len ? str_trim(str_slice(line, colon + 1, line.len)) : STR_EMPTY;
	if (colon > LABEL_BYTES || str_words(str_slice(line, 0, colon)) > 2 || str_words(value) < VALUE_WORDS) {
		return false;
	}
	for (size_t i = 0; i < value.len; i++) {
		if (ascii_is_digit(value.at[i]) || memchr(":@<", value.at[i], 3) != NULL) {
			return false;
		}
	}
	return true;
}

/* The address of a page of a list's manager. */
static bool names_a_list(struct str line)
{
	static const char *const pages[] = { "/listinfo", "/mailman", "/postorius", "/lists/", "lists." };
	for (size_t i = 0; i < sizeof pages / sizeof *pages && str_find(line, STR("://"), 0) < line.len; i++) {
		if (str_find(line, str_from(pages[i]), 0) < line.len) {
			return true;
		}
	}
	return false;
}

/* A line of underscores or of dashes alone; other managers of lists write dashes, which people write too. list: the
 * page of a list stands below it, and two underscores are enough. */
static bool is_footer_rule(struct str line, bool list)
{
	enum { LEAST_RULE = 2, SHORT_RULE = 20, LONG_RULE = 40 };
	size_t same = 0;
	while (same < line.len && line.at[same] == line.at[0]) {
		same++;
	}
	return line.len > 0 && same == line.len &&
	       ((line.at[0] == '_' && same >= (list ? LEAST_RULE : SHORT_RULE)) ||
	        (line.at[0] == '-' && same >= LONG_RULE));
}

/* Where a mailing list's own footer starts: a rule that is no quote, with at most eight lines behind it of which one
 * names an address or a page. text.len when there is none. */
static size_t list_footer(struct str text, const struct language_rows *words)
{
	enum { FOOTER_LINES = 8 };
	size_t at = text.len, lines = 0;
	bool place = false, list = false;
	while (at > 0 && lines <= FOOTER_LINES) {
		size_t start = at;
		struct str line;
		while (start > 0 && text.at[start - 1] != '\n') {
			start--;
		}
		line = str_trim(str_slice(text, start, at));
		if (place && is_footer_rule(line, list)) {
			return start;
		}
		if (is_form_line(line)) {
			return text.len;
		}
		list = list || names_a_list(line);
		place = place || names_a_place(line, words);
		lines += line.len > 0;
		at = start > 0 ? start - 1 : 0;
	}
	return text.len;
}

static struct str trim_lines(struct str s)
{
	size_t first = 0;
	while (s.len > 0 && ascii_is_space(s.at[s.len - 1])) {
		s.len--;
	}
	/* whole empty lines in front go, the indentation of the first line stays */
	for (size_t i = 0; i < s.len && ascii_is_space(s.at[i]); i++) {
		first = s.at[i] == '\n' ? i + 1 : first;
	}
	return str_slice(s, first, s.len);
}

static void add_text(struct mail_body *body, struct str text)
{
	text = trim_lines(text);
	if (text.len == 0) {
		return;
	}
	if (body->text.len > 0) {
		buf_text(&body->text, "\n\n");
	}
	buf_str_add(&body->text, text);
}

static void name_attachment(struct mail_body *body, GMimeObject *object)
{
	const char *name = GMIME_IS_PART(object) ? g_mime_part_get_filename((GMimePart *)object) : NULL;
	GMimeContentType *type = g_mime_object_get_content_type(object);
	const char *note = NULL;
	struct buf clean;
	buf_init(&clean, SIZE_MAX);
	if (name != NULL && *name != '\0') {
		charset_field(&clean, str_from(name), NULL, &note);
	} else if (GMIME_IS_MESSAGE_PART(object)) {
		buf_text(&clean, "message");
	} else {
		buf_printf(&clean, "%s/%s", g_mime_content_type_get_media_type(type),
		           g_mime_content_type_get_media_subtype(type));
	}
	buf_printf(&body->attachments, "%s%s", body->attachment_count++ > 0 ? "; " : "", clean.at);
	buf_release(&clean);
}

/* The charset a HTML document names for itself, for parts without a label. */
static struct str html_charset(struct str html)
{
	size_t end = html.len < 2048 ? html.len : 2048, at;
	html = str_slice(html, 0, end);
	at = str_find_nocase(html, STR("charset="), 0);
	if (at == html.len) {
		return STR_EMPTY;
	}
	html = str_slice(html, at + 8, html.len);
	for (end = 0; end < html.len && end < 40 && html.at[end] != '\0' && strchr("> ;/\t\r\n", html.at[end]) == NULL;
	     end++) {
	}
	return str_slice(html, 0, end);
}

/* PGP's lines around the words, which are not the writer's. */
static void take_off_armour(struct mail_body *body, struct buf *text)
{
	struct buf bare;
	bool encrypted;
	buf_init(&bare, SIZE_MAX);
	if (mail_unarmour(&bare, buf_str(text), &encrypted)) {
		body->found |= encrypted ? MAIL_ENCRYPTED : MAIL_ARMOUR;
		buf_clear(text);
		buf_str_add(text, buf_str(&bare));
	}
	buf_release(&bare);
}

/* The bytes of a text part, decoded from their transfer encoding, as lines added to the body. */
static void add_part(struct mail_body *body, struct str bytes, GMimeContentType *type, bool html, struct book *book)
{
	struct str label = type != NULL ? str_from(g_mime_content_type_get_parameter(type, "charset")) : STR_EMPTY;
	const char *flow = type != NULL ? g_mime_content_type_get_parameter(type, "format") : NULL;
	const char *delsp = type != NULL ? g_mime_content_type_get_parameter(type, "delsp") : NULL, *note = NULL;
	struct buf decoded, lines;
	buf_init(&decoded, SIZE_MAX);
	buf_init(&lines, SIZE_MAX);
	if (html && label.len == 0) {
		label = html_charset(bytes);
	}
	charset_labelled(&decoded, bytes, label, book, &note);
	body->note = body->note == NULL ? note : body->note;
	if (!html) {
		take_off_armour(body, &decoded);
	}
	if (html) {
		int result = html_to_text(&lines, buf_str(&decoded), NULL);
		body->found |= result < 0 ? MAIL_BROKEN : MAIL_FROM_HTML;
		add_text(body, buf_str(&lines));
	} else if (remove_uuencoded(&lines, buf_str(&decoded), body)) {
		body->found |= MAIL_UUENCODED;
		add_text(body, buf_str(&lines));
	} else if (flow != NULL && str_eq_nocase(str_trim(str_from(flow)), STR("flowed"))) {
		buf_clear(&lines); /* where uuencoded files were looked for */
		mail_unflow(&lines, buf_str(&decoded), delsp != NULL && str_eq_nocase(str_from(delsp), STR("yes")));
		add_text(body, buf_str(&lines));
	} else {
		add_text(body, buf_str(&decoded));
	}
	buf_release(&lines);
	buf_release(&decoded);
}

static void read_text_part(struct mail_body *body, GMimePart *part, bool html, struct book *book)
{
	struct buf bytes;
	buf_init(&bytes, SIZE_MAX);
	if (mail_part_bytes(&bytes, part)) {
		body->found |= MAIL_BROKEN;
	}
	add_part(body, buf_str(&bytes), g_mime_object_get_content_type((GMimeObject *)part), html, book);
	buf_release(&bytes);
}

enum leaf { LEAF_PLAIN, LEAF_HTML, LEAF_ATTACHMENT };

/* No type, or one without a slash ("text", "plain", ""): RFC 2045 says to take it as plain text. */
static bool has_no_type(GMimePart *part)
{
	GMimeHeader *header =
	    g_mime_header_list_get_header(g_mime_object_get_header_list((GMimeObject *)part), "Content-Type");
	struct str raw = str_trim(str_from(header != NULL ? g_mime_header_get_raw_value(header) : NULL));
	return raw.len == 0 || memchr(raw.at, '/', raw.len) == NULL;
}

static bool is_named_attachment(GMimePart *part)
{
	return str_eq_nocase(str_trim(str_from(g_mime_object_get_disposition((GMimeObject *)part))), STR("attachment"));
}

static bool is_html(struct str subtype)
{
	return str_eq_nocase(subtype, STR("html")) || str_eq_nocase(subtype, STR("enriched")) ||
	       str_eq_nocase(subtype, STR("richtext"));
}

static bool is_calendar(GMimeContentType *type)
{
	return g_mime_content_type_is_type(type, "text", "calendar");
}

static enum leaf leaf_kind(const struct mail_body *body, GMimePart *part, bool root)
{
	GMimeContentType *type = g_mime_object_get_content_type((GMimeObject *)part);
	struct str main = str_from(g_mime_content_type_get_media_type(type)),
	           sub = str_from(g_mime_content_type_get_media_subtype(type));
	if (!root && is_named_attachment(part)) {
		return LEAF_ATTACHMENT;
	}
	if (has_no_type(part)) {
		return LEAF_PLAIN;
	}
	if (is_calendar(type)) {
		return LEAF_ATTACHMENT;
	}
	/* a named text behind the mail's own is a file: a log, a patch */
	if (!str_eq_nocase(main, STR("text")) ||
	    (!root && body->text.len > 0 && g_mime_part_get_filename(part) != NULL)) {
		return LEAF_ATTACHMENT;
	}
	if (is_html(sub)) {
		return LEAF_HTML;
	}
	return root || str_eq_nocase(sub, STR("plain")) ? LEAF_PLAIN : LEAF_ATTACHMENT;
}

struct walk {
	struct mail_body *body;
	struct book *book;
	GMimeMessage *enclosed; /* the first one */
	GMimePart *tnef;        /* the first winmail.dat, or NULL */
};

static void take(struct walk *walk, GMimeObject *object, int depth);

static void trees_move(struct mail_trees *to, struct mail_trees *from)
{
	while (from->newest != NULL) {
		struct mail_subtree *one = from->newest;
		from->newest = one->older;
		one->older = to->newest;
		to->newest = one;
		to->count++;
	}
	from->count = 0;
}

/* Of an alternative: its plain text when there is any, else the first child that gives text. Attachments of all
 * children are named. */
static void take_alternative(struct walk *walk, GMimeMultipart *multipart, int depth)
{
	struct mail_body *body = walk->body, best, candidate;
	bool have = false;
	int count = g_mime_multipart_get_count(multipart);
	mail_body_init(&best);
	for (int i = 0; i < count; i++) {
		struct walk inner = *walk;
		mail_body_init(&candidate);
		inner.body = &candidate;
		take(&inner, g_mime_multipart_get_part(multipart, i), depth + 1);
		walk->enclosed = walk->enclosed == NULL ? inner.enclosed : walk->enclosed;
		walk->tnef = walk->tnef == NULL ? inner.tnef : walk->tnef;
		body->found |= candidate.found & MAIL_CALENDAR;
		trees_move(&body->trees, &candidate.trees); /* the enclosed mail may stand in one of them */
		if (candidate.attachments.len > 0) {
			buf_printf(&body->attachments, "%s%s", body->attachment_count > 0 ? "; " : "",
			           candidate.attachments.at);
			body->attachment_count += candidate.attachment_count;
		}
		if (candidate.text.len > 0 &&
		    (!have || ((best.found & MAIL_FROM_HTML) != 0 && (candidate.found & MAIL_FROM_HTML) == 0))) {
			struct mail_body old = best;
			best = candidate;
			candidate = old;
			have = true;
		}
		mail_body_release(&candidate);
	}
	add_text(body, buf_str(&best.text));
	body->found |= best.found;
	body->note = body->note == NULL ? best.note : body->note;
	mail_body_release(&best);
}

/* No part was found between boundaries: what stands there is the text. */
static void take_broken_multipart(struct walk *walk, GMimeMultipart *multipart, int depth)
{
	const char *prologue = g_mime_multipart_get_prologue(multipart), *note = NULL;
	GMimeObject *repaired = mail_repaired_multipart(&walk->body->trees, multipart);
	struct buf text;
	if (repaired != NULL && GMIME_IS_MULTIPART(repaired) &&
	    g_mime_multipart_get_count((GMimeMultipart *)repaired) > 0) {
		walk->body->found |= MAIL_BROKEN;
		take(walk, repaired, depth + 1);
		return;
	}
	buf_init(&text, SIZE_MAX);
	charset_field(&text, str_from(prologue), walk->book, &note);
	walk->body->note = walk->body->note == NULL ? note : walk->body->note;
	walk->body->found |= MAIL_BROKEN;
	add_text(walk->body, buf_str(&text));
	buf_release(&text);
}

static void take_digest(struct walk *walk, GMimeMultipart *multipart, int depth)
{
	int count = g_mime_multipart_get_count(multipart);
	for (int i = 0; i < count; i++) {
		GMimeObject *child = g_mime_multipart_get_part(multipart, i);
		GMimeMessage *message =
		    GMIME_IS_MESSAGE_PART(child) ? g_mime_message_part_get_message((GMimeMessagePart *)child) : NULL;
		if (message != NULL &&
		    walk->body->digest_count < sizeof walk->body->digest / sizeof *walk->body->digest) {
			walk->body->digest[walk->body->digest_count++] = message;
		} else {
			take(walk, child, depth + 1);
		}
	}
}

static unsigned report_kind(GMimeObject *object)
{
	struct str type = str_from(g_mime_object_get_content_type_parameter(object, "report-type"));
	if (str_eq_nocase(type, STR("delivery-status"))) {
		return MAIL_BOUNCE;
	}
	return str_eq_nocase(type, STR("disposition-notification")) ? MAIL_RECEIPT : MAIL_REPORT;
}

static void take_multipart(struct walk *walk, GMimeMultipart *multipart, int depth)
{
	GMimeContentType *type = g_mime_object_get_content_type((GMimeObject *)multipart);
	struct str sub = str_from(g_mime_content_type_get_media_subtype(type));
	int count = g_mime_multipart_get_count(multipart), first_only = 0;
	if (count == 0) {
		take_broken_multipart(walk, multipart, depth);
		return;
	}
	if (str_eq_nocase(sub, STR("alternative"))) {
		take_alternative(walk, multipart, depth);
		return;
	}
	if (str_eq_nocase(sub, STR("digest"))) {
		take_digest(walk, multipart, depth);
		return;
	}
	if (str_eq_nocase(sub, STR("encrypted"))) {
		walk->body->found |= MAIL_ENCRYPTED;
		return;
	}
	if (str_eq_nocase(sub, STR("report"))) {
		walk->body->found |= report_kind((GMimeObject *)multipart);
		first_only = 1;
	} else if (str_eq_nocase(sub, STR("signed"))) {
		first_only = 1;
	}
	for (int i = 0; i < count && (!first_only || i < 1); i++) {
		GMimeObject *child = g_mime_multipart_get_part(multipart, i);
		if (str_eq_nocase(sub, STR("related")) && i > 0 && !GMIME_IS_MULTIPART(child) &&
		    walk->body->text.len > 0) {
			name_attachment(walk->body, child); /* pictures of a page */
		} else {
			take(walk, child, depth + 1);
		}
	}
}

static bool is_tnef(GMimePart *part, GMimeContentType *type)
{
	return g_mime_content_type_is_type(type, "application", "ms-tnef") ||
	       g_mime_content_type_is_type(type, "application", "vnd.ms-tnef") ||
	       str_eq_nocase(str_from(g_mime_part_get_filename(part)), STR("winmail.dat"));
}

static bool is_cms(GMimeContentType *type)
{
	return g_mime_content_type_is_type(type, "application", "pkcs7-mime") ||
	       g_mime_content_type_is_type(type, "application", "x-pkcs7-mime");
}

/* A mail that is signed as one block of bytes is read as what was signed; one that is not is encrypted. */
static void take_cms(struct walk *walk, GMimePart *part, int depth)
{
	struct mail_subtree *subtree = subtree_add(&walk->body->trees);
	struct buf bytes;
	bool opened = false;
	buf_init(&bytes, SIZE_MAX);
	(void)mail_part_bytes(&bytes, part);
	if (subtree != NULL && mail_signed_content(&subtree->bytes, buf_str(&bytes)) &&
	    subtree->bytes.len < UINT32_MAX) {
		mail_tree_open(&subtree->tree, buf_str(&subtree->bytes));
		opened = mail_tree_headers(&subtree->tree) > 0;
	}
	buf_release(&bytes);
	if (opened) {
		take(walk, g_mime_message_get_mime_part(subtree->tree.message), depth + 1);
	} else {
		walk->body->found |= MAIL_ENCRYPTED;
		name_attachment(walk->body, (GMimeObject *)part);
	}
}

static void take_part(struct walk *walk, GMimePart *part, int depth)
{
	struct mail_body *body = walk->body;
	enum leaf kind = leaf_kind(body, part, depth == 0);
	GMimeContentType *type = g_mime_object_get_content_type((GMimeObject *)part);
	GMimeMessage *enclosed = mail_encoded_message(&body->trees, part);
	if (is_calendar(type) && !is_named_attachment(part)) {
		body->found |= MAIL_CALENDAR;
	}
	if (is_tnef(part, type)) {
		walk->tnef = walk->tnef == NULL ? part : walk->tnef;
	}
	if (is_cms(type)) {
		take_cms(walk, part, depth);
	} else if (enclosed != NULL) {
		buf_printf(&body->attachments, "%smessage", body->attachment_count++ > 0 ? "; " : "");
		walk->enclosed = walk->enclosed == NULL ? enclosed : walk->enclosed;
	} else if (kind == LEAF_ATTACHMENT) {
		name_attachment(body, (GMimeObject *)part);
	} else {
		read_text_part(body, part, kind == LEAF_HTML, walk->book);
	}
}

static void take(struct walk *walk, GMimeObject *object, int depth)
{
	if (object == NULL) {
		return;
	}
	if (depth > MIME_DEPTH) {
		walk->body->found |= MAIL_TOO_DEEP;
	} else if (GMIME_IS_MULTIPART(object)) {
		take_multipart(walk, (GMimeMultipart *)object, depth);
	} else if (GMIME_IS_MESSAGE_PART(object)) {
		GMimeMessage *message = g_mime_message_part_get_message((GMimeMessagePart *)object);
		name_attachment(walk->body, object);
		walk->enclosed = walk->enclosed == NULL ? message : walk->enclosed;
	} else if (GMIME_IS_PART(object)) {
		take_part(walk, (GMimePart *)object, depth);
	}
}

void mail_body_plain(struct mail_body *body, struct str bytes, const char *type, struct book *book)
{
	GMimeContentType *parsed = NULL;
	if (type != NULL && strchr(type, ';') != NULL) {
		char *unfolded = g_mime_utils_header_unfold(type);
		parsed = g_mime_content_type_parse(NULL, unfolded);
		g_free(unfolded);
	}
	add_part(body, bytes, parsed, false, book);
	if (parsed != NULL) {
		g_object_unref(parsed);
	}
}

/* RTF as text, in place; false: it is damaged, and what stands before the damage is the text. */
static bool rtf_to_text(struct buf *words)
{
	struct rtf_text *rtf = rtf_text_open();
	struct err ignored = ERR_INIT;
	struct buf text;
	bool whole;
	buf_init(&text, SIZE_MAX);
	whole = rtf_text_add(rtf, &text, buf_str(words), &ignored) >= 0;
	rtf_text_end(rtf, &text);
	rtf_text_close(rtf);
	buf_clear(words);
	buf_str_add(words, buf_str(&text));
	buf_release(&text);
	return whole;
}

/* What winmail.dat holds, as UTF-8 text; false: it is damaged. */
static bool tnef_to_text(struct mail_body *body, struct buf *words, enum tnef_text kind, const char *charset,
                         struct book *book)
{
	struct buf decoded;
	const char *note = NULL;
	bool whole = true;
	if (kind == TNEF_RTF) {
		return rtf_to_text(words);
	}
	buf_init(&decoded, SIZE_MAX);
	charset_labelled(&decoded, buf_str(words), kind == TNEF_HTML ? html_charset(buf_str(words)) : str_from(charset),
	                 book, &note);
	body->note = body->note == NULL ? note : body->note;
	buf_clear(words);
	if (kind == TNEF_HTML) {
		whole = html_to_text(words, buf_str(&decoded), NULL) >= 0;
	} else {
		buf_str_add(words, buf_str(&decoded));
	}
	buf_release(&decoded);
	return whole;
}

/* The words that stand in Outlook's own attachment alone. */
static void read_tnef(struct mail_body *body, GMimePart *part, struct book *book)
{
	struct buf bytes, words;
	char charset[24];
	enum tnef_text kind;
	buf_init(&bytes, SIZE_MAX);
	buf_init(&words, SIZE_MAX);
	(void)mail_part_bytes(&bytes, part);
	kind = tnef_text(&words, buf_str(&bytes), charset);
	if (kind == TNEF_DAMAGED) {
		body->found |= MAIL_TNEF_DAMAGED;
	} else if (kind != TNEF_NONE) {
		body->found |= tnef_to_text(body, &words, kind, charset, book) ? 0 : MAIL_BROKEN;
		add_text(body, buf_str(&words));
		body->found |= body->text.len > 0 ? MAIL_TNEF : 0;
	}
	buf_release(&bytes);
	buf_release(&words);
}

void mail_body_read(struct mail_body *body, GMimeObject *root, struct book *book)
{
	struct walk walk = { body, book, NULL, NULL };
	take(&walk, root, 0);
	if (body->text.len == 0 && walk.tnef != NULL) {
		read_tnef(body, walk.tnef, book);
	}
	for (int level = 0; body->text.len == 0 && walk.enclosed != NULL && level < MIME_DEPTH; level++) {
		GMimeMessage *message = walk.enclosed;
		walk.enclosed = NULL;
		body->found |= MAIL_ENCLOSED;
		take(&walk, g_mime_message_get_mime_part(message), level + 1);
	}
	if (body->text.len == 0) {
		body->found &= ~(unsigned)MAIL_ENCLOSED;
	}
}

void mail_body_cut_footer(struct mail_body *body, const struct language_rows *words)
{
	size_t end = list_footer(buf_str(&body->text), words);
	if (end == body->text.len) {
		return;
	}
	body->found |= MAIL_LIST_FOOTER;
	body->text.len = end;
	while (body->text.len > 0 && ascii_is_space(body->text.at[body->text.len - 1])) {
		body->text.len--;
	}
	body->text.at[body->text.len] = '\0';
}
