/* telegram_html.c - the format telegram-html: messages.html of Telegram Desktop.
 *
 * In: the page; its elements are told by their classes ("message default", "from_name", "text", "date" with the whole
 * date as title). Out: messages (chats.c), as result.json gives them. A message without a name ("joined") is of the one
 * before. Service lines, names of forwarded posts and lines like "In reply to" are not the writer's words. The page is
 * parsed as a tree by libxml2: pages end after a thousand messages. Memory: the page and its tree. */
#include <libxml/HTMLparser.h>

#include "charset.h"
#include "chats.h"

enum { DEPTH_MOST = 64 };

/* A word of an element's class list. */
static bool has_class(xmlNode *node, const char *wanted)
{
	xmlChar *classes = node->type == XML_ELEMENT_NODE ? xmlGetProp(node, BAD_CAST "class") : NULL;
	bool found = str_lists(str_from((const char *)classes), ' ', str_from(wanted));
	xmlFree(classes);
	return found;
}

/* The text below a node; <br> ends a line. */
static void node_text(struct buf *out, xmlNode *node, int depth)
{
	for (xmlNode *child = node->children; child != NULL && depth < DEPTH_MOST; child = child->next) {
		if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
			buf_text(out, (const char *)child->content);
		} else if (child->type == XML_ELEMENT_NODE && xmlStrEqual(child->name, BAD_CAST "br")) {
			buf_byte(out, '\n');
		} else {
			node_text(out, child, depth + 1);
		}
	}
}

struct page {
	struct chat *chat;
	struct reading *reading;
	struct buf person, text, when;
};

/* What a message holds: who, when and the words; those of a forwarded post are another's. */
static void take_parts(struct page *page, xmlNode *node, bool forwarded, int depth)
{
	for (xmlNode *child = node->children; child != NULL && depth < DEPTH_MOST; child = child->next) {
		bool below = forwarded || has_class(child, "forwarded");
		if (child->type != XML_ELEMENT_NODE) {
			continue;
		}
		if (has_class(child, "from_name")) {
			if (!below) {
				buf_clear(&page->person);
				node_text(&page->person, child, depth);
			}
		} else if (has_class(child, "date") && has_class(child, "details")) {
			xmlChar *title = xmlGetProp(child, BAD_CAST "title");
			if (title != NULL && !below) {
				buf_clear(&page->when);
				buf_text(&page->when, (const char *)title);
			}
			xmlFree(title);
		} else if (has_class(child, "text")) {
			buf_text(&page->text, page->text.len > 0 ? "\n" : "");
			node_text(&page->text, child, depth);
		} else {
			take_parts(page, child, below, depth + 1);
		}
	}
}

static void take_message(struct page *page, xmlNode *node)
{
	struct chat_message message = { .clock = -1 };
	buf_clear(&page->text);
	buf_clear(&page->when);
	if (!has_class(node, "joined")) {
		buf_clear(&page->person);
	}
	take_parts(page, node, false, 0);
	message.person = str_trim(buf_str(&page->person));
	message.text = str_trim(buf_str(&page->text));
	message.when = str_trim(buf_str(&page->when));
	if (has_class(node, "service")) {
		book_drop(page->reading->run->book, "system_event", 1);
	} else if (message.text.len == 0) {
		book_drop(page->reading->run->book, "no_text", 1);
	} else {
		chat_add(page->chat, &message);
	}
}

static void find_messages(struct page *page, xmlNode *node, int depth)
{
	for (; node != NULL && depth < DEPTH_MOST; node = node->next) {
		if (has_class(node, "message")) {
			take_message(page, node);
		} else {
			find_messages(page, node->children, depth + 1);
		}
	}
}

static int read_page(struct page *page, struct str bytes, struct err *err)
{
	htmlDocPtr tree;
	if (bytes.len > INT32_MAX) {
		return err_set(err, GRIPE_DATA, "the page is longer than 2 GiB");
	}
	tree = htmlReadMemory(bytes.at, (int)bytes.len, NULL, "UTF-8",
	                      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
	                          HTML_PARSE_COMPACT);
	if (tree == NULL) {
		return err_set(err, GRIPE_DATA, "the page is no HTML");
	}
	find_messages(page, xmlDocGetRootElement(tree), 0);
	xmlFreeDoc(tree);
	return chat_emit(page->chat, err);
}

static int parse_telegram_html(struct reading *reading, struct err *err)
{
	struct page page = { .reading = reading };
	struct buf bytes, valid;
	const char *note;
	struct buf *const bufs[] = { &bytes, &valid, &page.person, &page.text, &page.when };
	int status;
	if (reading->explain != NULL) {
		return 0;
	}
	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++) {
		buf_init(bufs[i], DOCUMENT_LIMIT);
	}
	page.chat = chat_open(reading);
	status = infile_all(reading->file, &bytes, err);
	if (status >= 0) {
		charset_field(&valid, buf_str(&bytes), reading->run->book, &note);
		status = read_page(&page, buf_str(&valid), err);
	}
	chat_close(page.chat);
	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++) {
		buf_release(bufs[i]);
	}
	return status;
}

static int detect_telegram_html(const struct glance *first)
{
	struct str ahead = first->ahead;
	return str_find(ahead, STR("class=\"message "), 0) < ahead.len &&
	               str_find(ahead, STR("class=\"from_name\""), 0) < ahead.len &&
	               str_find(ahead, STR("date details"), 0) < ahead.len
	           ? 95
	           : 0;
}

const struct format format_telegram_html = {
	.name = "telegram-html",
	.looks_for = "messages.html of Telegram Desktop: elements of the classes message, from_name and text",
	.detect = detect_telegram_html,
	.parse = parse_telegram_html,
	.channel = "chat"
};
