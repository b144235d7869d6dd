/* html_page.c - the format html: a saved page, or a mail's body as a file. One contact: the page's text as lines
 * (html_text.h), its <title> as title. Memory: the page. */
#include "charset.h"
#include "format.h"
#include "html_text.h"

enum { HEAD_BYTES = 4096 /* in which a page says that it is one */ };

static struct str page_title(struct str html)
{
	size_t open = str_find_nocase(html, STR("<title"), 0), start, end;
	if (open == html.len) {
		return STR_EMPTY;
	}
	start = str_find(html, STR(">"), open);
	end = str_find_nocase(html, STR("</title"), start);
	return end < html.len ? str_trim(str_slice(html, start + 1, end)) : STR_EMPTY;
}

static int parse_html(struct reading *reading, struct err *err)
{
	struct buf bytes, page, text, title;
	struct contact contact = { .copies = 1 };
	const char *note = NULL;
	size_t label, end;
	int result;
	if (reading->explain != NULL) {
		return 0;
	}
	buf_init(&bytes, DOCUMENT_LIMIT);
	buf_init(&page, SIZE_MAX);
	buf_init(&text, SIZE_MAX);
	buf_init(&title, SIZE_MAX);
	result = infile_all(reading->file, &bytes, err);
	if (result >= 0) {
		struct str head = str_slice(buf_str(&bytes), 0, bytes.len < HEAD_BYTES ? bytes.len : HEAD_BYTES);
		label = str_find_nocase(head, STR("charset="), 0);
		label = label < head.len ? label + 8 : head.len;
		for (end = label; end < head.len && head.at[end] != '\0' && strchr("> ;/\t\r\n", head.at[end]) == NULL;
		     end++) {
		}
		charset_labelled(&page, buf_str(&bytes), str_slice(head, label, end), reading->run->book, &note);
		result = html_to_text(&text, buf_str(&page), err);
	}
	if (result >= 0) {
		result = html_to_text(&title, page_title(buf_str(&page)), err);
	}
	if (result >= 0) {
		contact.text = buf_str(&text);
		contact.title = buf_str(&title);
		if (note != NULL) {
			contact_note(&contact, &reading->arena, str_from(note));
		}
		result = reading_emit(reading, &contact, err);
	}
	buf_release(&bytes);
	buf_release(&page);
	buf_release(&text);
	buf_release(&title);
	return result;
}

static int detect_html(const struct glance *first)
{
	struct str ahead = first->ahead;
	struct str s = str_trim(str_slice(ahead, 0, ahead.len < HEAD_BYTES ? ahead.len : HEAD_BYTES)),
	           name = str_from(first->path);
	bool named = str_ends_nocase(name, STR(".html")) || str_ends_nocase(name, STR(".htm"));
	if (str_starts(s, STR("\xEF\xBB\xBF"))) {
		s = str_trim(str_slice(s, 3, s.len));
	}
	if (s.len == 0 || s.at[0] != '<') {
		return named && looks_like_html(s) ? 72 : 0;
	}
	if (str_starts_nocase(s, STR("<!doctype html")) || str_starts_nocase(s, STR("<html"))) {
		return 80;
	}
	return str_find_nocase(s, STR("<html"), 0) < s.len ? 75 : looks_like_html(s) && named ? 72 : 0;
}

const struct format format_html = { .name = "html",
	                            .looks_for =
	                                "a page: <!DOCTYPE html>, <html>, or tags under a name that ends in .html",
	                            .detect = detect_html,
	                            .parse = parse_html,
	                            .channel = NULL };
