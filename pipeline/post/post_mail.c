/* post_mail.c - a post as a message (GMime): text and HTML as alternatives, and the tables of issues and of changes
 * attached. The same post gives the same bytes: date, id and boundaries come from the post. */
#include <gmime/gmime.h>

#include "plain_text.h"
#include "post_print.h"

static void plain(struct buf *out, const struct post *post)
{
	for (size_t i = 0; i < post->doc.block_count; i++) {
		const struct text_block *block = &post->doc.blocks[i];
		bool follows = i > 0 && block->kind == BLOCK_ITEM && post->doc.blocks[i - 1].kind == BLOCK_ITEM;
		struct buf text;
		if (block->kind == BLOCK_CHART) {
			continue;
		}
		buf_init(&text, SIZE_MAX);
		runs_text(&text, block->runs, block->count);
		buf_text(out, follows || i == 0 ? "" : "\n");
		buf_text(out, block->kind == BLOCK_ITEM ? "- " : block->kind == BLOCK_QUOTE ? "> " : "");
		plain_text(out, buf_str(&text));
		if (block->source.len > 0) {
			buf_text(out, " (");
			plain_text(out, block->source);
			buf_byte(out, ')');
		}
		buf_byte(out, '\n');
		buf_release(&text);
	}
	buf_byte(out, '\n');
	buf_str_add(out, post_word(&post->words, "mail_tables"));
	buf_byte(out, '\n');
}

static GMimeObject *part(const char *subtype, struct str text)
{
	GMimePart *made = g_mime_part_new_with_type("text", subtype);
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(text.at, text.len);
	GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
	g_mime_object_set_content_type_parameter(GMIME_OBJECT(made), "charset", "utf-8");
	g_mime_part_set_content(made, content);
	g_mime_part_set_content_encoding(made, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	g_object_unref(content);
	g_object_unref(stream);
	return GMIME_OBJECT(made);
}

static void add(GMimeMultipart *to, GMimeObject *made)
{
	g_mime_multipart_add(to, made);
	g_object_unref(made);
}

static GMimeMultipart *multipart(const struct post *post, const char *subtype)
{
	GMimeMultipart *made = g_mime_multipart_new_with_subtype(subtype);
	struct str id =
	    post_uuid(post->doc.arena, arena_printf(post->doc.arena, "%s\n%.*s", subtype, STR_ARGS(post_name(post))));
	/* "=_" stands in no text that is encoded as quoted-printable */
	g_mime_multipart_set_boundary(made, arena_printf(post->doc.arena, "=_%s", id.at + strlen("urn:uuid:")).at);
	return made;
}

static GMimeObject *table(const struct post *post, const char *name, const struct buf *csv)
{
	GMimeObject *made = part("csv", buf_str(csv));
	g_mime_part_set_filename(GMIME_PART(made),
	                         arena_printf(post->doc.arena, "%.*s-%s.csv", STR_ARGS(post_name(post)), name).at);
	return made;
}

static GMimeObject *body(const struct post *post)
{
	GMimeMultipart *alternative = multipart(post, "alternative"), *mixed = multipart(post, "mixed");
	struct buf text, html;
	buf_init(&text, SIZE_MAX);
	buf_init(&html, SIZE_MAX);
	plain(&text, post);
	buf_text(&html, "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n");
	post_html_body(&html, post, false);
	buf_text(&html, "</body></html>\n");
	add(alternative, part("plain", buf_str(&text)));
	add(alternative, part("html", buf_str(&html)));
	add(mixed, GMIME_OBJECT(alternative));
	add(mixed, table(post, "issues", &post->issues_csv));
	add(mixed, table(post, "changes", &post->changes));
	buf_release(&text);
	buf_release(&html);
	return GMIME_OBJECT(mixed);
}

/* Addresses of a header; how many there are. */
static int addresses(GMimeMessage *message, GMimeAddressType type, const char *text)
{
	InternetAddressList *list = internet_address_list_parse(NULL, text),
	                    *to = g_mime_message_get_addresses(message, type);
	int count = list != NULL ? internet_address_list_length(list) : 0;
	if (list != NULL) {
		internet_address_list_append(to, list);
		g_object_unref(list);
	}
	return count;
}

int post_mail(struct buf *out, const struct post *post, struct err *err)
{
	enum { SECONDS = 86400 };
	g_mime_init(); /* counts its calls; never shut down, for its types cannot be registered twice */
	GMimeMessage *message = g_mime_message_new(TRUE);
	struct arena *arena = post->doc.arena;
	GMimeObject *mixed = body(post);
	GDateTime *date = g_date_time_new_from_unix_utc(post->day * SECONDS);
	struct str id =
	    post_uuid(arena, arena_printf(arena, "mail\n%.*s\n%s", STR_ARGS(post_name(post)), post->asked.to));
	int result = 0;
	if (addresses(message, GMIME_ADDRESS_TYPE_FROM, post->asked.from) != 1 ||
	    addresses(message, GMIME_ADDRESS_TYPE_TO, post->asked.to) < 1) {
		result = err_set(err, GRIPE_USAGE, "--from takes one address, --to one or more, with commas between");
	} else {
		g_mime_message_set_subject(message, post_title(post).at, "utf-8");
		g_mime_message_set_date(message, date);
		g_mime_message_set_message_id(message,
		                              arena_printf(arena, "%s@gripe.invalid", id.at + strlen("urn:uuid:")).at);
		g_mime_message_set_mime_part(message, mixed);
		char *text = g_mime_object_to_string(GMIME_OBJECT(message), NULL);
		buf_text(out, text);
		g_free(text);
	}
	g_date_time_unref(date);
	g_object_unref(mixed);
	g_object_unref(message);
	return result;
}
