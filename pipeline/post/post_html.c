/* post_html.c - see post_print.h. One file: the style is inside and named by its digest in the policy, charts are
 * inline, nothing is fetched and nothing runs. Texts pass escape_xml, and stand in bdi where they are others', so that
 * a word written from right to left turns nothing around it. */
#include <glib.h>

#include "escape.h"
#include "plain_text.h"
#include "post_print.h"

enum { SHA256_BYTES = 32 };

static const char style[] =
    ":root{color-scheme:light dark}"
    "body{margin:0 auto;max-width:42rem;padding:2rem 1.25rem 4rem;background:#fff;color:#15212b;"
    "font:16px/1.5 -apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,sans-serif}"
    "h1{font-size:26px;line-height:1.25;font-weight:600}h2{font-size:20px;margin:2rem 0 .5rem}"
    ".date{color:#51606c;margin:0}blockquote{margin:.75rem 0;padding:.25rem 1rem;border-left:3px solid #2a6496;"
    "overflow-wrap:anywhere}blockquote footer{color:#51606c;font-size:14px}"
    "p,li{overflow-wrap:anywhere}svg{max-width:100%;height:auto}"
    "@media (prefers-color-scheme:dark){body{background:#11161b;color:#e6ebf0}.date,blockquote footer{color:#a5b1bc}"
    "blockquote{border-color:#5fa3d8}}"
    "@media print{body{max-width:none;padding:0;font-size:11pt}}";

static void text(struct buf *out, struct str from)
{
	struct buf plain;
	buf_init(&plain, SIZE_MAX);
	plain_text(&plain, from);
	escape_xml(out, buf_str(&plain));
	buf_release(&plain);
}

static void runs(struct buf *out, const struct text_run *list, size_t count)
{
	static const char *const tags[] = { [RUN_PLAIN] = NULL, [RUN_STRONG] = "strong", [RUN_LABEL] = "em" };
	for (size_t i = 0; i < count; i++) {
		const char *tag = tags[list[i].style];
		if (tag != NULL) {
			buf_printf(out, "<%s>", tag);
		}
		buf_text(out, list[i].foreign ? "<bdi>" : "");
		text(out, list[i].text);
		buf_text(out, list[i].foreign ? "</bdi>" : "");
		if (tag != NULL) {
			buf_printf(out, "</%s>", tag);
		}
	}
}

static void quote(struct buf *out, const struct text_block *block)
{
	buf_text(out, "<blockquote><p>");
	runs(out, block->runs, block->count);
	buf_text(out, "</p>");
	if (block->source.len > 0) {
		buf_text(out, "<footer>");
		text(out, block->source);
		buf_text(out, "</footer>");
	}
	buf_text(out, "</blockquote>\n");
}

static void block_print(struct buf *out, const struct post *post, const struct text_block *block)
{
	static const char *const tags[] = { [BLOCK_PARAGRAPH] = "p",
		                            [BLOCK_HEADING] = "h2",
		                            [BLOCK_ITEM] = "li",
		                            [BLOCK_QUOTE] = "",
		                            [BLOCK_CHART] = "" };
	if (block->kind == BLOCK_QUOTE) {
		quote(out, block);
	} else if (block->kind == BLOCK_CHART) {
		buf_text(out, "<figure>");
		buf_str_add(out, post->doc.charts[block->chart].svg);
		buf_text(out, "<figcaption>");
		text(out, post->doc.charts[block->chart].title);
		buf_text(out, "</figcaption></figure>\n");
	} else {
		buf_printf(out, "<%s>", tags[block->kind]);
		runs(out, block->runs, block->count);
		buf_printf(out, "</%s>\n", tags[block->kind]);
	}
}

void post_html_body(struct buf *out, const struct post *post, bool charts)
{
	bool listing = false;
	for (size_t i = 0; i < post->doc.block_count; i++) {
		const struct text_block *block = &post->doc.blocks[i];
		if (block->kind == BLOCK_CHART && !charts) {
			continue;
		}
		if (listing != (block->kind == BLOCK_ITEM)) {
			buf_text(out, listing ? "</ul>\n" : "<ul>\n");
			listing = !listing;
		}
		block_print(out, post, block);
	}
	buf_text(out, listing ? "</ul>\n" : "");
}

/* The digest of the style, as a policy names it. */
static void style_digest(struct buf *out)
{
	guint8 digest[SHA256_BYTES];
	gsize len = sizeof digest;
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	g_checksum_update(sum, (const guchar *)style, (gssize)strlen(style));
	g_checksum_get_digest(sum, digest, &len);
	gchar *base64 = g_base64_encode(digest, len);
	buf_text(out, base64);
	g_free(base64);
	g_checksum_free(sum);
}

void post_html(struct buf *out, const struct post *post)
{
	buf_text(out, "<!DOCTYPE html>\n<html lang=\"");
	text(out, post->doc.lang);
	buf_text(out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
	              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	              "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-");
	style_digest(out);
	buf_text(out, "'; base-uri 'none'; form-action 'none'\">\n<title>");
	text(out, post_title(post));
	buf_text(out, "</title>\n<meta name=\"description\" content=\"");
	text(out, post_description(post));
	buf_printf(out, "\">\n<style>%s</style>\n</head>\n<body>\n<main>\n<h1>", style);
	runs(out, post->doc.title, post->doc.title_count);
	buf_printf(out, "</h1>\n<p class=\"date\"><time datetime=\"%.*s\">", STR_ARGS(post_day_text(post, post->day)));
	struct buf day;
	buf_init(&day, SIZE_MAX);
	post_word_day(&day, &post->words, post->day);
	text(out, buf_str(&day));
	buf_release(&day);
	buf_text(out, "</time></p>\n");
	post_html_body(out, post, true);
	buf_text(out, "</main>\n</body>\n</html>\n");
}
