/* html_document.c - see html_document.h. Two lists of contents stand in the page, one for wide windows and one that
 * opens on narrow ones; the style shows one of them, so that no script is needed. What the script says comes from the
 * page too: data-… members of <main>. */
#include "html_document.h"

#include <glib.h>
#include <stdlib.h>

#include "html.h"
#include "page_assets.h"

/* 'sha256-…' of what a policy lets run. */
static void hash_put(struct buf *out, const unsigned char *bytes, size_t len)
{
	guint8 digest[32];
	gsize digest_len = sizeof digest;
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	gchar *text;
	g_checksum_update(sum, bytes, (gssize)len);
	g_checksum_get_digest(sum, digest, &digest_len);
	text = g_base64_encode(digest, digest_len);
	buf_printf(out, "'sha256-%s'", text);
	g_free(text);
	g_checksum_free(sum);
}

static void head(const struct html *html, struct str title)
{
	struct buf *out = html->out;
	HTML(out, "<!DOCTYPE html>\n<html lang=\"%\">\n<head>\n<meta charset=\"utf-8\">\n", html->page->words->lang);
	buf_text(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	              "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ");
	hash_put(out, page_css, page_css_len);
	buf_text(out, "; script-src ");
	hash_put(out, page_js, page_js_len);
	buf_text(out, "; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types "
	              "'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
	HTML(out, "%</title>\n<style>", title);
	buf_add(out, page_css, page_css_len);
	buf_text(out, "</style>\n</head>\n");
}

struct entry {
	const char *id, *key;
	bool shows;
};

static void contents_list(const struct html *html, const struct entry *entries, size_t count)
{
	const struct view_theme **list = memory_array(html->page->top + 1, sizeof *list);
	size_t issues = html_shown(html->page, list);
	struct buf anchor;
	buf_init(&anchor, SIZE_MAX);
	buf_text(html->out, "<ul>");
	for (size_t i = 0; i < count; i++) {
		if (!entries[i].shows) {
			continue;
		}
		HTML(html->out, "<li><a href=\"#%\">%</a>", str_from(entries[i].id),
		     words_get(html->page->words, entries[i].key));
		if (strcmp(entries[i].id, "issues") == 0) {
			buf_text(html->out, "<ul>");
			for (size_t k = 0; k < issues; k++) {
				buf_clear(&anchor);
				anchor_issue(&anchor, list[k]);
				HTML(html->out, "<li><a href=\"#%\">%</a></li>", buf_str(&anchor),
				     theme_text(list[k], THEME_label));
			}
			buf_text(html->out, "</ul>");
		}
		buf_text(html->out, "</li>");
	}
	buf_text(html->out, "</ul>");
	buf_release(&anchor);
	free(list);
}

static void contents(const struct html *html)
{
	const struct page *page = html->page;
	bool issues = page->facts->five_count > 0;
	const struct entry entries[] = { { "top", "toc.top", true },
		                         { "pareto", page->view->issues_lead ? "h.all" : "h.all_topics", issues },
		                         { "trends", "h.trends", html_trends_shows(page) },
		                         { "channels", "h.channels", html_channels_shows(page) },
		                         { "journey", "h.journey", html_journey_shows(page) },
		                         { "segments", "h.segments", html_segments_shows(page) },
		                         { "score", "h.score", html_score_shows(page) },
		                         { "issues", "h.each", issues },
		                         { "asides", "h.asides", html_asides_shows(page) },
		                         { "alerts", "h.alerts", page->view->alerts.count > 0 },
		                         { "rests", "h.rest", true },
		                         { "contacts", "h.contacts", html_contacts_shows(html) } };
	enum { ENTRIES = sizeof entries / sizeof *entries };
	struct str name = words_get(page->words, "toc.contents");
	HTML(html->out, "<nav class=\"toc wide-only\" aria-label=\"%\"><p class=\"tocp\">%</p>", name, name);
	contents_list(html, entries, ENTRIES);
	HTML(html->out, "</nav>\n<nav class=\"toc narrow-only\" aria-label=\"%\"><details><summary>%</summary>", name,
	     name);
	contents_list(html, entries, ENTRIES);
	buf_text(html->out, "</details></nav>\n");
}

/* What the script calls its buttons and fields. */
static void main_begin(const struct html *html)
{
	static const char *const keys[] = { "find", "all",     "channel", "month", "kind",  "segment",
		                            "sort", "by_rank", "by_name", "open",  "close", "shown" };
	buf_text(html->out, "<main id=\"main\"");
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct buf key;
		buf_init(&key, SIZE_MAX);
		buf_printf(&key, "js.%s", keys[i]);
		HTML(html->out, " data-%=\"%\"", str_from(keys[i]), words_get(html->page->words, key.at));
		buf_release(&key);
	}
	buf_text(html->out, ">\n");
}

void html_document(struct buf *out, const struct page *page, const struct page_contacts *contacts, struct str title)
{
	const struct html html = { .page = page, .out = out, .contacts = contacts };
	struct buf text;
	buf_init(&text, SIZE_MAX);
	headline_plain(&text, page);
	head(&html, title.len > 0 ? title : buf_str(&text));
	HTML(out, "<body><a class=\"skip\" href=\"#main\">%</a><div class=\"wrap\">\n",
	     words_get(page->words, "toc.skip"));
	contents(&html);
	main_begin(&html);
	html_first(&html);
	html_pareto(&html);
	html_trends(&html);
	html_channels(&html);
	html_journey(&html);
	html_segments(&html);
	html_score(&html);
	html_issues(&html);
	html_asides(&html);
	html_alerts(&html);
	html_rest(&html);
	html_contacts(&html);
	buf_text(out, "</main></div>\n<script>");
	buf_add(out, page_js, page_js_len);
	buf_text(out, "</script>\n</body>\n</html>\n");
	buf_release(&text);
}
